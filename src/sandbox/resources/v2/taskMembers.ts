import { ok, type Answer } from '../../core/answer';
import type { Call, Route } from '../../core/call';
import { eventKeys, notifyFrom } from '../../domain/notices';
import { touch } from '../../domain/taskRecords';
import type { TaskMember, TaskRecord } from '../../store/model';
import { claimToken, rememberResult } from './clientToken';
import { commonErrors, invalid, readMembers, rulesV2, taskWrite } from './common';
import { sameMember, taskMembers } from './taskFields';
import { taskPathV2, taskToEditV2 } from './taskRoutes';
import { taskV2 } from './taskView';

export const taskMemberRoutes: readonly Route[] = [
  {
    method: 'POST',
    path: `${taskPathV2}/add_members`,
    api: rulesV2(3, ['task:task:write', 'task:personnel:writeonly'], {
      errors: `${commonErrors} 400/1470610 400/1470611 500/1470422`,
    }),
    handle: add,
  },
  { method: 'POST', path: `${taskPathV2}/remove_members`, api: rulesV2(3, taskWrite), handle: remove },
  {
    method: 'POST',
    path: `${taskPathV2}/add_reminders`,
    api: rulesV2(3, taskWrite, { errors: `${commonErrors} 400/1470613` }),
    handle: addReminders,
  },
  { method: 'POST', path: `${taskPathV2}/remove_reminders`, api: rulesV2(3, taskWrite), handle: removeReminders },
];

/** Those who hold the role already are ignored. */
function add(call: Call): Answer {
  const fields = call.fields();
  const raw = readMembers(fields, 'members', true);
  const token = fields.string('client_token');
  fields.check();
  const earlier = claimToken(call, token);
  if (earlier) {
    return ok({ task: taskV2(call, earlier) });
  }
  if (raw.length === 0) {
    invalid(call, 'members', 'must not be empty');
  }
  const wanted = taskMembers(call, raw, 50);
  const task = taskToEditV2(call);
  const fresh = wanted.filter((member) => !task.members.some((other) => sameMember(member, other)));
  const all = [...task.members, ...fresh];
  const count = (role: TaskMember['role']) => all.filter((member) => member.role === role).length;
  if (count('assignee') > call.world.behaviour.assigneeLimit) {
    call.fail(1470610);
  }
  if (count('follower') > call.world.behaviour.followerLimit) {
    call.fail(1470611);
  }
  setMembers(call, task, all, fresh, eventKeys.assigneeAdded);
  rememberResult(call, token, task);
  return ok({ task: taskV2(call, task) });
}

function remove(call: Call): Answer {
  const fields = call.fields();
  const raw = readMembers(fields, 'members', true);
  fields.check();
  if (raw.length === 0) {
    invalid(call, 'members', 'must not be empty');
  }
  const unwanted = taskMembers(call, raw, 500);
  const task = taskToEditV2(call);
  const gone = task.members.filter((member) => unwanted.some((other) => sameMember(member, other)));
  const kept = task.members.filter((member) => !gone.includes(member));
  setMembers(call, task, kept, gone, eventKeys.assigneeRemoved);
  return ok({ task: taskV2(call, task) });
}

function setMembers(call: Call, task: TaskRecord, all: TaskMember[], moved: readonly TaskMember[], key: number): void {
  if (moved.length === 0) {
    return;
  }
  task.members = all;
  touch(call, task);
  if (moved.some((member) => member.role === 'assignee')) {
    notifyFrom(call, task, key);
  }
}

function addReminders(call: Call): Answer {
  const fields = call.fields();
  const reminders = fields.objects('reminders', { required: true }) ?? [];
  const minutes = reminders.map((entry) => entry.int('relative_fire_minute', { required: true }));
  fields.check();
  if (minutes.length !== 1 || minutes[0]! < 0) {
    invalid(call, 'reminders', 'must hold one reminder that is not after the due time');
  }
  const task = taskToEditV2(call);
  if (!task.due) {
    invalid(call, 'reminders', 'needs a due time');
  }
  if (task.reminders.length > 0) {
    call.fail(1470613);
  }
  task.reminders.push({ id: String(call.world.store.nextSeq()), minutes: minutes[0]! });
  touch(call, task);
  return ok({ task: taskV2(call, task) });
}

function removeReminders(call: Call): Answer {
  const fields = call.fields();
  const ids = fields.strings('reminder_ids', { required: true }) ?? [];
  fields.check();
  if (ids.length === 0) {
    invalid(call, 'reminder_ids', 'must not be empty');
  }
  const task = taskToEditV2(call);
  task.reminders = task.reminders.filter((reminder) => !ids.includes(reminder.id));
  touch(call, task);
  return ok({ task: taskV2(call, task) });
}
