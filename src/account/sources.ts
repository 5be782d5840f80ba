import { TenantTokenSource, type TenantToken, type TokenCallOptions, type TokenSource } from '../feishu';
import { personTokens, type PersonTokens } from './tokens/userSource';
import type { Slot } from './tokens/userTokenStore';
import { isRecord, parse, type StoredAccount } from './vault';

export interface SourceOptions {
  readonly secret: Slot;
  /** Folder that all windows of this machine share. */
  readonly folder: string;
  /** A person's sign-in ended and cannot be renewed. */
  readonly onLost: () => void;
  /** A token was fetched that must never be seen. */
  readonly onToken: (token: string) => void;
  readonly call: TokenCallOptions;
}

/** The app's own token, kept between windows and starts. */
export async function appSource(account: StoredAccount, options: SourceOptions): Promise<TokenSource> {
  const { baseUrl, appId, appSecret } = account;
  return new TenantTokenSource({
    ...options.call,
    baseUrl,
    appId,
    getSecret: () => Promise.resolve(appSecret),
    initial: parseTenantToken(await options.secret.read()),
    onFetched: (fetched) => {
      options.onToken(fetched.token);
      void options.secret.write(JSON.stringify(fetched));
    },
  });
}

/** A person's tokens. @throws Error where the account is not a person's */
export function personSource(account: StoredAccount, options: SourceOptions): PersonTokens {
  if (account.sealKey === undefined) throw new Error('not the account of a person');
  return personTokens({
    ...options,
    app: account,
    accountId: account.id,
    sealKey: account.sealKey,
    onRenewed: ({ accessToken, refreshToken }) => {
      options.onToken(accessToken);
      if (refreshToken !== undefined) options.onToken(refreshToken);
    },
  });
}

function parseTenantToken(text: string | undefined): TenantToken | undefined {
  const token = parse(text);
  if (!isRecord(token) || typeof token.token !== 'string' || typeof token.expiresAt !== 'number') return undefined;
  return { token: token.token, expiresAt: token.expiresAt };
}
