import assert from 'node:assert/strict';
import { connect } from 'node:net';
import { Harness, minimalTask, TestClock } from './support';

const tasks = '/open-apis/task/v1/tasks';

describe('sandbox faults', () => {
  let harness: Harness;
  let clock: TestClock;
  beforeEach(async () => {
    clock = new TestClock();
    harness = await Harness.start({ clock });
  });
  afterEach(() => harness.close());

  const create = () => harness.post(tasks, minimalTask);
  const made = () => Object.keys(harness.state.tasks).length;
  const faults = () => harness.sandbox.faults;

  it('drop-before closes the connection with nothing done', async () => {
    faults().add({ kind: 'drop-before', count: 1 });
    await assert.rejects(create());
    assert.equal(made(), 0);
    assert.equal((await create()).code, 0);
    assert.equal(harness.sandbox.requests[0]!.status, 0);
    assert.equal(harness.sandbox.requests[0]!.fault, 'drop-before');
  });

  it('drop-after does the work and loses the answer', async () => {
    faults().add({ kind: 'drop-after', method: 'POST', path: tasks, count: 1 });
    await assert.rejects(create());
    assert.equal(made(), 1);
  });

  it('rate-limit comes with and without its headers', async () => {
    faults().add({ kind: 'rate-limit', count: 1, resetSeconds: 7 });
    faults().add({ kind: 'rate-limit', count: 1, headers: false });
    const first = await create();
    assert.deepEqual([first.status, first.code], [429, 99991400]);
    assert.equal(first.headers.get('x-ogw-ratelimit-reset'), '7');
    const second = await create();
    assert.equal(second.code, 99991400);
    assert.equal(second.headers.get('x-ogw-ratelimit-reset'), null);
    assert.equal(made(), 0);
  });

  it('status and html come before or after the work', async () => {
    faults().add({ kind: 'status', status: 503, count: 1 });
    assert.equal((await create()).status, 503);
    assert.equal(made(), 0);
    faults().add({ kind: 'status', status: 500, code: 1470600, afterWrite: true, count: 1 });
    assert.equal((await create()).code, 1470600);
    assert.equal(made(), 1);
    faults().add({ kind: 'html', count: 1 });
    const page = await create();
    assert.equal(page.status, 502);
    assert.match(page.text, /^<html>/);
    assert.equal(made(), 1);
  });

  it('error answers the documented status of a code', async () => {
    faults().add({ kind: 'error', code: 1470450, count: 1 });
    assert.equal((await create()).status, 429);
    const id = await harness.task();
    faults().add({ kind: 'error', code: 1470450, count: 1 });
    assert.equal((await harness.post(`${tasks}/${id}/followers`, {})).status, 400);
  });

  it('truncated ends in the middle of the answer', async () => {
    faults().add({ kind: 'truncated', count: 1 });
    await assert.rejects(create());
    assert.equal(made(), 1);
  });

  it('slow-body arrives whole, in pieces', async () => {
    faults().add({ kind: 'slow-body', chunkBytes: 200, delayMs: 1, count: 1 });
    assert.equal((await create()).code, 0);
  });

  it('delay holds the answer back and combines with others', async () => {
    faults().add({ kind: 'delay', delayMs: 30, count: 1 });
    faults().add({ kind: 'status', status: 504, count: 1 });
    const began = performance.now();
    assert.equal((await create()).status, 504);
    assert.ok(performance.now() - began >= 29);
  });

  it('revoke-token kills the token of the request', async () => {
    const token = harness.info.tenantAccessToken;
    faults().add({ kind: 'revoke-token', count: 1 });
    assert.equal((await harness.get(tasks, { token })).code, 99991663);
    assert.equal((await harness.get(tasks, { token })).code, 99991663);
    assert.notEqual(harness.info.tenantAccessToken, token);
    assert.equal((await harness.get(tasks)).code, 0);
  });

  it('matches method and path, skips and counts', async () => {
    faults().add({ kind: 'status', status: 500, method: 'GET', path: '/open-apis/task/v1/tasks/*', skip: 1, count: 1 });
    const id = await harness.task();
    const statuses = [];
    for (let turn = 0; turn < 3; turn += 1) {
      statuses.push((await harness.get(`${tasks}/${id}`)).status);
      assert.equal((await harness.get(`${tasks}/${id}/followers`)).status, 200, 'a star stays inside its segment');
    }
    assert.deepEqual(statuses, [200, 500, 200]);
    assert.equal(faults().list()[0]!.fired, 1);
    faults().clear();
    faults().add({ kind: 'status', path: '/open-apis/task/**' });
    assert.equal((await harness.get(`${tasks}/${id}/followers`)).status, 500);
  });

  it('storms by probability, the same way for the same seed', async () => {
    const storm = async (seed: number) => {
      faults().clear();
      faults().add({ kind: 'status', status: 500, probability: 0.3, seed });
      const statuses: number[] = [];
      for (let turn = 0; turn < 60; turn += 1) {
        statuses.push((await harness.get(tasks)).status);
      }
      return statuses;
    };
    const first = await storm(7);
    const share = first.filter((status) => status === 500).length;
    assert.ok(share > 5 && share < 35, `${share} of 60 failed`);
    assert.deepEqual(await storm(7), first);
    assert.notDeepEqual(await storm(8), first);
  });

  it('skews the clock that answers and tokens show', async () => {
    const token = harness.info.tenantAccessToken;
    harness.sandbox.clockSkewMs = 86_400_000;
    const reply = await harness.get(tasks, { token });
    assert.equal(reply.code, 99991663, 'the token has run out by that clock');
    assert.equal(Date.parse(reply.headers.get('date')!), clock.now() + 86_400_000);
  });

  it('shows a new task in lists only after the delay asked for, and by id at once', async () => {
    harness.sandbox.behaviour.visibilityDelayMs = 5_000;
    const id = await harness.task();
    assert.deepEqual((await harness.get(tasks)).data.items, []);
    assert.equal((await harness.get(`${tasks}/${id}`)).code, 0);
    clock.advance(5_000);
    assert.equal((await harness.get(tasks)).data.items.length, 1);
  });

  describe('by the control endpoint', () => {
    const control = (method: string, path: string, body?: unknown, headers?: Record<string, string>) =>
      harness.request(method, `/sandbox/${path}`, { body, headers, token: null });

    it('adds, lists, removes and clears', async () => {
      const added = await control('POST', 'faults', [
        { kind: 'status', status: 500 },
        { kind: 'delay', delayMs: 1 },
      ]);
      assert.equal(added.data.ids.length, 2);
      assert.equal((await create()).status, 500);
      assert.equal((await control('GET', 'faults')).data.items[0].fired, 1);
      await control('DELETE', `faults/${added.data.ids[0]}`);
      assert.equal((await create()).code, 0);
      await control('DELETE', 'faults');
      assert.deepEqual((await control('GET', 'faults')).data.items, []);
    });

    it('names what is wrong with a rule and then adds none', async () => {
      const bad = await control('POST', 'faults', [{ kind: 'delay' }, { kind: 'explode', probability: 2, count: 'x' }]);
      assert.deepEqual([bad.status, bad.code], [400, 99992402]);
      const fields = bad.body.error.field_violations.map((violation: { field: string }) => violation.field);
      assert.deepEqual(fields.sort(), ['count', 'kind', 'probability']);
      assert.deepEqual(faults().list(), []);
    });

    it('sets the clock and shows the requests without secrets', async () => {
      await control('POST', 'clock', { skewMs: 60_000 });
      assert.equal(harness.sandbox.clockSkewMs, 60_000);
      const { appId, appSecret } = harness.info;
      await harness.post('/open-apis/auth/v3/tenant_access_token/internal', { app_id: appId, app_secret: appSecret });
      const log = await control('GET', 'requests');
      assert.ok(!log.text.includes(appSecret));
      assert.ok(!log.text.includes(harness.info.tenantAccessToken));
      assert.ok(log.text.includes(appId));
      await control('DELETE', 'requests');
      assert.deepEqual(harness.sandbox.requests, []);
    });

    it('switches behaviour and quota, and refuses what is no switch', async () => {
      const set = (body: object) => control('POST', 'behaviour', body);
      assert.equal((await set({ summaryLimit: 10, quota: true })).data.quota, true);
      assert.equal((await harness.post(tasks, { ...minimalTask, summary: 'x'.repeat(11) })).code, 1470437);
      for (const body of [{ summaryLimit: 'ten' }, { unknown: 1 }, { constructor: 1 }, { auditWords: {} }]) {
        assert.equal((await set(body)).code, 99992402);
      }
      assert.equal((await control('GET', 'behaviour')).data.summaryLimit, 10);
    });

    it('is out of reach for other sites', async () => {
      const body = { kind: 'status' };
      assert.equal((await control('POST', 'faults', body, { origin: 'https://evil.example' })).status, 403);
      assert.equal((await control('POST', 'faults', body, { origin: 'null' })).status, 403);
      const form = await harness.request('POST', '/sandbox/faults', { form: { kind: 'status' }, token: null });
      assert.equal(form.status, 403);
      assert.deepEqual(faults().list(), []);
    });
  });

  it('answers the loopback’s own names only, against DNS rebinding', async () => {
    for (const [host, status] of [
      ['evil.example', 403],
      ['127.0.0.1.evil.example:80', 403],
      ['localhost:1234', 200],
      [`127.0.0.1:${harness.sandbox.port}`, 200],
    ] as const) {
      assert.match(await rawGet(harness.sandbox.port, host), new RegExp(`^HTTP/1.1 ${status} `));
    }
  });

  it('refuses bodies that are no JSON, no object, or too large', async () => {
    for (const body of ['{', '[]', '"text"']) {
      const reply = await harness.post(tasks, body);
      assert.deepEqual([reply.status, reply.code], [400, 99992402]);
    }
    const large = await harness.post(tasks, { ...minimalTask, description: 'x'.repeat(5_000_000) });
    assert.equal(large.status, 413);
  });
});

/** `fetch` does not let a caller set Host. */
function rawGet(port: number, host: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1', () => {
      socket.write(`GET / HTTP/1.1\r\nHost: ${host}\r\nConnection: close\r\n\r\n`);
    });
    let text = '';
    socket.on('data', (chunk) => (text += chunk.toString()));
    socket.on('end', () => resolve(text));
    socket.on('error', reject);
  });
}
