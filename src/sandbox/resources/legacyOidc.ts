import { flat, ok, type Answer } from '../core/answer';
import type { Call, Route } from '../core/call';
import {
  checkUser,
  issuePair,
  needed,
  OAuthError,
  oauthError,
  usableCode,
  usableRefreshToken,
  type TokenPair,
} from '../domain/oauth';

const path = '/open-apis/authen/v1/oidc';

/** The historic token calls: app token in the header, answers under `data`, failures with HTTP 200. */
export const legacyOidcRoutes: readonly Route[] = [
  { method: 'POST', path: `${path}/access_token`, handle: guarded(exchange) },
  { method: 'POST', path: `${path}/refresh_access_token`, handle: guarded(refresh) },
];

function guarded(handle: (call: Call) => TokenPair): (call: Call) => Answer {
  return (call) => {
    try {
      checkAppToken(call);
      return ok(view(call, handle(call)));
    } catch (error) {
      if (!(error instanceof OAuthError)) {
        throw error;
      }
      return flat(200, { code: error.code, msg: error.message });
    }
  };
}

/** 20014: the app token is invalid. */
function checkAppToken(call: Call): void {
  const text = (call.headers.authorization ?? '').replace(/^Bearer\s+/i, '');
  const token = call.state.tokens.find((candidate) => candidate.token === text && candidate.kind !== 'user');
  if (!token || token.revoked || token.expiresAt <= call.now) {
    throw new OAuthError(20014, 'invalid_client', 'The app access token passed is invalid.');
  }
}

function exchange(call: Call): TokenPair {
  if (needed(call, 'grant_type') !== 'authorization_code') {
    throw oauthError(20036);
  }
  const code = usableCode(call, needed(call, 'code'));
  checkUser(call, code.openId);
  code.used = true;
  const consentedAt = call.state.grants[code.openId]?.consentedAt ?? call.now;
  return issuePair(call, {
    openId: code.openId,
    granted: code.scopes,
    scopes: code.scopes,
    consentedAt,
    version: 1,
  });
}

function refresh(call: Call): TokenPair {
  if (needed(call, 'grant_type') !== 'refresh_token') {
    throw oauthError(20036);
  }
  const record = usableRefreshToken(call, needed(call, 'refresh_token'), 1);
  record.used = true;
  const { openId, scopes, consentedAt } = record;
  return issuePair(call, { openId, granted: scopes, scopes, consentedAt, version: 1 });
}

function view(call: Call, { access, refresh: again }: TokenPair): object {
  const seconds = (record: { expiresAt: number }) => Math.floor((record.expiresAt - call.now) / 1000);
  return {
    access_token: access.token,
    refresh_token: again?.token ?? '',
    token_type: 'Bearer',
    expires_in: seconds(access),
    refresh_expires_in: again ? seconds(again) : 0,
    scope: access.scopes.join(' '),
  };
}
