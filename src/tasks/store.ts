import { CancelledError } from '../feishu/errors/types';
import { isNotFound, isPermission } from '../feishu/errors/recognise';
import { systemClock, type Clock } from '../feishu/clock';
import type { CallOptions, Log, Task } from '../feishu/model';
import { nextReadIn } from './backOff';
import { Emitter, type Event } from './emitter';
import { parseExtra } from './extra';
import { parseSnapshot, formatSnapshot, type TextStorage } from './snapshot';

/** What the store reads tasks with; `FeishuClient.tasks` is one. */
export interface TaskSource {
  list(
    filter: { readonly completed?: boolean; readonly createdFrom?: number },
    options?: CallOptions,
  ): AsyncIterable<Task>;
  get(taskId: string, options?: CallOptions): Promise<Task>;
}

/** What became different. All empty where only the state (error, refreshing) or what is shown beside the tasks did. */
export interface TaskChanges {
  readonly added: readonly Task[];
  readonly changed: readonly Task[];
  readonly removed: readonly string[];
}

/** Where a task comes from, as its `extra` says. */
export interface TaskPlace {
  readonly repository: string;
  readonly path: string;
  readonly fingerprint: string;
}

export interface TaskStoreOptions {
  /** Keeps the last good data over a restart. */
  readonly storage?: TextStorage;
  readonly clock?: Clock;
  readonly log?: Log;
}

/** Completed tasks older than that are only read when a TODO is linked to them. */
const COMPLETED_DAYS = 90;
/** How often a refresh reads completed tasks too. */
const FULL_EVERY_MS = 600_000;
/** So many tasks gone from the open ones are read one by one; of more, the whole list is read instead. */
const MAX_SINGLE_READS = 30;
const READS_AT_ONCE = 4;
const SAVE_AFTER_MS = 10_000;

const NOTHING: TaskChanges = { added: [], changed: [], removed: [] };

/**
 * The tasks as last seen, for views: kept when reading fails, together with the error. A refresh usually reads only
 * the open tasks (one call per hundred); what left that list is looked at singly. What was changed from here while a
 * refresh was under way is newer than what the refresh read, and stays.
 */
export class TaskStore {
  private readonly emitter = new Emitter<TaskChanges>((error) =>
    this.options.log?.error(`task store: ${String(error)}`),
  );
  private readonly byId = new Map<string, Task>();
  private readonly missing = new Set<string>();
  /** Number of the refresh during which a task was changed from here. */
  private readonly touchedIn = new Map<string, number>();
  private readonly clock: Clock;
  private sorted?: readonly Task[];
  private source?: TaskSource;
  private key = '';
  private round = 0;
  private running?: { readonly done: Promise<boolean>; readonly stop: AbortController; waiting: number };
  private lastFull = -Infinity;
  private failuresInARow = 0;
  private lastError: unknown;
  private lastGood?: number;
  private saving?: NodeJS.Timeout;

  constructor(private readonly options: TaskStoreOptions = {}) {
    this.clock = options.clock ?? systemClock;
  }

  /** Tasks, or something shown with them, became different. */
  get onDidChange(): Event<TaskChanges> {
    return this.emitter.event;
  }

  /** All tasks known, newest first. */
  get tasks(): readonly Task[] {
    this.sorted ??= [...this.byId.values()].sort((a, b) => (b.createdAt ?? 0) - (a.createdAt ?? 0));
    return this.sorted;
  }

  get(taskId: string): Task | undefined {
    return this.byId.get(taskId);
  }

  /** Was that task asked for and not found, or not allowed to be seen? */
  isMissing(taskId: string): boolean {
    return this.missing.has(taskId);
  }

  /** Why the last refresh failed; undefined after a good one. */
  get error(): unknown {
    return this.lastError;
  }

  get isRefreshing(): boolean {
    return this.running !== undefined && !this.running.stop.signal.aborted;
  }

  /** When the tasks were last read well, in milliseconds. */
  get refreshedAt(): number | undefined {
    return this.lastGood;
  }

  /** How long to wait before the next background refresh: longer after each failure in a row, up to 16 times. */
  nextRefreshIn(usualMs: number): number {
    return nextReadIn(usualMs, this.failuresInARow);
  }

