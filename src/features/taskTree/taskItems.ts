import * as vscode from 'vscode';
import { command } from '../../platform/commands';
import { formatNumber, uiLocale, userTimeZone } from '../../platform/locale';
import type { DueStatus, IntentView } from '../../tasks';
import type { TaskGroupKey } from './model/taskGroups';
import type { TaskRow } from './model/taskRows';
import { taskDescription } from './taskText';

type RowOf<K extends TaskRow['kind']> = Extract<TaskRow, { kind: K }>;

const { None, Collapsed, Expanded } = vscode.TreeItemCollapsibleState;
/** More completed tasks than that are kept folded, so that what is to be done stays in sight. */
const MAX_OPEN_DONE = 10;

/** What a group of tasks is called. */
export function groupName(key: TaskGroupKey): string {
  switch (key) {
    case 'overdue':
      return vscode.l10n.t('Overdue');
    case 'today':
      return vscode.l10n.t('Today');
    case 'upcoming':
      return vscode.l10n.t('Upcoming');
    case 'none':
      return vscode.l10n.t('No Due Date');
    case 'done':
      return vscode.l10n.t('Completed');
    case 'assigned':
      return vscode.l10n.t('Assigned to Me');
    case 'followed':
      return vscode.l10n.t('Followed by Me');
    case 'created':
      return vscode.l10n.t('Made from Code');
    case 'others':
      return vscode.l10n.t('Others');
    case 'all':
      return vscode.l10n.t('All Tasks');
  }
}

const groupIcons: Record<TaskGroupKey, string> = {
  overdue: 'warning',
  today: 'bell',
  upcoming: 'calendar',
  none: 'circle-outline',
  done: 'pass',
  assigned: 'account',
  followed: 'eye',
  created: 'code',
  others: 'organization',
  all: 'tasklist',
};

export function groupItem({ id, group, count }: RowOf<'group'>, isOnly: boolean): vscode.TreeItem {
  const folded = (group === 'done' && count > MAX_OPEN_DONE) || (group === 'all' && !isOnly);
  const item = new vscode.TreeItem(groupName(group), folded ? Collapsed : Expanded);
  item.id = id;
  item.description = formatNumber(count);
  item.iconPath = new vscode.ThemeIcon(groupIcons[group], group === 'overdue' ? warningColor() : undefined);
  item.contextValue = `group ${group}`;
  item.accessibilityInformation = { label: vscode.l10n.t('{0}, {1} tasks', groupName(group), formatNumber(count)) };
  return item;
}

export function tasklistItem({ id, tasklist }: RowOf<'tasklist'>): vscode.TreeItem {
  const item = new vscode.TreeItem(tasklist.name || tasklist.guid, Collapsed);
  item.id = id;
  item.iconPath = new vscode.ThemeIcon('list-unordered');
  item.contextValue = 'tasklist';
  item.accessibilityInformation = { label: vscode.l10n.t('{0}, tasklist', tasklist.name || tasklist.guid) };
  return item;
}

/** What a task row shows beside the task itself. */
export interface TaskItemFacts {
  readonly status: DueStatus;
  readonly hasCode: boolean;
  /** Are its people shown? */
  readonly isOpened: boolean;
}

/** The row of a task, without its tooltip. */
export async function taskItem({ id, task, tasklist }: RowOf<'task'>, facts: TaskItemFacts): Promise<vscode.TreeItem> {
  const assigned = task.assigneeIds.length > 0;
  const followed = task.followerIds.length > 0;
  const hasPeople = assigned || followed;
  const item = new vscode.TreeItem(task.title || task.id, !hasPeople ? None : facts.isOpened ? Expanded : Collapsed);
  const done = task.completedAt !== undefined;
  item.id = id;
  item.checkboxState = {
    state: done ? vscode.TreeItemCheckboxState.Checked : vscode.TreeItemCheckboxState.Unchecked,
    tooltip: done ? vscode.l10n.t('Reopen Task') : vscode.l10n.t('Complete Task'),
    accessibilityInformation: { label: done ? vscode.l10n.t('Completed') : vscode.l10n.t('Open'), role: 'checkbox' },
  };
  if (facts.status === 'overdue') item.iconPath = new vscode.ThemeIcon('warning', warningColor());
  else if (facts.status === 'today') item.iconPath = new vscode.ThemeIcon('bell');
  item.contextValue = [
    'task',
    done ? 'done' : 'open',
    facts.hasCode && 'code',
    assigned && 'assigned',
    followed && 'followed',
    tasklist && 'listed',
  ]
    .filter(Boolean)
    .join(' ');
  item.command = facts.hasCode
    ? command('feishuTodo.openTodo', vscode.l10n.t('Go to TODO'), { taskId: task.id })
    : command('feishuTodo.openTask', vscode.l10n.t('Open in Feishu'), { taskId: task.id });
  if (task.due || task.repeatRule) item.description = await taskDescription(task, facts.status);
  return item;
}

