import * as vscode from 'vscode';
import { ContextKey } from '../../platform/contextKeys';
import { DisposableStore } from '../../platform/disposables';
import type { Services } from '../services';
import { arrangeTodos, clearTodoFilter, filterTodos } from './arrangeTodos';
import { FollowEditor } from './followEditor';
import { isFiltered } from './model/todoGroups';
import { TodoTree, type TodoNode } from './todoTree';
import { describeTodos, todoViewState } from './todoViewState';

/** The TODOs view. The workspace is scanned when the view is first seen, not before. */
export function register(services: Services): vscode.Disposable {
  const { commands, errors, todos } = services;
  const disposables = new DisposableStore();
  const scanned = new ContextKey('feishuTodo.scanned');
  const filtered = new ContextKey('feishuTodo.todosFiltered');
  const state = disposables.add(todoViewState(services.context.workspaceState));
  const tree = disposables.add(new TodoTree(services, state));
  const view = disposables.add(
    vscode.window.createTreeView<TodoNode>('feishuTodo.todos', {
      treeDataProvider: tree,
      showCollapseAll: true,
      canSelectMany: true,
    }),
  );
  const scan = async (): Promise<void> => {
    await vscode.window.withProgress({ location: { viewId: 'feishuTodo.todos' } }, () => todos.scan());
    scanned.set(true);
  };
  const scanOnce = (): void => {
    if (!view.visible || todos.hasScanned) return;
    scan().catch(errors.show);
  };
  const describe = (): void => {
    filtered.set(isFiltered(state.value));
    describeTodos(view, state.value, tree.counts);
  };
  const tags = (): string[] => [...new Set(todos.files().flatMap((file) => file.todos.map(({ tag }) => tag)))].sort();
  describe();
  disposables.add(view.onDidChangeVisibility(scanOnce));
  disposables.add(tree.onDidUpdate(describe));
  disposables.add(new FollowEditor(view, tree, todos, services.log));
  disposables.add(vscode.workspace.onDidChangeWorkspaceFolders(() => void scan().catch(errors.show)));
  for (const command of [
    commands.register('feishuTodo.refreshTodos', scan),
    commands.register('feishuTodo.arrangeTodos', (wanted: unknown) => arrangeTodos(state, wanted, tags)),
    commands.register('feishuTodo.filterTodos', (wanted: unknown) => filterTodos(state, wanted)),
    commands.register('feishuTodo.clearTodoFilter', () => clearTodoFilter(state)),
    commands.register('feishuTodo.showMoreTodos', (node: TodoNode) => tree.showMore(node)),
  ]) {
    disposables.add(command);
  }
  scanned.set(false);
  scanOnce();
  return disposables;
}
