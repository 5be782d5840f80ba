import { join } from 'node:path';
import * as vscode from 'vscode';
import {
  createFeishuClient,
  fetchTenantToken,
  fixedTokenSource,
  taskUrl,
  type AppCredentials,
  type FeishuClient,
  type Person,
  type SignedInUser,
  type TokenSource,
  type UserTokens,
} from '../feishu';
import { Owner } from '../platform/disposables';
import type { RedactingLog } from '../platform/log';
import { isOnSandbox, publicPart, restricted, type Account, type KnownApp, type SandboxEndpoint } from './account';
import { scopesFor } from './checks';
import { appSource, personSource, type SourceOptions } from './sources';
import { createSealKey } from './tokens/sealedFile';
import { Vault, type StoredAccount } from './vault';

export type { Account, KnownApp, SandboxEndpoint } from './account';

export interface AccountsOptions {
  readonly secrets: vscode.SecretStorage;
  readonly log: RedactingLog;
  /** Starts the local sandbox, or finds the one another window runs. */
  readonly startSandbox: () => Promise<SandboxEndpoint>;
  readonly userAgent: string;
  /** Remembers over a restart that there is an account, and nothing about it. */
  readonly memento: vscode.Memento;
  /** Folder that all windows of this machine share: locks, and sealed copies of tokens. */
  readonly folder: string;
}

/** There was an account when this was last written: an empty SecretStorage has lost it. */
const HAD_ACCOUNT = 'feishuTodo.hadAccount';

/** The accounts, the one in use and its client. Everything secret stays inside. */
export class Accounts extends Owner {
  private readonly emitter = this.register(new vscode.EventEmitter<Account | undefined>());
  private readonly listEmitter = this.register(new vscode.EventEmitter<void>());
  private readonly lostEmitter = this.register(new vscode.EventEmitter<Account>());
  private readonly vault: Vault;
  private readonly sources = new Map<string, { readonly account: string; readonly source: Promise<TokenSource> }>();
  private account: StoredAccount | undefined;
  private client: FeishuClient | undefined;
  private wasForgotten = false;
  private loading: Promise<void> = Promise.resolve();

  /** Fired with the account in use after connecting, disconnecting or switching, here or in another window. */
  readonly onDidChange = this.emitter.event;
  /** Fired when an account was added, changed or removed, whether in use or not. */
  readonly onDidChangeList = this.listEmitter.event;
  /** Fired when a person's sign-in has ended and only a new one helps. */
  readonly onDidLoseSignIn = this.lostEmitter.event;

  constructor(private readonly options: AccountsOptions) {
    super();
    this.vault = this.register(new Vault(options.secrets));
    this.register(this.vault.onDidChange(() => void this.load().then(() => this.listEmitter.fire())));
    this.register(vscode.workspace.onDidGrantWorkspaceTrust(() => this.emitter.fire(this.current)));
    this.register({ dispose: () => this.client?.dispose() });
    this.loading = this.lookForLoss();
    void this.load();
  }

  get current(): Account | undefined {
    return this.account && publicPart(this.account);
  }

  /** What our requests call themselves. */
  get userAgent(): string {
    return this.options.userAgent;
  }

  /** False where the host does not keep secrets, now or over the last restart: the person has to connect again. */
  get isPersistent(): boolean {
    return this.vault.isPersistent && !this.wasForgotten;
  }

  /** Resolves when the stored account has been read. */
  ready(): Promise<void> {
    return this.loading;
  }

  /** All accounts, by name. */
  async list(): Promise<readonly Account[]> {
    const accounts = (await this.vault.accounts()).map(publicPart);
    return accounts.sort((a, b) => a.label.localeCompare(b.label));
  }

  /** The apps that accounts are connected with, each once: a further sign-in needs no secret again. */
  async knownApps(): Promise<readonly KnownApp[]> {
    const apps = new Map<string, KnownApp>();
    for (const account of await this.vault.accounts()) {
      const { baseUrl, appId, appSecret } = account;
      const onSandbox = isOnSandbox(account);
      // There is one sandbox, whatever port it listened on.
      apps.set(onSandbox ? 'sandbox' : `${baseUrl} ${appId}`, { baseUrl, appId, appSecret, onSandbox });
    }
    return [...apps.values()];
  }

