import * as vscode from 'vscode';
import type { CommandId } from '../../platform/commandIds';
import type { Outbox } from '../../tasks';
import { fingerprint, relocateAmong, type Fingerprint, type Todo } from '../../todo';
import { parseFingerprint } from '../shared/fingerprint';
import type { FoundTodo } from '../shared/todoTarget';
import type { FileTodos, WorkspaceTodos } from '../shared/workspaceTodos';
import type { Scope } from './scope';

/** A TODO that may get a task. */
export interface Candidate {
  readonly uri: vscode.Uri;
  readonly todo: Todo;
  /** Finds it again when its file is opened: a file on disk may be read a while after it was listed. */
  readonly print: Fingerprint;
}

/** The TODOs of a scope that have no task and for which none is on its way, by file and line. */
export async function candidates(scope: Scope, todos: WorkspaceTodos, outbox: Outbox): Promise<Candidate[]> {
  const files = await filesOf(scope, todos);
  const onTheirWay = new Map<string, Fingerprint[]>();
  for (const { draft, state } of outbox.list()) {
    const print = state === 'failed' ? undefined : parseFingerprint(draft.place.fingerprint);
    if (print) onTheirWay.set(draft.place.uri, [...(onTheirWay.get(draft.place.uri) ?? []), print]);
  }
  return files.flatMap(({ uri, todos: all }) => {
    const taken = new Set((onTheirWay.get(uri.toString()) ?? []).map((print) => relocateAmong(print, '', all).todo));
    return all
      .filter((todo) => todo.taskId === undefined && !todo.notebook && !taken.has(todo) && isMeant(scope, uri, todo))
      .map((todo) => ({ uri, todo, print: fingerprint(todo, '', all) }));
  });
}

/** The TODO in its file as it is now; undefined where it is gone or got a task meanwhile. */
export async function findCandidate({ uri, print }: Candidate, todos: WorkspaceTodos): Promise<FoundTodo | undefined> {
  let document: vscode.TextDocument;
  try {
    document = await vscode.workspace.openTextDocument(uri);
  } catch {
    return undefined;
  }
  const written = relocateAmong(print, document.getText(), todos.writtenIn(document)).todo;
  const todo = todos.inDocument(document).find(({ tagRange }) => tagRange.start === written?.tagRange.start);
  return todo && todo.taskId === undefined ? { document, todo } : undefined;
}

async function filesOf(scope: Scope, todos: WorkspaceTodos): Promise<FileTodos[]> {
  const wholeWorkspace = scope === 'workspace';
  if ((wholeWorkspace || scope.under.length > 0) && !todos.hasScanned) {
    await vscode.commands.executeCommand('feishuTodo.refreshTodos' satisfies CommandId);
  }
  const open = new Map(vscode.workspace.textDocuments.map((document) => [document.uri.toString(), document]));
  const found = new Map<string, FileTodos>();
  for (const file of todos.files()) {
    if (!wholeWorkspace && !scope.under.some((folder) => isWithin(file.uri, folder))) continue;
    const document = open.get(file.uri.toString());
    // The list of the workspace follows an open document after a moment.
    found.set(file.uri.toString(), document ? { uri: file.uri, todos: todos.inDocument(document) } : file);
  }
  if (wholeWorkspace) return [...found.values()];
  // A file that was asked for counts also where no scan would look at it.
  for (const uri of [...scope.under, ...scope.ranges.map((one) => one.uri), ...scope.places.map((one) => one.uri)]) {
    if (found.has(uri.toString()) || !(await isFile(uri))) continue;
    const document = await vscode.workspace.openTextDocument(uri);
    found.set(uri.toString(), { uri, todos: todos.inDocument(document) });
  }
  return [...found.values()].sort((a, b) => (a.uri.path < b.uri.path ? -1 : 1));
}

function isMeant(scope: Scope, uri: vscode.Uri, { line }: Todo): boolean {
  if (scope === 'workspace') return true;
  const key = uri.toString();
  return (
    scope.under.some((folder) => isWithin(uri, folder)) ||
    scope.ranges.some((one) => one.uri.toString() === key && one.startLine <= line && line <= one.endLine) ||
    scope.places.some((one) => one.uri.toString() === key && one.line === line)
  );
}

/** Is it the file itself, or in the folder? */
function isWithin(uri: vscode.Uri, folder: vscode.Uri): boolean {
  if (uri.scheme !== folder.scheme || uri.authority !== folder.authority) return false;
  return uri.path === folder.path || uri.path.startsWith(`${folder.path.replace(/\/$/, '')}/`);
}

/** Also a document that was never saved. */
async function isFile(uri: vscode.Uri): Promise<boolean> {
  if (vscode.workspace.textDocuments.some((document) => document.uri.toString() === uri.toString())) return true;
  try {
    return ((await vscode.workspace.fs.stat(uri)).type & vscode.FileType.File) !== 0;
  } catch {
    return false;
  }
}
