import type { ApiCaller } from './client';
import { declare, type Endpoint } from './endpoint';
import { ValidationError } from './errors/types';
import { LIMITS, SUBSCRIPTION_EVENTS } from './limits';
import type { CallOptions, NewSubscription, Subscription } from './model';
import { type Json, readIds, readNumber, readObject, readObjects, readText } from './read';
import { requireIds, requireText } from './validate/basic';
import { defined, requireField } from './wire';

const ALL = '/open-apis/task/v2/tasklists/:tasklist_guid/activity_subscriptions';
const ONE = `${ALL}/:activity_subscription_guid` as const;
const CREATE = declare('v2', `POST ${ALL}`, 3);
const LIST = declare('v2', `GET ${ALL}`, 3);
const GET = declare('v2', `GET ${ONE}`, 3);
const PATCH = declare('v2', `PATCH ${ONE}`, 3);
const DELETE = declare('v2', `DELETE ${ONE}`, 3);

const EVENT_KEYS: ReadonlySet<number> = new Set(Object.values(SUBSCRIPTION_EVENTS));

/**
 * Activity subscriptions (动态订阅): chats that are told what happens in a tasklist. The identity must be able to edit
 * the list and be a member of every chat. A list has at most 50.
 */
export class SubscriptionService {
  constructor(private readonly api: ApiCaller) {}

  /** Not repeated after an unclear outcome: look into the list first. */
  async create(tasklistGuid: string, subscription: NewSubscription, options?: CallOptions): Promise<Subscription> {
    requireText('name', subscription.name, LIMITS.subscription.name);
    requireIds('chatIds', subscription.chatIds);
    if (subscription.eventKeys === undefined) {
      throw new ValidationError('eventKeys', 'required');
    }
    const args = { ...this.on(tasklistGuid), serialKey: tasklistGuid, body: subscriptionBody(subscription) };
    return readSubscription(CREATE, await this.api.call(CREATE, args, options));
  }

  /** All subscriptions of a list, oldest first. The answer has no pages: 50 is also the most there can be. */
  async list(tasklistGuid: string, options?: CallOptions): Promise<readonly Subscription[]> {
    const { path, query } = this.on(tasklistGuid);
    const args = { path, query: { ...query, limit: LIMITS.subscription.perTasklist } };
    const data = await this.api.call(LIST, args, options);
    return readObjects(data['items']).map((item) => readSubscription(LIST, { activity_subscription: item }));
  }

  async get(tasklistGuid: string, guid: string, options?: CallOptions): Promise<Subscription> {
    return readSubscription(GET, await this.api.call(GET, this.on(tasklistGuid, guid), options));
  }

  /** Changes the given fields. Lists are replaced. */
  async update(
    tasklistGuid: string,
    guid: string,
    patch: Partial<NewSubscription>,
    options?: CallOptions,
  ): Promise<Subscription> {
    if (patch.name !== undefined) {
      requireText('name', patch.name, LIMITS.subscription.name);
    }
    const changes = defined(subscriptionBody(patch));
    if (Object.keys(changes).length === 0) {
      throw new ValidationError('patch', 'required');
    }
    const body = { activity_subscription: changes, update_fields: Object.keys(changes) };
    const args = { ...this.on(tasklistGuid, guid), serialKey: tasklistGuid, body };
    return readSubscription(PATCH, await this.api.call(PATCH, args, options));
  }

  async delete(tasklistGuid: string, guid: string, options?: CallOptions): Promise<void> {
    const { path } = this.on(tasklistGuid, guid);
    await this.api.call(DELETE, { path, serialKey: tasklistGuid }, options);
  }

  private on(tasklistGuid: string, guid?: string) {
    return {
      path: { tasklist_guid: tasklistGuid, ...(guid === undefined ? {} : { activity_subscription_guid: guid }) },
      query: { user_id_type: this.api.userIdType },
    };
  }
}

function subscriptionBody({ name, chatIds, eventKeys, disabled }: Partial<NewSubscription>): Json {
  checkEventKeys(eventKeys ?? []);
  return {
    name,
    // The documented default, `user`, is not supported: only chats are.
    subscribers:
      chatIds && requireIds('chatIds', chatIds, LIMITS.subscription.subscribers).map((id) => ({ id, type: 'chat' })),
    include_keys: eventKeys,
    disabled,
  };
}

function checkEventKeys(keys: readonly number[]): void {
  for (const [index, key] of keys.entries()) {
    if (!EVENT_KEYS.has(key)) {
      throw new ValidationError(`eventKeys[${index}]`, 'unknown-value');
    }
    if (keys.indexOf(key) !== index) {
      throw new ValidationError(`eventKeys[${index}]`, 'duplicate');
    }
  }
}

function readSubscription(endpoint: Endpoint, data: Json): Subscription {
  const subscription = readObject(data['activity_subscription']);
  const keys = subscription['include_keys'];
  return {
    guid: requireField(endpoint, subscription['guid'], 'activity_subscription.guid'),
    name: readText(subscription['name']) ?? '',
    // A sample shows chats with type "user": the id's prefix tells.
    chatIds: readIds(subscription['subscribers'] ?? []).filter((id) => id.startsWith('oc_')),
    eventKeys: Array.isArray(keys) ? keys.flatMap((key) => readNumber(key) ?? []) : [],
    disabled: subscription['disabled'] === true,
  };
}
