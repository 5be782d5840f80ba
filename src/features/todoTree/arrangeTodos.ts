import * as vscode from 'vscode';
import { back, pickMany, pickOne } from '../../platform/quickPick';
import { askFilter } from '../shared/filterBox';
import { choice, separator, type RunItem } from '../shared/pickItems';
import type { ViewState } from '../shared/viewState';
import { DEFAULT_TODO_VIEW, isFiltered, TODO_GROUPINGS, TODO_LINKS, type TodoView } from './model/todoGroups';
import { groupingName, linkName } from './todoViewState';

/**
 * Changes how TODOs are grouped and filtered.
 * @param wanted any part of a `TodoView`, from a key binding or a script; without it the person is asked
 * @param tags all tags there are
 */
export async function arrangeTodos(
  state: ViewState<TodoView>,
  wanted: unknown,
  tags: () => readonly string[],
): Promise<void> {
  if (typeof wanted === 'object' && wanted !== null && Object.keys(wanted).some((key) => key in state.value)) {
    return state.set(wanted);
  }
  const view = state.value;
  const item = await pickOne<RunItem>({
    title: vscode.l10n.t('Arrange TODOs'),
    items: [
      separator(vscode.l10n.t('Group by')),
      ...TODO_GROUPINGS.map((group) => choice(groupingName(group), view.group === group, () => state.set({ group }))),
      separator(vscode.l10n.t('Show')),
      ...TODO_LINKS.map((link) => choice(linkName(link), view.link === link, () => state.set({ link }))),
      choice(vscode.l10n.t('Current File Only'), view.currentFile, () => state.set({ currentFile: !view.currentFile })),
      {
        label: vscode.l10n.t('Filter by Tag…'),
        description: view.tags.join(', '),
        iconPath: new vscode.ThemeIcon('tag'),
        run: () => pickTags(state, tags()),
      },
      {
        label: vscode.l10n.t('Filter by Text…'),
        description: view.text,
        iconPath: new vscode.ThemeIcon('filter'),
        run: () => filterTodos(state, undefined),
      },
      ...(isFiltered(view)
        ? [
            {
              label: vscode.l10n.t('Clear Filter'),
              iconPath: new vscode.ThemeIcon('clear-all'),
              run: () => clearTodoFilter(state),
            },
          ]
        : []),
    ],
  });
  if (item !== back) await item.run?.();
}

async function pickTags(state: ViewState<TodoView>, tags: readonly string[]): Promise<void> {
  const chosen = state.value.tags;
  const picked = await pickMany({
    title: vscode.l10n.t('Filter TODOs'),
    placeholder: vscode.l10n.t('Which tags are shown? With nothing checked, all'),
    items: tags.map((label) => ({ label, picked: chosen.includes(label) })),
  });
  if (picked !== back) state.set({ tags: picked.map(({ label }) => label) });
}

/** @param wanted the words, from a script; without them the person is asked */
export async function filterTodos(state: ViewState<TodoView>, wanted: unknown): Promise<void> {
  if (typeof wanted === 'string') return state.set({ text: wanted });
  await askFilter({
    title: vscode.l10n.t('Filter TODOs'),
    prompt: vscode.l10n.t('Words in the comment, a name or the path of the file'),
    value: state.value.text,
    apply: (text) => state.set({ text }),
  });
}

export function clearTodoFilter(state: ViewState<TodoView>): void {
  const { text, tags, link, currentFile } = DEFAULT_TODO_VIEW;
  state.set({ text, tags, link, currentFile });
}