export function personItem({ id, person, role, task }: RowOf<'person'>): vscode.TreeItem {
  const item = new vscode.TreeItem(person.name, None);
  item.id = id;
  item.description = role === 'assignee' ? vscode.l10n.t('assignee') : vscode.l10n.t('follower');
  item.iconPath = new vscode.ThemeIcon(role === 'assignee' ? 'account' : 'eye');
  item.contextValue = `person ${role}`;
  item.accessibilityInformation = { label: `${person.name}, ${item.description}, ${task.title}` };
  return item;
}

export function outboxItem({ id, count, failed }: RowOf<'outbox'>): vscode.TreeItem {
  const item = new vscode.TreeItem(vscode.l10n.t('Not Created Yet'), Expanded);
  item.id = id;
  item.description =
    failed > 0 ? vscode.l10n.t('{0}, {1} refused', formatNumber(count), formatNumber(failed)) : formatNumber(count);
  item.iconPath = new vscode.ThemeIcon(failed > 0 ? 'error' : 'cloud-upload');
  item.contextValue = 'outboxGroup';
  return item;
}

export function waitingItem({ id, view }: RowOf<'waiting'>): vscode.TreeItem {
  const item = new vscode.TreeItem(view.draft.title, None);
  const failed = view.state === 'failed';
  item.id = id;
  item.description = waitingText(view);
  item.iconPath = new vscode.ThemeIcon(failed ? 'error' : view.state === 'waiting' ? 'clock' : 'sync~spin');
  item.contextValue = [
    'outbox',
    (failed || view.state === 'waiting') && 'retry',
    (failed || view.canUndo || view.state === 'waiting') && 'discard',
  ]
    .filter(Boolean)
    .join(' ');
  return item;
}

function waitingText(view: IntentView): string {
  if (view.state === 'failed') return vscode.l10n.t('refused by Feishu');
  if (view.state === 'unclear') return vscode.l10n.t('checking whether it arrived');
  if (view.state !== 'waiting') return vscode.l10n.t('being created');
  switch (view.waitingFor) {
    case 'sign-in':
      return vscode.l10n.t('waits until you are connected again');
    case 'other-account':
      return vscode.l10n.t('waits for the account it was made with');
    default:
      return vscode.l10n.t('waits for the network');
  }
}

/** @param asOf when the tasks that are shown all the same were read, in milliseconds */
export function problemItem(row: RowOf<'problem'>, message: string, asOf: number | undefined): vscode.TreeItem {
  const item = new vscode.TreeItem(message, None);
  const again = vscode.l10n.t('Try Again');
  item.id = row.id;
  item.iconPath = new vscode.ThemeIcon('warning', warningColor());
  if (asOf !== undefined) {
    const time = new Intl.DateTimeFormat(uiLocale(), { timeStyle: 'short', timeZone: userTimeZone() }).format(asOf);
    item.description = vscode.l10n.t('tasks as of {0}', time);
  }
  item.tooltip = [message, item.description, again].filter(Boolean).join('\n\n');
  item.contextValue = 'problem';
  item.command = command('feishuTodo.tryAgain', again, row);
  item.accessibilityInformation = { label: vscode.l10n.t('{0} Press Enter to try again.', message) };
  return item;
}

export function moreItem(row: RowOf<'more'>): vscode.TreeItem {
  const words =
    row.left === undefined ? vscode.l10n.t('Load More') : vscode.l10n.t('Show More ({0} left)', formatNumber(row.left));
  const item = new vscode.TreeItem(words, None);
  item.id = row.id;
  item.iconPath = new vscode.ThemeIcon('ellipsis');
  item.contextValue = 'more';
  item.command = command('feishuTodo.showMoreTasks', words, row);
  return item;
}

export function emptyItem({ id }: RowOf<'empty'>): vscode.TreeItem {
  const item = new vscode.TreeItem(vscode.l10n.t('No tasks to show'), None);
  item.id = id;
  return item;
}

function warningColor(): vscode.ThemeColor {
  return new vscode.ThemeColor('list.warningForeground');
}
