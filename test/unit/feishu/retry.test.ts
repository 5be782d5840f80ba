import assert from 'node:assert/strict';
import { BadAnswerError, CancelledError, FeishuError, NetworkError, TimeoutError } from '../../../src/feishu';
import type { ApiVersion } from '../../../src/feishu';
import { retryDelay } from '../../../src/feishu/retry';

const refused = (apiVersion: ApiVersion, code: number, httpStatus: number, retryAfterSeconds?: number) =>
  new FeishuError({ apiVersion, code, httpStatus, endpoint: 'X /x', msg: '', retryAfterSeconds });

/** Waits for the first, second, ... failure, with chance out of the game. */
function waits(error: Error, repeat: 'safe' | 'once'): readonly number[] {
  const list: number[] = [];
  for (let failures = 1; ; failures++) {
    const wait = retryDelay(error, repeat, failures, 1);
    if (wait === undefined) {
      return list;
    }
    list.push(wait);
  }
}

describe('retry matrix', () => {
  const always = [1_000, 2_000, 4_000, 8_000, 16_000, 32_000, 60_000, 60_000];
  const twice = [500, 1_000];
  const none: number[] = [];
  const rows: readonly (readonly [string, Error, readonly number[], readonly number[]])[] = [
    ['gateway limit without header', refused('v1', 99991400, 429), always, always],
    ['gateway limit as HTTP 400', refused('v1', 99991400, 400), always, always],
    ['domain limit, HTTP 429', refused('v1', 1470450, 429), always, always],
    ['domain limit, HTTP 400', refused('v1', 1470450, 400), always, always],
    ['same task too often', refused('v1', 1470451, 400), always, always],
    ['chat limit', refused('im', 232019, 400), always, always],
    ['v2 client_token in use', refused('v2', 1470422, 500), [1_000, 2_000], [1_000, 2_000]],
    ['v1 1470422 is a bad page token', refused('v1', 1470422, 400), none, none],
    ['v1 create failed', refused('v1', 1470600, 500), twice, none],
    ['v2 server error', refused('v2', 1470500, 500), twice, none],
    ['gateway internal code', refused('v1', 1500, 400), twice, none],
    ['gateway not JSON', new BadAnswerError('not-json', 502, 'X /x'), twice, none],
    ['not JSON with HTTP 200', new BadAnswerError('not-json', 200, 'X /x'), none, none],
    ['cut off', new BadAnswerError('truncated', 200, 'X /x'), twice, none],
    ['too large', new BadAnswerError('too-large', 200, 'X /x'), none, none],
    ['redirect', new BadAnswerError('redirect', 302, 'X /x'), none, none],
    ['timeout', new TimeoutError('X /x', 1), twice, none],
    ['reset', new NetworkError('reset', true, 'X /x'), twice, none],
    ['refused connection', new NetworkError('refused', false, 'X /x'), twice, none],
    ['untrusted certificate', new NetworkError('tls', false, 'X /x'), none, none],
    ['cancelled', new CancelledError(true), none, none],
    ['wrong parameter', refused('v1', 1470400, 400), none, none],
    ['audit', refused('v1', 1470740, 400), none, none],
    ['no permission', refused('v1', 1470404, 400), none, none],
    ['not found', refused('v2', 1470404, 404), none, none],
    ['monthly quota', refused('v1', 99991403, 400), none, none],
  ];
  for (const [name, error, safe, once] of rows) {
    it(name, () => {
      assert.deepEqual(waits(error, 'safe'), safe);
      assert.deepEqual(waits(error, 'once'), once);
    });
  }

  it('waits what the gateway asks for, and a little more', () => {
    assert.equal(retryDelay(refused('v1', 99991400, 429, 52), 'once', 1, 0), 52_000);
    assert.equal(retryDelay(refused('v1', 99991400, 429, 52), 'once', 7, 1), 52_250);
    assert.equal(retryDelay(refused('v1', 99991400, 429, 0), 'once', 1, 0), 0);
  });

  it('does not wait an hour because a server says so', () => {
    assert.equal(retryDelay(refused('v1', 99991400, 429, 3_600), 'safe', 1, 0), undefined);
  });

  it('leaves half of a wait to chance', () => {
    assert.equal(retryDelay(refused('v1', 1470450, 429), 'once', 3, 0), 2_000);
    assert.equal(retryDelay(refused('v1', 1470450, 429), 'once', 3, 0.5), 3_000);
  });
});
