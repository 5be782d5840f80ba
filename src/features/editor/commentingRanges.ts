import * as vscode from 'vscode';
import { Owner } from '../../platform/disposables';
import type { WorkspaceTodos } from '../shared/workspaceTodos';
import type { TaskThreads } from './taskThreads';

const DELAY_MS = 250;
/** A line that no document has: VS Code draws its range at the last line. */
const BEHIND_THE_END = 10_000_000;

/**
 * Offers a commenting range on every TODO line without a task. That is what gives the right-click menu its exact `when`
 * (`activeCursorHasCommentingRange` is computed in the window the moment the menu opens) and the gutter its `+`.
 *
 * Lines with a thread get a range as well, for the sake of `activeCursorHasComment`: VS Code looks at a cursor only in
 * documents that show ranges, and takes away the range under the mouse or the cursor where a thread lies. So a
 * document needs one that is never taken away; where the only line has a thread, that is one at its end.
 */
export class TodoCommentingRanges extends Owner {
  private readonly controller: vscode.CommentController;
  private timer: NodeJS.Timeout | undefined;
  private lastLines = '';

  constructor(
    private readonly todos: WorkspaceTodos,
    private readonly threads: TaskThreads,
  ) {
    super();
    this.controller = this.register(vscode.comments.createCommentController('feishuTodo', 'Feishu TODO'));
    this.controller.options = {
      prompt: vscode.l10n.t('Create Feishu Task'),
      placeHolder: vscode.l10n.t('A note or comment for the task (optional)'),
    };
    this.offer();
    const later = (): void => {
      clearTimeout(this.timer);
      this.timer = setTimeout(() => this.offerAnew(), DELAY_MS);
    };
    this.register(vscode.workspace.onDidChangeTextDocument(later));
    this.register(vscode.window.onDidChangeVisibleTextEditors(later));
    this.register(todos.onDidChangeReading(later));
    this.register(threads.onDidChange(later));
    this.register({ dispose: () => clearTimeout(this.timer) });
  }

  private offer(): void {
    this.controller.commentingRangeProvider = {
      provideCommentingRanges: (document) => this.lines(document).map((line) => new vscode.Range(line, 0, line, 0)),
    };
  }

  /**
   * VS Code asks for the ranges of a document once; it asks again only when the provider is set anew. It then also draws
   * every thread anew, with a new box: that box is an editor on screen, too, and must not be a reason to do it again.
   */
  private offerAnew(): void {
    const lines = vscode.window.visibleTextEditors
      .map(({ document }) => [document.uri.toString(), this.lines(document)] as const)
      .filter(([, ranges]) => ranges.length > 0);
    const text = JSON.stringify(lines);
    if (text === this.lastLines) return;
    this.lastLines = text;
    this.offer();
  }

  private lines(document: vscode.TextDocument): number[] {
    if (document.uri.scheme === 'comment') return [];
    const unlinked = this.todos
      .inDocument(document)
      .filter(({ taskId }) => taskId === undefined)
      .map(({ line }) => line);
    const threads = this.threads.linesOf(document);
    const alone = unlinked.length === 0 && threads.length === 1;
    return [...unlinked, ...threads, ...(alone ? [BEHIND_THE_END] : [])];
  }
}
