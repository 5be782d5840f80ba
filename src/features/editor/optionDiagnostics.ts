import * as vscode from 'vscode';
import { ConfigValue } from '../../platform/config';
import { Owner } from '../../platform/disposables';
import { uiLocale, userTimeZone } from '../../platform/locale';
import type { ParseFailure } from '../../recurrence';
import type { TodoOption } from '../../todo';
import { readRule, type Recurrence } from '../repeat/rules';
import type { WorkspaceTodos } from '../shared/workspaceTodos';

const DELAY_MS = 400;
const SOURCE = 'Feishu TODO';

/** A diagnostic that knows what was probably meant. */
interface OptionDiagnostic extends vscode.Diagnostic {
  readonly suggestion?: string;
}

/** Points out `due:` and `repeat:` in the TODOs of visible documents that cannot be read, and offers what was meant. */
export class OptionDiagnostics extends Owner implements vscode.CodeActionProvider {
  static readonly metadata: vscode.CodeActionProviderMetadata = {
    providedCodeActionKinds: [vscode.CodeActionKind.QuickFix],
  };

  private readonly collection = this.register(vscode.languages.createDiagnosticCollection('feishuTodo'));
  private readonly enabled = this.register(new ConfigValue('diagnostics.enabled', true));
  private timer: NodeJS.Timeout | undefined;

  constructor(private readonly todos: WorkspaceTodos) {
    super();
    const later = (): void => {
      clearTimeout(this.timer);
      this.timer = setTimeout(() => void this.update(), DELAY_MS);
    };
    this.register(vscode.window.onDidChangeVisibleTextEditors(later));
    this.register(vscode.workspace.onDidChangeTextDocument(later));
    this.register(vscode.workspace.onDidCloseTextDocument(({ uri }) => this.collection.delete(uri)));
    this.register(this.enabled.onDidChange(later));
    this.register(this.todos.onDidChangeReading(later));
    this.register({ dispose: () => clearTimeout(this.timer) });
    later();
  }

  provideCodeActions(
    document: vscode.TextDocument,
    _range: vscode.Range,
    { diagnostics }: vscode.CodeActionContext,
  ): vscode.CodeAction[] {
    return diagnostics
      .filter((diagnostic): diagnostic is OptionDiagnostic => diagnostic.source === SOURCE)
      .flatMap((diagnostic) => this.fix(document, diagnostic));
  }

  private fix(document: vscode.TextDocument, shown: vscode.Diagnostic): vscode.CodeAction[] {
    // VS Code hands back a copy without what was added to it, so the original is looked up.
    const original = (this.collection.get(document.uri) as readonly OptionDiagnostic[] | undefined)?.find(
      ({ range, message }) => range.isEqual(shown.range) && message === shown.message,
    );
    if (original?.suggestion === undefined) return [];
    const action = new vscode.CodeAction(
      vscode.l10n.t('Change to “{0}”', original.suggestion),
      vscode.CodeActionKind.QuickFix,
    );
    action.diagnostics = [shown];
    action.isPreferred = true;
    action.edit = new vscode.WorkspaceEdit();
    action.edit.replace(document.uri, original.range, original.suggestion);
    return [action];
  }

  private async update(): Promise<void> {
    const documents = new Set(vscode.window.visibleTextEditors.map(({ document }) => document));
    for (const document of documents) {
      const { version } = document;
      const diagnostics = this.enabled.value ? await this.check(document) : [];
      if (document.version === version && !document.isClosed) this.collection.set(document.uri, diagnostics);
    }
  }

  private async check(document: vscode.TextDocument): Promise<OptionDiagnostic[]> {
    const options = this.todos.inDocument(document).map((todo) => todo.options);
    if (!options.some(({ due, repeat }) => due ?? repeat)) return [];
    const recurrence = await import('../../recurrence');
    return options.flatMap(({ due, repeat }) => [
      ...(due ? problem(document, due, parseDue(recurrence, due.text)) : []),
      ...(repeat ? problem(document, repeat, readRule(recurrence, repeat.text)) : []),
    ]);
  }
}

function parseDue(recurrence: Recurrence, text: string) {
  return recurrence.parseDue(text, { now: Date.now() / 1000, timeZone: userTimeZone(), locale: uiLocale() });
}

/** The whole value is marked: what replaces it is a whole value too. */
function problem(
  document: vscode.TextDocument,
  option: TodoOption,
  result: { readonly ok: true } | ParseFailure,
): OptionDiagnostic[] {
  if (result.ok) return [];
  const range = new vscode.Range(document.positionAt(option.start), document.positionAt(option.end));
  const diagnostic = new vscode.Diagnostic(range, result.message, vscode.DiagnosticSeverity.Information);
  diagnostic.source = SOURCE;
  return [Object.assign(diagnostic, { suggestion: result.suggestion })];
}
