import * as vscode from 'vscode';
import type { Task } from '../../feishu';
import { CancelledError } from '../../platform/errors';
import { back, prepare, settle } from '../../platform/quickPick';
import { taskIdOf } from '../../todo';
import type { Services } from '../services';
import { taskDescription } from '../taskTree/taskText';

interface TaskItem extends vscode.QuickPickItem {
  readonly taskId?: string;
}

/**
 * Lets the person choose one of the known tasks by its title, open ones first, or paste the link or the id of any.
 * @returns the task's id, which may be one Feishu does not know
 */
export async function pickTask({ store, log }: Pick<Services, 'store' | 'log'>, title: string): Promise<string> {
  const picker = vscode.window.createQuickPick<TaskItem>();
  const placeholder = vscode.l10n.t('Type to search the titles, or paste the link of a task');
  prepare(picker, { title, placeholder });
  picker.matchOnDescription = true;
  const chosen = await settle<string, typeof picker>(picker, (resolve, reject) => {
    let known: readonly TaskItem[] = [];
    const show = (): void => {
      const pasted = taskIdOf(picker.value);
      picker.items = pasted === undefined ? known : [pastedItem(pasted, store.get(pasted)), ...known];
    };
    const load = async (): Promise<void> => {
      picker.busy = true;
      // What is known may be old or nothing yet; a failure leaves that, and the pasted link.
      if (store.refreshedAt === undefined && !(await store.refresh())) log.warn('tasks to link could not be read');
      known = await taskItems(store.tasks);
      show();
      picker.busy = false;
    };
    load().catch(reject);
    return [
      picker.onDidChangeValue(show),
      picker.onDidAccept(() => {
        const taskId = picker.selectedItems[0]?.taskId ?? taskIdOf(picker.value);
        if (taskId !== undefined) resolve(taskId);
      }),
    ];
  });
  if (chosen === back) throw new CancelledError();
  return chosen;
}

function pastedItem(taskId: string, task: Task | undefined): TaskItem {
  return {
    taskId,
    label: task?.title ?? vscode.l10n.t('The Task of This Link'),
    description: task ? undefined : taskId,
    iconPath: new vscode.ThemeIcon('link'),
    alwaysShow: true,
  };
}

async function taskItems(tasks: readonly Task[]): Promise<TaskItem[]> {
  const rows = (some: readonly Task[], icon: string): Promise<TaskItem[]> =>
    Promise.all(
      some.map(async (task) => ({
        taskId: task.id,
        label: task.title,
        description: await taskDescription(task),
        iconPath: new vscode.ThemeIcon(icon),
      })),
    );
  const open = tasks.filter(({ completedAt }) => completedAt === undefined);
  const done = tasks.filter(({ completedAt }) => completedAt !== undefined);
  const separator = (label: string): TaskItem => ({ label, kind: vscode.QuickPickItemKind.Separator });
  return [
    ...(await rows(open, 'circle-outline')),
    ...(done.length > 0 ? [separator(vscode.l10n.t('Completed'))] : []),
    ...(await rows(done, 'pass')),
  ];
}
