import * as vscode from 'vscode';
import type { FeishuClient, Task, Tasklist, TaskPatch } from '../../feishu';
import { CancelledError } from '../../platform/errors';
import { back } from '../../platform/quickPick';
import { pickDue } from '../repeat/duePicker';
import { chooseRepeat } from '../repeat/repeatPicker';
import type { Services } from '../services';
import { requireClient } from '../shared/accountBinding';
import { pickTasklist } from '../shared/tasklistPicker';

const CONFIRMATION_MS = 5000;

/** What can be done with tasks that exist. Every action reads the task back, so that the view shows what is true. */
export class TaskActions {
  constructor(private readonly services: Pick<Services, 'accounts' | 'store'>) {}

  async open(taskId: string): Promise<readonly string[]> {
    // The sandbox serves the page itself: it has to run before the browser asks.
    await this.services.accounts.getClient();
    await vscode.env.openExternal(vscode.Uri.parse(this.services.accounts.taskUrl(taskId), true));
    return [taskId];
  }

  async copyLink(taskIds: readonly string[]): Promise<readonly string[]> {
    await vscode.env.clipboard.writeText(taskIds.map((id) => this.services.accounts.taskUrl(id)).join('\n'));
    confirm(vscode.l10n.t('Link copied'));
    return taskIds;
  }

  /** Completes or reopens tasks. All are tried; the first failure is thrown after the rest are done. */
  async setDone(taskIds: readonly string[], done: boolean): Promise<readonly string[]> {
    await this.forEach(taskIds, (client, id) => (done ? client.tasks.complete(id) : client.tasks.reopen(id)));
    confirm(done ? vscode.l10n.t('Task completed') : vscode.l10n.t('Task reopened'));
    return taskIds;
  }

  /** Changes or removes the due date. Without one a task cannot repeat, so its rule goes with it. */
  async setDue(taskIds: readonly string[]): Promise<void> {
    const [task] = await this.read(taskIds);
    const choice = await pickDue(task!.due, { title: vscode.l10n.t('Due Date'), canGoBack: false });
    if (choice === back) throw new CancelledError();
    const patch: TaskPatch = choice.due ? { due: choice.due } : { due: null, repeatRule: null };
    await this.forEach(taskIds, (client, id) => client.tasks.update(id, patch));
    confirm(choice.due ? vscode.l10n.t('Due date changed') : vscode.l10n.t('Due date removed'));
  }

  /** Changes or removes the repeat rule of one task; asks for the due date first where there is none. */
  async setRepeat(taskId: string): Promise<void> {
    const [task] = await this.read([taskId]);
    const choice = await chooseRepeat(task!, { canGoBack: false });
    if (choice === back) throw new CancelledError();
    const { due, repeatRule = null } = choice;
    await this.forEach([taskId], (client, id) =>
      client.tasks.update(id, due === task!.due ? { repeatRule } : { due, repeatRule }),
    );
    confirm(repeatRule === null ? vscode.l10n.t('Repeat rule removed') : vscode.l10n.t('Repeat rule changed'));
  }

  /** Asks for a tasklist and puts the tasks into it. @returns the list */
  async addToTasklist(taskIds: readonly string[]): Promise<Tasklist> {
    const client = await requireClient(this.services.accounts);
    const tasklist = await pickTasklist(client, {
      title: vscode.l10n.t('Add to Tasklist'),
      placeholder: vscode.l10n.t('Which tasklist?'),
      canGoBack: false,
    });
    if (tasklist === back) throw new CancelledError();
    await this.putInto(taskIds, tasklist);
    return tasklist;
  }

  /** Puts tasks into a tasklist. All are tried; the first failure is thrown after the rest are done. */
  async putInto(taskIds: readonly string[], tasklist: Tasklist): Promise<void> {
    await this.forEach(taskIds, (client, id) => client.tasklists.addTask(id, tasklist.guid));
    confirm(vscode.l10n.t('Added to “{0}”', tasklist.name));
  }

  private async read(taskIds: readonly string[]): Promise<Task[]> {
    const client = await requireClient(this.services.accounts);
    return Promise.all(taskIds.map((id) => client.tasks.get(id)));
  }

  /** Acts on each task and reads it back. @throws the first failure, after the others were tried */
  private async forEach(
    taskIds: readonly string[],
    act: (client: FeishuClient, taskId: string) => Promise<unknown>,
  ): Promise<Task[]> {
    const client = await requireClient(this.services.accounts);
    const results = await Promise.allSettled(
      taskIds.map(async (id) => {
        await act(client, id);
        const task = await client.tasks.get(id);
        this.services.store.upsert(task);
        return task;
      }),
    );
    const failed = results.find((result) => result.status === 'rejected');
    if (failed) throw failed.reason;
    return results.flatMap((result) => (result.status === 'fulfilled' ? [result.value] : []));
  }
}

function confirm(message: string): void {
  vscode.window.setStatusBarMessage(`$(check) ${message}`, CONFIRMATION_MS);
}
