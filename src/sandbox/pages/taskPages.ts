import { redirect, type Answer } from '../core/answer';
import type { Route } from '../core/call';
import { isJsonObject } from '../core/fields';
import { shownSummary } from '../domain/notices';
import { findUser, nameOf } from '../domain/people';
import { completeTask, liveTask, memberIds, reopenTask } from '../domain/taskRecords';
import type { CommentRecord, Principal, TaskRecord } from '../store/model';
import { foreignForm, formGuard, formValue, returnPath } from './forms';
import { html, isWebLink, type Html } from './html';
import { page, pageContext, showDate, showTime, type PageContext } from './layout';

/** Tasks one page shows. */
const pageLimit = 200;

export const taskPageRoutes: readonly Route[] = [
  { method: 'GET', path: '/', handle: (call) => taskList(pageContext(call)) },
  { method: 'GET', path: '/client/todo/open', handle: () => redirect('/', 302) },
  { method: 'GET', path: '/client/todo/detail', handle: (call) => taskDetail(pageContext(call)) },
  {
    method: 'POST',
    path: '/client/todo/completion',
    handle: (call) => foreignForm(call) ?? setCompletion(pageContext(call)),
  },
];

function taskList(context: PageContext): Answer {
  const { call, words } = context;
  const show = call.query.get('show') ?? 'open';
  const tasks = Object.values(call.state.tasks)
    .filter((task) => task.deletedAt === 0 && (show === 'all' || task.completedAt > 0 === (show === 'done')))
    .reverse();
  const filters = (['open', 'done', 'all'] as const).map(
    (name) => html`<a href="/?show=${name}" ${show === name ? html`aria-current="page"` : ''}>${words[name]}</a>`,
  );
  const body = html`<h1>${words.tasks} <small class="count">${tasks.length}</small></h1>
    <nav>${filters}</nav>
    ${taskCards(context, tasks, `/?show=${show}`)}`;
  return page(context, words.tasks, body, '/');
}

/** Tasks as cards, the newest first. */
export function taskCards(context: PageContext, tasks: readonly TaskRecord[], back: string): Html {
  const { words } = context;
  if (tasks.length === 0) {
    return html`<p class="note">${words.noTasks}</p>`;
  }
  const hidden = tasks.length > pageLimit ? html`<p class="facts">${words.showing} ${pageLimit}</p>` : undefined;
  return html`${tasks.slice(0, pageLimit).map((task) => taskCard(context, task, back))}${hidden}`;
}

function taskCard(context: PageContext, task: TaskRecord, back: string): Html {
  return html`<article class="card ${task.completedAt > 0 ? 'done' : ''}">
    <div class="row">
      <div>
        <a class="title" href="/client/todo/detail?guid=${task.guid}">${shownSummary(task)}</a>
        <div class="facts">${facts(context, task)}</div>
      </div>
      ${completionForm(context, task, back)}
    </div>
  </article>`;
}

function facts(context: PageContext, task: TaskRecord): Html {
  const { words } = context;
  const fact = (word: string, value: string | Html | undefined) =>
    value === undefined ? undefined : html`<span>${word}: ${value}</span>`;
  return html`${fact(words.due, dueText(context, task))} ${fact(words.assignees, people(context, task, 'assignee'))}
  ${fact(words.followers, people(context, task, 'follower'))} ${fact(words.repeats, task.repeatRule || undefined)}
  ${fact(words.source, codeLink(context, task))}`;
}

function dueText({ language, words }: PageContext, task: TaskRecord): string | undefined {
  if (!task.due) {
    return undefined;
  }
  return task.due.isAllDay
    ? `${showDate(task.due.at, language)} (${words.allDay})`
    : showTime(task.due.at, language, task.due.timeZone);
}

function people({ call }: PageContext, task: TaskRecord, role: 'assignee' | 'follower'): string | undefined {
  const names = memberIds(task, role).map((id) => findUser(call, id)?.name ?? id);
  return names.length > 0 ? names.join(', ') : undefined;
}

function codeLink({ words }: PageContext, task: TaskRecord): Html | undefined {
  const url = task.origin?.url ?? '';
  const text = task.origin?.title || words.code;
  return isWebLink(url) ? html`<a href="${url}" rel="noreferrer noopener" target="_blank">${text}</a>` : undefined;
}

