import type { ApiCaller } from './client';
import { declare, type Endpoint } from './endpoint';
import { FeishuError } from './errors/types';
import type { CallOptions, NewTask, Task, TaskPatch } from './model';
import { pagedItems } from './paging';
import type { TaskFilter, TaskService } from './taskService';
import { patchBodyV1, readTaskV1, taskBodyV1 } from './taskWireV1';
import { checkNewTask, checkTaskPatch } from './validate/task';

const CREATE = declare('v1', 'POST /open-apis/task/v1/tasks', 3);
const LIST = declare('v1', 'GET /open-apis/task/v1/tasks', 4);
const GET = declare('v1', 'GET /open-apis/task/v1/tasks/:task_id', 4);
const PATCH = declare('v1', 'PATCH /open-apis/task/v1/tasks/:task_id', 4);
const DELETE = declare('v1', 'DELETE /open-apis/task/v1/tasks/:task_id', 4);
const COMPLETE = declare('v1', 'POST /open-apis/task/v1/tasks/:task_id/complete', 4, 'safe');
const UNCOMPLETE = declare('v1', 'POST /open-apis/task/v1/tasks/:task_id/uncomplete', 4, 'safe');

const ALREADY_DELETED = 1470433;
/** "Failed to complete" (HTTP 500) and "failed to reopen" (HTTP 400); also after a repeated request. */
const STATE_NOT_CHANGED = 1470604;
const PAGE_SIZE = 100;

/** Tasks on task v1 ("historic", but what the product's base documents describe). No idempotency key on create. */
export class TasksV1 implements TaskService {
  constructor(private readonly api: ApiCaller) {}

  async create(task: NewTask, options?: CallOptions): Promise<Task> {
    checkNewTask(task);
    const data = await this.api.call(CREATE, { query: this.people, body: taskBodyV1(task) }, options);
    return readTaskV1(CREATE, data);
  }

  async get(taskId: string, options?: CallOptions): Promise<Task> {
    const data = await this.api.call(GET, { path: { task_id: taskId }, query: this.people }, options);
    return readTaskV1(GET, data);
  }

  async *list(filter: TaskFilter = {}, options?: CallOptions): AsyncGenerator<Task> {
    const query = {
      ...this.people,
      page_size: PAGE_SIZE,
      start_create_time: filter.createdFrom?.toString(),
      end_create_time: filter.createdTo?.toString(),
      task_completed: filter.completed,
    };
    for await (const item of pagedItems(this.api, LIST, { query }, options)) {
      yield readTaskV1(LIST, { task: item });
    }
  }

  async update(taskId: string, patch: TaskPatch, options?: CallOptions): Promise<Task> {
    checkTaskPatch(patch);
    const data = await this.api.call(PATCH, { ...this.write(taskId), body: patchBodyV1(patch) }, options);
    return readTaskV1(PATCH, data);
  }

  async delete(taskId: string, options?: CallOptions): Promise<void> {
    try {
      await this.api.call(DELETE, { path: { task_id: taskId }, serialKey: taskId }, options);
    } catch (error) {
      if (!(error instanceof FeishuError && error.code === ALREADY_DELETED)) {
        throw error;
      }
    }
  }

  async complete(taskId: string, options?: CallOptions): Promise<void> {
    await this.setState(COMPLETE, taskId, true, options);
  }

  async reopen(taskId: string, options?: CallOptions): Promise<void> {
    await this.setState(UNCOMPLETE, taskId, false, options);
  }

  /** What a repeated change of state is answered is not documented: after a failure the task itself decides. */
  private async setState(endpoint: Endpoint, taskId: string, completed: boolean, options?: CallOptions) {
    try {
      await this.api.call(endpoint, { path: { task_id: taskId }, serialKey: taskId }, options);
    } catch (error) {
      if (!(error instanceof FeishuError && error.code === STATE_NOT_CHANGED)) {
        throw error;
      }
      const task = await this.get(taskId, options);
      if ((task.completedAt !== undefined) !== completed) {
        throw error;
      }
    }
  }

  private get people() {
    return { user_id_type: this.api.userIdType };
  }

  private write(taskId: string) {
    return { path: { task_id: taskId }, query: this.people, serialKey: taskId };
  }
}
