import { createHash } from 'node:crypto';
import { join } from 'node:path';
import {
  isAuthError,
  refreshTokens,
  UserTokenSource,
  type AppCredentials,
  type TokenCallOptions,
  type UserTokens,
} from '../../feishu';
import { withFileLock } from './fileLock';
import { SealedFile } from './sealedFile';
import { UserTokenStore, type Slot } from './userTokenStore';

/** How long a refused refresh waits for a pair of another machine, in milliseconds. */
const OTHER_MACHINE_MS = 2000;

export interface PersonTokensOptions {
  readonly app: AppCredentials;
  readonly accountId: string;
  /** Of `createSealKey()`, kept in the SecretStorage. */
  readonly sealKey: string;
  readonly secret: Slot;
  /** Folder that all windows of this machine share. */
  readonly folder: string;
  /** The sign-in ended and cannot be renewed. */
  readonly onLost: () => void;
  /** A new pair was stored. */
  readonly onRenewed?: (tokens: UserTokens) => void;
  readonly call: TokenCallOptions;
}

/** The tokens of a signed-in person: where they are kept, and the source that renews them for all windows. */
export interface PersonTokens {
  readonly store: UserTokenStore;
  readonly source: UserTokenSource;
}

/** Wires storage, lock and refresh together. Nothing is read or sent before the source is asked for a token. */
export function personTokens(options: PersonTokensOptions): PersonTokens {
  const { app, accountId, call, secret } = options;
  const name = createHash('sha256').update(accountId).digest('hex').slice(0, 32);
  const sealed = new SealedFile(join(options.folder, `${name}.sealed`), options.sealKey, accountId);
  const store = new UserTokenStore(secret, sealed, call.clock);
  const source = new UserTokenSource({
    load: () => store.load(),
    save: async (tokens) => {
      await store.save(tokens);
      options.onRenewed?.(tokens);
    },
    forget: async () => {
      await store.forget();
      options.onLost();
    },
    refresh: (refreshToken) => refreshOrFind(app, refreshToken, store, call),
    withLock: (work) => withFileLock(join(options.folder, `${name}.lock`), work),
    clock: call.clock,
  });
  return { store, source };
}

/** Before a sign-in is given up: has a window on another machine used the refresh token, and stored the new pair? */
async function refreshOrFind(
  app: AppCredentials,
  refreshToken: string,
  store: UserTokenStore,
  call: TokenCallOptions,
): Promise<UserTokens> {
  try {
    return await refreshTokens(app, refreshToken, call);
  } catch (error) {
    const other = isAuthError(error) ? await store.waitForOther(refreshToken, OTHER_MACHINE_MS) : undefined;
    if (!other) throw error;
    return other;
  }
}
