import * as vscode from 'vscode';
import type { Services } from '../services';
import { requireClient } from '../shared/accountBinding';
import { todoAt } from './place';
import { facts, ToolError, type Tool } from './tool';

/** Input of `feishuTodo_completeTask`: a task's id, or the place of its TODO. */
interface CompleteInput {
  readonly taskId?: string;
  readonly path?: string;
  readonly line?: number;
}

type Needs = Pick<Services, 'accounts' | 'store' | 'todos'>;

/** Completes the Feishu task of a TODO, after the person agreed. */
export function completeTaskTool(services: Needs): Tool<CompleteInput> {
  return {
    name: 'feishuTodo_completeTask',
    async confirm(input) {
      const title = vscode.l10n.t('Complete a Feishu task?');
      const id = await taskIdOf(services, input).catch(() => undefined);
      const known = id === undefined ? undefined : await titleOf(services, id);
      return {
        title,
        message: facts([
          [vscode.l10n.t('Title'), known],
          [vscode.l10n.t('Task'), id ?? input.taskId],
          [vscode.l10n.t('Code'), input.path && `${input.path}:${input.line ?? ''}`],
        ]),
      };
    },
    async run(input) {
      const id = await taskIdOf(services, input);
      const client = await requireClient(services.accounts);
      const before = await client.tasks.get(id);
      if (before.completedAt !== undefined) return `The task "${before.title}" was complete already.`;
      await client.tasks.complete(id);
      services.store.upsert(await client.tasks.get(id));
      return `Completed the Feishu task "${before.title}". Its TODO comment is still in the code.`;
    },
  };
}

async function taskIdOf(services: Needs, { taskId, path, line }: CompleteInput): Promise<string> {
  if (taskId !== undefined) return taskId.trim();
  if (path === undefined || line === undefined) throw new ToolError('Give taskId, or path and line of a TODO comment.');
  const { todo } = await todoAt(services, { path, line });
  if (todo.taskId === undefined) throw new ToolError(`The TODO on line ${line} of ${path} has no Feishu task.`);
  return todo.taskId;
}

/** Without the network first; a question must not hang on it. */
async function titleOf({ store, accounts }: Needs, id: string): Promise<string | undefined> {
  const known = store.tasks.find((task) => task.id === id);
  if (known) return known.title;
  const client = await accounts.getClient();
  const signal = AbortSignal.timeout(3000);
  return client?.tasks.get(id, { signal }).then(
    ({ title }) => title,
    () => undefined,
  );
}
