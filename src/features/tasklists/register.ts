import * as vscode from 'vscode';
import { ensureConnected } from '../account/ensureConnected';
import type { Services } from '../services';
import { requireClient } from '../shared/accountBinding';
import { chooseTasklist } from './chooseTasklist';

const CONFIRMATION_MS = 6000;

/** The tasklist that new tasks of a folder go to. */
export function register({ accounts, commands }: Services): vscode.Disposable {
  return commands.register('feishuTodo.chooseTasklist', async () => {
    const { folder, name } = await chooseTasklist(async () => {
      await ensureConnected(accounts, false);
      return requireClient(accounts);
    });
    const message =
      name === undefined
        ? vscode.l10n.t('New tasks of {0} go to no tasklist', folder.name)
        : vscode.l10n.t('New tasks of {0} go to “{1}”', folder.name, name);
    vscode.window.setStatusBarMessage(`$(check) ${message}`, CONFIRMATION_MS);
  });
}
