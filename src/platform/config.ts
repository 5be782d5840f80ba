import * as vscode from 'vscode';

export const SECTION = 'feishuTodo';

/** One setting below `feishuTodo.`, read once and again when it changes. */
export class ConfigValue<T> implements vscode.Disposable {
  private readonly emitter = new vscode.EventEmitter<T>();
  private readonly listener: vscode.Disposable;
  private current: T;

  readonly onDidChange = this.emitter.event;

  constructor(
    private readonly key: string,
    private readonly fallback: T,
  ) {
    this.current = this.read();
    this.listener = vscode.workspace.onDidChangeConfiguration((event) => {
      if (!event.affectsConfiguration(`${SECTION}.${key}`)) return;
      this.current = this.read();
      this.emitter.fire(this.current);
    });
  }

  get value(): T {
    return this.current;
  }

  /** The value for a file, whose folder may have its own. */
  at(resource: vscode.Uri): T {
    return this.read(resource);
  }

  private read(resource?: vscode.Uri): T {
    return vscode.workspace.getConfiguration(SECTION, resource).get<T>(this.key, this.fallback);
  }

  dispose(): void {
    this.listener.dispose();
    this.emitter.dispose();
  }
}
