import { systemClock, type Clock } from '../clock';
import { checkBaseUrl } from '../domains';
import { declare } from '../endpoint';
import { readEnvelope } from '../envelope';
import { BadAnswerError } from '../errors/types';
import { HttpClient } from '../http';
import type { TokenSource } from '../model';
import { readNumber, readText } from '../read';
import { requireText } from '../validate/basic';
import { SingleFlight } from './singleFlight';

const TENANT_TOKEN = declare('auth', 'POST /open-apis/auth/v3/tenant_access_token/internal', 'unpublished', 'safe');

/** A token is not used in its last three minutes, as the official SDKs do. */
const EARLY_MILLISECONDS = 180_000;
const MAX_CREDENTIAL = 1000;

/** A self-built app and its secret. */
export interface AppCredentials {
  readonly baseUrl: string;
  readonly appId: string;
  readonly appSecret: string;
}

export interface TenantToken {
  readonly token: string;
  /** Milliseconds since the epoch. */
  readonly expiresAt: number;
}

export interface TokenCallOptions {
  readonly http?: HttpClient;
  readonly clock?: Clock;
  readonly userAgent?: string;
  readonly signal?: AbortSignal;
}

/**
 * Fetches a tenant token for a self-built app (document "tenant_access_token/internal"). The answer is flat.
 * @throws FeishuError: 10014 app disabled, 10015 wrong secret, 99991543 unknown app; ValidationError for `appId`,
 *   `appSecret`, `baseUrl`; NetworkError, TimeoutError, CancelledError, BadAnswerError
 */
export async function fetchTenantToken(app: AppCredentials, options: TokenCallOptions = {}): Promise<TenantToken> {
  const http = options.http ?? new HttpClient({ userAgent: options.userAgent });
  const answer = await http.send({
    method: 'POST',
    url: checkBaseUrl(app.baseUrl) + TENANT_TOKEN.path,
    headers: { 'Content-Type': 'application/json; charset=utf-8' },
    body: JSON.stringify({
      app_id: requireText('appId', app.appId, MAX_CREDENTIAL),
      app_secret: requireText('appSecret', app.appSecret, MAX_CREDENTIAL),
    }),
    endpoint: TENANT_TOKEN.name,
    signal: options.signal,
  });
  const data = readEnvelope(TENANT_TOKEN, answer, { flat: true });
  const token = readText(data['tenant_access_token']);
  const seconds = readNumber(data['expire']);
  if (token === undefined || seconds === undefined) {
    throw new BadAnswerError('missing-field', answer.status, TENANT_TOKEN.name, undefined, 'tenant_access_token');
  }
  return { token, expiresAt: (options.clock ?? systemClock).now() + seconds * 1000 };
}

export interface TenantTokenSourceOptions extends Omit<TokenCallOptions, 'signal'> {
  readonly baseUrl: string;
  readonly appId: string;
  /** Asked for each time a token is fetched; the secret is not kept. */
  getSecret(): Promise<string>;
  /** A token kept from before. */
  readonly initial?: TenantToken;
  /** Told about every token fetched, to keep it. */
  readonly onFetched?: (token: TenantToken) => void;
}

/** The app's own identity: fetches a tenant token when it is needed and keeps it in memory for as long as it lives. */
export class TenantTokenSource implements TokenSource {
  readonly kind = 'tenant';
  private readonly flight = new SingleFlight<TenantToken>();
  private readonly clock: Clock;
  private current?: TenantToken;

  constructor(private readonly options: TenantTokenSourceOptions) {
    this.clock = options.clock ?? systemClock;
    this.current = options.initial;
  }

  async getToken(signal?: AbortSignal): Promise<string> {
    if (this.current && this.current.expiresAt - EARLY_MILLISECONDS > this.clock.now()) {
      return this.current.token;
    }
    return this.fetch(signal);
  }

  async renewToken(staleToken: string, signal?: AbortSignal): Promise<string> {
    return this.current && this.current.token !== staleToken ? this.current.token : this.fetch(signal);
  }

  private async fetch(signal?: AbortSignal): Promise<string> {
    const fetched = await this.flight.run(async () => {
      const token = await fetchTenantToken(
        { ...this.options, appSecret: await this.options.getSecret() },
        this.options,
      );
      this.current = token;
      this.options.onFetched?.(token);
      return token;
    }, signal);
    return fetched.token;
  }
}
