import * as vscode from 'vscode';
import { until } from './until';

/**
 * Asks VS Code for what extensions provide.
 * @param name of the command without `vscode.execute` and `Provider`
 */
export function provided<T>(name: string, uri: vscode.Uri, ...args: unknown[]): Promise<Exclude<T, undefined | false>> {
  return until(`the answer to ${name}`, async () => {
    try {
      return await vscode.commands.executeCommand<T>(`vscode.execute${name}Provider`, uri, ...args);
    } catch (error) {
      // The text changed meanwhile, which cancels the answer.
      if (error instanceof Error && error.name === 'Canceled') return undefined;
      throw error;
    }
  });
}

/** What the lightbulb offers for a range: of every kind, or of one. */
export const codeActions = (
  uri: vscode.Uri,
  range: vscode.Range,
  kind?: vscode.CodeActionKind,
): Promise<vscode.CodeAction[]> => provided('CodeAction', uri, range, kind?.value);
