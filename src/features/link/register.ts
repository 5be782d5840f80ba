import type * as vscode from 'vscode';
import { DisposableStore } from '../../platform/disposables';
import type { Services } from '../services';
import { resolveTarget, resolveTargets } from '../shared/todoTarget';
import { TaskLinking } from './taskLinking';

/** The commands that link a TODO to a task that exists, and unlink it. They answer the task's id, or the ids. */
export function register(services: Services): vscode.Disposable {
  const { commands } = services;
  const linking = new TaskLinking(services);
  const disposables = new DisposableStore();
  disposables.add(
    commands.register('feishuTodo.linkTask', (argument) => linking.link(resolveTarget(argument), taskIdIn(argument))),
  );
  disposables.add(
    commands.register('feishuTodo.unlinkTask', (argument, selected) =>
      linking.unlink(resolveTargets(argument, selected)),
    ),
  );
  return disposables;
}

/** A script may say which task. A row of the TODOs view has a `taskId` too, where it is linked. */
function taskIdIn(argument: unknown): string | undefined {
  const { taskId } = (argument ?? {}) as { taskId?: unknown };
  return typeof taskId === 'string' ? taskId : undefined;
}
