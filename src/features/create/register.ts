import * as vscode from 'vscode';
import { DisposableStore } from '../../platform/disposables';
import type { Services } from '../services';
import { requireClient } from '../shared/accountBinding';
import { pickTasklistOrNone } from '../shared/tasklistPicker';
import { resolveTarget } from '../shared/todoTarget';
import type { TaskNode } from '../taskTree/taskTree';
import { DraftMemory } from './draftMemory';
import { ManyTasks } from '../createMany/manyTasks';
import type { DraftDialogs } from './draftPicker';
import { TaskCreation } from './taskCreation';

/** The commands that make tasks of TODOs. They answer the new task's id, or nothing where none was made (yet). */
export function register(services: Services): vscode.Disposable {
  const { accounts, commands, context, people } = services;
  const dialogs: DraftDialogs = {
    choosePeople: (title, placeholder, chosen, place) => {
      const spot = place && { uri: vscode.Uri.parse(place.uri), line: place.line };
      return people.choose({ title, placeholder, chosen, spot, canGoBack: true });
    },
    chooseTasklist: async (title, current) => {
      const client = await requireClient(accounts);
      const placeholder = vscode.l10n.t('Which tasklist?');
      const none = vscode.l10n.t('No tasklist');
      return pickTasklistOrNone(client, { title, placeholder, current, none, canGoBack: true });
    },
  };
  const disposables = new DisposableStore();
  const creation = new TaskCreation(services, dialogs, new DraftMemory(context.workspaceState));
  const many = new ManyTasks(services, dialogs);
  for (const command of [
    commands.register('feishuTodo.createTask', (argument) => creation.quick(resolveTarget(argument))),
    commands.register('feishuTodo.createTaskWithOptions', (argument) => creation.withOptions(resolveTarget(argument))),
    commands.register('feishuTodo.createTasks', (argument, selected) => many.create(argument, selected)),
    commands.registerForm('feishuTodo.createTaskFromThread', (reply: vscode.CommentReply) =>
      fromThread(reply, (target, note) => creation.quick(target, note)),
    ),
    commands.registerForm('feishuTodo.createTaskFromThreadWithOptions', (reply: vscode.CommentReply) =>
      fromThread(reply, (target, note) => creation.withOptions(target, note)),
    ),
    commands.register('feishuTodo.retryTask', (node: TaskNode) =>
      node?.kind === 'waiting' ? creation.resume(node.view) : undefined,
    ),
  ]) {
    disposables.add(command);
  }
  return disposables;
}

/** The gutter's `+` opened a thread at the TODO; once the task is there, the thread has done its work. */
async function fromThread(
  { thread, text }: vscode.CommentReply,
  create: (target: { uri: vscode.Uri; line: number }, note: string) => Promise<string | undefined>,
): Promise<string | undefined> {
  if (!thread.range) return undefined;
  const taskId = await create({ uri: thread.uri, line: thread.range.start.line }, text);
  if (taskId) thread.dispose();
  return taskId;
}
