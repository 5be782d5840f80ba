import type { Endpoint } from './endpoint';
import { readMembers } from './membersV2';
import type { Due, NewTask, Task, TaskPatch } from './model';
import { type Json, readHttpUrl, readNumber, readObject, readText } from './read';
import { cleanIds } from './validate/basic';
import { dueSeconds, secondsToDate } from './validate/due';
import { renderRichText } from './validate/richText';
import { decodeExtra, defined, encodeExtra, requireField } from './wire';

/** Body of a v2 creation. The task has been checked. v2 knows no rich text: what a reader would see of it is sent. */
export function taskBodyV2(task: NewTask): Json {
  const { name, url, urlTitle } = task.origin;
  const members = [
    ...cleanIds('assigneeIds', task.assigneeIds).map((id) => ({ id, type: 'user', role: 'assignee' })),
    ...cleanIds('followerIds', task.followerIds).map((id) => ({ id, type: 'user', role: 'follower' })),
  ];
  return {
    ...contentBody(task),
    origin: {
      platform_i18n_name: name,
      href: url === undefined && urlTitle === undefined ? undefined : { url, title: urlTitle },
    },
    members: members.length > 0 ? members : undefined,
    client_token: task.clientToken,
  };
}

/** Body of a v2 change: named but absent fields are cleared. People are changed by calls of their own. */
export function patchBodyV2(patch: TaskPatch) {
  const content = contentBody(patch);
  const names: readonly (readonly [string, unknown])[] = [
    ['summary', patch.richTitle ?? patch.title],
    ['description', patch.richDescription === undefined ? patch.description : patch.richDescription],
    ['due', patch.due],
    ['extra', patch.extra],
    ['custom_complete', patch.customComplete],
    ['repeat_rule', patch.repeatRule],
  ];
  return {
    task: defined(content),
    update_fields: names.flatMap(([name, value]) => (value === undefined ? [] : [name])),
  };
}

function contentBody(task: NewTask | TaskPatch): Json {
  return {
    summary: plain(task.richTitle) ?? task.title,
    description: plain(task.richDescription) ?? task.description ?? undefined,
    due: task.due ? dueBody(task.due) : undefined,
    extra: task.extra == null ? undefined : encodeExtra(task.extra),
    custom_complete: task.customComplete ?? undefined,
    repeat_rule: task.repeatRule ?? undefined,
  };
}

function plain(richText: string | null | undefined): string | undefined {
  return richText == null ? undefined : renderRichText(richText);
}

/** v2 times are strings of milliseconds. */
function dueBody(due: Due): Json {
  return { timestamp: String(dueSeconds(due) * 1000), is_all_day: due.kind === 'date' };
}

/**
 * A task out of `data.task`.
 * @throws BadAnswerError where it has no guid
 */
export function readTaskV2(endpoint: Endpoint, data: Json): Task {
  const task = readObject(data['task']);
  const href = readObject(readObject(task['origin'])['href']);
  return {
    id: requireField(endpoint, task['guid'], 'task.guid'),
    title: readText(task['summary']) ?? '',
    description: readText(task['description']) ?? '',
    due: readDue(readObject(task['due'])),
    completedAt: readSeconds(task['completed_at']),
    createdAt: readSeconds(task['created_at']),
    updatedAt: readSeconds(task['updated_at']),
    creatorId: readText(readObject(task['creator'])['id']),
    originUrl: readHttpUrl(href['url']),
    originTitle: readText(href['title']),
    extra: decodeExtra(task['extra']),
    repeatRule: readText(task['repeat_rule']),
    assigneeIds: readMembers(task['members'], 'assignee'),
    followerIds: readMembers(task['members'], 'follower'),
    source: readNumber(task['source']),
    hasCustomComplete: Object.keys(readObject(task['custom_complete'])).length > 0,
  };
}

function readSeconds(value: unknown): number | undefined {
  const milliseconds = readNumber(value);
  return milliseconds ? Math.floor(milliseconds / 1000) : undefined;
}

/** v2 keeps no zone with a due time: the reader's own is as good as any. */
function readDue(due: Json): Due | undefined {
  const epochSeconds = readSeconds(due['timestamp']);
  if (epochSeconds === undefined || Math.abs(epochSeconds) > 8.64e12) {
    return undefined;
  }
  return due['is_all_day'] === true
    ? { kind: 'date', date: secondsToDate(epochSeconds) }
    : { kind: 'time', epochSeconds, timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone };
}
