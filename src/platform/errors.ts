import * as vscode from 'vscode';

/**
 * An error whose message is fit to be shown: localised, says what is wrong and what to do. `actions` become buttons.
 */
export class HumanError extends Error {
  constructor(
    message: string,
    readonly options: { readonly cause?: unknown; readonly actions?: readonly ErrorAction[] } = {},
  ) {
    super(message, { cause: options.cause });
    this.name = 'HumanError';
  }
}

export interface ErrorAction {
  readonly label: string;
  run(): unknown;
}

/** Thrown when a person leaves a dialog. A normal outcome: nothing is shown and nothing is sent. */
export class CancelledError extends Error {
  constructor() {
    super('Cancelled');
    this.name = 'CancelledError';
  }
}

export function isCancelled(error: unknown): boolean {
  return (
    error instanceof CancelledError ||
    error instanceof vscode.CancellationError ||
    (error instanceof Error && (error.name === 'AbortError' || error.name === 'CancelledError'))
  );
}
