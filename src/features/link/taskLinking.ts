import * as vscode from 'vscode';
import { HumanError } from '../../platform/errors';
import { ensureConnected } from '../account/ensureConnected';
import type { Services } from '../services';
import { requireClient } from '../shared/accountBinding';
import { formatFingerprint } from '../shared/fingerprint';
import { findAgain, findTodo, type TodoTarget } from '../shared/todoTarget';
import { pickTask } from './pickTask';

const CONFIRMATION_MS = 5000;

type Needs = Pick<Services, 'accounts' | 'links' | 'log' | 'outbox' | 'started' | 'store' | 'todos'>;

/** Links TODOs to tasks that exist, and takes links away. The task itself is never changed. */
export class TaskLinking {
  constructor(private readonly services: Needs) {}

  /**
   * Links a TODO to a task.
   * @param wanted the task's id; the person chooses where none is given
   * @returns the task's id
   */
  async link(target: TodoTarget | undefined, wanted?: string): Promise<string> {
    const { accounts, links, store, todos } = this.services;
    const first = await findTodo(todos, target);
    refuseLinked(first.todo.taskId, wanted);
    const fingerprint = formatFingerprint(first.todo, first.document, todos);
    await this.services.started;
    await ensureConnected(accounts);
    const taskId = wanted ?? (await pickTask(this.services, vscode.l10n.t('Link to Existing Task')));
    // A task that nobody has, or that this account may not see, is no task to link to.
    const task = await (await requireClient(accounts)).tasks.get(taskId);
    store.upsert(task);
    const found = findAgain(todos, first, fingerprint);
    refuseLinked(found.todo.taskId, taskId);
    await links.link(task.id, found);
    confirm(vscode.l10n.t('Linked to “{0}”', task.title));
    return task.id;
  }

  /**
   * Takes the tasks from TODOs; of several, those that have none are left alone.
   * @returns the ids of the tasks, which stay as they are
   */
  async unlink(targets: readonly (TodoTarget | undefined)[]): Promise<string[]> {
    const { links, todos } = this.services;
    const all = await Promise.all(targets.map((target) => findTodo(todos, target)));
    // Taking a link out may move the lines below: each is found again when its turn comes.
    const linked = all.flatMap((found) => {
      const { document, todo } = found;
      if (todo.taskId === undefined) return [];
      return [{ found, taskId: todo.taskId, fingerprint: formatFingerprint(todo, document, todos) }];
    });
    if (linked.length === 0) throw new HumanError(vscode.l10n.t('This TODO has no Feishu task.'));
    for (const { found, fingerprint } of linked) await links.unlink(findAgain(todos, found, fingerprint));
    confirm(vscode.l10n.t('Unlinked. The task itself stays in Feishu.'));
    return linked.map(({ taskId }) => taskId);
  }
}

function refuseLinked(taskId: string | undefined, wanted: string | undefined): void {
  if (taskId === undefined || taskId === wanted) return;
  throw new HumanError(vscode.l10n.t('This TODO already has a Feishu task. Unlink it first.'));
}

function confirm(message: string): void {
  vscode.window.setStatusBarMessage(`$(check) ${message}`, CONFIRMATION_MS);
}
