import { failure, type Answer } from './answer';
import { authenticate, checkScopes } from './auth';
import { documentedStatus, type Call } from './call';
import { ApiError } from './errors';
import { isJsonObject } from './fields';
import { messageOf } from './messages';

/** Requests of the task service that are under way, for its two throttles. */
export class InFlight {
  private total = 0;
  /** Tasks being written and `client_token`s in use. */
  private readonly busy = new Set<string>();

  /**
   * @returns What to call when the request is over.
   * @throws ApiError 1470450, 1470451 or 1470422 (v2) where the API documents them
   */
  enter(call: Call): () => void {
    const api = call.route.api;
    if (!api || !api.family.startsWith('task_')) {
      return () => undefined;
    }
    if (this.total >= call.world.behaviour.concurrency && call.documents(1470450)) {
      call.fail(1470450);
    }
    const task = api.writesTask ? `task ${call.param('task_id')}` : '';
    if (this.busy.has(task)) {
      call.fail(1470451);
    }
    const token = documentedStatus(api.errors, 1470422) === 500 ? clientToken(call) : '';
    if (this.busy.has(token)) {
      call.fail(1470422);
    }
    const keys = [task, token].filter((key) => key !== '');
    this.total += 1;
    for (const key of keys) {
      this.busy.add(key);
    }
    return () => {
      this.total -= 1;
      for (const key of keys) {
        this.busy.delete(key);
      }
    };
  }
}

function clientToken(call: Call): string {
  const token = isJsonObject(call.body) ? call.body['client_token'] : undefined;
  return typeof token === 'string' && token !== ''
    ? `token ${call.route.path} ${call.headers.authorization} ${token}`
    : '';
}

/**
 * The gateway's checks in their order (token, scopes, quota), then the API's own handler, which checks fields, ids, the
 * resource, permission and values.
 */
export function runApi(call: Call): Answer {
  const api = call.route.api;
  if (api) {
    call.identity = authenticate(call);
    checkScopes(call);
    call.world.quota.admit(`${call.route.method} ${call.route.path}`, api.tier, call.now);
    answerAsAsked(call);
  }
  return call.route.handle(call);
}

/** `x-sandbox-error: <code>` asks for a documented failure that no input provokes, such as 500/1470600. */
function answerAsAsked(call: Call): void {
  const wanted = call.headers['x-sandbox-error'];
  if (typeof wanted === 'string' && /^\d+$/.test(wanted)) {
    call.fail(Number(wanted));
  }
}

/** Turns what a handler threw into the envelope. Anything unexpected is an internal error, reported to `report`. */
export function toAnswer(error: unknown, logId: string, report: (message: string) => void): Answer {
  if (error instanceof ApiError) {
    return failure(error, logId);
  }
  report(`Sandbox error ${logId}: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
  return failure(new ApiError(500, 5000, messageOf('auth', 5000)), logId);
}

export function unknownPath(): ApiError {
  return new ApiError(404, 99991201, messageOf('auth', 99991201));
}

export function wrongMethod(): ApiError {
  return new ApiError(405, 99991301, messageOf('auth', 99991301));
}
