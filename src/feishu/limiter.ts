import type { Clock } from './clock';
import type { RateWindow } from './endpoint';
import { CancelledError } from './errors/types';

export type Priority = 'interactive' | 'bulk';

export interface SlotRequest {
  /** What the quota is counted by: the endpoint's name. */
  readonly key: string;
  readonly windows: readonly RateWindow[];
  readonly priority: Priority;
  readonly signal?: AbortSignal;
}

/** Leave to send one request; `release` must be called when its answer is in. */
export interface Slot {
  release(): void;
}

interface Waiting extends SlotRequest {
  grant(slot: Slot): void;
}

/** Feishu refuses "too many concurrent requests" (1470450) without saying how many are. */
const MAX_IN_FLIGHT = 8;
/** While clicks keep coming, every fifth slot still goes to bulk work. */
const INTERACTIVE_IN_A_ROW = 4;

/**
 * Keeps every endpoint under all its quota windows, spreads requests instead of bursting, and lets interactive work
 * overtake bulk work.
 *
 * A request counts from its start until a whole window after its answer, because the server counted it somewhere in
 * between: so no window of the server's, sliding or fixed, can hold more than the quota. All requests keep the spacing of
 * the shortest window (20 ms at 50/s), bulk requests among themselves that of the slowest (60 ms at 1000/min).
 */
export class RateLimiter {
  private readonly quotas = new Map<string, Quota>();
  private readonly waiting: Record<Priority, Waiting[]> = { interactive: [], bulk: [] };
  private inFlight = 0;
  private interactiveInARow = 0;
  private wakeAt = Infinity;

  constructor(private readonly clock: Clock) {}

  /** Waits for a slot. Rejects with CancelledError (nothing sent) when the signal fires first. */
  acquire(request: SlotRequest): Promise<Slot> {
    return new Promise((resolve, reject) => {
      if (request.signal?.aborted) {
        reject(new CancelledError(false));
        return;
      }
      const lane = this.waiting[request.priority];
      const onAbort = () => {
        lane.splice(lane.indexOf(entry), 1);
        reject(new CancelledError(false));
        this.pump();
      };
      const entry: Waiting = {
        ...request,
        grant: (slot) => {
          request.signal?.removeEventListener('abort', onAbort);
          resolve(slot);
        },
      };
      request.signal?.addEventListener('abort', onAbort, { once: true });
      lane.push(entry);
      this.pump();
    });
  }

  /** No request of this endpoint for so long: the server said so. */
  block(key: string, milliseconds: number): void {
    this.quota(key).block(this.clock.now() + milliseconds);
  }

  private pump(): void {
    const now = this.clock.now();
    let next = Infinity;
    const start = (priority: Priority): boolean => {
      const lane = this.waiting[priority];
      const refused = new Set<string>();
      for (const [index, entry] of lane.entries()) {
        if (refused.has(entry.key)) {
          continue;
        }
        const ready = this.quota(entry.key).readyAt(entry, now);
        if (ready <= now) {
          lane.splice(index, 1);
          this.start(entry, now);
          return true;
        }
        refused.add(entry.key);
        next = Math.min(next, ready);
      }
      return false;
    };
    while (this.inFlight < MAX_IN_FLIGHT) {
      const bulkTurn = this.interactiveInARow >= INTERACTIVE_IN_A_ROW;
      const lanes: readonly Priority[] = bulkTurn ? ['bulk', 'interactive'] : ['interactive', 'bulk'];
      const started = lanes.find(start);
      if (!started) {
        break;
      }
      this.interactiveInARow = started === 'bulk' ? 0 : this.interactiveInARow + 1;
    }
    this.wake(next, now);
  }

  private start(entry: Waiting, now: number): void {
    const quota = this.quota(entry.key);
    quota.started(now, entry.priority);
    this.inFlight++;
    let released = false;
    entry.grant({
      release: () => {
        if (!released) {
          released = true;
          this.inFlight--;
          quota.finished(this.clock.now());
          this.pump();
        }
      },
    });
  }

  private wake(at: number, now: number): void {
    if (at === Infinity || (this.wakeAt <= at && this.wakeAt > now)) {
      return;
    }
    this.wakeAt = at;
    void this.clock.sleep(at - now).then(() => {
      if (this.wakeAt === at) {
        this.wakeAt = Infinity;
      }
      this.pump();
    });
  }

  private quota(key: string): Quota {
    let quota = this.quotas.get(key);
    if (!quota) {
      quota = new Quota();
      this.quotas.set(key, quota);
    }
    return quota;
  }
}

/** The requests of one endpoint that still count. */
class Quota {
  /** When finished requests were finished, oldest first. */
  private finishes: number[] = [];
  private running = 0;
  private lastStart = -Infinity;
  private lastBulkStart = -Infinity;
  private blockedUntil = -Infinity;

  block(until: number): void {
    this.blockedUntil = Math.max(this.blockedUntil, until);
  }

  started(now: number, priority: Priority): void {
    this.running++;
    this.lastStart = now;
    if (priority === 'bulk') {
      this.lastBulkStart = now;
    }
  }

  finished(now: number): void {
    this.running--;
    this.finishes.push(now);
  }

  /** The earliest time the next request may start; Infinity while only the end of a running one can tell. */
  readyAt({ windows, priority }: SlotRequest, now: number): number {
    this.forget(windows, now);
    const spacings = windows.map(({ count, milliseconds }) => milliseconds / count);
    const spaced = Math.max(
      this.lastStart + Math.min(...spacings),
      priority === 'bulk' ? this.lastBulkStart + Math.max(...spacings) : -Infinity,
    );
    const free = windows.map(({ count, milliseconds }) => {
      const blocking = this.finishes.length + this.running - count;
      if (blocking < 0) {
        return -Infinity;
      }
      const finish = this.finishes[blocking];
      return finish === undefined ? Infinity : finish + milliseconds;
    });
    return Math.max(this.blockedUntil, spaced, ...free);
  }

  private forget(windows: readonly RateWindow[], now: number): void {
    if (now < this.lastStart) {
      // The computer's clock was set back: what was counted is in the future now and would block for that long.
      this.finishes = this.finishes.map(() => now);
      this.lastStart = now;
      this.lastBulkStart = Math.min(this.lastBulkStart, now);
      this.blockedUntil = Math.min(this.blockedUntil, now);
    }
    const longest = Math.max(...windows.map(({ milliseconds }) => milliseconds));
    const old = this.finishes.findIndex((finish) => finish > now - longest);
    this.finishes.splice(0, old === -1 ? this.finishes.length : old);
  }
}
