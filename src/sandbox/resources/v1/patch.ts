import { ok, type Answer } from '../../core/answer';
import type { Call } from '../../core/call';
import type { Fields } from '../../core/fields';
import { resolveUsers } from '../../domain/people';
import { isRepeatRule } from '../../domain/repeat';
import { notifyTimes, replaceMembers, touch } from '../../domain/taskRecords';
import { audit, checkExtraV1, checkLengths, parseCustom, readDueV1, readOriginV1 } from '../../domain/taskValues';
import type { TaskRecord } from '../../store/model';
import { rendered, taskToEdit, taskV1 } from './common';

const patchable: ReadonlySet<string> = new Set([
  'summary',
  'rich_summary',
  'description',
  'rich_description',
  'due',
  'extra',
  'custom',
  'follower_ids',
  'collaborator_ids',
  'repeat_rule',
]);
const forbidden: ReadonlySet<string> = new Set([
  'id',
  'origin',
  'source',
  'can_edit',
  'creator_id',
  'create_time',
  'update_time',
  'complete_time',
  'followers',
  'collaborators',
]);

/** `{task, update_fields}`: a field that is named but absent from `task` is cleared, one that is not named is left. */
export function patch(call: Call): Answer {
  if (call.param('task_id').trim() === '') {
    call.fail(1470423);
  }
  const fields = call.fields();
  const task = fields.object('task', { required: true });
  const names = fields.strings('update_fields', { required: true }) ?? [];
  const values = task && readValues(call, task);
  fields.check();
  if (names.length === 0) {
    call.fail(1470426);
  }
  if (names.some((name) => !patchable.has(name) && !forbidden.has(name))) {
    call.fail(1470424);
  }
  if (names.some((name) => forbidden.has(name))) {
    call.fail(1470425);
  }
  const record = applyValues(call, values!, new Set(names));
  return ok({ task: taskV1(call, record) });
}

type Values = ReturnType<typeof readValues>;

function readValues(call: Call, task: Fields) {
  return {
    summary: task.string('summary', { max: 1000 }) ?? '',
    richSummary: task.string('rich_summary', { max: 1000 }) ?? '',
    description: task.string('description') ?? '',
    richDescription: task.string('rich_description', { max: 65536 }) ?? '',
    extra: task.string('extra', { max: 65536 }) ?? '',
    custom: task.string('custom', { max: 65536 }) ?? '',
    repeatRule: task.string('repeat_rule') ?? '',
    followers: task.strings('follower_ids', { max: 100 }) ?? [],
    assignees: task.strings('collaborator_ids', { max: 100 }) ?? [],
    due: readDueV1(call, task),
    origin: readOriginV1(call, task, false),
  };
}

/** Checks everything first, then changes everything: a refused patch leaves no trace. */
function applyValues(call: Call, values: Values, names: ReadonlySet<string>): TaskRecord {
  const followers = names.has('follower_ids') ? peopleOf(call, values.followers, 1470412) : undefined;
  const assignees = names.has('collaborator_ids') ? peopleOf(call, values.assignees, 1470413) : undefined;
  const task = taskToEdit(call);
  values.origin();
  const changes = textChanges(call, values, names, task);
  if (names.has('due')) {
    changes.due = values.due();
  }
  if (names.has('custom')) {
    changes.customComplete = parseCustom(call, values.custom);
  }
  if (names.has('extra')) {
    checkExtraV1(call, values.extra);
    changes.extra = values.extra;
  }
  if (names.has('repeat_rule')) {
    if (values.repeatRule !== '' && !isRepeatRule(values.repeatRule)) {
      call.fail(1470434);
    }
    changes.repeatRule = values.repeatRule;
  }
  const before = { start: task.start, due: task.due };
  Object.assign(task, changes);
  if (followers) {
    replaceMembers(call, task, 'follower', followers);
  }
  if (assignees) {
    replaceMembers(call, task, 'assignee', assignees);
  }
  touch(call, task);
  notifyTimes(call, task, before);
  return task;
}

function textChanges(call: Call, values: Values, names: ReadonlySet<string>, task: TaskRecord): Partial<TaskRecord> {
  const changes: Partial<TaskRecord> = {};
  if (names.has('summary') || names.has('rich_summary')) {
    const plain = names.has('summary') ? values.summary : task.summary;
    const rich = names.has('rich_summary') ? rendered(call, values.richSummary, 1470410) : undefined;
    changes.summary = plain || (rich ?? '');
    changes.richSummary = rich;
    if (changes.summary === '') {
      call.fail(1470400, 'The request failed due to incorrect request parameters: the summary is empty.');
    }
  }
  if (names.has('description') || names.has('rich_description')) {
    const rich = names.has('rich_description') ? rendered(call, values.richDescription, 1470411) : undefined;
    changes.richDescription = rich;
    changes.description = names.has('description') ? values.description : (rich ?? '');
  }
  checkLengths(call, changes.richSummary ?? '', changes.richDescription ?? '');
  checkLengths(call, changes.summary ?? '', changes.description ?? '');
  audit(call, changes.summary, changes.richSummary, changes.description, changes.richDescription);
  return changes;
}

function peopleOf(call: Call, ids: readonly string[], code: number): string[] {
  if (ids.some((id) => id.trim() === '')) {
    call.fail(code);
  }
  return resolveUsers(call, ids);
}
