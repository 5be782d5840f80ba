import { ok, type Answer } from '../../core/answer';
import type { ApiRules, Call, Route } from '../../core/call';
import { pageAt } from '../../core/paging';
import { touch } from '../../domain/taskRecords';
import type { Reminder } from '../../store/model';
import { pageAnswer, pageCursor, pageSize, readScopes, taskToEdit, taskToRead, writeScope } from './common';

const path = '/open-apis/task/v1/tasks/:task_id/reminders';
const rules = (scopes: readonly string[], errors: string, writesTask: boolean): ApiRules => ({
  family: 'task_v1',
  tokens: 'TU',
  scopes,
  tier: 4,
  errors,
  writesTask,
});

export const reminderRoutesV1: readonly Route[] = [
  {
    method: 'POST',
    path,
    api: rules(
      writeScope,
      '403/1470403 400/1470602 500/1470721 400/1470450 400/1470419 400/1470420 400/1470427 400/1470451 400/1470404',
      true,
    ),
    handle: create,
  },
  { method: 'GET', path, api: rules(readScopes, '403/1470403 400/1470602 400/1470432', false), handle: list },
  {
    method: 'DELETE',
    path: `${path}/:reminder_id`,
    api: rules(writeScope, '403/1470403 400/1470602 404/1470720 500/1470722 400/1470450 400/1470451 400/1470404', true),
    handle: remove,
  },
];

/** A reminder whose time has passed is refused; the document leaves only the general 500/1470721 for it. */
function create(call: Call): Answer {
  const fields = call.fields();
  const minutes = fields.int('relative_fire_minute', { required: true });
  fields.check();
  const task = taskToEdit(call);
  if (!task.due) {
    return call.fail(1470419);
  }
  if (task.reminders.some((reminder) => reminder.minutes === minutes)) {
    call.fail(1470420);
  }
  if (task.reminders.length >= call.world.behaviour.reminderLimit) {
    call.fail(1470427);
  }
  if (task.due.at - minutes! * 60_000 <= call.now) {
    call.fail(1470721);
  }
  const reminder: Reminder = { id: String(call.world.store.nextSeq()), minutes: minutes! };
  task.reminders.push(reminder);
  touch(call, task);
  return ok({ reminder: view(reminder) });
}

function list(call: Call): Answer {
  const size = pageSize(call, 50);
  const offset = pageCursor(call, 'reminders');
  return ok(pageAnswer(pageAt('reminders', taskToRead(call).reminders, offset, size), view));
}

function remove(call: Call): Answer {
  const task = taskToEdit(call);
  const id = call.param('reminder_id');
  if (!task.reminders.some((reminder) => reminder.id === id)) {
    call.fail(1470720);
  }
  task.reminders = task.reminders.filter((reminder) => reminder.id !== id);
  touch(call, task);
  return ok({});
}

function view(reminder: Reminder): object {
  return { id: reminder.id, relative_fire_minute: reminder.minutes };
}