  /**
   * The client of the account in use; undefined where none is connected. A sandbox is started where it does not run.
   * @throws HumanError in Restricted Mode: a folder nobody vouched for must not cause a call
   */
  async getClient(): Promise<FeishuClient | undefined> {
    if (!vscode.workspace.isTrusted) throw restricted();
    await this.loading;
    const account = this.account;
    if (!account) return undefined;
    if (isOnSandbox(account)) await this.wakeSandbox(account);
    return this.client;
  }

  /** Link that opens a task in Feishu, or on the sandbox's page. */
  taskUrl(taskId: string): string {
    return taskUrl(this.account?.baseUrl ?? 'https://open.feishu.cn', taskId);
  }

  async connectSandbox(): Promise<Account> {
    const { baseUrl, appId, appSecret, me } = await this.options.startSandbox();
    return this.use({
      ...{ baseUrl, appId, appSecret, me },
      ...{ id: 'sandbox', kind: 'sandbox', label: vscode.l10n.t('Local Sandbox') },
    });
  }

  /** The app of the local sandbox, for a sign-in as one of its people. */
  async sandboxApp(): Promise<KnownApp> {
    const { baseUrl, appId, appSecret } = await this.options.startSandbox();
    return { baseUrl, appId, appSecret, onSandbox: true };
  }

  /** Asks Feishu whether App ID and App Secret are right. @throws FeishuError, NetworkError, … */
  async checkApp(credentials: AppCredentials, signal?: AbortSignal): Promise<void> {
    this.options.log.hide(credentials.appSecret);
    await fetchTenantToken(credentials, { ...this.call, signal });
  }

  /** Asks Feishu for a token first: only credentials that work are kept. @throws FeishuError, NetworkError, … */
  async connectApp(credentials: AppCredentials, signal?: AbortSignal): Promise<Account> {
    const { baseUrl, appId, appSecret } = credentials;
    this.options.log.hide(appSecret);
    const token = await fetchTenantToken(credentials, { ...this.call, signal });
    this.options.log.hide(token.token);
    const id = `app:${baseUrl}:${appId}`;
    await this.vault.tokenSlot(id).write(JSON.stringify(token));
    const known = (await this.vault.accounts()).find((account) => account.id === id);
    return this.use({ baseUrl, appId, appSecret, id, kind: 'app', label: appId, me: known?.me });
  }

  /**
   * Asks Feishu whose tokens these are, and keeps them.
   * @returns the account, and which scopes asked for were not granted
   */
  async connectUser(
    app: AppCredentials & { readonly onSandbox?: boolean },
    tokens: UserTokens,
    signal?: AbortSignal,
  ): Promise<{ account: Account; missingScopes: readonly string[] }> {
    this.hide(tokens);
    const user = await this.whoIs(app, tokens.accessToken, signal);
    const { baseUrl, appId, appSecret, onSandbox = false } = app;
    const id = `user:${onSandbox ? 'sandbox' : baseUrl}:${appId}:${user.openId}`;
    const known = (await this.vault.accounts()).find((account) => account.id === id);
    const account: StoredAccount = {
      ...{ id, kind: 'user', label: user.name || user.openId, baseUrl, appId, appSecret, onSandbox },
      me: { id: user.openId, name: user.name || user.openId },
      // The same key as before, so that windows which have not seen the new sign-in yet can read its tokens.
      sealKey: known?.sealKey ?? createSealKey(),
    };
    await personSource(account, this.sourceOptions(account)).store.save(tokens);
    return {
      account: await this.use(account),
      missingScopes: scopesFor('person').filter((scope) => !tokens.scopes.includes(scope)),
    };
  }

  /** Remembers which person of the directory uses this VS Code. */
  async setMe(me: Pick<Person, 'id' | 'name'>): Promise<void> {
    if (this.account) await this.use({ ...this.account, me: { id: me.id, name: me.name } });
  }

  /** Uses another of the accounts. */
  async switchTo(accountId: string): Promise<void> {
    await this.vault.select(accountId);
    await this.load();
  }

  /** Forgets the account in use with its secrets. Tasks and links stay. */
  async disconnect(): Promise<void> {
    if (this.account) await this.remove(this.account.id);
    else await this.load();
  }

