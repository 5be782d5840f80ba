import assert from 'node:assert/strict';
import fc from 'fast-check';
import { RateLimiter } from '../../../src/feishu';
import { TIERS, type RateWindow } from '../../../src/feishu/endpoint';
import type { Priority } from '../../../src/feishu/limiter';
import { WoundClock } from './support';

interface Job {
  readonly name: string;
  readonly priority?: Priority;
  /** Milliseconds after the beginning. */
  readonly at?: number;
  /** How long the request takes, in milliseconds. */
  readonly takes?: number;
  readonly key?: string;
}

interface Done {
  readonly name: string;
  readonly started: number;
  readonly counted: number;
}

/** Runs jobs through a limiter on a wound clock; gives them in the order they started, times from the beginning. */
async function simulate(jobs: readonly Job[], windows: readonly RateWindow[], share = 0.5): Promise<readonly Done[]> {
  const clock = new WoundClock();
  const limiter = new RateLimiter(clock);
  const begin = clock.now();
  const done: Done[] = [];
  await clock.run(
    Promise.all(
      jobs.map(async ({ name, priority = 'interactive', at = 0, takes = 0, key = 'k' }) => {
        await clock.sleep(at);
        const slot = await limiter.acquire({ key, windows, priority });
        const started = clock.now() - begin;
        // The server counts the request somewhere between its start and its end.
        done.push({ name, started, counted: started + takes * share });
        await clock.sleep(takes);
        slot.release();
      }),
    ),
  );
  return done;
}

const many = (count: number, job: Omit<Job, 'name'>): Job[] =>
  Array.from({ length: count }, (_, index) => ({ ...job, name: `${job.priority ?? 'job'}${index}` }));

function assertWithin(counted: readonly number[], windows: readonly RateWindow[]): void {
  const times = [...counted].sort((a, b) => a - b);
  for (const { count, milliseconds } of windows) {
    for (let index = count; index < times.length; index++) {
      const span = times[index]! - times[index - count]!;
      assert.ok(span >= milliseconds, `${count + 1} requests within ${span} ms of ${milliseconds} ms`);
    }
  }
}

describe('rate limiter', function () {
  this.timeout(20_000);

  it('sends 500 creations at 100 a minute within 5 % of five minutes, evenly, never over the quota', async () => {
    const done = await simulate(many(500, { priority: 'bulk', takes: 300 }), TIERS[3]);
    assertWithin(
      done.map(({ counted }) => counted),
      TIERS[3],
    );
    const total = done.at(-1)!.started;
    assert.ok(total <= 300_000 * 1.05, `${total} ms`);
    const gaps = done.slice(1).map(({ started }, index) => started - done[index]!.started);
    assert.ok(Math.min(...gaps) >= 600, 'no bursts');
  });

  it('keeps both windows of tier 4', async () => {
    for (const priority of ['interactive', 'bulk'] as const) {
      const done = await simulate(many(1_200, { priority, takes: 100 }), TIERS[4]);
      assertWithin(
        done.map(({ counted }) => counted),
        TIERS[4],
      );
    }
  });

  it('keeps every window whatever arrives when and takes how long', async () => {
    const windows = [
      { count: 3, milliseconds: 100 },
      { count: 5, milliseconds: 1_000 },
    ];
    const job = fc.record({
      name: fc.constant('x'),
      priority: fc.constantFrom<Priority>('interactive', 'bulk'),
      at: fc.nat(2_000),
      takes: fc.nat(700),
    });
    await fc.assert(
      fc.asyncProperty(
        fc.array(job, { maxLength: 25 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        async (jobs, share) => {
          const done = await simulate(jobs, windows, share);
          assert.equal(done.length, jobs.length);
          assertWithin(
            done.map(({ counted }) => counted),
            windows,
          );
        },
      ),
      { numRuns: 40 },
    );
  });

  it('counts a slow request until its answer: the server may have counted it as late as that', async () => {
    const windows = [{ count: 5, milliseconds: 1_000 }];
    const jobs = [{ name: 'slow', takes: 900 }, ...many(12, { at: 1 })];
    const done = await simulate(jobs, windows, 1);
    assertWithin(
      done.map(({ counted }) => counted),
      windows,
    );
  });

  it('lets a click overtake a bulk of 500', async () => {
    const jobs = [...many(500, { priority: 'bulk', takes: 100 }), { name: 'click', at: 10_000, takes: 100 }];
    const click = (await simulate(jobs, TIERS[3])).find(({ name }) => name === 'click')!;
    assert.ok(click.started - 10_000 <= 600, `${click.started - 10_000} ms`);
  });

  it('still gives bulk work every fifth slot while clicks keep coming', async () => {
    const jobs = [...many(50, { priority: 'bulk' }), ...many(50, { priority: 'interactive' })];
    const first = (await simulate(jobs, TIERS[3])).slice(0, 51).map(({ name }) => name.replace(/\d+/, ''));
    const bulk = first.filter((name) => name === 'bulk').length;
    assert.ok(bulk >= 10 && bulk <= 12, `${bulk} of 51`);
  });

  it('keeps the order within a priority', async () => {
    const done = await simulate(many(30, { priority: 'bulk', takes: 50 }), TIERS[6]);
    assert.deepEqual(
      done.map(({ name }) => name),
      many(30, { priority: 'bulk' }).map(({ name }) => name),
    );
  });

  it('does not let one endpoint wait for another’s quota', async () => {
    const jobs = [...many(50, { key: 'slow' }), { name: 'other', key: 'other', at: 5 }];
    const other = (await simulate(jobs, TIERS[3])).find(({ name }) => name === 'other')!;
    assert.equal(other.started, 5);
  });

  it('holds at most eight requests in the air', async () => {
    const fast = [{ count: 1_000, milliseconds: 1_000 }];
    const done = await simulate(many(40, { takes: 1_000 }), fast);
    for (const { started } of done) {
      const inTheAir = done.filter((other) => other.started <= started && started < other.started + 1_000).length;
      assert.ok(inTheAir <= 8, `${inTheAir}`);
    }
  });

  it('stands still for as long as the server says', async () => {
    const clock = new WoundClock();
    const limiter = new RateLimiter(clock);
    const begin = clock.now();
    limiter.block('k', 52_000);
    const slot = await clock.run(limiter.acquire({ key: 'k', windows: TIERS[4], priority: 'interactive' }));
    assert.equal(clock.now() - begin, 52_000);
    slot.release();
  });

  it('forgets a waiter that is cancelled, and goes on', async () => {
    const clock = new WoundClock();
    const limiter = new RateLimiter(clock);
    const request = { key: 'k', windows: TIERS[3], priority: 'interactive' } as const;
    (await clock.run(limiter.acquire(request))).release();
    const controller = new AbortController();
    const cancelled = limiter.acquire({ ...request, signal: controller.signal });
    const next = limiter.acquire(request);
    controller.abort();
    await assert.rejects(cancelled, { name: 'CancelledError', sent: false });
    await clock.run(next);
    await assert.rejects(limiter.acquire({ ...request, signal: AbortSignal.abort() }), { sent: false });
  });

  it('is not stopped for long by a clock that is set back', async () => {
    const clock = new WoundClock();
    const limiter = new RateLimiter(clock);
    const request = { key: 'k', windows: TIERS[3], priority: 'interactive' } as const;
    (await clock.run(limiter.acquire(request))).release();
    clock.set(clock.now() - 3_600_000);
    const begin = clock.now();
    await clock.run(limiter.acquire(request));
    assert.ok(clock.now() - begin <= 600);
  });
});
