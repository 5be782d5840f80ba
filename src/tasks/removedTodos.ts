import type { Clock } from '../feishu/clock';
import type { KeyValueState } from './links';

/** A linked TODO that is no longer where it was. */
export interface GoneTodo {
  readonly taskId: string;
  readonly title: string;
  readonly uri: string;
}

/** What is known of the workspace and of Feishu when a question is due. */
export interface RemovalFacts {
  /** Does the task's link stand anywhere in the workspace? */
  isLinked(taskId: string): boolean;
  /** Does the TODO stand in its file without its link? Then it was unlinked, not removed. */
  isUnlinked(gone: GoneTodo): boolean;
  /** Is the task known to be open? */
  isOpen(taskId: string): boolean;
}

/** What was cut may be pasted elsewhere meanwhile. */
export const GRACE_MS = 8_000;
const KEY = 'feishuTodo.askedAboutRemoved';
const MAX_REMEMBERED = 1_000;

/**
 * Finds out which TODOs a person removed whose tasks may now be complete. A TODO counts as removed once the edit is
 * saved (or its file deleted from the editor) and the link stands nowhere in the workspace for a while after: cutting
 * and pasting, renaming, undoing and closing without saving are no removals. What other programs do to files, such as
 * switching branches, is not looked at. About each task is asked once, ever.
 */
export class RemovedTodos {
  private readonly unsaved = new Map<string, GoneTodo>();
  private readonly settled = new Map<string, { readonly gone: GoneTodo; readonly at: number }>();

  constructor(
    private readonly state: KeyValueState,
    private readonly clock: Pick<Clock, 'now'>,
  ) {}

  /** An edit in an editor took the TODO away; nothing follows before the file is saved. */
  edited(gone: GoneTodo): void {
    if (!this.settled.has(gone.taskId)) this.unsaved.set(gone.taskId, gone);
  }

  /** A document was saved: what its edits removed is removed. @returns whether there is something to look at later */
  saved(uri: string): boolean {
    for (const gone of [...this.unsaved.values()]) if (gone.uri === uri) this.settle(gone);
    return this.settled.size > 0;
  }

  /** The person deleted the file (or folder) that held these. */
  deleted(gone: readonly GoneTodo[]): void {
    for (const one of gone) this.settle(one);
  }

  /** A document was closed: what was not saved did not happen. */
  closed(uri: string): void {
    for (const [taskId, gone] of this.unsaved) if (gone.uri === uri) this.unsaved.delete(taskId);
  }

  /** The tasks that `take` will want to know about. */
  get waiting(): readonly string[] {
    return [...this.settled.keys()];
  }

  /** Milliseconds until `take` may have something to say; undefined where nothing is waited for. */
  get dueIn(): number | undefined {
    if (this.settled.size === 0) return undefined;
    const last = Math.max(...[...this.settled.values()].map(({ at }) => at));
    return Math.max(0, last + GRACE_MS - this.clock.now());
  }

  /** The TODOs to ask about now; each is asked about once, whatever the answer. */
  async take(facts: RemovalFacts): Promise<readonly GoneTodo[]> {
    if (this.dueIn !== 0) return [];
    const waited = [...this.settled.values()].map(({ gone }) => gone);
    this.settled.clear();
    const asked = new Set(this.asked);
    const removed = waited.filter(
      (gone) =>
        !asked.has(gone.taskId) && !facts.isLinked(gone.taskId) && !facts.isUnlinked(gone) && facts.isOpen(gone.taskId),
    );
    if (removed.length > 0) {
      const all = [...removed.map(({ taskId }) => taskId), ...this.asked];
      await this.state.update(KEY, all.slice(0, MAX_REMEMBERED));
    }
    return removed;
  }

  private settle(gone: GoneTodo): void {
    this.unsaved.delete(gone.taskId);
    this.settled.set(gone.taskId, { gone, at: this.clock.now() });
  }

  private get asked(): readonly string[] {
    const stored = this.state.get<unknown>(KEY);
    return Array.isArray(stored) ? stored.filter((one) => typeof one === 'string') : [];
  }
}
