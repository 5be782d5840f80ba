import { ok, type Answer } from '../../core/answer';
import type { Call, Route } from '../../core/call';
import type { Fields } from '../../core/fields';
import { pageAfter } from '../../core/paging';
import { isAssignee } from '../../domain/permissions';
import {
  addToList,
  completeTask,
  createTask,
  listedTasks,
  notifyTimes,
  reopenTask,
  touch,
} from '../../domain/taskRecords';
import { audit } from '../../domain/taskValues';
import type { Reminder, TaskRecord } from '../../store/model';
import { claimToken, rememberResult } from './clientToken';
import {
  commonErrors,
  invalid,
  limitedText,
  listToEdit,
  pageCursorV2,
  pageSizeV2,
  readMembers,
  requiredText,
  rulesV2,
  taskRead,
  taskWrite,
} from './common';
import {
  checkCustomCompleteV2,
  checkRepeat,
  checkTimes,
  completionTime,
  readOriginV2,
  readTimeV2,
  taskMembers,
} from './taskFields';
import { taskPathV2, taskToEditV2, taskToReadV2 } from './taskRoutes';
import { taskV2 } from './taskView';

const path = '/open-apis/task/v2/tasks';
const writeOnly = ['task:task:write', 'task:task:writeonly'];

export const taskCrudRoutes: readonly Route[] = [
  { method: 'POST', path, api: rulesV2(7, writeOnly, { errors: `${commonErrors} 500/1470422` }), handle: create },
  { method: 'GET', path, api: rulesV2(4, taskRead, { tokens: 'U', errors: '400/1470400 500/1470500' }), handle: list },
  {
    method: 'GET',
    path: taskPathV2,
    api: rulesV2(7, taskRead),
    handle: (call) => ok({ task: taskV2(call, taskToReadV2(call)) }),
  },
  { method: 'PATCH', path: taskPathV2, api: rulesV2(7, writeOnly), handle: patch },
  { method: 'DELETE', path: taskPathV2, api: rulesV2(7, taskWrite), handle: remove },
];

function readBasics(call: Call, fields: Fields) {
  return {
    summary: fields.string('summary'),
    description: fields.string('description') ?? '',
    extra: fields.string('extra', { max: 65536 }) ?? '',
    repeatRule: fields.string('repeat_rule') ?? '',
    completedAt: fields.string('completed_at', { max: 20 }),
    mode: fields.int('mode') ?? 2,
    isMilestone: fields.bool('is_milestone') ?? false,
    customComplete: fields.record('custom_complete'),
    due: readTimeV2(call, fields, 'due'),
    start: readTimeV2(call, fields, 'start'),
  };
}

function create(call: Call): Answer {
  const fields = call.fields();
  const basics = readBasics(call, fields);
  const rawMembers = readMembers(fields, 'members', false);
  const origin = readOriginV2(call, fields);
  const lists = (fields.objects('tasklists') ?? []).map((entry) => ({
    guid: entry.string('tasklist_guid', { max: 100 }) ?? '',
    section: entry.string('section_guid', { max: 100 }) ?? '',
  }));
  const minutes = (fields.objects('reminders') ?? []).map((entry) =>
    entry.int('relative_fire_minute', { required: true }),
  );
  const token = fields.string('client_token');
  const fromDocument = fields.has('docx_source');
  fields.check();
  if (fromDocument && ['extra', 'origin', 'custom_complete'].some((name) => fields.has(name))) {
    invalid(call, 'docx_source', 'cannot be combined with extra, origin or custom_complete');
  }

  const earlier = claimToken(call, token);
  if (earlier) {
    return ok({ task: taskV2(call, earlier) });
  }
  const summary = requiredText(call, 'summary', basics.summary, 3000);
  const description = limitedText(call, 'description', basics.description, 3000);
  const start = basics.start();
  const due = basics.due();
  checkTimes(call, start, due);
  checkRepeat(call, basics.repeatRule, due);
  checkMode(call, basics.mode);
  const reminders = checkReminders(call, minutes, due !== undefined);
  const members = taskMembers(call, rawMembers, 50);
  const targets = lists
    .filter((entry) => entry.guid !== '')
    .map((entry) => ({ ...entry, list: listToEdit(call, entry.guid) }));
  audit(call, summary, description);
  const task = createTask(call, {
    summary,
    description,
    extra: basics.extra,
    repeatRule: basics.repeatRule,
    completedAt: completionTime(call, basics.completedAt),
    mode: basics.mode,
    isMilestone: basics.isMilestone,
    customComplete: checkCustomCompleteV2(call, basics.customComplete),
    origin: origin(),
    start,
    due,
    members,
    reminders,
  });
  for (const { list, section } of targets) {
    addToList(call, task, list.guid, section || list.sectionGuid);
  }
  rememberResult(call, token, task);
  return ok({ task: taskV2(call, task) });
}

function checkMode(call: Call, mode: number): void {
  if (mode !== 1 && mode !== 2) {
    invalid(call, 'mode', 'must be 1 or 2');
  }
}

