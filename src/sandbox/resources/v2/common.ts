import type { ApiRules, Call } from '../../core/call';
import { charLength, type Fields } from '../../core/fields';
import { decodeToken } from '../../core/paging';
import type { Tier } from '../../core/quota';
import { nameOf, resolveUsers, shownId } from '../../domain/people';
import { canEditList, listRole } from '../../domain/permissions';
import type { Principal, TasklistMember, TasklistRecord } from '../../store/model';

/** Codes every v2 document lists; some add more. */
export const commonErrors = '400/1470400 403/1470403 404/1470404 500/1470500';

export const tasklistRead = ['task:tasklist:read', 'task:tasklist:write'] as const;
export const tasklistWrite = ['task:tasklist:write'] as const;
export const taskRead = ['task:task:read', 'task:task:write'] as const;
export const taskWrite = ['task:task:write'] as const;

export function rulesV2(tier: Tier, scopes: readonly string[], more: Partial<ApiRules> = {}): ApiRules {
  return { family: 'task_v2', tokens: 'TU', scopes, tier, errors: commonErrors, ...more };
}

/** Fails the way the v2 overview shows: `Invalid Param 'summary', must not be empty.` */
export function invalid(call: Call, field: string, reason: string): never {
  return call.fail(1470400, `Invalid Param '${field}', ${reason}.`);
}

/** A text that must be there and may have at most `max` characters. */
export function requiredText(call: Call, field: string, text: string | undefined, max: number): string {
  if (!text || text.trim() === '') {
    return invalid(call, field, 'must not be empty');
  }
  return limitedText(call, field, text, max);
}

export function limitedText(call: Call, field: string, text: string, max: number): string {
  return charLength(text) > max ? invalid(call, field, `must not be longer than ${max} characters`) : text;
}

/** Reads `page_size`: 1 to `max`. */
export function pageSizeV2(call: Call, max = 100, usual = 50): number {
  const text = call.query.get('page_size') ?? '';
  const size = text === '' ? usual : Number(text);
  if (!Number.isInteger(size) || size < 1 || size > max) {
    call.violate('page_size', text, `an integer between 1 and ${max}`);
  }
  return size;
}

/** Reads `page_token`; anything this list did not give out is refused. */
export function pageCursorV2(call: Call, list: string): number {
  const token = call.query.get('page_token') ?? '';
  if (token === '') {
    return 0;
  }
  return decodeToken(list, token) ?? invalid(call, 'page_token', 'must be a token of this list');
}

/** A tasklist the caller can read. @throws ApiError 404/1470404, 403/1470403 */
export function listToRead(call: Call, guid: string): TasklistRecord {
  const list = call.state.tasklists[guid] ?? call.fail(1470404, 'The tasklist does not exist or has been deleted.');
  return listRole(call.state, list, call.identity.principal) ? list : call.fail(1470403);
}

/** A tasklist the caller can edit. @throws ApiError 404/1470404, 403/1470403 */
export function listToEdit(call: Call, guid: string): TasklistRecord {
  const list = call.state.tasklists[guid] ?? call.fail(1470404, 'The tasklist does not exist or has been deleted.');
  return canEditList(call.state, list, call.identity.principal) ? list : call.fail(1470403);
}

/** A member object as v2 shows it. Apps and groups keep their own ids whatever `user_id_type` says. */
export function memberV2(call: Call, member: { type: string; id: string }, role: string): object {
  if (member.type === 'user') {
    const principal: Principal = { type: 'user', id: member.id };
    return { id: shownId(call, principal) ?? member.id, type: 'user', role, name: nameOf(call, principal) };
  }
  const chat = call.state.chats.find((candidate) => candidate.chatId === member.id);
  return { id: member.id, type: member.type, role, name: chat?.name ?? call.state.app.name };
}

export interface RawMember {
  readonly id: string;
  readonly type: string;
  readonly role: string | undefined;
}

/** Reads a `members` array's types; values are checked by the caller once `check()` has passed. */
export function readMembers(fields: Fields, name: string, required: boolean): RawMember[] {
  return (fields.objects(name, { required }) ?? []).map((member) => {
    const id = member.string('id', { required: true, max: 100 }) ?? '';
    return { id, type: member.string('type', { max: 20 }) || 'user', role: member.string('role', { max: 20 }) };
  });
}

/** Turns a member's id into the one we store. @throws ApiError 9999235x for people, 1470400 for apps and groups */
export function memberId(call: Call, member: RawMember, types: readonly string[]): string {
  if (!types.includes(member.type)) {
    invalid(call, 'members.type', `must be one of ${types.join(', ')}`);
  }
  if (member.type === 'user') {
    return resolveUsers(call, [member.id])[0]!;
  }
  const known =
    member.type === 'app'
      ? member.id === call.state.app.appId
      : call.state.chats.some((chat) => chat.chatId === member.id);
  return known ? member.id : invalid(call, 'members.id', `no such ${member.type}`);
}

export function tasklistV2(call: Call, list: TasklistRecord): object {
  const members: TasklistMember[] = list.members;
  return {
    guid: list.guid,
    name: list.name,
    creator: memberV2(call, list.creator, 'creator'),
    owner: memberV2(call, list.owner, 'owner'),
    members: members.map((member) => memberV2(call, member, member.role)),
    url: `${call.world.baseUrl}/client/todo/task_list?guid=${list.guid}`,
    created_at: String(list.createdAt),
    updated_at: String(list.updatedAt),
  };
}
