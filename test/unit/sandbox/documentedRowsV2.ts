import assert from 'node:assert/strict';
import { unknownGuid, type Scene } from './documented';
import { body, query, subscriptions, v2, withIds, type Row } from './documentedRow';

const tooMany = (scene: Scene) => Array.from({ length: 51 }, () => ({ id: scene.person(0), type: 'chat' }));
/** Task v2: tasks, tasklists, subscriptions, comments. */
export const rowsV2: Row[] = [
  body(`POST ${v2}/tasks`, 400, 1470400, 'an empty title', () => ({ summary: ' ' })),
  body(`PATCH ${v2}/tasks/:task_id`, 400, 1470400, 'an unknown field', () => ({ update_fields: ['origin'] })),
  {
    api: `GET ${v2}/tasks`,
    status: 400,
    code: 1470400,
    why: 'a type there is not',
    provoke: (scene) =>
      scene.send(`GET ${v2}/tasks`, { query: '?type=all', token: scene.harness.info.userAccessToken }),
  },
  body(`POST ${v2}/tasks/:task_id/add_members`, 400, 1470400, 'nobody', () => ({ members: [] })),
  body(`POST ${v2}/tasks/:task_id/add_members`, 400, 1470610, 'too many assignees', (scene) => ({
    members: [2, 3].map((index) => ({ id: scene.person(index), role: 'assignee' })),
  })),
  body(`POST ${v2}/tasks/:task_id/add_members`, 400, 1470611, 'too many followers', (scene) => ({
    members: [2, 3, 4].map((index) => ({ id: scene.person(index), role: 'follower' })),
  })),
  body(`POST ${v2}/tasks/:task_id/remove_members`, 400, 1470400, 'no role', (scene) => ({
    members: [{ id: scene.person(1) }],
  })),
  body(`POST ${v2}/tasks/:task_id/add_reminders`, 400, 1470400, 'after the due time', () => ({
    reminders: [{ relative_fire_minute: -1 }],
  })),
  {
    api: `POST ${v2}/tasks/:task_id/add_reminders`,
    status: 400,
    code: 1470613,
    why: 'a reminder exists',
    provoke: (scene) => scene.send(`POST ${v2}/tasks/:task_id/add_reminders`),
  },
  body(`POST ${v2}/tasks/:task_id/remove_reminders`, 400, 1470400, 'no id', () => ({ reminder_ids: [] })),
  body(`POST ${v2}/tasks/:task_id/add_tasklist`, 400, 1470400, 'no list', () => ({ tasklist_guid: '' })),
  body(`POST ${v2}/tasks/:task_id/remove_tasklist`, 400, 1470400, 'no list', () => ({ tasklist_guid: '' })),
  body(`POST ${v2}/tasklists`, 400, 1470400, '101 characters', () => ({ name: 'x'.repeat(101) })),
  query(`GET ${v2}/tasklists`, 400, 1470400, 'a foreign token', '?page_token=LTE='),
  query(`GET ${v2}/tasklists/:tasklist_guid/tasks`, 400, 1470400, 'a foreign token', '?page_token=LTE='),
  body(`PATCH ${v2}/tasklists/:tasklist_guid`, 400, 1470400, 'an unknown field', () => ({
    update_fields: ['members'],
  })),
  body(`POST ${v2}/tasklists/:tasklist_guid/add_members`, 400, 1470400, 'no such role', (scene) => ({
    members: [{ id: scene.person(2), role: 'owner' }],
  })),
  body(`POST ${v2}/tasklists/:tasklist_guid/add_members`, 400, 1470612, 'too many', (scene) => ({
    members: [2, 3].map((index) => ({ id: scene.person(index) })),
  })),
  body(`POST ${v2}/tasklists/:tasklist_guid/remove_members`, 400, 1470400, 'nobody', () => ({ members: [] })),
  ...(
    [
      ['an empty name', () => ({ name: '' })],
      ['51 characters', () => ({ name: 'x'.repeat(51) })],
      ['no subscriber', () => ({ subscribers: [] })],
      ['51 subscribers', (scene) => ({ subscribers: tooMany(scene) })],
      ['the default type user', (scene) => ({ subscribers: [{ id: scene.harness.info.chats[0]!.chatId }] })],
      ['an unknown event', () => ({ include_keys: [102] })],
      ['an event twice', () => ({ include_keys: [100, 100] })],
    ] satisfies [string, (scene: Scene) => object][]
  ).map(([why, change]) => body(`POST ${subscriptions}`, 400, 1470400, why, change)),
  body(`POST ${subscriptions}`, 403, 1470403, 'a chat the app is not in', (scene) => ({
    subscribers: [{ id: scene.harness.info.chats.find((chat) => !chat.member)!.chatId, type: 'chat' }],
  })),
  {
    api: `POST ${subscriptions}`,
    status: 400,
    code: 1470400,
    why: 'the 51st subscription',
    async provoke(scene) {
      for (let count = 0; count < 50; count += 1) {
        const reply = await scene.send(`POST ${subscriptions}`);
        assert.equal(reply.code, 0);
      }
      return scene.send(`POST ${subscriptions}`);
    },
  },
  body(`PATCH ${subscriptions}/:activity_subscription_guid`, 400, 1470400, 'no field', () => ({ update_fields: [] })),
  body(`PATCH ${subscriptions}/:activity_subscription_guid`, 403, 1470403, 'a chat the app is not in', (scene) => ({
    activity_subscription: {
      subscribers: [{ id: scene.harness.info.chats.find((chat) => !chat.member)!.chatId, type: 'chat' }],
    },
    update_fields: ['subscribers'],
  })),
  {
    api: `DELETE ${subscriptions}/:activity_subscription_guid`,
    status: 404,
    code: 1470404,
    why: 'no subscription',
    provoke: (scene) =>
      scene.send(`DELETE ${subscriptions}/:activity_subscription_guid`, {
        ids: { activity_subscription_guid: unknownGuid },
      }),
  },
  body(`POST ${v2}/comments`, 400, 1470400, 'no text', () => ({ content: '' })),
  body(`POST ${v2}/comments`, 404, 1470404, 'no task', () => ({ resource_id: unknownGuid })),
  query(`GET ${v2}/comments`, 400, 1470400, 'no resource', '?resource_type=task'),
  query(`GET ${v2}/comments`, 404, 1470404, 'no task', `?resource_id=${unknownGuid}`),
  body(`PATCH ${v2}/comments/:comment_id`, 400, 1470400, 'no text', () => ({ comment: { content: '' } })),
  body(`POST ${v2}/tasks`, 404, 1470404, 'no such list', () => ({ tasklists: [{ tasklist_guid: unknownGuid }] })),
  body(`POST ${v2}/tasks`, 403, 1470403, 'a list of others', (scene) => ({
    tasklists: [{ tasklist_guid: scene.privateList }],
  })),
];

