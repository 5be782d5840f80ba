import { ok, type Answer } from '../../core/answer';
import type { Call, Route } from '../../core/call';
import { canEditTask, canReadTask } from '../../domain/permissions';
import { addToList, liveTask, removeFromList } from '../../domain/taskRecords';
import type { TaskRecord } from '../../store/model';
import { listToEdit, requiredText, rulesV2, taskRead, taskWrite } from './common';
import { taskV2, visibleLists } from './taskView';

export const taskPathV2 = '/open-apis/task/v2/tasks/:task_id';

export const taskListRoutes: readonly Route[] = [
  {
    method: 'GET',
    path: `${taskPathV2}/tasklists`,
    api: rulesV2(4, taskRead),
    handle: (call) => ok({ tasklists: visibleLists(call, taskToReadV2(call)) }),
  },
  { method: 'POST', path: `${taskPathV2}/add_tasklist`, api: rulesV2(4, taskWrite), handle: addTasklist },
  { method: 'POST', path: `${taskPathV2}/remove_tasklist`, api: rulesV2(4, taskWrite), handle: removeTasklist },
];

/** @throws ApiError 404/1470404, 403/1470403 */
export function taskToReadV2(call: Call): TaskRecord {
  const task = existing(call);
  return canReadTask(call.state, task, call.identity.principal) ? task : call.fail(1470403);
}

/** @throws ApiError 404/1470404, 403/1470403 */
export function taskToEditV2(call: Call): TaskRecord {
  const task = existing(call);
  return canEditTask(call.state, task, call.identity.principal) ? task : call.fail(1470403);
}

function existing(call: Call): TaskRecord {
  return liveTask(call, call.param('task_id')) ?? call.fail(1470404, 'The task does not exist or has been deleted.');
}

/** The caller must be able to edit both the task and the list. Adding twice changes nothing. */
function addTasklist(call: Call): Answer {
  const fields = call.fields();
  const guid = fields.string('tasklist_guid', { required: true, max: 100 });
  const section = fields.string('section_guid', { max: 100 });
  fields.check();
  requiredText(call, 'tasklist_guid', guid, 100);
  const task = taskToEditV2(call);
  const list = listToEdit(call, guid!);
  addToList(call, task, list.guid, section || list.sectionGuid);
  return ok({ task: taskV2(call, task) });
}

function removeTasklist(call: Call): Answer {
  const fields = call.fields();
  const guid = fields.string('tasklist_guid', { required: true, max: 100 });
  fields.check();
  requiredText(call, 'tasklist_guid', guid, 100);
  const task = taskToEditV2(call);
  removeFromList(call, task, listToEdit(call, guid!).guid);
  return ok({ task: taskV2(call, task) });
}
