import * as vscode from 'vscode';
import type { Todo } from '../../todo';
import { HumanError } from '../../platform/errors';
import { relocateIn } from './fingerprint';
import type { WorkspaceTodos } from './workspaceTodos';

/** A TODO by its place: what the commands take from menus, quick fixes, tree rows and other extensions. */
export interface TodoTarget {
  readonly uri: vscode.Uri;
  /** 0-based line of the tag. */
  readonly line: number;
}

/** A TODO in an open document. */
export interface FoundTodo {
  readonly document: vscode.TextDocument;
  readonly todo: Todo;
}

/**
 * The place a command was called for. VS Code gives the resource from the editor's menu, `{uri, lineNumber}` (1-based)
 * from the gutter's, the thread from a comment thread's, and nothing from the palette or a key: then the cursor of the
 * active editor counts. Scripts give `{uri, line}`, the URI as text if they like.
 * @throws HumanError where a script gives a place that is none
 */
export function resolveTarget(argument: unknown): TodoTarget | undefined {
  if (isRecord(argument)) {
    if (typeof argument.line === 'number') return { uri: readUri(argument.uri), line: argument.line };
    if (typeof argument.lineNumber === 'number') return { uri: readUri(argument.uri), line: argument.lineNumber - 1 };
    // A comment thread at the TODO.
    if (argument.range instanceof vscode.Range) return { uri: readUri(argument.uri), line: argument.range.start.line };
    if (isRecord(argument.target)) return resolveTarget(argument.target);
  }
  const editor = vscode.window.activeTextEditor;
  return editor && { uri: editor.document.uri, line: editor.selection.active.line };
}

/**
 * The places a command was called for: of several selected rows each that is a TODO, where the clicked one is among
 * them.
 */
export function resolveTargets(argument: unknown, selected: unknown): (TodoTarget | undefined)[] {
  if (!Array.isArray(selected) || !selected.includes(argument)) return [resolveTarget(argument)];
  // A folder's row stands for no TODO, least of all for the one under the cursor.
  return selected.filter((row) => isRecord(row) && typeof row.line === 'number').map(resolveTarget);
}

/** A URI as VS Code or a script gives it. @throws HumanError where it is none */
export function readUri(value: unknown): vscode.Uri {
  if (value instanceof vscode.Uri) return value;
  try {
    if (typeof value === 'string') return vscode.Uri.parse(value, true);
  } catch {
    // Said below.
  }
  throw new HumanError(vscode.l10n.t('“{0}” is not the URI of a file.', String(value)));
}

/** Reads the TODO at a place. @throws HumanError where there is none (any more) */
export async function findTodo(todos: WorkspaceTodos, target: TodoTarget | undefined): Promise<FoundTodo> {
  if (!target) throw new HumanError(vscode.l10n.t('Open a file and put the cursor on a TODO comment first.'));
  const document = await vscode.workspace.openTextDocument(target.uri);
  const inDocument = todos.inDocument(document);
  const todo =
    inDocument.find(({ line }) => line === target.line) ??
    inDocument.find((other) => covers(document, other, target.line));
  if (!todo) throw noTodo(target.line);
  return { document, todo };
}

/** The same TODO in the document as it is now. @throws HumanError where it is gone */
export function findAgain(todos: WorkspaceTodos, { document, todo }: FoundTodo, fingerprint: string): FoundTodo {
  const written = relocateIn(document, todos, fingerprint).todo;
  const found = todos.inDocument(document).find(({ tagRange }) => tagRange.start === written?.tagRange.start);
  if (!found) throw noTodo(todo.line);
  return { document, todo: found };
}

/** @param line 0-based */
function noTodo(line: number): HumanError {
  return new HumanError(vscode.l10n.t('Line {0} has no TODO comment. Put the cursor on one and try again.', line + 1));
}

/** A TODO may go on over several lines: its description counts as the TODO. */
function covers(document: vscode.TextDocument, todo: Todo, line: number): boolean {
  return line > todo.line && line <= document.positionAt(todo.range.end).line;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
