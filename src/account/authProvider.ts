import * as vscode from 'vscode';
import { Owner } from '../platform/disposables';
import { CancelledError } from '../platform/errors';
import { errorText, type RedactingLog } from '../platform/log';
import type { Account, Accounts } from './accounts';
import { scopesFor } from './checks';

/** As `contributes.authentication` of the manifest. */
export const PROVIDER_ID = 'feishu';

/**
 * The accounts as VS Code's Accounts menu shows them. Another extension gets a token only after VS Code asked the
 * person. Listing them asks Feishu for nothing.
 */
export class FeishuAuthenticationProvider extends Owner implements vscode.AuthenticationProvider {
  private readonly emitter = this.register(
    new vscode.EventEmitter<vscode.AuthenticationProviderAuthenticationSessionsChangeEvent>(),
  );
  private known = new Map<string, Account>();
  private comparing: Promise<void> = Promise.resolve();

  readonly onDidChangeSessions = this.emitter.event;

  constructor(
    private readonly accounts: Accounts,
    private readonly log: RedactingLog,
    /** Lets the person connect one more account, in the way they choose. */
    private readonly addAccount: () => Promise<Account | undefined>,
    /** Forgets an account after the person said so. */
    private readonly removeAccount: (accountId: string) => Promise<void>,
  ) {
    super();
    this.register(accounts.onDidChangeList(() => (this.comparing = this.comparing.then(() => this.compare()))));
  }

  async getSessions(
    scopes?: readonly string[],
    options?: vscode.AuthenticationProviderSessionOptions,
  ): Promise<vscode.AuthenticationSession[]> {
    const accounts = (await this.accounts.list()).filter(
      (account) =>
        (options?.account === undefined || options.account.id === account.id) && covers(account, scopes ?? []),
    );
    this.known = new Map([...this.known, ...accounts.map((account) => [account.id, account] as const)]);
    // Without scopes VS Code only fills its menu: no token is fetched for that.
    if (scopes === undefined) return accounts.map((account) => session(account, ''));
    const sessions = await Promise.all(accounts.map((account) => this.sessionWithToken(account)));
    return sessions.filter((found) => found !== undefined);
  }

  async createSession(): Promise<vscode.AuthenticationSession> {
    const account = await this.addAccount();
    if (!account) throw new CancelledError();
    return session(account, await this.accounts.accessToken(account.id));
  }

  async removeSession(sessionId: string): Promise<void> {
    await this.removeAccount(sessionId);
  }

  private async sessionWithToken(account: Account): Promise<vscode.AuthenticationSession | undefined> {
    try {
      return session(account, await this.accounts.accessToken(account.id));
    } catch (error) {
      this.log.warn(`No token for ${account.kind} account: ${errorText(error)}`);
      return undefined;
    }
  }

  private async compare(): Promise<void> {
    const before = this.known;
    const now = new Map((await this.accounts.list()).map((account) => [account.id, account]));
    this.known = now;
    const added = [...now.values()].filter(({ id }) => !before.has(id));
    const removed = [...before.values()].filter(({ id }) => !now.has(id));
    if (added.length === 0 && removed.length === 0) return;
    this.emitter.fire({
      added: added.map((account) => session(account, '')),
      removed: removed.map((account) => session(account, '')),
      changed: [],
    });
  }
}

function session(account: Account, accessToken: string): vscode.AuthenticationSession {
  const { id, label } = account;
  return { id, accessToken, account: { id, label }, scopes: scopesOf(account) };
}

function scopesOf({ kind }: Account): readonly string[] {
  return scopesFor(kind === 'user' ? 'person' : 'app');
}

function covers(account: Account, wanted: readonly string[]): boolean {
  return wanted.every((scope) => scopesOf(account).includes(scope));
}
