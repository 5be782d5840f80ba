import * as vscode from 'vscode';
import type { CommandId } from './commandIds';

/** Registers commands whose failures go to `present`, to be shown to the person, instead of being thrown at VS Code. */
export class CommandRegistry {
  constructor(private readonly present: (error: unknown) => void) {}

  register<A extends unknown[]>(id: CommandId, handler: (...args: A) => unknown): vscode.Disposable {
    return vscode.commands.registerCommand(id, async (...args: unknown[]) => {
      try {
        return await handler(...(args as A));
      } catch (error) {
        this.present(error);
        return undefined;
      }
    });
  }

  /** As `register`; the failure also goes on to VS Code, which then keeps what was typed into the comment thread. */
  registerForm<A extends unknown[]>(id: CommandId, handler: (...args: A) => Promise<unknown>): vscode.Disposable {
    return vscode.commands.registerCommand(id, async (...args: unknown[]) => {
      try {
        return await handler(...(args as A));
      } catch (error) {
        this.present(error);
        throw error;
      }
    });
  }
}

/** A command as VS Code's tree items, code actions and hovers want it, with a checked id. */
export function command(id: CommandId, title: string, ...args: unknown[]): vscode.Command {
  return { command: id, title, arguments: args };
}
