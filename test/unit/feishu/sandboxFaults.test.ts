import assert from 'node:assert/strict';
import fc from 'fast-check';
import {
  collect,
  explain,
  fixedTokenSource,
  isOutcomeUnclear,
  isPermission,
  TenantTokenSource,
  ValidationError,
  type FeishuClient,
  type NewTask,
} from '../../../src/feishu';
import { HttpClient } from '../../../src/feishu/http';
import { startSandbox, type Sandbox } from '../../../src/sandbox';
import { newTasksWith } from './arbitraries';
import { oddTasks } from './oddities';
import { clientFor, WoundClock } from './support';

const ORIGIN = {
  name: { en_us: 'Feishu TODO', zh_cn: '飞书 TODO' },
  url: 'https://example.com/a.ts',
  urlTitle: 'a.ts',
};

function tokensOf(sandbox: Sandbox): TenantTokenSource {
  const { appId, appSecret } = sandbox.info;
  return new TenantTokenSource({ baseUrl: sandbox.url, appId, getSecret: () => Promise.resolve(appSecret) });
}

describe('the client against the sandbox’s checks and faults', function () {
  this.timeout(20_000);
  let sandbox: Sandbox;
  let app: FeishuClient;

  before(async () => {
    sandbox = await startSandbox({ quota: false });
    app = clientFor(sandbox.url, { tokenSource: tokensOf(sandbox) });
  });
  after(async () => {
    app.dispose();
    await sandbox.close();
  });
  const openIds = () => sandbox.info.users.map(({ openId }) => openId);

  it('sends nothing the sandbox refuses', async () => {
    await fc.assert(
      fc.asyncProperty(newTasksWith(fc.constantFrom(...openIds())), async (wanted) => {
        const made = await app.tasks.create(wanted);
        const read = await app.tasks.get(made.id);
        assert.deepEqual(
          [
            read.due,
            read.originUrl,
            read.extra,
            new Set(read.assigneeIds),
            new Set(read.followerIds),
            read.hasCustomComplete,
          ],
          [
            wanted.due,
            wanted.origin.url,
            wanted.extra,
            new Set(wanted.assigneeIds),
            new Set(wanted.followerIds),
            wanted.customComplete !== undefined,
          ],
        );
      }),
      { numRuns: 40 },
    );
  });

  it('sends nothing the sandbox refuses, however odd the task: it rejects it with a field', async () => {
    let accepted = 0;
    for (const wanted of fc.sample(oddTasks, 400)) {
      sandbox.clearRequests();
      try {
        await app.tasks.create(wanted);
        accepted++;
      } catch (error) {
        assert.ok(error instanceof ValidationError, `${String(error)}: ${JSON.stringify(wanted)}`);
        assert.match(error.field, /^(title|rich|description|due|origin|extra|customComplete|assigneeIds|repeatRule)/);
        assert.equal(sandbox.requests.length, 0);
      }
    }
    assert.ok(accepted > 50 && accepted < 350, `${accepted} of 400 accepted`);
  });

  it('rejects what the documents refuse with its field, and sends nothing', async () => {
    const valid: NewTask = { title: 'x', origin: ORIGIN };
    const spoilt: fc.Arbitrary<readonly [string, Partial<NewTask>]> = fc.oneof(
      fc.integer({ min: 257, max: 3000 }).map((length) => ['title', { title: 'x'.repeat(length) }] as const),
      fc.stringMatching(/^\s*$/).map((title) => ['title', { title }] as const),
      fc
        .stringMatching(/^[a-z]{1,9}:\/\/[a-z]+$/)
        .filter((url) => !/^https?:/.test(url))
        .map((url) => ['origin.url', { origin: { ...ORIGIN, url } }] as const),
      fc.stringMatching(/^[a-z]+ [a-z]+$/).map((id) => ['followerIds[0]', { followerIds: [id] }] as const),
      fc.stringMatching(/^[A-Z]{1,8}=[a-z]{1,5}$/).map((repeatRule) => ['repeatRule', { repeatRule }] as const),
      fc
        .integer({ min: 32, max: 99 })
        .map((day) => ['due.date', { due: { kind: 'date', date: `2026-01-${day}` } }] as const),
    );
    sandbox.clearRequests();
    await fc.assert(
      fc.asyncProperty(spoilt, async ([field, part]) => {
        const error = await app.tasks.create({ ...valid, ...part }).catch((reason: unknown) => reason);
        assert.ok(error instanceof ValidationError, String(error));
        assert.equal(error.field, field);
      }),
    );
    assert.equal(sandbox.requests.length, 0);
  });

  it('names the scope that is missing and where to switch it on', async () => {
    const { scopes } = sandbox.state.app;
    const all = [...scopes.tenant];
    scopes.tenant.splice(0, all.length, ...all.filter((scope) => !scope.startsWith('task:task')));
    const error = await app.tasks.create({ title: 'x', origin: ORIGIN }).catch((reason: unknown) => reason);
    scopes.tenant.splice(0, scopes.tenant.length, ...all);
    assert.ok(isPermission(error));
    assert.deepEqual(error.missingScopes, ['task:task']);
    const { what, link } = explain(error)!;
    assert.match(what, /task:task/);
    assert.ok(link?.startsWith(`${sandbox.url}/app/${sandbox.info.appId}/auth?q=`), link);
  });

  it('renews a revoked token unseen', async () => {
    const tokenSource = tokensOf(sandbox);
    const client = clientFor(sandbox.url, { tokenSource });
    const before = await tokenSource.getToken();
    const fault = sandbox.faults.add({ kind: 'revoke-token', count: 1 });
    assert.ok((await client.tasks.create({ title: 'x', origin: ORIGIN })).id);
    assert.notEqual(await tokenSource.getToken(), before);
    sandbox.faults.remove(fault);
    client.dispose();
  });

  it('weathers every fault of a reading call', async () => {
    const { id } = await app.tasks.create({ title: 'x', origin: ORIGIN });
    for (const rule of [
      { kind: 'drop-before', count: 2 },
      { kind: 'drop-after', count: 2 },
      { kind: 'rate-limit', count: 3, resetSeconds: 50 },
      { kind: 'rate-limit', count: 3, headers: false },
      { kind: 'status', status: 503, count: 2 },
      { kind: 'error', code: 1470450, count: 4 },
      { kind: 'truncated', count: 2 },
      { kind: 'html', count: 2 },
      { kind: 'slow-body', chunkBytes: 200, delayMs: 2, count: 1 },
    ] as const) {
      const fault = sandbox.faults.add({ ...rule, path: '/open-apis/task/**' });
      assert.equal((await app.tasks.get(id)).id, id, rule.kind);
      sandbox.faults.remove(fault);
    }
  });

  it('leaves no doubt whether a creation may have happened', async () => {
    for (const rule of [
      { kind: 'drop-before' },
      { kind: 'drop-after' },
      { kind: 'status', status: 500, afterWrite: true },
      { kind: 'truncated' },
      { kind: 'html', afterWrite: true },
    ] as const) {
      const fault = sandbox.faults.add({ ...rule, path: '/open-apis/task/v1/tasks' });
      sandbox.clearRequests();
      const error = await app.tasks.create({ title: 'x', origin: ORIGIN }).catch((reason: unknown) => reason);
      assert.ok(isOutcomeUnclear(error), `${rule.kind}: ${String(error)}`);
      sandbox.faults.remove(fault);
    }
    const refused = await app.tasks
      .create({ title: 'sandbox-forbidden-text', origin: ORIGIN })
      .catch((e: unknown) => e);
    assert.ok(!isOutcomeUnclear(refused));
  });

  it('walks through a company of hundreds, each person once', async () => {
    const crowd = await startSandbox({ quota: false, extraPeople: 230 });
    const client = clientFor(crowd.url, { tokenSource: fixedTokenSource('tenant', crowd.info.tenantAccessToken) });
    const people = await collect(client.contacts.ofDepartment());
    assert.ok(people.length >= 230);
    assert.equal(new Set(people.map(({ id }) => id)).size, people.length);
    client.dispose();
    await crowd.close();
  });
});

