import { createHash } from 'node:crypto';
import { randomCode } from '../core/random';
import type { Call } from '../core/call';
import { isJsonObject } from '../core/fields';
import type { CodeRecord, RefreshTokenRecord, TokenRecord } from '../store/model';
import type { Store } from '../store/store';
import { userToken } from './tokens';

/** Refreshing ends this long after the user consented, milliseconds. */
const consentMs = 365 * 86_400_000;

/** A failure of the OAuth endpoints: `{code, error, error_description}`, flat. */
export class OAuthError extends Error {
  constructor(
    readonly code: number,
    readonly error: string,
    description: string,
    readonly status = 400,
  ) {
    super(description);
  }
}

/** Codes of the token endpoint's document with the OAuth name each falls under. */
const catalogue: Readonly<Record<number, readonly [error: string, description: string, status?: number]>> = {
  20001: ['invalid_request', 'A required parameter is missing.'],
  20002: ['invalid_client', 'The client secret is invalid.'],
  20003: ['invalid_grant', 'The authorization code was not found.'],
  20004: ['invalid_grant', 'The authorization code has expired.'],
  20008: ['invalid_grant', 'The user does not exist.'],
  20009: ['unauthorized_client', 'The app is not installed in the tenant.'],
  20010: ['unauthorized_client', 'The user is outside the availability of the app.'],
  20024: ['invalid_grant', 'The code or token was issued to another client.'],
  20026: ['invalid_grant', 'The refresh token is invalid.'],
  20036: ['unsupported_grant_type', 'The grant type is not supported.'],
  20037: ['invalid_grant', 'The refresh token has expired.'],
  20048: ['invalid_client', 'The app does not exist.'],
  20049: ['invalid_grant', 'PKCE code challenge failed.'],
  20050: ['server_error', 'An unexpected server error occurred.', 500],
  20063: ['invalid_request', 'The request is malformed.'],
  20064: ['invalid_grant', 'The refresh token has been revoked.'],
  20065: ['invalid_grant', 'The authorization code has been used.'],
  20066: ['invalid_grant', 'The status of the user is invalid.'],
  20067: ['invalid_scope', 'The scope parameter contains duplicates.'],
  20068: ['invalid_scope', 'The scope parameter contains scopes that are not permitted.'],
  20069: ['unauthorized_client', 'The app is disabled.'],
  20070: ['invalid_request', 'More than one way of client authentication was used.'],
  20071: ['invalid_grant', 'The redirect_uri does not match the one of the authorization.'],
  20072: ['temporarily_unavailable', 'The server is temporarily unavailable.', 503],
  20073: ['invalid_grant', 'The refresh token has been used.'],
  20074: ['unauthorized_client', 'The app is not allowed to refresh user access tokens.'],
};

export function oauthError(code: number): OAuthError {
  const [error, description, status] = catalogue[code] ?? ['server_error', 'An unexpected server error occurred.', 500];
  return new OAuthError(code, error, description, status);
}

/** One parameter of a token request. @throws OAuthError 20063 when it is no string */
export function parameter(call: Call, name: string): string {
  const value = isJsonObject(call.body) ? (call.body[name] ?? '') : '';
  if (typeof value !== 'string') {
    throw oauthError(20063);
  }
  return value;
}

/** A parameter that must be there. @throws OAuthError 20001 */
export function needed(call: Call, name: string): string {
  const value = parameter(call, name);
  if (value === '') {
    throw oauthError(20001);
  }
  return value;
}

/**
 * Checks the client's id and secret, from the body or from Basic authentication.
 * @throws OAuthError 20070 when both are used, 20001, 20048, 20002, 20069
 */
export function checkClient(call: Call): void {
  const basic = /^Basic\s+(\S+)$/i.exec(call.headers.authorization ?? '')?.[1];
  const [basicId = '', basicSecret = ''] = basic ? Buffer.from(basic, 'base64').toString('utf8').split(':') : [];
  const bodySecret = parameter(call, 'client_secret');
  if (basic && bodySecret !== '') {
    throw oauthError(20070);
  }
  const id = parameter(call, 'client_id') || basicId;
  const secret = bodySecret || basicSecret;
  if (id === '' || secret === '') {
    throw oauthError(20001);
  }
  const { app } = call.state;
  if (id !== app.appId) {
    throw oauthError(20048);
  }
  if (secret !== app.appSecret) {
    throw oauthError(20002);
  }
  if (!app.enabled) {
    throw oauthError(20069);
  }
}

/** Splits a space-separated scope list. */
export function splitScopes(text: string): string[] {
  return text.split(/\s+/).filter((scope) => scope !== '');
}

/** Adds scopes to what the user granted so far and gives them all. */
export function grant(store: Store, openId: string, scopes: readonly string[], now: number): string[] {
  const { grants } = store.state;
  const all = [...new Set([...(grants[openId]?.scopes ?? []), 'auth:user.id:read', ...scopes])];
  grants[openId] = { scopes: all, consentedAt: now };
  store.changed();
  return all;
}

