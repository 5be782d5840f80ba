import fc from 'fast-check';
import { collect, type NewTask } from '../../../../src/feishu';
import { newTasks, text } from '../arbitraries';
import { pair, people, taskId, task, onTask } from './pair';

export const tasksV1 = [
  pair(
    'create a task',
    newTasks,
    (client, wanted) => client.tasks.create(wanted),
    (client, wanted) => client.task.v1.task.create({ params: people, data: documentedTask(wanted) as never }),
  ),
  pair(
    'get a task',
    task,
    (client, args) => client.tasks.get(args.taskId),
    (client, args) => client.task.v1.task.get({ ...onTask(args), params: people }),
  ),
  pair(
    'list tasks',
    fc.record({ completed: fc.boolean(), createdFrom: fc.nat(), createdTo: fc.nat() }, { requiredKeys: [] }),
    (client, filter) => collect(client.tasks.list(filter)),
    (client, { completed, createdFrom, createdTo }) =>
      client.task.v1.task.list({
        params: {
          ...people,
          page_size: 100,
          task_completed: completed,
          start_create_time: createdFrom?.toString(),
          end_create_time: createdTo?.toString(),
        },
      }),
  ),
  pair(
    'change a task',
    fc.record({ taskId, title: text(256), description: fc.option(text(500)) }),
    (client, args) => client.tasks.update(args.taskId, { title: args.title, description: args.description }),
    (client, args) =>
      client.task.v1.task.patch({
        ...onTask(args),
        params: people,
        data: {
          task: {
            summary: args.title,
            ...(args.description === null ? {} : { description: args.description }),
          } as never,
          update_fields: ['summary', 'description'],
        },
      }),
  ),
  pair(
    'complete a task',
    task,
    (client, args) => client.tasks.complete(args.taskId),
    (client, args) => client.task.v1.task.complete(onTask(args)),
  ),
  pair(
    'reopen a task',
    task,
    (client, args) => client.tasks.reopen(args.taskId),
    (client, args) => client.task.v1.task.uncomplete(onTask(args)),
  ),
  pair(
    'delete a task',
    task,
    (client, args) => client.tasks.delete(args.taskId),
    (client, args) => client.task.v1.task.delete(onTask(args)),
  ),
];

/** The body of "创建任务" for a task, written down from the document. */
function documentedTask(wanted: NewTask) {
  const { due, origin } = wanted;
  const encode = (value: string) => Buffer.from(value).toString('base64');
  return {
    summary: wanted.title,
    rich_summary: wanted.richTitle,
    description: wanted.description,
    rich_description: wanted.richDescription,
    extra: wanted.extra === undefined ? undefined : encode(wanted.extra),
    due:
      due?.kind === 'time'
        ? { time: `${due.epochSeconds}`, timezone: due.timeZone, is_all_day: false }
        : due && { time: `${Date.parse(due.date) / 1000}`, is_all_day: true },
    origin: {
      platform_i18n_name: JSON.stringify(origin.name),
      href: origin.url || origin.urlTitle ? { url: origin.url, title: origin.urlTitle } : undefined,
    },
    custom: wanted.customComplete && JSON.stringify({ custom_complete: wanted.customComplete }),
    collaborator_ids: wanted.assigneeIds,
    follower_ids: wanted.followerIds,
    repeat_rule: wanted.repeatRule,
  };
}
