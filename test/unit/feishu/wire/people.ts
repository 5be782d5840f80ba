import { collect } from '../../../../src/feishu';
import { pair, people, task, withIds, withId, onTask } from './pair';

export const people1 = [
  pair(
    'add followers',
    withIds,
    (client, args) => client.followers.add(args.taskId, args.list),
    (client, args) =>
      client.task.v1.taskFollower.create({ ...onTask(args), params: people, data: { id_list: args.list } }),
  ),
  pair(
    'remove followers',
    withIds,
    (client, args) => client.followers.remove(args.taskId, args.list),
    (client, args) =>
      client.task.v1.task.batchDeleteFollower({ ...onTask(args), params: people, data: { id_list: args.list } }),
  ),
  pair(
    'remove one follower',
    withId,
    (client, args) => client.followers.removeOne(args.taskId, args.id),
    (client, args) =>
      client.task.v1.taskFollower.delete({ path: { task_id: args.taskId, follower_id: args.id }, params: people }),
  ),
  pair(
    'list followers',
    task,
    (client, args) => collect(client.followers.list(args.taskId)),
    (client, args) => client.task.v1.taskFollower.list({ ...onTask(args), params: { ...people, page_size: 50 } }),
  ),
  pair(
    'add assignees',
    withIds,
    (client, args) => client.assignees.add(args.taskId, args.list),
    (client, args) =>
      client.task.v1.taskCollaborator.create({ ...onTask(args), params: people, data: { id_list: args.list } }),
  ),
  pair(
    'remove assignees',
    withIds,
    (client, args) => client.assignees.remove(args.taskId, args.list),
    (client, args) =>
      client.task.v1.task.batchDeleteCollaborator({ ...onTask(args), params: people, data: { id_list: args.list } }),
  ),
  pair(
    'remove one assignee',
    withId,
    (client, args) => client.assignees.removeOne(args.taskId, args.id),
    (client, args) =>
      client.task.v1.taskCollaborator.delete({
        path: { task_id: args.taskId, collaborator_id: args.id },
        params: people,
      }),
  ),
  pair(
    'list assignees',
    task,
    (client, args) => collect(client.assignees.list(args.taskId)),
    (client, args) => client.task.v1.taskCollaborator.list({ ...onTask(args), params: { ...people, page_size: 50 } }),
  ),
];
