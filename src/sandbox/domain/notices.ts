import { randomHex } from '../core/random';
import type { Call } from '../core/call';
import type { NoticeRecord, Principal, State, TaskRecord } from '../store/model';
import type { Store } from '../store/store';

/** Event keys of activity subscriptions (seed document "创建动态订阅"). */
export const eventKeys = {
  taskAdded: 100,
  taskRemoved: 101,
  completed: 103,
  reopened: 104,
  assigneeAdded: 109,
  assigneeChanged: 110,
  assigneeRemoved: 111,
  attachmentAdded: 119,
  commentAdded: 121,
  commentReplied: 122,
  startSet: 129,
  dueSet: 130,
  startAndDueSet: 131,
  startAndDueRemoved: 132,
} as const;

export const knownEventKeys: ReadonlySet<number> = new Set(Object.values(eventKeys));

/** Notices a group keeps. */
const keptNotices = 300;

/** Tells the groups subscribed to the task's lists, or to the one list named, what happened. */
export function notify(
  store: Store,
  actor: Principal,
  now: number,
  task: TaskRecord,
  key: number,
  onlyList?: string,
): void {
  const { state } = store;
  const lists = onlyList ? [onlyList] : task.tasklists.map((entry) => entry.guid);
  for (const subscription of Object.values(state.subscriptions)) {
    if (subscription.disabled || !subscription.keys.includes(key) || !lists.includes(subscription.tasklistGuid)) {
      continue;
    }
    const notice: NoticeRecord = {
      id: randomHex(8),
      at: now,
      key,
      subscriptionGuid: subscription.guid,
      subscriptionName: subscription.name,
      tasklistGuid: subscription.tasklistGuid,
      tasklistName: state.tasklists[subscription.tasklistGuid]?.name ?? '',
      taskGuid: task.guid,
      taskSummary: shownSummary(task),
      actorName: actorName(state, actor),
    };
    for (const chat of state.chats) {
      if (subscription.chatIds.includes(chat.chatId)) {
        chat.notices = [...chat.notices, notice].slice(-keptNotices);
      }
    }
  }
}

/** `notify` in the name of the caller. */
export function notifyFrom(call: Call, task: TaskRecord, key: number, onlyList?: string): void {
  notify(call.world.store, call.identity.principal, call.now, task, key, onlyList);
}

/** The title people see: rich text wins over plain. */
export function shownSummary(task: TaskRecord): string {
  return task.richSummary ?? task.summary;
}

function actorName(state: State, actor: Principal): string {
  return actor.type === 'app'
    ? state.app.name
    : (state.users.find((user) => user.openId === actor.id)?.name ?? actor.id);
}
