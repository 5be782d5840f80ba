import { randomUUID } from 'node:crypto';
import type { Call } from '../core/call';
import type { Principal, TaskMember, TaskRecord, TaskTime } from '../store/model';
import type { Store } from '../store/store';
import { eventKeys, notify, notifyFrom } from './notices';
import { nextDue } from './repeat';

/** What a new task starts with; the rest has neutral values. */
export type TaskStart = Partial<
  Omit<TaskRecord, 'guid' | 'seq' | 'taskId' | 'createdAt' | 'updatedAt' | 'creator' | 'source'>
>;

/** Creates a task in the caller's name and remembers it. */
export function createTask(call: Call, start: TaskStart): TaskRecord {
  const { principal } = call.identity;
  const source = principal.type === 'app' ? 6 : 7;
  return addTask(call.world.store, call.now, { ...start, creator: principal, source });
}

function addTask(store: Store, now: number, start: TaskStart & { creator: Principal; source: number }): TaskRecord {
  const seq = store.nextSeq();
  const task: TaskRecord = {
    summary: '',
    description: '',
    extra: '',
    repeatRule: '',
    members: [],
    completedAt: 0,
    deletedAt: 0,
    canEdit: false,
    reminders: [],
    tasklists: [],
    mode: 2,
    isMilestone: false,
    ...start,
    guid: randomUUID(),
    seq,
    taskId: `t${100000 + seq}`,
    createdAt: now,
    updatedAt: now,
  };
  store.state.tasks[task.guid] = task;
  store.changed();
  return task;
}

/** A task that exists and was not deleted. */
export function liveTask(call: Call, guid: string): TaskRecord | undefined {
  const task = call.state.tasks[guid];
  return task && task.deletedAt === 0 ? task : undefined;
}

/** Notes that the task changed now. */
export function touch(call: Call, task: TaskRecord): void {
  task.updatedAt = call.now;
  call.world.store.changed();
}

/**
 * Completes a task. A repeating one is copied first: the copy is open, due at the next occurrence and keeps the rule,
 * which the completed task loses (v2 task overview, "how to use repeating tasks").
 */
export function completeTask(store: Store, actor: Principal, now: number, task: TaskRecord, completedAt = now): void {
  if (task.repeatRule && task.due) {
    repeatTask(store, now, task, task.due);
    task.repeatRule = '';
  }
  task.completedAt = completedAt;
  task.updatedAt = now;
  store.changed();
  notify(store, actor, now, task, eventKeys.completed);
}

export function reopenTask(store: Store, actor: Principal, now: number, task: TaskRecord): void {
  task.completedAt = 0;
  task.updatedAt = now;
  store.changed();
  notify(store, actor, now, task, eventKeys.reopened);
}

function repeatTask(store: Store, now: number, task: TaskRecord, due: TaskTime): void {
  const at = nextDue(task.repeatRule, due);
  if (at === undefined) {
    return;
  }
  const shift = at - due.at;
  const copy = structuredClone(task);
  addTask(store, now, {
    ...copy,
    due: { ...due, at },
    start: copy.start && { ...copy.start, at: copy.start.at + shift },
    completedAt: 0,
  });
}

export function memberIds(task: TaskRecord, role: TaskMember['role']): string[] {
  return task.members.filter((member) => member.role === role).map((member) => member.id);
}

/** Adds people in a role; those who hold it already are skipped. Gives the ones added. */
export function addMembers(call: Call, task: TaskRecord, role: TaskMember['role'], ids: readonly string[]): string[] {
  const added = ids.filter((id) => !memberIds(task, role).includes(id));
  task.members.push(...added.map((id): TaskMember => ({ id, type: 'user', role })));
  if (added.length > 0) {
    touch(call, task);
    if (role === 'assignee') {
      notifyFrom(call, task, eventKeys.assigneeAdded);
    }
  }
  return added;
}

/** Takes people out of a role; others are skipped. Gives the ones removed. */
export function removeMembers(
  call: Call,
  task: TaskRecord,
  role: TaskMember['role'],
  ids: readonly string[],
): string[] {
  const removed = ids.filter((id) => memberIds(task, role).includes(id));
  task.members = task.members.filter((member) => member.role !== role || !removed.includes(member.id));
  if (removed.length > 0) {
    touch(call, task);
    if (role === 'assignee') {
      notifyFrom(call, task, eventKeys.assigneeRemoved);
    }
  }
  return removed;
}

/** Gives a role exactly these holders. */
export function replaceMembers(call: Call, task: TaskRecord, role: TaskMember['role'], ids: readonly string[]): void {
  const before = memberIds(task, role);
  const gone = before.some((id) => !ids.includes(id));
  const came = ids.some((id) => !before.includes(id));
  task.members = [
    ...task.members.filter((member) => member.role !== role),
    ...ids.map((id): TaskMember => ({ id, type: 'user', role })),
  ];
  if (role === 'assignee' && (gone || came)) {
    const { assigneeAdded, assigneeChanged, assigneeRemoved } = eventKeys;
    notifyFrom(call, task, gone && came ? assigneeChanged : came ? assigneeAdded : assigneeRemoved);
  }
}

/** Sends the notice that fits a change of start and due. */
export function notifyTimes(call: Call, task: TaskRecord, before: { start?: TaskTime; due?: TaskTime }): void {
  const changed = (a: TaskTime | undefined, b: TaskTime | undefined) => a?.at !== b?.at || a?.isAllDay !== b?.isAllDay;
  const start = changed(before.start, task.start);
  const due = changed(before.due, task.due);
  if (!start && !due) {
    return;
  }
  if (!task.start && !task.due) {
    notifyFrom(call, task, eventKeys.startAndDueRemoved);
  } else if (start && due && task.start && task.due) {
    notifyFrom(call, task, eventKeys.startAndDueSet);
  } else if (due && task.due) {
    notifyFrom(call, task, eventKeys.dueSet);
  } else if (start && task.start) {
    notifyFrom(call, task, eventKeys.startSet);
  }
}

/** Puts a task into a list; nothing happens when it is there. */
export function addToList(call: Call, task: TaskRecord, guid: string, sectionGuid: string): void {
  if (task.tasklists.some((entry) => entry.guid === guid)) {
    return;
  }
  task.tasklists.push({ guid, sectionGuid });
  touch(call, task);
  notifyFrom(call, task, eventKeys.taskAdded, guid);
}

export function removeFromList(call: Call, task: TaskRecord, guid: string): void {
  if (!task.tasklists.some((entry) => entry.guid === guid)) {
    return;
  }
  task.tasklists = task.tasklists.filter((entry) => entry.guid !== guid);
  touch(call, task);
  notifyFrom(call, task, eventKeys.taskRemoved, guid);
}

/** Tasks in the order of their creation that lists may show by now. */
export function listedTasks(call: Call): TaskRecord[] {
  const { visibilityDelayMs } = call.world.behaviour;
  return Object.values(call.state.tasks).filter(
    (task) => task.deletedAt === 0 && (visibilityDelayMs === 0 || task.createdAt + visibilityDelayMs <= call.now),
  );
}
