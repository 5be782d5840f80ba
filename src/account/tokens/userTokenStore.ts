import { systemClock, type Clock, type UserTokens } from '../../feishu';

/** A place for one text. */
export interface Slot {
  read(): Promise<string | undefined>;
  write(text: string): Promise<void>;
  remove(): Promise<void>;
}

interface StoredTokens extends UserTokens {
  /** Larger for every new pair, also after a sign-out. */
  readonly generation: number;
}

const LOOK_AGAIN_MS = 100;

/**
 * The token pair of a person. It lives in the SecretStorage. Windows see each other's secrets late (desktop: after the
 * storage was flushed) or not before a reload (VS Code in a browser), but a refresh token works once: whoever comes
 * next must have the new pair at once. So a sealed copy, whose key is in the SecretStorage, crosses from window to
 * window through a file; the newer of the two counts.
 */
export class UserTokenStore {
  constructor(
    private readonly secret: Slot,
    private readonly sealed: Slot,
    private readonly clock: Clock = systemClock,
  ) {}

  /** The newest pair known, also where another window made it a moment ago. */
  async load(): Promise<UserTokens | undefined> {
    const [own, shared] = await this.both();
    if (shared && shared.generation > (own?.generation ?? 0)) {
      await this.secret.write(JSON.stringify(shared));
      return shared;
    }
    return own;
  }

  /** Stores a new pair for all windows. When this returns it survives a crash. */
  async save(tokens: UserTokens): Promise<void> {
    const [own, shared] = await this.both();
    const newest = Math.max(own?.generation ?? 0, shared?.generation ?? 0);
    const stored: StoredTokens = { ...tokens, generation: Math.max(newest + 1, this.clock.now()) };
    const text = JSON.stringify(stored);
    await Promise.all([this.sealed.write(text), this.secret.write(text)]);
  }

  async forget(): Promise<void> {
    await Promise.all([this.sealed.remove(), this.secret.remove()]);
  }

  /**
   * Waits for a pair other than the one with this refresh token: a window on another machine, which no lock of ours
   * stops, may have renewed it.
   */
  async waitForOther(refreshToken: string, milliseconds: number): Promise<UserTokens | undefined> {
    for (let waited = 0; waited <= milliseconds; waited += LOOK_AGAIN_MS) {
      const tokens = await this.load();
      if (tokens && tokens.refreshToken !== refreshToken) return tokens;
      await this.clock.sleep(LOOK_AGAIN_MS);
    }
    return undefined;
  }

  private both(): Promise<[StoredTokens | undefined, StoredTokens | undefined]> {
    return Promise.all([this.secret.read().then(parseTokens), this.sealed.read().then(parseTokens)]);
  }
}

function parseTokens(text: string | undefined): StoredTokens | undefined {
  if (text === undefined) return undefined;
  let value: Partial<Record<keyof StoredTokens, unknown>> | null;
  try {
    value = JSON.parse(text) as typeof value;
  } catch {
    return undefined;
  }
  const { accessToken, expiresAt, refreshToken, refreshExpiresAt, scopes, generation } = value ?? {};
  if (typeof accessToken !== 'string' || typeof expiresAt !== 'number') return undefined;
  return {
    accessToken,
    expiresAt,
    refreshToken: typeof refreshToken === 'string' ? refreshToken : undefined,
    refreshExpiresAt: typeof refreshExpiresAt === 'number' ? refreshExpiresAt : undefined,
    scopes: Array.isArray(scopes) ? scopes.filter((scope) => typeof scope === 'string') : [],
    generation: typeof generation === 'number' ? generation : 0,
  };
}
