import * as vscode from 'vscode';

/** Every context key the manifest's `when` clauses read, with the type of its value. */
export interface ContextKeyTypes {
  /** An account is connected. */
  'feishuTodo.connected': boolean;
  /** The connected account is the local sandbox. */
  'feishuTodo.sandbox': boolean;
  /** Paths (`resourcePath`) of the open documents that hold TODOs. */
  'feishuTodo.files': string[];
  /** Those of them that hold TODOs without a task. */
  'feishuTodo.unlinkedFiles': string[];
  /** 1-based numbers of the lines of the active editor with a TODO that has no task yet. */
  'feishuTodo.unlinkedLines': number[];
  /** 1-based numbers of the lines of the active editor with a TODO that has a task. */
  'feishuTodo.linkedLines': number[];
  /** The first scan of the workspace is over. */
  'feishuTodo.scanned': boolean;
  /** The tasks of the account in use were read at least once. */
  'feishuTodo.tasksRead': boolean;
  /** A filter keeps tasks from being shown. */
  'feishuTodo.tasksFiltered': boolean;
  /** A filter keeps TODOs from being shown. */
  'feishuTodo.todosFiltered': boolean;
}

/** One context key as an object, so that a typo does not compile. A value equal to the last is not sent again. */
export class ContextKey<K extends keyof ContextKeyTypes> {
  private last: string | undefined;

  constructor(private readonly key: K) {}

  set(value: ContextKeyTypes[K]): void {
    const text = JSON.stringify(value);
    if (text === this.last) return;
    this.last = text;
    void vscode.commands.executeCommand('setContext', this.key, value);
  }
}
