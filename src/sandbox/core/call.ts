import type { IncomingHttpHeaders } from 'node:http';
import type { Principal, State, TokenRecord, UserRecord } from '../store/model';
import type { Answer } from './answer';
import { ApiError } from './errors';
import { Fields, isJsonObject, type JsonObject } from './fields';
import { messageOf, type Family } from './messages';
import type { Tier } from './quota';
import type { Routable } from './router';
import type { World } from './world';

/** Who calls: the app itself (tenant token) or a person (user token). */
export interface Identity {
  readonly kind: 'tenant' | 'user';
  readonly principal: Principal;
  readonly token: TokenRecord;
  /** The person behind a user token. */
  readonly user?: UserRecord;
}

/** What the gateway checks before an API's own handler runs. */
export interface ApiRules {
  readonly family: Family;
  /** Tokens the API takes: T tenant, U user. */
  readonly tokens: 'TU' | 'T' | 'U';
  /** Any one of these is enough; none needed when empty. */
  readonly scopes: readonly string[];
  readonly tier: Tier;
  /** `status/code` pairs of the API's document, separated by spaces. */
  readonly errors: string;
  /** Needs the app's bot ability (im: with either token). */
  readonly bot?: boolean;
  /** Writes the task named in the path: two at once are refused with 1470451. */
  readonly writesTask?: boolean;
}

export interface Route extends Routable {
  /** Absent for pages, token endpoints and the sandbox's own controls. */
  readonly api?: ApiRules;
  handle(call: Call): Answer;
}

export interface CallParts {
  readonly world: World;
  readonly route: Route;
  readonly params: Readonly<Record<string, string>>;
  readonly query: URLSearchParams;
  readonly headers: IncomingHttpHeaders;
  /** Parsed JSON or form; undefined without a body. */
  readonly body: unknown;
}

export type UserIdType = 'open_id' | 'union_id' | 'user_id';
const userIdTypes: readonly string[] = ['open_id', 'union_id', 'user_id'];

/** One request on its way through the sandbox. */
export class Call {
  readonly world: World;
  readonly route: Route;
  readonly params: Readonly<Record<string, string>>;
  readonly query: URLSearchParams;
  readonly headers: IncomingHttpHeaders;
  readonly body: unknown;
  /** Time of the request, Unix milliseconds. */
  readonly now: number;
  private caller: Identity | undefined;

  constructor(parts: CallParts) {
    this.world = parts.world;
    this.route = parts.route;
    this.params = parts.params;
    this.query = parts.query;
    this.headers = parts.headers;
    this.body = parts.body;
    this.now = parts.world.clock.now();
  }

  get state(): State {
    return this.world.store.state;
  }

  /** The caller; only routes with `api` rules have one. */
  get identity(): Identity {
    if (!this.caller) {
      throw new Error(`${this.route.path} has no identity`);
    }
    return this.caller;
  }

  set identity(identity: Identity) {
    this.caller = identity;
  }

  get hasIdentity(): boolean {
    return this.caller !== undefined;
  }

  param(name: string): string {
    return this.params[name] ?? '';
  }

  /** The JSON body's fields; a body that is no object is a schema violation. */
  fields(): Fields {
    if (this.body !== undefined && !isJsonObject(this.body)) {
      const fields = new Fields({});
      fields.violate('body', this.body, 'the request body should be a JSON object');
      fields.check();
    }
    return new Fields((this.body ?? {}) as JsonObject);
  }

  /** The id type people are named by in this request and its answer. */
  get userIdType(): UserIdType {
    const type = this.query.get('user_id_type') || 'open_id';
    if (!userIdTypes.includes(type)) {
      this.violate('user_id_type', type, `options: [${userIdTypes.join(',')}]`);
    }
    return type as UserIdType;
  }

  /** Does the caller's app (and, for a user token, the user's grant) hold the scope? Decides which fields are shown. */
  hasScope(scope: string): boolean {
    const { app } = this.state;
    return this.identity.kind === 'tenant'
      ? app.scopes.tenant.includes(scope)
      : app.scopes.user.includes(scope) && this.identity.token.scopes.includes(scope);
  }

  /** Fails with a code of this API's document, under the HTTP status printed there. */
  fail(code: number, message?: string): never {
    throw this.error(code, message);
  }

  error(code: number, message?: string): ApiError {
    const api = this.route.api;
    const status = this.world.behaviour.statuses[code] ?? documentedStatus(api?.errors ?? '', code) ?? 400;
    return new ApiError(status, code, message ?? messageOf(api?.family ?? 'auth', code));
  }

  /** Does this API's document list the code? */
  documents(code: number): boolean {
    return documentedStatus(this.route.api?.errors ?? '', code) !== undefined;
  }

  /** Fails with the gateway's 99992402 naming one parameter. */
  violate(field: string, value: string, description: string): never {
    throw new ApiError(400, 99992402, `field validation failed. ${field}: ${description}`, {
      fieldViolations: [{ field, value, description }],
    });
  }
}

/** The HTTP status an `errors` text pairs with `code`. */
export function documentedStatus(errors: string, code: number): number | undefined {
  const pair = errors.split(' ').find((candidate) => candidate.endsWith(`/${code}`));
  return pair === undefined ? undefined : Number(pair.split('/')[0]);
}