  /**
   * Reads from there from now on; the tasks of another account are forgotten.
   * @param key names the account for the stored snapshot
   */
  async setSource(source: TaskSource | undefined, key = ''): Promise<void> {
    const sameAccount = key === this.key && this.source !== undefined;
    this.source = source;
    if (sameAccount && source) return;
    // Takes what is to be kept along before it returns: a refresh that is asked for meanwhile is of the new source.
    const flushed = this.flush();
    this.running?.stop.abort();
    this.running = undefined;
    const round = ++this.round;
    this.key = key;
    this.lastFull = -Infinity;
    this.lastError = undefined;
    this.lastGood = undefined;
    this.failuresInARow = 0;
    this.missing.clear();
    this.touchedIn.clear();
    const removed = [...this.byId.keys()];
    this.byId.clear();
    this.announce({ ...NOTHING, removed });
    await flushed;
    if (source) await this.restore(key, round);
  }

  /**
   * Reads the tasks again. Calls while one is under way join it; it stops when all who wait for it have cancelled.
   * @param full read completed tasks too, as is done every ten minutes anyway
   * @returns false where it failed (see `error`), was cancelled, or nobody is signed in
   */
  async refresh({
    signal,
    full = false,
  }: { readonly signal?: AbortSignal; readonly full?: boolean } = {}): Promise<boolean> {
    if (!this.source || signal?.aborted) return false;
    // One that everybody has left is on its way out.
    if (!this.running || this.running.stop.signal.aborted) this.running = this.start(this.source, full);
    const run = this.running;
    run.waiting++;
    let leave = (): void => undefined;
    const left = new Promise<boolean>((resolve) => {
      leave = () => {
        if (--run.waiting === 0) run.stop.abort();
        resolve(false);
      };
    });
    signal?.addEventListener('abort', leave, { once: true });
    if (signal?.aborted) leave();
    try {
      return await Promise.race([run.done, left]);
    } finally {
      signal?.removeEventListener('abort', leave);
    }
  }

  /** Reads tasks that code is linked to and that are not known yet. Failures leave them unknown. */
  async ensure(taskIds: Iterable<string>, options: CallOptions = {}): Promise<void> {
    const { source } = this;
    const wanted = [...new Set(taskIds)].filter((id) => !this.byId.has(id) && !this.missing.has(id));
    if (!source || wanted.length === 0) return;
    const read = await readSingly(source, wanted, options);
    if (source !== this.source) return;
    for (const id of read.gone) this.missing.add(id);
    this.merge(read.tasks, [], this.round);
  }

  /** Reads a few known tasks again. What was changed from here meanwhile stays. @throws where one could not be read */
  async reread(taskIds: Iterable<string>, options: CallOptions = {}): Promise<void> {
    const { source } = this;
    const before = new Map(
      [...new Set(taskIds)].flatMap((id) => this.byId.get(id) ?? []).map((task) => [task.id, task]),
    );
    if (!source || before.size === 0) return;
    const read = await readSingly(source, [...before.keys()], options);
    if (source !== this.source) return;
    const isAsBefore = (id: string): boolean => this.byId.get(id) === before.get(id);
    const gone = read.gone.filter(isAsBefore);
    for (const id of gone) this.missing.add(id);
    const asBefore = read.tasks.filter(({ id }) => isAsBefore(id));
    this.merge(asBefore, gone, Infinity);
  }

  /** Takes a task just read or changed; it is newer than what a refresh under way will bring. */
  upsert(task: Task): void {
    this.touchedIn.set(task.id, this.round);
    this.missing.delete(task.id);
    this.merge([task], [], Infinity);
  }

  /** Forgets a task that was deleted from here. */
  remove(taskId: string): void {
    this.touchedIn.set(taskId, this.round);
    this.merge([], [taskId], Infinity);
  }

  /** Where in the code a task comes from; undefined for tasks made elsewhere. */
  placeOf(taskId: string): TaskPlace | undefined {
    const extra = parseExtra(this.byId.get(taskId)?.extra);
    return extra && { repository: extra.repo, path: extra.path, fingerprint: extra.fingerprint };
  }

  /** Makes views draw again: something shown with the tasks (a person's name) became known. */
  touch(): void {
    this.announce(NOTHING);
  }

  /** Writes what is not yet stored. */
  async flush(): Promise<void> {
    if (!this.saving) return;
    clearTimeout(this.saving);
    this.saving = undefined;
    const { storage, log } = this.options;
    await storage?.write(this.key, formatSnapshot(this.tasks)).catch((error: unknown) => {
      log?.warn(`task store: not saved: ${String(error)}`);
    });
  }

  dispose(): void {
    this.running?.stop.abort();
    void this.flush();
    this.emitter.dispose();
  }

