import assert from 'node:assert/strict';
import {
  authorizeUrl,
  awaitDeviceSignIn,
  createPkce,
  createState,
  exchangeCode,
  isAuthError,
  refreshTokens,
  startDeviceSignIn,
  UserTokenSource,
  type UserTokens,
} from '../../../src/feishu';
import { startSandbox, type Sandbox } from '../../../src/sandbox';
import { hiddenFields, redirectUri } from '../sandbox/support';
import { clientFor, HastyClock } from './support';

const SCOPES = ['task:task', 'task:task:readonly', 'offline_access'];

describe('signing in to the sandbox', () => {
  let sandbox: Sandbox;
  let clock: HastyClock;
  const app = () => ({ baseUrl: sandbox.url, appId: sandbox.info.appId, appSecret: sandbox.info.appSecret });
  const person = () => sandbox.info.users[1]!;

  beforeEach(async () => {
    clock = new HastyClock();
    sandbox = await startSandbox({ quota: false, clock });
  });
  afterEach(() => sandbox.close());

  /** What a person does on a page of the sandbox's: press "allow". */
  async function allow(page: string, action: string): Promise<Response> {
    const html = await (await fetch(page)).text();
    const form = { ...hiddenFields(html), open_id: person().openId, decision: 'allow' };
    return fetch(sandbox.url + action, { method: 'POST', body: new URLSearchParams(form), redirect: 'manual' });
  }

  async function signIn(): Promise<UserTokens> {
    const { verifier, challenge } = createPkce();
    const state = createState();
    const page = authorizeUrl({ ...app(), redirectUri, scopes: SCOPES, state, challenge });
    const back = new URL((await allow(page, '/open-apis/authen/v1/authorize')).headers.get('location')!);
    assert.equal(back.searchParams.get('state'), state);
    return exchangeCode(app(), { code: back.searchParams.get('code')!, redirectUri, verifier }, { clock });
  }

  it('by code and PKCE gives tokens that work, renew once each, and end with the sign-in', async () => {
    let stored: UserTokens | undefined = await signIn();
    const granted = stored.scopes;
    assert.ok(SCOPES.every((scope) => granted.includes(scope)));
    const tokenSource = new UserTokenSource({
      clock,
      load: () => Promise.resolve(stored),
      save: (tokens) => Promise.resolve(void (stored = tokens)),
      forget: () => Promise.resolve(void (stored = undefined)),
      refresh: (refreshToken) => refreshTokens(app(), refreshToken, { clock }),
      withLock: (work) => work(),
    });
    const client = clientFor(sandbox.url, { tokenSource, clock });
    assert.equal((await client.users.me()).openId, person().openId);
    const first = stored;
    await clock.sleep((7200 - 60) * 1000);
    assert.equal((await client.users.me()).openId, person().openId);
    assert.notEqual(stored?.accessToken, first.accessToken);
    const used = await refreshTokens(app(), first.refreshToken!, { clock }).catch((error: unknown) => error);
    assert.ok(isAuthError(used) && used.code === 20073);
    client.dispose();
  });

  it('with another verifier fails', async () => {
    const { challenge } = createPkce();
    const page = authorizeUrl({ ...app(), redirectUri, scopes: SCOPES, state: 'x', challenge });
    const back = new URL((await allow(page, '/open-apis/authen/v1/authorize')).headers.get('location')!);
    const sign = { code: back.searchParams.get('code')!, redirectUri, verifier: createPkce().verifier };
    await assert.rejects(exchangeCode(app(), sign, { clock }), { apiVersion: 'oauth', code: 20049 });
  });

  it('on another device works once the person has said yes', async () => {
    const device = await startDeviceSignIn(app(), SCOPES, { clock });
    const said = allow(device.completeUrl!, '/oauth/v1/device/verify');
    const [tokens] = await Promise.all([said.then(() => awaitDeviceSignIn(app(), device, { clock })), said]);
    assert.ok(tokens.refreshToken);
  });

  it('on another device ends when nobody says yes', async () => {
    const device = await startDeviceSignIn(app(), SCOPES, { clock });
    await assert.rejects(awaitDeviceSignIn(app(), device, { clock }), { name: 'FeishuError' });
  });
});
