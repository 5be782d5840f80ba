import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import * as vscode from 'vscode';
import { Accounts, type Account } from '../../src/account/accounts';
import { FeishuAuthenticationProvider } from '../../src/account/authProvider';
import { isAuthError } from '../../src/feishu';
import { RedactingLog } from '../../src/platform/log';
import { startSandbox, type Sandbox } from '../../src/sandbox';
import { signInAt } from '../unit/account/support/signedIn';
import { HostSandbox, until } from './support';

/** A keyring: what all windows share, with the event VS Code sends them. */
class Keyring {
  readonly content = new Map<string, string>();
  private readonly emitter = new vscode.EventEmitter<vscode.SecretStorageChangeEvent>();
  broken: 'forgets' | 'throws' | undefined;

  readonly secrets = {
    get: (key: string) =>
      this.broken === 'throws' ? Promise.reject(new Error('locked')) : Promise.resolve(this.content.get(key)),
    store: (key: string, value: string) => {
      if (this.broken === 'throws') return Promise.reject(new Error('locked'));
      if (this.broken === undefined) this.content.set(key, value);
      setTimeout(() => this.emitter.fire({ key }), 0);
      return Promise.resolve();
    },
    delete: (key: string) => {
      this.content.delete(key);
      setTimeout(() => this.emitter.fire({ key }), 0);
      return Promise.resolve();
    },
    onDidChange: this.emitter.event,
    keys: () => Promise.resolve([...this.content.keys()]),
  } as vscode.SecretStorage;
}

/** What VS Code keeps of an extension besides its secrets. */
class State implements vscode.Memento {
  private readonly content = new Map<string, unknown>();
  keys = (): string[] => [...this.content.keys()];
  get<T>(key: string, fallback?: T): T {
    return (this.content.get(key) ?? fallback) as T;
  }
  update(key: string, value: unknown): Promise<void> {
    if (value === undefined) this.content.delete(key);
    else this.content.set(key, value);
    return Promise.resolve();
  }
}

