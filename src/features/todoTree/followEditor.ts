import * as vscode from 'vscode';
import { ConfigValue } from '../../platform/config';
import { Owner } from '../../platform/disposables';
import type { RedactingLog } from '../../platform/log';
import { errorText } from '../../platform/log';
import type { WorkspaceTodos } from '../shared/workspaceTodos';
import type { TodoNode, TodoTree } from './todoTree';

const DELAY_MS = 200;

/**
 * Selects the row of the TODO at the cursor, and of the file when another editor becomes active, while the view is in
 * sight. Leaves a selection of several rows alone: the person is about to do something with them.
 */
export class FollowEditor extends Owner {
  private readonly isOn = this.register(new ConfigValue('todos.followEditor', true));
  private timer: NodeJS.Timeout | undefined;
  /** The place that was shown last, so that moving within a TODO does nothing. */
  private last: string | undefined;
  private editorChanged = false;

  constructor(
    private readonly view: vscode.TreeView<TodoNode>,
    private readonly tree: TodoTree,
    private readonly todos: WorkspaceTodos,
    private readonly log: RedactingLog,
  ) {
    super();
    this.register(vscode.window.onDidChangeActiveTextEditor(() => this.soon(true)));
    this.register(vscode.window.onDidChangeTextEditorSelection(() => this.soon(false)));
    this.register(view.onDidChangeVisibility(({ visible }) => visible && this.soon(true)));
    this.register({ dispose: () => clearTimeout(this.timer) });
  }

  private soon(editorChanged: boolean): void {
    if (!this.view.visible || !this.isOn.value) return;
    this.editorChanged ||= editorChanged;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => void this.follow(), DELAY_MS);
  }

  private async follow(): Promise<void> {
    const { activeTextEditor: editor } = vscode.window;
    const { editorChanged } = this;
    this.editorChanged = false;
    if (!editor || !this.view.visible || this.view.selection.length > 1) return;
    const row = this.rowAt(editor, editorChanged);
    if (!row || row.id === this.last || this.view.selection[0]?.id === row.id) return;
    this.last = row.id;
    try {
      await this.view.reveal(row, { select: true, focus: false });
    } catch (error) {
      // The row left the tree a moment ago.
      this.log.debug(`not revealed: ${errorText(error)}`);
    }
  }

  private rowAt({ document, selection }: vscode.TextEditor, orFile: boolean): TodoNode | undefined {
    const cursor = selection.active.line;
    const todo = this.todos.inDocument(document).find(({ line, endLine }) => line <= cursor && cursor <= endLine);
    if (!todo) this.last = undefined;
    const row = todo && this.tree.rowOf(document.uri, todo.line);
    return row ?? (orFile ? this.tree.rowOf(document.uri) : undefined);
  }
}
