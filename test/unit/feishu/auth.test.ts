import assert from 'node:assert/strict';
import {
  authorizeUrl,
  awaitDeviceSignIn,
  challengeOf,
  createPkce,
  createState,
  exchangeCode,
  fetchTenantToken,
  isAuthError,
  refreshTokens,
  startDeviceSignIn,
  TenantTokenSource,
} from '../../../src/feishu';
import { HastyClock, json, LoopbackServer, refuse, type Handler } from './support';

describe('signing in', () => {
  let server: LoopbackServer;
  let baseUrl: string;
  let clock: HastyClock;
  const app = () => ({ baseUrl, appId: 'cli_a', appSecret: 's3cret' });
  const answers = (...handlers: Handler[]) => {
    server.handler = (seen, response) => (handlers.length > 1 ? handlers.shift()! : handlers[0]!)(seen, response);
  };

  beforeEach(async () => {
    server = new LoopbackServer(() => {});
    baseUrl = await server.start();
    clock = new HastyClock();
  });
  afterEach(() => server.stop());

  describe('the app', () => {
    const issue: Handler = (_, response) => {
      const token = `t-${server.seen.length}`;
      json(response, 200, { code: 0, msg: 'ok', tenant_access_token: token, expire: 7140 });
    };
    const source = (onFetched?: () => void) =>
      new TenantTokenSource({ baseUrl, appId: 'cli_a', getSecret: () => Promise.resolve('s3cret'), clock, onFetched });

    it('asks with id and secret in the body, and reads the flat answer', async () => {
      answers(issue);
      const before = clock.now();
      const { token, expiresAt } = await fetchTenantToken(app(), { clock });
      assert.equal(token, 't-1');
      assert.ok(expiresAt >= before + 7_140_000 && expiresAt < before + 7_150_000);
      const [seen] = server.seen;
      assert.equal(seen!.path, '/open-apis/auth/v3/tenant_access_token/internal');
      assert.deepEqual(seen!.body, { app_id: 'cli_a', app_secret: 's3cret' });
      assert.equal(seen!.headers.authorization, undefined);
    });

    it('tells a wrong secret, also with HTTP 200, without repeating it', async () => {
      answers((_, response) => refuse(response, 200, 10015, 'app secret invalid'));
      const error = await fetchTenantToken(app()).catch((reason: Error) => reason);
      assert.deepEqual([(error as { code?: number }).code, server.seen.length], [10015, 1]);
      assert.doesNotMatch(`${(error as Error).stack} ${JSON.stringify(error)}`, /s3cret/);
    });

    it('asks once for many callers, and keeps the token until three minutes before its end', async () => {
      answers(issue);
      let kept = 0;
      const tokens = source(() => kept++);
      const first = await Promise.all([tokens.getToken(), tokens.getToken(), tokens.getToken()]);
      assert.deepEqual(first, ['t-1', 't-1', 't-1']);
      await clock.sleep(6_950_000);
      assert.equal(await tokens.getToken(), 't-1');
      await clock.sleep(20_000);
      assert.equal(await tokens.getToken(), 't-2');
      assert.equal(kept, 2);
    });

    it('renews only the token that was refused', async () => {
      answers(issue);
      const tokens = source();
      const stale = await tokens.getToken();
      assert.deepEqual(await Promise.all([tokens.renewToken(stale), tokens.renewToken(stale)]), ['t-2', 't-2']);
      assert.equal(await tokens.renewToken(stale), 't-2');
      assert.equal(server.seen.length, 2);
    });

    it('lets one caller go without failing the others', async () => {
      answers(issue);
      const tokens = source();
      const controller = new AbortController();
      const leaving = tokens.getToken(controller.signal);
      const staying = tokens.getToken();
      controller.abort();
      await assert.rejects(leaving, { name: 'CancelledError' });
      assert.equal(await staying, 't-1');
    });

    it('tries again after a failure', async () => {
      answers((_, response) => refuse(response, 500, 10012), issue);
      const tokens = source();
      await assert.rejects(tokens.getToken(), { code: 10012 });
      assert.equal(await tokens.getToken(), 't-2');
    });
  });

  describe('a person', () => {
    const request = { appId: 'cli_a', redirectUri: 'http://127.0.0.1:8080/callback', state: 'st', challenge: 'ch' };

    it('goes to the brand’s page with everything the code flow needs', () => {
      const url = new URL(
        authorizeUrl({ ...request, baseUrl: 'https://open.feishu.cn', scopes: ['task:task', 'offline_access'] }),
      );
      assert.equal(url.origin + url.pathname, 'https://accounts.feishu.cn/open-apis/authen/v1/authorize');
      assert.deepEqual(Object.fromEntries(url.searchParams), {
        client_id: 'cli_a',
        response_type: 'code',
        redirect_uri: 'http://127.0.0.1:8080/callback',
        scope: 'task:task offline_access',
        state: 'st',
        code_challenge: 'ch',
        code_challenge_method: 'S256',
      });
      assert.ok(
        authorizeUrl({ ...request, baseUrl, scopes: [] }).startsWith(`${baseUrl}/open-apis/authen/v1/authorize?`),
      );
    });

    it('is not sent off with scopes or a redirect Feishu refuses', () => {
      const url = (part: object) => () => authorizeUrl({ ...request, baseUrl, scopes: [], ...part });
      assert.throws(url({ scopes: ['a', 'a'] }), { field: 'scopes[1]', rule: 'duplicate' });
      assert.throws(url({ scopes: ['a b'] }), { field: 'scopes[0]', rule: 'scope' });
      assert.throws(url({ scopes: Array.from({ length: 51 }, (_, i) => `s:${i}`) }), {
        field: 'scopes',
        rule: 'too-many',
      });
      assert.throws(url({ redirectUri: 'vscode://x' }), { field: 'redirectUri' });
      assert.throws(url({ state: '' }), { field: 'state' });
    });

    it('proves itself by S256 as in RFC 7636, appendix B', () => {
      assert.equal(
        challengeOf('dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk'),
        'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM',
      );
      const { verifier, challenge } = createPkce();
      assert.match(verifier, /^[A-Za-z0-9\-._~]{43,128}$/);
      assert.equal(challenge, challengeOf(verifier));
      assert.notEqual(createState(), createState());
    });

    const pair: Handler = (_, response) =>
      json(response, 200, {
        code: 0,
        access_token: 'u-1',
        expires_in: 7200,
        refresh_token: 'r-1',
        refresh_token_expires_in: 604_800,
        token_type: 'Bearer',
        scope: 'task:task offline_access',
      });

    it('exchanges the code', async () => {
      answers(pair);
      const sign = { code: 'c', redirectUri: 'http://127.0.0.1:8080/callback', verifier: 'v' };
      const tokens = await exchangeCode(app(), sign, { clock });
      assert.deepEqual(server.seen[0]!.body, {
        grant_type: 'authorization_code',
        client_id: 'cli_a',
        client_secret: 's3cret',
        code: 'c',
        redirect_uri: 'http://127.0.0.1:8080/callback',
        code_verifier: 'v',
      });
      assert.deepEqual(
        [tokens.accessToken, tokens.refreshToken, tokens.scopes],
        ['u-1', 'r-1', ['task:task', 'offline_access']],
      );
      assert.ok(Math.abs(tokens.expiresAt - clock.now() - 7_200_000) < 10_000);
      assert.ok(Math.abs(tokens.refreshExpiresAt! - clock.now() - 604_800_000) < 10_000);
    });

    it('never exchanges a code twice', async () => {
      answers((_, response) => refuse(response, 500, 20050));
      await assert.rejects(exchangeCode(app(), { code: 'c', redirectUri: 'http://a', verifier: 'v' }), { code: 20050 });
      assert.equal(server.seen.length, 1);
    });

    it('renews, once more after a failure inside Feishu or a lost answer', async () => {
      for (const failure of [
        (_, response) => refuse(response, 500, 20050),
        (_, response) => refuse(response, 503, 20072),
        (seen) => seen.socket.destroy(),
      ] as Handler[]) {
        server.seen.length = 0;
        answers(failure, pair);
        assert.equal((await refreshTokens(app(), 'r-0', { clock })).refreshToken, 'r-1');
        assert.deepEqual(
          server.seen.map(({ body }) => (body as { refresh_token: string }).refresh_token),
          ['r-0', 'r-0'],
        );
      }
    });

    it('has to sign in again after a used refresh token, and is asked only once', async () => {
      answers((_, response) => json(response, 400, { code: 20073, error: 'invalid_grant', error_description: 'used' }));
      const error = await refreshTokens(app(), 'r-0', { clock }).catch((reason: unknown) => reason);
      assert.ok(isAuthError(error));
      assert.equal(server.seen.length, 1);
    });
  });

  describe('on another device', () => {
    const begin: Handler = (_, response) =>
      json(response, 200, {
        device_code: 'dev',
        user_code: 'ABCD-EFGH',
        verification_uri: 'https://accounts.feishu.cn/device',
        expires_in: 240,
        interval: 5,
      });
    const pending: Handler = (_, response) => json(response, 400, { error: 'authorization_pending' });
    const slower: Handler = (_, response) => json(response, 400, { error: 'slow_down' });
    const tokens: Handler = (_, response) => json(response, 200, { code: 0, access_token: 'u-1', expires_in: 7200 });

    it('shows a code, asks in the server’s rhythm, and gets the tokens', async () => {
      answers(begin, pending, slower, pending, tokens);
      const signIn = await startDeviceSignIn(app(), ['task:task', 'offline_access'], { clock });
      assert.deepEqual([signIn.userCode, signIn.verificationUrl], ['ABCD-EFGH', 'https://accounts.feishu.cn/device']);
      const [started] = server.seen;
      assert.equal(started!.text, 'client_id=cli_a&scope=task%3Atask+offline_access');
      assert.equal(started!.headers.authorization, `Basic ${Buffer.from('cli_a:s3cret').toString('base64')}`);
      assert.equal((await awaitDeviceSignIn(app(), signIn, { clock })).accessToken, 'u-1');
      assert.deepEqual(clock.waits, [5_000, 5_000, 10_000, 10_000]);
    });

    it('gives up when refused, when too late, and when cancelled', async () => {
      answers(begin, pending);
      const signIn = await startDeviceSignIn(app(), [], { clock });
      await assert.rejects(awaitDeviceSignIn(app(), signIn, { clock }), { oauthError: 'expired_token' });
      answers((_, response) => json(response, 400, { error: 'access_denied' }));
      await assert.rejects(awaitDeviceSignIn(app(), signIn, { clock }), { oauthError: 'access_denied' });
      const signal = AbortSignal.abort();
      await assert.rejects(awaitDeviceSignIn(app(), signIn, { clock, signal }), { name: 'CancelledError' });
    });

    it('opens no page but an http one', async () => {
      answers((_, response) =>
        json(response, 200, { device_code: 'd', user_code: 'u', verification_uri: 'file:///etc/passwd' }),
      );
      await assert.rejects(startDeviceSignIn(app(), [], { clock }), { problem: 'missing-field' });
    });
  });
});
