import assert from 'node:assert/strict';
import fc from 'fast-check';
import { ApiError } from '../../../src/sandbox/core/errors';
import { Quota, type Tier } from '../../../src/sandbox/core/quota';
import { HarnessPool, minimalTask, TestClock } from './support';

/** Requests that may be made at one instant, then within one minute at the fastest. */
const tiers: readonly (readonly [Tier, burst: number, perMinute: number])[] = [
  [1, 10, 10],
  [2, 20, 20],
  [3, 100, 100],
  [4, 50, 1000],
  [5, 1, 60],
  [6, 5, 300],
  [7, 10, 600],
  [8, 20, 1200],
  [9, 50, 3000],
  [11, 100, 6000],
  [21, 3, 180],
];

describe('sandbox rate limits', () => {
  const pool = new HarnessPool();
  afterEach(() => pool.close());

  const admits = (quota: Quota, tier: Tier, now: number) => {
    try {
      quota.admit('api', tier, now);
      return true;
    } catch (error) {
      assert.ok(error instanceof ApiError && error.code === 99991400 && error.status === 429);
      return false;
    }
  };

  for (const [tier, burst, perMinute] of tiers) {
    it(`tier ${tier}: ${burst} at once, ${perMinute} a minute`, () => {
      const atOnce = new Quota(true);
      const first = Array.from({ length: burst + 5 }, () => admits(atOnce, tier, 0)).filter(Boolean);
      assert.equal(first.length, burst);

      const steady = new Quota(true);
      let count = 0;
      for (let now = 0; now < 60_000; now += 10) {
        count += admits(steady, tier, now) ? 1 : 0;
      }
      assert.equal(count, Math.min(perMinute, 6000));
    });
  }

  it('never admits more than a window holds, and waiting as told is enough', () => {
    const gaps = fc.array(fc.integer({ min: 0, max: 4000 }), { maxLength: 200 });
    fc.assert(
      fc.property(gaps, fc.constantFrom<Tier>(3, 4, 6), (steps, tier) => {
        const quota = new Quota(true);
        const admitted: number[] = [];
        let now = 0;
        for (const step of steps) {
          now += step;
          try {
            quota.admit('api', tier, now);
          } catch (error) {
            now += Number((error as ApiError).detail.headers!['x-ogw-ratelimit-reset']) * 1000;
            quota.admit('api', tier, now);
          }
          admitted.push(now);
        }
        const inside = (seconds: number) =>
          Math.max(0, ...admitted.map((end) => admitted.filter((t) => t <= end && t > end - seconds * 1000).length));
        assert.ok(inside(60) <= (tier === 3 ? 100 : 1000));
        assert.ok(tier !== 4 || inside(1) <= 50);
        assert.ok(tier !== 6 || inside(1) <= 5);
      }),
      { numRuns: 50 },
    );
  });

  it('answers the 101st create of a minute with the two headers, and the next minute is free', async () => {
    const clock = new TestClock();
    const harness = await pool.start({ quota: true, clock });
    for (let count = 0; count < 100; count += 1) {
      clock.advance(100);
      assert.equal((await harness.post('/open-apis/task/v1/tasks', minimalTask)).code, 0);
    }
    const refused = await harness.post('/open-apis/task/v1/tasks', minimalTask);
    assert.deepEqual([refused.status, refused.code], [429, 99991400]);
    assert.equal(refused.headers.get('x-ogw-ratelimit-limit'), '100');
    assert.equal(refused.headers.get('x-ogw-ratelimit-reset'), '51');
    assert.equal(Object.keys(harness.state.tasks).length, 100);
    assert.equal((await harness.get('/open-apis/task/v1/tasks')).code, 0, 'another API has its own count');
    clock.advance(51_000);
    assert.equal((await harness.post('/open-apis/task/v1/tasks', minimalTask)).code, 0);
  });

  it('shares one budget between the users of the app', async () => {
    const harness = await pool.start({ quota: true, clock: new TestClock() });
    const token = await harness.userToken(1);
    for (let count = 0; count < 100; count += 1) {
      await harness.post('/open-apis/task/v1/tasks', minimalTask, { token: count % 2 ? token : undefined });
    }
    assert.equal((await harness.post('/open-apis/task/v1/tasks', minimalTask, { token })).code, 99991400);
  });

  it('can be switched off', async () => {
    const harness = await pool.start({ quota: true, clock: new TestClock() });
    harness.sandbox.setQuota(false);
    const replies = await Promise.all(Array.from({ length: 60 }, () => harness.get('/open-apis/im/v1/chats')));
    assert.ok(replies.every((reply) => reply.code === 0));
  });
});
