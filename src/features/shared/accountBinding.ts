import * as vscode from 'vscode';
import type { Account, Accounts } from '../../account/accounts';
import type { FeishuClient } from '../../feishu';
import { Owner } from '../../platform/disposables';
import { HumanError } from '../../platform/errors';
import { feishuCreator, type AccountIdentity, type Outbox, type TaskStore } from '../../tasks';

/** The account's client; a message that says what to do where nobody is connected. */
export async function requireClient(accounts: Accounts): Promise<FeishuClient> {
  const client = await accounts.getClient();
  if (!client) throw new HumanError(vscode.l10n.t('Connect to Feishu first, in the Tasks view.'));
  return client;
}

/** Tells the outbox who creates, and the store whose tasks to read, whenever the account changes. */
export class AccountBinding extends Owner {
  /** Resolves when the outbox has read what is on disk, after which it may be used. */
  readonly started: Promise<void>;

  constructor(
    private readonly accounts: Accounts,
    private readonly outbox: Outbox,
    private readonly store: TaskStore,
  ) {
    super();
    this.started = this.start();
  }

  /** In a later turn of the loop: activation itself touches no disk. */
  private async start(): Promise<void> {
    await new Promise((resolve) => setImmediate(resolve));
    await this.outbox.start();
    this.register(this.accounts.onDidChange((account) => this.bind(account)));
    this.bind(this.accounts.current);
  }

  /** The client is asked for at each call: the sandbox may have to be started, and may have moved to another port. */
  private bind(connected: Account | undefined): void {
    // A folder nobody vouched for must not cause a call: what waits goes on waiting.
    const account = vscode.workspace.isTrusted ? connected : undefined;
    const client = (): Promise<FeishuClient> => requireClient(this.accounts);
    const list = async function* (...args: Parameters<FeishuClient['tasks']['list']>) {
      yield* (await client()).tasks.list(...args);
    };
    const creator = feishuCreator(client);
    this.outbox.setAccount(account && { identity: identityOf(account), creator });
    const source = {
      list,
      get: async (...args: Parameters<FeishuClient['tasks']['get']>) => (await client()).tasks.get(...args),
    };
    void this.store.setSource(account && source, account?.id);
  }
}

/** The sandbox is the same one wherever it listens. What a person creates must not be sent as the app, or vice versa. */
function identityOf({ kind, appId, baseUrl, onSandbox, me }: Account): AccountIdentity {
  return {
    appId,
    baseUrl: kind === 'sandbox' || onSandbox ? 'sandbox' : baseUrl,
    userId: kind === 'user' ? (me?.id ?? '') : '',
  };
}
