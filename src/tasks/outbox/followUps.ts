import { LIMITS } from '../../feishu/limits';
import { uniqueIds, type TaskDraft } from '../draft';
import type { FollowUp } from './intent';

/**
 * What the create call does not take: assignees beyond 50, followers beyond 100 (added in batches), the tasklist.
 * A task holds 50 assignees (1470429), so more of them end as a shortfall the person sees, not as a failed creation.
 */
export function followUpsOf(draft: TaskDraft): FollowUp[] {
  const { assignees, followersOnCreate } = LIMITS.task;
  return [
    ...batches('assignees', uniqueIds(draft.assignees).slice(assignees)),
    ...batches('followers', uniqueIds(draft.followers).slice(followersOnCreate)),
    ...(draft.tasklist ? [{ kind: 'tasklist' as const, guid: draft.tasklist.guid }] : []),
  ];
}

function batches(kind: 'assignees' | 'followers', ids: readonly string[]): FollowUp[] {
  const size = LIMITS.peoplePerCall;
  return Array.from({ length: Math.ceil(ids.length / size) }, (_, index) => ({
    kind,
    ids: ids.slice(index * size, (index + 1) * size),
  }));
}
