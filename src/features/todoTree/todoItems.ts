import * as vscode from 'vscode';
import { command } from '../../platform/commands';
import { formatNumber } from '../../platform/locale';
import type { DueStatus } from '../../tasks';
import { people } from './model/todoGroups';
import type { TodoRow } from './model/todoRows';

/** A row of the TODOs view. A TODO row is also what the create and open commands take as their argument. */
export type TodoNode = TodoRow<vscode.Uri>;
type RowOf<K extends TodoNode['kind']> = Extract<TodoNode, { kind: K }>;

/** How the task of a TODO stands, as far as it is known. */
export type TaskState = DueStatus | 'missing' | 'unknown';

const { None, Collapsed, Expanded } = vscode.TreeItemCollapsibleState;

/** Where to stop opening rows by themselves: a long tree is easier to find one's way in when it is folded. */
export interface Folding {
  readonly folders: boolean;
  readonly files: boolean;
}

export function folderItem({ id, name, count, path }: RowOf<'folder'>, { folders }: Folding): vscode.TreeItem {
  const item = new vscode.TreeItem(name, folders ? Collapsed : Expanded);
  item.id = id;
  item.description = formatNumber(count);
  item.iconPath = vscode.ThemeIcon.Folder;
  item.contextValue = path === '' ? 'folder root' : 'folder';
  item.accessibilityInformation = { label: vscode.l10n.t('{0}, {1} TODOs', name, formatNumber(count)) };
  return item;
}

/** @param withFolder says where the file is, where the rows above do not */
export function fileItem({ id, uri, count }: RowOf<'file'>, { files }: Folding, withFolder: boolean): vscode.TreeItem {
  const item = new vscode.TreeItem(uri, files ? Collapsed : Expanded);
  const relative = vscode.workspace.asRelativePath(uri);
  const folder = withFolder ? relative.split('/').slice(0, -1).join('/') : '';
  item.id = id;
  item.description = [folder, formatNumber(count)].filter(Boolean).join(' · ');
  item.iconPath = vscode.ThemeIcon.File;
  item.contextValue = 'file';
  item.accessibilityInformation = { label: vscode.l10n.t('{0}, {1} TODOs', relative, formatNumber(count)) };
  return item;
}

export function groupItem({ id, by, key, count }: RowOf<'group'>, { folders }: Folding): vscode.TreeItem {
  const name = groupName(by, key);
  const item = new vscode.TreeItem(name, folders ? Collapsed : Expanded);
  item.id = id;
  item.description = formatNumber(count);
  item.iconPath = new vscode.ThemeIcon(groupIcon(by, key));
  item.contextValue = 'group';
  item.accessibilityInformation = { label: vscode.l10n.t('{0}, {1} TODOs', name, formatNumber(count)) };
  return item;
}

function groupName(by: RowOf<'group'>['by'], key: string | undefined): string {
  if (by === 'link') return key === undefined ? vscode.l10n.t('Without a Task') : vscode.l10n.t('With a Task');
  return key ?? vscode.l10n.t('Nobody');
}

function groupIcon(by: RowOf<'group'>['by'], key: string | undefined): string {
  if (by === 'tag') return 'tag';
  if (by === 'assignee') return key === undefined ? 'circle-slash' : 'account';
  return key === undefined ? 'circle-outline' : 'link';
}

/** @param withFile says in which file it is, where the row above does not */
export function todoItem(row: RowOf<'todo'>, state: TaskState | undefined, withFile: boolean): vscode.TreeItem {
  const { id, uri, todo, path } = row;
  const item = new vscode.TreeItem(todo.title || todo.tag);
  const position = new vscode.Position(todo.line, todo.column);
  const line = String(todo.line + 1);
  const stands = state && stateWords(state);
  item.id = id;
  item.description = [stands, todo.tag, withFile ? `${path.slice(path.lastIndexOf('/') + 1)}:${line}` : line]
    .filter(Boolean)
    .join(' · ');
  item.iconPath = state ? stateIcon(state) : new vscode.ThemeIcon('circle-outline');
  item.contextValue = contextOf(state);
  item.accessibilityInformation = { label: spoken(row, stands) };
  item.command = {
    command: 'vscode.open',
    title: vscode.l10n.t('Go to TODO'),
    arguments: [uri, { selection: new vscode.Range(position, position) } satisfies vscode.TextDocumentShowOptions],
  };
  return item;
}

/** The flags that menus look at: a linked TODO offers what its task's state allows. */
function contextOf(state: TaskState | undefined): string {
  if (!state) return 'todo unlinked';
  if (state === 'missing' || state === 'unknown') return 'todo linked';
  return state === 'done' ? 'todo linked done' : 'todo linked open';
}

/** How the task stands, where there is something to say. */
function stateWords(state: TaskState): string | undefined {
  switch (state) {
    case 'done':
      return vscode.l10n.t('done');
    case 'overdue':
      return vscode.l10n.t('overdue');
    case 'today':
      return vscode.l10n.t('due today');
    case 'missing':
      return vscode.l10n.t('task not found');
    default:
      return undefined;
  }
}

function stateIcon(state: TaskState): vscode.ThemeIcon {
  switch (state) {
    case 'done':
      return new vscode.ThemeIcon('pass');
    case 'overdue':
      return new vscode.ThemeIcon('warning', new vscode.ThemeColor('list.warningForeground'));
    case 'today':
      return new vscode.ThemeIcon('bell');
    case 'missing':
      return new vscode.ThemeIcon('question');
    default:
      return new vscode.ThemeIcon('link');
  }
}

function spoken({ todo, taskId }: RowOf<'todo'>, stands: string | undefined): string {
  const title = todo.title || todo.tag;
  const words =
    taskId === undefined
      ? vscode.l10n.t('{0}, line {1}, no Feishu task yet', title, todo.line + 1)
      : vscode.l10n.t('{0}, line {1}, has a Feishu task', title, todo.line + 1);
  return stands ? `${words}, ${stands}` : words;
}

/** The words of the comment, made when they are looked at. */
export function todoTooltip({ todo, uri }: RowOf<'todo'>): string {
  const place = `${vscode.workspace.asRelativePath(uri)}:${todo.line + 1}`;
  return [todo.title, todo.description, people(todo).join(', '), place].filter(Boolean).join('\n\n');
}

export function moreItem(row: RowOf<'more'>): vscode.TreeItem {
  const words = vscode.l10n.t('Show More ({0} left)', formatNumber(row.left));
  const item = new vscode.TreeItem(words, None);
  item.id = row.id;
  item.iconPath = new vscode.ThemeIcon('ellipsis');
  item.contextValue = 'more';
  item.command = command('feishuTodo.showMoreTodos', words, row);
  return item;
}