describe('accounts in VS Code', () => {
  let sandbox: Sandbox;
  let keyring: Keyring;
  let memento: State;
  let folder: string;
  let log: RedactingLog;
  let windows: Accounts[];

  // VS Code has one channel of a name: this is the extension's own, which must not be closed.
  before(() => (log = new RedactingLog()));
  beforeEach(async () => {
    sandbox = await startSandbox({ quota: false });
    keyring = new Keyring();
    memento = new State();
    folder = mkdtempSync(path.join(tmpdir(), 'accounts-'));
    windows = [];
  });
  afterEach(async () => {
    for (const window of windows) window.dispose();
    await sandbox.close();
    rmSync(folder, { recursive: true, force: true });
  });

  async function openWindow(): Promise<Accounts> {
    const startSandbox = () => Promise.reject(new Error('not used here'));
    const window = new Accounts({
      ...{ secrets: keyring.secrets, log, startSandbox, userAgent: 'test', memento, folder },
    });
    windows.push(window);
    await window.ready();
    return window;
  }
  const app = () => {
    const { appId, appSecret } = sandbox.info;
    return { baseUrl: sandbox.url, appId, appSecret };
  };
  const person = async (index: number) => signInAt(sandbox, sandbox.info.users[index]!.openId);

  it('are followed by other windows: sign-in, switch, sign-out', async () => {
    const [one, other] = [await openWindow(), await openWindow()];
    const { account: first } = await one.connectUser(app(), await person(0));
    await until('the other window follows', () => other.current?.id === first.id);
    assert.equal((await (await other.getClient())!.users.me()).name, sandbox.info.users[0]!.name);
    const second = await other.connectApp(app());
    await until('this window follows', () => one.current?.id === second.id);
    assert.equal(one.current!.kind, 'app');
    await one.switchTo(first.id);
    await until('the switch is followed', () => other.current?.id === first.id);
    await other.disconnect();
    await until('the sign-out is followed', () => one.current === undefined);
    assert.deepEqual(
      (await one.list()).map(({ id }) => id),
      [second.id],
    );
    assert.equal([...keyring.content.values()].join().includes('refreshToken'), false);
  });

  it('renew a sign-in once for both windows, and keep it over a restart', async () => {
    const [one, other] = [await openWindow(), await openWindow()];
    await one.connectUser(app(), await person(0));
    await until('the other window follows', () => other.current !== undefined);
    for (const token of sandbox.state.tokens) token.expiresAt = 0;
    sandbox.clearRequests();
    const clients = [(await one.getClient())!, (await other.getClient())!];
    const names = await Promise.all(clients.map(async (client) => (await client.users.me()).name));
    assert.equal(new Set(names).size, 1);
    assert.equal(sandbox.requests.filter(({ path: asked }) => asked.endsWith('/oauth/token')).length, 1);
    const later = await openWindow();
    await (await later.getClient())!.users.me();
    assert.equal(sandbox.requests.filter(({ path: asked }) => asked.endsWith('/oauth/token')).length, 1);
  });

  it('tell once that a sign-in has ended; signing in again mends it', async () => {
    const window = await openWindow();
    const lost: Account[] = [];
    window.onDidLoseSignIn((account) => lost.push(account));
    const { account } = await window.connectUser(app(), await person(0));
    for (const token of sandbox.state.refreshTokens) token.revoked = true;
    for (const token of sandbox.state.tokens) token.revoked = true;
    const client = (await window.getClient())!;
    for (let again = 0; again < 3; again++) await assert.rejects(client.users.me(), isAuthError);
    assert.deepEqual(
      lost.map(({ id }) => id),
      [account.id],
    );
    assert.equal(await window.isSignInLost(account.id), true);
    await window.connectUser(app(), await person(0));
    assert.equal(await window.isSignInLost(account.id), false);
    await (await window.getClient())!.users.me();
  });

  it('name the scopes that were not granted', async () => {
    const window = await openWindow();
    const tokens = await signInAt(sandbox, undefined, ['task:task', 'task:task:readonly']);
    const { missingScopes } = await window.connectUser(app(), tokens);
    assert.ok(missingScopes.includes('offline_access') && missingScopes.includes('im:chat:readonly'));
    assert.equal(missingScopes.includes('task:task'), false);
  });

  it('keep who the person is when the app is connected again', async () => {
    const window = await openWindow();
    await window.connectApp(app());
    await window.setMe({ id: 'ou_1', name: 'Me' });
    await window.connectApp(app());
    assert.deepEqual(window.current?.me, { id: 'ou_1', name: 'Me' });
  });

  for (const broken of ['forgets', 'throws'] as const) {
    it(`work for the session where the keyring ${broken}`, async () => {
      keyring.broken = broken;
      const window = await openWindow();
      assert.equal(window.isPersistent, true);
      await window.connectUser(app(), await person(0));
      assert.equal(window.isPersistent, false);
      await (await window.getClient())!.users.me();
      for (const token of sandbox.state.tokens) token.expiresAt = 0;
      await (await window.getClient())!.users.me();
      assert.equal((await window.list()).length, 1);
      assert.equal(keyring.content.size, 0);
    });
  }

  it('notice that the keyring lost them over a restart, and that a sign-out is no loss', async () => {
    const window = await openWindow();
    await window.connectApp(app());
    assert.equal((await openWindow()).isPersistent, true);
    keyring.content.clear();
    assert.equal((await openWindow()).isPersistent, false);
    await window.connectApp(app());
    await window.disconnect();
    assert.equal((await openWindow()).isPersistent, true);
  });

  it('are sessions of an authentication provider, with tokens only for those who ask for one', async () => {
    const window = await openWindow();
    const provider = new FeishuAuthenticationProvider(
      window,
      log,
      async () => (await window.connectUser(app(), await person(1))).account,
      (id) => window.remove(id),
    );
    const changes: vscode.AuthenticationProviderAuthenticationSessionsChangeEvent[] = [];
    provider.onDidChangeSessions((change) => changes.push(change));
    await window.connectApp(app());
    const created = await provider.createSession();
    assert.equal(created.account.label, sandbox.info.users[1]!.name);
    assert.match(created.accessToken, /^eyJ/);
    await until('both are told of', () => changes.flatMap(({ added }) => added ?? []).length === 2);
    sandbox.clearRequests();
    const listed = await provider.getSessions();
    assert.deepEqual(
      listed.map(({ accessToken }) => accessToken),
      ['', ''],
    );
    assert.equal(sandbox.requests.length, 0);
    const search = await provider.getSessions(['contact:user:search']);
    assert.deepEqual(
      search.map(({ id }) => id),
      [created.id],
    );
    assert.equal(search[0]!.accessToken, created.accessToken);
    await provider.removeSession(created.id);
    await until('the removal is told of', () => changes.some(({ removed }) => removed?.[0]?.id === created.id));
    assert.equal((await provider.getSessions()).length, 1);
    provider.dispose();
  });

  it('are known to VS Code', async () => {
    await HostSandbox.connect();
    const known = await vscode.authentication.getAccounts('feishu');
    assert.deepEqual(
      known.map(({ label }) => label),
      ['Local Sandbox'],
    );
  });
});
