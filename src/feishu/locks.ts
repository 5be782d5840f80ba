import { CancelledError } from './errors/types';
import type { Priority } from './limiter';

interface Waiter {
  readonly priority: Priority;
  go(): void;
}

/**
 * One write at a time per task: Feishu refuses concurrent writes to the same task (1470451), and two writes must
 * arrive in the order they were asked for. Interactive writes overtake waiting bulk ones.
 */
export class WriteLocks {
  private readonly held = new Map<string, Waiter[]>();

  /** Runs `work` once no other work holds `key`. Rejects with CancelledError when the signal fires while waiting. */
  async run<T>(key: string, priority: Priority, signal: AbortSignal | undefined, work: () => Promise<T>): Promise<T> {
    await this.enter(key, priority, signal);
    try {
      return await work();
    } finally {
      this.leave(key);
    }
  }

  private enter(key: string, priority: Priority, signal: AbortSignal | undefined): Promise<void> {
    const waiters = this.held.get(key);
    if (!waiters) {
      this.held.set(key, []);
      return Promise.resolve();
    }
    if (signal?.aborted) {
      return Promise.reject(new CancelledError(false));
    }
    return new Promise((resolve, reject) => {
      const onAbort = () => {
        waiters.splice(waiters.indexOf(waiter), 1);
        reject(new CancelledError(false));
      };
      const waiter: Waiter = {
        priority,
        go: () => {
          signal?.removeEventListener('abort', onAbort);
          resolve();
        },
      };
      signal?.addEventListener('abort', onAbort, { once: true });
      waiters.push(waiter);
    });
  }

  private leave(key: string): void {
    const waiters = this.held.get(key)!;
    const next = waiters.findIndex(({ priority }) => priority === 'interactive');
    const [waiter] = waiters.splice(Math.max(next, 0), 1);
    if (waiter) {
      waiter.go();
    } else {
      this.held.delete(key);
    }
  }
}
