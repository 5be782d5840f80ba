import assert from 'node:assert/strict';
import { BadAnswerError, FeishuError, NetworkError, TimeoutError, ValidationError } from '../../../src/feishu';
import { classify, feishuCreator, type FailureKind } from '../../../src/tasks';

const CREATE = 'POST /open-apis/task/v1/tasks';
const TOKEN = 'POST /open-apis/auth/v3/tenant_access_token/internal';
const v1 = (code: number, httpStatus: number, retryAfterSeconds?: number) =>
  new FeishuError({ apiVersion: 'v1', code, httpStatus, endpoint: CREATE, msg: '', retryAfterSeconds });
const auth = (code: number, httpStatus: number) =>
  new FeishuError({ apiVersion: 'auth', code, httpStatus, endpoint: TOKEN, msg: '' });

describe('classify', () => {
  const rows: readonly [what: string, error: unknown, kind: FailureKind, isOver?: boolean][] = [
    ['a field that is wrong', new ValidationError('title', 'too-long', 256), 'refused'],
    ['a refusal of the content', v1(1470740, 400), 'refused'],
    ['a refusal of the right', v1(1470404, 400), 'refused'],
    ['a missing scope', v1(99991672, 400), 'refused'],
    ['the monthly quota', v1(99991403, 429), 'refused'],
    ['the gateway limit', v1(99991400, 429, 52), 'busy'],
    ['too many at once', v1(1470450, 429), 'busy'],
    ['the wrong kind of token', v1(1470403, 401), 'signed-out'],
    ['a dead token', v1(99991668, 400), 'signed-out'],
    ['an app secret that is wrong', auth(10015, 200), 'signed-out'],
    ['an app that is switched off', auth(10014, 200), 'signed-out'],
    ['the token service failing', auth(5000, 500), 'not-sent'],
    ['no token in time', new TimeoutError(TOKEN, 30_000), 'not-sent'],
    ['a token request cut off', new NetworkError('reset', true, TOKEN), 'not-sent'],
    ['no network', new NetworkError('dns', false, CREATE), 'not-sent'],
    ['a certificate refused', new NetworkError('tls', false, CREATE), 'not-sent'],
    ['a login page of a Wi-Fi', new BadAnswerError('redirect', 302, CREATE), 'not-sent'],
    ['a proxy that wants a password', new BadAnswerError('proxy', 407, CREATE), 'not-sent'],
    ['no answer in time', new TimeoutError(CREATE, 30_000), 'unclear', false],
    ['a lost connection', new NetworkError('reset', true, CREATE), 'unclear', false],
    ['a failure inside', v1(1470600, 500), 'unclear', true],
    ['a gateway that gave up', new BadAnswerError('not-json', 504, CREATE), 'unclear', false],
    ['an answer cut off', new BadAnswerError('truncated', 200, CREATE), 'unclear', true],
    ['anything unknown', new TypeError('x'), 'unclear'],
  ];
  for (const [what, error, kind, isOver] of rows) {
    it(`${what}: ${kind}`, () => {
      const failure = classify(error);
      assert.equal(failure.kind, kind);
      assert.equal(failure.isOver, isOver);
      assert.ok(failure.error.message);
    });
  }

  it('passes on what the server says about the wait', () => {
    assert.equal(classify(v1(99991400, 429, 52)).retryAfterMs, 52_000);
    assert.equal(classify(v1(99991400, 429)).retryAfterMs, undefined);
  });

  it('keeps what is worth keeping', () => {
    const { error } = classify(new ValidationError('followerIds[3]', 'id'));
    assert.equal(error.field, 'followerIds[3]');
    assert.deepEqual(JSON.parse(JSON.stringify(classify(v1(1470740, 400)).error)).code, 1470740);
  });
});

describe('feishuCreator', () => {
  it('knows that nothing was sent where there is no client', async () => {
    const creator = feishuCreator(() => Promise.reject(new Error('sandbox does not start')));
    const failed = await creator
      .create({ origin: { name: {} } }, {})
      .catch((error: unknown) => creator.classify(error));
    assert.deepEqual(failed, { kind: 'not-sent', error: { message: 'sandbox does not start' } });
    const refused = feishuCreator(() => Promise.reject(auth(10015, 200)));
    const error = await refused.followUp('t', { kind: 'tasklist', guid: 'g' }, {}).catch((thrown: unknown) => thrown);
    assert.equal(refused.classify(error).kind, 'signed-out');
  });
});
