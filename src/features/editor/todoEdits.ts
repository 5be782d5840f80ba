import * as vscode from 'vscode';
import type { Task } from '../../feishu';
import { HumanError } from '../../platform/errors';
import { errorText } from '../../platform/log';
import { asTitle, settledExtra } from '../../tasks';
import { removalEdits, retitleEdit, type TextEdit } from '../../todo';
import type { Services } from '../services';
import { requireClient } from '../shared/accountBinding';
import { findTodo, type FoundTodo, type TodoTarget } from '../shared/todoTarget';

const CONFIRMATION_MS = 5000;

/** Changes to a TODO comment that follow its task, and the other way round. Edits are left for the person to save. */
export class TodoEdits {
  constructor(private readonly services: Pick<Services, 'accounts' | 'log' | 'store' | 'todos'>) {}

  /** Takes the TODO out of the code: its comment, or its part of one that says more. @throws HumanError */
  async remove(target: TodoTarget | undefined): Promise<void> {
    const { todos } = this.services;
    const { document, todo } = await findTodo(todos, target);
    const edits = removalEdits(document.getText(), document.languageId, todo, todos.readerFor(document));
    if (!edits) {
      throw new HumanError(
        vscode.l10n.t('This comment is written in a way that only a person can take the TODO out of it.'),
      );
    }
    await apply(document, edits);
    confirm(vscode.l10n.t('TODO removed'));
  }

  /** Gives the task the title that stands in the comment. @throws HumanError, FeishuError, … */
  async useCommentTitle(target: TodoTarget | undefined): Promise<void> {
    const { todo, taskId } = await this.linked(target);
    const client = await requireClient(this.services.accounts);
    const task = await client.tasks.get(taskId);
    const title = asTitle(todo.title);
    if (title === '') throw new HumanError(vscode.l10n.t('A task needs a title.'));
    const extra = settledExtra(task, todo.title);
    await client.tasks.update(taskId, { title, ...(extra !== undefined && { extra }) });
    this.services.store.upsert(await client.tasks.get(taskId));
    confirm(vscode.l10n.t('Title changed in Feishu'));
  }

  /** Gives the comment the title the task has. @throws HumanError where the comment could not carry it */
  async useTaskTitle(target: TodoTarget | undefined): Promise<void> {
    const { todos } = this.services;
    const { document, todo, taskId } = await this.linked(target);
    const client = await requireClient(this.services.accounts);
    const { version } = document;
    const task = await client.tasks.get(taskId);
    this.services.store.upsert(task);
    if (document.version !== version) {
      throw new HumanError(vscode.l10n.t('The text has changed meanwhile. Try again.'));
    }
    const reader = todos.readerFor(document);
    const edit = retitleEdit(document.getText(), document.languageId, todo, task.title, reader);
    if (!edit) {
      throw new HumanError(vscode.l10n.t('This comment cannot carry the title “{0}”. Change it by hand.', task.title));
    }
    await apply(document, [edit]);
    confirm(vscode.l10n.t('Title changed in the comment'));
    await this.settle(task);
  }

  /** From here on changes of the titles are counted anew. Where that fails they are only counted from further back. */
  private async settle(task: Task): Promise<void> {
    const extra = settledExtra(task, task.title);
    if (extra === undefined) return;
    try {
      const client = await requireClient(this.services.accounts);
      await client.tasks.update(task.id, { extra });
      this.services.store.upsert(await client.tasks.get(task.id));
    } catch (error) {
      this.services.log.warn(`title of ${task.id}: ${errorText(error)}`);
    }
  }

  private async linked(target: TodoTarget | undefined): Promise<FoundTodo & { readonly taskId: string }> {
    const found = await findTodo(this.services.todos, target);
    const { taskId } = found.todo;
    if (taskId === undefined) throw new HumanError(vscode.l10n.t('This TODO has no Feishu task any more.'));
    return { ...found, taskId };
  }
}

/** @throws HumanError where VS Code does not take the edit, as when the text has just changed */
async function apply(document: vscode.TextDocument, edits: readonly TextEdit[]): Promise<void> {
  const edit = new vscode.WorkspaceEdit();
  for (const { start, end, newText } of edits) {
    const range = new vscode.Range(document.positionAt(start), document.positionAt(end));
    edit.replace(document.uri, range, newText);
  }
  if (!(await vscode.workspace.applyEdit(edit))) {
    throw new HumanError(vscode.l10n.t('The text has changed meanwhile. Try again.'));
  }
}

function confirm(message: string): void {
  vscode.window.setStatusBarMessage(`$(check) ${message}`, CONFIRMATION_MS);
}
