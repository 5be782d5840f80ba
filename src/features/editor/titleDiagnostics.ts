import * as vscode from 'vscode';
import { ConfigValue } from '../../platform/config';
import { Owner } from '../../platform/disposables';
import type { LinkedTasks } from './linkedTasks';

/** Points out titles that were changed both in the comment and in Feishu; the quick fixes say which one counts. */
export class TitleDiagnostics extends Owner {
  private readonly collection = this.register(vscode.languages.createDiagnosticCollection('feishuTodo.titles'));
  private readonly enabled = this.register(new ConfigValue('diagnostics.enabled', true));

  constructor(private readonly linked: LinkedTasks) {
    super();
    this.register(linked.onDidChange(() => this.update()));
    this.register(this.enabled.onDidChange(() => this.update()));
    this.register(vscode.workspace.onDidCloseTextDocument(({ uri }) => this.collection.delete(uri)));
  }

  private update(): void {
    const documents = new Set(vscode.window.visibleTextEditors.map(({ document }) => document));
    for (const document of documents) {
      const found = this.enabled.value ? this.problems(document) : [];
      if (found.length > 0 || this.collection.has(document.uri)) this.collection.set(document.uri, found);
    }
  }

  private problems(document: vscode.TextDocument): vscode.Diagnostic[] {
    return this.linked.in(document).flatMap(({ task, todo, titles }) => {
      if (!task || titles !== 'both') return [];
      const { start, end } = todo.titleRange;
      const range = new vscode.Range(document.positionAt(start), document.positionAt(end));
      const message = vscode.l10n.t('The title was changed here and in Feishu: “{0}”.', task.title);
      const diagnostic = new vscode.Diagnostic(range, message, vscode.DiagnosticSeverity.Information);
      diagnostic.source = 'Feishu TODO';
      return [diagnostic];
    });
  }
}
