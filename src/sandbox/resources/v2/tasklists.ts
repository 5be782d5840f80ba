import { randomUUID } from 'node:crypto';
import { ok, type Answer } from '../../core/answer';
import type { Call, Route } from '../../core/call';
import { pageAfter } from '../../core/paging';
import { isSame, listRole } from '../../domain/permissions';
import { listedTasks } from '../../domain/taskRecords';
import type { Principal, TasklistMember, TasklistRecord } from '../../store/model';
import {
  commonErrors,
  invalid,
  listToEdit,
  listToRead,
  memberId,
  pageCursorV2,
  pageSizeV2,
  readMembers,
  requiredText,
  rulesV2,
  tasklistRead,
  tasklistV2,
  tasklistWrite,
  type RawMember,
} from './common';
import { taskSummaryV2 } from './taskView';

const path = '/open-apis/task/v2/tasklists';
const one = `${path}/:tasklist_guid`;
const memberTypes = ['user', 'chat', 'app'];

export const tasklistRoutes: readonly Route[] = [
  { method: 'POST', path, api: rulesV2(4, tasklistWrite, { errors: '400/1470400 500/1470500' }), handle: create },
  { method: 'GET', path, api: rulesV2(4, tasklistRead, { errors: '400/1470400 500/1470500' }), handle: list },
  {
    method: 'GET',
    path: one,
    api: rulesV2(4, tasklistRead),
    handle: (call) => ok({ tasklist: tasklistV2(call, listToRead(call, call.param('tasklist_guid'))) }),
  },
  { method: 'PATCH', path: one, api: rulesV2(4, tasklistWrite), handle: patch },
  { method: 'DELETE', path: one, api: rulesV2(4, tasklistWrite), handle: remove },
  {
    method: 'POST',
    path: `${one}/add_members`,
    api: rulesV2(4, tasklistWrite, { errors: `${commonErrors} 400/1470612` }),
    handle: addMembers,
  },
  { method: 'POST', path: `${one}/remove_members`, api: rulesV2(4, tasklistWrite), handle: removeMembers },
  { method: 'GET', path: `${one}/tasks`, api: rulesV2(4, tasklistRead), handle: tasks },
];

function create(call: Call): Answer {
  const fields = call.fields();
  const name = fields.string('name', { required: true });
  const raw = readMembers(fields, 'members', false);
  fields.check();
  requiredText(call, 'name', name, 100);
  const owner = call.identity.principal;
  const record: TasklistRecord = {
    guid: randomUUID(),
    seq: call.world.store.nextSeq(),
    name: name!,
    creator: owner,
    owner,
    members: withoutOwner(readListMembers(call, raw, 500), owner),
    sectionGuid: randomUUID(),
    createdAt: call.now,
    updatedAt: call.now,
  };
  call.state.tasklists[record.guid] = record;
  call.world.store.changed();
  return ok({ tasklist: tasklistV2(call, record) });
}

function list(call: Call): Answer {
  const size = pageSizeV2(call);
  const after = pageCursorV2(call, 'tasklists');
  const readable = Object.values(call.state.tasklists).filter((record) =>
    listRole(call.state, record, call.identity.principal),
  );
  const page = pageAfter('tasklists', readable, after, size);
  return ok({
    items: page.items.map((record) => tasklistV2(call, record)),
    page_token: page.next ?? '',
    has_more: page.next !== undefined,
  });
}

function patch(call: Call): Answer {
  const fields = call.fields();
  const values = fields.object('tasklist', { required: true });
  const name = values?.string('name');
  const owner = values?.object('owner');
  const newOwner = owner && {
    id: owner.string('id', { required: true }) ?? '',
    type: owner.string('type') || 'user',
    role: undefined,
  };
  const names = fields.strings('update_fields', { required: true }) ?? [];
  const role = fields.string('origin_owner_to_role') || 'none';
  fields.check();
  if (names.length === 0 || names.some((field) => field !== 'name' && field !== 'owner')) {
    invalid(call, 'update_fields', 'must hold name or owner');
  }
  if (!['editor', 'viewer', 'none'].includes(role)) {
    invalid(call, 'origin_owner_to_role', 'must be editor, viewer or none');
  }
  const record = listToEdit(call, call.param('tasklist_guid'));
  if (names.includes('name')) {
    requiredText(call, 'name', name, 100);
  }
  if (names.includes('owner')) {
    changeOwner(call, record, newOwner ?? invalid(call, 'owner', 'must not be empty'), role);
  }
  if (names.includes('name')) {
    record.name = name!;
  }
  touch(call, record);
  return ok({ tasklist: tasklistV2(call, record) });
}

