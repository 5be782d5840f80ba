import * as vscode from 'vscode';
import { Owner } from '../../platform/disposables';
import { errorText } from '../../platform/log';
import { dueStatusAt } from '../../tasks';
import type { Services } from '../services';
import { LiveRows } from '../shared/model/liveRows';
import type { ViewState } from '../shared/viewState';
import { filterTodos, TodoWords, type TodoFile, type TodoView } from './model/todoGroups';
import { TodoRows } from './model/todoRows';
import {
  fileItem,
  folderItem,
  groupItem,
  moreItem,
  todoItem,
  todoTooltip,
  type Folding,
  type TaskState,
  type TodoNode,
} from './todoItems';
import type { TodoCounts } from './todoViewState';

export type { TodoNode } from './todoItems';

/** A bulk of creations changes tasks and code many times a second: what changed is drawn once. */
const REDRAW_MS = 50;
/** Tasks of TODOs that were looked at and are not known yet are read together. */
const READ_MS = 500;
const MAX_READS = 50;
/** More TODOs than that, and files are folded; more than that in files that are folded, and folders are, too. */
const MAX_OPEN_TODOS = 200;
const MAX_OPEN_FILES = 200;

type Needs = Pick<Services, 'accounts' | 'log' | 'store' | 'todos'>;

/** The TODOs view's data: the TODOs of the workspace in folders and files, or grouped by what they say. */
export class TodoTree extends Owner implements vscode.TreeDataProvider<TodoNode> {
  private readonly emitter = this.register(new vscode.EventEmitter<TodoNode[] | undefined>());
  private readonly updateEmitter = this.register(new vscode.EventEmitter<void>());
  private readonly words = new TodoWords();
  private readonly rows = new TodoRows<vscode.Uri>(this.words);
  private readonly live = new LiveRows<TodoNode>(this.rows);
  private readonly places = new Map<string, Omit<TodoFile<vscode.Uri>, 'todos'>>();
  private readonly asked = new Set<string>();
  private readonly wanted = new Set<string>();
  private folding: Folding = { folders: false, files: false };
  private statusOf = dueStatusAt(Date.now());
  private shown = 0;
  private stale = true;
  private timer: NodeJS.Timeout | undefined;
  private readTimer: NodeJS.Timeout | undefined;
  readonly onDidChangeTreeData = this.emitter.event;
  /** Fired when what the tree shows was looked at anew. */
  readonly onDidUpdate = this.updateEmitter.event;

  constructor(
    private readonly services: Needs,
    private readonly view: ViewState<TodoView>,
  ) {
    super();
    this.register({ dispose: () => clearTimeout(this.timer) });
    this.register({ dispose: () => clearTimeout(this.readTimer) });
    this.register(services.todos.onDidChange((changed) => changed && this.updateSoon()));
    this.register(services.store.onDidChange(() => this.tasksChanged()));
    this.register(services.accounts.onDidChange(() => this.accountChanged()));
    this.register(view.onDidChange(() => this.viewChanged()));
    this.register(vscode.workspace.onDidChangeWorkspaceFolders(() => this.foldersChanged()));
    this.register(vscode.window.onDidChangeActiveTextEditor(() => view.value.currentFile && this.updateSoon()));
  }

  get counts(): TodoCounts {
    this.freshen();
    return { ...this.services.todos.count(), shown: this.shown };
  }

  getChildren(node?: TodoNode): TodoNode[] {
    this.freshen();
    const children = this.live.children(node);
    this.learnStates(children);
    return children;
  }

  getParent(node: TodoNode): TodoNode | undefined {
    return this.live.parentOf(node);
  }

  getTreeItem(node: TodoNode): vscode.TreeItem {
    const { group } = this.view.value;
    switch (node.kind) {
      case 'folder':
        return folderItem(node, this.folding);
      case 'file':
        return fileItem(node, this.folding, group !== 'folder');
      case 'group':
        return groupItem(node, this.folding);
      case 'todo': {
        const state = node.taskId === undefined ? undefined : this.stateOf(node.taskId);
        return todoItem(node, state, group !== 'folder' && group !== 'file');
      }
      case 'more':
        return moreItem(node);
    }
  }

  resolveTreeItem(item: vscode.TreeItem, node: TodoNode): vscode.TreeItem {
    if (node.kind === 'todo') item.tooltip = todoTooltip(node);
    return item;
  }

  /** Shows more rows below one. */
  showMore(row: TodoNode): void {
    if (row?.kind !== 'more') return;
    this.rows.showMore(row.of);
    this.update(false);
  }