  private start(source: TaskSource, full: boolean): NonNullable<TaskStore['running']> {
    const stop = new AbortController();
    const round = ++this.round;
    const readAll = full || this.clock.now() - this.lastFull > FULL_EVERY_MS;
    const done = this.read(source, readAll, round, stop.signal)
      .then(
        () => this.succeeded(round),
        (error: unknown) => this.failed(error, round, stop.signal),
      )
      .finally(() => {
        if (this.running === run) this.running = undefined;
        if (round === this.round) this.touch();
      });
    const run = { done, stop, waiting: 0 };
    return run;
  }

  private async read(source: TaskSource, full: boolean, round: number, signal: AbortSignal): Promise<void> {
    const startedAt = this.clock.now();
    const openBefore = [...this.byId.values()].filter((task) => task.completedAt === undefined).map(({ id }) => id);
    const seen = new Map<string, Task>();
    const take = async (tasks: AsyncIterable<Task>): Promise<void> => {
      for await (const task of tasks) seen.set(task.id, task);
    };
    await take(source.list({ completed: false }, { signal }));
    const left = openBefore.filter((id) => !seen.has(id));
    let gone: readonly string[] = [];
    if (full || left.length > MAX_SINGLE_READS) {
      const createdFrom = Math.floor(startedAt / 1000) - COMPLETED_DAYS * 86_400;
      await take(source.list({ completed: true, createdFrom }, { signal }));
      this.lastFull = startedAt;
    }
    const unexplained = left.filter((id) => !seen.has(id));
    if (unexplained.length > MAX_SINGLE_READS) gone = unexplained;
    else if (unexplained.length > 0) {
      const single = await readSingly(source, unexplained, { signal });
      for (const task of single.tasks) seen.set(task.id, task);
      gone = single.gone;
    }
    if (round === this.round) this.merge([...seen.values()], gone, round);
  }

  private succeeded(round: number): boolean {
    if (round !== this.round) return false;
    this.lastError = undefined;
    this.failuresInARow = 0;
    this.lastGood = this.clock.now();
    return true;
  }

  private failed(error: unknown, round: number, signal: AbortSignal): boolean {
    if (round === this.round && !signal.aborted && !(error instanceof CancelledError)) {
      this.lastError = error;
      this.failuresInARow++;
    }
    return false;
  }

  /** @param round of the refresh that read this; what was changed from here during it or later is left alone */
  private merge(tasks: readonly Task[], gone: readonly string[], round: number): void {
    const added: Task[] = [];
    const changed: Task[] = [];
    const removed: string[] = [];
    const isNewerHere = (id: string): boolean => (this.touchedIn.get(id) ?? -Infinity) >= round;
    for (const task of tasks) {
      if (isNewerHere(task.id)) continue;
      const before = this.byId.get(task.id);
      if (before && sameTask(before, task)) continue;
      (before ? changed : added).push(task);
      this.byId.set(task.id, task);
    }
    for (const id of gone) if (!isNewerHere(id) && this.byId.delete(id)) removed.push(id);
    if (added.length + changed.length + removed.length === 0) return;
    this.announce({ added, changed, removed });
    this.saveSoon();
  }

  private announce(changes: TaskChanges): void {
    this.sorted = undefined;
    this.emitter.fire(changes);
  }

  /** @param round nothing is restored once a later refresh has begun */
  private async restore(key: string, round: number): Promise<void> {
    const text = await this.options.storage?.read(key).catch(() => undefined);
    if (round !== this.round || key !== this.key || text === undefined) return;
    const tasks = parseSnapshot(text).filter((task) => !this.byId.has(task.id));
    for (const task of tasks) this.byId.set(task.id, task);
    if (tasks.length > 0) this.announce({ ...NOTHING, added: tasks });
  }

  private saveSoon(): void {
    if (!this.options.storage || this.saving) return;
    this.saving = setTimeout(() => void this.flush(), SAVE_AFTER_MS);
    this.saving.unref();
  }
}

/** Reads tasks by their ids, a few at once. Not found and not allowed both mean gone; any other failure is thrown. */
async function readSingly(
  source: TaskSource,
  ids: readonly string[],
  options: CallOptions,
): Promise<{ tasks: Task[]; gone: string[] }> {
  const tasks: Task[] = [];
  const gone: string[] = [];
  const queue = [...ids];
  const worker = async (): Promise<void> => {
    for (let id = queue.shift(); id !== undefined; id = queue.shift()) {
      try {
        tasks.push(await source.get(id, options));
      } catch (error) {
        if (!isNotFound(error) && !isPermission(error)) throw error;
        gone.push(id);
      }
    }
  };
  await Promise.all(Array.from({ length: READS_AT_ONCE }, worker));
  return { tasks, gone };
}

function sameTask(a: Task, b: Task): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
