import { randomUUID } from 'node:crypto';
import { ok, type Answer } from '../../core/answer';
import type { Call, Route } from '../../core/call';
import type { Fields } from '../../core/fields';
import { knownEventKeys } from '../../domain/notices';
import { inChat } from '../../domain/permissions';
import type { SubscriptionRecord } from '../../store/model';
import { invalid, listToEdit, listToRead, requiredText, rulesV2, tasklistRead, tasklistWrite } from './common';

const path = '/open-apis/task/v2/tasklists/:tasklist_guid/activity_subscriptions';
const one = `${path}/:activity_subscription_guid`;
/** Subscriptions a list holds, and groups a subscription holds. */
const limit = 50;

export const subscriptionRoutes: readonly Route[] = [
  { method: 'POST', path, api: rulesV2(3, tasklistWrite), handle: create },
  { method: 'GET', path, api: rulesV2(3, tasklistRead), handle: list },
  {
    method: 'GET',
    path: one,
    api: rulesV2(3, tasklistRead),
    handle: (call) => {
      listToRead(call, call.param('tasklist_guid'));
      return ok({ activity_subscription: view(find(call)) });
    },
  },
  { method: 'PATCH', path: one, api: rulesV2(3, tasklistWrite), handle: patch },
  { method: 'DELETE', path: one, api: rulesV2(3, tasklistWrite), handle: remove },
];

interface Values {
  readonly name: string | undefined;
  readonly subscribers: { readonly id: string; readonly type: string }[] | undefined;
  readonly keys: number[] | undefined;
  readonly disabled: boolean | undefined;
}

function create(call: Call): Answer {
  const fields = call.fields();
  const values = readValues(fields, true);
  fields.check();
  const guid = call.param('tasklist_guid');
  listToEdit(call, guid);
  const name = requiredText(call, 'name', values.name, limit);
  const chatIds = checkSubscribers(call, values.subscribers);
  const keys = checkKeys(call, values.keys);
  checkMembership(call, chatIds);
  if (ofList(call, guid).length >= limit) {
    invalid(call, 'tasklist_guid', `a tasklist holds at most ${limit} activity subscriptions`);
  }
  const record: SubscriptionRecord = {
    guid: randomUUID(),
    seq: call.world.store.nextSeq(),
    tasklistGuid: guid,
    name,
    chatIds,
    keys,
    disabled: values.disabled ?? false,
  };
  call.state.subscriptions[record.guid] = record;
  call.world.store.changed();
  return ok({ activity_subscription: view(record) });
}

function list(call: Call): Answer {
  const record = listToRead(call, call.param('tasklist_guid'));
  const text = call.query.get('limit') ?? '';
  const count = text === '' ? limit : Number(text);
  if (!Number.isInteger(count) || count < 1 || count > limit) {
    call.violate('limit', text, `an integer between 1 and ${limit}`);
  }
  return ok({ items: ofList(call, record.guid).slice(0, count).map(view) });
}

function patch(call: Call): Answer {
  const fields = call.fields();
  const object = fields.object('activity_subscription', { required: true });
  const values = object && readValues(object, false);
  const names = fields.strings('update_fields', { required: true }) ?? [];
  fields.check();
  const known = ['name', 'subscribers', 'include_keys', 'disabled'];
  if (names.length === 0 || names.length > 20 || names.some((name) => !known.includes(name))) {
    invalid(call, 'update_fields', `must hold 1 to 20 of ${known.join(', ')}`);
  }
  listToEdit(call, call.param('tasklist_guid'));
  const record = find(call);
  const changes: Partial<SubscriptionRecord> = {};
  if (names.includes('name')) {
    changes.name = requiredText(call, 'name', values!.name, limit);
  }
  if (names.includes('subscribers')) {
    changes.chatIds = checkSubscribers(call, values!.subscribers);
    checkMembership(
      call,
      changes.chatIds.filter((chatId) => !record.chatIds.includes(chatId)),
    );
  }
  if (names.includes('include_keys')) {
    changes.keys = checkKeys(call, values!.keys);
  }
  if (names.includes('disabled')) {
    changes.disabled = values!.disabled ?? false;
  }
  Object.assign(record, changes);
  call.world.store.changed();
  return ok({ activity_subscription: view(record) });
}

function remove(call: Call): Answer {
  listToEdit(call, call.param('tasklist_guid'));
  delete call.state.subscriptions[find(call).guid];
  call.world.store.changed();
  return ok({});
}

function readValues(fields: Fields, required: boolean): Values {
  const subscribers = fields.objects('subscribers', { required });
  return {
    name: fields.string('name', { required }),
    subscribers: subscribers?.map((member) => ({
      id: member.string('id', { max: 100 }) ?? '',
      type: member.string('type') || 'user',
    })),
    keys: fields.ints('include_keys', { required }),
    disabled: fields.bool('disabled'),
  };
}

/** Only groups can subscribe, although the type's default is `user`. */
function checkSubscribers(call: Call, subscribers: Values['subscribers'] = []): string[] {
  if (subscribers.length === 0 || subscribers.length > limit) {
    invalid(call, 'subscribers', `must hold 1 to ${limit} subscribers`);
  }
  for (const subscriber of subscribers) {
    if (subscriber.type !== 'chat') {
      invalid(call, 'subscribers.type', 'only chat is supported');
    }
    if (!/^oc_\w+$/.test(subscriber.id)) {
      invalid(call, 'subscribers.id', 'must be the id of a chat');
    }
  }
  return [...new Set(subscribers.map((subscriber) => subscriber.id))];
}

function checkKeys(call: Call, keys: number[] = []): number[] {
  if (new Set(keys).size !== keys.length) {
    invalid(call, 'include_keys', 'must not hold a key twice');
  }
  const unknown = keys.find((key) => !knownEventKeys.has(key));
  if (unknown !== undefined) {
    invalid(call, 'include_keys', `the event key ${unknown} is not supported`);
  }
  return keys;
}

/** The caller, person or app, must be in every group; an unknown group is one it is not in. */
function checkMembership(call: Call, chatIds: readonly string[]): void {
  if (chatIds.some((chatId) => !inChat(call.state, chatId, call.identity.principal))) {
    call.fail(1470403, 'Permission denied: not a member of the chat.');
  }
}

function find(call: Call): SubscriptionRecord {
  const record = call.state.subscriptions[call.param('activity_subscription_guid')];
  return record && record.tasklistGuid === call.param('tasklist_guid')
    ? record
    : call.fail(1470404, 'The activity subscription does not exist or has been deleted.');
}

function ofList(call: Call, guid: string): SubscriptionRecord[] {
  return Object.values(call.state.subscriptions).filter((record) => record.tasklistGuid === guid);
}

function view(record: SubscriptionRecord): object {
  return {
    guid: record.guid,
    name: record.name,
    subscribers: record.chatIds.map((id) => ({ id, type: 'chat', role: 'editor' })),
    include_keys: record.keys,
    disabled: record.disabled,
  };
}
