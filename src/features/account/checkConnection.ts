import * as vscode from 'vscode';
import type { Account } from '../../account/accounts';
import { checksFor, runCheck, type Check, type CheckId, type CheckOutcome, type Identity } from '../../account/checks';
import { domainsFor, type FeishuClient } from '../../feishu';
import { prepare, settle } from '../../platform/quickPick';
import type { Services } from '../services';
import { requireClient } from '../shared/accountBinding';
import type { ErrorPresenter } from '../shared/errorPresenter';
import { copy } from './appGuide';

interface Result {
  readonly check: Check;
  readonly outcome: CheckOutcome;
}

interface Item extends vscode.QuickPickItem {
  run?(): PromiseLike<unknown>;
}

/**
 * Calls every API the extension needs, in a way that changes nothing, and lists what works and what is missing, with
 * the page where it is switched on.
 * @throws FeishuError where the sign-in itself is not valid; NetworkError, …
 */
export async function checkConnection({ accounts, errors }: Pick<Services, 'accounts' | 'errors'>): Promise<void> {
  const client = await requireClient(accounts);
  const account = accounts.current!;
  const identity: Identity = account.kind === 'user' ? 'person' : 'app';
  const results = await vscode.window.withProgress(
    {
      location: vscode.ProgressLocation.Notification,
      title: vscode.l10n.t('Checking the connection…'),
      cancellable: true,
    },
    async (progress, cancelled) => {
      const controller = new AbortController();
      cancelled.onCancellationRequested(() => controller.abort());
      return runAll(client, checksFor(identity), controller.signal, (done, all) =>
        progress.report({ increment: 100 / all, message: `${done}/${all}` }),
      );
    },
  );
  await show(account, identity, results, errors);
}

async function runAll(
  client: FeishuClient,
  checks: readonly Check[],
  signal: AbortSignal,
  onDone: (done: number, all: number) => void,
): Promise<Result[]> {
  const results: Result[] = [];
  for (const check of checks) {
    results.push({ check, outcome: await runCheck(check, client, signal) });
    onDone(results.length, checks.length);
  }
  return results;
}

async function show(
  account: Account,
  identity: Identity,
  results: readonly Result[],
  errors: ErrorPresenter,
): Promise<void> {
  const broken = results.filter(({ outcome }) => outcome.state !== 'works');
  const picker = vscode.window.createQuickPick<Item>();
  const title = vscode.l10n.t('{0} of {1} work: {2}', results.length - broken.length, results.length, account.label);
  prepare(picker, {
    title,
    placeholder:
      broken.length > 0
        ? vscode.l10n.t('Pick what is missing to open the page where it is switched on')
        : vscode.l10n.t('Everything the extension needs works'),
  });
  const rows = [...broken, ...results.filter(({ outcome }) => outcome.state === 'works')].map((result) =>
    toItem(result, account, identity, errors),
  );
  const missing = missingScopes(results);
  picker.items = [
    ...(missing.length > 0 ? [copyScopes(missing)] : []),
    ...rows,
    { label: `$(copy) ${vscode.l10n.t('Copy This Report')}`, run: () => copy(report(title, rows)) },
  ];
  await settle<void, vscode.QuickPick<Item>>(picker, () => [
    picker.onDidAccept(() => void picker.activeItems[0]?.run?.()),
  ]);
}

function copyScopes(scopes: readonly string[]): Item {
  return {
    label: `$(copy) ${vscode.l10n.t('Copy the Missing Scopes')}`,
    description: scopes.join(' '),
    run: () => copy(scopes.join('\n')),
  };
}

function missingScopes(results: readonly Result[]): string[] {
  return [...new Set(results.flatMap(({ outcome }) => ('scopes' in outcome ? outcome.scopes : [])))];
}

function toItem({ check, outcome }: Result, account: Account, identity: Identity, errors: ErrorPresenter): Item {
  const label = nameOf(check.id);
  if (outcome.state === 'works') return { label: `$(check) ${label}`, description: vscode.l10n.t('works') };
  const open = (url: string) => () => vscode.env.openExternal(vscode.Uri.parse(url, true));
  const app = `${domainsFor(account.baseUrl).console}/${encodeURIComponent(account.appId)}`;
  switch (outcome.state) {
    case 'app-scope': {
      const query = new URLSearchParams({
        q: outcome.scopes.join(','),
        op_from: 'openapi',
        token_type: identity === 'app' ? 'tenant' : 'user',
      });
      return {
        label: `$(error) ${label}`,
        description: vscode.l10n.t('scope missing: {0}', outcome.scopes.join(', ')),
        detail: vscode.l10n.t('Switch it on in the developer console and release a version of the app'),
        run: open(outcome.link ?? `${app}/auth?${query}`),
      };
    }
    case 'grant':
      return {
        label: `$(error) ${label}`,
        description: vscode.l10n.t('you have not granted {0}', outcome.scopes.join(', ')),
        detail: vscode.l10n.t('Sign in again and allow it'),
        run: () => vscode.commands.executeCommand('feishuTodo.signIn', account.id),
      };
    case 'bot':
      return {
        label: `$(error) ${label}`,
        description: vscode.l10n.t('the app has no Bot ability'),
        detail: vscode.l10n.t('Add the Bot ability in the developer console and release a version of the app'),
        run: open(app),
      };
    case 'failed':
      return { label: `$(error) ${label}`, description: errors.explain(outcome.error).message };
  }
}

function report(title: string, rows: readonly Item[]): string {
  const line = ({ label, description = '' }: Item): string =>
    `${label.replace(/^\$\(\w+\)/, '').trim()}: ${description}`;
  return [title, ...rows.map(line)].join('\n');
}

function nameOf(id: CheckId): string {
  const names: Record<CheckId, string> = {
    readTasks: vscode.l10n.t('Read tasks'),
    writeTasks: vscode.l10n.t('Create and change tasks'),
    comments: vscode.l10n.t('Comment on tasks'),
    readTasklists: vscode.l10n.t('Read tasklists'),
    writeTasklists: vscode.l10n.t('Create tasklists and notify chats'),
    fillTasklists: vscode.l10n.t('Put tasks into tasklists'),
    subscriptions: vscode.l10n.t('Read subscriptions'),
    people: vscode.l10n.t('Read the directory'),
    names: vscode.l10n.t('See the names of people'),
    searchPeople: vscode.l10n.t('Search people'),
    emails: vscode.l10n.t('Find people by e-mail'),
    chats: vscode.l10n.t('Read chats'),
    chatMembers: vscode.l10n.t('See who is in a chat'),
  };
  return names[id];
}
