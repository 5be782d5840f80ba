import { CancelledError } from './errors/types';

/** Time as the client sees it; tests give one they can wind. */
export interface Clock {
  /** Milliseconds since the Unix epoch. */
  now(): number;
  /** Waits; rejects with CancelledError when the signal fires first. */
  sleep(milliseconds: number, signal?: AbortSignal): Promise<void>;
}

export const systemClock: Clock = {
  now: () => Date.now(),
  sleep: (milliseconds, signal) =>
    new Promise((resolve, reject) => {
      if (signal?.aborted) {
        reject(new CancelledError(false));
        return;
      }
      const onAbort = () => {
        clearTimeout(timer);
        reject(new CancelledError(false));
      };
      const timer = setTimeout(() => {
        signal?.removeEventListener('abort', onAbort);
        resolve();
      }, milliseconds);
      signal?.addEventListener('abort', onAbort, { once: true });
    }),
};
