import type { Person, Task, Tasklist } from '../../../feishu';
import type { IntentView } from '../../../tasks';
import type { RowSource } from '../../shared/model/liveRows';
import type { TaskGroup, TaskGroupKey } from './taskGroups';
import type { ListedTasks } from './tasklistPages';

/** A row of the Tasks view. */
export type TaskRow =
  | { readonly kind: 'task'; readonly id: string; readonly task: Task; readonly tasklist: Tasklist | undefined }
  | {
      readonly kind: 'person';
      readonly id: string;
      readonly task: Task;
      readonly person: Person;
      readonly role: 'assignee' | 'follower';
    }
  | { readonly kind: 'outbox'; readonly id: 'outbox'; readonly count: number; readonly failed: number }
  | { readonly kind: 'waiting'; readonly id: string; readonly view: IntentView }
  | { readonly kind: 'group'; readonly id: string; readonly group: TaskGroupKey; readonly count: number }
  | { readonly kind: 'tasklist'; readonly id: string; readonly tasklist: Tasklist }
  /** Something could not be read; `guid` names the list, where it is one. */
  | { readonly kind: 'problem'; readonly id: string; readonly error: unknown; readonly guid: string | undefined }
  /** More rows of `of`: `left` of them are known, or an unknown number is still at Feishu. */
  | { readonly kind: 'more'; readonly id: string; readonly of: string; readonly left: number | undefined }
  /** Words in place of rows that there are none of. */
  | { readonly kind: 'empty'; readonly id: string };

/** What the rows are made of, as it is now. */
export interface TaskTreeState {
  readonly error: unknown;
  readonly waiting: readonly IntentView[];
  readonly groups: readonly TaskGroup[];
  /** Present where tasks are shown by tasklist. */
  readonly lists?: {
    readonly all: readonly Tasklist[];
    readonly error: unknown;
    readonly tasks: (guid: string) => ListedTasks | undefined;
    readonly shows: (task: Task) => boolean;
  };
  readonly taskOf: (id: string) => Task | undefined;
  readonly personOf: (id: string) => Person;
  /** What shows on a task beside its own fields: how it stands with its date, whether there is code. */
  readonly extrasOf: (task: Task) => readonly unknown[];
}

/** So many rows of a group are shown at first; the person may ask for more. */
export const SLICE = 100;
/** And so many more with each wish. */
export const MORE = 400;

/** The rows of the Tasks view, made when they are asked for. */
export class TaskRows implements RowSource<TaskRow> {
  private readonly limits = new Map<string, number>();

  /** @param state what there is to show now */
  constructor(private readonly state: () => TaskTreeState) {}

  /** Shows more rows of a group from now on. */
  showMore(groupId: string): void {
    this.limits.set(groupId, this.limitOf(groupId) + MORE);
  }

  /** Shows so many rows of a group, or more. */
  showAtLeast(groupId: string, count: number): void {
    if (count > this.limitOf(groupId)) this.limits.set(groupId, count);
  }

  /** Another grouping or filter begins with the first rows again. */
  showLess(): void {
    this.limits.clear();
  }

  children(row?: TaskRow): readonly TaskRow[] {
    const state = this.state();
    switch (row?.kind) {
      case undefined:
        return this.roots(state);
      case 'outbox':
        return state.waiting.map((view) => ({ kind: 'waiting', id: `outbox:${view.opId}`, view }));
      case 'group':
        return this.tasksOf(row.id, state.groups.find(({ key }) => key === row.group)?.tasks ?? []);
      case 'tasklist':
        return listed(row, state);
      case 'task':
        return people(row, state);
      default:
        return [];
    }
  }

  look(row: TaskRow): readonly unknown[] {
    const state = this.state();
    switch (row.kind) {
      case 'task':
        return [row.task, ...state.extrasOf(row.task)];
      case 'person':
        return [row.person.name];
      case 'outbox':
        return [row.count, row.failed];
      case 'waiting':
        return [row.view.state, row.view.waitingFor, row.view.canUndo, row.view.error?.message, row.view.draft];
      case 'group':
        return [row.count];
      case 'tasklist':
        return [row.tasklist.name];
      case 'more':
        return [row.left];
      case 'problem':
        return [row.error];
      case 'empty':
        return [];
    }
  }

  private roots(state: TaskTreeState): readonly TaskRow[] {
    const { error, waiting, groups, lists } = state;
    const rows: TaskRow[] = [];
    if (error !== undefined) rows.push({ kind: 'problem', id: 'problem', error, guid: undefined });
    if (waiting.length > 0) {
      const failed = waiting.filter((view) => view.state === 'failed').length;
      rows.push({ kind: 'outbox', id: 'outbox', count: waiting.length, failed });
    }
    if (lists) {
      if (lists.error !== undefined)
        rows.push({ kind: 'problem', id: 'problem:lists', error: lists.error, guid: undefined });
      for (const tasklist of lists.all) rows.push({ kind: 'tasklist', id: `list:${tasklist.guid}`, tasklist });
    }
    const [only] = groups;
    if (!lists && only?.key === 'all') return [...rows, ...this.tasksOf('all', only.tasks)];
    for (const { key, tasks } of groups) {
      rows.push({ kind: 'group', id: `group:${key}`, group: key, count: tasks.length });
    }
    return rows;
  }

  private tasksOf(groupId: string, tasks: readonly Task[]): readonly TaskRow[] {
    const limit = this.limitOf(groupId);
    const rows = tasks.slice(0, limit).map((task) => taskRow(groupId, task));
    const left = tasks.length - rows.length;
    return left > 0 ? [...rows, { kind: 'more', id: `${groupId}/more`, of: groupId, left }] : rows;
  }

  private limitOf(groupId: string): number {
    return this.limits.get(groupId) ?? SLICE;
  }
}

function taskRow(groupId: string, task: Task, tasklist?: Tasklist): TaskRow {
  return { kind: 'task', id: `${groupId}/${task.id}`, task, tasklist };
}

function people({ id, task }: TaskRow & { kind: 'task' }, { personOf }: TaskTreeState): readonly TaskRow[] {
  const row =
    (role: 'assignee' | 'follower') =>
    (personId: string): TaskRow => ({
      kind: 'person',
      id: `${id}:${role}:${personId}`,
      task,
      role,
      person: personOf(personId),
    });
  return [...new Set(task.assigneeIds)]
    .map(row('assignee'))
    .concat([...new Set(task.followerIds)].map(row('follower')));
}

function listed(
  { id, tasklist }: TaskRow & { kind: 'tasklist' },
  { lists, taskOf }: TaskTreeState,
): readonly TaskRow[] {
  const found = lists?.tasks(tasklist.guid);
  if (!lists || !found) return [];
  const tasks = found.tasks.map((one) => taskOf(one.id) ?? one).filter(lists.shows);
  const rows = tasks.map((task) => taskRow(id, task, tasklist));
  if (found.error !== undefined)
    rows.push({ kind: 'problem', id: `${id}/problem`, error: found.error, guid: tasklist.guid });
  else if (found.hasMore) rows.push({ kind: 'more', id: `${id}/more`, of: tasklist.guid, left: undefined });
  return rows.length > 0 ? rows : [{ kind: 'empty', id: `${id}/empty` }];
}
