import * as vscode from 'vscode';
import type { Account, Accounts } from '../../account/accounts';
import { FeishuAuthenticationProvider, PROVIDER_ID } from '../../account/authProvider';
import { ContextKey } from '../../platform/contextKeys';
import { DisposableStore } from '../../platform/disposables';
import { isCancelled } from '../../platform/errors';
import type { Services } from '../services';
import { checkConnection } from './checkConnection';
import { askWhoAmI, connectApp } from './connectApp';
import { chooseAccount } from './ensureConnected';
import { SignInLostError } from '../shared/errorPresenter';
import { accountToRenew, signIn } from './signIn';
import { switchAccount } from './switchAccount';

/** Signing in and out, the Accounts menu, and the context keys that the views' welcomes and menus read. */
export function register(services: Services): vscode.Disposable {
  const { accounts, commands, errors, log } = services;
  const disposables = new DisposableStore();
  const warnOfKeychain = keychainWarning(accounts);
  disposables.add(keepContextKeys(services));
  // The call that finds out says so too; the presenter shows the same words once.
  disposables.add(accounts.onDidLoseSignIn(() => errors.show(new SignInLostError())));

  disposables.add(
    commands.register('feishuTodo.connectApp', async () => {
      const account = await connect(services);
      warnOfKeychain();
      return account;
    }),
  );
  disposables.add(
    commands.register('feishuTodo.signIn', async (accountId?: unknown) => {
      const account = await signIn(services, await accountToRenew(accounts, accountId));
      warnOfKeychain();
      return account;
    }),
  );
  disposables.add(commands.register('feishuTodo.switchAccount', () => switchAccount(accounts, forgetAfterAsking)));
  disposables.add(commands.register('feishuTodo.checkConnection', () => checkConnection(services)));
  disposables.add(
    commands.register('feishuTodo.signOut', () => accounts.current && forgetAfterAsking(accounts.current)),
  );

  const add = (): Promise<Account> =>
    chooseAccount(vscode.l10n.t('Which account?'), vscode.l10n.t('How do you want to connect to Feishu?'));
  // VS Code has asked already when its menu signs out.
  const provider = disposables.add(
    new FeishuAuthenticationProvider(accounts, log, add, (accountId) => accounts.remove(accountId)),
  );
  const options = { supportsMultipleAccounts: true };
  disposables.add(vscode.authentication.registerAuthenticationProvider(PROVIDER_ID, 'Feishu', provider, options));
  return disposables;

  async function forgetAfterAsking(account: Account): Promise<boolean> {
    const yes = vscode.l10n.t('Sign Out');
    const answer = await vscode.window.showWarningMessage(
      vscode.l10n.t(
        'Sign out of {0}? Its secrets are forgotten on this computer; tasks and links stay.',
        account.label,
      ),
      { modal: true },
      yes,
    );
    if (answer === yes) await accounts.remove(account.id);
    return answer === yes;
  }
}

function keepContextKeys({ accounts }: Services): vscode.Disposable {
  const connected = new ContextKey('feishuTodo.connected');
  const sandbox = new ContextKey('feishuTodo.sandbox');
  const update = (): void => {
    const { current } = accounts;
    connected.set(current !== undefined);
    sandbox.set(current?.kind === 'sandbox' || current?.onSandbox === true);
  };
  update();
  return accounts.onDidChange(update);
}

async function connect(services: Services): Promise<Account> {
  const { accounts, errors, people } = services;
  const account = await connectApp(accounts, errors);
  if (!account.me) await askWhoAmI(accounts, people).catch(ignoreCancel);
  return account;
}

function ignoreCancel(error: unknown): void {
  if (!isCancelled(error)) throw error;
}

/** Tells, once for each window, that the host keeps no secrets: the session works, only a restart asks again. */
function keychainWarning(accounts: Accounts): () => void {
  let told = false;
  return () => {
    if (told || accounts.isPersistent) return;
    told = true;
    void vscode.window.showWarningMessage(
      vscode.l10n.t('This computer has no keychain that VS Code can use. You stay connected until VS Code is closed.'),
    );
  };
}
