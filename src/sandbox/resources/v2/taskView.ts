import type { Call } from '../../core/call';
import { shownSummary } from '../../domain/notices';
import { listRole } from '../../domain/permissions';
import type { TaskRecord, TaskTime } from '../../store/model';
import { memberV2 } from './common';

/** The whole v2 task: milliseconds in strings, members with roles. */
export function taskV2(call: Call, task: TaskRecord): object {
  return {
    ...taskSummaryV2(call, task),
    description: task.richDescription ?? task.description,
    reminders: task.reminders.map((reminder) => ({ id: reminder.id, relative_fire_minute: reminder.minutes })),
    creator: memberV2(call, task.creator, 'creator'),
    attachments: [],
    ...(task.origin
      ? {
          origin: {
            platform_i18n_name: task.origin.name,
            href: { url: task.origin.url, title: task.origin.title },
          },
        }
      : {}),
    extra: task.extra,
    tasklists: visibleLists(call, task),
    repeat_rule: task.repeatRule,
    parent_task_guid: '',
    mode: task.mode,
    source: task.source,
    ...(task.customComplete ? { custom_complete: task.customComplete } : {}),
    task_id: task.taskId,
    created_at: String(task.createdAt),
    updated_at: String(task.updatedAt),
    status: task.completedAt > 0 ? 'done' : 'todo',
    url: `${call.world.baseUrl}/client/todo/detail?guid=${task.guid}&suite_entity_num=${task.taskId}`,
    is_milestone: task.isMilestone,
  };
}

/** What lists of a tasklist show: neither description nor `extra`. */
export function taskSummaryV2(call: Call, task: TaskRecord): object {
  return {
    guid: task.guid,
    summary: shownSummary(task),
    completed_at: String(task.completedAt),
    ...(task.start ? { start: timeV2(task.start) } : {}),
    ...(task.due ? { due: timeV2(task.due) } : {}),
    members: task.members.map((member) => memberV2(call, member, member.role)),
    subtask_count: 0,
  };
}

/** The lists of a task the caller can read. */
export function visibleLists(call: Call, task: TaskRecord): object[] {
  return task.tasklists
    .filter((entry) => {
      const list = call.state.tasklists[entry.guid];
      return list && listRole(call.state, list, call.identity.principal);
    })
    .map((entry) => ({ tasklist_guid: entry.guid, section_guid: entry.sectionGuid }));
}

function timeV2(time: TaskTime): object {
  return { timestamp: String(time.at), is_all_day: time.isAllDay };
}
