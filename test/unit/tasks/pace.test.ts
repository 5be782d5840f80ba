import assert from 'node:assert/strict';
import { readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Clock } from '../../../src/feishu/clock';
import { Pace } from '../../../src/tasks/outbox/pace';
import { scratchFolder } from './fakes';

/** Time that passes only while somebody sleeps. */
class SleepClock implements Clock {
  constructor(private time = 1_000_000) {}
  now(): number {
    return this.time;
  }
  async sleep(ms: number): Promise<void> {
    const end = this.time + ms;
    await new Promise((resolve) => setImmediate(resolve));
    this.time = Math.max(this.time, end);
  }
  set(time: number): void {
    this.time = time;
  }
}

const never = (): AbortSignal => new AbortController().signal;
const quota = { count: 100, windowMs: 60_000 };

describe('Pace', () => {
  let scratch: Awaited<ReturnType<typeof scratchFolder>>;
  let clock: SleepClock;
  beforeEach(async () => {
    scratch = await scratchFolder();
    clock = new SleepClock();
  });
  afterEach(() => scratch.remove());

  const pace = (budget = 'app', limit = quota): Pace =>
    new Pace(join(scratch.folder, 'pace'), budget, 600, limit, clock);

  /** Takes turns, so that the clock has one sleeper at a time and shows the true times. */
  async function times(rounds: number, ...paces: readonly Pace[]): Promise<number[]> {
    const started: number[] = [];
    for (let round = 0; round < rounds; round++) {
      for (const one of paces) {
        const release = await one.acquire('bulk', never());
        started.push(clock.now());
        await release();
      }
    }
    return started;
  }

  it('lets the first through at once and spaces the rest, also over processes and restarts', async () => {
    const started = [...(await times(5, pace(), pace())), ...(await times(3, pace()))];
    assert.equal(started.length, 13);
    assert.equal(started[0], 1_000_000);
    for (let i = 1; i < started.length; i++) assert.ok(started[i]! - started[i - 1]! >= 600);
  });

  it('gives no slot twice when processes ask at the same moment', async () => {
    const paces = Array.from({ length: 5 }, () => pace());
    const asked = paces.flatMap((one) => Array.from({ length: 6 }, () => one.acquire('bulk', never())));
    for (const release of await Promise.all(asked)) await release();
    const [budget] = await readdir(join(scratch.folder, 'pace'));
    const names = (await readdir(join(scratch.folder, 'pace', budget!))).filter((name) => name !== 'sent');
    assert.equal(names.length, 1);
    assert.ok(Number(names[0]) >= 1_000_000 + 30 * 600, names[0]);
  });

  it('counts apps apart', async () => {
    const started = await times(1, pace('a'), pace('b'));
    assert.equal(new Set(started).size, 1);
  });

  it('stays under the quota even where the spacing alone would not', async () => {
    const started = await times(
      20,
      pace('app', { count: 5, windowMs: 60_000 }),
      pace('app', { count: 5, windowMs: 60_000 }),
    );
    for (let i = 5; i < started.length; i++) assert.ok(started[i]! - started[i - 5]! >= 60_000);
  });

  it('counts a request until a whole window after its answer', async () => {
    const limit = { count: 1, windowMs: 60_000 };
    const release = await pace('app', limit).acquire('bulk', never());
    clock.set(clock.now() + 20_000);
    await release();
    const answered = clock.now();
    await pace('app', limit).acquire('bulk', never());
    assert.ok(clock.now() >= answered + 60_000);
  });

  it('counts a request of a process that died for a while longer', async () => {
    const limit = { count: 1, windowMs: 60_000 };
    await pace('app', limit).acquire('bulk', never());
    const sent = clock.now();
    await pace('app', limit).acquire('bulk', never());
    assert.ok(clock.now() >= sent + 90_000 && clock.now() < sent + 92_000);
  });

  it('lets a click overtake', async () => {
    const one = pace();
    const order: string[] = [];
    const take = (name: string, priority: 'bulk' | 'interactive'): Promise<void> =>
      one.acquire(priority, never()).then(async (release) => {
        order.push(name);
        await release();
      });
    await Promise.all([take('b1', 'bulk'), take('b2', 'bulk'), take('click', 'interactive')]);
    assert.deepEqual(order, ['click', 'b1', 'b2']);
  });

  it('lets those leave who cancel', async () => {
    const one = pace();
    const stop = new AbortController();
    const cancelled = assert.rejects(one.acquire('bulk', stop.signal), /enough/);
    const kept = one.acquire('bulk', never());
    stop.abort(new Error('enough'));
    await cancelled;
    await kept;
    await assert.rejects(one.acquire('bulk', AbortSignal.abort(new Error('before'))), /before/);
  });

  it('is not blocked by a clock that was put back', async () => {
    await times(3, pace());
    clock.set(1000);
    await times(1, pace());
    assert.ok(clock.now() < 120_000);
  });

  it('forgets what no longer counts', async () => {
    await times(3, pace());
    clock.set(clock.now() + 200_000);
    await times(1, pace());
    const [budget] = await readdir(join(scratch.folder, 'pace'));
    assert.equal((await readdir(join(scratch.folder, 'pace', budget!, 'sent'))).length, 1);
  });

  it('does not mind foreign files', async () => {
    await times(1, pace());
    const [budget] = await readdir(join(scratch.folder, 'pace'));
    await writeFile(join(scratch.folder, 'pace', budget!, '.DS_Store'), '');
    await writeFile(join(scratch.folder, 'pace', budget!, 'sent', '.DS_Store'), '');
    assert.equal((await times(2, pace())).length, 2);
  });
});
