import type { Todo } from '../../../todo';
import type { RowSource } from '../../shared/model/liveRows';
import {
  folderTree,
  groupTodos,
  namesOf,
  TodoWords,
  type ShownFile,
  type ShownTodo,
  type TodoFile,
  type TodoFolder,
  type TodoGroup,
  type TodoGrouping,
} from './todoGroups';

/** A TODO by its place: what the create and open commands take. */
export interface TodoPlace<U> {
  readonly uri: U;
  /** 0-based line of the tag. */
  readonly line: number;
  readonly todo: Todo;
  readonly taskId: string | undefined;
}

/** The TODOs a row stands for, those that a filter hides left out. */
interface Holder<U> {
  readonly todos: () => readonly TodoPlace<U>[];
  readonly count: number;
}

/** A row of the TODOs view. `U` is how files are named outside of the model. */
export type TodoRow<U> =
  | (Holder<U> & {
      readonly kind: 'folder';
      readonly id: string;
      readonly root: string;
      readonly path: string;
      readonly name: string;
    })
  | (Holder<U> & { readonly kind: 'file'; readonly id: string; readonly uri: U; readonly path: string })
  | (Holder<U> & {
      readonly kind: 'group';
      readonly id: string;
      readonly by: 'tag' | 'assignee' | 'link';
      readonly key: string | undefined;
    })
  | (TodoPlace<U> & { readonly kind: 'todo'; readonly id: string; readonly path: string })
  | { readonly kind: 'more'; readonly id: string; readonly of: string; readonly left: number };

export interface TodoTreeState<U> {
  readonly files: readonly ShownFile<U>[];
  /** Names of the workspace folders that have any. */
  readonly roots: readonly string[];
  readonly group: TodoGrouping;
  /** What shows on a linked TODO beside its own words: how its task stands. */
  readonly stateOf: (taskId: string) => unknown;
}

/** So many rows below one are shown at first; the person may ask for more. */
export const SLICE = 100;
/** And so many more with each wish. */
export const MORE = 400;

/** The rows of the TODOs view, made when they are asked for. */
export class TodoRows<U> implements RowSource<TodoRow<U>> {
  private readonly limits = new Map<string, number>();
  private folders = new Map<string, TodoFolder<U>>();
  private groups = new Map<string, TodoGroup<U>>();
  private files = new Map<string, ShownFile<U>>();
  /** Kept as long as the TODOs of a file are the same. */
  private readonly names = new WeakMap<readonly Todo[], ReadonlyMap<Todo, string>>();
  private trees: readonly TodoFolder<U>[] = [];
  private grouped: readonly TodoGroup<U>[] = [];
  private all: readonly ShownTodo<U>[] = [];
  private state: TodoTreeState<U> = { files: [], roots: [], group: 'folder', stateOf: () => undefined };

  /** @param known remembers what was read out of TODOs */
  constructor(private readonly known = new TodoWords()) {}

  /** What there is to show from now on. */
  set(state: TodoTreeState<U>): void {
    const { files, group, roots } = state;
    this.state = state;
    this.folders = new Map();
    this.groups = new Map();
    this.files = new Map(files.map((one) => [fileId(one.file), one]));
    const isByWords = group === 'tag' || group === 'assignee' || group === 'link';
    this.trees =
      group === 'folder'
        ? roots.map((root) =>
            folderTree(
              files.filter(({ file }) => file.root === root),
              root,
            ),
          )
        : [];
    this.grouped = isByWords ? groupTodos(files, group, this.known) : [];
    this.all = group === 'none' ? files.flatMap(shownIn) : [];
  }

  /** Shows more rows below one from now on. */
  showMore(id: string): void {
    this.limits.set(id, (this.limits.get(id) ?? SLICE) + MORE);
  }

  /** Another grouping or filter begins with the first rows again. */
  showLess(): void {
    this.limits.clear();
  }

  children(row?: TodoRow<U>): readonly TodoRow<U>[] {
    if (!row) return this.roots();
    const { id } = row;
    switch (row.kind) {
      case 'folder': {
        const folder = this.folders.get(id);
        return folder ? this.inside(id, folder) : [];
      }
      case 'file': {
        const file = this.files.get(id);
        return file ? this.slice(id, shownIn(file), (shown) => this.todoRow(id, shown)) : [];
      }
      case 'group':
        return this.slice(id, this.groups.get(id)?.todos ?? [], (shown) => this.todoRow(id, shown));
      default:
        return [];
    }
  }

