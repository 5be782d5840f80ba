import fc from 'fast-check';
import { SUBSCRIPTION_EVENTS } from '../../../../src/feishu';
import { ids, text } from '../arbitraries';
import { pair, people, guid, onList } from './pair';

const subscription = fc.record({
  guid,
  name: text(50),
  chatIds: fc.uniqueArray(ids('oc'), { minLength: 1, maxLength: 50 }),
  eventKeys: fc.subarray(Object.values(SUBSCRIPTION_EVENTS)),
  disabled: fc.boolean(),
});
const onSubscription = (args: { guid: string; id: string }) => ({
  path: { tasklist_guid: args.guid, activity_subscription_guid: args.id },
});
const chats = (chatIds: readonly string[]) => chatIds.map((id) => ({ id, type: 'chat' }));

export const subscriptions = [
  pair(
    'subscribe a chat',
    subscription,
    (client, { guid: list, ...wanted }) => client.subscriptions.create(list, wanted),
    (client, args) =>
      client.task.v2.tasklistActivitySubscription.create({
        ...onList(args),
        params: people,
        data: {
          name: args.name,
          subscribers: chats(args.chatIds),
          include_keys: args.eventKeys,
          disabled: args.disabled,
        },
      }),
  ),
  pair(
    'list subscriptions',
    fc.record({ guid }),
    (client, args) => client.subscriptions.list(args.guid),
    (client, args) =>
      client.task.v2.tasklistActivitySubscription.list({ ...onList(args), params: { ...people, limit: 50 } }),
  ),
  pair(
    'get a subscription',
    fc.record({ guid, id: fc.uuid() }),
    (client, args) => client.subscriptions.get(args.guid, args.id),
    (client, args) => client.task.v2.tasklistActivitySubscription.get({ ...onSubscription(args), params: people }),
  ),
  pair(
    'change a subscription',
    fc.record({ guid, id: fc.uuid(), name: text(50), chatIds: fc.uniqueArray(ids('oc'), { minLength: 1 }) }),
    (client, { guid: list, id, name, chatIds }) => client.subscriptions.update(list, id, { name, chatIds }),
    (client, args) =>
      client.task.v2.tasklistActivitySubscription.patch({
        ...onSubscription(args),
        params: people,
        data: {
          activity_subscription: { name: args.name, subscribers: chats(args.chatIds) } as never,
          update_fields: ['name', 'subscribers'],
        },
      }),
  ),
  pair(
    'delete a subscription',
    fc.record({ guid, id: fc.uuid() }),
    (client, args) => client.subscriptions.delete(args.guid, args.id),
    (client, args) => client.task.v2.tasklistActivitySubscription.delete(onSubscription(args)),
  ),
];
