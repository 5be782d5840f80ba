import type { Todo } from '../../../todo';
import { filterWords, searchable } from '../../shared/model/searchable';

export const TODO_GROUPINGS = ['folder', 'file', 'tag', 'assignee', 'link', 'none'] as const;
export const TODO_LINKS = ['all', 'linked', 'unlinked'] as const;
export type TodoGrouping = (typeof TODO_GROUPINGS)[number];

/** How a person wants to see the TODOs. */
export interface TodoView {
  readonly group: TodoGrouping;
  /** Words that stand in the TODO's text, its references or its path; empty: all. */
  readonly text: string;
  /** Tags that are shown; none: all. */
  readonly tags: readonly string[];
  /** Shows all, those with a task, or those without. */
  readonly link: (typeof TODO_LINKS)[number];
  /** Only those of the file in the active editor. */
  readonly currentFile: boolean;
}

export const DEFAULT_TODO_VIEW: TodoView = { group: 'folder', text: '', tags: [], link: 'all', currentFile: false };

/** A file and its TODOs. `U` is how the file is named outside of the model. */
export interface TodoFile<U> {
  /** Its URI as text. */
  readonly key: string;
  readonly uri: U;
  /** Name of the workspace folder it is in. */
  readonly root: string;
  /** In its workspace folder, with `/`. */
  readonly path: string;
  readonly todos: readonly Todo[];
}

/** A file with the TODOs of it that are shown: at least one. */
export interface ShownFile<U> {
  readonly file: TodoFile<U>;
  readonly todos: readonly Todo[];
}

/** A TODO that is shown. */
export interface ShownTodo<U> {
  readonly file: TodoFile<U>;
  readonly todo: Todo;
}

/** A folder with everything in it that is shown. Folders that hold just another folder are one with it. */
export interface TodoFolder<U> {
  readonly root: string;
  /** In its workspace folder; empty for that itself. */
  readonly path: string;
  /** What it is called below the folder above, `a/b` where it is one with others. */
  readonly name: string;
  readonly folders: readonly TodoFolder<U>[];
  readonly files: readonly ShownFile<U>[];
  readonly count: number;
}

export interface TodoGroup<U> {
  /** The tag, the name as first written, or the state; undefined for TODOs that name nobody. */
  readonly key: string | undefined;
  readonly todos: readonly ShownTodo<U>[];
}

/** Does anything but the grouping keep TODOs from being shown? */
export function isFiltered({ text, tags, link, currentFile }: TodoView): boolean {
  return text.trim() !== '' || tags.length > 0 || link !== 'all' || currentFile;
}

/**
 * The TODOs that a view shows, by file.
 * @param files in order
 * @param current `key` of the file in the active editor
 * @param known remembers from one time to the next
 */
export function filterTodos<U>(
  files: readonly TodoFile<U>[],
  view: TodoView,
  current: string | undefined,
  known = new TodoWords(),
): readonly ShownFile<U>[] {
  const looked = view.currentFile ? files.filter(({ key }) => key === current) : files;
  const shown: ShownFile<U>[] = [];
  const matches = isFiltered({ ...view, currentFile: false }) ? todoFilter<U>(view, known) : undefined;
  for (const file of looked) {
    const todos = matches ? file.todos.filter((todo) => matches(file, todo)) : file.todos;
    if (todos.length > 0) shown.push({ file, todos });
  }
  return shown;
}

function todoFilter<U>({ text, tags, link }: TodoView, known: TodoWords): (file: TodoFile<U>, todo: Todo) => boolean {
  const words = filterWords(text);
  return ({ path }, todo) => {
    if (link !== 'all' && (todo.taskId !== undefined) !== (link === 'linked')) return false;
    if (tags.length > 0 && !tags.includes(todo.tag)) return false;
    if (words.length === 0) return true;
    const all = known.textOf(todo);
    const left = words.filter((word) => !all.includes(word));
    if (left.length === 0) return true;
    const inPath = searchable(path);
    return left.every((word) => inPath.includes(word));
  };
}

/** What is read out of TODOs to find and group them, each once as long as it is the same. */
export class TodoWords {
  private readonly texts = new WeakMap<Todo, string>();
  private readonly named = new WeakMap<Todo, readonly string[]>();

  /** Everything that is written in a TODO, as it is searched. */
  textOf(todo: Todo): string {
    let text = this.texts.get(todo);
    if (text === undefined) {
      text = searchable([todo.tag, todo.title, todo.description, ...this.peopleOf(todo)].join('\n'));
      this.texts.set(todo, text);
    }
    return text;
  }