describe('500 creations against the documented quota', function () {
  this.timeout(60_000);
  const send = HttpClient.prototype.send;
  let inTheAir = 0;

  // The clock may be wound on only while no request is under way.
  before(() => {
    HttpClient.prototype.send = async function (...args) {
      inTheAir++;
      try {
        return await send.apply(this, args);
      } finally {
        inTheAir--;
      }
    };
  });
  after(() => {
    HttpClient.prototype.send = send;
  });

  it('finish within 5 % of five minutes without a single refusal, and a click goes in between', async () => {
    const clock = new WoundClock(() => inTheAir === 0);
    const sandbox = await startSandbox({ clock });
    const client = clientFor(sandbox.url, { tokenSource: tokensOf(sandbox), clock });
    const begin = clock.now();
    let click = 0;
    const bulk = Array.from({ length: 500 }, (_, index) =>
      client.tasks.create({ title: `Task ${index}`, origin: ORIGIN }, { priority: 'bulk' }).then(async () => {
        if (index === 100) {
          const clicked = clock.now();
          await client.tasks.create({ title: 'Click', origin: ORIGIN });
          click = clock.now() - clicked;
        }
      }),
    );
    await clock.run(Promise.all(bulk));
    const seconds = (clock.now() - begin) / 1000;
    const refused = sandbox.requests.filter(({ status }) => status !== 200);
    assert.deepEqual(refused, []);
    assert.equal(Object.keys(sandbox.state.tasks).length, 501);
    assert.ok(seconds >= 299 && seconds <= 315, `${seconds} s`);
    assert.ok(click <= 1_200, `${click} ms`);
    client.dispose();
    await sandbox.close();
  });
});
