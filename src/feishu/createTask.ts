import { CancelledError } from './errors/types';
import { LIMITS } from './limits';
import type { CallOptions, NewTask, Task } from './model';
import type { PeopleService } from './people';
import type { TaskService } from './taskService';
import { cleanIds } from './validate/basic';

/** People who could not be added to a task that was created. */
export interface NotAdded {
  readonly role: 'assignee' | 'follower';
  readonly ids: readonly string[];
  /** Why, as the add call threw it. */
  readonly error: Error;
}

/** A task that exists, and what of the wish it does not carry. */
export interface CreatedTask {
  readonly task: Task;
  /** Empty where everybody was added. */
  readonly notAdded: readonly NotAdded[];
}

export interface CreateTaskOptions extends CallOptions {
  /** Told as soon as the task exists, before the remaining people are added. */
  readonly onCreated?: (task: Task) => void | Promise<void>;
}

/**
 * Creates a task with any number of followers: as many people as one creation takes go with it, the others are added
 * afterwards in batches. Once the task exists nothing is thrown any more: who could not be added is reported.
 * At most 50 assignees, which is what a task holds.
 */
export async function createTask(
  services: { tasks: TaskService; followers: PeopleService; peopleOnCreate: PeopleOnCreate },
  wanted: NewTask,
  options: CreateTaskOptions = {},
): Promise<CreatedTask> {
  const { peopleOnCreate } = services;
  const assignees = cleanIds('assigneeIds', wanted.assigneeIds, LIMITS.task.assignees);
  const followers = cleanIds('followerIds', wanted.followerIds);
  const followersAtOnce = Math.min(peopleOnCreate.followers, peopleOnCreate.together - assignees.length);
  const first = followers.slice(0, followersAtOnce);
  const task = await services.tasks.create(
    { ...wanted, assigneeIds: someOrNone(assignees), followerIds: someOrNone(first) },
    options,
  );
  await options.onCreated?.(task);
  const later = followers.slice(followersAtOnce);
  const notAdded = await addInBatches(services.followers, task.id, later, options);
  return { task: { ...task, followerIds: merge(task.followerIds, later, notAdded) }, notAdded };
}

/** How many people one creation takes. */
export interface PeopleOnCreate {
  readonly followers: number;
  /** Followers and assignees in sum. */
  readonly together: number;
}

function someOrNone(ids: readonly string[]): readonly string[] | undefined {
  return ids.length > 0 ? ids : undefined;
}

async function addInBatches(service: PeopleService, taskId: string, ids: readonly string[], options: CallOptions) {
  const notAdded: NotAdded[] = [];
  for (let start = 0; start < ids.length; start += LIMITS.peoplePerCall) {
    const batch = ids.slice(start, start + LIMITS.peoplePerCall);
    try {
      await service.add(taskId, batch, options);
    } catch (error) {
      if (error instanceof CancelledError) {
        notAdded.push({ role: 'follower', ids: ids.slice(start), error });
        break;
      }
      notAdded.push({ role: 'follower', ids: batch, error: error as Error });
    }
  }
  return notAdded;
}

function merge(there: readonly string[], later: readonly string[], notAdded: readonly NotAdded[]): readonly string[] {
  const missing = new Set(notAdded.flatMap(({ ids }) => ids));
  return [...new Set([...there, ...later.filter((id) => !missing.has(id))])];
}
