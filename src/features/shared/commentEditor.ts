import * as vscode from 'vscode';
import type { RedactingLog } from '../../platform/log';
import type { TextEdit, Todo } from '../../todo';
import { relocateIn } from './fingerprint';
import { isUnsaved, saveDocument } from './notebooks';
import type { WorkspaceTodos } from './workspaceTodos';

/** A text that changes more often than that while it is edited is left alone. */
const MAX_ATTEMPTS = 10;

/**
 * What to change for a TODO as it is now. False where it must be left alone, true where all is well.
 * @param todo as the text says
 */
export type TodoEdits = (document: vscode.TextDocument, todo: Todo) => readonly TextEdit[] | boolean;

/** Edits the comments of TODOs where they are found again: since one was seen, the code may have moved. */
export class CommentEditor {
  /** The last edit of each file: one follows the other, for VS Code takes no edit for a text that has changed meanwhile. */
  private readonly last = new Map<string, Promise<boolean>>();

  constructor(
    private readonly todos: WorkspaceTodos,
    private readonly log: RedactingLog,
  ) {}

  /** @returns false where the TODO is gone, or its file does not take the edit */
  edit(uri: vscode.Uri, fingerprint: string, edits: TodoEdits): Promise<boolean> {
    const key = uri.toString();
    const before = this.last.get(key) ?? Promise.resolve(true);
    const work = before
      .catch(() => false)
      .then(() => this.editNow(uri, fingerprint, edits))
      .finally(() => {
        if (this.last.get(key) === work) this.last.delete(key);
      });
    this.last.set(key, work);
    return work;
  }

  /** When the person is typing at that moment, the TODO is looked for once more. */
  private async editNow(uri: vscode.Uri, fingerprint: string, edits: TodoEdits): Promise<boolean> {
    const document = await openDocument(uri);
    if (!document) return false;
    for (let attempt = 1; attempt <= MAX_ATTEMPTS; attempt++) {
      const wasDirty = isUnsaved(document);
      const { todo } = relocateIn(document, this.todos, fingerprint);
      if (!todo) return false;
      const wanted = edits(document, todo);
      if (typeof wanted === 'boolean') return wanted;
      if (wanted.length === 0) return true;
      const edit = new vscode.WorkspaceEdit();
      for (const { start, end, newText } of wanted) {
        edit.replace(uri, new vscode.Range(document.positionAt(start), document.positionAt(end)), newText);
      }
      if (!(await vscode.workspace.applyEdit(edit))) continue;
      // A file that was saved stays saved; one with unsaved changes is left for the person to save.
      if (!wasDirty && !(await saveDocument(document))) this.log.warn(`${uri.path} was changed but not saved`);
      return true;
    }
    this.log.warn(`${uri.path} did not take an edit`);
    return false;
  }
}

async function openDocument(uri: vscode.Uri): Promise<vscode.TextDocument | undefined> {
  try {
    return await vscode.workspace.openTextDocument(uri);
  } catch {
    return undefined;
  }
}
