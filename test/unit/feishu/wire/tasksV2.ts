import fc from 'fast-check';
import { ids, text } from '../arbitraries';
import { pair, people, taskId, task, withIds, withId } from './pair';

const v2 = fc.record({
  taskId,
  title: text(500),
  assignees: fc.uniqueArray(ids('ou'), { maxLength: 3 }),
  url: fc.webUrl(),
  date: fc.integer({ min: 1, max: 40_000 }),
  token: fc.stringMatching(/^[a-z0-9-]{10,40}$/),
});
const onGuid = (args: { taskId: string }) => ({ path: { task_guid: args.taskId } });

export const tasksV2 = [
  pair(
    'create a v2 task',
    v2,
    (client, args) =>
      client.tasks.create({
        title: args.title,
        origin: { name: { en_us: 'TODO' }, url: args.url },
        due: { kind: 'date', date: new Date(args.date * 86_400_000).toISOString().slice(0, 10) },
        assigneeIds: args.assignees,
        followerIds: ['ou_follower'],
        clientToken: args.token,
      }),
    (client, args) =>
      client.task.v2.task.create({
        params: people,
        data: {
          summary: args.title,
          origin: { platform_i18n_name: { en_us: 'TODO' }, href: { url: args.url } },
          due: { timestamp: String(args.date * 86_400_000), is_all_day: true },
          members: [
            ...args.assignees.map((id) => ({ id, type: 'user', role: 'assignee' })),
            { id: 'ou_follower', type: 'user', role: 'follower' },
          ],
          client_token: args.token,
        },
      }),
  ),
  pair(
    'get a v2 task',
    task,
    (client, args) => client.tasks.get(args.taskId),
    (client, args) => client.task.v2.task.get({ ...onGuid(args), params: people }),
  ),
  pair(
    'reopen a v2 task',
    task,
    (client, args) => client.tasks.reopen(args.taskId),
    (client, args) =>
      client.task.v2.task.patch({
        ...onGuid(args),
        params: people,
        data: { task: { completed_at: '0' }, update_fields: ['completed_at'] },
      }),
  ),
  pair(
    'delete a v2 task',
    task,
    (client, args) => client.tasks.delete(args.taskId),
    (client, args) => client.task.v2.task.delete(onGuid(args)),
  ),
  pair(
    'add v2 followers',
    withIds,
    (client, args) => client.followers.add(args.taskId, args.list),
    (client, args) =>
      client.task.v2.task.addMembers({
        ...onGuid(args),
        params: people,
        data: { members: args.list.map((id) => ({ id, type: 'user', role: 'follower' })) },
      }),
  ),
  pair(
    'remove v2 assignee',
    withId,
    (client, args) => client.assignees.removeOne(args.taskId, args.id),
    (client, args) =>
      client.task.v2.task.removeMembers({
        ...onGuid(args),
        params: people,
        data: { members: [{ id: args.id, type: 'user', role: 'assignee' }] },
      }),
  ),
];
