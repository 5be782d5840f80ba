import { randomBytes } from 'node:crypto';
import { readdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Clock } from '../../feishu/clock';

/** At most so many requests in any stretch of time so long, over all processes. */
export interface SharedQuota {
  readonly count: number;
  readonly windowMs: number;
}

/** A request whose process died may still reach the server until the client's time limit is over. */
const LOST_MS = 30_000;

/**
 * Counts requests of all processes. Each is one empty file, named after its start and, once answered, its end: the
 * server counted it somewhere in between, so it counts from its start until a whole window after its end.
 */
export class Ledger {
  constructor(
    private readonly folder: string,
    private readonly quota: SharedQuota,
    private readonly clock: Clock,
  ) {}

  /** When the next request may start, in milliseconds; now or earlier where there is room. */
  async freeAt(): Promise<number> {
    const now = this.clock.now();
    const ends: number[] = [];
    for (const name of await readdir(this.folder)) {
      const [start, , end] = name.split('-');
      const until = (end === undefined ? Number(start) + LOST_MS : Number(end)) + this.quota.windowMs;
      // What lies further ahead than any entry can was written before the clock was put back.
      const isOver = !(until > now) || Number(start) > now + this.quota.windowMs;
      if (isOver) await rm(join(this.folder, name), { force: true });
      else ends.push(until);
    }
    ends.sort((a, b) => a - b);
    return ends[ends.length - this.quota.count] ?? now;
  }

  /** Notes a request about to start. @returns to be called when it is answered; never rejects */
  async enter(): Promise<() => Promise<void>> {
    const name = `${Math.floor(this.clock.now())}-${randomBytes(4).toString('hex')}`;
    await writeFile(join(this.folder, name), '');
    return async () => {
      const end = Math.ceil(this.clock.now());
      // Should the disk refuse, it counts a little longer.
      await rename(join(this.folder, name), join(this.folder, `${name}-${end}`)).catch(() => undefined);
    };
  }
}
