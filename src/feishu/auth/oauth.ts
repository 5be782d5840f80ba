import { systemClock, type Clock } from '../clock';
import { checkBaseUrl, domainsFor } from '../domains';
import { declare, type Endpoint } from '../endpoint';
import { readEnvelope } from '../envelope';
import { isServerFailure } from '../errors/recognise';
import { BadAnswerError, NetworkError, TimeoutError, ValidationError } from '../errors/types';
import { HttpClient } from '../http';
import { LIMITS } from '../limits';
import { type Json, readNumber, readText } from '../read';
import { requireText } from '../validate/basic';
import type { AppCredentials, TokenCallOptions } from './tenantToken';

const TOKEN = declare('oauth', 'POST /open-apis/authen/v2/oauth/token', 4);
const MAX_CREDENTIAL = 8192;

/** A person's tokens, as a sign-in or a renewal gives them. */
export interface UserTokens {
  readonly accessToken: string;
  /** Milliseconds since the epoch. */
  readonly expiresAt: number;
  /** Works once. Only with the scope `offline_access` and the app's refresh switch on. */
  readonly refreshToken?: string;
  readonly refreshExpiresAt?: number;
  /** What was granted, which may be less than was asked for. */
  readonly scopes: readonly string[];
}

export interface AuthorizeRequest {
  readonly baseUrl: string;
  readonly appId: string;
  /** http or https; entered in the app's security settings exactly so. */
  readonly redirectUri: string;
  /** At most 50, each once; `offline_access` for a refresh token. */
  readonly scopes: readonly string[];
  readonly state: string;
  /** Of `createPkce()`. */
  readonly challenge: string;
}

/**
 * The page on which a person lets the app act for them.
 * @throws ValidationError for `baseUrl`, `appId`, `redirectUri`, `scopes`, `state` or `challenge`
 */
export function authorizeUrl(request: AuthorizeRequest): string {
  if (!URL.canParse(request.redirectUri) || !/^https?:$/.test(new URL(request.redirectUri).protocol)) {
    throw new ValidationError('redirectUri', 'redirect-url');
  }
  const query = new URLSearchParams({
    client_id: requireText('appId', request.appId, MAX_CREDENTIAL),
    response_type: 'code',
    redirect_uri: request.redirectUri,
    scope: scopeText(request.scopes),
    state: requireText('state', request.state, MAX_CREDENTIAL),
    code_challenge: requireText('challenge', request.challenge, MAX_CREDENTIAL),
    code_challenge_method: 'S256',
  });
  return `${domainsFor(request.baseUrl).accounts}/open-apis/authen/v1/authorize?${query}`;
}

/** Scopes as OAuth writes them. @throws ValidationError for `scopes` */
export function scopeText(scopes: readonly string[]): string {
  for (const [index, scope] of scopes.entries()) {
    if (!/^[\w:.-]+$/.test(scope)) {
      throw new ValidationError(`scopes[${index}]`, 'scope');
    }
    if (scopes.indexOf(scope) !== index) {
      throw new ValidationError(`scopes[${index}]`, 'duplicate');
    }
  }
  if (scopes.length > LIMITS.oauth.scopes) {
    throw new ValidationError('scopes', 'too-many', LIMITS.oauth.scopes);
  }
  return scopes.join(' ');
}

/**
 * Exchanges the code of a sign-in. The code lives five minutes and works once, so this is never repeated.
 * @throws FeishuError (version `oauth`): 20003, 20004, 20065 the code; 20049 PKCE; 20071 the redirect; 20002 the secret
 */
export function exchangeCode(
  app: AppCredentials,
  sign: { readonly code: string; readonly redirectUri: string; readonly verifier: string },
  options?: TokenCallOptions,
): Promise<UserTokens> {
  const grant = {
    grant_type: 'authorization_code',
    code: requireText('code', sign.code, MAX_CREDENTIAL),
    redirect_uri: sign.redirectUri,
    code_verifier: sign.verifier,
  };
  return requestTokens(app, grant, options);
}

/**
 * Renews a person's tokens; the refresh token is used up, the new pair must be stored before it is used. Repeated once
 * after a failure inside Feishu (20050, 20072) or a lost answer; if the token was used up by then, the second try says
 * so (20073) and only a new sign-in helps.
 */
export async function refreshTokens(
  app: AppCredentials,
  refreshToken: string,
  options?: TokenCallOptions,
): Promise<UserTokens> {
  const grant = {
    grant_type: 'refresh_token',
    refresh_token: requireText('refreshToken', refreshToken, MAX_CREDENTIAL),
  };
  try {
    return await requestTokens(app, grant, options);
  } catch (error) {
    const lost = isServerFailure(error) || error instanceof TimeoutError || error instanceof NetworkError;
    if (!lost) {
      throw error;
    }
    await (options?.clock ?? systemClock).sleep(1_000, options?.signal);
    return requestTokens(app, grant, options);
  }
}

/** One call of the token endpoint: JSON in, a flat answer out. */
export async function requestTokens(app: AppCredentials, grant: Json, options: TokenCallOptions = {}) {
  const http = options.http ?? new HttpClient({ userAgent: options.userAgent });
  const answer = await http.send({
    method: 'POST',
    url: checkBaseUrl(app.baseUrl) + TOKEN.path,
    headers: { 'Content-Type': 'application/json; charset=utf-8' },
    body: JSON.stringify({
      ...grant,
      client_id: requireText('appId', app.appId, MAX_CREDENTIAL),
      client_secret: requireText('appSecret', app.appSecret, MAX_CREDENTIAL),
    }),
    endpoint: TOKEN.name,
    signal: options.signal,
  });
  return readTokens(TOKEN, readEnvelope(TOKEN, answer, { flat: true }), answer.status, options.clock ?? systemClock);
}

function readTokens(endpoint: Endpoint, body: Json, status: number, clock: Clock): UserTokens {
  const accessToken = readText(body['access_token']);
  const lifetime = readNumber(body['expires_in']);
  if (accessToken === undefined || lifetime === undefined) {
    throw new BadAnswerError('missing-field', status, endpoint.name, undefined, 'access_token');
  }
  const refreshLifetime = readNumber(body['refresh_token_expires_in']);
  const now = clock.now();
  return {
    accessToken,
    expiresAt: now + lifetime * 1000,
    refreshToken: readText(body['refresh_token']),
    refreshExpiresAt: refreshLifetime === undefined ? undefined : now + refreshLifetime * 1000,
    scopes: readText(body['scope'])?.split(/\s+/).filter(Boolean) ?? [],
  };
}