  peopleOf(todo: Todo): readonly string[] {
    let names = this.named.get(todo);
    if (!names) this.named.set(todo, (names = people(todo)));
    return names;
  }
}

/** A name for each TODO of a file that does not change when lines come and go around it. */
export function namesOf(todos: readonly Todo[]): ReadonlyMap<Todo, string> {
  const count = new Map<string, number>();
  const names = new Map<Todo, string>();
  for (const todo of todos) {
    const words = `${todo.tag}:${todo.title}`;
    const nth = (count.get(words) ?? 0) + 1;
    count.set(words, nth);
    names.set(todo, nth === 1 ? words : `${words}#${nth}`);
  }
  return names;
}

/** The folder tree of some files, which stand in the order of their paths. */
export function folderTree<U>(files: readonly ShownFile<U>[], root: string): TodoFolder<U> {
  return folder(files, root, '', '');
}

/** @param path of the folder, ending with `/` unless empty; `above` is what the folder above is called in full */
function folder<U>(files: readonly ShownFile<U>[], root: string, path: string, above: string): TodoFolder<U> {
  const here: ShownFile<U>[] = [];
  const below = new Map<string, ShownFile<U>[]>();
  for (const one of files) {
    const end = one.file.path.indexOf('/', path.length);
    if (end < 0) {
      here.push(one);
      continue;
    }
    const name = one.file.path.slice(path.length, end);
    const known = below.get(name);
    if (known) known.push(one);
    else below.set(name, [one]);
  }
  const [only] = below;
  // The workspace folder itself is never one with another.
  if (only && path !== '' && below.size === 1 && here.length === 0) {
    return folder(only[1], root, `${path}${only[0]}/`, above);
  }
  return {
    root,
    path: path.slice(0, -1),
    name: path.slice(above.length, -1),
    folders: [...below].map(([name, inside]) => folder(inside, root, `${path}${name}/`, path)),
    files: here,
    count: files.reduce((sum, { todos }) => sum + todos.length, 0),
  };
}

/** The TODOs by tag, person or link. One that names several people is in the group of each. */
export function groupTodos<U>(
  files: readonly ShownFile<U>[],
  by: Extract<TodoGrouping, 'tag' | 'assignee' | 'link'>,
  known = new TodoWords(),
): readonly TodoGroup<U>[] {
  const groups = new Map<string, { key: string | undefined; todos: ShownTodo<U>[] }>();
  const ids = new Map<string | undefined, string>([[undefined, '']]);
  for (const { file, todos } of files) {
    for (const todo of todos) {
      for (const key of keysOf(todo, by, known)) {
        let id = ids.get(key);
        if (id === undefined) ids.set(key, (id = searchable(key!)));
        const known = groups.get(id);
        if (known) known.todos.push({ file, todo });
        else groups.set(id, { key, todos: [{ file, todo }] });
      }
    }
  }
  // What names nobody, or has no task, is what is to be done something about.
  return [...groups]
    .sort(([a], [b]) =>
      a === '' ? (by === 'assignee' ? 1 : -1) : b === '' ? (by === 'assignee' ? -1 : 1) : compare(a, b),
    )
    .map(([, group]) => group);
}

function keysOf(todo: Todo, by: 'tag' | 'assignee' | 'link', known: TodoWords): readonly (string | undefined)[] {
  if (by === 'tag') return [todo.tag];
  if (by === 'link') return [todo.taskId === undefined ? undefined : 'linked'];
  const names = known.peopleOf(todo);
  return names.length > 0 ? names : [undefined];
}

/** Who is named as the one to do it, each once: `TODO(alice)`, `TODO(@alice)`, `assignees: alice`. */
export function people({ references, options }: Pick<Todo, 'references' | 'options'>): readonly string[] {
  if (references.length === 0 && !options.assignees) return [];
  const all = references.filter(isName);
  for (const { text } of options.assignees ?? []) all.push(text);
  if (all.length === 0) return all;
  const known = new Map<string, string>();
  for (const written of all) {
    const name = written.replace(/^[@＠]/, '').trim();
    const id = searchable(name);
    if (name && !known.has(id)) known.set(id, name);
  }
  return [...known.values()];
}

/** `alice` or `@alice`; not `#123`, `SHOP-118`, `feishu:<id>`, `due: …`. */
function isName(reference: string): boolean {
  return /^[@＠]?\p{L}[\p{L}\p{N}._ -]*$/u.test(reference) && !/-\d+$/.test(reference);
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
