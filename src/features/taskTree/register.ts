import * as vscode from 'vscode';
import type { Tasklist } from '../../feishu';
import { ContextKey } from '../../platform/contextKeys';
import { HumanError } from '../../platform/errors';
import { DisposableStore } from '../../platform/disposables';
import type { Services } from '../services';
import { arrangeTasks, clearTaskFilter, filterTasks } from './arrangeTasks';
import { DragTasks } from './dragTasks';
import { isFiltered } from './model/taskGroups';
import { TasklistPages } from './model/tasklistPages';
import { resolveTaskIds } from './taskTarget';
import { TaskActions } from './taskActions';
import { TaskRefresh } from './taskRefresh';
import { TaskTree, type TaskNode } from './taskTree';
import { describeTasks, taskViewState } from './taskViewState';
import { showTodoOf } from './showTodo';

/** The Tasks view and what can be done with a task. */
export function register(services: Services): vscode.Disposable {
  const { accounts, commands, errors, outbox, store } = services;
  const disposables = new DisposableStore();
  const state = disposables.add(taskViewState(services.context.workspaceState));
  const lists = new TasklistPages(
    async () => (vscode.workspace.isTrusted ? (await accounts.getClient())?.tasklists : undefined),
    () => tree.updateSoon(),
  );
  lists.reset(state.value.completed);
  const tree = disposables.add(new TaskTree(services, state, lists));
  const actions = new TaskActions(services);
  const putInto = async (taskIds: readonly string[], tasklist: Tasklist): Promise<void> => {
    try {
      await vscode.window.withProgress({ location: { viewId: 'feishuTodo.tasks' } }, () =>
        actions.putInto(taskIds, tasklist),
      );
    } finally {
      await lists.reload(tasklist.guid);
    }
  };
  const view = disposables.add(
    vscode.window.createTreeView<TaskNode>('feishuTodo.tasks', {
      treeDataProvider: tree,
      showCollapseAll: true,
      canSelectMany: true,
      manageCheckboxStateManually: true,
      dragAndDropController: new DragTasks(putInto, errors.show),
    }),
  );
  const refresh = disposables.add(new TaskRefresh(services, view));
  const filtered = new ContextKey('feishuTodo.tasksFiltered');
  const describe = (): void => {
    filtered.set(isFiltered(state.value));
    describeTasks(view, state.value, tree.counts);
  };
  describe();
  disposables.add(tree.onDidUpdate(describe));
  disposables.add(view.onDidExpandElement(({ element }) => tree.rowToggled(element, true)));
  disposables.add(view.onDidCollapseElement(({ element }) => tree.rowToggled(element, false)));
  disposables.add(accounts.onDidChange(() => lists.reset()));
  disposables.add(
    state.onDidChange(({ completed }) => {
      if (completed === lists.includesCompleted) return;
      lists.reset(completed);
      tree.updateSoon();
    }),
  );
  disposables.add(
    view.onDidChangeCheckboxState(({ items }) => {
      for (const [node, checked] of items) {
        if (node.kind !== 'task') continue;
        const done = checked === vscode.TreeItemCheckboxState.Checked;
        actions.setDone([node.task.id], done).catch((error: unknown) => {
          tree.redraw();
          errors.show(error);
        });
      }
    }),
  );

  /** VS Code gives the row a command was called on and, where several are selected, all of them. */
  const ids = (argument: unknown, selected: unknown): Promise<string[]> =>
    resolveTaskIds(services, argument, Array.isArray(selected) ? selected : view.selection);
  for (const command of [
    commands.register('feishuTodo.openTask', async (row, rows) => actions.open((await ids(row, rows))[0]!)),
    commands.register('feishuTodo.copyTaskLink', async (row, rows) => actions.copyLink(await ids(row, rows))),
    commands.register('feishuTodo.completeTask', async (row, rows) => actions.setDone(await ids(row, rows), true)),
    commands.register('feishuTodo.reopenTask', async (row, rows) => actions.setDone(await ids(row, rows), false)),
    commands.register('feishuTodo.setDueDate', async (row, rows) => actions.setDue(await ids(row, rows))),
    commands.register('feishuTodo.setRepeatRule', async (row, rows) => actions.setRepeat((await ids(row, rows))[0]!)),
    commands.register('feishuTodo.addToTasklist', async (row, rows) => {
      const { guid } = await actions.addToTasklist(await ids(row, rows));
      await lists.reload(guid);
    }),
    commands.register('feishuTodo.openTodo', async (row, rows) => showTodoOf(services, (await ids(row, rows))[0]!)),
    commands.register('feishuTodo.goToTask', async (row, rows) => goToTask((await ids(row, rows))[0]!)),
    commands.register('feishuTodo.refreshTasks', () => readAgain()),
    commands.register('feishuTodo.tryAgain', (node: TaskNode) => tryAgain(node)),
    commands.register('feishuTodo.discardTask', (node: TaskNode) => discard(node)),
    commands.register('feishuTodo.arrangeTasks', (wanted: unknown) => arrangeTasks(state, wanted)),
    commands.register('feishuTodo.filterTasks', (wanted: unknown) => filterTasks(state, wanted)),
    commands.register('feishuTodo.clearTaskFilter', () => clearTaskFilter(state)),
    commands.register('feishuTodo.showMoreTasks', (node: TaskNode) => tree.showMore(node)),
  ]) {
    disposables.add(command);
  }

  async function goToTask(taskId: string): Promise<void> {
    await store.ensure([taskId]);
    // Whoever asks for this task wants to see it, whatever is filtered.
    if (store.get(taskId) && !tree.rowOf(taskId)) clearTaskFilter(state);
    const row = tree.rowOf(taskId);
    if (!row) {
      throw new HumanError(
        vscode.l10n.t(
          'Feishu has no such task, or does not show it to this account: it may be deleted, or belong to another account.',
        ),
      );
    }
    await view.reveal(row, { select: true, focus: true });
  }

  async function readAgain(): Promise<void> {
    await Promise.all([refresh.now(), lists.reload()]);
  }

  /** Tries what a row says has failed; says in full, with what can be done, where it fails again. */
  async function tryAgain(node: TaskNode): Promise<void> {
    if (node?.kind !== 'problem') return;
    await (node.guid === undefined ? readAgain() : lists.more(node.guid));
    const error = node.guid === undefined ? (store.error ?? lists.error) : lists.get(node.guid)?.error;
    if (error !== undefined) throw error;
  }

  async function discard(node: TaskNode): Promise<void> {
    if (node?.kind !== 'waiting') return;
    const yes = vscode.l10n.t('Discard');
    const answer = await vscode.window.showWarningMessage(
      vscode.l10n.t('Discard “{0}”? The task will not be created.', node.view.draft.title),
      { modal: true },
      yes,
    );
    if (answer !== yes) return;
    if (!(await outbox.discard(node.view.opId))) {
      throw new HumanError(vscode.l10n.t('It is too late to discard this: it is being created right now.'));
    }
  }
  return disposables;
}