  /** The row of a TODO, or without a line of a file; undefined where it is not shown. */
  rowOf(uri: vscode.Uri, line?: number): TodoNode | undefined {
    // What is drawn has to be what is compared with.
    if (this.timer) this.update();
    this.freshen();
    const key = uri.toString();
    let found: TodoNode | undefined;
    for (let rows = this.live.children(); ; rows = this.live.children(found)) {
      found = rows.find((row) => this.rows.leadsTo(row, key, line));
      if (!found || found.kind === 'todo' || (found.kind === 'file' && line === undefined)) return found;
    }
  }

  private updateSoon(): void {
    this.stale = true;
    this.timer ??= setTimeout(() => this.update(), REDRAW_MS);
  }

  /** The TODOs are the same, but how their tasks stand may be not. */
  private tasksChanged(): void {
    this.timer ??= setTimeout(() => this.update(), REDRAW_MS);
  }

  private viewChanged(): void {
    this.rows.showLess();
    this.update(true);
  }

  private accountChanged(): void {
    this.asked.clear();
    this.learnStates(this.live.all());
  }

  private foldersChanged(): void {
    this.places.clear();
    this.updateSoon();
  }

  private update(stale = this.stale): void {
    clearTimeout(this.timer);
    this.timer = undefined;
    this.stale = stale;
    this.statusOf = dueStatusAt(Date.now());
    this.freshen();
    const changed = this.live.changes();
    if (changed.includes(undefined)) this.emitter.fire(undefined);
    else if (changed.length > 0) this.emitter.fire(changed as TodoNode[]);
    this.updateEmitter.fire();
  }

  /** Works out what there is to show, where that may be different from the last time. */
  private freshen(): void {
    if (!this.stale) return;
    this.stale = false;
    const view = this.view.value;
    const all = this.services.todos.files().map(({ uri, todos }) => ({ ...this.placeOf(uri), todos }));
    const current = vscode.window.activeTextEditor?.document.uri.toString();
    const files = filterTodos(all, view, current, this.words);
    this.shown = files.reduce((sum, { todos }) => sum + todos.length, 0);
    this.folding = { files: this.shown > MAX_OPEN_TODOS, folders: files.length > MAX_OPEN_FILES };
    // Folders of the same name are shown as one.
    const roots = [...new Set(files.map(({ file }) => file.root))];
    this.rows.set({ files, roots, group: view.group, stateOf: (taskId) => this.stateOf(taskId) });
  }

  private placeOf(uri: vscode.Uri): Omit<TodoFile<vscode.Uri>, 'todos'> {
    const key = uri.toString();
    const known = this.places.get(key);
    if (known) return known;
    const root = vscode.workspace.getWorkspaceFolder(uri)?.name ?? '';
    const place = { key, uri, root, path: vscode.workspace.asRelativePath(uri, false) };
    this.places.set(key, place);
    return place;
  }

  private stateOf(taskId: string): TaskState {
    const { store } = this.services;
    const task = store.get(taskId);
    if (task) return this.statusOf(task);
    return store.isMissing(taskId) ? 'missing' : 'unknown';
  }

  /** Reads the tasks of rows that were looked at, a few at a time, each once. */
  private learnStates(rows: Iterable<TodoNode>): void {
    for (const row of rows) {
      if (row.kind !== 'todo' || row.taskId === undefined) continue;
      if (this.stateOf(row.taskId) === 'unknown' && !this.asked.has(row.taskId)) this.wanted.add(row.taskId);
    }
    if (this.wanted.size > 0) this.readTimer ??= setTimeout(() => void this.readWanted(), READ_MS);
  }

  private async readWanted(): Promise<void> {
    this.readTimer = undefined;
    const { accounts, log, store } = this.services;
    if (!accounts.current || !vscode.workspace.isTrusted) return;
    const ids = [...this.wanted].filter((id) => this.stateOf(id) === 'unknown').slice(0, MAX_READS);
    // The list that is being read may hold them.
    if (!store.isRefreshing) {
      for (const id of ids) {
        this.wanted.delete(id);
        this.asked.add(id);
      }
      await store.ensure(ids, { priority: 'bulk' }).catch((error: unknown) => {
        log.warn(`tasks of the TODOs in the view: ${errorText(error)}`);
      });
    }
    if (this.wanted.size > 0 && ids.length > 0) this.readTimer ??= setTimeout(() => void this.readWanted(), READ_MS);
  }
}
