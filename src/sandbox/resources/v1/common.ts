import type { Call } from '../../core/call';
import { decodeToken, endToken, type Page } from '../../core/paging';
import { findUser, shownId } from '../../domain/people';
import { canEditTask, canReadTask } from '../../domain/permissions';
import { renderRichText } from '../../domain/richText';
import { liveTask, memberIds } from '../../domain/taskRecords';
import type { TaskRecord } from '../../store/model';

export const writeScope = ['task:task'] as const;
export const readScopes = ['task:task', 'task:task:readonly'] as const;

/** The task of the path for reading. @throws ApiError 1470602, 1470432 */
export function taskToRead(call: Call): TaskRecord {
  const task = liveTask(call, call.param('task_id')) ?? call.fail(1470602);
  return canReadTask(call.state, task, call.identity.principal) ? task : call.fail(1470432);
}

/** The task of the path for a change. @throws ApiError 1470602, 1470404 or, where documented and unreadable, 1470432 */
export function taskToEdit(call: Call): TaskRecord {
  const task = liveTask(call, call.param('task_id')) ?? call.fail(1470602);
  const { principal } = call.identity;
  if (!canReadTask(call.state, task, principal) && call.documents(1470432)) {
    call.fail(1470432);
  }
  return canEditTask(call.state, task, principal) ? task : call.fail(1470404);
}

/** Reads `page_size`. @throws ApiError 1470421 where documented, else 99992402 */
export function pageSize(call: Call, max: number): number {
  const text = call.query.get('page_size') ?? '';
  const size = text === '' ? max : Number(text);
  if (!Number.isInteger(size) || size < 0 || (size > max && !call.documents(1470421))) {
    call.violate('page_size', text, `an integer between 0 and ${max}`);
  }
  return size > max ? call.fail(1470421) : size || max;
}

/** Reads `page_token`. @throws ApiError 1470422 where documented, else 99992402 */
export function pageCursor(call: Call, list: string): number {
  const token = call.query.get('page_token') ?? '';
  if (token === '') {
    return 0;
  }
  const cursor = decodeToken(list, token);
  if (cursor === undefined) {
    return call.documents(1470422) ? call.fail(1470422) : call.violate('page_token', token, 'invalid page token');
  }
  return cursor;
}

/** v1 pages carry a token even where nothing follows, as the samples do: only `has_more` tells. */
export function pageAnswer<T>(page: Page<T>, show: (item: T) => unknown): object {
  return {
    items: page.items.map(show),
    page_token: page.next ?? endToken,
    has_more: page.next !== undefined,
  };
}

/** Renders rich text with the names of this tenant. @throws ApiError `code` when it does not parse */
export function rendered(call: Call, text: string | undefined, code: number): string | undefined {
  if (!text) {
    return undefined;
  }
  const name = (id: string) =>
    (findUser(call, id) ?? call.state.users.find((user) => user.userId === id || user.unionId === id))?.name;
  return renderRichText(text, name) ?? call.fail(code);
}

/** The task object of v1: seconds in strings, everything readable by `user_id_type`. */
export function taskV1(call: Call, task: TaskRecord): object {
  const ids = (role: 'assignee' | 'follower') =>
    memberIds(task, role).map((id) => shownId(call, { type: 'user', id }) ?? id);
  const origin = task.origin;
  return {
    id: task.guid,
    summary: task.summary,
    description: task.description,
    ...(task.richSummary === undefined ? {} : { rich_summary: `${task.richSummary}\n` }),
    ...(task.richDescription === undefined ? {} : { rich_description: `${task.richDescription}\n` }),
    complete_time: seconds(task.completedAt),
    create_time: seconds(task.createdAt),
    update_time: seconds(task.updatedAt),
    creator_id: shownId(call, task.creator),
    extra: task.extra,
    due: task.due
      ? { time: seconds(task.due.at), timezone: task.due.timeZone, is_all_day: task.due.isAllDay }
      : { time: '0', timezone: '', is_all_day: false },
    origin: origin
      ? {
          platform_i18n_name: sortedJson(origin.name),
          href: { ...(origin.url ? { url: origin.url } : {}), ...(origin.title ? { title: origin.title } : {}) },
        }
      : { platform_i18n_name: 'null', href: {} },
    custom: task.customComplete ? JSON.stringify({ custom_complete: task.customComplete }) : '',
    source: task.source,
    can_edit: task.canEdit,
    followers: ids('follower').map((id) => ({ id })),
    collaborators: ids('assignee').map((id) => ({ id })),
    follower_ids: ids('follower'),
    collaborator_ids: ids('assignee'),
    repeat_rule: task.repeatRule,
  };
}

/** Keys sorted, no spaces: how the platform gives a locale dictionary back. */
function sortedJson(dictionary: Record<string, string>): string {
  return JSON.stringify(Object.fromEntries(Object.entries(dictionary).sort(([a], [b]) => (a < b ? -1 : 1))));
}

export function seconds(milliseconds: number): string {
  return String(Math.floor(milliseconds / 1000));
}
