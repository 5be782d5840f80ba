import * as vscode from 'vscode';
import type { Account, Accounts, KnownApp } from '../../account/accounts';
import { OFFLINE_SCOPE, scopesFor } from '../../account/checks';
import { NoPortError } from '../../account/signIn/browserSignIn';
import type { AppCredentials, UserTokens } from '../../feishu';
import { command } from '../../platform/commands';
import { HumanError } from '../../platform/errors';
import { back, pickOne, type Back } from '../../platform/quickPick';
import type { Services } from '../services';
import { askApp, isWrongCredentials, whileBusy } from './askApp';
import { signInByBrowser } from './signInBrowser';
import { signInByDevice } from './signInDevice';

type App = AppCredentials & { readonly onSandbox?: boolean };
type Way = 'browser' | 'device';
type SignInServices = Pick<Services, 'accounts' | 'errors' | 'context'>;

/**
 * Signs a person in: with which app, on which way, consent in the browser. Escape throws `CancelledError` with nothing
 * stored.
 * @param again the account whose sign-in has ended: its app is used without a question
 */
export async function signIn(services: SignInServices, again?: Account): Promise<Account> {
  const { accounts } = services;
  const app = await chooseApp(services, again);
  const tokens = await obtainTokens(app, services);
  const { account, missingScopes } = await whileBusy(() => accounts.connectUser(app, tokens));
  if (missingScopes.length > 0) tellMissing(missingScopes);
  return account;
}

async function obtainTokens(app: App, services: SignInServices): Promise<UserTokens> {
  const scopes = scopesFor('person');
  const userAgent = services.accounts.userAgent;
  let way = await chooseWay();
  for (;;) {
    if (way === 'device') return signInByDevice(app, scopes, userAgent);
    const answer = await signInByBrowser(app, scopes, userAgent).catch((error: unknown) => {
      throw error instanceof NoPortError ? noPort(error) : error;
    });
    if (answer !== 'device') return answer;
    way = answer;
  }
}

/** On a desktop the browser can come back by itself. Elsewhere it may run on another machine than the extension. */
async function chooseWay(): Promise<Way> {
  const isLocal = vscode.env.uiKind === vscode.UIKind.Desktop && vscode.env.remoteName === undefined;
  if (isLocal) return 'browser';
  const device = {
    way: 'device' as const,
    label: `$(device-mobile) ${vscode.l10n.t('With a Code')}`,
    detail: vscode.l10n.t('Type a short code on a page of Feishu. Works wherever VS Code runs.'),
  };
  const browser = {
    way: 'browser' as const,
    label: `$(globe) ${vscode.l10n.t('In the Browser')}`,
    detail: vscode.l10n.t('If the browser cannot come back by itself, you paste the address it ends on.'),
  };
  // A tunnel of desktop VS Code brings the browser back; VS Code in a browser has none.
  const items = vscode.env.uiKind === vscode.UIKind.Desktop ? [browser, device] : [device, browser];
  const item = await pickOne({ title: vscode.l10n.t('How Do You Want to Sign In?'), items });
  return item === back ? chooseWay() : item.way;
}

async function chooseApp(services: SignInServices, again: Account | undefined): Promise<App> {
  const { accounts } = services;
  const known = await accounts.knownApps();
  const same =
    again &&
    known.find(({ onSandbox, baseUrl, appId }) =>
      again.onSandbox ? onSandbox : baseUrl === again.baseUrl && appId === again.appId,
    );
  const app = same ?? (known.length > 0 ? await pickApp(known) : undefined);
  if (!app || app === back) return askForApp(services);
  if (app.onSandbox) return accounts.sandboxApp();
  try {
    await whileBusy(() => accounts.checkApp(app));
    return app;
  } catch (error) {
    if (!isWrongCredentials(error)) throw error;
    return askForApp(services, app, services.errors.explain(error).message);
  }
}

function askForApp({ accounts, errors }: SignInServices, known?: AppCredentials, problem?: string): Promise<App> {
  const title = vscode.l10n.t('Sign In as Yourself');
  const sandbox = (): Promise<KnownApp> => accounts.sandboxApp();
  return askApp({ title, errors, identity: 'person', known, problem, sandbox }, async (app) => {
    await accounts.checkApp(app);
    return app;
  });
}

async function pickApp(known: readonly KnownApp[]): Promise<KnownApp | Back | undefined> {
  const items: (vscode.QuickPickItem & { app?: KnownApp })[] = known.map((app) => ({
    app,
    label: app.onSandbox ? vscode.l10n.t('Local Sandbox') : app.appId,
    description: app.onSandbox ? undefined : new URL(app.baseUrl).host,
  }));
  const item = await pickOne({
    title: vscode.l10n.t('Sign In as Yourself'),
    placeholder: vscode.l10n.t('With which app?'),
    items: [...items, { label: vscode.l10n.t('Another app…') }],
  });
  return item === back ? back : item.app;
}

function noPort({ ports }: NoPortError): HumanError {
  return new HumanError(
    vscode.l10n.t(
      'The ports {0} are used by other programs, so the browser could not come back. End a sign-in that is still open in another window, or sign in with a code.',
      ports.join(', '),
    ),
  );
}

/** Said once after the sign-in: what was granted works, the rest would fail later without a word about why. */
function tellMissing(scopes: readonly string[]): void {
  const check = command('feishuTodo.checkConnection', vscode.l10n.t('Check Connection'));
  const others = scopes.filter((scope) => scope !== OFFLINE_SCOPE);
  const sentences = [
    others.length > 0 ? vscode.l10n.t('Feishu did not grant everything: {0}.', others.join(', ')) : '',
    scopes.includes(OFFLINE_SCOPE)
      ? vscode.l10n.t('The sign-in cannot be renewed ({0}) and ends in about two hours.', OFFLINE_SCOPE)
      : '',
  ];
  void vscode.window
    .showWarningMessage(sentences.filter(Boolean).join(' '), check.title)
    .then((choice) => choice && vscode.commands.executeCommand(check.command));
}

/** The account to sign in to again: the one named, else the one in use where its sign-in has ended. */
export async function accountToRenew(accounts: Accounts, id: unknown): Promise<Account | undefined> {
  if (typeof id === 'string') return (await accounts.list()).find((account) => account.id === id);
  const { current } = accounts;
  return current && (await accounts.isSignInLost(current.id)) ? current : undefined;
}
