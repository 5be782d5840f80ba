import { createHash } from 'node:crypto';
import { mkdir, readdir, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Clock } from '../../feishu/clock';
import { codeOf, createFolder } from './disk';
import { Ledger, type SharedQuota } from './ledger';

/** A slot further ahead than that was set by a clock that has since been put back. */
const TOO_FAR_MS = 120_000;
const SENT = 'sent';

type Priority = 'interactive' | 'bulk';

/** To be called when the answer is in, or when nothing will be sent after all. Never rejects. */
export type Release = () => Promise<void>;

interface Waiter {
  readonly priority: Priority;
  resolve(release: Release): void;
  reject(reason: unknown): void;
}

/**
 * Spreads creations evenly over time and keeps them under the quota, over all processes of the machine. Feishu counts
 * creations per app and tenant (100 per minute, §1.5), so two windows, or a window that was reloaded, share one
 * budget, which a limiter in memory cannot know of.
 *
 * The state is the *name* of one file, the time of the next free slot in milliseconds. Taking a slot renames it to a
 * later time; of two processes only one can, the other reads again. There is nothing to lock and nothing to leave
 * behind.
 */
export class Pace {
  private readonly waiters: Waiter[] = [];
  private running = false;
  private readonly folder: string;
  private readonly ledger: Ledger;

  /**
   * @param root folder for all budgets
   * @param budget what the quota is counted for: app and server
   * @param intervalMs time between two creations
   */
  constructor(
    private readonly root: string,
    budget: string,
    private readonly intervalMs: number,
    quota: SharedQuota,
    private readonly clock: Clock,
  ) {
    this.folder = join(root, createHash('sha256').update(budget).digest('hex').slice(0, 32));
    this.ledger = new Ledger(join(this.folder, SENT), quota, clock);
  }

  /** Waits for a slot. A click overtakes a bulk. Rejects with the signal's reason when it is aborted. */
  acquire(priority: Priority, signal: AbortSignal): Promise<Release> {
    return new Promise((resolve, reject) => {
      if (signal.aborted) return reject(signal.reason as Error);
      const leave = (): void => {
        this.waiters.splice(this.waiters.indexOf(waiter), 1);
        reject(signal.reason as Error);
      };
      const settle = (done: () => void): void => {
        signal.removeEventListener('abort', leave);
        done();
      };
      const waiter: Waiter = {
        priority,
        resolve: (release) => settle(() => resolve(release)),
        reject: (reason) => settle(() => reject(reason as Error)),
      };
      signal.addEventListener('abort', leave, { once: true });
      this.waiters.push(waiter);
      if (!this.running) void this.run();
    });
  }

  /** Takes one slot after the other for as long as somebody waits; who gets it is decided when it comes. */
  private async run(): Promise<void> {
    this.running = true;
    try {
      while (this.waiters.length > 0) {
        await this.sleepUntil(await this.reserve());
        const freeAt = await this.ledger.freeAt();
        // Full: whoever finds room then must have a slot of its own again, or two would enter at once.
        if (freeAt > this.clock.now()) await this.sleepUntil(freeAt);
        else if (this.waiters.length > 0) await this.admit();
      }
    } catch (error) {
      for (const waiter of this.waiters.splice(0)) waiter.reject(error);
    } finally {
      this.running = false;
    }
  }

  private async admit(): Promise<void> {
    const release = await this.ledger.enter();
    const first = this.waiters.findIndex((waiter) => waiter.priority === 'interactive');
    const [next] = this.waiters.splice(Math.max(0, first), 1);
    if (next) next.resolve(release);
    else await release();
  }

  private async sleepUntil(time: number): Promise<void> {
    const wait = time - this.clock.now();
    if (wait > 0) await this.clock.sleep(wait);
  }

  /** @returns the time of the slot taken, in milliseconds */
  private async reserve(): Promise<number> {
    for (;;) {
      const name = await this.current();
      const now = this.clock.now();
      const stored = Number(name);
      const slot = stored > now && stored - now < TOO_FAR_MS ? stored : now;
      const target = String(Math.ceil(slot + this.intervalMs));
      try {
        await rename(join(this.folder, name), join(this.folder, target));
        return slot;
      } catch (error) {
        if (codeOf(error) !== 'ENOENT') throw error;
      }
    }
  }

  private async current(): Promise<string> {
    for (;;) {
      const names = await readdir(this.folder).catch(() => []);
      const name = names.find((candidate) => /^\d+$/.test(candidate));
      if (name) return name;
      await mkdir(this.root, { recursive: true, mode: 0o700 });
      await createFolder(join(this.root, '..', 'scratch'), this.folder, async (folder) => {
        await mkdir(join(folder, SENT));
        await writeFile(join(folder, '0'), '');
      });
    }
  }
}
