import assert from 'node:assert/strict';
import { createHash, randomBytes } from 'node:crypto';
import { Harness, hiddenFields, redirectUri, TestClock } from './support';

const authorizePath = '/open-apis/authen/v1/authorize';
const verifier = randomBytes(32).toString('base64url');
const challenge = createHash('sha256').update(verifier).digest('base64url');
const day = 86_400_000;

describe('sandbox OAuth', () => {
  let clock: TestClock;
  let harness: Harness;
  beforeEach(async () => {
    clock = new TestClock();
    harness = await Harness.start({ clock });
  });
  afterEach(() => harness.close());

  const refresh = (token: string, more: Record<string, string> = {}) =>
    harness.exchange({ grant_type: 'refresh_token', refresh_token: token, ...more });
  const me = (token: string) => harness.get('/open-apis/authen/v1/user_info', { token });

  describe('authorisation page', () => {
    it('asks in the reader’s language and names what is asked for', async () => {
      const path = harness.authorisePath({ scope: 'task:task offline_access', state: '<s>"' });
      const english = await harness.get(path, { token: null });
      assert.equal(english.status, 200);
      assert.match(english.text, /Authorise/);
      assert.match(english.text, /task:task/);
      assert.equal(hiddenFields(english.text)['state'], '<s>"');
      const chinese = await harness.get(path, {
        token: null,
        headers: { 'accept-language': 'zh-CN,zh;q=0.9,en;q=0.8' },
      });
      assert.match(chinese.text, /授权/);
    });

    it('redirects with code and state, keeping the query of the redirect URL', async () => {
      const page = await harness.get(harness.authorisePath({ redirect_uri: `${redirectUri}?w=1`, state: 'a b&c' }));
      const form = { ...hiddenFields(page.text), open_id: harness.info.users[0]!.openId, decision: 'allow' };
      const answer = await harness.request('POST', authorizePath, { form, token: null });
      const target = new URL(answer.headers.get('location')!);
      assert.equal(answer.status, 302);
      assert.equal(target.origin + target.pathname, redirectUri);
      assert.equal(target.searchParams.get('w'), '1');
      assert.equal(target.searchParams.get('state'), 'a b&c');
      assert.match(target.searchParams.get('code')!, /^[A-Za-z0-9_-]{64,}$/);
    });

    it('redirects with access_denied when refused', async () => {
      const page = await harness.get(harness.authorisePath({ state: 'x' }));
      const form = { ...hiddenFields(page.text), open_id: harness.info.users[0]!.openId, decision: 'deny' };
      const answer = await harness.request('POST', authorizePath, { form, token: null });
      const target = new URL(answer.headers.get('location')!);
      assert.deepEqual(Object.fromEntries(target.searchParams), { error: 'access_denied', state: 'x' });
    });

    const pageErrors: readonly (readonly [number, string, Record<string, string>])[] = [
      [20029, 'a URL that is not in the list', { redirect_uri: 'http://localhost:9999/callback' }],
      [20029, '127.0.0.1 with a path that differs', { redirect_uri: 'http://127.0.0.1:8080/callback/' }],
      [20029, 'a prefix', { redirect_uri: 'http://localhost:8080/callback.evil.example' }],
      [20029, 'no URL', { redirect_uri: '' }],
      [20027, 'a scope the app does not have', { scope: 'task:task calendar:calendar' }],
      [20027, '51 scopes', { scope: Array.from({ length: 51 }, () => 'task:task').join(' ') }],
      [20048, 'an app there is not', { client_id: 'cli_other' }],
      [20001, 'another response type', { response_type: 'token' }],
      [20001, 'another challenge method', { code_challenge: 'a', code_challenge_method: 'S512' }],
    ];
    for (const [code, what, query] of pageErrors) {
      it(`shows ${code} for ${what}`, async () => {
        const page = await harness.get(harness.authorisePath(query), { token: null });
        assert.equal(page.status, 400);
        assert.match(page.text, new RegExp(`${code}:`));
        assert.doesNotMatch(page.text, /<form/);
      });
    }

    it('refuses a form that did not come from it', async () => {
      const page = await harness.get(harness.authorisePath());
      const form = { ...hiddenFields(page.text), open_id: harness.info.users[0]!.openId, decision: 'allow' };
      const forged = await harness.request('POST', authorizePath, { form: { ...form, form_token: 'x' }, token: null });
      assert.equal(forged.status, 403);
      const headers = { origin: 'https://evil.example' };
      assert.equal((await harness.request('POST', authorizePath, { form, headers, token: null })).status, 403);
    });
  });

  describe('code exchange', () => {
    it('gives a token that works and, with offline_access, a refresh token', async () => {
      const code = await harness.authorise(1, { scope: 'task:task offline_access' });
      const { status, body } = await harness.exchange({ code });
      assert.equal(status, 200);
      assert.equal(body.token_type, 'Bearer');
      assert.equal(body.expires_in, 7200);
      assert.equal(body.refresh_token_expires_in, 604800);
      assert.ok(body.access_token.startsWith('eyJ') && body.access_token.length > 1000);
      assert.ok(body.scope.split(' ').includes('task:task'));
      assert.equal((await me(body.access_token)).data.open_id, harness.info.users[1]!.openId);
    });

    it('gives no refresh token without offline_access, and adds grants up', async () => {
      const first = await harness.exchange({ code: await harness.authorise(1, { scope: 'task:task' }) });
      assert.equal(first.body.refresh_token, undefined);
      const second = await harness.exchange({ code: await harness.authorise(1, { scope: 'task:comment' }) });
      assert.ok(second.body.scope.includes('task:task') && second.body.scope.includes('task:comment'));
    });

    it('takes a form as well as JSON, and Basic authentication', async () => {
      const code = await harness.authorise(0);
      const { appId, appSecret } = harness.info;
      const authorization = `Basic ${Buffer.from(`${appId}:${appSecret}`).toString('base64')}`;
      const form = { grant_type: 'authorization_code', code, redirect_uri: redirectUri };
      const reply = await harness.request('POST', '/open-apis/authen/v2/oauth/token', {
        form,
        headers: { authorization },
        token: null,
      });
      assert.equal(reply.code, 0);
    });

    it('checks PKCE with S256 and plain', async () => {
      const s256 = await harness.authorise(0, { code_challenge: challenge, code_challenge_method: 'S256' });
      assert.equal((await harness.exchange({ code: s256 })).code, 20049);
      assert.equal((await harness.exchange({ code: s256, code_verifier: 'short' })).code, 20049);
      assert.equal((await harness.exchange({ code: s256, code_verifier: 'x'.repeat(43) })).code, 20049);
      assert.equal((await harness.exchange({ code: s256, code_verifier: verifier })).code, 0);
      const plain = await harness.authorise(0, { code_challenge: verifier });
      assert.equal((await harness.exchange({ code: plain, code_verifier: verifier })).code, 0);
    });

    it('narrows the scopes for one token only', async () => {
      const scope = 'task:task task:comment';
      const narrow = await harness.exchange({ code: await harness.authorise(2, { scope }), scope: 'task:task' });
      assert.equal(narrow.body.scope, 'task:task');
      const wide = await harness.exchange({ code: await harness.authorise(2, { scope }) });
      assert.ok(wide.body.scope.includes('task:comment'));
    });

    it('lets a code live five minutes and work once', async () => {
      const late = await harness.authorise(0);
      clock.advance(300_000);
      assert.equal((await harness.exchange({ code: late })).code, 20004);
      const twice = await harness.authorise(0);
      clock.advance(299_000);
      assert.equal((await harness.exchange({ code: twice })).code, 0);
      assert.equal((await harness.exchange({ code: twice })).code, 20065);
    });

    const refusals: readonly (readonly [number, string, Record<string, string>])[] = [
      [20001, 'no grant type', { grant_type: '' }],
      [20001, 'no code', { code: '' }],
      [20001, 'no secret', { client_secret: '' }],
      [20002, 'a wrong secret', { client_secret: 'wrong' }],
      [20003, 'an unknown code', { code: 'unknown' }],
      [20036, 'another grant type', { grant_type: 'password' }],
      [20048, 'an unknown app', { client_id: 'cli_x' }],
      [20067, 'a scope twice', { scope: 'task:task task:task' }],
      [20068, 'a scope that was not granted', { scope: 'im:chat' }],
      [20071, 'another redirect URL', { redirect_uri: 'http://127.0.0.1:8080/callback' }],
    ];
    for (const [code, what, change] of refusals) {
      it(`refuses ${what} with ${code}, flat`, async () => {
        const good = { code: await harness.authorise(0, { scope: 'task:task' }) };
        const reply = await harness.exchange({ ...good, ...change });
        assert.deepEqual([reply.status, reply.code], [400, code]);
        assert.deepEqual(Object.keys(reply.body), ['code', 'error', 'error_description']);
      });
    }

    it('refuses a value that is no string, two authentications, and people who may not use the app', async () => {
      const path = '/open-apis/authen/v2/oauth/token';
      assert.equal((await harness.post(path, { grant_type: 5 }, { token: null })).code, 20063);
      const both = { authorization: `Basic ${Buffer.from('a:b').toString('base64')}` };
      const { appId, appSecret } = harness.info;
      const body = { grant_type: 'authorization_code', client_id: appId, client_secret: appSecret };
      assert.equal((await harness.post(path, body, { token: null, headers: both })).code, 20070);

      const people: readonly (readonly [number, object])[] = [
        [20008, { resigned: true }],
        [20066, { frozen: true }],
        [20010, { visible: false }],
      ];
      for (const [code, change] of people) {
        const issued = await harness.authorise(0);
        const { openId } = harness.info.users[0]!;
        const user = harness.state.users.find((candidate) => candidate.openId === openId)!;
        Object.assign(user, change);
        assert.equal((await harness.exchange({ code: issued })).code, code);
        Object.assign(user, { resigned: false, frozen: false, visible: true });
      }
      const last = await harness.authorise(0);
      harness.state.app.enabled = false;
      assert.equal((await harness.exchange({ code: last })).code, 20069);
    });

    it('answers the server’s own failures on request', async () => {
      for (const [code, status] of [
        [20050, 500],
        [20072, 503],
        [20009, 400],
        [20024, 400],
      ] as const) {
        const headers = { 'x-sandbox-error': String(code) };
        const reply = await harness.post('/open-apis/authen/v2/oauth/token', {}, { headers, token: null });
        assert.deepEqual([reply.status, reply.code], [status, code]);
      }
    });
  });

  describe('refresh', () => {
    const signIn = async () =>
      (await harness.exchange({ code: await harness.authorise(1, { scope: 'task:task offline_access' }) })).body;

    it('gives a new pair, works once, and leaves the old access token alive', async () => {
      const first = await signIn();
      clock.advance(60_000);
      const second = await refresh(first.refresh_token);
      assert.equal(second.code, 0);
      assert.notEqual(second.body.refresh_token, first.refresh_token);
      assert.equal((await me(first.access_token)).code, 0);
      assert.equal((await me(second.body.access_token)).code, 0);
      assert.equal((await refresh(first.refresh_token)).code, 20073);
      assert.equal((await refresh(second.body.refresh_token)).code, 0);
    });

    it('lets access tokens die after two hours and refresh tokens after seven days', async () => {
      const { access_token: access, refresh_token: token } = await signIn();
      clock.advance(7_199_000);
      assert.equal((await me(access)).code, 0);
      clock.advance(1_000);
      assert.deepEqual([(await me(access)).status, (await me(access)).code], [400, 99991677]);
      clock.advance(7 * day);
      assert.equal((await refresh(token)).code, 20037);
    });

    it('ends 365 days after the consent', async () => {
      let { refresh_token: token } = await signIn();
      for (let week = 0; week < 60; week += 1) {
        clock.advance(6 * day);
        token = (await refresh(token)).body.refresh_token;
      }
      clock.advance(4 * day);
      const last = await refresh(token);
      assert.equal(last.body.refresh_token_expires_in, day / 1000);
      clock.advance(day);
      assert.equal((await refresh(last.body.refresh_token)).code, 20037);
    });

    it('refuses unknown and revoked tokens, wider scopes, and an app that may not refresh', async () => {
      const { refresh_token: token } = await signIn();
      assert.equal((await refresh('unknown')).code, 20026);
      assert.equal((await refresh(token, { scope: 'im:chat' })).code, 20068);
      harness.state.app.refreshEnabled = false;
      assert.equal((await refresh(token)).code, 20074);
      harness.state.app.refreshEnabled = true;
      harness.state.refreshTokens.at(-1)!.revoked = true;
      assert.equal((await refresh(token)).code, 20064);
    });
  });

  describe('historic OIDC calls', () => {
    const call = async (path: string, body: object, token?: string) => {
      const { appId, appSecret } = harness.info;
      const issued = await harness.post('/open-apis/auth/v3/app_access_token/internal', {
        app_id: appId,
        app_secret: appSecret,
      });
      return harness.post(`/open-apis/authen/v1/oidc/${path}`, body, { token: token ?? issued.body.app_access_token });
    };

    it('answer under data, fail with HTTP 200, and keep their refresh tokens apart', async () => {
      const code = await harness.authorise(1, { scope: 'offline_access' });
      const body = { grant_type: 'authorization_code', code };
      assert.deepEqual(
        [(await call('access_token', body, 'a-x')).status, (await call('access_token', body, 'a-x')).code],
        [200, 20014],
      );
      const { data } = await call('access_token', body);
      assert.equal((await me(data.access_token)).data.open_id, harness.info.users[1]!.openId);
      const again = await call('access_token', body);
      assert.deepEqual([again.status, again.code], [200, 20065]);
      assert.equal((await refresh(data.refresh_token)).code, 20026);
      const renewal = { grant_type: 'refresh_token', refresh_token: data.refresh_token };
      assert.equal((await call('refresh_access_token', renewal)).code, 0);
      assert.equal((await call('refresh_access_token', renewal)).code, 20073);
    });
  });
});
