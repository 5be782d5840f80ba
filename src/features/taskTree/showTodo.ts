import * as vscode from 'vscode';
import { HumanError } from '../../platform/errors';
import type { Todo } from '../../todo';
import { relocateIn } from '../shared/fingerprint';
import type { Services } from '../services';

/** Where a TODO stands, for scripts. */
export interface ShownTodo {
  readonly uri: string;
  /** 0-based. */
  readonly line: number;
}

/** Opens the file of a task's TODO with the cursor on it. @throws HumanError where the code is not here (any more) */
export async function showTodoOf(
  { links, store, todos }: Pick<Services, 'links' | 'store' | 'todos'>,
  taskId: string,
): Promise<ShownTodo> {
  const linked = todos.findLinked(taskId);
  for (const uri of [...(linked ? [linked.uri] : []), ...links.urisOf(taskId)]) {
    const document = await openDocument(uri);
    // The list of the workspace follows the text after a moment; the document itself is always right.
    const todo = document && todos.inDocument(document).find((one) => one.taskId === taskId);
    if (document && todo) return show(document, todo);
  }
  const place = store.placeOf(taskId);
  if (!place) throw new HumanError(vscode.l10n.t('No TODO of this workspace belongs to this task.'));
  const uri = links.uriOf(taskId, place.path);
  const document = uri && (await openDocument(uri));
  if (!document) throw new HumanError(vscode.l10n.t('{0} is not in this workspace.', place.path));
  const { todo } = relocateIn(document, todos, place.fingerprint);
  if (!todo) {
    await vscode.window.showTextDocument(document);
    throw new HumanError(vscode.l10n.t('The TODO of this task is no longer in {0}.', place.path));
  }
  return show(document, todo);
}

async function show(document: vscode.TextDocument, todo: Todo): Promise<ShownTodo> {
  const position = document.positionAt(todo.tagRange.start);
  await vscode.window.showTextDocument(document, { selection: new vscode.Range(position, position) });
  return { uri: document.uri.toString(), line: position.line };
}

async function openDocument(uri: vscode.Uri): Promise<vscode.TextDocument | undefined> {
  try {
    return await vscode.workspace.openTextDocument(uri);
  } catch {
    return undefined;
  }
}
