import * as vscode from 'vscode';
import type { Services } from '../services';
import { findTodo, type FoundTodo } from '../shared/todoTarget';
import { ToolError } from './tool';

/** Where a TODO stands, as the list tool gives it. */
export interface TodoPlace {
  /** Path in the workspace, with `/`; in a workspace of several folders it begins with the folder's name. */
  readonly path: string;
  /** From 1. */
  readonly line: number;
}

/** The path by which tools name a file. */
export function toolPath(uri: vscode.Uri): string {
  return vscode.workspace.asRelativePath(uri);
}

/** The TODO at a place. @throws ToolError that says what to give instead */
export async function todoAt({ todos }: Pick<Services, 'todos'>, { path, line }: TodoPlace): Promise<FoundTodo> {
  const uri = await fileAt(path);
  try {
    return await findTodo(todos, { uri, line: line - 1 });
  } catch {
    const document = await vscode.workspace.openTextDocument(uri);
    const lines = todos.inDocument(document).map((todo) => todo.line + 1);
    const where = lines.length > 0 ? `It has TODOs on lines ${lines.slice(0, 50).join(', ')}.` : 'It has none.';
    throw new ToolError(`There is no TODO comment on line ${line} of ${path}. ${where}`);
  }
}

/** Only files inside the workspace: a model must not make tasks of anything else it can name. */
async function fileAt(path: string): Promise<vscode.Uri> {
  for (const uri of candidates(path)) {
    if (!vscode.workspace.getWorkspaceFolder(uri)) continue;
    try {
      const { type } = await vscode.workspace.fs.stat(uri);
      if (type & vscode.FileType.File) return uri;
    } catch {
      // The next folder may have it.
    }
  }
  throw new ToolError(`There is no file ${path} in the workspace. Use a path that feishuTodo_listTodos gave.`);
}

function candidates(path: string): vscode.Uri[] {
  const folders = vscode.workspace.workspaceFolders ?? [];
  const inNamed = folders
    .filter(({ name }) => path.startsWith(`${name}/`))
    .map(({ uri, name }) => vscode.Uri.joinPath(uri, path.slice(name.length + 1)));
  const inAny = folders.map(({ uri }) => vscode.Uri.joinPath(uri, path));
  const absolute = path.startsWith('/') || /^[a-z]:[\\/]/i.test(path) ? [vscode.Uri.file(path)] : [];
  return [...inAny, ...inNamed, ...absolute];
}