/** A fresh authorisation code for a user who consented. */
export function issueCode(call: Call, code: Omit<CodeRecord, 'code' | 'expiresAt' | 'used'>): CodeRecord {
  const { store, behaviour } = call.world;
  const record = { ...code, code: randomCode(64), expiresAt: call.now + behaviour.codeSeconds * 1000, used: false };
  store.state.codes = [...store.state.codes.filter((old) => old.expiresAt > call.now - 86_400_000), record];
  store.changed();
  return record;
}

/** PKCE, RFC 7636 section 4.6. No challenge at the authorisation means none is checked. */
export function verifiesChallenge(code: CodeRecord, verifier: string): boolean {
  if (code.challenge === '') {
    return true;
  }
  if (!/^[A-Za-z0-9\-._~]{43,128}$/.test(verifier)) {
    return false;
  }
  const hashed = createHash('sha256').update(verifier).digest('base64url');
  return code.challenge === (code.challengeMethod === 'S256' ? hashed : verifier);
}

/** @throws OAuthError 20008, 20066, 20010 for a person who may not use the app (any more) */
export function checkUser(call: Call, openId: string): void {
  const user = call.state.users.find((candidate) => candidate.openId === openId);
  if (!user || user.resigned) {
    throw oauthError(20008);
  }
  if (user.frozen) {
    throw oauthError(20066);
  }
  if (!user.visible) {
    throw oauthError(20010);
  }
}

/** Narrows a token's scopes for this once. @throws OAuthError 20067, 20068 */
export function narrowScopes(wanted: string, granted: readonly string[]): string[] {
  const scopes = splitScopes(wanted);
  if (new Set(scopes).size !== scopes.length) {
    throw oauthError(20067);
  }
  if (scopes.some((scope) => !granted.includes(scope))) {
    throw oauthError(20068);
  }
  return scopes.length > 0 ? scopes : [...granted];
}

/** A pair of tokens; the refresh token only with `offline_access`. */
export interface TokenPair {
  readonly access: TokenRecord;
  readonly refresh: RefreshTokenRecord | undefined;
}

/** What tokens are issued for. */
export interface TokenRequest {
  readonly openId: string;
  /** All the user granted; a refresh can have them again. */
  readonly granted: string[];
  /** Those of this access token. */
  readonly scopes: string[];
  readonly consentedAt: number;
  readonly version: 1 | 2;
}

export function issuePair(call: Call, request: TokenRequest): TokenPair {
  const { store, behaviour } = call.world;
  const { openId, granted, scopes, consentedAt, version } = request;
  const access = userToken(store, openId, scopes, call.now, behaviour.accessTokenSeconds * 1000);
  if (!scopes.includes('offline_access')) {
    return { access, refresh: undefined };
  }
  const expiresAt = Math.min(call.now + behaviour.refreshTokenSeconds * 1000, consentedAt + consentMs);
  const refresh: RefreshTokenRecord = {
    token: randomCode(180),
    version,
    openId,
    scopes: granted,
    expiresAt,
    consentedAt,
    used: false,
    revoked: false,
  };
  const monthAgo = call.now - 30 * 86_400_000;
  store.state.refreshTokens = [...store.state.refreshTokens.filter((old) => old.expiresAt > monthAgo), refresh];
  store.changed();
  return { access, refresh };
}

/** The flat success answer of the v2 token endpoint. */
export function flatTokens(call: Call, { access, refresh }: TokenPair): object {
  const seconds = (record: { expiresAt: number }) => Math.floor((record.expiresAt - call.now) / 1000);
  return {
    code: 0,
    access_token: access.token,
    expires_in: seconds(access),
    ...(refresh ? { refresh_token: refresh.token, refresh_token_expires_in: seconds(refresh) } : {}),
    token_type: 'Bearer',
    scope: access.scopes.join(' '),
  };
}

/**
 * A refresh token that may be used now, and the check of the app's switch.
 * @throws OAuthError 20026, 20064, 20073, 20037, 20074, and those of `checkUser`
 */
export function usableRefreshToken(call: Call, text: string, version: 1 | 2): RefreshTokenRecord {
  const record = call.state.refreshTokens.find((candidate) => candidate.token === text);
  if (!record || record.version !== version) {
    throw oauthError(20026);
  }
  if (record.revoked) {
    throw oauthError(20064);
  }
  if (record.used && call.world.behaviour.oneShotRefresh) {
    throw oauthError(20073);
  }
  if (record.expiresAt <= call.now) {
    throw oauthError(20037);
  }
  if (!call.state.app.refreshEnabled) {
    throw oauthError(20074);
  }
  checkUser(call, record.openId);
  return record;
}

/** A code that may be exchanged now. @throws OAuthError 20003, 20065, 20004 */
export function usableCode(call: Call, text: string): CodeRecord {
  const code = call.state.codes.find((candidate) => candidate.code === text);
  if (!code) {
    throw oauthError(20003);
  }
  if (code.used) {
    throw oauthError(20065);
  }
  if (code.expiresAt <= call.now) {
    throw oauthError(20004);
  }
  return code;
}
