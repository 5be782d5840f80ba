import * as vscode from 'vscode';
import type { Task } from '../../feishu';
import { uiLocale } from '../../platform/locale';
import { Owner } from '../../platform/disposables';
import { dueStatusAt, type DueStatus } from '../../tasks';
import type { Services } from '../services';
import { LiveRows } from '../shared/model/liveRows';
import type { ViewState } from '../shared/viewState';
import { groupTasks, taskFilter, type TaskGroup, type TaskView } from './model/taskGroups';
import { TaskRows, type TaskRow, type TaskTreeState } from './model/taskRows';
import type { TasklistPages } from './model/tasklistPages';
import {
  emptyItem,
  groupItem,
  moreItem,
  outboxItem,
  personItem,
  problemItem,
  taskItem,
  tasklistItem,
  waitingItem,
} from './taskItems';
import { taskTooltip } from './taskText';

const REDRAW_MS = 50;

export type TaskNode = TaskRow;

/** What the tree shows, in numbers. */
export interface TaskCounts {
  readonly total: number;
  /** After the filter. */
  readonly shown: number;
  /** Of all, whatever the filter: overdue ones of the person, or of everybody where an app looks. */
  readonly overdue: number;
}

/** Everything that is worked out from the tasks, once per change. */
interface Arranged {
  readonly groups: readonly TaskGroup[];
  readonly counts: TaskCounts;
  readonly statusOf: (task: Task) => DueStatus;
  readonly state: TaskTreeState;
}

type Needs = Pick<Services, 'store' | 'outbox' | 'directory' | 'accounts' | 'errors' | 'log'>;

/** The Tasks view's data: what waits in the outbox, then the tasks in their groups, each with its people. */
export class TaskTree extends Owner implements vscode.TreeDataProvider<TaskNode> {
  private readonly emitter = this.register(new vscode.EventEmitter<TaskNode[] | undefined>());
  private readonly updateEmitter = this.register(new vscode.EventEmitter<void>());
  private readonly rows = new TaskRows(() => this.arrange().state);
  private readonly live = new LiveRows<TaskNode>(this.rows);
  private readonly madeFromCode = new WeakMap<Task, boolean>();
  /** Ids of the tasks whose people are shown: a task that goes to another group stays open. */
  private readonly opened = new Set<string>();
  private arranged: Arranged | undefined;
  private timer: NodeJS.Timeout | undefined;
  readonly onDidChangeTreeData = this.emitter.event;
  /** Fired when what the tree shows was looked at anew. */
  readonly onDidUpdate = this.updateEmitter.event;

  constructor(
    private readonly services: Needs,
    private readonly view: ViewState<TaskView>,
    private readonly lists: TasklistPages,
  ) {
    super();
    this.register({ dispose: () => clearTimeout(this.timer) });
    this.register(services.store.onDidChange(() => this.updateSoon()));
    this.register(services.outbox.onDidChange(() => this.updateSoon()));
    this.register(services.accounts.onDidChange(() => this.updateSoon()));
    this.register(view.onDidChange(() => this.viewChanged()));
  }

  get counts(): TaskCounts {
    return this.arrange().counts;
  }

  /** A bulk of creations changes the outbox many times a second: what changed is drawn once. */
  updateSoon(): void {
    this.timer ??= setTimeout(() => this.update(), REDRAW_MS);
  }

  /** Draws every row anew: after a failed action the checkboxes must show what is true. */
  redraw(): void {
    this.arranged = undefined;
    this.emitter.fire(undefined);
  }

  /** The person opened or closed a row. */
  rowToggled(row: TaskNode, isOpen: boolean): void {
    if (row.kind !== 'task') return;
    if (isOpen) this.opened.add(row.task.id);
    else this.opened.delete(row.task.id);
  }

  /** Shows more rows of a group, or reads more of a tasklist. */
  async showMore(row: TaskNode): Promise<void> {
    if (row?.kind !== 'more') return;
    if (row.left === undefined) return this.lists.more(row.of);
    this.rows.showMore(row.of);
    this.update();
  }

  async getChildren(node?: TaskNode): Promise<TaskNode[]> {
    if (!this.services.accounts.current) return this.live.children(node);
    if (this.view.value.group === 'tasklist') {
      if (!node) await this.lists.ensureLists();
      if (node?.kind === 'tasklist') await this.lists.ensureTasks(node.tasklist.guid);
    }
    return this.live.children(node);
  }

  /** The row of a task, to be revealed; undefined where it is not shown. */
  rowOf(taskId: string): TaskNode | undefined {
    const group = this.arrange().groups.find(({ tasks }) => tasks.some(({ id }) => id === taskId));
    if (!group) return undefined;
    const isFlat = this.view.value.group === 'none';
    const groupId = isFlat ? group.key : `group:${group.key}`;
    this.rows.showAtLeast(groupId, group.tasks.findIndex(({ id }) => id === taskId) + 1);
    // What is drawn has to be what is compared with.
    this.update();
    const roots = this.live.children();
    const rows = isFlat ? roots : this.live.children(roots.find(({ id }) => id === groupId));
    return rows.find((row) => row.kind === 'task' && row.task.id === taskId);
  }

