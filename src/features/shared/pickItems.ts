import * as vscode from 'vscode';

/** A row of a quick pick that does something when it is chosen. */
export interface RunItem extends vscode.QuickPickItem {
  readonly run?: () => unknown;
}

export function separator(label: string): RunItem {
  return { label, kind: vscode.QuickPickItemKind.Separator };
}

/** A row with a check mark where it is so now. */
export function choice(label: string, isChosen: boolean, run: () => unknown): RunItem {
  // An empty icon keeps the labels in line.
  return { label: `$(${isChosen ? 'check' : 'blank'}) ${label}`, run };
}
