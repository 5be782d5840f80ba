import * as vscode from 'vscode';
import { Owner } from '../../platform/disposables';
import type { Services } from '../services';
import { summarise, type Status } from './summary';

/** A bulk of creations or edits changes much in a moment. */
const DELAY_MS = 300;

/**
 * The one status bar item: how many TODOs of the workspace have a task, and what waits or was refused. Hidden without
 * an account and where there is nothing to say.
 */
export class StatusItem extends Owner {
  private readonly item = this.register(
    vscode.window.createStatusBarItem('feishuTodo.status', vscode.StatusBarAlignment.Left, 10),
  );
  private timer: NodeJS.Timeout | undefined;

  constructor(private readonly services: Pick<Services, 'accounts' | 'todos' | 'outbox' | 'store' | 'errors'>) {
    super();
    this.item.name = 'Feishu TODO';
    this.item.command = 'feishuTodo.showStatus';
    const later = (): void => {
      this.timer ??= setTimeout(() => this.update(), DELAY_MS);
    };
    for (const source of [services.accounts, services.todos, services.outbox, services.store]) {
      this.register((source.onDidChange as vscode.Event<unknown>)(later));
    }
    this.register({ dispose: () => clearTimeout(this.timer) });
  }

  private update(): void {
    this.timer = undefined;
    const { accounts } = this.services;
    const summary = accounts.current && summarise(readStatus(this.services));
    if (!summary) return this.item.hide();
    const lines = [`Feishu TODO: ${accounts.current!.label}`, ...summary.lines];
    this.item.text = summary.text;
    this.item.tooltip = lines.join('\n');
    this.item.accessibilityInformation = { label: lines.join(', '), role: 'button' };
    this.item.show();
  }
}

/** What the services know now. */
export function readStatus({
  todos,
  outbox,
  store,
  errors,
}: Pick<Services, 'todos' | 'outbox' | 'store' | 'errors'>): Status {
  const views = outbox.list();
  return {
    ...(todos.hasScanned && { todos: todos.count() }),
    waiting: views.filter(({ state }) => state === 'waiting').length,
    refused: views.filter(({ state }) => state === 'failed').length,
    ...(store.error !== undefined && { problem: errors.explain(store.error).message }),
  };
}
