import { randomUUID } from 'node:crypto';
import { type Harness, type HarnessPool, minimalTask, type Reply, type RequestOptions } from './support';

/** What a row of the tables has at hand: a tenant with one task, one list, one comment and one reminder. */
export class Scene {
  task = '';
  comment = '';
  reminder = '';
  list = '';
  /** A list the app has no right in. */
  privateList = '';
  subscription = '';

  private constructor(readonly harness: Harness) {}

  /** @param api Which API it is for: what is needed depends on the path; everything when absent. */
  static async build(pool: HarnessPool, api?: string): Promise<Scene> {
    const behaviour = {
      createAssigneeLimit: 100,
      assigneeLimit: 2,
      followerLimit: 3,
      reminderLimit: 2,
      tasklistMemberLimit: 3,
      concurrency: 1,
    };
    const scene = new Scene(await pool.start({ behaviour }));
    const { harness } = scene;
    const needs = (word: string) => api === undefined || api.includes(word);
    scene.list = harness.info.tasklists[0]!.guid;
    scene.privateList = Object.values(harness.state.tasklists).find((list) => list.members.length === 0)!.guid;
    if (needs('/task/')) {
      const people = { collaborator_ids: [scene.person(0)], follower_ids: [scene.person(1)] };
      scene.task = await harness.task({ ...people, due: { time: '4000000000' } });
    }
    const at = `/open-apis/task/v1/tasks/${scene.task}`;
    if (needs('comments')) {
      scene.comment = (await harness.post(`${at}/comments`, { content: 'first' })).data.comment.id;
    }
    if (needs('reminders')) {
      scene.reminder = (await harness.post(`${at}/reminders`, { relative_fire_minute: 10 })).data.reminder.id;
    }
    if (needs('activity_subscription_guid')) {
      const reply = await harness.post(
        `/open-apis/task/v2/tasklists/${scene.list}/activity_subscriptions`,
        subscription(scene),
      );
      scene.subscription = reply.data.activity_subscription.guid;
    }
    return scene;
  }

  person(index: number): string {
    return this.harness.info.users[index]!.openId;
  }

  /** Token of the follower of the task, who may read and not edit. */
  follower(): Promise<string> {
    return this.harness.userToken(1);
  }

  /** Token of somebody who has nothing to do with the task or the lists. */
  stranger(): Promise<string> {
    return this.harness.userToken(5);
  }

  async appToken(): Promise<string> {
    const { appId, appSecret } = this.harness.info;
    const body = { app_id: appId, app_secret: appSecret };
    return (await this.harness.post('/open-apis/auth/v3/app_access_token/internal', body)).body.app_access_token;
  }

  /** The route's path with this scene's ids in it; `other` replaces some. */
  path(route: string, other: Readonly<Record<string, string>> = {}): string {
    const ids: Record<string, string> = {
      task_id: this.task,
      follower_id: this.person(1),
      collaborator_id: this.person(0),
      comment_id: this.comment,
      reminder_id: this.reminder,
      tasklist_guid: this.list,
      activity_subscription_guid: this.subscription,
      user_id: this.person(0),
      department_id: '0',
      chat_id: this.harness.info.chats[0]!.chatId,
      ...other,
    };
    return route.replace(/:(\w+)/g, (_, name: string) => encodeURIComponent(ids[name]!));
  }

  /** A request to the route that would succeed, save for what `change` says. */
  send(
    api: string,
    change: RequestOptions & { query?: string; ids?: Readonly<Record<string, string>> } = {},
  ): Promise<Reply> {
    const [method = '', route = ''] = api.split(' ');
    const good = this.goodBody(api);
    const body = change.body ?? good;
    const query = change.query ?? goodQuery[api]?.(this) ?? '';
    return this.harness.request(method, this.path(route, change.ids) + query, {
      ...change,
      body: method === 'GET' ? undefined : body,
    });
  }

  /** A body the route accepts. */
  goodBody(api: string): Record<string, unknown> | undefined {
    return goodBodies[api.replace('/open-apis/', '')]?.(this);
  }
}

const member = (scene: Scene, index: number, role: string) => ({ id: scene.person(index), type: 'user', role });

