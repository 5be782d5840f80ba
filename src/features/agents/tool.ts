import * as vscode from 'vscode';
import type { Services } from '../services';

/** A tool's answer that is an error: a sentence the model can act on, not an exception. */
export class ToolError extends Error {}

/** What a tool does; the rest is the same for all of them. */
export interface Tool<T> {
  readonly name: string;
  /** Asks the person first; absent for tools that only read. Changes nothing. */
  confirm?(input: T): Promise<vscode.LanguageModelToolConfirmationMessages>;
  /** @returns the answer for the model; @throws ToolError, or any error the presenter can explain */
  run(input: T, token: vscode.CancellationToken): Promise<string>;
}

/** Registers a tool whose failures become text. Nothing happens where the host has no language model tools. */
export function registerTool<T>(tool: Tool<T>, { errors, log }: Pick<Services, 'errors' | 'log'>): vscode.Disposable {
  const { lm } = vscode as { readonly lm?: Partial<typeof vscode.lm> };
  if (!lm?.registerTool) return { dispose: () => undefined };
  return lm.registerTool<T>(tool.name, {
    async prepareInvocation({ input }) {
      return tool.confirm && { confirmationMessages: await tool.confirm(input) };
    },
    async invoke({ input }, token) {
      try {
        if (!vscode.workspace.isTrusted) {
          throw new ToolError('The folder is in Restricted Mode. Ask the person to trust it first.');
        }
        return answer(await tool.run(input, token));
      } catch (error) {
        log.warn(`${tool.name}: ${String(error)}`);
        return answer(`Error: ${error instanceof ToolError ? error.message : errors.explain(error).message}`);
      }
    },
  });
}

function answer(text: string): vscode.LanguageModelToolResult {
  return new vscode.LanguageModelToolResult([new vscode.LanguageModelTextPart(text)]);
}

/** `**Label**: value` lines. Values come from code, people and servers: they are no Markdown. */
export function facts(rows: readonly (readonly [label: string, value: string | undefined])[]): vscode.MarkdownString {
  const text = new vscode.MarkdownString();
  for (const [label, value] of rows) {
    if (value) text.appendMarkdown(`**${label}**: `).appendText(value).appendMarkdown('\n\n');
  }
  return text;
}
