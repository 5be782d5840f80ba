import * as vscode from 'vscode';
import { restricted } from '../../account/account';
import type { Account, Accounts } from '../../account/accounts';
import type { CommandId } from '../../platform/commandIds';
import { CancelledError } from '../../platform/errors';
import { back, pickOne } from '../../platform/quickPick';

export interface WayToConnect extends vscode.QuickPickItem {
  readonly command: CommandId;
}

/** How an account can be added. */
export function waysToConnect(): WayToConnect[] {
  return [
    {
      command: 'feishuTodo.trySandbox',
      label: `$(beaker) ${vscode.l10n.t('Try with the Local Sandbox')}`,
      detail: vscode.l10n.t('A Feishu on this computer, with people, chats and tasklists. No account needed.'),
    },
    {
      command: 'feishuTodo.signIn',
      label: `$(account) ${vscode.l10n.t('Sign In as Yourself…')}`,
      detail: vscode.l10n.t('See and create tasks as you do in Feishu. Needs your team’s app.'),
    },
    {
      command: 'feishuTodo.connectApp',
      label: `$(plug) ${vscode.l10n.t('Connect a Feishu App…')}`,
      detail: vscode.l10n.t('As your team’s app. It sees only the tasks it made itself.'),
    },
  ];
}

/**
 * The account in use. Without one, the person chooses how to connect, and what they were doing goes on.
 * @param toCreate says in the question that a task will be created then
 * @throws HumanError in Restricted Mode, before anything is asked; CancelledError
 */
export async function ensureConnected(accounts: Accounts, toCreate = true): Promise<Account> {
  if (!vscode.workspace.isTrusted) throw restricted();
  await accounts.ready();
  if (accounts.current) return accounts.current;
  return toCreate
    ? chooseAccount(
        vscode.l10n.t('Where should the task go?'),
        vscode.l10n.t('Connect first; then the task is created'),
      )
    : chooseAccount(vscode.l10n.t('Which account?'), vscode.l10n.t('How do you want to connect to Feishu?'));
}

/** Lets the person add an account in the way they choose. @throws CancelledError */
export async function chooseAccount(title: string, placeholder: string): Promise<Account> {
  const way = await pickOne({ title, placeholder, items: waysToConnect() });
  if (way === back) throw new CancelledError();
  const account = await vscode.commands.executeCommand<Account | undefined>(way.command);
  if (!account) throw new CancelledError();
  return account;
}
