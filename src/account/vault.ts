import * as vscode from 'vscode';
import { Owner } from '../platform/disposables';
import type { Slot } from './tokens/userTokenStore';

export type AccountKind = 'sandbox' | 'app' | 'user';

/** What is kept about an account. Lives in SecretStorage as a whole, since it holds the app secret. */
export interface StoredAccount {
  readonly id: string;
  /** `sandbox`: the app of the local sandbox; `app`: a company's app; `user`: a person who signed in. */
  readonly kind: AccountKind;
  readonly label: string;
  readonly baseUrl: string;
  readonly appId: string;
  readonly appSecret: string;
  /** The person who uses this VS Code: gets the tasks nobody is named for. */
  readonly me?: { readonly id: string; readonly name: string };
  /** A person who signed in to the local sandbox. */
  readonly onSandbox?: boolean;
  /** Opens the sealed copies of a person's tokens. */
  readonly sealKey?: string;
}

interface Content {
  readonly accounts: readonly StoredAccount[];
  readonly currentId?: string;
}

const ACCOUNTS_KEY = 'feishuTodo.accounts';
const tokenKey = (accountId: string): string => `feishuTodo.token.${accountId}`;

/**
 * The accounts and their tokens, kept in SecretStorage only. Where the host cannot keep secrets (no keyring), what was
 * stored lives in memory for this session and `isPersistent` is false.
 */
export class Vault extends Owner {
  private readonly emitter = this.register(new vscode.EventEmitter<void>());
  private readonly memory = new Map<string, string>();
  private writing: Promise<void> = Promise.resolve();
  private persistent = true;

  /** Fired when the accounts changed, here or in another window. */
  readonly onDidChange = this.emitter.event;

  constructor(private readonly secrets: vscode.SecretStorage) {
    super();
    this.register(
      secrets.onDidChange((event) => {
        if (event.key === ACCOUNTS_KEY) this.emitter.fire();
      }),
    );
  }

  get isPersistent(): boolean {
    return this.persistent;
  }

  async accounts(): Promise<readonly StoredAccount[]> {
    return (await this.content()).accounts;
  }

  async current(): Promise<StoredAccount | undefined> {
    const { accounts, currentId } = await this.content();
    return accounts.find((account) => account.id === currentId);
  }

  /** Adds or replaces an account and makes it the current one. A new secret of its app is one for all its accounts. */
  save(account: StoredAccount): Promise<void> {
    const { baseUrl, appId, appSecret } = account;
    return this.update(({ accounts }) => ({
      accounts: [
        ...accounts
          .filter((other) => other.id !== account.id)
          .map((other) => (other.baseUrl === baseUrl && other.appId === appId ? { ...other, appSecret } : other)),
        account,
      ],
      currentId: account.id,
    }));
  }

  /** Makes a known account the current one. */
  select(accountId: string): Promise<void> {
    return this.update(({ accounts }) => ({ accounts, currentId: accountId }));
  }

  /** Forgets an account and its token. Of the others, none becomes the current one: that is the person's choice. */
  async remove(accountId: string): Promise<void> {
    await this.update(({ accounts, currentId }) => ({
      accounts: accounts.filter((account) => account.id !== accountId),
      currentId: currentId === accountId ? undefined : currentId,
    }));
    await this.tokenSlot(accountId).remove();
  }

  /** Where the token of an account is kept. */
  tokenSlot(accountId: string): Slot {
    const key = tokenKey(accountId);
    return {
      read: () => this.read(key),
      write: (text) => this.write(key, text),
      remove: async () => {
        this.memory.delete(key);
        await this.secrets.delete(key);
      },
    };
  }

  private async content(): Promise<Content> {
    const content = parse(await this.read(ACCOUNTS_KEY));
    if (!isRecord(content) || !Array.isArray(content.accounts)) return { accounts: [] };
    return {
      accounts: content.accounts.filter(isAccount),
      currentId: typeof content.currentId === 'string' ? content.currentId : undefined,
    };
  }

  private update(change: (content: Content) => Content): Promise<void> {
    this.writing = this.writing
      .catch(() => undefined)
      .then(async () => this.write(ACCOUNTS_KEY, JSON.stringify(change(await this.content()))))
      .then(() => this.emitter.fire());
    return this.writing;
  }

  private async read(key: string): Promise<string | undefined> {
    // A keyring that is locked or broken throws: then there is no account, and the next write tells.
    return this.memory.get(key) ?? (await Promise.resolve(this.secrets.get(key)).catch(() => undefined));
  }

  /** Stores and reads back: a host without a keyring may take a secret and not give it back. */
  private async write(key: string, value: string): Promise<void> {
    try {
      await this.secrets.store(key, value);
      if ((await this.secrets.get(key)) === value) {
        this.memory.delete(key);
        return;
      }
    } catch {
      // Falls through to memory: the session works, only a restart asks again.
    }
    this.persistent = false;
    this.memory.set(key, value);
  }
}

/** A JSON text as a value; undefined where it is none. */
export function parse(text: string | undefined): unknown {
  if (text === undefined) return undefined;
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

const KINDS: readonly unknown[] = ['sandbox', 'app', 'user'] satisfies AccountKind[];

function isAccount(value: unknown): value is StoredAccount {
  return (
    isRecord(value) &&
    KINDS.includes(value.kind) &&
    ['id', 'label', 'baseUrl', 'appId', 'appSecret'].every((key) => typeof value[key] === 'string') &&
    (value.kind !== 'user' || typeof value.sealKey === 'string')
  );
}
