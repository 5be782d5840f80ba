import type { Call, UserIdType } from '../core/call';
import { missingScopes } from '../core/auth';
import { ApiError } from '../core/errors';
import type { Principal, UserRecord } from '../store/model';

const employeeIdScope = 'contact:user.employee_id:readonly';

/** A person's id in the given type. */
export function idOfUser(user: UserRecord, type: UserIdType): string {
  return { open_id: user.openId, union_id: user.unionId, user_id: user.userId }[type];
}

export function findUser(call: Call, openId: string): UserRecord | undefined {
  return call.state.users.find((user) => user.openId === openId);
}

/** The name pages and notices show for a person or the app. */
export function nameOf(call: Call, principal: Principal): string {
  return principal.type === 'app' ? call.state.app.name : (findUser(call, principal.id)?.name ?? principal.id);
}

/** A stored id as the caller wants it; undefined where that type has no such id (the app has no user_id). */
export function shownId(call: Call, principal: Principal): string | undefined {
  const type = call.userIdType;
  if (principal.type === 'app') {
    const { app } = call.state;
    return { open_id: app.openId, union_id: app.unionId, user_id: undefined }[type];
  }
  const user = findUser(call, principal.id);
  return user ? idOfUser(user, type) : principal.id;
}

/**
 * Turns ids of the request's type into open_ids, without doubles.
 * @throws ApiError 99992351, 99992360, 99992364 for unknown ids, 99992361 and 99992381 for those of another app or
 * tenant, 99991672 for user_id without its scope.
 */
export function resolveUsers(call: Call, ids: readonly string[]): string[] {
  const type = call.userIdType;
  if (type === 'user_id' && ids.length > 0 && !call.hasScope(employeeIdScope)) {
    throw missingScopes(call, [employeeIdScope]);
  }
  const known = new Map(call.state.users.map((user) => [idOfUser(user, type), user.openId]));
  const unknown = ids.filter((id) => !known.has(id));
  if (unknown.length > 0) {
    throw unknownIds(call, type, unknown);
  }
  return [...new Set(ids.map((id) => known.get(id)!))];
}

function unknownIds(call: Call, type: UserIdType, ids: readonly string[]): ApiError {
  const foreign = call.state.users.some((user) =>
    ids.includes({ open_id: user.foreign.openId, union_id: user.foreign.unionId, user_id: user.foreign.userId }[type]),
  );
  const list = `[${ids.join(',')}]`;
  const violations = { fieldViolations: ids.map((value) => ({ field: type, value, description: 'not existed' })) };
  const fail = (code: number, message: string) => new ApiError(400, code, message, violations);
  if (foreign) {
    return {
      open_id: fail(99992361, 'open_id cross app'),
      union_id: fail(99992381, 'union_id cross tenant'),
      user_id: fail(99992364, 'user id cross tenant'),
    }[type];
  }
  return {
    open_id: fail(99992351, `these open ids not existed: ${list}`),
    union_id: fail(99992364, `these ids not existed: ${list}`),
    user_id: fail(99992360, `these ids not existed: ${list}`),
  }[type];
}
