import assert from 'node:assert/strict';
import { collect, isOutcomeUnclear, TenantTokenSource, type CallOptions, type TokenSource } from '../../../src/feishu';
import { clientFor, HastyClock, json, LoopbackServer, ok, refuse, type Handler } from './support';

const TASK = { task: { id: 'task-1', summary: 'Title' } };
const NEW = { title: 'Title', origin: { name: { en_us: 'Test' } } };

/** Tokens numbered t-1, t-2, ...; each renewal gives the next. */
function countingTokens(kind: TokenSource['kind'] = 'tenant') {
  const source = {
    kind,
    renewals: 0,
    getToken: () => Promise.resolve(`t-${source.renewals + 1}`),
    renewToken: () => Promise.resolve(`t-${++source.renewals + 1}`),
  };
  return source;
}

describe('a call', () => {
  let server: LoopbackServer;
  let base: string;
  let clock: HastyClock;
  const answers = (...handlers: Handler[]) => {
    server.handler = (seen, response) => (handlers.length > 1 ? handlers.shift()! : handlers[0]!)(seen, response);
  };
  const client = (tokenSource: TokenSource = countingTokens()) => clientFor(base, { clock, tokenSource });

  beforeEach(async () => {
    server = new LoopbackServer((_, response) => ok(response, TASK));
    base = await server.start();
    clock = new HastyClock();
  });
  afterEach(() => server.stop());

  it('carries token and content type, and gives the task', async () => {
    const task = await client().tasks.create(NEW);
    assert.deepEqual([task.id, task.title], ['task-1', 'Title']);
    const { headers } = server.seen[0]!;
    assert.equal(headers.authorization, 'Bearer t-1');
    assert.equal(headers['content-type'], 'application/json; charset=utf-8');
  });

  it('sends nothing for an argument that breaks a rule', async () => {
    await assert.rejects(client().tasks.create({ ...NEW, title: '' }), { name: 'ValidationError', field: 'title' });
    await assert.rejects(client().tasks.get('..'), { name: 'ValidationError', field: 'task_id' });
    await assert.rejects(client().tasks.get(''), { name: 'ValidationError', field: 'task_id' });
    assert.equal(server.seen.length, 0);
  });

  for (const [kind, code] of [
    ['tenant', 99991663],
    ['tenant', 99991664],
    ['tenant', 99991671],
    ['user', 99991668],
    ['user', 99991677],
  ] as const) {
    it(`renews a ${kind} token once after ${code}`, async () => {
      const tokens = countingTokens(kind);
      answers(
        (_, response) => refuse(response, 400, code),
        (_, response) => ok(response, TASK),
      );
      await client(tokens).tasks.create(NEW);
      assert.equal(tokens.renewals, 1);
      assert.deepEqual(
        server.seen.map(({ headers }) => headers.authorization),
        ['Bearer t-1', 'Bearer t-2'],
      );
    });
  }

  it('does not renew in a loop', async () => {
    const tokens = countingTokens();
    answers((_, response) => refuse(response, 400, 99991663));
    await assert.rejects(client(tokens).tasks.get('x'), { code: 99991663 });
    assert.equal(tokens.renewals, 1);
    assert.equal(server.seen.length, 2);
  });

  it('does not renew where another token would not help', async () => {
    const tokens = countingTokens('user');
    answers((_, response) => refuse(response, 400, 99991668, 'user access token not support'));
    await assert.rejects(client(tokens).tasks.get('x'), { code: 99991668 });
    answers((_, response) => refuse(response, 401, 1470403));
    await assert.rejects(client(tokens).tasks.get('x'), { code: 1470403 });
    assert.equal(tokens.renewals, 0);
  });

  it('waits as long as the gateway asks, for a creation too', async () => {
    answers(
      (_, response) => refuse(response, 429, 99991400, 'limit', { 'x-ogw-ratelimit-reset': '52' }),
      (_, response) => ok(response, TASK),
    );
    await client().tasks.create(NEW);
    assert.equal(server.seen.length, 2);
    assert.ok(clock.waits.some((wait) => wait >= 52_000 && wait < 53_000));
  });

  it('never repeats a creation after an unclear outcome', async () => {
    for (const handler of [
      (_, response) => refuse(response, 500, 1470600),
      (_, response) => json(response, 502, 'bad gateway'),
      (seen) => seen.socket.destroy(),
      (_, response) => response.end('{"code":0,"data":{}}'),
    ] as Handler[]) {
      server.seen.length = 0;
      answers(handler);
      await assert.rejects(client().tasks.create(NEW));
      assert.equal(server.seen.length, 1);
    }
  });

  it('repeats a reading call three times in all', async () => {
    answers((_, response) => refuse(response, 500, 1470605));
    await assert.rejects(collect(client().tasks.list()), { code: 1470605 });
    assert.equal(server.seen.length, 3);
    answers(
      (seen) => seen.socket.destroy(),
      (_, response) => ok(response, TASK),
    );
    assert.equal((await client().tasks.get('x')).id, 'task-1');
  });

  it('takes "gone" after a deletion whose answer was lost as done', async () => {
    answers(
      (seen) => seen.socket.destroy(),
      (_, response) => refuse(response, 404, 1470710),
    );
    await client().followers.removeOne('x', 'ou_1');
    answers((_, response) => refuse(response, 404, 1470710));
    await assert.rejects(client().followers.removeOne('x', 'ou_1'), { code: 1470710 });
  });

  it('sends writes of one task one after the other, and the rest at once', async () => {
    let inTheAir = 0;
    let most = 0;
    server.handler = (_, response) => {
      most = Math.max(most, ++inTheAir);
      setTimeout(() => {
        inTheAir--;
        ok(response, TASK);
      }, 5);
    };
    const same = client();
    await Promise.all([same.tasks.complete('x'), same.tasks.reopen('x'), same.followers.add('x', ['ou_1'])]);
    assert.deepEqual(
      [most, server.seen.map(({ path }) => path.split('/').at(-1))],
      [1, ['complete', 'uncomplete', 'followers']],
    );
    most = 0;
    await Promise.all(['a', 'b', 'c'].map((id) => same.tasks.get(id)));
    assert.ok(most > 1);
  });

  it('is cancelled while it waits for the quota', async () => {
    const controller = new AbortController();
    answers((_, response) => {
      refuse(response, 429, 99991400, 'limit', { 'x-ogw-ratelimit-reset': '52' });
      setImmediate(() => controller.abort());
    });
    const options: CallOptions = { signal: controller.signal };
    await assert.rejects(clientFor(base, { clock: undefined }).tasks.create(NEW, options), { name: 'CancelledError' });
    assert.equal(server.seen.length, 1);
  });

  it('asks again for a token before a creation, and knows that nothing was created without one', async () => {
    let failures = 2;
    server.handler = ({ path }, response) => {
      if (!path.includes('tenant_access_token')) {
        ok(response, TASK);
      } else if (failures-- > 0) {
        refuse(response, 500, 10012);
      } else {
        json(response, 200, { code: 0, tenant_access_token: 't-1', expire: 7140 });
      }
    };
    const tokens = () =>
      new TenantTokenSource({ baseUrl: base, appId: 'cli_a', getSecret: () => Promise.resolve('s') });
    assert.equal((await client(tokens()).tasks.create(NEW)).id, 'task-1');
    failures = Infinity;
    const error = await client(tokens())
      .tasks.create(NEW)
      .catch((reason: unknown) => reason);
    assert.deepEqual([(error as { code?: number }).code, isOutcomeUnclear(error)], [10012, false]);
  });

  it('says that nothing was created where the token could not be had', async () => {
    const failing: TokenSource = {
      kind: 'tenant',
      getToken: () => Promise.reject(new Error('keychain')),
      renewToken: () => Promise.reject(new Error()),
    };
    await assert.rejects(client(failing).tasks.create(NEW), /keychain/);
    assert.equal(server.seen.length, 0);
  });
});

