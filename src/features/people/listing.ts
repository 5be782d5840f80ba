import type { Person } from '../../feishu';

/** Gives people page by page; undefined when there are no more. */
export interface PageReader {
  next(): Promise<readonly Person[] | undefined>;
}

/**
 * People that come in page by page while somebody watches, and not otherwise: a dialog that was closed early has cost a
 * few calls, and the next one goes on where it ended.
 */
export class Listing {
  private readonly byId = new Map<string, Person>();
  private readonly watchers = new Set<() => void>();
  private isReading = false;
  private currentState: 'unread' | 'complete' | 'capped' | 'failed' = 'unread';
  private lastError: unknown;

  /** @param limit so many people are read; of a bigger company the rest is left to a search */
  constructor(
    private readonly reader: PageReader,
    private readonly limit: number,
    private readonly onPeople: (people: readonly Person[]) => void = () => undefined,
  ) {}

  /** Everybody known so far, in the order they came. */
  get people(): readonly Person[] {
    return [...this.byId.values()];
  }

  get count(): number {
    return this.byId.size;
  }

  /** `unread`: more may come; `capped`: there are more than are read. */
  get state(): 'unread' | 'complete' | 'capped' | 'failed' {
    return this.currentState;
  }

  /** Why reading stopped, in the state `failed`. */
  get error(): unknown {
    return this.lastError;
  }

  /** Hears of every page and change of state until disposed. */
  watch(changed: () => void): { dispose(): void } {
    this.watchers.add(changed);
    // A failure is not for ever: whoever comes later tries again.
    if (!this.isReading) this.retry();
    return { dispose: () => this.watchers.delete(changed) };
  }

  /** Goes on after a failure. */
  retry(): void {
    if (this.currentState === 'failed') this.currentState = 'unread';
    if (!this.isReading && this.currentState === 'unread') void this.read();
  }

  /** Resolves when reading has ended, one way or another, or the signal fires. */
  settled(signal?: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      const done = (): void => {
        watching.dispose();
        signal?.removeEventListener('abort', done);
        resolve();
      };
      const watching = this.watch(() => this.currentState !== 'unread' && done());
      signal?.addEventListener('abort', done, { once: true });
      if (signal?.aborted || this.currentState !== 'unread') done();
    });
  }

  private async read(): Promise<void> {
    this.isReading = true;
    while (this.watchers.size > 0 && this.currentState === 'unread') {
      try {
        this.take(await this.reader.next());
      } catch (error) {
        this.lastError = error;
        this.currentState = 'failed';
      }
      for (const changed of [...this.watchers]) changed();
    }
    this.isReading = false;
  }

  private take(people: readonly Person[] | undefined): void {
    if (!people) {
      this.currentState = 'complete';
      return;
    }
    for (const person of people) this.byId.set(person.id, person);
    this.onPeople(people);
    if (this.byId.size >= this.limit) this.currentState = 'capped';
  }
}
