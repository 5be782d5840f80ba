import { systemClock, type Clock } from '../clock';
import { domainsFor } from '../domains';
import { declare } from '../endpoint';
import { readEnvelope } from '../envelope';
import { BadAnswerError, FeishuError } from '../errors/types';
import { HttpClient } from '../http';
import { readHttpUrl, readNumber, readText } from '../read';
import { requestTokens, scopeText, type UserTokens } from './oauth';
import type { AppCredentials, TokenCallOptions } from './tenantToken';

const DEVICE = declare('oauth', 'POST /oauth/v1/device_authorization', 'unpublished');
const GRANT = 'urn:ietf:params:oauth:grant-type:device_code';
/** RFC 8628 and Feishu's own tools: 5 seconds between questions, 5 more after `slow_down`, never over a minute. */
const DEFAULT_INTERVAL_SECONDS = 5;
const SLOW_DOWN_SECONDS = 5;
const MAX_INTERVAL_SECONDS = 60;
const DEFAULT_LIFETIME_SECONDS = 240;

/** A sign-in on another device under way. */
export interface DeviceSignIn {
  /** Shown to the person, who enters it at `verificationUrl`. */
  readonly userCode: string;
  readonly verificationUrl: string;
  /** The page with the code filled in already. */
  readonly completeUrl?: string;
  /** Milliseconds since the epoch. */
  readonly expiresAt: number;
  /** Secret until the tokens are there. */
  readonly deviceCode: string;
  readonly intervalSeconds: number;
}

/**
 * Begins a sign-in that needs no redirect (RFC 8628), for remote and container workspaces. Not described on Feishu's
 * portal but used by its own tools; a second choice.
 */
export async function startDeviceSignIn(
  app: AppCredentials,
  scopes: readonly string[],
  options: TokenCallOptions = {},
): Promise<DeviceSignIn> {
  const http = options.http ?? new HttpClient({ userAgent: options.userAgent });
  const answer = await http.send({
    method: 'POST',
    url: domainsFor(app.baseUrl).accounts + DEVICE.path,
    headers: {
      'Content-Type': 'application/x-www-form-urlencoded',
      Authorization: `Basic ${Buffer.from(`${app.appId}:${app.appSecret}`).toString('base64')}`,
    },
    body: new URLSearchParams({ client_id: app.appId, scope: scopeText(scopes) }).toString(),
    endpoint: DEVICE.name,
    signal: options.signal,
  });
  const body = readEnvelope(DEVICE, answer, { flat: true });
  const deviceCode = readText(body['device_code']);
  const userCode = readText(body['user_code']);
  const verificationUrl = readHttpUrl(body['verification_uri']);
  if (deviceCode === undefined || userCode === undefined || verificationUrl === undefined) {
    throw new BadAnswerError('missing-field', answer.status, DEVICE.name, undefined, 'device_code');
  }
  const lifetime = readNumber(body['expires_in']) ?? DEFAULT_LIFETIME_SECONDS;
  return {
    deviceCode,
    userCode,
    verificationUrl,
    completeUrl: readHttpUrl(body['verification_uri_complete']),
    expiresAt: (options.clock ?? systemClock).now() + lifetime * 1000,
    intervalSeconds: readNumber(body['interval']) ?? DEFAULT_INTERVAL_SECONDS,
  };
}

/**
 * Waits until the person has confirmed the sign-in.
 * @throws FeishuError with `oauthError` `access_denied` or `expired_token`; CancelledError
 */
export async function awaitDeviceSignIn(
  app: AppCredentials,
  signIn: DeviceSignIn,
  options: TokenCallOptions = {},
): Promise<UserTokens> {
  const clock: Clock = options.clock ?? systemClock;
  let interval = signIn.intervalSeconds;
  for (;;) {
    await clock.sleep(interval * 1000, options.signal);
    try {
      return await requestTokens(app, { grant_type: GRANT, device_code: signIn.deviceCode }, options);
    } catch (error) {
      const word = error instanceof FeishuError ? error.oauthError : undefined;
      if (word !== 'authorization_pending' && word !== 'slow_down') {
        throw error;
      }
      if (clock.now() >= signIn.expiresAt) {
        throw expired(error as FeishuError);
      }
      if (word === 'slow_down') {
        interval = Math.min(interval + SLOW_DOWN_SECONDS, MAX_INTERVAL_SECONDS);
      }
    }
  }
}

function expired(last: FeishuError): FeishuError {
  return new FeishuError({ ...last, msg: 'the code was not confirmed in time', oauthError: 'expired_token' });
}
