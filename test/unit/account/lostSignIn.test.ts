import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createSealKey } from '../../../src/account/tokens/sealedFile';
import { personTokens, type PersonTokens } from '../../../src/account/tokens/userSource';
import { createFeishuClient, FeishuError, NetworkError, type FeishuClient } from '../../../src/feishu';
import { startSandbox, type Sandbox } from '../../../src/sandbox';
import { OwnSlot, signInAt } from './support/signedIn';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

describe('a sign-in that ends', () => {
  let sandbox: Sandbox;
  let folder: string;
  let person: PersonTokens;
  let client: FeishuClient;
  let secret: OwnSlot;
  let aheadMs: number;
  let lost: number;
  let onSleep: () => void;

  beforeEach(async () => {
    sandbox = await startSandbox({ quota: false });
    folder = mkdtempSync(join(tmpdir(), 'lost-'));
    aheadMs = 0;
    lost = 0;
    secret = new OwnSlot();
    onSleep = () => undefined;
    const clock = { now: () => Date.now() + aheadMs, sleep: () => Promise.resolve(onSleep()) };
    const app = { baseUrl: sandbox.url, appId: sandbox.info.appId, appSecret: sandbox.info.appSecret };
    person = personTokens({
      ...{ app, accountId: 'user:1', sealKey: createSealKey(), secret, folder },
      onLost: () => lost++,
      call: { clock },
    });
    await person.store.save(await signInAt(sandbox));
    const log = { debug() {}, info() {}, warn() {}, error() {} };
    client = createFeishuClient({ baseUrl: sandbox.url, tokenSource: person.source, log, clock });
    sandbox.clearRequests();
  });
  afterEach(async () => {
    client.dispose();
    await sandbox.close();
    rmSync(folder, { recursive: true, force: true });
  });

  /** The time of both sides goes on. */
  const pass = (milliseconds: number): void => {
    aheadMs += milliseconds;
    sandbox.clockSkewMs += milliseconds;
  };
  const refreshes = (): number => sandbox.requests.filter(({ path }) => path.endsWith('/oauth/token')).length;
  const refusal = async (): Promise<FeishuError> => {
    const error: unknown = await client.users.me().catch((reason: unknown) => reason);
    assert.ok(error instanceof FeishuError, String(error));
    return error;
  };

  it('is renewed in its last five minutes, before anything fails', async () => {
    pass(2 * HOUR - 4 * 60_000);
    await client.users.me();
    assert.equal(refreshes(), 1);
    assert.equal(sandbox.requests.filter(({ code }) => code === 99991677).length, 0);
  });

  for (const [minutes, whose] of [
    [90, 'ours is ahead of Feishu’s'],
    [-90, 'ours is behind Feishu’s'],
  ] as const) {
    it(`goes on when the clock steps: ${whose}`, async () => {
      aheadMs += minutes * 60_000;
      pass(2 * HOUR);
      await client.users.me();
      assert.equal(lost, 0);
      assert.ok(refreshes() <= 1);
    });
  }

  const ends: readonly (readonly [string, number, () => void])[] = [
    ['revoked by the person', 20064, () => revoke()],
    ['not used for a week', 20037, () => pass(8 * DAY)],
    ['used by somebody else', 20073, () => sandbox.state.refreshTokens.forEach((token) => (token.used = true))],
    ['of an account that left', 20008, () => (sandbox.state.users[0]!.resigned = true)],
  ];
  for (const [what, code, happen] of ends) {
    it(`says once that it has ended, and asks no more: ${what}`, async () => {
      happen();
      pass(2 * HOUR);
      assert.equal((await refusal()).code, code);
      assert.equal(refreshes(), 1);
      for (let again = 0; again < 3; again++) assert.equal((await refusal()).apiVersion, 'oauth');
      assert.equal(refreshes(), 1, 'no loop');
      assert.equal(lost, 1);
      assert.equal(secret.text, undefined);
      assert.deepEqual(readdirSync(folder), []);
    });
  }

  it('notices a revoked grant while the token would still live', async () => {
    revoke();
    assert.equal((await refusal()).code, 20064);
    assert.equal(lost, 1);
  });

  it('keeps the sign-in when Feishu cannot be reached', async () => {
    pass(2 * HOUR);
    sandbox.faults.add({ kind: 'drop-before', path: '**/oauth/token' });
    await assert.rejects(client.users.me(), NetworkError);
    sandbox.faults.clear();
    await client.users.me();
    assert.equal(lost, 0);
  });

  it('tries once more when Feishu fails inside', async () => {
    pass(2 * HOUR);
    sandbox.faults.add({ kind: 'status', status: 500, path: '**/oauth/token', count: 1 });
    await client.users.me();
    assert.equal(refreshes(), 2);
    assert.equal(lost, 0);
  });

  it('uses the token to its end where the app may not renew', async () => {
    sandbox.state.app.refreshEnabled = false;
    pass(2 * HOUR - 4 * 60_000);
    await client.users.me();
    pass(5 * 60_000);
    assert.equal((await refusal()).code, 20074);
    sandbox.state.app.refreshEnabled = true;
    await client.users.me();
    assert.equal(lost, 0);
  });

  it('finds the pair that a window on another machine made', async () => {
    const text = secret.text!;
    pass(2 * HOUR);
    await client.users.me();
    const newer = secret.text!;
    // That window's pair comes by the shared SecretStorage, a moment after the refresh here was refused.
    await person.store.forget();
    secret.text = text;
    onSleep = () => (secret.text = newer);
    await client.users.me();
    assert.equal(lost, 0);
  });

  function revoke(): void {
    for (const token of sandbox.state.refreshTokens) token.revoked = true;
    for (const token of sandbox.state.tokens) if (token.kind === 'user') token.revoked = true;
  }
});
