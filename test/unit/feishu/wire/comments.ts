import fc from 'fast-check';
import { collect } from '../../../../src/feishu';
import { text } from '../arbitraries';
import { pair, people, taskId, task, onTask } from './pair';

const onComment = (args: { taskId: string; id: string }) => ({ path: { task_id: args.taskId, comment_id: args.id } });
const commentId = fc.stringMatching(/^[1-9]\d{5,18}$/);

export const commentsAndReminders = [
  pair(
    'write a comment',
    fc.record({ taskId, content: text(1000), parentId: fc.option(commentId, { nil: undefined }) }),
    (client, { taskId: id, ...comment }) => client.comments.create(id, comment),
    (client, args) =>
      client.task.v1.taskComment.create({
        ...onTask(args),
        params: people,
        data: { content: args.content, parent_id: args.parentId },
      }),
  ),
  pair(
    'list comments',
    task,
    (client, args) => collect(client.comments.list(args.taskId)),
    (client, args) =>
      client.task.v1.taskComment.list({ ...onTask(args), params: { ...people, page_size: 100 } as never }),
  ),
  pair(
    'read a comment',
    fc.record({ taskId, id: commentId }),
    (client, args) => client.comments.get(args.taskId, args.id),
    (client, args) => client.task.v1.taskComment.get({ ...onComment(args), params: people }),
  ),
  pair(
    'change a comment',
    fc.record({ taskId, id: commentId, content: text(1000) }),
    (client, args) => client.comments.update(args.taskId, args.id, { content: args.content }),
    (client, args) =>
      client.task.v1.taskComment.update({ ...onComment(args), params: people, data: { content: args.content } }),
  ),
  pair(
    'delete a comment',
    fc.record({ taskId, id: commentId }),
    (client, args) => client.comments.delete(args.taskId, args.id),
    (client, args) => client.task.v1.taskComment.delete(onComment(args)),
  ),
  pair(
    'add a reminder',
    fc.record({ taskId, minutes: fc.integer({ min: -10_000, max: 10_000 }) }),
    (client, args) => client.reminders.create(args.taskId, args.minutes),
    (client, args) =>
      client.task.v1.taskReminder.create({ ...onTask(args), data: { relative_fire_minute: args.minutes } }),
  ),
  pair(
    'list reminders',
    task,
    (client, args) => collect(client.reminders.list(args.taskId)),
    (client, args) => client.task.v1.taskReminder.list({ ...onTask(args), params: { page_size: 50 } }),
  ),
  pair(
    'delete a reminder',
    fc.record({ taskId, id: commentId }),
    (client, args) => client.reminders.delete(args.taskId, args.id),
    (client, args) => client.task.v1.taskReminder.delete({ path: { task_id: args.taskId, reminder_id: args.id } }),
  ),
];
