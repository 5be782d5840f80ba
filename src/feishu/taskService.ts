import type { CallOptions, NewTask, Task, TaskPatch } from './model';

/** Which tasks a list shows. */
export interface TaskFilter {
  /** Only completed or only open tasks; both where undefined. */
  readonly completed?: boolean;
  /** Created at or after this Unix time in seconds. */
  readonly createdFrom?: number;
  /** Created at or before this Unix time in seconds. */
  readonly createdTo?: number;
}

/**
 * Tasks, whatever the API version behind. Errors of every call: FeishuError, NetworkError, TimeoutError,
 * BadAnswerError, CancelledError; ValidationError before anything is sent.
 */
export interface TaskService {
  /**
   * Creates a task in one request. Not repeated after an unclear outcome (`isOutcomeUnclear`) unless the API version
   * knows an idempotency key: the caller must look for the task first.
   * At most 50 assignees and 100 followers (v2: 50 members together); `createTask` of the client takes more.
   */
  create(task: NewTask, options?: CallOptions): Promise<Task>;
  get(taskId: string, options?: CallOptions): Promise<Task>;
  /**
   * The tasks the identity can see: v1 with a user token all that concern the user, with a tenant token only those the
   * app made through the API; v2 (user token only) those the user is an assignee of.
   */
  list(filter?: TaskFilter, options?: CallOptions): AsyncIterable<Task>;
  /** Changes the given fields and gives the task as it is then. Lists of people are replaced. */
  update(taskId: string, patch: TaskPatch, options?: CallOptions): Promise<Task>;
  /** Deletes a task. A task already deleted is no error. */
  delete(taskId: string, options?: CallOptions): Promise<void>;
  complete(taskId: string, options?: CallOptions): Promise<void>;
  reopen(taskId: string, options?: CallOptions): Promise<void>;
}
