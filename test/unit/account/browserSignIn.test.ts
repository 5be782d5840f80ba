import assert from 'node:assert/strict';
import { OFFLINE_SCOPE, scopesFor } from '../../../src/account/checks';
import { BrowserSignIn, NoPortError } from '../../../src/account/signIn/browserSignIn';
import { FeishuError } from '../../../src/feishu';
import { startSandbox, type Sandbox } from '../../../src/sandbox';
import { decide, follow, freePort } from './support/browser';
import { words } from './support/words';

describe('sign-in in the browser', () => {
  let sandbox: Sandbox;
  let attempt: BrowserSignIn;
  let ports: number[];

  const begin = (externalUrl: (url: string) => Promise<string> = (url) => Promise.resolve(url)) =>
    BrowserSignIn.begin(app(), { scopes: scopesFor('person'), words, ports, externalUrl });
  const app = () => ({ baseUrl: sandbox.url, ...sandbox.info });
  const codeOf = (address: string): string => new URL(address).searchParams.get('code')!;
  const refusedWith = (code: number) => (error: unknown) => {
    assert.ok(error instanceof FeishuError);
    assert.equal(error.code, code);
    return true;
  };

  beforeEach(async () => {
    sandbox = await startSandbox();
    ports = [await freePort(), await freePort()];
    sandbox.state.app.redirectUris = ports.map((port) => `http://127.0.0.1:${port}/callback`);
    attempt = await begin();
  });
  afterEach(async () => {
    attempt.dispose();
    await sandbox.close();
  });

  it('asks with S256, a state and a registered redirect URL', () => {
    const query = new URL(attempt.url).searchParams;
    assert.equal(query.get('code_challenge_method'), 'S256');
    assert.ok(query.get('state')!.length >= 20);
    assert.match(query.get('redirect_uri')!, /^http:\/\/127\.0\.0\.1:\d+\/callback$/);
    assert.equal(attempt.url.includes(sandbox.info.appSecret), false);
  });

  it('ends with tokens for the person who allowed it, with all scopes and a refresh token', async () => {
    await follow(await decide(attempt.url, sandbox.info.users[1]!.openId, 'allow'));
    const answer = await attempt.answer;
    assert.equal(answer.kind, 'code');
    const tokens = await attempt.exchange(answer.kind === 'code' ? answer.code : '', {});
    assert.ok(tokens.refreshToken);
    for (const scope of scopesFor('person')) assert.ok(tokens.scopes.includes(scope), scope);
    assert.ok(tokens.scopes.includes(OFFLINE_SCOPE));
  });

  it('ends with a refusal', async () => {
    await follow(await decide(attempt.url, sandbox.info.users[0]!.openId, 'deny'));
    assert.deepEqual(await attempt.answer, { kind: 'refused', reason: 'access_denied' });
  });

  it('takes the address pasted', async () => {
    const address = await decide(attempt.url, sandbox.info.users[0]!.openId, 'allow');
    const answer = attempt.read(address);
    assert.equal(answer.kind, 'code');
    assert.ok((await attempt.exchange(codeOf(address), {})).accessToken);
  });

  it('refuses the address of another sign-in; its code alone fails at Feishu', async () => {
    const other = await begin();
    const address = await decide(other.url, sandbox.info.users[0]!.openId, 'allow');
    other.dispose();
    assert.equal(attempt.read(address).kind, 'foreign');
    await assert.rejects(attempt.exchange(codeOf(address), {}), (error: unknown) => {
      assert.ok(error instanceof FeishuError);
      return [20049, 20071].includes(error.code);
    });
  });

  it('says that a code has expired after five minutes', async () => {
    const address = await decide(attempt.url, sandbox.info.users[0]!.openId, 'allow');
    sandbox.clockSkewMs += 301_000;
    await assert.rejects(attempt.exchange(codeOf(address), {}), refusedWith(20004));
  });

  it('uses a code once', async () => {
    const address = await decide(attempt.url, sandbox.info.users[0]!.openId, 'allow');
    await attempt.exchange(codeOf(address), {});
    await assert.rejects(attempt.exchange(codeOf(address), {}), refusedWith(20065));
  });

  it('gets what is left where the app lacks the right to renew', async () => {
    sandbox.state.app.scopes.user = sandbox.state.app.scopes.user.filter((scope) => scope !== OFFLINE_SCOPE);
    await assert.rejects(decide(attempt.url, sandbox.info.users[0]!.openId, 'allow'), /20027/);
    const less = await BrowserSignIn.begin(app(), {
      scopes: ['task:task'],
      words,
      ports,
      externalUrl: (url) => Promise.resolve(url),
    });
    const address = await decide(less.url, sandbox.info.users[0]!.openId, 'allow');
    const tokens = await less.exchange(codeOf(address), {});
    assert.equal(tokens.refreshToken, undefined);
    less.dispose();
  });

  it('uses the address of a tunnel where it is registered, else the plain one', async () => {
    const plain = attempt.redirectUri;
    const { port } = new URL(plain);
    attempt.dispose();
    const cases: readonly (readonly [string, string])[] = [
      [`http://localhost:${port}/callback`, `http://localhost:${port}/callback`],
      ['http://localhost:52000/callback', plain],
      [`https://vscode.example/proxy/${port}/callback`, plain],
      ['nonsense', plain],
    ];
    for (const [external, expected] of cases) {
      const other = await begin(() => Promise.resolve(external));
      assert.equal(other.redirectUri, expected, external);
      other.dispose();
    }
    const failing = await begin(() => Promise.reject(new Error('no tunnel')));
    assert.equal(failing.redirectUri, plain);
    failing.dispose();
  });

  it('says so when no port is free', async () => {
    const second = await begin();
    await assert.rejects(begin(), NoPortError);
    second.dispose();
  });
});
