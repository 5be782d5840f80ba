import { randomBytes } from 'node:crypto';
import { randomHex } from '../core/random';
import type { TokenRecord } from '../store/model';
import type { Store } from '../store/store';

/** Milliseconds an app's own token lives. */
const appTokenMs = 7200_000;
/** With this much life left or more, the same token is given again. */
const reuseMs = 1800_000;

/** The app's current tenant or app token; a new one when less than half an hour is left of the old, which stays valid. */
export function appToken(store: Store, kind: 'tenant' | 'app', now: number): TokenRecord {
  const current = store.state.tokens.findLast(
    (token) => token.kind === kind && !token.revoked && token.expiresAt - now >= reuseMs && token.issuedAt <= now,
  );
  if (current) {
    return current;
  }
  const prefix = kind === 'tenant' ? 't-' : 'a-';
  return remember(store, now, {
    token: prefix + randomHex(18),
    kind,
    scopes: [],
    issuedAt: now,
    expiresAt: now + appTokenMs,
    revoked: false,
  });
}

/** A fresh user token. Its length and look are those of the platform's v2 tokens (1 to 2 KB, `eyJ...`). */
export function userToken(store: Store, openId: string, scopes: string[], now: number, lifeMs: number): TokenRecord {
  const header = Buffer.from('{"alg":"ES256","typ":"JWT"}').toString('base64url');
  const token = `${header}.${randomBytes(780).toString('base64url')}.${randomBytes(64).toString('base64url')}`;
  const expiresAt = now + lifeMs;
  return remember(store, now, { token, kind: 'user', openId, scopes, issuedAt: now, expiresAt, revoked: false });
}

/** The first user's token that the sandbox prints at its start: short, for a command line. */
export function seedUserToken(
  store: Store,
  openId: string,
  scopes: string[],
  now: number,
  lifeMs: number,
): TokenRecord {
  const current = store.state.tokens.findLast(
    (token) =>
      token.openId === openId && token.token.startsWith('u-') && !token.revoked && token.expiresAt - now >= reuseMs,
  );
  const expiresAt = now + lifeMs;
  return (
    current ??
    remember(store, now, {
      token: `u-${randomHex(18)}`,
      kind: 'user',
      openId,
      scopes,
      issuedAt: now,
      expiresAt,
      revoked: false,
    })
  );
}

function remember(store: Store, now: number, token: TokenRecord): TokenRecord {
  const dayAgo = now - 86_400_000;
  store.state.tokens = [...store.state.tokens.filter((old) => old.expiresAt > dayAgo), token];
  store.changed();
  return token;
}
