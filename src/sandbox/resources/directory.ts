import { ok, type Answer } from '../core/answer';
import type { ApiRules, Call } from '../core/call';
import { decodeToken, type Page } from '../core/paging';
import type { UserRecord } from '../store/model';

/** Any of these lets an app read people and departments. */
export const directoryScopes: readonly string[] = [
  'contact:contact.base:readonly',
  'contact:department.organize:readonly',
  'contact:contact:readonly',
  'contact:contact:readonly_as_app',
  'contact:contact:access_as_app',
];

export function contactRules(scopes: readonly string[], errors: string, more: Partial<ApiRules> = {}): ApiRules {
  return { family: 'contact', tokens: 'TU', scopes, tier: 4, errors, ...more };
}

/** Reads `page_size`; beyond its limits the contact service answers 40011. */
export function contactPageSize(call: Call, usual: number, max: number): number {
  const text = call.query.get('page_size') ?? '';
  const size = text === '' ? usual : Number(text);
  return Number.isInteger(size) && size >= 1 && size <= max ? size : call.fail(40011);
}

export function contactOffset(call: Call, list: string): number {
  const token = call.query.get('page_token') ?? '';
  return token === '' ? 0 : (decodeToken(list, token) ?? call.fail(40012));
}

export function contactPage<T>(page: Page<T>, show: (item: T) => unknown): Answer {
  const token = page.next === undefined ? {} : { page_token: page.next };
  return ok({ has_more: page.next !== undefined, ...token, items: page.items.map(show) });
}

/**
 * The open id of a department named by `department_id_type` (`open_department_id` by default).
 * @throws ApiError 40004 for one the app may not see or that is not there
 */
export function departmentOf(call: Call, id: string): string {
  if (id === '0') {
    return id;
  }
  const byOpenId = idType(call) === 'open_department_id';
  const found = call.state.departments.find(
    (department) => (byOpenId ? department.openDepartmentId : department.departmentId) === id,
  );
  return found?.visible ? found.openDepartmentId : call.fail(40004);
}

export function shownDepartmentIds(call: Call, user: UserRecord): string[] {
  const byOpenId = idType(call) === 'open_department_id';
  return user.departmentIds.map((id) => {
    const department = call.state.departments.find((candidate) => candidate.openDepartmentId === id);
    return byOpenId || !department ? id : department.departmentId;
  });
}

function idType(call: Call): string {
  const type = call.query.get('department_id_type') || 'open_department_id';
  if (type !== 'open_department_id' && type !== 'department_id') {
    call.violate('department_id_type', type, 'options: [department_id,open_department_id]');
  }
  return type;
}
