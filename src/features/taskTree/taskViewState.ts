import * as vscode from 'vscode';
import { formatNumber } from '../../platform/locale';
import { oneOf, ViewState } from '../shared/viewState';
import {
  DEFAULT_TASK_VIEW,
  TASK_GROUPINGS,
  TASK_SORTS,
  type TaskGrouping,
  type TaskSort,
  type TaskView,
} from './model/taskGroups';
import type { TaskCounts } from './taskTree';

const KEY = 'feishuTodo.taskView';

export function taskViewState(memento: vscode.Memento): ViewState<TaskView> {
  return new ViewState(memento, KEY, readTaskView);
}

/** A view of anything: what is missing or unfit is as it was. */
function readTaskView(wanted: unknown, now = DEFAULT_TASK_VIEW): TaskView {
  const view = (typeof wanted === 'object' && wanted !== null ? wanted : {}) as Partial<
    Record<keyof TaskView, unknown>
  >;
  return {
    group: oneOf(TASK_GROUPINGS, view.group, now.group),
    sort: oneOf(TASK_SORTS, view.sort, now.sort),
    text: typeof view.text === 'string' ? view.text.trim() : now.text,
    completed: typeof view.completed === 'boolean' ? view.completed : now.completed,
  };
}

export function groupingName(group: TaskGrouping): string {
  switch (group) {
    case 'due':
      return vscode.l10n.t('Due Date');
    case 'role':
      return vscode.l10n.t('My Part in It');
    case 'tasklist':
      return vscode.l10n.t('Tasklist');
    case 'none':
      return vscode.l10n.t('No Groups');
  }
}

export function sortName(sort: TaskSort): string {
  switch (sort) {
    case 'due':
      return vscode.l10n.t('Due Date');
    case 'newest':
      return vscode.l10n.t('Newest First');
    case 'title':
      return vscode.l10n.t('Title');
  }
}

/** What is left out, in words; undefined where nothing is. */
export function filterWords({ text, completed }: TaskView): string | undefined {
  const words = [text && `“${text}”`, !completed && vscode.l10n.t('without completed ones')].filter(Boolean);
  return words.length > 0 ? words.join(' · ') : undefined;
}

/** Says in the view itself what is shown and how to see the rest. */
export function describeTasks(view: vscode.TreeView<unknown>, state: TaskView, counts: TaskCounts): void {
  const filter = filterWords(state);
  view.description = state.group === 'due' ? '' : groupingName(state.group);
  // Where nothing is left, the welcome says so with a button; a message would hide it.
  view.message =
    filter && counts.shown > 0
      ? vscode.l10n.t('{0} of {1} tasks: {2}', formatNumber(counts.shown), formatNumber(counts.total), filter)
      : undefined;
  view.badge =
    counts.overdue > 0
      ? { value: counts.overdue, tooltip: vscode.l10n.t('{0} tasks are overdue', formatNumber(counts.overdue)) }
      : undefined;
}
