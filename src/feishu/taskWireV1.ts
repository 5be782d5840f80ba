import type { Endpoint } from './endpoint';
import type { Due, NewTask, Task, TaskPatch } from './model';
import { type Json, readHttpUrl, readIds, readNumber, readObject, readText } from './read';
import { cleanIds } from './validate/basic';
import { dueSeconds, secondsToDate } from './validate/due';
import { decodeExtra, encodeExtra, requireField } from './wire';

/** The zone Feishu takes where none is given (document "创建任务"). */
const DEFAULT_ZONE = 'Asia/Shanghai';

/** Body of a v1 creation. The task has been checked. */
export function taskBodyV1(task: NewTask): Json {
  const { url, urlTitle } = task.origin;
  return {
    ...contentBody(task),
    origin: {
      platform_i18n_name: JSON.stringify(task.origin.name),
      href: url === undefined && urlTitle === undefined ? undefined : { url, title: urlTitle },
    },
  };
}

/** Body of a v1 change: fields named in `update_fields` but absent from `task` are cleared. */
export function patchBodyV1(patch: TaskPatch): Json {
  return {
    task: contentBody(patch),
    update_fields: Object.entries(WIRE_NAMES).flatMap(([field, wireName]) =>
      patch[field as keyof TaskPatch] === undefined ? [] : wireName,
    ),
  };
}

const WIRE_NAMES: Record<keyof TaskPatch, string> = {
  title: 'summary',
  richTitle: 'rich_summary',
  description: 'description',
  richDescription: 'rich_description',
  due: 'due',
  extra: 'extra',
  customComplete: 'custom',
  assigneeIds: 'collaborator_ids',
  followerIds: 'follower_ids',
  repeatRule: 'repeat_rule',
};

function contentBody(task: NewTask | TaskPatch): Json {
  return {
    summary: task.title,
    rich_summary: task.richTitle,
    description: task.description ?? undefined,
    rich_description: task.richDescription ?? undefined,
    due: task.due ? dueBody(task.due) : undefined,
    extra: task.extra == null ? undefined : encodeExtra(task.extra),
    custom: task.customComplete ? JSON.stringify({ custom_complete: task.customComplete }) : undefined,
    collaborator_ids: task.assigneeIds && cleanIds('assigneeIds', task.assigneeIds),
    follower_ids: task.followerIds && cleanIds('followerIds', task.followerIds),
    repeat_rule: task.repeatRule ?? undefined,
  };
}

function dueBody(due: Due): Json {
  const time = String(dueSeconds(due));
  return due.kind === 'date' ? { time, is_all_day: true } : { time, timezone: due.timeZone, is_all_day: false };
}

/**
 * A task out of `data.task`.
 * @throws BadAnswerError where it has no id
 */
export function readTaskV1(endpoint: Endpoint, data: Json): Task {
  const task = readObject(data['task']);
  const href = readObject(readObject(task['origin'])['href']);
  return {
    id: requireField(endpoint, task['id'], 'task.id'),
    title: readText(task['summary']) ?? readText(task['rich_summary'])?.trimEnd() ?? '',
    description: readText(task['description']) ?? readText(task['rich_description'])?.trimEnd() ?? '',
    due: readDue(readObject(task['due'])),
    completedAt: readSeconds(task['complete_time']),
    createdAt: readSeconds(task['create_time']),
    updatedAt: readSeconds(task['update_time']),
    creatorId: readText(task['creator_id']),
    originUrl: readHttpUrl(href['url']),
    originTitle: readText(href['title']),
    extra: decodeExtra(task['extra']),
    repeatRule: readText(task['repeat_rule']),
    assigneeIds: union(task['collaborators'], task['collaborator_ids']),
    followerIds: union(task['followers'], task['follower_ids']),
    source: readNumber(task['source']),
    hasCustomComplete: hasCustomComplete(task['custom']),
  };
}

/** Unix seconds; "0" stands for "none". */
function readSeconds(value: unknown): number | undefined {
  return readNumber(value) || undefined;
}

function readDue(due: Json): Due | undefined {
  const epochSeconds = readSeconds(due['time']);
  if (epochSeconds === undefined || Math.abs(epochSeconds) > 8.64e12) {
    return undefined;
  }
  return due['is_all_day'] === true
    ? { kind: 'date', date: secondsToDate(epochSeconds) }
    : { kind: 'time', epochSeconds, timeZone: readText(due['timezone']) ?? DEFAULT_ZONE };
}

function union(people: unknown, ids: unknown): readonly string[] {
  return [...new Set([...readIds(people ?? []), ...readIds(ids ?? [])])];
}

function hasCustomComplete(custom: unknown): boolean {
  try {
    const parsed = readObject(JSON.parse(readText(custom) ?? ''));
    return Object.keys(readObject(parsed['custom_complete'])).length > 0;
  } catch {
    return false;
  }
}
