import { ok, type Answer } from '../../core/answer';
import type { ApiRules, Call, Route } from '../../core/call';
import { pageAfter } from '../../core/paging';
import { resolveUsers } from '../../domain/people';
import { canEditTask, isRelated } from '../../domain/permissions';
import { isRepeatRule } from '../../domain/repeat';
import { completeTask, createTask, listedTasks, reopenTask, touch, type TaskStart } from '../../domain/taskRecords';
import { audit, checkExtraV1, checkLengths, parseCustom, readDueV1, readOriginV1 } from '../../domain/taskValues';
import type { TaskMember } from '../../store/model';
import {
  pageAnswer,
  pageCursor,
  pageSize,
  readScopes,
  rendered,
  taskToEdit,
  taskToRead,
  taskV1,
  writeScope,
} from './common';
import { patch } from './patch';

const path = '/open-apis/task/v1/tasks';
const one = `${path}/:task_id`;
const rules = (tier: 3 | 4, scopes: readonly string[], errors: string, writesTask = false): ApiRules => ({
  family: 'task_v1',
  tokens: 'TU',
  scopes,
  tier,
  errors,
  writesTask,
});

const createErrors =
  '400/1470400 401/1470403 400/1470410 400/1470411 400/1470414 400/1470415 400/1470416 400/1470434 400/1470435 ' +
  '400/1470436 400/1470437 400/1470438 400/1470439 429/1470450 500/1470600 400/1470740';
const patchErrors =
  '400/1470400 403/1470403 400/1470404 400/1470410 400/1470411 400/1470412 400/1470413 400/1470414 400/1470415 ' +
  '400/1470423 400/1470424 400/1470425 400/1470426 400/1470434 400/1470435 400/1470436 400/1470437 400/1470438 ' +
  '400/1470439 400/1470450 400/1470451 400/1470602 500/1470603 400/1470740 500/1470741';

export const taskRoutesV1: readonly Route[] = [
  { method: 'POST', path, api: rules(3, writeScope, createErrors), handle: create },
  {
    method: 'GET',
    path,
    api: rules(4, ['task:task:readonly'], '403/1470403 500/1470605 400/1470421 400/1470422'),
    handle: list,
  },
  {
    method: 'GET',
    path: one,
    api: rules(4, readScopes, '403/1470403 400/1470602 400/1470432'),
    handle: (call) => ok({ task: taskV1(call, taskToRead(call)) }),
  },
  { method: 'PATCH', path: one, api: rules(4, writeScope, patchErrors, true), handle: patch },
  {
    method: 'DELETE',
    path: one,
    api: rules(4, writeScope, '403/1470403 500/1470601 400/1470450 400/1470451 400/1470433 400/1470404', true),
    handle: remove,
  },
  {
    method: 'POST',
    path: `${one}/complete`,
    api: rules(
      4,
      writeScope,
      '401/1470403 400/1470404 400/1470432 429/1470450 400/1470451 400/1470602 500/1470604',
      true,
    ),
    handle: complete,
  },
  {
    method: 'POST',
    path: `${one}/uncomplete`,
    api: rules(
      4,
      writeScope,
      '403/1470403 400/1470604 400/1470450 400/1470451 400/1470602 400/1470432 400/1470404',
      true,
    ),
    handle: uncomplete,
  },
];

