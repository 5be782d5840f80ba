import { isNotFound, isPermission, LIMITS, type FeishuClient, type Task } from '../../feishu';

/** What somebody is on a task. */
export type Role = 'assignee' | 'follower';

/** Who joins or leaves. */
export interface MemberChange {
  readonly role: Role;
  readonly action: 'add' | 'remove';
  readonly ids: readonly string[];
}

/** How a change ended on one task. */
export interface MemberOutcome {
  readonly before: Task;
  /** As read back; undefined where it can no longer be read, or reading it back failed. */
  readonly after?: Task;
  /** Whoever is on the task no longer includes this account, so that Feishu does not show it any more. */
  readonly isHidden: boolean;
  /** Those who really joined or left. */
  readonly changedIds: readonly string[];
  readonly error?: unknown;
}

type Client = Pick<FeishuClient, 'tasks' | 'followers' | 'assignees'>;

export function idsOf(task: Task, role: Role): readonly string[] {
  return role === 'assignee' ? task.assigneeIds : task.followerIds;
}

/** The tasks that would have more assignees than Feishu takes (50), with how many that would be. */
export function beyondLimit(tasks: readonly Task[], { role, action, ids }: MemberChange) {
  if (role === 'follower' || action === 'remove') return [];
  return tasks
    .map((task) => ({ task, count: new Set([...task.assigneeIds, ...ids]).size }))
    .filter(({ count }) => count > LIMITS.task.assignees);
}

/**
 * Changes who is on a task and reads it back, also after a failure: of many people some may have joined before it. Never
 * rejects; a failure is part of the outcome.
 */
export async function changeMembers(client: Client, before: Task, change: MemberChange): Promise<MemberOutcome> {
  const people = change.role === 'assignee' ? client.assignees : client.followers;
  let error: unknown;
  try {
    await people[change.action](before.id, change.ids);
  } catch (failure) {
    error = failure;
  }
  try {
    const after = await client.tasks.get(before.id);
    return { before, after, isHidden: false, changedIds: difference(before, after, change), error };
  } catch (failure) {
    // Who takes themselves off a task may not read it any more: the change was made all the same.
    const isHidden = error === undefined && (isPermission(failure) || isNotFound(failure));
    const changedIds = isHidden ? change.ids.filter((id) => idsOf(before, change.role).includes(id)) : [];
    return { before, isHidden, changedIds, error: isHidden ? undefined : (error ?? failure) };
  }
}

function difference(before: Task, after: Task, { role, action, ids }: MemberChange): readonly string[] {
  const there = new Set(idsOf(before, role));
  const now = new Set(idsOf(after, role));
  const changed = (id: string): boolean =>
    action === 'add' ? now.has(id) && !there.has(id) : there.has(id) && !now.has(id);
  return [...new Set(ids)].filter(changed);
}
