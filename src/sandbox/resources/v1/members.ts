import { ok, type Answer } from '../../core/answer';
import type { ApiRules, Call, Route } from '../../core/call';
import { pageAt } from '../../core/paging';
import { resolveUsers, shownId } from '../../domain/people';
import { isAssignee, isSame } from '../../domain/permissions';
import { addMembers, memberIds, removeMembers } from '../../domain/taskRecords';
import type { TaskMember } from '../../store/model';
import { pageAnswer, pageCursor, pageSize, readScopes, taskToEdit, taskToRead, writeScope } from './common';

const one = '/open-apis/task/v1/tasks/:task_id';
const write = (errors: string, tier: 3 | 4 = 4): ApiRules => ({
  family: 'task_v1',
  tokens: 'TU',
  scopes: writeScope,
  tier,
  errors,
  writesTask: true,
});
const read: ApiRules = {
  family: 'task_v1',
  tokens: 'TU',
  scopes: readScopes,
  tier: 4,
  errors: '403/1470403 400/1470602 400/1470432',
};

export const memberRoutesV1: readonly Route[] = [
  { method: 'GET', path: `${one}/followers`, api: read, handle: (call) => list(call, 'follower') },
  {
    method: 'POST',
    path: `${one}/followers`,
    api: write(
      '403/1470403 400/1470602 500/1470711 400/1470451 400/1470412 400/1470428 400/1470430 400/1470450 400/1470404',
    ),
    handle: (call) => add(call, 'follower'),
  },
  {
    method: 'DELETE',
    path: `${one}/followers/:follower_id`,
    api: write('403/1470403 400/1470602 404/1470710 500/1470712 400/1470450 400/1470451 400/1470404'),
    handle: (call) => removeOne(call, 'follower', 'follower_id'),
  },
  {
    method: 'POST',
    path: `${one}/batch_delete_follower`,
    api: write('403/1470403 400/1470450 400/1470451 400/1470602 500/1470712 400/1470404'),
    handle: (call) => removeMany(call, 'follower'),
  },
  { method: 'GET', path: `${one}/collaborators`, api: read, handle: (call) => list(call, 'assignee') },
  {
    method: 'POST',
    path: `${one}/collaborators`,
    api: write('401/1470403 400/1470404 400/1470429 400/1470431 429/1470450 400/1470451 400/1470602 500/1470701', 3),
    handle: (call) => add(call, 'assignee'),
  },
  {
    method: 'DELETE',
    path: `${one}/collaborators/:collaborator_id`,
    api: write('403/1470403 400/1470602 404/1470700 500/1470702 400/1470450 400/1470451 400/1470404'),
    handle: (call) => removeOne(call, 'assignee', 'collaborator_id'),
  },
  {
    method: 'POST',
    path: `${one}/batch_delete_collaborator`,
    api: write('403/1470403 400/1470450 400/1470451 400/1470602 500/1470702 400/1470404'),
    handle: (call) => removeMany(call, 'assignee'),
  },
];

type Role = TaskMember['role'];

function list(call: Call, role: Role): Answer {
  const size = pageSize(call, 50);
  const offset = pageCursor(call, role);
  const ids = memberIds(taskToRead(call), role);
  return ok(
    pageAnswer(pageAt(role, ids, offset, size), (openId) => {
      const id = shownId(call, { type: 'user', id: openId });
      return { id, id_list: [id] };
    }),
  );
}

/**
 * `id` and `id_list` are added together. The answer echoes what was asked; it is not the whole list. Executors are added
 * by the creator and by executors only.
 */
function add(call: Call, role: Role): Answer {
  const fields = call.fields();
  const id = fields.string('id');
  const idList = fields.strings('id_list');
  fields.check();
  const asked = [...(id === undefined ? [] : [id]), ...(idList ?? [])];
  if (asked.length === 0 || asked.some((candidate) => candidate.trim() === '')) {
    invalidId(call, role);
  }
  const openIds = resolveUsers(call, asked);
  const task = taskToEdit(call);
  const { principal } = call.identity;
  if (role === 'assignee' && !isSame(task.creator, principal) && !isAssignee(task, principal)) {
    call.fail(1470404);
  }
  const present = memberIds(task, role);
  const fresh = openIds.filter((openId) => !present.includes(openId));
  if (fresh.length === 0) {
    call.fail(role === 'follower' ? 1470430 : 1470431);
  }
  const { followerLimit, assigneeLimit } = call.world.behaviour;
  if (present.length + fresh.length > (role === 'follower' ? followerLimit : assigneeLimit)) {
    call.fail(role === 'follower' ? 1470428 : 1470429);
  }
  addMembers(call, task, role, fresh);
  const echo = { ...(id === undefined ? {} : { id }), ...(idList ? { id_list: idList } : {}) };
  return ok(role === 'follower' ? { follower: echo } : { collaborator: echo });
}

/** Followers have a code for an empty id; the executors' document has none, so the schema refuses it. */
function invalidId(call: Call, role: Role): never {
  return role === 'follower' ? call.fail(1470412) : call.violate('id_list', '', 'id_list needs at least one user id');
}

function removeOne(call: Call, role: Role, param: string): Answer {
  const [openId] = resolveUsers(call, [call.param(param)]);
  const task = taskToEdit(call);
  if (!memberIds(task, role).includes(openId!)) {
    call.fail(role === 'follower' ? 1470710 : 1470700);
  }
  removeMembers(call, task, role, [openId!]);
  return ok({});
}

/** Gives the ids really removed; those who do not hold the role are skipped. */
function removeMany(call: Call, role: Role): Answer {
  const fields = call.fields();
  const asked = fields.strings('id_list') ?? [];
  fields.check();
  const openIds = resolveUsers(
    call,
    asked.filter((id) => id.trim() !== ''),
  );
  const removed = removeMembers(call, taskToEdit(call), role, openIds);
  const shown = removed.map((id) => shownId(call, { type: 'user', id }));
  return ok(role === 'follower' ? { followers: shown } : { collaborators: shown }, '');
}