const contact = '/open-apis/contact/v3';
const im = '/open-apis/im/v1/chats';
const outside = (scene: Scene) => scene.harness.info.chats.find((chat) => !chat.member)!.chatId;
const dissolved = (scene: Scene) => scene.harness.state.chats.find((chat) => chat.status !== 'normal')!.chatId;
const board = (scene: Scene) => scene.harness.state.departments.find((entry) => !entry.visible)!.openDepartmentId;
const invisible = (scene: Scene) => scene.harness.state.users.find((user) => !user.visible)!.openId;

/** Contacts and groups. */
export const rowsOthers: Row[] = [
  query(`GET ${contact}/users/find_by_department`, 400, 40011, 'more than 50', '?department_id=0&page_size=51'),
  query(`GET ${contact}/users/find_by_department`, 400, 40012, 'no token', '?department_id=0&page_token=x'),
  {
    api: `GET ${contact}/users/find_by_department`,
    status: 403,
    code: 40004,
    why: 'outside the range',
    provoke: (scene) =>
      scene.send(`GET ${contact}/users/find_by_department`, { query: `?department_id=${board(scene)}` }),
  },
  query(`GET ${contact}/users/batch`, 400, 40001, 'nobody', ''),
  body(`POST ${contact}/users/basic_batch`, 400, 40001, 'nobody', () => ({ user_ids: [] })),
  withIds(`GET ${contact}/users/:user_id`, 400, 41012, 'no such id', () => ({ user_id: 'ou_x' })),
  withIds(`GET ${contact}/users/:user_id`, 400, 41050, 'outside the range', (scene) => ({ user_id: invisible(scene) })),
  query(`GET ${contact}/scopes`, 400, 40011, 'more than 100', '?page_size=101'),
  query(`GET ${contact}/scopes`, 400, 40012, 'no token', '?page_token=x'),
  query(`GET ${contact}/departments/:department_id/children`, 400, 40011, 'more than 50', '?page_size=51'),
  query(`GET ${contact}/departments/:department_id/children`, 400, 40012, 'no token', '?page_token=x'),
  withIds(`GET ${contact}/departments/:department_id/children`, 403, 40004, 'outside the range', (scene) => ({
    department_id: board(scene),
  })),
  {
    api: `POST ${contact}/departments/search`,
    status: 400,
    code: 48001,
    why: 'no word',
    provoke: (scene) =>
      scene.send(`POST ${contact}/departments/search`, {
        body: { query: ' ' },
        token: scene.harness.info.userAccessToken,
      }),
  },
  query(`GET ${im}`, 400, 232001, 'no such order', '?sort_type=ByName'),
  body('POST /open-apis/im/v2/chats/search', 400, 232001, 'no such kind', () => ({
    filter: { search_types: ['all'] },
  })),
  query(`GET ${im}/search`, 400, 232001, 'more than 100', '?page_size=101'),
  withIds(`GET ${im}/:chat_id/members/is_in_chat`, 400, 232006, 'no chat', () => ({ chat_id: 'oc_x' })),
  withIds(`GET ${im}/:chat_id/members`, 400, 232006, 'no chat', () => ({ chat_id: 'oc_x' })),
  withIds(`GET ${im}/:chat_id/members`, 400, 232009, 'dissolved', (scene) => ({ chat_id: dissolved(scene) })),
  withIds(`GET ${im}/:chat_id/members`, 400, 232011, 'not in it', (scene) => ({ chat_id: outside(scene) })),
  query(`GET ${im}/:chat_id/members`, 400, 232001, 'more than 100', '?page_size=101'),
  body(`POST ${im}/:chat_id/members`, 400, 232001, 'nobody', () => ({ id_list: [] })),
  withIds(`POST ${im}/:chat_id/members`, 400, 232006, 'no chat', () => ({ chat_id: 'oc_x' })),
  withIds(`POST ${im}/:chat_id/members`, 400, 232009, 'dissolved', (scene) => ({ chat_id: dissolved(scene) })),
  withIds(`POST ${im}/:chat_id/members`, 400, 232011, 'not in it', (scene) => ({ chat_id: outside(scene) })),
  withIds(`PATCH ${im}/:chat_id/members/me_join`, 400, 232006, 'no chat', () => ({ chat_id: 'oc_x' })),
  withIds(`PATCH ${im}/:chat_id/members/me_join`, 400, 232009, 'dissolved', (scene) => ({ chat_id: dissolved(scene) })),
  withIds(`PATCH ${im}/:chat_id/members/me_join`, 400, 232017, 'not public', (scene) => ({ chat_id: outside(scene) })),
];
