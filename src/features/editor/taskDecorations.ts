import * as vscode from 'vscode';
import { uiLocale, userTimeZone } from '../../platform/locale';
import { Owner } from '../../platform/disposables';
import type { LinkedTasks, LinkedTodo } from './linkedTasks';

/** Writes the state of the task quietly behind a linked TODO: done, overdue, due when, or not found. */
export class TaskDecorations extends Owner {
  private readonly note = this.register(
    vscode.window.createTextEditorDecorationType({
      after: {
        color: new vscode.ThemeColor('editorCodeLens.foreground'),
        margin: '0 0 0 2em',
        fontStyle: 'italic',
      },
      rangeBehavior: vscode.DecorationRangeBehavior.ClosedClosed,
    }),
  );
  /** Drawing waits for the words of dates: of two drawings under way only the younger counts. */
  private drawing = 0;

  constructor(private readonly linked: LinkedTasks) {
    super();
    this.register(linked.onDidChange(() => void this.draw()));
  }

  private async draw(): Promise<void> {
    const number = ++this.drawing;
    for (const editor of vscode.window.visibleTextEditors) {
      const { document } = editor;
      const { version } = document;
      const decorations = await Promise.all(this.linked.in(document).map((one) => decoration(document, one)));
      if (number !== this.drawing) return;
      if (document.version !== version) continue;
      editor.setDecorations(
        this.note,
        decorations.filter((one) => one !== undefined),
      );
    }
  }
}

async function decoration(
  document: vscode.TextDocument,
  linked: LinkedTodo,
): Promise<vscode.DecorationOptions | undefined> {
  const contentText = await stateText(linked);
  if (contentText === undefined) return undefined;
  const { end } = document.lineAt(linked.todo.line).range;
  return { range: new vscode.Range(end, end), renderOptions: { after: { contentText } } };
}

/** The state in a few words, with a sign, never by colour alone; nothing where there is nothing to say. */
export async function stateText({ task, status }: LinkedTodo): Promise<string | undefined> {
  switch (status) {
    case 'done':
      return `✓ ${vscode.l10n.t('done')}`;
    case 'missing':
      return `? ${vscode.l10n.t('task not found')}`;
    case 'overdue':
      return `! ${vscode.l10n.t('overdue since {0}', await dueText(task?.due))}`;
    case 'today':
    case 'upcoming':
      return vscode.l10n.t('due {0}', await dueText(task?.due));
    default:
      return undefined;
  }
}

async function dueText(due: NonNullable<LinkedTodo['task']>['due']): Promise<string> {
  if (!due) return '';
  const { formatDue } = await import('../../recurrence');
  return formatDue(due, uiLocale(), { now: Math.floor(Date.now() / 1000), timeZone: userTimeZone() });
}