  getParent(node: TaskNode): TaskNode | undefined {
    return this.live.parentOf(node);
  }

  getTreeItem(node: TaskNode): vscode.TreeItem | Promise<vscode.TreeItem> {
    switch (node.kind) {
      case 'task':
        return taskItem(node, {
          status: this.arrange().statusOf(node.task),
          hasCode: this.isFromCode(node.task),
          isOpened: this.opened.has(node.task.id),
        });
      case 'person':
        return personItem(node);
      case 'outbox':
        return outboxItem(node);
      case 'waiting':
        return waitingItem(node);
      case 'group':
        return groupItem(node, this.view.value.group !== 'tasklist');
      case 'tasklist':
        return tasklistItem(node);
      case 'more':
        return moreItem(node);
      case 'empty':
        return emptyItem(node);
      case 'problem': {
        const { errors, store } = this.services;
        return problemItem(node, errors.explain(node.error).message, node.guid ? undefined : store.refreshedAt);
      }
    }
  }

  /** Tooltips are made when they are looked at. A task that only its list told about is read then, too. */
  async resolveTreeItem(item: vscode.TreeItem, node: TaskNode): Promise<vscode.TreeItem> {
    const { directory, errors, store } = this.services;
    if (node.kind === 'task') {
      if (!store.get(node.task.id)) await store.ensure([node.task.id]).catch(() => undefined);
      item.tooltip = await taskTooltip(store.get(node.task.id) ?? node.task, directory);
    } else if (node.kind === 'waiting') {
      const { title, place } = node.view.draft;
      const why = node.view.error && errors.explainStored(node.view.error).message;
      item.tooltip = [title, place.path, why].filter(Boolean).join('\n\n');
    }
    return item;
  }

  private update(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
    this.arranged = undefined;
    const changed = this.live.changes();
    if (changed.includes(undefined)) this.emitter.fire(undefined);
    else if (changed.length > 0) this.emitter.fire(changed as TaskNode[]);
    this.updateEmitter.fire();
  }

  private viewChanged(): void {
    this.rows.showLess();
    this.update();
  }

  private arrange(): Arranged {
    return (this.arranged ??= this.services.accounts.current ? this.arrangeTasks() : this.nothing());
  }

  private arrangeTasks(): Arranged {
    const { accounts, directory, outbox, store } = this.services;
    const view = this.view.value;
    const now = Date.now();
    const me = accounts.current?.me?.id;
    const statusOf = dueStatusAt(now);
    const namesOf = (id: string): string[] => {
      const { name, enName = '', email = '' } = directory.byId(id);
      return [name, enName, email];
    };
    const isFromCode = (task: Task): boolean => this.isFromCode(task);
    const groups = groupTasks(store.tasks, view, { statusOf, me, namesOf, isFromCode, locale: uiLocale() });
    const counts = {
      total: store.tasks.length,
      shown: groups.reduce((sum, { tasks }) => sum + tasks.length, 0),
      overdue: store.tasks.filter(
        (task) => statusOf(task) === 'overdue' && (me === undefined || task.assigneeIds.includes(me)),
      ).length,
    };
    // "Today" is another day after midnight.
    const today = new Date(now).toDateString();
    const { lists } = this;
    const state: TaskTreeState = {
      error: store.error,
      waiting: outbox.list().filter(({ state: sent }) => sent !== 'done'),
      groups,
      taskOf: (id) => store.get(id),
      personOf: (id) => directory.byId(id),
      extrasOf: (task) => [statusOf(task), isFromCode(task), today],
      ...(view.group === 'tasklist' && {
        lists: {
          all: lists.all ?? [],
          error: lists.error,
          tasks: (guid: string) => lists.get(guid),
          shows: taskFilter(view, { namesOf }),
        },
      }),
    };
    return { groups, counts, statusOf, state };
  }

  private nothing(): Arranged {
    const { directory } = this.services;
    const state: TaskTreeState = {
      error: undefined,
      waiting: [],
      groups: [],
      taskOf: () => undefined,
      personOf: (id) => directory.byId(id),
      extrasOf: () => [],
    };
    return { groups: [], counts: { total: 0, shown: 0, overdue: 0 }, statusOf: dueStatusAt(Date.now()), state };
  }

  /** Reading a task's `extra` costs more than all else that is done with it here. */
  private isFromCode(task: Task): boolean {
    const known = this.madeFromCode.get(task);
    if (known !== undefined) return known;
    const found = this.services.store.placeOf(task.id) !== undefined;
    this.madeFromCode.set(task, found);
    return found;
  }
}