/** Only the owner gives a list away; what becomes of the old owner is `origin_owner_to_role`. */
function changeOwner(call: Call, record: TasklistRecord, raw: RawMember, role: string): void {
  if (listRole(call.state, record, call.identity.principal) !== 'owner') {
    call.fail(1470403);
  }
  const type = raw.type === 'app' ? 'app' : 'user';
  const next: Principal = { type, id: memberId(call, raw, ['user', 'app']) };
  const previous = record.owner;
  record.members = withoutOwner(record.members, next);
  if (role !== 'none' && !isSame(previous, next)) {
    record.members.push({ ...previous, role: role as TasklistMember['role'] });
  }
  record.owner = next;
}

function remove(call: Call): Answer {
  const record = listToRead(call, call.param('tasklist_guid'));
  if (listRole(call.state, record, call.identity.principal) !== 'owner') {
    call.fail(1470403);
  }
  const { state } = call;
  delete state.tasklists[record.guid];
  for (const task of Object.values(state.tasks)) {
    task.tasklists = task.tasklists.filter((entry) => entry.guid !== record.guid);
  }
  for (const subscription of Object.values(state.subscriptions)) {
    if (subscription.tasklistGuid === record.guid) {
      delete state.subscriptions[subscription.guid];
    }
  }
  call.world.store.changed();
  return ok({});
}

function addMembers(call: Call): Answer {
  const members = membersInBody(call);
  const record = listToEdit(call, call.param('tasklist_guid'));
  const added = withoutOwner(readListMembers(call, members, 500), record.owner);
  const kept = record.members.filter((member) => !added.some((other) => sameMember(member, other)));
  if (kept.length + added.length > call.world.behaviour.tasklistMemberLimit) {
    call.fail(1470612);
  }
  record.members = [...kept, ...added];
  touch(call, record);
  return ok({ tasklist: tasklistV2(call, record) });
}

function removeMembers(call: Call): Answer {
  const members = membersInBody(call);
  const record = listToEdit(call, call.param('tasklist_guid'));
  const gone = readListMembers(call, members, 500);
  record.members = record.members.filter((member) => !gone.some((other) => sameMember(member, other)));
  touch(call, record);
  return ok({ tasklist: tasklistV2(call, record) });
}

function membersInBody(call: Call): RawMember[] {
  const fields = call.fields();
  const members = readMembers(fields, 'members', true);
  fields.check();
  return members.length > 0 ? members : invalid(call, 'members', 'must not be empty');
}

function readListMembers(call: Call, raw: readonly RawMember[], max: number): TasklistMember[] {
  if (raw.length > max) {
    invalid(call, 'members', `must not hold more than ${max} members`);
  }
  const members = raw.map((member): TasklistMember => {
    const role = member.role || 'viewer';
    if (role !== 'editor' && role !== 'viewer') {
      return invalid(call, 'members.role', 'must be editor or viewer');
    }
    return { id: memberId(call, member, memberTypes), type: member.type as TasklistMember['type'], role };
  });
  return members.filter((member, index) => !members.slice(index + 1).some((later) => sameMember(member, later)));
}

function withoutOwner(members: readonly TasklistMember[], owner: Principal): TasklistMember[] {
  return members.filter((member) => !isSame(member, owner));
}

function sameMember(a: TasklistMember, b: TasklistMember): boolean {
  return a.type === b.type && a.id === b.id;
}

/** The filter works inside a page, so a page may be short or empty although more follows. */
function tasks(call: Call): Answer {
  const record = listToRead(call, call.param('tasklist_guid'));
  const size = pageSizeV2(call);
  const after = pageCursorV2(call, 'tasklist-tasks');
  const completed = call.query.get('completed') ?? '';
  if (!['', 'true', 'false'].includes(completed)) {
    call.violate('completed', completed, 'the type should be boolean');
  }
  const from = millisQuery(call, 'created_from') ?? -Infinity;
  const to = millisQuery(call, 'created_to') ?? Infinity;
  const inList = listedTasks(call).filter((task) => task.tasklists.some((entry) => entry.guid === record.guid));
  const page = pageAfter('tasklist-tasks', inList, after, size);
  const items = page.items.filter(
    (task) =>
      (completed === '' || task.completedAt > 0 === (completed === 'true')) &&
      task.createdAt >= from &&
      task.createdAt <= to,
  );
  return ok({
    items: items.map((task) => taskSummaryV2(call, task)),
    page_token: page.next ?? '',
    has_more: page.next !== undefined,
  });
}

function millisQuery(call: Call, name: string): number | undefined {
  const text = call.query.get(name) ?? '';
  if (text !== '' && !/^\d{1,15}$/.test(text)) {
    call.violate(name, text, 'a unix timestamp in milliseconds');
  }
  return text === '' ? undefined : Number(text);
}

function touch(call: Call, record: TasklistRecord): void {
  record.updatedAt = call.now;
  call.world.store.changed();
}
