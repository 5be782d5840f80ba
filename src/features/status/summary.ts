import * as vscode from 'vscode';

/** What the status bar item tells of. */
export interface Status {
  /** TODOs of the workspace and how many of them have a task; absent before the first scan. */
  readonly todos?: { readonly total: number; readonly linked: number };
  /** Creations that wait for the network or for an account. */
  readonly waiting: number;
  /** Creations Feishu refused. */
  readonly refused: number;
  /** Why the tasks could not be read. */
  readonly problem?: string;
}

export interface Summary {
  /** With icons, e.g. `$(tasklist) 3/12 $(clock) 1`. */
  readonly text: string;
  /** The same in words: the tooltip's lines, and what a screen reader says. */
  readonly lines: readonly string[];
}

/** The item's words; undefined where there is nothing to say, and the item is hidden. */
export function summarise({ todos, waiting, refused, problem }: Status): Summary | undefined {
  const parts: string[] = [];
  const lines: string[] = [];
  if (todos && todos.total > 0) {
    parts.push(`${todos.linked}/${todos.total}`);
    lines.push(vscode.l10n.t('TODOs with a task: {0} of {1}', todos.linked, todos.total));
  }
  if (waiting > 0) {
    parts.push(`$(clock) ${waiting}`);
    lines.push(vscode.l10n.t('Waiting to be created: {0}', waiting));
  }
  if (refused > 0) {
    parts.push(`$(error) ${refused}`);
    lines.push(vscode.l10n.t('Refused by Feishu: {0}', refused));
  }
  if (problem !== undefined) {
    parts.push('$(warning)');
    lines.push(problem);
  }
  return parts.length === 0 ? undefined : { text: ['$(tasklist)', ...parts].join(' '), lines };
}
