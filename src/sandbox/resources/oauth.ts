import { flat, type Answer } from '../core/answer';
import type { Call, Route } from '../core/call';
import { randomCode } from '../core/random';
import {
  checkClient,
  checkUser,
  flatTokens,
  issuePair,
  narrowScopes,
  needed,
  OAuthError,
  oauthError,
  parameter,
  splitScopes,
  usableCode,
  usableRefreshToken,
  verifiesChallenge,
} from '../domain/oauth';
import type { DeviceRecord } from '../store/model';

/** Token exchange, refresh and device flow. JSON and form bodies are both taken. */
export const oauthRoutes: readonly Route[] = [
  { method: 'POST', path: '/open-apis/authen/v2/oauth/token', handle: guarded(token) },
  { method: 'POST', path: '/oauth/v1/device_authorization', handle: guarded(deviceAuthorization) },
];

const deviceGrant = 'urn:ietf:params:oauth:grant-type:device_code';

/** Flat failures: `{code, error, error_description}`; the device flow's waiting answers have no number. */
function guarded(handle: (call: Call) => object): (call: Call) => Answer {
  return (call) => {
    try {
      const wanted = call.headers['x-sandbox-error'];
      if (typeof wanted === 'string') {
        throw oauthError(Number(wanted));
      }
      return flat(200, handle(call));
    } catch (error) {
      if (!(error instanceof OAuthError)) {
        throw error;
      }
      const code = error.code === 0 ? {} : { code: error.code };
      return flat(error.status, { ...code, error: error.error, error_description: error.message });
    }
  };
}

function token(call: Call): object {
  call.world.quota.admit('POST /open-apis/authen/v2/oauth/token', 4, call.now);
  const grantType = needed(call, 'grant_type');
  const exchanges: Record<string, (call: Call) => object> = {
    authorization_code: exchangeCode,
    refresh_token: refresh,
    [deviceGrant]: pollDevice,
  };
  const exchange = exchanges[grantType];
  if (!exchange) {
    throw oauthError(20036);
  }
  checkClient(call);
  return exchange(call);
}

function exchangeCode(call: Call): object {
  const code = usableCode(call, needed(call, 'code'));
  if (parameter(call, 'redirect_uri') !== code.redirectUri) {
    throw oauthError(20071);
  }
  if (!verifiesChallenge(code, parameter(call, 'code_verifier'))) {
    throw oauthError(20049);
  }
  checkUser(call, code.openId);
  const scopes = narrowScopes(parameter(call, 'scope'), code.scopes);
  code.used = true;
  return issue(call, code.openId, code.scopes, scopes);
}

function refresh(call: Call): object {
  const record = usableRefreshToken(call, needed(call, 'refresh_token'), 2);
  const scopes = narrowScopes(parameter(call, 'scope'), record.scopes);
  record.used = true;
  return issue(call, record.openId, record.scopes, scopes, record.consentedAt);
}

function issue(
  call: Call,
  openId: string,
  granted: string[],
  scopes: string[],
  consentedAt = call.state.grants[openId]?.consentedAt ?? call.now,
): object {
  return flatTokens(call, issuePair(call, { openId, granted, scopes, consentedAt, version: 2 }));
}

/** RFC 8628, section 3.1 and 3.2. */
function deviceAuthorization(call: Call): object {
  checkClient(call);
  const scopes = splitScopes(parameter(call, 'scope'));
  if (scopes.some((scope) => !call.state.app.scopes.user.includes(scope))) {
    throw oauthError(20068);
  }
  const { store, behaviour, baseUrl } = call.world;
  const device: DeviceRecord = {
    deviceCode: randomCode(48),
    userCode: newUserCode(),
    scopes,
    expiresAt: call.now + behaviour.deviceCodeSeconds * 1000,
    interval: 5,
    lastPollAt: 0,
    state: 'pending',
    openId: '',
  };
  store.state.devices = [...store.state.devices.filter((old) => old.expiresAt > call.now - 86_400_000), device];
  store.changed();
  const uri = `${baseUrl}/oauth/v1/device/verify`;
  return {
    device_code: device.deviceCode,
    user_code: device.userCode,
    verification_uri: uri,
    verification_uri_complete: `${uri}?user_code=${device.userCode}`,
    expires_in: behaviour.deviceCodeSeconds,
    interval: device.interval,
  };
}

/** Letters that are hard to confuse, four and four. */
function newUserCode(): string {
  const letters = Array.from(randomCode(64))
    .map((letter) => letter.toUpperCase())
    .filter((letter) => /[BCDFGHJKLMNPQRSTVWXZ]/.test(letter));
  return letters.length < 8 ? newUserCode() : `${letters.slice(0, 4).join('')}-${letters.slice(4, 8).join('')}`;
}

/** RFC 8628, section 3.4 and 3.5. Polling too soon makes the interval five seconds longer. */
function pollDevice(call: Call): object {
  const text = needed(call, 'device_code');
  const device = call.state.devices.find((candidate) => candidate.deviceCode === text);
  if (!device || device.state === 'used') {
    throw new OAuthError(0, 'invalid_grant', 'The device code is invalid.');
  }
  if (device.expiresAt <= call.now) {
    throw new OAuthError(0, 'expired_token', 'The device code has expired.');
  }
  if (device.state === 'denied') {
    throw new OAuthError(0, 'access_denied', 'The user refused.');
  }
  const tooSoon = device.lastPollAt > 0 && call.now - device.lastPollAt < device.interval * 1000;
  device.lastPollAt = call.now;
  call.world.store.changed();
  if (tooSoon) {
    device.interval += 5;
    throw new OAuthError(0, 'slow_down', 'Polling too often.');
  }
  if (device.state === 'pending') {
    throw new OAuthError(0, 'authorization_pending', 'The user has not decided yet.');
  }
  checkUser(call, device.openId);
  device.state = 'used';
  const scopes = call.state.grants[device.openId]?.scopes ?? device.scopes;
  return issue(call, device.openId, scopes, scopes);
}
