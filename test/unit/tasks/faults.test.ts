import assert from 'node:assert/strict';
import { createFeishuClient, TenantTokenSource } from '../../../src/feishu';
import { startSandbox, type FaultRule, type Sandbox } from '../../../src/sandbox';
import { feishuCreator, Outbox } from '../../../src/tasks';
import { draft, person, quick, scratchFolder, silentLog } from './fakes';

const TIMEOUT_MS = 150;
const CREATE = { method: 'POST', path: '/open-apis/task/v1/tasks', count: 1 };

describe('Outbox, client and sandbox together', () => {
  let sandbox: Sandbox;
  let scratch: Awaited<ReturnType<typeof scratchFolder>>;
  let outbox: Outbox;
  let dispose: () => void;

  beforeEach(async () => {
    sandbox = await startSandbox();
    scratch = await scratchFolder();
    const { url: baseUrl, info } = sandbox;
    const { appId, appSecret } = info;
    const tokenSource = new TenantTokenSource({ baseUrl, appId, getSecret: () => Promise.resolve(appSecret) });
    const client = createFeishuClient({ baseUrl, tokenSource, log: silentLog, timeoutMilliseconds: TIMEOUT_MS });
    dispose = () => client.dispose();
    // The request is given up after 150 ms, and the server is done with it 100 ms later.
    const timing = { ...quick, requestMs: TIMEOUT_MS, settleMs: 100 };
    outbox = new Outbox({ folder: scratch.folder, log: silentLog, timing });
    await outbox.start();
    outbox.setAccount({ identity: { appId, baseUrl, userId: '' }, creator: feishuCreator(client) });
  });
  afterEach(async () => {
    await outbox.dispose();
    dispose();
    await sandbox.close();
    await scratch.remove();
  });

  const rows: readonly FaultRule[] = [
    { ...CREATE, kind: 'drop-before' },
    { ...CREATE, kind: 'drop-after' },
    { ...CREATE, kind: 'truncated' },
    { ...CREATE, kind: 'status', status: 500 },
    { ...CREATE, kind: 'status', status: 504, afterWrite: true },
    { ...CREATE, kind: 'html', status: 502 },
    { ...CREATE, kind: 'html', status: 502, afterWrite: true },
    { ...CREATE, kind: 'error', code: 1470600 },
    { ...CREATE, kind: 'error', code: 1470450 },
    { ...CREATE, kind: 'rate-limit', resetSeconds: 0 },
    { ...CREATE, kind: 'revoke-token' },
    { ...CREATE, kind: 'slow-body', chunkBytes: 100, delayMs: 100 },
    { ...CREATE, kind: 'delay', delayMs: TIMEOUT_MS + 60 },
  ];
  for (const rule of rows) {
    it(`makes one task through ${rule.kind} ${rule.status ?? rule.code ?? ''}${rule.afterWrite ? ' after the write' : ''}`, async () => {
      sandbox.faults.add(rule);
      const view = await (await outbox.create(draft())).settled;
      assert.equal(view?.state, 'done', view?.error?.message);
      assert.deepEqual(Object.keys(sandbox.state.tasks), [view.created?.id]);
      assert.equal(sandbox.faults.list()[0]?.fired, 1);
    });
  }

  it('finds its task also where the clocks of both sides differ by hours', async () => {
    sandbox.clockSkewMs = -5 * 3_600_000;
    await outbox.dispose();
    const clocks = { ...quick, clockMarginMs: 24 * 3_600_000 };
    const { info, url: baseUrl } = sandbox;
    const { appId, appSecret } = info;
    const tokenSource = new TenantTokenSource({ baseUrl, appId, getSecret: () => Promise.resolve(appSecret) });
    const client = createFeishuClient({ baseUrl, tokenSource, log: silentLog });
    outbox = new Outbox({ folder: scratch.folder, log: silentLog, timing: clocks });
    await outbox.start();
    outbox.setAccount({ identity: { appId, baseUrl, userId: '' }, creator: feishuCreator(client) });
    sandbox.faults.add({ ...CREATE, kind: 'drop-after' });
    const view = await (await outbox.create(draft())).settled;
    client.dispose();
    assert.equal(view?.state, 'done');
    assert.equal(Object.keys(sandbox.state.tasks).length, 1);
  });

  it('says which person could not be added, and creates nothing', async () => {
    const view = await (await outbox.create(draft('a', { followers: [person('ou_nobody')] }))).settled;
    assert.equal(view?.state, 'failed');
    assert.equal(typeof view.error?.code, 'number');
    assert.equal(Object.keys(sandbox.state.tasks).length, 0);
  });

  it('keeps what Feishu refuses, with its code', async () => {
    const view = await (await outbox.create(draft('a', { title: 'sandbox-forbidden-text' }))).settled;
    assert.equal(view?.state, 'failed');
    assert.equal(view.error?.code, 1470740);
  });

  it('waits while the server is away', async () => {
    const { port } = sandbox;
    await sandbox.close();
    const { opId, settled } = await outbox.create(draft());
    assert.equal((await settled)?.waitingFor, 'network');
    sandbox = await startSandbox({ port });
    outbox.retryNow();
    // Another sandbox, another secret: the app is refused, and the task still waits.
    const gone = new Promise<void>((resolve) =>
      outbox.onDidChange(({ view }) => view?.waitingFor === 'sign-in' && resolve()),
    );
    await gone;
    assert.equal(outbox.get(opId)?.state, 'waiting');
  });
});
