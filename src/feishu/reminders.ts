import type { ApiCaller } from './client';
import { declare, type Endpoint } from './endpoint';
import { ValidationError } from './errors/types';
import type { CallOptions, Reminder } from './model';
import { pagedItems } from './paging';
import { type Json, readNumber, readObject } from './read';
import { requireField } from './wire';

const REMINDERS = '/open-apis/task/v1/tasks/:task_id/reminders';
const CREATE = declare('v1', `POST ${REMINDERS}`, 4);
const LIST = declare('v1', `GET ${REMINDERS}`, 4);
const DELETE = declare('v1', `DELETE ${REMINDERS}/:reminder_id`, 4);

const PAGE_SIZE = 50;

/** Reminders of a task (task v1). Only the first of several fires, and none whose time has passed. */
export class ReminderService {
  constructor(private readonly api: ApiCaller) {}

  /**
   * Adds a reminder to a task with a due time.
   * @param minutesBeforeDue whole minutes; negative ones are after the due time
   */
  async create(taskId: string, minutesBeforeDue: number, options?: CallOptions): Promise<Reminder> {
    if (!Number.isSafeInteger(minutesBeforeDue)) {
      throw new ValidationError('minutesBeforeDue', 'integer');
    }
    const args = { path: { task_id: taskId }, serialKey: taskId, body: { relative_fire_minute: minutesBeforeDue } };
    const data = await this.api.call(CREATE, args, options);
    return readReminder(CREATE, readObject(data['reminder']));
  }

  async *list(taskId: string, options?: CallOptions): AsyncGenerator<Reminder> {
    const args = { path: { task_id: taskId }, query: { page_size: PAGE_SIZE } };
    for await (const item of pagedItems(this.api, LIST, args, options)) {
      yield readReminder(LIST, item);
    }
  }

  async delete(taskId: string, reminderId: string, options?: CallOptions): Promise<void> {
    await this.api.call(DELETE, { path: { task_id: taskId, reminder_id: reminderId }, serialKey: taskId }, options);
  }
}

function readReminder(endpoint: Endpoint, reminder: Json): Reminder {
  return {
    id: requireField(endpoint, reminder['id'], 'reminder.id'),
    minutesBeforeDue: readNumber(reminder['relative_fire_minute']) ?? 0,
  };
}
