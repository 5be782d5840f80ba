import type { Principal, State, TasklistRecord, TaskRecord } from '../store/model';

/** Is the caller one of a list's members with at least the role asked for, itself or through a group? */
export function listRole(
  state: State,
  list: TasklistRecord,
  who: Principal,
): 'owner' | 'editor' | 'viewer' | undefined {
  if (list.owner.type === who.type && list.owner.id === who.id) {
    return 'owner';
  }
  const roles = list.members
    .filter((member) => (member.type === 'chat' ? inChat(state, member.id, who) : isSame(member, who)))
    .map((member) => member.role);
  if (roles.includes('editor')) {
    return 'editor';
  }
  return roles.includes('viewer') ? 'viewer' : undefined;
}

export function canEditList(state: State, list: TasklistRecord, who: Principal): boolean {
  const role = listRole(state, list, who);
  return role === 'owner' || role === 'editor';
}

/** v2 overview, "how are tasks authorised": creator, assignees, followers and readers of a list that holds the task. */
export function canReadTask(state: State, task: TaskRecord, who: Principal): boolean {
  return (
    isSame(task.creator, who) ||
    task.members.some((member) => isSame(member, who)) ||
    listsOf(state, task).some((list) => listRole(state, list, who) !== undefined)
  );
}

/** Creator, assignees and editors of a list that holds the task. Followers cannot edit. */
export function canEditTask(state: State, task: TaskRecord, who: Principal): boolean {
  return (
    isSame(task.creator, who) ||
    isAssignee(task, who) ||
    listsOf(state, task).some((list) => canEditList(state, list, who))
  );
}

export function isAssignee(task: TaskRecord, who: Principal): boolean {
  return task.members.some((member) => member.role === 'assignee' && isSame(member, who));
}

/** v1 list: a person's own tasks from any source; with a tenant token the tasks the app made. */
export function isRelated(task: TaskRecord, who: Principal): boolean {
  return isSame(task.creator, who) || (who.type === 'user' && task.members.some((member) => isSame(member, who)));
}

export function inChat(state: State, chatId: string, who: Principal): boolean {
  const chat = state.chats.find((candidate) => candidate.chatId === chatId);
  return chat !== undefined && (who.type === 'app' ? chat.hasApp : chat.members.includes(who.id));
}

export function isSame(a: { type: string; id: string }, b: Principal): boolean {
  return a.type === b.type && a.id === b.id;
}

function listsOf(state: State, task: TaskRecord): TasklistRecord[] {
  return task.tasklists.flatMap((entry) => state.tasklists[entry.guid] ?? []);
}
