import * as vscode from 'vscode';
import { Owner } from '../../platform/disposables';
import { errorText } from '../../platform/log';
import { nextReadIn } from '../../tasks';
import type { Services } from '../services';
import type { LinkedTasks } from './linkedTasks';

const INTERVAL_MS = 120_000;
/** One call each: a screen rarely shows more. */
const MAX_TASKS = 20;

/**
 * Reads the tasks of the TODOs on screen again now and then while the window has the focus, so that a line says what is
 * true also where the Tasks view is closed. Where that view has just read all tasks there is nothing to do.
 */
export class LinkedRefresh extends Owner {
  private readonly timer: NodeJS.Timeout;
  private nextAt = Date.now() + INTERVAL_MS;
  private failures = 0;
  private isReading = false;

  constructor(
    private readonly linked: LinkedTasks,
    private readonly services: Pick<Services, 'accounts' | 'log' | 'store'>,
  ) {
    super();
    this.timer = setInterval(() => void this.refresh(), INTERVAL_MS / 4);
    this.register({ dispose: () => clearInterval(this.timer) });
    this.register(vscode.window.onDidChangeWindowState(() => void this.refresh()));
  }

  private async refresh(): Promise<void> {
    const { accounts, log, store } = this.services;
    const now = Date.now();
    if (!vscode.window.state.focused || !accounts.current || this.isReading || now < this.nextAt) return;
    if (now - (store.refreshedAt ?? 0) < INTERVAL_MS) return;
    this.isReading = true;
    try {
      await store.reread(this.linked.onScreen().slice(0, MAX_TASKS));
      this.failures = 0;
    } catch (error) {
      this.failures++;
      log.warn(`tasks of the TODOs on screen: ${errorText(error)}`);
    } finally {
      this.isReading = false;
      this.nextAt = Date.now() + nextReadIn(INTERVAL_MS, this.failures);
    }
  }
}
