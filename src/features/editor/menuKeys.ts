import * as vscode from 'vscode';
import { ContextKey } from '../../platform/contextKeys';
import { Owner } from '../../platform/disposables';
import type { Todo } from '../../todo';
import type { WorkspaceTodos } from '../shared/workspaceTodos';

const DELAY_MS = 150;

/**
 * Keeps the context keys that the editor's menus read: which visible documents hold TODOs, and on which lines of the
 * active editor they stand. The keys change a moment after the text; the commands check the line again.
 */
export class MenuKeys extends Owner {
  private readonly files = new ContextKey('feishuTodo.files');
  private readonly unlinkedFiles = new ContextKey('feishuTodo.unlinkedFiles');
  private readonly unlinked = new ContextKey('feishuTodo.unlinkedLines');
  private readonly linked = new ContextKey('feishuTodo.linkedLines');
  private timer: NodeJS.Timeout | undefined;

  constructor(private readonly todos: WorkspaceTodos) {
    super();
    const later = (): void => {
      clearTimeout(this.timer);
      this.timer = setTimeout(() => this.update(), DELAY_MS);
    };
    this.register(vscode.window.onDidChangeActiveTextEditor(() => this.update()));
    this.register(vscode.window.onDidChangeVisibleTextEditors(() => this.update()));
    this.register(
      vscode.workspace.onDidChangeTextDocument(({ document }) => {
        if (vscode.window.visibleTextEditors.some((editor) => editor.document === document)) later();
      }),
    );
    this.register(this.todos.onDidChangeReading(later));
    this.register({ dispose: () => clearTimeout(this.timer) });
    this.update();
  }

  private update(): void {
    const documents = new Set(vscode.window.visibleTextEditors.map(({ document }) => document));
    const paths = (holds: (todo: Todo) => boolean): string[] =>
      [...documents].filter((document) => this.todos.inDocument(document).some(holds)).map(({ uri }) => uri.fsPath);
    this.files.set(paths(() => true));
    this.unlinkedFiles.set(paths(({ taskId }) => taskId === undefined));
    const active = vscode.window.activeTextEditor?.document;
    const todos = active ? this.todos.inDocument(active) : [];
    const lines = (linked: boolean): number[] =>
      todos.filter(({ taskId }) => (taskId !== undefined) === linked).map(({ line }) => line + 1);
    this.unlinked.set(lines(false));
    this.linked.set(lines(true));
  }
}
