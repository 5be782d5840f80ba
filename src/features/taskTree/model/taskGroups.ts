import type { Task } from '../../../feishu';
import { filterWords, searchable } from '../../shared/model/searchable';
import { DUE_ORDER, sortByDue, type DueStatus } from '../../../tasks';

export const TASK_GROUPINGS = ['due', 'role', 'tasklist', 'none'] as const;
export const TASK_SORTS = ['due', 'newest', 'title'] as const;
export type TaskGrouping = (typeof TASK_GROUPINGS)[number];
export type TaskSort = (typeof TASK_SORTS)[number];

/** How a person wants to see the tasks. */
export interface TaskView {
  readonly group: TaskGrouping;
  readonly sort: TaskSort;
  /** Words that stand in the title or in the name of somebody on the task; empty: all tasks. */
  readonly text: string;
  /** Are completed tasks shown? */
  readonly completed: boolean;
}

export const DEFAULT_TASK_VIEW: TaskView = { group: 'due', sort: 'due', text: '', completed: true };

/** What a task has to do with the person who looks. */
export type TaskRole = 'assigned' | 'followed' | 'created' | 'others';
export const ROLE_ORDER: readonly TaskRole[] = ['assigned', 'followed', 'created', 'others'];

export type TaskGroupKey = DueStatus | TaskRole | 'all';

export interface TaskGroup {
  readonly key: TaskGroupKey;
  readonly tasks: readonly Task[];
}

/** What the model has to know beside the tasks. */
export interface TaskContext {
  readonly statusOf: (task: Task) => DueStatus;
  /** Id of the person who looks; undefined for an app. */
  readonly me?: string;
  /** Everything somebody is called. */
  readonly namesOf: (personId: string) => readonly string[];
  /** Was it made from code? */
  readonly isFromCode: (task: Task) => boolean;
  /** Language by whose rules titles are sorted. */
  readonly locale: string;
}

/** The tasks that a view shows, in its groups: only groups that have any, each task in just one. */
export function groupTasks(tasks: readonly Task[], view: TaskView, context: TaskContext): readonly TaskGroup[] {
  const matches = taskFilter(view, context);
  const shown = sortTasks(tasks.filter(matches), view.sort, context.locale);
  switch (view.group) {
    case 'due':
      return inGroups(shown, DUE_ORDER, context.statusOf);
    case 'role':
      return inGroups(shown, ROLE_ORDER, (task) => roleOf(task, context));
    case 'tasklist':
    case 'none':
      return inGroups(shown, ['all'], () => 'all');
  }
}

/** Does anything but the grouping and the order keep tasks from being shown? */
export function isFiltered({ text, completed }: TaskView): boolean {
  return text.trim() !== '' || !completed;
}

/** Tells which tasks a view shows. Every word has to be found, whatever its case and width. */
export function taskFilter(
  { text, completed }: Pick<TaskView, 'text' | 'completed'>,
  { namesOf }: Pick<TaskContext, 'namesOf'>,
): (task: Pick<Task, 'title' | 'completedAt' | 'assigneeIds' | 'followerIds'>) => boolean {
  const words = filterWords(text);
  const names = new Map<string, string>();
  const nameOf = (id: string): string => {
    let name = names.get(id);
    if (name === undefined) names.set(id, (name = searchable(namesOf(id).join('\n'))));
    return name;
  };
  return ({ title, completedAt, assigneeIds, followerIds }) => {
    if (!completed && completedAt !== undefined) return false;
    if (words.length === 0) return true;
    const inTitle = searchable(title);
    const left = words.filter((word) => !inTitle.includes(word));
    if (left.length === 0) return true;
    return left.every(
      (word) =>
        assigneeIds.some((id) => nameOf(id).includes(word)) || followerIds.some((id) => nameOf(id).includes(word)),
    );
  };
}

/** What somebody is to a task; the first that applies. */
function roleOf(task: Task, { me, isFromCode }: TaskContext): TaskRole {
  if (me !== undefined && task.assigneeIds.includes(me)) return 'assigned';
  if (me !== undefined && task.followerIds.includes(me)) return 'followed';
  return isFromCode(task) ? 'created' : 'others';
}

function sortTasks(tasks: readonly Task[], sort: TaskSort, locale: string): readonly Task[] {
  if (sort === 'due') return sortByDue(tasks);
  if (sort === 'newest') return [...tasks].sort((a, b) => (b.createdAt ?? 0) - (a.createdAt ?? 0));
  const { compare } = new Intl.Collator(locale);
  return [...tasks].sort((a, b) => compare(a.title, b.title));
}

function inGroups<K extends TaskGroupKey>(
  tasks: readonly Task[],
  order: readonly K[],
  keyOf: (task: Task) => K,
): readonly TaskGroup[] {
  const groups = new Map<K, Task[]>(order.map((key) => [key, []]));
  for (const task of tasks) groups.get(keyOf(task))!.push(task);
  return [...groups].filter(([, members]) => members.length > 0).map(([key, members]) => ({ key, tasks: members }));
}