  /** Forgets an account with its secrets, in use or not. */
  async remove(accountId: string): Promise<void> {
    const account = (await this.vault.accounts()).find(({ id }) => id === accountId);
    if (account?.kind === 'user') await personSource(account, this.sourceOptions(account)).store.forget();
    this.sources.delete(accountId);
    await this.vault.remove(accountId);
    if ((await this.vault.accounts()).length === 0) await this.options.memento.update(HAD_ACCOUNT, undefined);
    await this.load();
  }

  /** Has the sign-in of this person ended, so that only a new one helps? */
  async isSignInLost(accountId: string): Promise<boolean> {
    const account = (await this.vault.accounts()).find(({ id }) => id === accountId);
    if (account?.kind !== 'user') return false;
    return (await personSource(account, this.sourceOptions(account)).store.load()) === undefined;
  }

  /** A token of an account, renewed where it has to be. For the AuthenticationProvider only. @throws FeishuError, … */
  async accessToken(accountId: string): Promise<string> {
    const account = (await this.vault.accounts()).find(({ id }) => id === accountId);
    if (!account) throw new Error('no such account');
    return (await this.sourceOf(account)).getToken();
  }

  /** A keyring may take secrets and give them back until VS Code ends, and no longer. */
  private async lookForLoss(): Promise<void> {
    const { memento } = this.options;
    this.wasForgotten = memento.get(HAD_ACCOUNT, false) && (await this.vault.accounts()).length === 0;
  }

  private async use(account: StoredAccount): Promise<Account> {
    await this.vault.save(account);
    await this.options.memento.update(HAD_ACCOUNT, true);
    await this.load();
    return publicPart(account);
  }

  /** One after the other: whoever waits for the last one finds account and client in step. */
  private load(): Promise<void> {
    this.loading = this.loading.catch(() => undefined).then(() => this.readCurrent());
    return this.loading;
  }

  private async readCurrent(): Promise<void> {
    const account = await this.vault.current();
    if (JSON.stringify(account) === JSON.stringify(this.account)) return;
    this.account = account;
    this.client?.dispose();
    this.client = account && this.createClient(account, await this.sourceOf(account));
    this.emitter.fire(this.current);
  }

  /** The sandbox may have moved to another port, or be gone with the window that ran it. */
  private async wakeSandbox(account: StoredAccount): Promise<void> {
    const { baseUrl, appId, appSecret } = await this.options.startSandbox();
    if (baseUrl === account.baseUrl && appId === account.appId) return;
    await this.use({ ...account, baseUrl, appId, appSecret });
  }

  private async whoIs(app: AppCredentials, accessToken: string, signal?: AbortSignal): Promise<SignedInUser> {
    const client = this.createClient(app, fixedTokenSource('user', accessToken));
    try {
      return await client.users.me({ signal });
    } finally {
      client.dispose();
    }
  }

  /** One source for each account and window: it is what keeps two callers from renewing a token at once. */
  private sourceOf(account: StoredAccount): Promise<TokenSource> {
    const text = JSON.stringify(account);
    const known = this.sources.get(account.id);
    if (known?.account === text) return known.source;
    this.options.log.hide(account.appSecret);
    const options = this.sourceOptions(account);
    const source =
      account.kind === 'user' ? Promise.resolve(personSource(account, options).source) : appSource(account, options);
    this.sources.set(account.id, { account: text, source });
    return source;
  }

  private sourceOptions(account: StoredAccount): SourceOptions {
    return {
      secret: this.vault.tokenSlot(account.id),
      folder: join(this.options.folder, 'tokens'),
      onLost: () => this.lostEmitter.fire(publicPart(account)),
      onToken: (token) => this.options.log.hide(token),
      call: this.call,
    };
  }

  private createClient({ baseUrl }: Pick<AppCredentials, 'baseUrl'>, tokenSource: TokenSource): FeishuClient {
    const { log } = this.options;
    return createFeishuClient({ baseUrl, tokenSource, log, ...this.call });
  }

  private get call(): { readonly userAgent: string } {
    return { userAgent: this.userAgent };
  }

  private hide({ accessToken, refreshToken }: UserTokens): void {
    this.options.log.hide(accessToken);
    if (refreshToken !== undefined) this.options.log.hide(refreshToken);
  }
}
