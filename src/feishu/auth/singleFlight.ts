import { CancelledError } from '../errors/types';

/** Lets callers that come while the same work is under way share its result. */
export class SingleFlight<T> {
  private running?: Promise<T>;

  /** @param signal ends this caller's waiting, not the shared work */
  run(work: () => Promise<T>, signal?: AbortSignal): Promise<T> {
    this.running ??= work().finally(() => (this.running = undefined));
    return signal ? abandonable(this.running, signal) : this.running;
  }
}

function abandonable<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const onAbort = () => reject(new CancelledError(false));
    if (signal.aborted) {
      onAbort();
    }
    signal.addEventListener('abort', onAbort, { once: true });
    work.then(resolve, reject).finally(() => signal.removeEventListener('abort', onAbort));
  });
}