const goodBodies: Readonly<Record<string, (scene: Scene) => Record<string, unknown>>> = {
  'POST task/v1/tasks': () => minimalTask,
  'PATCH task/v1/tasks/:task_id': () => ({ task: { summary: 'New' }, update_fields: ['summary'] }),
  'POST task/v1/tasks/:task_id/followers': (scene) => ({ id_list: [scene.person(2)] }),
  'POST task/v1/tasks/:task_id/batch_delete_follower': (scene) => ({ id_list: [scene.person(1)] }),
  'POST task/v1/tasks/:task_id/collaborators': (scene) => ({ id_list: [scene.person(2)] }),
  'POST task/v1/tasks/:task_id/batch_delete_collaborator': (scene) => ({ id_list: [scene.person(0)] }),
  'POST task/v1/tasks/:task_id/comments': () => ({ content: 'hello' }),
  'PUT task/v1/tasks/:task_id/comments/:comment_id': () => ({ content: 'changed' }),
  'POST task/v1/tasks/:task_id/reminders': () => ({ relative_fire_minute: 30 }),
  'POST task/v2/tasks': () => ({ summary: 'Two' }),
  'PATCH task/v2/tasks/:task_id': () => ({ task: { summary: 'New' }, update_fields: ['summary'] }),
  'POST task/v2/tasks/:task_id/add_members': (scene) => ({ members: [member(scene, 2, 'follower')] }),
  'POST task/v2/tasks/:task_id/remove_members': (scene) => ({ members: [member(scene, 1, 'follower')] }),
  'POST task/v2/tasks/:task_id/add_reminders': () => ({ reminders: [{ relative_fire_minute: 5 }] }),
  'POST task/v2/tasks/:task_id/remove_reminders': (scene) => ({ reminder_ids: [scene.reminder] }),
  'POST task/v2/tasks/:task_id/add_tasklist': (scene) => ({ tasklist_guid: scene.list }),
  'POST task/v2/tasks/:task_id/remove_tasklist': (scene) => ({ tasklist_guid: scene.list }),
  'POST task/v2/tasklists': () => ({ name: 'List' }),
  'PATCH task/v2/tasklists/:tasklist_guid': () => ({ tasklist: { name: 'New' }, update_fields: ['name'] }),
  'POST task/v2/tasklists/:tasklist_guid/add_members': (scene) => ({ members: [member(scene, 2, 'viewer')] }),
  'POST task/v2/tasklists/:tasklist_guid/remove_members': (scene) => ({ members: [member(scene, 1, 'editor')] }),
  'POST task/v2/tasklists/:tasklist_guid/activity_subscriptions': (scene) => subscription(scene),
  'PATCH task/v2/tasklists/:tasklist_guid/activity_subscriptions/:activity_subscription_guid': () => ({
    activity_subscription: { name: 'New' },
    update_fields: ['name'],
  }),
  'POST task/v2/comments': (scene) => ({ content: 'hello', resource_type: 'task', resource_id: scene.task }),
  'PATCH task/v2/comments/:comment_id': () => ({ comment: { content: 'changed' }, update_fields: ['content'] }),
  'POST contact/v3/users/batch_get_id': () => ({ emails: ['bob@example.com'] }),
  'POST contact/v3/users/basic_batch': (scene) => ({ user_ids: [scene.person(0)] }),
  'POST contact/v3/departments/search': () => ({ query: '研发' }),
  'POST im/v2/chats/search': () => ({ query: 'Engineering' }),
  'POST im/v1/chats/:chat_id/members': (scene) => ({ id_list: [scene.person(5)] }),
};

export function subscription(scene: Scene, change: Record<string, unknown> = {}): Record<string, unknown> {
  const subscribers = [{ id: scene.harness.info.chats[0]!.chatId, type: 'chat' }];
  return { name: '我的订阅', subscribers, include_keys: [100], ...change };
}

const goodQuery: Readonly<Record<string, (scene: Scene) => string>> = {
  'GET /open-apis/task/v2/comments': (scene) => `?resource_type=task&resource_id=${scene.task}`,
  'GET /open-apis/contact/v3/users/find_by_department': () => '?department_id=0',
  'GET /open-apis/contact/v3/users/batch': (scene) => `?user_ids=${scene.person(0)}`,
  'GET /open-apis/search/v1/user': () => '?query=bob',
};

export const unknownGuid = randomUUID();