/** One reminder at most, before the due time. */
function checkReminders(call: Call, minutes: readonly (number | undefined)[], hasDue: boolean): Reminder[] {
  if (minutes.length > 1 || minutes.some((value) => value! < 0)) {
    invalid(call, 'reminders', 'must hold at most one reminder that is not after the due time');
  }
  if (minutes.length > 0 && !hasDue) {
    invalid(call, 'reminders', 'needs a due time');
  }
  return minutes.map((value) => ({ id: String(call.world.store.nextSeq()), minutes: value! }));
}

/** The tasks the person is assignee of. */
function list(call: Call): Answer {
  const size = pageSizeV2(call);
  const type = call.query.get('type') || 'my_tasks';
  if (type !== 'my_tasks') {
    invalid(call, 'type', 'must be my_tasks');
  }
  const completed = call.query.get('completed') ?? '';
  if (!['', 'true', 'false'].includes(completed)) {
    call.violate('completed', completed, 'the type should be boolean');
  }
  const after = pageCursorV2(call, 'my-tasks');
  const mine = listedTasks(call).filter(
    (task) =>
      isAssignee(task, call.identity.principal) &&
      (completed === '' || task.completedAt > 0 === (completed === 'true')),
  );
  const page = pageAfter('my-tasks', mine, after, size);
  return ok({
    items: page.items.map((task) => taskV2(call, task)),
    page_token: page.next ?? '',
    has_more: page.next !== undefined,
  });
}

const patchable = [
  'summary',
  'description',
  'start',
  'due',
  'completed_at',
  'extra',
  'custom_complete',
  'repeat_rule',
  'mode',
  'is_milestone',
];

/** A field that is named but absent is cleared, one that is not named is left. */
function patch(call: Call): Answer {
  const fields = call.fields();
  const values = fields.object('task', { required: true });
  const basics = values && readBasics(call, values);
  const names = fields.strings('update_fields', { required: true }) ?? [];
  fields.check();
  const unknown = names.find((name) => !patchable.includes(name));
  if (names.length === 0 || unknown !== undefined) {
    invalid(call, 'update_fields', unknown === undefined ? 'must not be empty' : `${unknown} cannot be updated`);
  }
  const task = taskToEditV2(call);
  applyPatch(call, task, basics!, new Set(names));
  return ok({ task: taskV2(call, task) });
}

function applyPatch(
  call: Call,
  task: TaskRecord,
  basics: ReturnType<typeof readBasics>,
  names: ReadonlySet<string>,
): void {
  const before = { start: task.start, due: task.due };
  const start = names.has('start') ? basics.start() : task.start;
  const due = names.has('due') ? keepZone(basics.due(), task) : task.due;
  const repeatRule = names.has('repeat_rule') ? basics.repeatRule : task.repeatRule;
  checkTimes(call, start, due);
  checkRepeat(call, repeatRule, due);
  const completedAt = checkCompletion(call, task, basics.completedAt, names);
  const changes: Partial<TaskRecord> = { start, due, repeatRule };
  if (names.has('summary')) {
    changes.summary = requiredText(call, 'summary', basics.summary, 3000);
    changes.richSummary = undefined;
  }
  if (names.has('description')) {
    changes.description = limitedText(call, 'description', basics.description, 3000);
    changes.richDescription = undefined;
  }
  if (names.has('mode')) {
    checkMode(call, basics.mode);
    changes.mode = basics.mode;
  }
  if (names.has('custom_complete')) {
    changes.customComplete = checkCustomCompleteV2(call, basics.customComplete);
  }
  if (names.has('extra')) {
    changes.extra = basics.extra;
  }
  if (names.has('is_milestone')) {
    changes.isMilestone = basics.isMilestone;
  }
  audit(call, changes.summary, changes.description);
  Object.assign(task, changes);
  touch(call, task);
  notifyTimes(call, task, before);
  setCompletion(call, task, completedAt);
}

/** v2 has no time zone: the one v1 gave stays. */
function keepZone(due: TaskRecord['due'], task: TaskRecord): TaskRecord['due'] {
  return due && task.due ? { ...due, timeZone: task.due.timeZone } : due;
}

/** Completing a completed task and changing the rule while completing are refused. */
function checkCompletion(
  call: Call,
  task: TaskRecord,
  text: string | undefined,
  names: ReadonlySet<string>,
): number | undefined {
  if (!names.has('completed_at')) {
    return undefined;
  }
  if (names.has('repeat_rule')) {
    invalid(call, 'update_fields', 'repeat_rule and completed_at cannot be updated together');
  }
  const completedAt = completionTime(call, text);
  if (completedAt > 0 && task.completedAt > 0) {
    invalid(call, 'completed_at', 'the task is completed already');
  }
  if (completedAt === 0 && task.completedAt === 0) {
    invalid(call, 'completed_at', 'the task is not completed');
  }
  return completedAt;
}

function setCompletion(call: Call, task: TaskRecord, completedAt: number | undefined): void {
  const { store } = call.world;
  if (completedAt === 0) {
    reopenTask(store, call.identity.principal, call.now, task);
  } else if (completedAt !== undefined) {
    completeTask(store, call.identity.principal, call.now, task, completedAt);
  }
}

function remove(call: Call): Answer {
  const task = taskToEditV2(call);
  task.deletedAt = call.now;
  touch(call, task);
  return ok({});
}