function create(call: Call): Answer {
  const fields = call.fields();
  const summary = fields.string('summary', { max: 1000 }) ?? '';
  const richSummary = fields.string('rich_summary', { max: 1000 }) ?? '';
  const description = fields.string('description') ?? '';
  const richDescription = fields.string('rich_description', { max: 65536 }) ?? '';
  const extra = fields.string('extra', { max: 65536 }) ?? '';
  const custom = fields.string('custom', { max: 65536 }) ?? '';
  const repeatRule = fields.string('repeat_rule') ?? '';
  const canEdit = fields.bool('can_edit') ?? false;
  const assignees = fields.strings('collaborator_ids', { max: 100 }) ?? [];
  const followers = fields.strings('follower_ids', { max: 100 }) ?? [];
  const due = readDueV1(call, fields);
  const origin = readOriginV1(call, fields, true);
  fields.check();
  if ([...assignees, ...followers].some((id) => id.trim() === '')) {
    call.fail(1470400);
  }
  const members = membersOf(call, assignees, followers);

  if (summary === '' && richSummary === '') {
    call.fail(1470416);
  }
  const shownTitle = rendered(call, richSummary, 1470410);
  const shownText = rendered(call, richDescription, 1470411);
  checkLengths(call, shownTitle ?? summary, shownText ?? description);
  checkLengths(call, summary, description);
  const start: TaskStart = {
    summary: summary || (shownTitle ?? ''),
    description: description || (shownText ?? ''),
    richSummary: shownTitle,
    richDescription: shownText,
    due: due(),
    origin: origin(),
    customComplete: parseCustom(call, custom),
    extra,
    repeatRule,
    canEdit,
    members,
  };
  checkExtraV1(call, extra);
  if (repeatRule !== '' && !isRepeatRule(repeatRule)) {
    call.fail(1470434);
  }
  audit(call, summary, richSummary, description, richDescription);
  return ok({ task: taskV1(call, createTask(call, start)) });
}

function membersOf(call: Call, assignees: readonly string[], followers: readonly string[]): TaskMember[] {
  const member = (role: TaskMember['role']) => (id: string) => ({ id, type: 'user', role }) as const;
  const executors = resolveUsers(call, assignees);
  if (executors.length > call.world.behaviour.createAssigneeLimit) {
    call.fail(1470429);
  }
  return [...executors.map(member('assignee')), ...resolveUsers(call, followers).map(member('follower'))];
}

function list(call: Call): Answer {
  const size = pageSize(call, 100);
  const from = timeQuery(call, 'start_create_time');
  const to = timeQuery(call, 'end_create_time');
  const completed = call.query.get('task_completed') ?? '';
  if (!['', 'true', 'false'].includes(completed)) {
    call.violate('task_completed', completed, 'the type should be boolean');
  }
  const after = pageCursor(call, 'tasks');
  const tasks = listedTasks(call).filter(
    (task) =>
      isRelated(task, call.identity.principal) &&
      (from === undefined || Math.floor(task.createdAt / 1000) >= from) &&
      (to === undefined || Math.floor(task.createdAt / 1000) <= to) &&
      (completed === '' || task.completedAt > 0 === (completed === 'true')),
  );
  return ok(pageAnswer(pageAfter('tasks', tasks, after, size), (task) => taskV1(call, task)));
}

/** A query value in seconds. */
function timeQuery(call: Call, name: string): number | undefined {
  const text = call.query.get(name) ?? '';
  if (text !== '' && !/^\d{1,12}$/.test(text)) {
    call.violate(name, text, 'a unix timestamp in seconds');
  }
  return text === '' ? undefined : Number(text);
}

/** The document gives "already deleted" a code of its own and no code for an id that never was. */
function remove(call: Call): Answer {
  const task = call.state.tasks[call.param('task_id')] ?? call.fail(1470404);
  if (task.deletedAt > 0) {
    call.fail(1470433);
  }
  if (!canEditTask(call.state, task, call.identity.principal)) {
    call.fail(1470404);
  }
  task.deletedAt = call.now;
  touch(call, task);
  return ok({});
}

/** Completing a completed task has no documented code: nothing happens. */
function complete(call: Call): Answer {
  const task = taskToEdit(call);
  if (task.completedAt === 0) {
    completeTask(call.world.store, call.identity.principal, call.now, task);
  }
  return ok({});
}

/** Reopening an open task is the documented 400/1470604. */
function uncomplete(call: Call): Answer {
  const task = taskToEdit(call);
  if (task.completedAt === 0) {
    call.fail(1470604);
  }
  reopenTask(call.world.store, call.identity.principal, call.now, task);
  return ok({});
}
