import type { ApiCaller } from './client';
import { declare, type Endpoint } from './endpoint';
import { LIMITS } from './limits';
import type { CallOptions, NewTasklist, Tasklist, TasklistMember, TasklistRole, TasklistTask } from './model';
import { pagedItems } from './paging';
import { type Json, readHttpUrl, readNumber, readObject, readObjects, readText } from './read';
import type { TaskFilter } from './taskService';
import { inBatches, requireIds, requireText } from './validate/basic';
import { requireField } from './wire';

const LISTS = '/open-apis/task/v2/tasklists';
const ONE = `${LISTS}/:tasklist_guid` as const;
const CREATE = declare('v2', `POST ${LISTS}`, 4);
const LIST = declare('v2', `GET ${LISTS}`, 4);
const GET = declare('v2', `GET ${ONE}`, 4);
const PATCH = declare('v2', `PATCH ${ONE}`, 4);
const DELETE = declare('v2', `DELETE ${ONE}`, 4);
const ADD_MEMBERS = declare('v2', `POST ${ONE}/add_members`, 4, 'safe');
const REMOVE_MEMBERS = declare('v2', `POST ${ONE}/remove_members`, 4, 'safe');
const TASKS = declare('v2', `GET ${ONE}/tasks`, 4);
const ADD_TASK = declare('v2', 'POST /open-apis/task/v2/tasks/:task_guid/add_tasklist', 4, 'safe');
const REMOVE_TASK = declare('v2', 'POST /open-apis/task/v2/tasks/:task_guid/remove_tasklist', 4, 'safe');
const OF_TASK = declare('v2', 'GET /open-apis/task/v2/tasks/:task_guid/tasklists', 4);

const PAGE_SIZE = 100;

/** Tasklists (清单) on task v2, and which tasks are in them. A task made on v1 goes in by its id. */
export class TasklistService {
  constructor(private readonly api: ApiCaller) {}

  /**
   * Makes a tasklist, the caller its owner. Not repeated after an unclear outcome.
   */
  async create({ name, members = [] }: NewTasklist, options?: CallOptions): Promise<Tasklist> {
    const body = {
      name: requireText('name', name, LIMITS.tasklist.name),
      members: members.length === 0 ? undefined : membersBody(members, LIMITS.tasklist.membersOnCreate),
    };
    return readTasklist(CREATE, await this.api.call(CREATE, { query: this.people, body }, options));
  }

  /** Every tasklist the identity can read. */
  async *list(options?: CallOptions): AsyncGenerator<Tasklist> {
    const query = { ...this.people, page_size: PAGE_SIZE };
    for await (const item of pagedItems(this.api, LIST, { query }, options)) {
      yield readTasklist(LIST, { tasklist: item });
    }
  }

  async get(guid: string, options?: CallOptions): Promise<Tasklist> {
    return readTasklist(GET, await this.api.call(GET, this.on(guid), options));
  }

  async rename(guid: string, name: string, options?: CallOptions): Promise<Tasklist> {
    const tasklist = { name: requireText('name', name, LIMITS.tasklist.name) };
    const args = { ...this.on(guid), serialKey: guid, body: { tasklist, update_fields: ['name'] } };
    return readTasklist(PATCH, await this.api.call(PATCH, args, options));
  }

  /**
   * Hands a tasklist to another owner. Only its owner may, and keeps the given role afterwards.
   */
  async changeOwner(
    guid: string,
    owner: TasklistMember,
    formerOwnerRole: 'editor' | 'viewer' | 'none' = 'editor',
    options?: CallOptions,
  ): Promise<Tasklist> {
    const [member] = membersBody([owner], 1);
    const body = {
      tasklist: { owner: { ...member, role: undefined } },
      update_fields: ['owner'],
      origin_owner_to_role: formerOwnerRole,
    };
    return readTasklist(PATCH, await this.api.call(PATCH, { ...this.on(guid), serialKey: guid, body }, options));
  }

  /** Deletes a tasklist for good; its tasks stay. Only its owner may. */
  async delete(guid: string, options?: CallOptions): Promise<void> {
    await this.api.call(DELETE, { path: { tasklist_guid: guid }, serialKey: guid }, options);
  }

