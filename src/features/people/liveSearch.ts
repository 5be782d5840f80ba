import type { Person } from '../../feishu';

const DELAY_MS = 250;
/** So many people come at once; fewer are the last. */
export const FOUND_AT_ONCE = 50;

type Ask = (query: string, signal: AbortSignal) => AsyncIterator<readonly Person[]>;

/**
 * Asks the server for what is typed, after a pause. A newer text aborts the older question, and an answer to an older one
 * is dropped.
 */
export class LiveSearch {
  private timer: NodeJS.Timeout | undefined;
  private running: AbortController | undefined;
  private pages: AsyncIterator<readonly Person[]> | undefined;
  private query = '';
  private people: readonly Person[] = [];
  private mayHaveMore = false;
  private busy = false;
  private failure: unknown;

  /** @param changed called when what can be read here became different */
  constructor(
    private readonly ask: Ask,
    private readonly changed: () => void,
  ) {}

  /** Found for the text as it is now. */
  get found(): readonly Person[] {
    return this.people;
  }

  /** A question is to be asked or on its way. */
  get isBusy(): boolean {
    return this.busy;
  }

  /** May `more` find more? */
  get hasMore(): boolean {
    return this.mayHaveMore && !this.busy;
  }

  /** Why the last question failed. */
  get error(): unknown {
    return this.failure;
  }

  typed(query: string): void {
    if (query === this.query) return;
    this.stop();
    this.query = query;
    if (query === '') return;
    this.busy = true;
    this.timer = setTimeout(() => void this.begin(), DELAY_MS);
  }

  /** Asks for the next page. */
  more(): void {
    if (this.hasMore) void this.next();
  }

  /** Asks again after a failure. */
  retry(): void {
    void this.begin();
  }

  dispose(): void {
    this.stop();
  }

  private stop(): void {
    clearTimeout(this.timer);
    this.running?.abort();
    this.running = undefined;
    this.pages = undefined;
    this.people = [];
    this.mayHaveMore = false;
    this.busy = false;
    this.failure = undefined;
  }

  private begin(): Promise<void> {
    this.running?.abort();
    this.running = new AbortController();
    this.people = [];
    this.pages = this.ask(this.query, this.running.signal);
    return this.next();
  }

  private async next(): Promise<void> {
    const { pages } = this;
    if (!pages) return;
    this.busy = true;
    this.failure = undefined;
    this.changed();
    try {
      const { done, value } = await pages.next();
      if (pages !== this.pages) return;
      const people = done === true ? [] : value;
      this.mayHaveMore = people.length >= FOUND_AT_ONCE;
      this.people = [...this.people, ...people];
    } catch (error) {
      if (pages !== this.pages) return;
      this.mayHaveMore = false;
      this.failure = error;
    }
    this.busy = false;
    this.changed();
  }
}
