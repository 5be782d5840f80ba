import type { ApiCaller } from './client';
import type { Clock } from './clock';
import { declare } from './endpoint';
import { isNotFound } from './errors/recognise';
import { FeishuError } from './errors/types';
import { MembersV2 } from './membersV2';
import type { CallOptions, NewTask, Task, TaskPatch } from './model';
import { pagedItems } from './paging';
import type { TaskFilter, TaskService } from './taskService';
import { patchBodyV2, readTaskV2, taskBodyV2 } from './taskWireV2';
import { checkNewTask, checkTaskPatch, RULES_V2 } from './validate/task';

const TASKS = '/open-apis/task/v2/tasks';
const CREATE = declare('v2', `POST ${TASKS}`, 7);
const LIST = declare('v2', `GET ${TASKS}`, 4);
const GET = declare('v2', `GET ${TASKS}/:task_guid`, 7);
const PATCH = declare('v2', `PATCH ${TASKS}/:task_guid`, 7);
const DELETE = declare('v2', `DELETE ${TASKS}/:task_guid`, 7);

const PAGE_SIZE = 100;
/** "Invalid parameter", which is also what completing a completed task is answered. */
const BAD_PARAMETER = 1470400;

/** Tasks on task v2. With a `clientToken`, a creation may be repeated for five minutes and still makes one task. */
export class TasksV2 implements TaskService {
  private readonly assignees: MembersV2;
  private readonly followers: MembersV2;

  constructor(
    private readonly api: ApiCaller,
    private readonly clock: Clock,
  ) {
    this.assignees = new MembersV2(api, 'assignee');
    this.followers = new MembersV2(api, 'follower');
  }

  async create(task: NewTask, options?: CallOptions): Promise<Task> {
    checkNewTask(task, RULES_V2);
    const args = { query: this.people, body: taskBodyV2(task), repeat: task.clientToken ? 'safe' : 'once' } as const;
    return readTaskV2(CREATE, await this.api.call(CREATE, args, options));
  }

  async get(taskId: string, options?: CallOptions): Promise<Task> {
    return readTaskV2(GET, await this.api.call(GET, this.on(taskId), options));
  }

  /** Only tasks the user is an assignee of: v2 lists no others. */
  async *list(filter: TaskFilter = {}, options?: CallOptions): AsyncGenerator<Task> {
    const query = { ...this.people, page_size: PAGE_SIZE, type: 'my_tasks', completed: filter.completed };
    for await (const item of pagedItems(this.api, LIST, { query }, options)) {
      const task = readTaskV2(LIST, { task: item });
      const created = task.createdAt ?? 0;
      if (created >= (filter.createdFrom ?? 0) && created <= (filter.createdTo ?? Infinity)) {
        yield task;
      }
    }
  }

  async update(taskId: string, patch: TaskPatch, options?: CallOptions): Promise<Task> {
    checkTaskPatch(patch, RULES_V2);
    const body = patchBodyV2(patch);
    if (body.update_fields.length > 0) {
      await this.api.call(PATCH, { ...this.on(taskId), serialKey: taskId, body }, options);
    }
    if (patch.assigneeIds) {
      await this.assignees.replace(taskId, patch.assigneeIds, options);
    }
    if (patch.followerIds) {
      await this.followers.replace(taskId, patch.followerIds, options);
    }
    return this.get(taskId, options);
  }

  async delete(taskId: string, options?: CallOptions): Promise<void> {
    try {
      await this.api.call(DELETE, { path: { task_guid: taskId }, serialKey: taskId }, options);
    } catch (error) {
      if (!isNotFound(error)) {
        throw error;
      }
    }
  }

  async complete(taskId: string, options?: CallOptions): Promise<void> {
    await this.setState(taskId, String(this.clock.now()), options);
  }

  async reopen(taskId: string, options?: CallOptions): Promise<void> {
    await this.setState(taskId, '0', options);
  }

  private async setState(taskId: string, completedAt: string, options?: CallOptions): Promise<void> {
    const body = { task: { completed_at: completedAt }, update_fields: ['completed_at'] };
    try {
      await this.api.call(PATCH, { ...this.on(taskId), serialKey: taskId, body }, options);
    } catch (error) {
      if (!(error instanceof FeishuError && error.code === BAD_PARAMETER)) {
        throw error;
      }
      const task = await this.get(taskId, options);
      if ((task.completedAt === undefined) !== (completedAt === '0')) {
        throw error;
      }
    }
  }

  private on(taskId: string) {
    return { path: { task_guid: taskId }, query: this.people };
  }

  private get people() {
    return { user_id_type: this.api.userIdType };
  }
}
