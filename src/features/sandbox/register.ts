import * as vscode from 'vscode';
import { DisposableStore } from '../../platform/disposables';
import type { Services } from '../services';

/** The local sandbox: a Feishu on this computer for trying everything without an account. */
export function register({ accounts, commands, sandbox }: Services): vscode.Disposable {
  const disposables = new DisposableStore();
  disposables.add(
    commands.register('feishuTodo.trySandbox', async () => {
      const account = await vscode.window.withProgress(
        { location: { viewId: 'feishuTodo.tasks' }, title: vscode.l10n.t('Starting the sandbox…') },
        () => accounts.connectSandbox(),
      );
      await vscode.commands.executeCommand('feishuTodo.tasks.focus', { preserveFocus: true });
      return account;
    }),
  );
  disposables.add(
    commands.register('feishuTodo.openSandboxPage', async () => {
      const { baseUrl } = await sandbox.ensure();
      await vscode.env.openExternal(vscode.Uri.parse(baseUrl, true));
    }),
  );
  return disposables;
}
