import assert from 'node:assert/strict';
import { readPasted, readRedirect } from '../../../src/account/signIn/answer';

const code = 'a'.repeat(60) + '-_Z9';
const at = 'http://127.0.0.1:17865/callback';

describe('what comes back from the page', () => {
  const redirects: readonly (readonly [string, string, string])[] = [
    [`code=${code}&state=s1`, 'code', 'the code with its state'],
    [`code=${code}&state=s2`, 'foreign', 'another state'],
    [`code=${code}`, 'foreign', 'no state'],
    [`code=${code}&state=`, 'foreign', 'an empty state'],
    ['error=access_denied&state=s1', 'refused', 'a refusal'],
    ['error=access_denied&state=s2', 'foreign', 'a refusal of another sign-in'],
    ['state=s1', 'unreadable', 'nothing but the state'],
    ['code=short&state=s1', 'unreadable', 'what cannot be a code'],
    [`code=${'a'.repeat(5000)}&state=s1`, 'unreadable', 'a code of 5000 characters'],
    ['code=%3Cscript%3Ealert(1)%3C%2Fscript%3E&state=s1', 'unreadable', 'markup'],
  ];
  for (const [query, kind, what] of redirects) {
    it(`reads ${what} as ${kind}`, () => assert.equal(readRedirect(new URLSearchParams(query), 's1').kind, kind));
  }

  const pasted: readonly (readonly [string, string, string])[] = [
    [`  ${at}?code=${code}&state=s1 \n`, 'code', 'the address with blanks around it'],
    [`${at}?code=${code}&state=s2`, 'foreign', 'the address of another sign-in'],
    [`${at}?error=access_denied&state=s1`, 'refused', 'the address of a refusal'],
    [code, 'code', 'the code alone'],
    [at, 'unreadable', 'the address without a query'],
    ['https://accounts.feishu.cn/open-apis/authen/v1/authorize?state=s1', 'unreadable', 'the page’s own address'],
    ['hello', 'unreadable', 'a word'],
    ['', 'unreadable', 'nothing'],
  ];
  for (const [text, kind, what] of pasted) {
    it(`reads ${what}, pasted, as ${kind}`, () => assert.equal(readPasted(text, 's1').kind, kind));
  }

  it('gives the code', () => {
    assert.deepEqual(readPasted(`${at}?state=s1&code=${code}`, 's1'), { kind: 'code', code });
  });
});
