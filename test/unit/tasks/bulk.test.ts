import assert from 'node:assert/strict';
import { runBulk } from '../../torture/bulk';

describe('Bulk against the real quota', () => {
  it('creates more than a minute allows within 5 % of the ideal time, without one refusal', async function () {
    this.timeout(60_000);
    const { created, seconds, idealSeconds, refused } = await runBulk(120);
    assert.equal(created, 120);
    assert.equal(refused, 0);
    assert.ok(seconds <= idealSeconds * 1.05, `${seconds} s instead of ${idealSeconds} s`);
  });
});
