import * as vscode from 'vscode';
import type { Task } from '../../feishu';
import { HumanError } from '../../platform/errors';
import { back, pickOne } from '../../platform/quickPick';
import { CancelledError } from '../../platform/errors';
import { dueStatusAt } from '../../tasks';
import type { Services } from '../services';
import { resolveTarget } from '../shared/todoTarget';
import { taskDescription } from './taskText';

/** What a task command may be called with: a row of a tree, `{taskId}`, or a place in the code. */
export type TaskArgument =
  { readonly taskId: string } | { readonly task: Task } | { readonly uri: vscode.Uri; readonly line: number };

type Needs = Pick<Services, 'store' | 'todos' | 'accounts'>;

/**
 * The ids of the tasks a command was called for: the selected rows where the clicked one is among them, the task of
 * the TODO at the place or under the cursor, or one the person picks.
 */
export async function resolveTaskIds(
  services: Needs,
  argument: unknown,
  selected: readonly unknown[] = [],
): Promise<string[]> {
  const given = taskIdOf(argument);
  if (given) {
    const ids = selected.map(taskIdOf).filter((id) => id !== undefined);
    return ids.includes(given) ? [...new Set(ids)] : [given];
  }
  const atPlace = await taskIdAtPlace(services, argument);
  if (atPlace) return [atPlace];
  return [await pickTaskId(services)];
}

function taskIdOf(argument: unknown): string | undefined {
  if (typeof argument !== 'object' || argument === null) return undefined;
  const { taskId, task } = argument as { taskId?: unknown; task?: { id?: unknown } };
  if (typeof taskId === 'string') return taskId;
  return typeof task?.id === 'string' ? task.id : undefined;
}

/** The task of the TODO a command was called on, from the editor's menus or with the cursor on a linked TODO. */
async function taskIdAtPlace({ todos }: Needs, argument: unknown): Promise<string | undefined> {
  const target = resolveTarget(argument);
  if (!target) return undefined;
  const document = await vscode.workspace.openTextDocument(target.uri);
  return todos.inDocument(document).find(({ line, endLine }) => line <= target.line && target.line <= endLine)?.taskId;
}

async function pickTaskId({ store, accounts }: Needs): Promise<string> {
  if (!accounts.current) throw new HumanError(vscode.l10n.t('Connect to Feishu first, in the Tasks view.'));
  if (store.tasks.length === 0) throw new HumanError(vscode.l10n.t('There are no tasks yet.'));
  const statusOf = dueStatusAt(Date.now());
  const item = await pickOne({
    title: vscode.l10n.t('Which task?'),
    items: Promise.all(
      store.tasks.map(async (task) => ({
        task,
        label: task.title,
        description: await taskDescription(task, statusOf(task)),
      })),
    ),
  });
  if (item === back) throw new CancelledError();
  return item.task.id;
}
