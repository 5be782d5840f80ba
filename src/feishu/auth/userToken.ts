import { systemClock, type Clock } from '../clock';
import { isAuthError } from '../errors/recognise';
import { FeishuError } from '../errors/types';
import type { TokenSource } from '../model';
import type { UserTokens } from './oauth';
import { SingleFlight } from './singleFlight';

/** As Feishu's own tools do: a token is renewed in its last five minutes. */
const EARLY_MILLISECONDS = 300_000;

export interface UserTokenSourceOptions {
  /** Reads the tokens as they are stored now; another window may have renewed them. */
  load(): Promise<UserTokens | undefined>;
  /** Stores a new pair. It is used only after that: a pair that is lost is a sign-in lost. */
  save(tokens: UserTokens): Promise<void>;
  /** Forgets a sign-in that cannot be renewed any more. */
  forget(): Promise<void>;
  /** Exchanges a refresh token, as `refreshTokens` does. */
  refresh(refreshToken: string): Promise<UserTokens>;
  /** Runs work while no other process does the same: a refresh token works once. */
  withLock<T>(work: () => Promise<T>): Promise<T>;
  readonly clock?: Clock;
}

/**
 * A person's identity. Renews the tokens early and once for all callers; under the lock it first looks whether another
 * window has done so. Throws FeishuError (isAuthError) where only a new sign-in helps.
 */
export class UserTokenSource implements TokenSource {
  readonly kind = 'user';
  private readonly flight = new SingleFlight<string>();
  private readonly clock: Clock;

  constructor(private readonly options: UserTokenSourceOptions) {
    this.clock = options.clock ?? systemClock;
  }

  async getToken(signal?: AbortSignal): Promise<string> {
    const tokens = await this.options.load();
    if (!tokens) {
      throw signedOut();
    }
    return this.isFresh(tokens) ? tokens.accessToken : this.renewToken(undefined, signal);
  }

  renewToken(staleToken: string | undefined, signal?: AbortSignal): Promise<string> {
    return this.flight.run(() => this.options.withLock(() => this.renew(staleToken)), signal);
  }

  private async renew(staleToken: string | undefined): Promise<string> {
    const tokens = await this.options.load();
    if (!tokens) {
      throw signedOut();
    }
    if (tokens.accessToken !== staleToken && this.isFresh(tokens)) {
      return tokens.accessToken;
    }
    // Without a way to renew, a token still lives until its own end.
    const stillAlive = tokens.accessToken !== staleToken && tokens.expiresAt > this.clock.now();
    if (tokens.refreshToken === undefined) {
      if (stillAlive) {
        return tokens.accessToken;
      }
      await this.options.forget();
      throw signedOut();
    }
    try {
      const renewed = await this.options.refresh(tokens.refreshToken);
      await this.options.save(renewed);
      return renewed.accessToken;
    } catch (error) {
      if (isAuthError(error)) {
        await this.options.forget();
      } else if (stillAlive) {
        return tokens.accessToken;
      }
      throw error;
    }
  }

  private isFresh(tokens: UserTokens): boolean {
    return tokens.expiresAt - EARLY_MILLISECONDS > this.clock.now();
  }
}

function signedOut(): FeishuError {
  return new FeishuError({
    apiVersion: 'oauth',
    code: 20037,
    httpStatus: 400,
    endpoint: 'sign-in',
    msg: 'signed out',
  });
}
