import * as vscode from 'vscode';
import { Owner } from '../../platform/disposables';

/** VS Code takes a moment to show a new thread. */
const DELAY_MS = 250;

/**
 * VS Code works out whether the cursor's line has a comment thread only when the cursor moves. A thread that comes or
 * goes under a resting cursor would leave the editor's menu as it was, until the next move. So the cursor takes a step
 * and comes back, in one command of the window, so that nothing typed can fall between.
 */
export class CursorNudge extends Owner {
  private timer: NodeJS.Timeout | undefined;

  constructor() {
    super();
    this.register(vscode.window.onDidChangeTextEditorSelection(() => this.cancel()));
    this.register(vscode.window.onDidChangeActiveTextEditor(() => this.cancel()));
    this.register({ dispose: () => this.cancel() });
  }

  /** A thread came or went on a line of a document. */
  at(document: vscode.TextDocument, line: number): void {
    const editor = vscode.window.activeTextEditor;
    if (editor?.document !== document || editor.selection.active.line !== line) return;
    this.cancel();
    this.timer = setTimeout(() => void step(editor), DELAY_MS);
  }

  private cancel(): void {
    clearTimeout(this.timer);
  }
}

async function step({ selections, selection: { active } }: vscode.TextEditor): Promise<void> {
  if (selections.length !== 1 || !selections[0]!.isEmpty || !vscode.window.state.focused) return;
  const move = (to: 'left' | 'right') => ({ command: 'cursorMove', args: { to, by: 'character' } });
  const commands = active.character > 0 ? [move('left'), move('right')] : [move('right'), move('left')];
  await vscode.commands.executeCommand('runCommands', { commands });
}
