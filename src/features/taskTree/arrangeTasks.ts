import * as vscode from 'vscode';
import { back, pickOne } from '../../platform/quickPick';
import { askFilter } from '../shared/filterBox';
import { choice, separator, type RunItem } from '../shared/pickItems';
import type { ViewState } from '../shared/viewState';
import { isFiltered, TASK_GROUPINGS, TASK_SORTS, type TaskView } from './model/taskGroups';
import { groupingName, sortName } from './taskViewState';

/**
 * Changes how tasks are grouped, sorted and filtered.
 * @param wanted any part of a `TaskView`, from a key binding or a script; without it the person is asked
 */
export async function arrangeTasks(state: ViewState<TaskView>, wanted: unknown): Promise<void> {
  if (typeof wanted === 'object' && wanted !== null && Object.keys(wanted).some((key) => key in state.value)) {
    return state.set(wanted);
  }
  const view = state.value;
  const item = await pickOne<RunItem>({
    title: vscode.l10n.t('Arrange Tasks'),
    items: [
      separator(vscode.l10n.t('Group by')),
      ...TASK_GROUPINGS.map((group) => choice(groupingName(group), view.group === group, () => state.set({ group }))),
      separator(vscode.l10n.t('Sort by')),
      ...TASK_SORTS.map((sort) => choice(sortName(sort), view.sort === sort, () => state.set({ sort }))),
      separator(vscode.l10n.t('Show')),
      choice(vscode.l10n.t('Completed Tasks'), view.completed, () => state.set({ completed: !view.completed })),
      {
        label: vscode.l10n.t('Filter by Text…'),
        description: view.text,
        iconPath: new vscode.ThemeIcon('filter'),
        run: () => filterTasks(state, undefined),
      },
      ...(isFiltered(view)
        ? [
            {
              label: vscode.l10n.t('Clear Filter'),
              iconPath: new vscode.ThemeIcon('clear-all'),
              run: () => clearTaskFilter(state),
            },
          ]
        : []),
    ],
  });
  if (item !== back) await item.run?.();
}

/** @param wanted the words, from a script; without them the person is asked */
export async function filterTasks(state: ViewState<TaskView>, wanted: unknown): Promise<void> {
  if (typeof wanted === 'string') return state.set({ text: wanted });
  await askFilter({
    title: vscode.l10n.t('Filter Tasks'),
    prompt: vscode.l10n.t('Words in the title or the name of somebody on the task'),
    value: state.value.text,
    apply: (text) => state.set({ text }),
  });
}

export function clearTaskFilter(state: ViewState<TaskView>): void {
  state.set({ text: '', completed: true });
}