describe('paging', () => {
  let server: LoopbackServer;
  let base: string;
  const page =
    (items: number[], more: boolean, token?: string): Handler =>
    (_, response) =>
      ok(response, { items: items.map((id) => ({ id: `t${id}` })), has_more: more, page_token: token });
  const list = (handlers: Handler[], limit?: number) => {
    server.handler = (seen, response) => handlers.shift()!(seen, response);
    return collect(clientFor(base).tasks.list(), limit).then((tasks) => tasks.map(({ id }) => id));
  };

  before(async () => {
    server = new LoopbackServer(() => {});
    base = await server.start();
  });
  after(() => server.stop());
  beforeEach(() => (server.seen.length = 0));

  it('follows has_more, through empty pages, whatever token the last page carries', async () => {
    const ids = await list([page([1], true, 'a'), page([], true, 'b'), page([2], false, 'LTE=')]);
    assert.deepEqual(ids, ['t1', 't2']);
    assert.deepEqual(
      server.seen.map(({ query }) => query['page_token']),
      [undefined, 'a', 'b'],
    );
  });

  it('ends a walk in circles', async () => {
    await assert.rejects(list([page([1], true, 'a'), page([2], true, 'b'), page([3], true, 'a')]), {
      problem: 'paging',
    });
    await assert.rejects(list([page([1], true, '')]), { problem: 'paging' });
  });

  it('asks for no page nobody wants', async () => {
    assert.deepEqual(await list([page([1, 2], true, 'a')], 2), ['t1', 't2']);
    assert.equal(server.seen.length, 1);
  });

  it('reads an answer without items as empty', async () => {
    assert.deepEqual(await list([(_, response) => ok(response, {})]), []);
  });
});
