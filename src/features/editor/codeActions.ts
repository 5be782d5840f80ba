import * as vscode from 'vscode';
import { command } from '../../platform/commands';
import type { TodoTarget } from '../shared/todoTarget';
import type { WorkspaceTodos } from '../shared/workspaceTodos';
import type { LinkedTasks, LinkedTodo } from './linkedTasks';

/** Quick fixes on a TODO: make a task of it, or what can be done with the one it has. */
export class TodoCodeActions implements vscode.CodeActionProvider {
  static readonly metadata: vscode.CodeActionProviderMetadata = {
    providedCodeActionKinds: [vscode.CodeActionKind.QuickFix],
  };

  constructor(
    private readonly todos: WorkspaceTodos,
    private readonly linked: LinkedTasks,
  ) {}

  provideCodeActions(document: vscode.TextDocument, range: vscode.Range): vscode.CodeAction[] {
    const { start, end } = range;
    const covered = this.todos.inDocument(document).filter(({ line }) => line >= start.line && line <= end.line);
    const [todo] = covered;
    if (!todo) return [];
    const unlinked = covered.filter(({ taskId }) => taskId === undefined).length;
    if (unlinked > 1) {
      const lines = { uri: document.uri, startLine: start.line, endLine: end.line };
      const title = vscode.l10n.t('Create Feishu Tasks… ({0} TODOs)', unlinked);
      return [action(title, command('feishuTodo.createTasks', '', lines))];
    }
    const target: TodoTarget = { uri: document.uri, line: todo.line };
    const linked = todo.taskId === undefined ? undefined : this.linked.at(document, todo.line);
    if (linked) return actionsOf(linked, target);
    return [
      action(vscode.l10n.t('Create Feishu Task'), command('feishuTodo.createTask', '', target)),
      action(vscode.l10n.t('Create Feishu Task…'), command('feishuTodo.createTaskWithOptions', '', target)),
      action(vscode.l10n.t('Link to Existing Task…'), command('feishuTodo.linkTask', '', target)),
    ];
  }
}

/** What is most likely wanted stands first. */
function actionsOf({ task, status, titles }: LinkedTodo, target: TodoTarget): vscode.CodeAction[] {
  const actions = [action(vscode.l10n.t('Open Feishu Task'), command('feishuTodo.openTask', '', target))];
  if (status === 'done') {
    const remove = action(vscode.l10n.t('Remove TODO'), command('feishuTodo.removeTodo', '', target));
    remove.isPreferred = true;
    actions.unshift(remove);
  } else if (task) {
    actions.push(action(vscode.l10n.t('Complete Task'), command('feishuTodo.completeTask', '', target)));
  }
  if (task) actions.push(action(vscode.l10n.t('Go to Task'), command('feishuTodo.goToTask', '', target)));
  actions.push(action(vscode.l10n.t('Unlink Task'), command('feishuTodo.unlinkTask', '', target)));
  if (titles === 'same') return actions;
  const settle = [
    action(vscode.l10n.t('Use the Comment’s Title in Feishu'), command('feishuTodo.useCommentTitle', '', target)),
    action(vscode.l10n.t('Use Feishu’s Title in the Comment'), command('feishuTodo.useTaskTitle', '', target)),
  ];
  return titles === 'both' ? [...settle, ...actions] : [...actions, ...settle];
}

function action(title: string, run: vscode.Command): vscode.CodeAction {
  const result = new vscode.CodeAction(title, vscode.CodeActionKind.QuickFix);
  result.command = { ...run, title };
  return result;
}
