import * as vscode from 'vscode';
import { DisposableStore } from '../../platform/disposables';
import type { Services } from '../services';
import { resolveTarget } from '../shared/todoTarget';
import { TodoCodeActions } from './codeActions';
import { TodoCommentingRanges } from './commentingRanges';
import { LinkedRefresh } from './linkedRefresh';
import { LinkedTasks } from './linkedTasks';
import { MenuKeys } from './menuKeys';
import { OptionDiagnostics } from './optionDiagnostics';
import { RemovedQuestions } from './removedQuestions';
import { TaskCodeLens } from './taskCodeLens';
import { TaskDecorations } from './taskDecorations';
import { TaskHover } from './taskHover';
import { TaskThreads } from './taskThreads';
import { TitleDiagnostics } from './titleDiagnostics';
import { TodoCompletion } from './todoCompletion';
import { TodoEdits } from './todoEdits';

/** What TODOs bring to the editor: menu entries on their lines, the gutter's `+`, quick fixes, the state of their tasks. */
export function register(services: Services): vscode.Disposable {
  const { commands, directory, todos } = services;
  const disposables = new DisposableStore();
  disposables.add(new MenuKeys(todos));
  const linked = disposables.add(new LinkedTasks(services));
  disposables.add(new LinkedRefresh(linked, services));
  disposables.add(new TaskDecorations(linked));
  const threads = disposables.add(new TaskThreads(linked, services));
  disposables.add(new TodoCommentingRanges(todos, threads));
  disposables.add(new TitleDiagnostics(linked));
  disposables.add(new RemovedQuestions(services));
  disposables.add(new TaskCodeLens(todos, linked));

  const edits = new TodoEdits(services);
  for (const command of [
    commands.registerForm('feishuTodo.addComment', (reply: vscode.CommentReply) => threads.reply(reply)),
    commands.register('feishuTodo.removeTodo', (argument) => edits.remove(resolveTarget(argument))),
    commands.register('feishuTodo.useCommentTitle', (argument) => edits.useCommentTitle(resolveTarget(argument))),
    commands.register('feishuTodo.useTaskTitle', (argument) => edits.useTaskTitle(resolveTarget(argument))),
  ]) {
    disposables.add(command);
  }

  const { registerCodeActionsProvider, registerCompletionItemProvider, registerHoverProvider } = vscode.languages;
  const completion = new TodoCompletion(services);
  disposables.add(registerCompletionItemProvider('*', completion, ...TodoCompletion.triggers));
  disposables.add(registerHoverProvider('*', new TaskHover(linked, directory)));
  disposables.add(registerCodeActionsProvider('*', new TodoCodeActions(todos, linked), TodoCodeActions.metadata));
  const options = disposables.add(new OptionDiagnostics(todos));
  disposables.add(registerCodeActionsProvider('*', options, OptionDiagnostics.metadata));
  return disposables;
}
