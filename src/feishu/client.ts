import type { Clock } from './clock';
import { buildTarget, type Endpoint, type QueryValue, type Repeat } from './endpoint';
import { readEnvelope } from './envelope';
import { isAboutToken, isGatewayLimit, isNotFound, isOutcomeUnclear, isWrongIdentity } from './errors/recognise';
import { FeishuError } from './errors/types';
import type { HttpClient } from './http';
import type { RateLimiter } from './limiter';
import type { WriteLocks } from './locks';
import type { CallOptions, Log, TokenSource } from './model';
import type { Json } from './read';
import { retryDelay } from './retry';

/** What one call adds to its endpoint. */
export interface CallArguments {
  readonly path?: Readonly<Record<string, string>>;
  readonly query?: Readonly<Record<string, QueryValue>>;
  /** Sent as JSON. */
  readonly body?: Json;
  /** Writes with the same key, a task's id, go one after the other. */
  readonly serialKey?: string;
  /** Overrides the endpoint's: a v2 creation is `safe` when it carries a client_token. */
  readonly repeat?: Repeat;
}

/** How services reach Feishu. */
export interface ApiCaller {
  /** Makes a call and gives the answer's `data`. */
  call(endpoint: Endpoint, args?: CallArguments, options?: CallOptions): Promise<Json>;
  /** Sent as `user_id_type` with every call that shows or takes people. */
  readonly userIdType: UserIdType;
}

export type UserIdType = 'open_id' | 'union_id' | 'user_id';

export interface ApiClientParts {
  readonly baseUrl: string;
  readonly http: HttpClient;
  readonly tokens: TokenSource;
  readonly limiter: RateLimiter;
  readonly locks: WriteLocks;
  readonly clock: Clock;
  readonly log: Log;
  readonly userIdType: UserIdType;
}

/** Token codes after which renewing the token and sending once more helps. */
const RENEWABLE: Record<TokenSource['kind'], ReadonlySet<number>> = {
  tenant: new Set([99991663, 99991664, 99991665, 99991671]),
  user: new Set([99991663, 99991668, 99991671, 99991677, 20005]),
};

/** A call from argument to `data`: waits for its turn, brings the token, repeats where that is right. */
export class ApiClient implements ApiCaller {
  readonly userIdType: UserIdType;

  constructor(private readonly parts: ApiClientParts) {
    this.userIdType = parts.userIdType;
  }

  call(endpoint: Endpoint, args: CallArguments = {}, options: CallOptions = {}): Promise<Json> {
    const run = () => this.callUntilSettled(endpoint, args, options);
    return args.serialKey === undefined
      ? run()
      : this.parts.locks.run(args.serialKey, options.priority ?? 'interactive', options.signal, run);
  }

  private async callUntilSettled(endpoint: Endpoint, args: CallArguments, options: CallOptions): Promise<Json> {
    const { limiter, log, tokens } = this.parts;
    const target = buildTarget(endpoint.path, args.path, args.query);
    let renewed = false;
    let mayBeDone = false;
    for (let failures = 0; ;) {
      let token = '';
      try {
        const slot = await limiter.acquire({
          key: endpoint.name,
          windows: endpoint.windows,
          priority: options.priority ?? 'interactive',
          signal: options.signal,
        });
        try {
          // Only now: a bulk call may have waited longer than a token lives.
          token = await tokens.getToken(options.signal);
          return await this.send(endpoint, target, args.body, token, options.signal);
        } finally {
          slot.release();
        }
      } catch (error) {
        if (!renewed && token && this.isRenewable(error)) {
          renewed = true;
          log.info(`${endpoint.name}: token refused, renewing it`);
          await tokens.renewToken(token, options.signal);
          continue;
        }
        if (mayBeDone && endpoint.method === 'DELETE' && isNotFound(error)) {
          return {}; // gone by an earlier try whose answer was lost
        }
        mayBeDone ||= isOutcomeUnclear(error);
        await this.waitForNextTry(error, endpoint, args.repeat ?? endpoint.repeat, ++failures, options.signal);
      }
    }
  }

  /** Waits as the retry matrix says. @throws the error itself where there must be no other try */
  private async waitForNextTry(
    error: unknown,
    endpoint: Endpoint,
    repeat: Repeat,
    failures: number,
    signal: AbortSignal | undefined,
  ): Promise<void> {
    const { clock, limiter, log } = this.parts;
    const wait = retryDelay(error, isAboutToken(error) ? 'safe' : repeat, failures, Math.random());
    if (wait === undefined) {
      throw error;
    }
    log.info(`${(error as Error).message}; again in ${Math.round(wait)} ms`);
    if (isGatewayLimit(error)) {
      limiter.block(endpoint.name, wait);
    }
    await clock.sleep(wait, signal);
  }

  private async send(endpoint: Endpoint, target: string, body: Json | undefined, token: string, signal?: AbortSignal) {
    // Like the official SDK, a write without fields carries an empty object and so its content type.
    const json = body ?? (['POST', 'PUT', 'PATCH'].includes(endpoint.method) ? {} : undefined);
    const answer = await this.parts.http.send({
      method: endpoint.method,
      url: this.parts.baseUrl + target,
      headers: {
        Authorization: `Bearer ${token}`,
        ...(json && { 'Content-Type': 'application/json; charset=utf-8' }),
      },
      body: json && JSON.stringify(json),
      endpoint: endpoint.name,
      signal,
    });
    return readEnvelope(endpoint, answer, { baseUrl: this.parts.baseUrl });
  }

  private isRenewable(error: unknown): boolean {
    return error instanceof FeishuError && RENEWABLE[this.parts.tokens.kind].has(error.code) && !isWrongIdentity(error);
  }
}
