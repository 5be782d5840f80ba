import assert from 'node:assert/strict';
import { BadAnswerError, FeishuError } from '../../../src/feishu';
import { declare } from '../../../src/feishu/endpoint';
import { readEnvelope } from '../../../src/feishu/envelope';

const V1 = declare('v1', 'POST /open-apis/task/v1/tasks', 3);
const OAUTH = declare('oauth', 'POST /open-apis/authen/v2/oauth/token', 4);

function read(text: string | object, status = 200, headers: Record<string, string> = {}, endpoint = V1) {
  const answer = {
    status,
    header: (name: string) => headers[name.toLowerCase()] ?? null,
    text: typeof text === 'string' ? text : JSON.stringify(text),
  };
  return readEnvelope(endpoint, answer, { flat: endpoint === OAUTH, baseUrl: 'https://feishu.example.com' });
}

function refusal(...args: Parameters<typeof read>): FeishuError {
  try {
    read(...args);
  } catch (error) {
    assert.ok(error instanceof FeishuError, String(error));
    return error;
  }
  assert.fail('expected a FeishuError');
}

describe('envelope', () => {
  it('takes code 0 as success whatever the message and the status', () => {
    assert.deepEqual(read({ code: 0, msg: '', data: { a: 1 } }, 201), { a: 1 });
    assert.deepEqual(read({ code: 0 }), {});
    assert.deepEqual(read({ code: '0', data: null }), {});
  });

  it('takes another code as a refusal, also with HTTP 200', () => {
    const error = refusal({ code: 20005, msg: 'invalid access token' }, 200);
    assert.deepEqual(
      [error.apiVersion, error.code, error.httpStatus, error.endpoint, error.msg],
      ['v1', 20005, 200, V1.name, 'invalid access token'],
    );
  });

  it('finds the log id in either spelling of the body, then in either header', () => {
    assert.equal(refusal({ code: 1, error: { log_id: 'A-1' } }, 400, { 'x-tt-logid': 'B' }).logId, 'A-1');
    assert.equal(refusal({ code: 1, error: { logid: 'A2' } }).logId, 'A2');
    assert.equal(refusal({ code: 1 }, 400, { 'x-tt-logid': 'B', 'x-request-id': 'C' }).logId, 'B');
    assert.equal(refusal({ code: 1 }, 400, { 'x-request-id': 'C' }).logId, 'C');
    assert.equal(refusal({ code: 1 }).logId, undefined);
  });

  it('reads missing scopes from subject, from scope, and from the message', () => {
    const bySubject = [{ type: 'action_scope_required', subject: 'task:task' }];
    assert.deepEqual(refusal({ code: 99991672, error: { permission_violations: bySubject } }).missingScopes, [
      'task:task',
    ]);
    const byScope = [{ scope: 'task:task:readonly', url: 'https://x' }];
    assert.deepEqual(refusal({ code: 99991679, error: { permission_violations: byScope } }).missingScopes, [
      'task:task:readonly',
    ]);
    const msg = 'Access denied. One of the following scopes is required: [task:task, task:task:write].';
    assert.deepEqual(refusal({ code: 99991672, msg }).missingScopes, ['task:task', 'task:task:write']);
    assert.deepEqual(refusal({ code: 99991672, msg: 'no [<b>x</b>]' }).missingScopes, []);
    assert.deepEqual(refusal({ code: 1470400, msg: 'bad [a,b]' }).missingScopes, []);
  });

  it('takes the console link only from Feishu’s own hosts and the one that answers', () => {
    const link = 'https://open.feishu.cn/app/cli_a/auth?q=task:task&op_from=openapi&token_type=tenant';
    assert.equal(refusal({ code: 99991672, msg: `[task:task] 点击链接申请：${link}，然后` }).consoleUrl, link);
    assert.equal(refusal({ code: 99991672, error: { helps: [{ url: link }] } }).consoleUrl, link);
    const own = 'https://feishu.example.com/app/cli_a/auth?q=x';
    assert.equal(refusal({ code: 99991672, msg: `https://evil.com/ ${own}` }).consoleUrl, own);
    for (const evil of [
      'https://open.feishu.cn.evil.com/app/x',
      'http://open.feishu.cn/app/x',
      'https://evil.com/open.feishu.cn/app/',
    ]) {
      assert.equal(refusal({ code: 99991672, msg: evil, error: { helps: [{ url: evil }] } }).consoleUrl, undefined);
    }
  });

  it('reads field violations and the wait of the gateway', () => {
    const error = refusal(
      {
        code: 99992402,
        error: { field_violations: [{ field: 'due.time', value: 'abc', description: 'not a number' }] },
      },
      400,
      { 'x-ogw-ratelimit-reset': '52' },
    );
    assert.deepEqual(error.fieldViolations, [{ field: 'due.time', value: 'abc', description: 'not a number' }]);
    assert.equal(error.retryAfterSeconds, 52);
    assert.equal(refusal({ code: 99991400 }, 429, { 'x-ogw-ratelimit-reset': 'soon' }).retryAfterSeconds, undefined);
  });

  it('keeps server text to one bounded line', () => {
    const { msg, message } = refusal({ code: 1, msg: `a\r\nb\u0000${'x'.repeat(10_000)}` });
    assert.match(msg, /^a b x+$/);
    assert.ok(msg.length <= 500 && message.length < 700);
  });

  for (const [name, text, status] of [
    ['HTML', '<html><body>502 Bad Gateway</body></html>', 502],
    ['nothing', '', 200],
    ['half an object', '{"code":0', 200],
    ['a list', '[1]', 200],
    ['a bare word', '"ok"', 200],
    ['an object without code', '{"message":"no such route"}', 404],
  ] as const) {
    it(`calls ${name} not JSON`, () => {
      assert.throws(
        () => read(text, status, { 'x-tt-logid': 'L' }),
        (error) =>
          error instanceof BadAnswerError &&
          error.problem === 'not-json' &&
          error.httpStatus === status &&
          error.logId === 'L',
      );
    });
  }

  it('names a proxy that asks for a password', () => {
    assert.throws(() => read('<html>', 407), { problem: 'proxy' });
  });

  it('reads flat OAuth answers, with and without code', () => {
    assert.equal(read({ code: 0, access_token: 'x' }, 200, {}, OAUTH)['access_token'], 'x');
    assert.equal(read({ device_code: 'd' }, 200, {}, OAUTH)['device_code'], 'd');
    const pending = refusal({ error: 'authorization_pending' }, 400, {}, OAUTH);
    assert.deepEqual([pending.code, pending.oauthError], [0, 'authorization_pending']);
    const used = refusal({ code: 20073, error: 'invalid_grant', error_description: 'used' }, 400, {}, OAUTH);
    assert.deepEqual([used.code, used.oauthError, used.msg], [20073, 'invalid_grant', 'used']);
  });
});
