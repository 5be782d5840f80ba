import type { ApiCaller } from './client';
import { declare } from './endpoint';
import { LIMITS } from './limits';
import type { CallOptions } from './model';
import type { PeopleService } from './people';
import { readObject, readObjects, readText } from './read';
import { cleanIds, inBatches, requireIds } from './validate/basic';

const TASK = '/open-apis/task/v2/tasks/:task_guid';
const GET = declare('v2', `GET ${TASK}`, 7);
const ADD = declare('v2', `POST ${TASK}/add_members`, 3, 'safe');
const REMOVE = declare('v2', `POST ${TASK}/remove_members`, 3, 'safe');

/** The members of a task that have one role, on task v2. Adding those who are there is ignored by Feishu. */
export class MembersV2 implements PeopleService {
  constructor(
    private readonly api: ApiCaller,
    private readonly role: 'assignee' | 'follower',
  ) {}

  async add(taskId: string, ids: readonly string[], options?: CallOptions): Promise<void> {
    for (const batch of inBatches(requireIds('ids', ids), LIMITS.peoplePerCall)) {
      await this.api.call(ADD, this.change(taskId, batch), options);
    }
  }

  async *list(taskId: string, options?: CallOptions): AsyncGenerator<string> {
    yield* await this.read(taskId, options);
  }

  async remove(taskId: string, ids: readonly string[], options?: CallOptions): Promise<readonly string[]> {
    const wanted = requireIds('ids', ids);
    const there = new Set(await this.read(taskId, options));
    for (const batch of inBatches(wanted, LIMITS.peoplePerCall)) {
      await this.api.call(REMOVE, this.change(taskId, batch), options);
    }
    return wanted.filter((id) => there.has(id));
  }

  async removeOne(taskId: string, id: string, options?: CallOptions): Promise<void> {
    await this.api.call(REMOVE, this.change(taskId, requireIds('id', [id])), options);
  }

  /** Makes the people with this role exactly those given. */
  async replace(taskId: string, ids: readonly string[], options?: CallOptions): Promise<void> {
    const wanted = cleanIds('ids', ids);
    const there = await this.read(taskId, options);
    const leaving = there.filter((id) => !wanted.includes(id));
    const coming = wanted.filter((id) => !there.includes(id));
    if (coming.length > 0) {
      await this.add(taskId, coming, options);
    }
    if (leaving.length > 0) {
      await this.remove(taskId, leaving, options);
    }
  }

  private async read(taskId: string, options?: CallOptions): Promise<readonly string[]> {
    const args = { path: { task_guid: taskId }, query: { user_id_type: this.api.userIdType } };
    const data = await this.api.call(GET, args, options);
    return readMembers(readObject(data['task'])['members'], this.role);
  }

  private change(taskId: string, ids: readonly string[]) {
    return {
      path: { task_guid: taskId },
      query: { user_id_type: this.api.userIdType },
      serialKey: taskId,
      body: { members: ids.map((id) => ({ id, type: 'user', role: this.role })) },
    };
  }
}

/** Ids of the members with a role. */
export function readMembers(members: unknown, role: 'assignee' | 'follower'): readonly string[] {
  const ids = readObjects(members).flatMap((member) => (member['role'] === role ? (readText(member['id']) ?? []) : []));
  return [...new Set(ids)];
}
