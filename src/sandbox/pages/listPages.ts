import type { Answer } from '../core/answer';
import type { Route } from '../core/call';
import { findUser, nameOf } from '../domain/people';
import type { ChatRecord, NoticeRecord, SubscriptionRecord, TasklistRecord } from '../store/model';
import { html, type Html } from './html';
import { page, pageContext, showTime, type PageContext } from './layout';
import { taskCards } from './taskPages';
import { eventName } from './words';

export const listPageRoutes: readonly Route[] = [
  { method: 'GET', path: '/tasklists', handle: (call) => tasklists(pageContext(call)) },
  { method: 'GET', path: '/client/todo/task_list', handle: (call) => tasklist(pageContext(call)) },
  { method: 'GET', path: '/subscriptions', handle: (call) => subscriptions(pageContext(call)) },
  { method: 'GET', path: '/chats', handle: (call) => chats(pageContext(call)) },
  { method: 'GET', path: '/chats/:chat_id', handle: (call) => chat(pageContext(call)) },
];

function tasklists(context: PageContext): Answer {
  const { call, words } = context;
  const count = (list: TasklistRecord) => tasksOf(context, list).length;
  const cards = Object.values(call.state.tasklists).map(
    (list) =>
      html`<article class="card">
        <a class="title" href="/client/todo/task_list?guid=${list.guid}">${list.name}</a>
        <div class="facts">${words.tasks}: ${count(list)} · ${words.members}: ${memberNames(context, list)}</div>
      </article>`,
  );
  return page(
    context,
    words.tasklists,
    html`<h1>${words.tasklists}</h1>
      ${cards}`,
    '/tasklists',
  );
}

function tasklist(context: PageContext): Answer {
  const { call, words } = context;
  const list = call.state.tasklists[call.query.get('guid') ?? ''];
  if (!list) {
    return notFound(context);
  }
  const subscribed = Object.values(call.state.subscriptions).filter((record) => record.tasklistGuid === list.guid);
  const body = html`<h1>${list.name}</h1>
    <p class="facts">${words.members}: ${memberNames(context, list)}</p>
    ${taskCards(context, tasksOf(context, list).reverse(), `/client/todo/task_list?guid=${list.guid}`)}
    <h2>${words.subscriptions}</h2>
    ${subscriptionCards(context, subscribed)}`;
  return page(context, list.name, body);
}

function tasksOf({ call }: PageContext, list: TasklistRecord) {
  return Object.values(call.state.tasks).filter(
    (task) => task.deletedAt === 0 && task.tasklists.some((entry) => entry.guid === list.guid),
  );
}

function memberNames({ call }: PageContext, list: TasklistRecord): string {
  const chatName = (id: string) => call.state.chats.find((candidate) => candidate.chatId === id)?.name ?? id;
  const names = list.members.map((member) =>
    member.type === 'chat' ? chatName(member.id) : nameOf(call, { type: member.type, id: member.id }),
  );
  return [nameOf(call, list.owner), ...names].join(', ');
}

function subscriptions(context: PageContext): Answer {
  const { call, words } = context;
  const body = html`<h1>${words.subscriptions}</h1>
    ${subscriptionCards(context, Object.values(call.state.subscriptions))}`;
  return page(context, words.subscriptions, body, '/subscriptions');
}

function subscriptionCards(context: PageContext, records: readonly SubscriptionRecord[]): Html {
  const { call, words, language } = context;
  if (records.length === 0) {
    return html`<p class="facts">${words.nothing}</p>`;
  }
  const chatLinks = (record: SubscriptionRecord) =>
    call.state.chats
      .filter((candidate) => record.chatIds.includes(candidate.chatId))
      .map((candidate) => html`<a href="/chats/${candidate.chatId}">${candidate.name}</a> `);
  return html`${records.map(
    (record) =>
      html`<article class="card">
        <span class="title">${record.name}</span> ${record.disabled && html`<span class="chip">${words.paused}</span>`}
        <div class="facts">
          <a href="/client/todo/task_list?guid=${record.tasklistGuid}"
            >${call.state.tasklists[record.tasklistGuid]?.name ?? ''}</a
          >
          → ${chatLinks(record)}
        </div>
        <div>${record.keys.map((key) => html`<span class="chip">${eventName(key, language)}</span>`)}</div>
      </article>`,
  )}`;
}

function chats(context: PageContext): Answer {
  const { call, words } = context;
  const cards = call.state.chats.map(
    (record) =>
      html`<article class="card">
        <a class="title" href="/chats/${record.chatId}">${record.name}</a> ${chatChips(context, record)}
        <div class="facts">${record.description} · ${words.notices}: ${record.notices.length}</div>
      </article>`,
  );
  return page(
    context,
    words.chats,
    html`<h1>${words.chats}</h1>
      ${cards}`,
    '/chats',
  );
}

function chatChips({ words }: PageContext, record: ChatRecord): Html {
  const texts = [
    record.hasApp ? words.appInChat : words.appNotInChat,
    record.external ? words.external : '',
    record.status === 'normal' ? '' : words.statusDissolved,
  ];
  return html`${texts.filter((text) => text !== '').map((text) => html`<span class="chip">${text}</span>`)}`;
}

function chat(context: PageContext): Answer {
  const { call, words, language } = context;
  const record = call.state.chats.find((candidate) => candidate.chatId === call.param('chat_id'));
  if (!record) {
    return notFound(context);
  }
  const members = record.members.map((id) => findUser(call, id)?.name ?? id).join(', ');
  const notice = (entry: NoticeRecord) =>
    html`<article class="card">
      <div>
        <strong>${eventName(entry.key, language)}</strong>:
        <a href="/client/todo/detail?guid=${entry.taskGuid}">${entry.taskSummary}</a>
      </div>
      <div class="facts">
        <span>${words.by} ${entry.actorName}</span> <span>${entry.tasklistName}</span>
        <span>${entry.subscriptionName}</span>
        <span>${showTime(entry.at, language)}</span>
      </div>
    </article>`;
  const body = html`<h1>${record.name}</h1>
    <p class="facts">${members}</p>
    <p>${chatChips(context, record)}</p>
    <h2>${words.notices}</h2>
    ${
      record.notices.length > 0
        ? [...record.notices].reverse().map(notice)
        : html`<p class="note">${words.noNotices}</p>`
    }`;
  return page(context, record.name, body);
}

function notFound(context: PageContext): Answer {
  const { words } = context;
  const body = html`<h1>${words.notFound}</h1>
    <p>${words.notFoundText}</p>`;
  return page(context, words.notFound, body, '', 404);
}
