import * as vscode from 'vscode';
import { command } from '../../platform/commands';
import { ConfigValue } from '../../platform/config';
import { MutableDisposable, Owner } from '../../platform/disposables';
import type { WorkspaceTodos } from '../shared/workspaceTodos';
import type { LinkedTasks } from './linkedTasks';
import { stateText } from './taskDecorations';

/** For those who want it: a line above each TODO that makes its task, or says how the task stands and opens it. */
export class TaskCodeLens extends Owner implements vscode.CodeLensProvider {
  private readonly emitter = this.register(new vscode.EventEmitter<void>());
  private readonly enabled = this.register(new ConfigValue('codeLens.enabled', false));
  private readonly registration = this.register(new MutableDisposable());
  readonly onDidChangeCodeLenses = this.emitter.event;

  constructor(
    private readonly todos: WorkspaceTodos,
    private readonly linked: LinkedTasks,
  ) {
    super();
    this.register(linked.onDidChange(() => this.emitter.fire()));
    this.register(this.enabled.onDidChange(() => this.turn()));
    this.turn();
  }

  async provideCodeLenses(document: vscode.TextDocument): Promise<vscode.CodeLens[]> {
    const linked = new Map(this.linked.in(document).map((one) => [one.todo.tagRange.start, one]));
    const lenses = this.todos.inDocument(document).map(async ({ line, tagRange }) => {
      const range = new vscode.Range(line, 0, line, 0);
      const target = { uri: document.uri, line };
      const one = linked.get(tagRange.start);
      if (!one) {
        return new vscode.CodeLens(
          range,
          command('feishuTodo.createTask', vscode.l10n.t('Create Feishu Task'), target),
        );
      }
      const words = [vscode.l10n.t('Open in Feishu'), await stateText(one)].filter(Boolean).join(' · ');
      return new vscode.CodeLens(range, command('feishuTodo.openTask', words, target));
    });
    return Promise.all(lenses);
  }

  /** Not even registered where it is off. */
  private turn(): void {
    this.registration.value = this.enabled.value ? vscode.languages.registerCodeLensProvider('*', this) : undefined;
  }
}
