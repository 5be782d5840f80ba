import * as vscode from 'vscode';
import { ContextKey } from '../../platform/contextKeys';
import { Owner } from '../../platform/disposables';
import type { Services } from '../services';
import { usualInterval, waitOnReturn } from './model/refreshPace';

/**
 * Reads the tasks again: when the account changes, when the view or the window comes back into sight, and now and
 * then while both are in sight; more seldom after failures and where there are many tasks. Failures are shown as a
 * row of the tree, not as messages.
 */
export class TaskRefresh extends Owner {
  private readonly isRead = new ContextKey('feishuTodo.tasksRead');
  private timer: NodeJS.Timeout | undefined;
  private triedAt: number | undefined;

  constructor(
    private readonly services: Pick<Services, 'store' | 'accounts' | 'directory' | 'outbox' | 'started'>,
    private readonly view: vscode.TreeView<unknown>,
  ) {
    super();
    const { accounts, started, store } = services;
    this.register(accounts.onDidChange(() => this.begin()));
    this.register(view.onDidChangeVisibility(() => this.comeBack()));
    this.register(vscode.window.onDidChangeWindowState(({ focused }) => focused && this.comeBack()));
    this.register(store.onDidChange(() => this.isRead.set(store.refreshedAt !== undefined)));
    this.register({ dispose: () => clearTimeout(this.timer) });
    this.isRead.set(false);
    // Before that the store does not know whom to ask; what goes wrong there is told by others.
    void Promise.allSettled([accounts.ready(), started]).then(() => this.begin());
  }

  /** Asked for by the person: shows progress in the view, and tries at once what waits in the outbox. */
  async now(): Promise<void> {
    this.services.outbox.retryNow();
    await this.showingProgress(() => this.refresh());
  }

  /** Another account: nothing of it is known yet. */
  private begin(): void {
    this.triedAt = undefined;
    this.comeBack();
  }

  private comeBack(): void {
    const { store } = this.services;
    if (!this.view.visible) return;
    const open = this.openTasks();
    const interval = store.nextRefreshIn(usualInterval(open));
    this.schedule(waitOnReturn({ open, now: Date.now(), triedAt: this.triedAt }, interval));
  }

  private schedule(ms: number): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => void this.quietly(), ms);
  }

  private async quietly(): Promise<void> {
    const { accounts, store } = this.services;
    if (!this.view.visible || !accounts.current) return;
    // The first time there is nothing to look at yet but that something is going on.
    await (store.refreshedAt === undefined ? this.showingProgress(() => this.refresh()) : this.refresh());
    if (vscode.window.state.focused) this.schedule(store.nextRefreshIn(usualInterval(this.openTasks())));
  }

  private openTasks(): number {
    return this.services.store.tasks.reduce((sum, { completedAt }) => sum + (completedAt === undefined ? 1 : 0), 0);
  }

  private async showingProgress(work: () => Promise<void>): Promise<void> {
    await vscode.window.withProgress({ location: { viewId: 'feishuTodo.tasks' } }, work);
  }

  private async refresh(): Promise<void> {
    const { store, directory } = this.services;
    this.triedAt = Date.now();
    await store.refresh();
    const ids = store.tasks.flatMap(({ assigneeIds, followerIds }) => [...assigneeIds, ...followerIds]);
    // Names are a help: without them the rows show ids until the next refresh.
    if (await directory.learn(ids).catch(() => false)) store.touch();
  }
}