  /** Adds members or changes the role of those that are there. */
  async addMembers(guid: string, members: readonly TasklistMember[], options?: CallOptions): Promise<void> {
    for (const batch of inBatches(members, LIMITS.tasklist.membersPerCall)) {
      const body = { members: membersBody(batch, LIMITS.tasklist.membersPerCall) };
      await this.api.call(ADD_MEMBERS, { ...this.on(guid), serialKey: guid, body }, options);
    }
  }

  async removeMembers(guid: string, members: readonly TasklistMember[], options?: CallOptions): Promise<void> {
    for (const batch of inBatches(members, LIMITS.tasklist.membersPerCall)) {
      const body = {
        members: membersBody(batch, LIMITS.tasklist.membersPerCall).map(({ id, type }) => ({ id, type })),
      };
      await this.api.call(REMOVE_MEMBERS, { ...this.on(guid), serialKey: guid, body }, options);
    }
  }

  /** The tasks of a list, in short: no description, no `extra`. */
  async *tasks(guid: string, filter: TaskFilter = {}, options?: CallOptions): AsyncGenerator<TasklistTask> {
    const { path, query } = this.on(guid);
    const narrowed = {
      ...query,
      page_size: PAGE_SIZE,
      completed: filter.completed,
      created_from: milliseconds(filter.createdFrom),
      created_to: milliseconds(filter.createdTo),
    };
    for await (const item of pagedItems(this.api, TASKS, { path, query: narrowed }, options)) {
      yield {
        id: requireField(TASKS, item['guid'], 'items.guid'),
        title: readText(item['summary']) ?? '',
        completedAt: toSeconds(item['completed_at']),
      };
    }
  }

  /** Puts a task into a list. A task that is in it already is no error. The identity must be able to edit both. */
  async addTask(taskId: string, tasklistGuid: string, options?: CallOptions): Promise<void> {
    await this.moveTask(ADD_TASK, taskId, tasklistGuid, options);
  }

  async removeTask(taskId: string, tasklistGuid: string, options?: CallOptions): Promise<void> {
    await this.moveTask(REMOVE_TASK, taskId, tasklistGuid, options);
  }

  /** Guids of the lists a task is in, as far as the identity can see them. */
  async ofTask(taskId: string, options?: CallOptions): Promise<readonly string[]> {
    const data = await this.api.call(OF_TASK, { path: { task_guid: taskId } }, options);
    return readObjects(data['tasklists']).flatMap((entry) => readText(entry['tasklist_guid']) ?? []);
  }

  private async moveTask(endpoint: Endpoint, taskId: string, tasklistGuid: string, options?: CallOptions) {
    const [guid] = requireIds('tasklistGuid', [tasklistGuid]);
    const args = { path: { task_guid: taskId }, query: this.people, serialKey: taskId, body: { tasklist_guid: guid } };
    await this.api.call(endpoint, args, options);
  }

  private on(guid: string) {
    return { path: { tasklist_guid: guid }, query: this.people };
  }

  private get people() {
    return { user_id_type: this.api.userIdType };
  }
}

function membersBody(members: readonly TasklistMember[], limit: number) {
  requireIds(
    'members',
    members.map(({ id }) => id),
    limit,
  );
  return members.map(({ id, type = 'user', role = 'viewer' }) => ({ id: id.trim(), type, role }));
}

function readTasklist(endpoint: Endpoint, data: Json): Tasklist {
  const tasklist = readObject(data['tasklist']);
  return {
    guid: requireField(endpoint, tasklist['guid'], 'tasklist.guid'),
    name: readText(tasklist['name']) ?? '',
    url: readHttpUrl(tasklist['url']),
    owner: readMember(readObject(tasklist['owner'])),
    members: readObjects(tasklist['members']).flatMap((member) => readMember(member) ?? []),
  };
}

function readMember(member: Json): TasklistMember | undefined {
  const id = readText(member['id']);
  const type = readText(member['type']);
  const role = readText(member['role']);
  return id === undefined
    ? undefined
    : {
        id,
        type: type === 'chat' || type === 'app' ? type : 'user',
        role: role === 'owner' || role === 'editor' ? role : ('viewer' satisfies TasklistRole),
      };
}

function milliseconds(epochSeconds: number | undefined): string | undefined {
  return epochSeconds === undefined ? undefined : String(epochSeconds * 1000);
}

function toSeconds(value: unknown): number | undefined {
  const instant = readNumber(value);
  return instant ? Math.floor(instant / 1000) : undefined;
}
