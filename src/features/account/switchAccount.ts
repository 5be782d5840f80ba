import * as vscode from 'vscode';
import type { Account, Accounts } from '../../account/accounts';
import type { CommandId } from '../../platform/commandIds';
import { back, prepare, settle } from '../../platform/quickPick';
import { waysToConnect } from './ensureConnected';

interface Item extends vscode.QuickPickItem {
  readonly account?: Account;
  readonly command?: CommandId;
}

const signOut: vscode.QuickInputButton = { iconPath: new vscode.ThemeIcon('sign-out') };

/** Shows all accounts: picking one uses it, its button signs it out; below, the ways to add one. */
export async function switchAccount(accounts: Accounts, remove: (account: Account) => Promise<boolean>): Promise<void> {
  const picker = vscode.window.createQuickPick<Item>();
  prepare(picker, {
    title: vscode.l10n.t('Accounts'),
    placeholder: vscode.l10n.t('Which account do you want to use?'),
  });
  picker.matchOnDescription = true;
  picker.items = items(await accounts.list(), accounts.current);
  const choice = await settle<Item, vscode.QuickPick<Item>>(picker, (resolve) => [
    picker.onDidAccept(() => picker.activeItems[0] && resolve(picker.activeItems[0])),
    picker.onDidTriggerItemButton(({ item }) =>
      resolve({ label: '', account: item.account, command: 'feishuTodo.signOut' }),
    ),
  ]);
  if (choice === back) return;
  if (choice.account && choice.command) await remove(choice.account);
  else if (choice.account) await accounts.switchTo(choice.account.id);
  else if (choice.command) await vscode.commands.executeCommand(choice.command);
}

function items(all: readonly Account[], current: Account | undefined): Item[] {
  const button = { ...signOut, tooltip: vscode.l10n.t('Sign Out') };
  const known = all.map((account) => ({
    account,
    label: `${iconOf(account)} ${account.label}`,
    description: [
      account.id === current?.id ? vscode.l10n.t('in use') : '',
      account.kind === 'app' ? vscode.l10n.t('app') : '',
      account.onSandbox ? vscode.l10n.t('Local Sandbox') : '',
      account.kind === 'sandbox' || account.onSandbox ? '' : new URL(account.baseUrl).host,
    ]
      .filter(Boolean)
      .join(' · '),
    buttons: [button],
  }));
  const separator = (label: string): Item => ({ label, kind: vscode.QuickPickItemKind.Separator });
  return [...known, separator(vscode.l10n.t('add an account')), ...waysToConnect()];
}

function iconOf({ kind }: Account): string {
  return { user: '$(account)', app: '$(plug)', sandbox: '$(beaker)' }[kind];
}
