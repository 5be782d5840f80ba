import fc from 'fast-check';
import { collect } from '../../../../src/feishu';
import { ids, text } from '../arbitraries';
import { pair, people, someIds } from './pair';

const departmentIds = { ...people, department_id_type: 'open_department_id' } as const;
const onChat = (args: { id: string }) => ({ path: { chat_id: args.id } });
const chat = fc.record({ id: ids('oc') });

export const directory = [
  pair(
    'list a department',
    fc.record({ id: ids('od') }),
    (client, args) => collect(client.contacts.ofDepartment(args.id)),
    (client, args) =>
      client.contact.v3.user.findByDepartment({ params: { ...departmentIds, department_id: args.id, page_size: 50 } }),
  ),
  pair(
    'list departments',
    fc.record({ id: ids('od'), recursive: fc.boolean() }),
    (client, args) => collect(client.contacts.departments(args.id, args.recursive)),
    (client, args) =>
      client.contact.v3.department.children({
        path: { department_id: args.id },
        params: { ...departmentIds, fetch_child: args.recursive, page_size: 50 },
      }),
  ),
  pair(
    'search departments',
    fc.record({ words: text(50) }),
    (client, args) => collect(client.contacts.searchDepartments(args.words)),
    (client, args) =>
      client.contact.v3.department.search({ params: { ...departmentIds, page_size: 50 }, data: { query: args.words } }),
  ),
  pair(
    'get a person',
    fc.record({ id: ids('ou') }),
    (client, args) => client.contacts.get(args.id),
    (client, args) => client.contact.v3.user.get({ path: { user_id: args.id }, params: departmentIds }),
  ),
  pair(
    'get people',
    fc.record({ list: someIds }),
    (client, args) => client.contacts.getMany(args.list),
    (client, args) => client.contact.v3.user.batch({ params: { ...departmentIds, user_ids: args.list } }),
  ),
  pair(
    'get names',
    fc.record({ list: fc.uniqueArray(ids('ou'), { minLength: 1, maxLength: 10 }) }),
    (client, args) => client.contacts.names(args.list),
    (client, args) => client.contact.v3.user.basicBatch({ params: people, data: { user_ids: args.list } }),
  ),
  pair(
    'find people by e-mail',
    fc.record({ list: fc.uniqueArray(fc.emailAddress(), { minLength: 1, maxLength: 5 }) }),
    (client, args) => client.contacts.idsByEmail(args.list),
    (client, args) => client.contact.v3.user.batchGetId({ params: people, data: { emails: args.list } }),
  ),
  pair(
    'tell what the app may see',
    fc.constant({}),
    (client) => client.contacts.scope(),
    (client) => client.contact.v3.scope.list({ params: { ...departmentIds, page_size: 100 } }),
  ),
  pair(
    'list chats',
    fc.constant({}),
    (client) => collect(client.chats.list()),
    (client) => client.im.v1.chat.list({ params: { ...people, page_size: 100 } }),
  ),
  pair(
    'search chats',
    fc.record({ words: fc.stringMatching(/^[a-z\u4e00-\u9fa5]{1,20}$/) }),
    (client, args) => collect(client.chats.search(args.words)),
    (client, args) => client.im.v1.chat.search({ params: { ...people, query: args.words, page_size: 100 } }),
  ),
  pair(
    'ask whether one is in a chat',
    chat,
    (client, args) => client.chats.isMember(args.id),
    (client, args) => client.im.v1.chatMembers.isInChat(onChat(args)),
  ),
  pair(
    'add the bot to a chat',
    fc.record({ id: ids('oc'), appId: ids('cli') }),
    (client, args) => client.chats.addApp(args.id, args.appId),
    (client, args) =>
      client.im.v1.chatMembers.create({
        ...onChat(args),
        params: { member_id_type: 'app_id' },
        data: { id_list: [args.appId] },
      }),
  ),
  pair(
    'join a chat',
    chat,
    (client, args) => client.chats.join(args.id),
    (client, args) => client.im.v1.chatMembers.meJoin(onChat(args)),
  ),
  pair(
    'list the people in a chat',
    chat,
    (client, args) => collect(client.chats.members(args.id)),
    (client, args) =>
      client.im.v1.chatMembers.get({ ...onChat(args), params: { member_id_type: 'open_id', page_size: 100 } }),
  ),
  pair(
    'tell who one is',
    fc.constant({}),
    (client) => client.users.me(),
    (client) => client.authen.v1.userInfo.get(),
  ),
];
