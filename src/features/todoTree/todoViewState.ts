import * as vscode from 'vscode';
import { formatNumber } from '../../platform/locale';
import { oneOf, ViewState } from '../shared/viewState';
import { DEFAULT_TODO_VIEW, TODO_GROUPINGS, TODO_LINKS, type TodoGrouping, type TodoView } from './model/todoGroups';

const KEY = 'feishuTodo.todoView';

export function todoViewState(memento: vscode.Memento): ViewState<TodoView> {
  return new ViewState(memento, KEY, readTodoView);
}

/** A view of anything: what is missing or unfit is as it was. */
function readTodoView(wanted: unknown, now = DEFAULT_TODO_VIEW): TodoView {
  const view = (typeof wanted === 'object' && wanted !== null ? wanted : {}) as Partial<
    Record<keyof TodoView, unknown>
  >;
  return {
    group: oneOf(TODO_GROUPINGS, view.group, now.group),
    text: typeof view.text === 'string' ? view.text.trim() : now.text,
    tags: Array.isArray(view.tags) ? view.tags.filter((tag) => typeof tag === 'string') : now.tags,
    link: oneOf(TODO_LINKS, view.link, now.link),
    currentFile: typeof view.currentFile === 'boolean' ? view.currentFile : now.currentFile,
  };
}

export function groupingName(group: TodoGrouping): string {
  switch (group) {
    case 'folder':
      return vscode.l10n.t('Folder');
    case 'file':
      return vscode.l10n.t('File');
    case 'tag':
      return vscode.l10n.t('Tag');
    case 'assignee':
      return vscode.l10n.t('Assignee');
    case 'link':
      return vscode.l10n.t('Task');
    case 'none':
      return vscode.l10n.t('No Groups');
  }
}

export function linkName(link: TodoView['link']): string {
  switch (link) {
    case 'all':
      return vscode.l10n.t('All TODOs');
    case 'linked':
      return vscode.l10n.t('With a Task');
    case 'unlinked':
      return vscode.l10n.t('Without a Task');
  }
}

/** What is left out, in words; undefined where nothing is. */
export function filterWords({ text, tags, link, currentFile }: TodoView): string | undefined {
  const words = [
    text && `“${text}”`,
    tags.join(', '),
    link !== 'all' && linkName(link),
    currentFile && vscode.l10n.t('Current File'),
  ].filter(Boolean);
  return words.length > 0 ? words.join(' · ') : undefined;
}

/** How many TODOs there are, and how many a filter shows. */
export interface TodoCounts {
  readonly total: number;
  readonly linked: number;
  readonly shown: number;
}

/** Says in the view itself what is shown and how to see the rest. */
export function describeTodos(view: vscode.TreeView<unknown>, state: TodoView, counts: TodoCounts): void {
  const { total, linked, shown } = counts;
  const filter = filterWords(state);
  view.description =
    total === 0 ? '' : vscode.l10n.t('{0} of {1} with a task', formatNumber(linked), formatNumber(total));
  // Where nothing is left, the welcome says so with a button; a message would hide it.
  view.message =
    filter && shown > 0
      ? vscode.l10n.t('{0} of {1} TODOs: {2}', formatNumber(shown), formatNumber(total), filter)
      : undefined;
}
