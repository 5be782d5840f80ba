import type { Call } from '../../core/call';
import { charLength } from '../../core/fields';
import { liveTask } from '../../domain/taskRecords';
import type { TaskRecord } from '../../store/model';
import { invalid } from './common';

/** Milliseconds a `client_token` keeps giving the first result. */
const lifeMs = 5 * 60_000;

/**
 * The task an earlier success with this `client_token` made or changed. Tokens count per API and caller; a request that
 * failed leaves its token free. Two at once with one token are told apart by the server: see `InFlight`.
 * @throws ApiError 1470400 for a token that is not 10 to 100 characters long
 */
export function claimToken(call: Call, token: string | undefined): TaskRecord | undefined {
  if (token === undefined || token === '') {
    return undefined;
  }
  const length = charLength(token);
  if (length < 10 || length > 100) {
    invalid(call, 'client_token', 'must have 10 to 100 characters');
  }
  const { state } = call;
  state.clientTokens = state.clientTokens.filter((entry) => entry.expiresAt > call.now);
  const known = state.clientTokens.find((entry) => entry.key === keyOf(call, token));
  return known && liveTask(call, known.taskGuid);
}

export function rememberResult(call: Call, token: string | undefined, task: TaskRecord): void {
  if (token) {
    call.state.clientTokens.push({ key: keyOf(call, token), expiresAt: call.now + lifeMs, taskGuid: task.guid });
    call.world.store.changed();
  }
}

function keyOf(call: Call, token: string): string {
  return `${call.route.method} ${call.route.path} ${call.identity.principal.id} ${token}`;
}
