import assert from 'node:assert/strict';
import net, { type AddressInfo } from 'node:net';
import zlib from 'node:zlib';
import { explain, isOutcomeUnclear } from '../../../src/feishu';
import { BadAnswerError, CancelledError, NetworkError, TimeoutError } from '../../../src/feishu/errors/types';
import { HttpClient } from '../../../src/feishu/http';
import { json, LoopbackServer, type Handler } from './support';

describe('HTTP transport', () => {
  let server: LoopbackServer;
  let base: string;
  let client: HttpClient;
  const answer = (handler: Handler) => (server.handler = handler);
  const impatient = () => (client = new HttpClient({ timeoutMilliseconds: 200 }));
  const send = (signal?: AbortSignal, url = `${base}/x?secret=s3cret`) =>
    client.send({
      method: 'POST',
      url,
      headers: { Authorization: 'Bearer t-hidden' },
      body: '{}',
      endpoint: 'POST /x',
      signal,
    });

  beforeEach(async () => {
    server = new LoopbackServer((_, response) => json(response, 200, { code: 0 }));
    base = await server.start();
    client = new HttpClient({ maxBytes: 10_000, userAgent: 'test/1' });
  });
  afterEach(async () => {
    client.dispose();
    await server.stop();
  });

  it('sends method, headers and body, and reads status, headers and text', async () => {
    answer((_, response) => json(response, 418, { code: 7 }, { 'x-tt-logid': 'L1' }));
    const { status, text, header } = await send();
    assert.deepEqual([status, text, header('X-TT-LOGID'), header('none')], [418, '{"code":7}', 'L1', null]);
    const [seen] = server.seen;
    assert.equal(seen!.method, 'POST');
    assert.equal(seen!.headers['user-agent'], 'test/1');
    assert.equal(seen!.headers.authorization, 'Bearer t-hidden');
    assert.equal(seen!.text, '{}');
  });

  it('reuses its connection', async () => {
    await send();
    await send();
    assert.equal(server.seen[0]!.socket, server.seen[1]!.socket);
  });

  it('reads compressed answers and bounds them by their real size', async () => {
    answer((_, response) => {
      response.writeHead(200, { 'Content-Encoding': 'gzip' });
      response.end(zlib.gzipSync('{"code":0}'));
    });
    assert.equal((await send()).text, '{"code":0}');
    answer((_, response) => {
      response.writeHead(200, { 'Content-Encoding': 'gzip' });
      response.end(zlib.gzipSync(Buffer.alloc(1_000_000, 'a')));
    });
    await assertThrows(send(), BadAnswerError, { problem: 'too-large', httpStatus: 200 }, true);
  });

  it('refuses redirects and never follows them', async () => {
    answer((_, response) => response.writeHead(307, { Location: `${base}/elsewhere` }).end());
    await assertThrows(send(), BadAnswerError, { problem: 'redirect', httpStatus: 307 }, false);
    assert.equal(server.seen.length, 1);
  });

  it('times out on a server that says nothing', async () => {
    answer(() => {});
    impatient();
    await assertThrows(send(), TimeoutError, { timeoutMilliseconds: 200 }, true);
  });

  it('times out on a body that never ends', async () => {
    answer((_, response) => {
      response.writeHead(200);
      response.write('{"code"');
    });
    impatient();
    await assertThrows(send(), TimeoutError, {}, true);
  });

  it('tells a body cut off from a complete one', async () => {
    answer((seen, response) => {
      response.writeHead(200, { 'Content-Length': '100' });
      response.write('{"code":0', () => seen.socket.destroy());
    });
    await assertThrows(send(), BadAnswerError, { problem: 'truncated', httpStatus: 200 }, true);
  });

  it('reports a connection broken before the answer as sent', async () => {
    answer((seen) => seen.socket.destroy());
    await assertThrows(send(), NetworkError, { fault: 'reset', sent: true }, true);
  });

  it('reports a refused connection as not sent', async () => {
    const closed = net.createServer().listen(0, '127.0.0.1');
    await new Promise((resolve) => closed.once('listening', resolve));
    const { port } = closed.address() as AddressInfo;
    await new Promise((resolve) => closed.close(resolve));
    const url = `http://127.0.0.1:${port}/`;
    await assertThrows(send(undefined, url), NetworkError, { fault: 'refused', sent: false }, false);
  });

  it('reports a name that does not exist as not sent', async () => {
    await assertThrows(
      send(undefined, 'http://no-such-host.invalid/'),
      NetworkError,
      { fault: 'dns', sent: false },
      false,
    );
  });

  it('reports a server that speaks no TLS as not sent', async () => {
    const url = base.replace('http:', 'https:');
    await assertThrows(send(undefined, url), NetworkError, { fault: 'tls', sent: false }, false);
  });

  it('is cancelled before sending without sending', async () => {
    await assertThrows(send(AbortSignal.abort()), CancelledError, { sent: false }, false);
    assert.equal(server.seen.length, 0);
  });

  it('is cancelled while waiting for the answer, and then the outcome is unclear', async () => {
    const controller = new AbortController();
    answer(() => controller.abort());
    await assertThrows(send(controller.signal), CancelledError, { sent: true }, true);
  });

  it('loads node-fetch only with the first call', () => {
    const idle = new HttpClient();
    assert.equal((idle as unknown as { engine: unknown }).engine, undefined);
  });
});

/** The rejection has this class and these properties, explains itself, and gives nothing away. */
async function assertThrows(
  work: Promise<unknown>,
  errorClass: new (...args: never[]) => Error,
  properties: Record<string, unknown>,
  unclear: boolean,
): Promise<void> {
  const error = await work.then(
    () => assert.fail('expected a rejection'),
    (thrown: unknown) => thrown,
  );
  assert.ok(error instanceof errorClass, String(error));
  for (const [name, value] of Object.entries(properties)) {
    assert.equal((error as unknown as Record<string, unknown>)[name], value, name);
  }
  assert.equal(isOutcomeUnclear(error), unclear, 'isOutcomeUnclear');
  assert.doesNotMatch(`${error.message} ${JSON.stringify(error)}`, /s3cret|t-hidden/);
  assert.ok(explain(error, 'en')!.what.length > 5);
  assert.match(explain(error, 'zh-cn')!.what, /[\u4e00-\u9fff]/);
}
