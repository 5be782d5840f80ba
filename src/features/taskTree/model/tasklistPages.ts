import type { CallOptions, Task, Tasklist, TasklistTask } from '../../../feishu';

/** What tasklists are read with; `FeishuClient.tasklists` is one. */
export interface TasklistSource {
  list(options?: CallOptions): AsyncIterable<Tasklist>;
  tasks(guid: string, filter: { readonly completed?: boolean }, options?: CallOptions): AsyncIterable<TasklistTask>;
}

/** What is known of the tasks in one list. */
export interface ListedTasks {
  /** In short, as the list has them: no description, no people, no date. */
  readonly tasks: readonly Task[];
  /** There may be more that were not read yet. */
  readonly hasMore: boolean;
  /** Why the last page could not be read; what was read before stays. */
  readonly error?: unknown;
}

interface Reading {
  readonly tasks: Task[];
  readonly seen: Set<string>;
  rest?: AsyncIterator<TasklistTask>;
  hasMore: boolean;
  error?: unknown;
  running?: Promise<void>;
}

/** As many tasks as one call brings. */
export const LIST_PAGE = 100;

/**
 * The tasklists and, once somebody looks into one, its tasks, page by page. Nothing is read before it is asked for;
 * failures are kept beside what was read before, and the next question tries again.
 */
export class TasklistPages {
  private readonly byGuid = new Map<string, Reading>();
  private lists?: readonly Tasklist[];
  private listsError?: unknown;
  private loadingLists?: Promise<void>;
  private includeCompleted = true;
  private generation = 0;

  /** @param connect the source to read from; undefined where nobody is connected */
  constructor(
    private readonly connect: () => Promise<TasklistSource | undefined>,
    private readonly changed: () => void,
  ) {}

  /** The lists as last read; undefined before the first time. */
  get all(): readonly Tasklist[] | undefined {
    return this.lists;
  }

  get error(): unknown {
    return this.listsError;
  }

  /** Are completed tasks read, too? */
  get includesCompleted(): boolean {
    return this.includeCompleted;
  }

  /** The tasks of a list as far as they were read; undefined where nobody asked yet. */
  get(guid: string): ListedTasks | undefined {
    return this.byGuid.get(guid);
  }

  /** Forgets everything: another account, or other tasks are wanted. */
  reset(includeCompleted = this.includeCompleted): void {
    this.generation++;
    this.includeCompleted = includeCompleted;
    this.byGuid.clear();
    this.lists = undefined;
    this.listsError = undefined;
    this.loadingLists = undefined;
  }

  /** Reads the lists where they are not known. Never rejects, see `error`. */
  async ensureLists(): Promise<void> {
    if (!this.lists) await (this.loadingLists ??= this.loadLists());
  }

  /** Reads the first page of a list where none was read. Never rejects, see `get`. */
  async ensureTasks(guid: string): Promise<void> {
    if (!this.byGuid.has(guid)) await this.more(guid);
  }

  /** Reads the next page of a list; calls while one is under way join it. */
  async more(guid: string): Promise<void> {
    const reading: Reading = this.byGuid.get(guid) ?? { tasks: [], seen: new Set(), hasMore: true };
    this.byGuid.set(guid, reading);
    reading.running ??= this.read(guid, reading, reading.tasks.length + LIST_PAGE).finally(() => {
      reading.running = undefined;
      if (this.byGuid.get(guid) === reading) this.changed();
    });
    await reading.running;
  }

  /** Reads again what is known of a list, after something was put into it, or of all lists and the lists themselves. */
  async reload(guid?: string): Promise<void> {
    const wanted = guid === undefined ? [...this.byGuid.keys()] : [guid];
    if (guid === undefined && (this.lists || this.listsError !== undefined)) {
      await (this.loadingLists ??= this.loadLists());
    }
    await Promise.all(wanted.map((one) => this.readAgain(one)));
  }

  private async readAgain(guid: string): Promise<void> {
    const before = this.byGuid.get(guid);
    if (!before) return;
    const { generation } = this;
    const fresh: Reading = { tasks: [], seen: new Set(), hasMore: true };
    await this.read(guid, fresh, Math.max(LIST_PAGE, before.tasks.length + 1));
    if (generation !== this.generation) return;
    // The last good data stays.
    if (fresh.error === undefined) this.byGuid.set(guid, fresh);
    else before.error = fresh.error;
    this.changed();
  }

  private async loadLists(): Promise<void> {
    const { generation } = this;
    let found: Tasklist[] | undefined;
    let error: unknown;
    try {
      found = [];
      const source = await this.connect();
      if (source) for await (const list of source.list()) found.push(list);
    } catch (failure) {
      error = failure;
      found = undefined;
    }
    if (generation !== this.generation) return;
    this.loadingLists = undefined;
    this.listsError = error;
    if (found) this.lists = found;
    this.changed();
  }

  /** Reads on until there are `count` tasks, or no more. */
  private async read(guid: string, reading: Reading, count: number): Promise<void> {
    reading.error = undefined;
    try {
      const source = await this.connect();
      const filter = this.includeCompleted ? {} : { completed: false };
      reading.rest ??= source?.tasks(guid, filter)[Symbol.asyncIterator]();
      while (reading.tasks.length < count) {
        const next = await reading.rest?.next();
        if (!next || next.done) {
          reading.hasMore = false;
          return;
        }
        // After a failure the list is read from its beginning.
        if (reading.seen.has(next.value.id)) continue;
        reading.seen.add(next.value.id);
        reading.tasks.push(inShort(next.value));
      }
    } catch (error) {
      reading.error = error;
      reading.rest = undefined;
    }
  }
}

function inShort(listed: TasklistTask): Task {
  return { ...listed, description: '', assigneeIds: [], followerIds: [], hasCustomComplete: false };
}
