import * as vscode from 'vscode';
import type { Tasklist } from '../../feishu';
import { DisposableStore } from '../../platform/disposables';
import { CancelledError } from '../../platform/errors';
import { back } from '../../platform/quickPick';
import { ensureConnected } from '../account/ensureConnected';
import type { Services } from '../services';
import { requireClient } from '../shared/accountBinding';
import { manageNotifications } from './manage';
import { notifyChat, type Notifying } from './notifyChat';

const CONFIRMATION_MS = 6000;

/**
 * Activity subscriptions: chats that are told what happens in a tasklist. Both commands take a tasklist: a row of the
 * Tasks view or `{tasklistGuid}`.
 */
export function register({ accounts, commands, errors }: Services): vscode.Disposable {
  const begin = async (): Promise<Notifying> => {
    const account = await ensureConnected(accounts, false);
    return { client: await requireClient(accounts), account, showError: errors.show };
  };
  const disposables = new DisposableStore();
  disposables.add(
    commands.register('feishuTodo.notifyChat', async (argument?: unknown) => {
      const notifying = await begin();
      const made = await notifyChat(notifying, await tasklistOf(argument, notifying));
      if (made === back) throw new CancelledError();
      const { subscription, tasklist } = made;
      vscode.window.setStatusBarMessage(
        `$(check) ${vscode.l10n.t('“{0}” now reports what happens in “{1}”', subscription.name, tasklist.name)}`,
        CONFIRMATION_MS,
      );
      return subscription.guid;
    }),
  );
  disposables.add(
    commands.register('feishuTodo.manageNotifications', async (argument?: unknown) => {
      const notifying = await begin();
      await manageNotifications(notifying, await tasklistOf(argument, notifying));
    }),
  );
  return disposables;
}

/** The tasklist a command was called for, if any. */
async function tasklistOf(argument: unknown, { client }: Notifying): Promise<Tasklist | undefined> {
  if (typeof argument !== 'object' || argument === null) return undefined;
  const { tasklist, tasklistGuid } = argument as { tasklist?: { guid?: unknown }; tasklistGuid?: unknown };
  const guid = tasklistGuid ?? tasklist?.guid;
  // Read again: a row of the tree may be old, and members are needed to tell who may edit.
  return typeof guid === 'string' ? client.tasklists.get(guid) : undefined;
}
