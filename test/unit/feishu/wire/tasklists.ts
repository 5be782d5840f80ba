import fc from 'fast-check';
import { collect } from '../../../../src/feishu';
import { ids, text } from '../arbitraries';
import { pair, people, taskId, guid, task, onList } from './pair';

const members = fc.uniqueArray(
  fc.record({
    id: ids('ou'),
    type: fc.constantFrom('user' as const, 'chat' as const, 'app' as const),
    role: fc.constantFrom('editor' as const, 'viewer' as const),
  }),
  { minLength: 1, maxLength: 20, selector: ({ id }) => id },
);
const moved = fc.record({ taskId, guid });

export const tasklists = [
  pair(
    'make a tasklist',
    fc.record({ name: text(100), members }, { requiredKeys: ['name'] }),
    (client, args) => client.tasklists.create(args),
    (client, args) => client.task.v2.tasklist.create({ params: people, data: args }),
  ),
  pair(
    'list tasklists',
    fc.constant({}),
    (client) => collect(client.tasklists.list()),
    (client) => client.task.v2.tasklist.list({ params: { ...people, page_size: 100 } }),
  ),
  pair(
    'get a tasklist',
    fc.record({ guid }),
    (client, args) => client.tasklists.get(args.guid),
    (client, args) => client.task.v2.tasklist.get({ ...onList(args), params: people }),
  ),
  pair(
    'rename a tasklist',
    fc.record({ guid, name: text(100) }),
    (client, args) => client.tasklists.rename(args.guid, args.name),
    (client, args) =>
      client.task.v2.tasklist.patch({
        ...onList(args),
        params: people,
        data: { tasklist: { name: args.name }, update_fields: ['name'] },
      }),
  ),
  pair(
    'hand over a tasklist',
    fc.record({ guid, id: ids('ou'), role: fc.constantFrom('editor' as const, 'viewer' as const, 'none' as const) }),
    (client, args) => client.tasklists.changeOwner(args.guid, { id: args.id }, args.role),
    (client, args) =>
      client.task.v2.tasklist.patch({
        ...onList(args),
        params: people,
        data: {
          tasklist: { owner: { id: args.id, type: 'user' } },
          update_fields: ['owner'],
          origin_owner_to_role: args.role,
        },
      }),
  ),
  pair(
    'delete a tasklist',
    fc.record({ guid }),
    (client, args) => client.tasklists.delete(args.guid),
    (client, args) => client.task.v2.tasklist.delete(onList(args)),
  ),
  pair(
    'add members to a tasklist',
    fc.record({ guid, members }),
    (client, args) => client.tasklists.addMembers(args.guid, args.members),
    (client, args) =>
      client.task.v2.tasklist.addMembers({ ...onList(args), params: people, data: { members: args.members } }),
  ),
  pair(
    'remove members from a tasklist',
    fc.record({ guid, members }),
    (client, args) => client.tasklists.removeMembers(args.guid, args.members),
    (client, args) =>
      client.task.v2.tasklist.removeMembers({
        ...onList(args),
        params: people,
        data: { members: args.members.map(({ id, type }) => ({ id, type })) },
      }),
  ),
  pair(
    'list the tasks of a tasklist',
    fc.record({ guid, completed: fc.boolean(), from: fc.nat() }),
    (client, args) => collect(client.tasklists.tasks(args.guid, { completed: args.completed, createdFrom: args.from })),
    (client, args) =>
      client.task.v2.tasklist.tasks({
        ...onList(args),
        params: { ...people, page_size: 100, completed: args.completed, created_from: String(args.from * 1000) },
      }),
  ),
  pair(
    'put a task into a tasklist',
    moved,
    (client, args) => client.tasklists.addTask(args.taskId, args.guid),
    (client, args) =>
      client.task.v2.task.addTasklist({
        path: { task_guid: args.taskId },
        params: people,
        data: { tasklist_guid: args.guid },
      }),
  ),
  pair(
    'take a task out of a tasklist',
    moved,
    (client, args) => client.tasklists.removeTask(args.taskId, args.guid),
    (client, args) =>
      client.task.v2.task.removeTasklist({
        path: { task_guid: args.taskId },
        params: people,
        data: { tasklist_guid: args.guid },
      }),
  ),
  pair(
    'tell the tasklists of a task',
    task,
    (client, args) => client.tasklists.ofTask(args.taskId),
    (client, args) => client.task.v2.task.tasklists({ path: { task_guid: args.taskId } }),
  ),
];
