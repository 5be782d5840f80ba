import * as vscode from 'vscode';
import { SUBSCRIPTION_EVENTS, type SubscriptionEvent } from '../../feishu';
import { uiLocale, type Locale } from '../../platform/locale';

/** A tasklist event a chat can be told about. */
export interface TasklistEvent {
  /** Its number in the document "创建动态订阅". */
  readonly key: number;
  /** Its name in the UI's language. */
  readonly label: string;
  /** Its name in the other language: teams talk about events in both. */
  readonly otherName: string;
  /** Checked when a subscription is made: what most teams want to hear about. */
  readonly usual: boolean;
}

/** Events that belong together. */
export interface EventGroup {
  readonly label: string;
  readonly events: readonly TasklistEvent[];
}

const usual: ReadonlySet<SubscriptionEvent> = new Set([
  'taskAdded',
  'completed',
  'reopened',
  'assigneeAdded',
  'dueSet',
] as const);

/** The Chinese names are the document's own. */
const names: Record<SubscriptionEvent, Record<Locale, string>> = {
  taskAdded: { en: 'Task added to the tasklist', 'zh-cn': '任务添加入清单' },
  taskRemoved: { en: 'Task removed from the tasklist', 'zh-cn': '任务从清单被移除' },
  completed: { en: 'Task completed', 'zh-cn': '任务被完成' },
  reopened: { en: 'Task reopened', 'zh-cn': '任务恢复为未完成' },
  assigneeAdded: { en: 'Assignee added', 'zh-cn': '任务添加了负责人' },
  assigneeChanged: { en: 'Assignee changed', 'zh-cn': '任务更新了负责人' },
  assigneeRemoved: { en: 'Assignee removed', 'zh-cn': '任务移除了负责人' },
  attachmentAdded: { en: 'Attachment added', 'zh-cn': '任务添加了附件' },
  commentAdded: { en: 'Comment added', 'zh-cn': '任务中添加了新评论' },
  commentReplied: { en: 'Comment replied to', 'zh-cn': '任务中对评论进行回复' },
  startSet: { en: 'Start date set', 'zh-cn': '任务设置了新的开始时间' },
  dueSet: { en: 'Due date set', 'zh-cn': '任务设置了新的截止时间' },
  startAndDueSet: { en: 'Start and due dates set together', 'zh-cn': '任务同时设置了新的开始/截止时间' },
  startAndDueRemoved: { en: 'Start and due dates removed together', 'zh-cn': '任务同时移除了开始/截止时间' },
};

/** The events of the document, grouped, in the UI's language. */
export function eventGroups(): readonly EventGroup[] {
  const group = (label: string, ...events: SubscriptionEvent[]): EventGroup => ({ label, events: events.map(toEvent) });
  return [
    group(vscode.l10n.t('Tasks'), 'taskAdded', 'taskRemoved', 'completed', 'reopened'),
    group(vscode.l10n.t('Assignees'), 'assigneeAdded', 'assigneeChanged', 'assigneeRemoved'),
    group(vscode.l10n.t('Comments and Attachments'), 'commentAdded', 'commentReplied', 'attachmentAdded'),
    group(vscode.l10n.t('Dates'), 'startSet', 'dueSet', 'startAndDueSet', 'startAndDueRemoved'),
  ];
}

/** The names of events in the UI's language. One that came after this version stands as its number. */
export function eventNames(keys: readonly number[]): string[] {
  const all = eventGroups().flatMap(({ events }) => events);
  return keys.map((key) => all.find((event) => event.key === key)?.label ?? String(key));
}

function toEvent(event: SubscriptionEvent): TasklistEvent {
  const locale = uiLocale();
  return {
    key: SUBSCRIPTION_EVENTS[event],
    label: names[event][locale],
    otherName: names[event][locale === 'en' ? 'zh-cn' : 'en'],
    usual: usual.has(event),
  };
}

/** What is checked for a new subscription. */
export function usualEvents(): number[] {
  return eventGroups().flatMap(({ events }) => events.filter((event) => event.usual).map(({ key }) => key));
}
