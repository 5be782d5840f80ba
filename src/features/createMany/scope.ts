import * as vscode from 'vscode';
import { CancelledError } from '../../platform/errors';
import { back, pickOne } from '../../platform/quickPick';
import { readUri, type TodoTarget } from '../shared/todoTarget';
import type { WorkspaceTodos } from '../shared/workspaceTodos';

/** Lines of a file, 0-based, the last one included. */
export interface LineRange {
  readonly uri: vscode.Uri;
  readonly startLine: number;
  readonly endLine: number;
}

/** Which TODOs are meant: all of the workspace, or those of files, folders, lines and single places. */
export type Scope =
  | 'workspace'
  | {
      readonly under: readonly vscode.Uri[];
      readonly ranges: readonly LineRange[];
      readonly places: readonly TodoTarget[];
    };

/**
 * What the command was called for: a file or folder of the explorer, rows of the TODOs view, a selection in the editor,
 * or what a script gives: `{uri}`, `{uri, line}`, `{uri, startLine, endLine}`, a URI, or a list of these.
 * @param selected all that is selected where `argument` is one of several
 * @returns undefined where nothing is given, as from the palette
 * @throws HumanError where a script gives a URI that is none
 */
export function readScope(argument: unknown, selected: unknown): Scope | undefined {
  const given = Array.isArray(selected) && selected.includes(argument) ? (selected as unknown[]) : argument;
  const items = (Array.isArray(given) ? (given as unknown[]) : [given]).filter((item) => item !== undefined);
  if (items.length === 0) return undefined;
  const under: vscode.Uri[] = [];
  const ranges: LineRange[] = [];
  const places: TodoTarget[] = [];
  for (const item of items) {
    if (item instanceof vscode.Uri || typeof item !== 'object' || item === null) {
      under.push(readUri(item));
      continue;
    }
    const { uri: own, line, startLine, endLine, todos } = item as Record<string, unknown>;
    if (typeof todos === 'function') {
      places.push(...placesOf(todos as Row['todos']));
      continue;
    }
    // A row such as "show more" stands for no TODO.
    if (own === undefined && 'kind' in item) continue;
    const uri = readUri(own);
    if (typeof line === 'number') places.push({ uri, line });
    else if (typeof startLine === 'number' && typeof endLine === 'number') ranges.push({ uri, startLine, endLine });
    else under.push(uri);
  }
  return { under, ranges, places };
}

/** What a row of the TODOs view that stands for several TODOs has: a filter may hide others of the same file. */
interface Row {
  readonly todos: () => readonly TodoTarget[];
}

function placesOf(todos: Row['todos']): TodoTarget[] {
  return todos().map(({ uri, line }) => ({ uri: readUri(uri), line }));
}

interface ScopeItem extends vscode.QuickPickItem {
  readonly scope: Scope;
}

/** Asks which TODOs are meant, where the editor and the workspace leave a choice. @throws CancelledError */
export async function askScope(todos: WorkspaceTodos): Promise<Scope> {
  const items = [...editorScopes(todos)];
  if (vscode.workspace.workspaceFolders?.length) {
    items.push({ scope: 'workspace', label: vscode.l10n.t('Whole Workspace'), iconPath: icon('folder-library') });
  }
  const [first, second] = items;
  if (first && !second) return first.scope;
  if (!first) return { under: [], ranges: [], places: [] };
  const item = await pickOne({
    title: vscode.l10n.t('Create Feishu Tasks'),
    placeholder: vscode.l10n.t('Of which TODOs?'),
    items,
  });
  if (item === back) throw new CancelledError();
  return item.scope;
}

function editorScopes(todos: WorkspaceTodos): ScopeItem[] {
  const editor = vscode.window.activeTextEditor;
  if (!editor) return [];
  const { document, selection } = editor;
  const unlinked = todos.inDocument(document).filter(({ taskId }) => taskId === undefined);
  const range = { uri: document.uri, startLine: selection.start.line, endLine: selection.end.line };
  const selected = unlinked.filter(({ line }) => line >= range.startLine && line <= range.endLine);
  const items: ScopeItem[] = [];
  const add = (label: string, count: number, image: string, scope: Scope): void => {
    if (count > 0) items.push({ scope, label, description: String(count), iconPath: icon(image) });
  };
  if (!selection.isSingleLine) {
    add(vscode.l10n.t('Selection'), selected.length, 'selection', { under: [], ranges: [range], places: [] });
  }
  add(vscode.l10n.t('This File'), unlinked.length, 'file', { under: [document.uri], ranges: [], places: [] });
  return items;
}

const icon = (id: string): vscode.ThemeIcon => new vscode.ThemeIcon(id);
