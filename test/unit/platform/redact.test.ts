import assert from 'node:assert/strict';
import { redact } from '../../../src/platform/redact';

describe('redact', () => {
  const hidden: readonly (readonly [string, string])[] = [
    ['Authorization: Bearer t-g1044ghJRUIJJ5ELPJXH2FBD4DQ', 'Authorization: Bearer ***'],
    ['token u-7f1bcd13fc57d46bac21793a18e560 used', 'token *** used'],
    ['{"app_secret":"hunter2hunter2","app_id":"cli_a1"}', '{"app_secret":"***","app_id":"cli_a1"}'],
    ['appSecret=hunter2; x', 'appSecret=***; x'],
    ['GET /callback?code=abc123&state=xyz9', 'GET /callback?code=***&state=***'],
    ['refresh_token: eyJhbGciOi.J9.x', 'refresh_token: ***'],
    ['jwt eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIx.sig-x', 'jwt ***'],
    ['"tenant_access_token": "t-caecc734c2e3328a62489fe0648c4b98779515d3"', '"tenant_access_token": "***"'],
  ];
  for (const [text, expected] of hidden) {
    it(`hides the secret in ${text.slice(0, 24)}…`, () => assert.equal(redact(text), expected));
  }

  it('leaves ordinary text alone', () => {
    const text = 'POST /open-apis/task/v1/tasks: HTTP 400, code 1470400, log id 20261122-abc, src/a-b/t-shirt.ts:12';
    assert.equal(redact(text), text);
  });
});
