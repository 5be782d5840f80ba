import type { Todo } from './types';

/** A todo and the document it stands in. */
export interface LocatedTodo {
  uri: string;
  todo: Todo;
}

/** A todo that is still there, elsewhere in its document or in another one. */
export interface MovedTodo {
  from: LocatedTodo;
  to: LocatedTodo;
}

/** What one step changed. A todo whose words changed is both removed and added. */
export interface IndexChange {
  added: LocatedTodo[];
  removed: LocatedTodo[];
  moved: MovedTodo[];
}

interface Entry {
  disk?: readonly Todo[];
  open?: readonly Todo[];
}

export type IndexListener = (change: IndexChange) => void;

/**
 * The todos of a workspace by document URI. What an open document says wins over what was read from disk, and a
 * document's todos are always replaced as a whole, so none shows twice.
 */
export class TodoIndex {
  private readonly entries = new Map<string, Entry>();
  private readonly listeners = new Set<IndexListener>();
  private held: IndexChange | undefined;
  private depth = 0;

  /** Number of todos in all documents. */
  count = 0;

  /** Todos of one document, in order. */
  get(uri: string): readonly Todo[] {
    const entry = this.entries.get(uri);
    return entry?.open ?? entry?.disk ?? [];
  }

  /** Documents that have todos, with them. */
  *documents(): Generator<[uri: string, todos: readonly Todo[]]> {
    for (const uri of this.entries.keys()) {
      const todos = this.get(uri);
      if (todos.length > 0) yield [uri, todos];
    }
  }

  /** What is on disk, as a scan read it. Shows only while the document is not open. */
  setDisk(uri: string, todos: readonly Todo[]): void {
    this.set(uri, { ...this.entries.get(uri), disk: todos });
  }

  /** What an open document holds. */
  setOpen(uri: string, todos: readonly Todo[]): void {
    this.set(uri, { ...this.entries.get(uri), open: todos });
  }

  /** The document was closed: the disk counts again. */
  close(uri: string): void {
    this.set(uri, { disk: this.entries.get(uri)?.disk });
  }

  /** The file is gone; its document, if open, stays. */
  deleteDisk(uri: string): void {
    this.set(uri, { open: this.entries.get(uri)?.open });
  }

  /** The document goes by another URI. */
  rename(from: string, to: string): void {
    const entry = this.entries.get(from);
    if (entry === undefined || from === to) return;
    this.batch(() => {
      this.set(from, {});
      this.set(to, entry);
    });
  }

  /**
   * Drops what was read from disk for documents that `keep` refuses, as after a complete scan that did not see them.
   */
  retainDisk(keep: (uri: string) => boolean): void {
    this.batch(() => {
      for (const uri of [...this.entries.keys()]) if (!keep(uri)) this.deleteDisk(uri);
    });
  }

  /** Makes several steps one change. A todo that went from one document to another in it has moved. */
  batch(steps: () => void): void {
    this.depth++;
    try {
      steps();
    } finally {
      if (--this.depth === 0) this.fire();
    }
  }

  /** Calls `listener` after each change, until the returned function is called. */
  onDidChange(listener: IndexListener): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  private set(uri: string, entry: Entry): void {
    const before = this.get(uri);
    if (entry.disk === undefined && entry.open === undefined) this.entries.delete(uri);
    else this.entries.set(uri, entry);
    const after = this.get(uri);
    this.count += after.length - before.length;
    this.held ??= { added: [], removed: [], moved: [] };
    compare(uri, before, after, this.held);
    if (this.depth === 0) this.fire();
  }

  private fire(): void {
    const change = this.held;
    this.held = undefined;
    if (change === undefined) return;
    if (change.added.length > 0 && change.removed.length > 0) pairUp(change);
    if (change.added.length + change.removed.length + change.moved.length === 0) return;
    for (const listener of [...this.listeners]) listener(change);
  }
}

/** What makes two todos the same one: their words. */
function words(todo: Todo): string {
  return JSON.stringify([todo.tag, todo.taskId ?? '', todo.title, todo.description, todo.references]);
}

/** Books the difference between the old and the new todos of one document. */
function compare(uri: string, before: readonly Todo[], after: readonly Todo[], change: IndexChange): void {
  if (before === after) return;
  if (before.length === 0) {
    for (const todo of after) change.added.push({ uri, todo });
    return;
  }
  const old = new Map<string, Todo[]>();
  for (const todo of before) {
    const key = words(todo);
    const same = old.get(key);
    if (same === undefined) old.set(key, [todo]);
    else same.push(todo);
  }
  for (const todo of after) {
    // Equal ones keep their order: the first of the old is the first of the new.
    const match = old.get(words(todo))?.shift();
    if (match === undefined) change.added.push({ uri, todo });
    else if (match.range.start !== todo.range.start || match.line !== todo.line || match.column !== todo.column) {
      change.moved.push({ from: { uri, todo: match }, to: { uri, todo } });
    }
  }
  for (const rest of old.values()) for (const todo of rest) change.removed.push({ uri, todo });
}

/** A todo that was removed here and added there in one step has moved. */
function pairUp(change: IndexChange): void {
  const removed = new Map<string, LocatedTodo[]>();
  for (const item of change.removed) {
    const key = words(item.todo);
    removed.set(key, [...(removed.get(key) ?? []), item]);
  }
  change.added = change.added.filter((to) => {
    const from = removed.get(words(to.todo))?.shift();
    if (from !== undefined && (from.uri !== to.uri || from.todo.line !== to.todo.line)) change.moved.push({ from, to });
    return from === undefined;
  });
  const left = new Set([...removed.values()].flat());
  change.removed = change.removed.filter((item) => left.has(item));
}
