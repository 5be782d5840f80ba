import assert from 'node:assert/strict';
import { Harness, hiddenFields, TestClock } from './support';

const path = '/oauth/v1/device_authorization';

describe('sandbox device flow', () => {
  let clock: TestClock;
  let harness: Harness;
  beforeEach(async () => {
    clock = new TestClock();
    harness = await Harness.start({ clock });
  });
  afterEach(() => harness.close());

  const begin = async (scope = 'task:task offline_access') => {
    const { appId, appSecret } = harness.info;
    const authorization = `Basic ${Buffer.from(`${appId}:${appSecret}`).toString('base64')}`;
    const form = { client_id: appId, scope };
    return (await harness.request('POST', path, { form, headers: { authorization }, token: null })).body;
  };
  const poll = async (deviceCode: string) => {
    const { appId, appSecret } = harness.info;
    const form = {
      grant_type: 'urn:ietf:params:oauth:grant-type:device_code',
      device_code: deviceCode,
      client_id: appId,
      client_secret: appSecret,
    };
    const reply = await harness.request('POST', '/open-apis/authen/v2/oauth/token', { form, token: null });
    return { status: reply.status, ...reply.body };
  };
  const decide = async (uri: string, decision: string) => {
    const page = await harness.get(uri.replace(harness.sandbox.url, ''), { token: null });
    const form = { ...hiddenFields(page.text), open_id: harness.info.users[2]!.openId, decision };
    return harness.request('POST', '/oauth/v1/device/verify', { form, token: null });
  };

  it('waits, is approved on the page, and gives tokens once', async () => {
    const device = await begin();
    assert.match(device.user_code, /^[A-Z]{4}-[A-Z]{4}$/);
    assert.deepEqual([device.expires_in, device.interval], [240, 5]);
    const waiting = await poll(device.device_code);
    assert.deepEqual([waiting.status, waiting.error], [400, 'authorization_pending']);
    assert.equal((await decide(device.verification_uri_complete, 'allow')).status, 200);
    clock.advance(5_000);
    const done = await poll(device.device_code);
    assert.equal(done.code, 0);
    assert.ok(done.refresh_token);
    const me = await harness.get('/open-apis/authen/v1/user_info', { token: done.access_token });
    assert.equal(me.data.open_id, harness.info.users[2]!.openId);
    clock.advance(5_000);
    assert.equal((await poll(device.device_code)).error, 'invalid_grant');
  });

  it('slows down a client that polls too often', async () => {
    const device = await begin();
    await poll(device.device_code);
    clock.advance(4_999);
    assert.equal((await poll(device.device_code)).error, 'slow_down');
    clock.advance(9_000);
    assert.equal((await poll(device.device_code)).error, 'slow_down');
    clock.advance(15_000);
    assert.equal((await poll(device.device_code)).error, 'authorization_pending');
  });

  it('tells a refusal, an expiry and an unknown code apart', async () => {
    const refused = await begin();
    await decide(refused.verification_uri_complete, 'deny');
    assert.equal((await poll(refused.device_code)).error, 'access_denied');
    const late = await begin();
    clock.advance(240_000);
    assert.equal((await poll(late.device_code)).error, 'expired_token');
    assert.equal((await poll('unknown')).error, 'invalid_grant');
  });

  it('shows a field for the code, and says when it is unknown', async () => {
    const empty = await harness.get('/oauth/v1/device/verify', { token: null });
    assert.match(empty.text, /name="user_code"/);
    const wrong = await harness.get('/oauth/v1/device/verify?user_code=XXXX-YYYY', { token: null });
    assert.match(wrong.text, /unknown or has expired/);
  });

  it('refuses a wrong secret and a scope the app lacks', async () => {
    const form = { client_id: harness.info.appId, client_secret: 'wrong' };
    const reply = await harness.request('POST', path, { form, token: null });
    assert.deepEqual([reply.status, reply.code, reply.body.error], [400, 20002, 'invalid_client']);
    assert.equal((await begin('calendar:calendar')).code, 20068);
  });
});