/** The button, or what stands in its place where completing is done on another page (`custom_complete`). */
function completionForm(context: PageContext, task: TaskRecord, back: string): Html {
  const { call, words } = context;
  const open = task.completedAt === 0;
  if (open && task.customComplete) {
    return customCompletion(context, task.customComplete);
  }
  return html`<form method="post" action="/client/todo/completion">
    ${formGuard(call)}
    <input type="hidden" name="guid" value="${task.guid}" />
    <input type="hidden" name="completed" value="${open ? 'true' : 'false'}" />
    <input type="hidden" name="back" value="${back}" />
    <button type="submit">${open ? words.complete : words.reopen}</button>
  </form>`;
}

function customCompletion({ words, language }: PageContext, custom: Record<string, unknown>): Html {
  const target = isJsonObject(custom['pc']) ? custom['pc'] : {};
  const tips = isJsonObject(target['tip']) ? target['tip'] : {};
  const tip = String(tips[language === 'zh-cn' ? 'zh_cn' : 'en_us'] ?? Object.values(tips)[0] ?? words.customComplete);
  const href = typeof target['href'] === 'string' ? target['href'] : '';
  return isWebLink(href)
    ? html`<a href="${href}" rel="noreferrer noopener" target="_blank">${words.complete} ↗</a>`
    : html`<span class="facts">${tip}</span>`;
}

function taskDetail(context: PageContext): Answer {
  const { call, words, language } = context;
  const task = liveTask(call, call.query.get('guid') ?? '');
  if (!task) {
    const text = html`<h1>${words.notFound}</h1>
      <p>${words.notFoundText}</p>`;
    return page(context, words.notFound, text, '', 404);
  }
  const row = (word: string, value: string | Html | undefined) =>
    value === undefined
      ? undefined
      : html`<dt>${word}</dt>
          <dd>${value}</dd>`;
  const lists = task.tasklists.flatMap((entry) => call.state.tasklists[entry.guid] ?? []);
  const listLinks = lists.map((list) => html`<a href="/client/todo/task_list?guid=${list.guid}">${list.name}</a> `);
  const text = task.richDescription ?? task.description;
  const body = html`<div class="row ${task.completedAt > 0 ? 'done' : ''}">
      <h1 class="title">${shownSummary(task)}</h1>
      ${completionForm(context, task, `/client/todo/detail?guid=${task.guid}`)}
    </div>
    <dl>
      ${row(words.due, dueText(context, task))} ${row(words.repeats, task.repeatRule || undefined)}
      ${row(words.assignees, people(context, task, 'assignee'))}
      ${row(words.followers, people(context, task, 'follower'))} ${row(words.source, codeLink(context, task))}
      ${row(words.inLists, lists.length > 0 ? html`${listLinks}` : undefined)}
      ${row(words.creator, nameOf(call, task.creator))} ${row(words.created, showTime(task.createdAt, language))}
      ${row(words.done, task.completedAt > 0 ? showTime(task.completedAt, language) : undefined)}
      ${row('ID', html`<code>${task.guid}</code>`)}
    </dl>
    ${
      text
        ? html`<h2>${words.description}</h2>
            <pre>${text}</pre>`
        : undefined
    }
    ${comments(context, task)}`;
  return page(context, shownSummary(task), body);
}

function comments(context: PageContext, task: TaskRecord): Html {
  const { call, words } = context;
  const found = Object.values(call.state.comments).filter((comment) => comment.taskGuid === task.guid);
  const item = (comment: CommentRecord) =>
    html`<article class="card">
      <div class="facts">${nameOf(call, comment.creator)} · ${showTime(comment.createdAt, context.language)}</div>
      <div>${comment.content}</div>
    </article>`;
  return html`<h2>${words.comments}</h2>
    ${found.length > 0 ? found.map(item) : html`<p class="facts">${words.nothing}</p>`}`;
}

/** The page acts as the first person of the tenant. */
function setCompletion({ call }: PageContext): Answer {
  const task = liveTask(call, formValue(call, 'guid'));
  const person: Principal = { type: 'user', id: call.state.users[0]!.openId };
  const wanted = formValue(call, 'completed') === 'true';
  if (task && wanted && task.completedAt === 0 && !task.customComplete) {
    completeTask(call.world.store, person, call.now, task);
  } else if (task && !wanted && task.completedAt > 0) {
    reopenTask(call.world.store, person, call.now, task);
  }
  return redirect(returnPath(call));
}