  look(row: TodoRow<U>): readonly unknown[] {
    switch (row.kind) {
      case 'folder':
        return [row.name, row.count];
      case 'file':
      case 'group':
        return [row.count];
      case 'more':
        return [row.left];
      case 'todo': {
        const { tag, title, description, line, column } = row.todo;
        const state = row.taskId === undefined ? undefined : this.state.stateOf(row.taskId);
        return [tag, title, description, line, column, row.taskId, state];
      }
    }
  }

  /** Is a row the one of a TODO, or above it? Without a line, of a file. */
  leadsTo(row: TodoRow<U>, key: string, line?: number): boolean {
    const file = this.files.get(`file:${key}`);
    if (!file) return false;
    const { path, root } = file.file;
    switch (row.kind) {
      case 'folder':
        return row.root === root && (row.path === '' || path.startsWith(`${row.path}/`));
      case 'file':
        return row.id === fileId(file.file);
      case 'group':
        return line !== undefined && !!this.groups.get(row.id)?.todos.some((one) => isAt(one, key, line));
      case 'todo':
        return row.line === line && row.uri === file.file.uri;
      case 'more':
        return false;
    }
  }

  private roots(): readonly TodoRow<U>[] {
    const { files, group } = this.state;
    switch (group) {
      case 'folder': {
        const [only, ...others] = this.trees;
        if (!only) return [];
        return others.length === 0 ? this.inside('', only) : this.trees.map((tree) => this.folderRow(tree));
      }
      case 'file':
        return this.slice('', files, fileRow);
      case 'none':
        return this.slice('', this.all, (shown) => this.todoRow('', shown));
      default:
        return this.slice('', this.grouped, (one) => this.groupRow(group, one));
    }
  }

  private inside(id: string, { folders, files }: TodoFolder<U>): readonly TodoRow<U>[] {
    return this.slice<TodoFolder<U> | ShownFile<U>>(id, [...folders, ...files], (one) =>
      'file' in one ? fileRow(one) : this.folderRow(one),
    );
  }

  private folderRow(folder: TodoFolder<U>): TodoRow<U> {
    const { root, path, name, count } = folder;
    const id = `folder:${root}/${path}`;
    this.folders.set(id, folder);
    return { kind: 'folder', id, root, path, name: name || root, count, todos: () => places(todosIn(folder)) };
  }

  private groupRow(by: 'tag' | 'assignee' | 'link', group: TodoGroup<U>): TodoRow<U> {
    const id = `group:${by}:${group.key?.toLowerCase() ?? ''}`;
    this.groups.set(id, group);
    return { kind: 'group', id, by, key: group.key, count: group.todos.length, todos: () => places(group.todos) };
  }

  private todoRow(parent: string, { file, todo }: ShownTodo<U>): TodoRow<U> {
    let names = this.names.get(file.todos);
    if (!names) this.names.set(file.todos, (names = namesOf(file.todos)));
    const id = `${parent}|${file.key}|${names.get(todo) ?? ''}`;
    return { kind: 'todo', id, path: file.path, ...place({ file, todo }) };
  }

  /** Makes only the rows that are shown. */
  private slice<T>(id: string, items: readonly T[], rowOf: (item: T) => TodoRow<U>): readonly TodoRow<U>[] {
    const limit = this.limits.get(id) ?? SLICE;
    const rows = items.slice(0, limit).map(rowOf);
    return items.length > limit ? [...rows, more(id, items.length - limit)] : rows;
  }
}

function more<U>(id: string, left: number): TodoRow<U> {
  return { kind: 'more', id: `${id}/more`, of: id, left };
}

function isAt<U>({ file, todo }: ShownTodo<U>, key: string, line: number): boolean {
  return file.key === key && todo.line === line;
}

function fileId<U>({ key }: TodoFile<U>): string {
  return `file:${key}`;
}

function fileRow<U>(shown: ShownFile<U>): TodoRow<U> {
  const { uri, path } = shown.file;
  return {
    kind: 'file',
    id: fileId(shown.file),
    uri,
    path,
    count: shown.todos.length,
    todos: () => places(shownIn(shown)),
  };
}

function place<U>({ file, todo }: ShownTodo<U>): TodoPlace<U> {
  return { uri: file.uri, line: todo.line, todo, taskId: todo.taskId };
}

function places<U>(todos: readonly ShownTodo<U>[]): readonly TodoPlace<U>[] {
  return todos.map(place);
}

function todosIn<U>({ folders, files }: TodoFolder<U>): readonly ShownTodo<U>[] {
  return [...folders.flatMap(todosIn), ...files.flatMap(shownIn)];
}

function shownIn<U>({ file, todos }: ShownFile<U>): readonly ShownTodo<U>[] {
  return todos.map((todo) => ({ file, todo }));
}
