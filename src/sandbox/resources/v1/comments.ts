import { ok, type Answer } from '../../core/answer';
import type { ApiRules, Call, Route } from '../../core/call';
import type { Fields } from '../../core/fields';
import { encodeToken, type Page } from '../../core/paging';
import { addComment, commentsOf, deleteComment, editComment } from '../../domain/comments';
import { shownId } from '../../domain/people';
import { canReadTask, isSame } from '../../domain/permissions';
import { liveTask } from '../../domain/taskRecords';
import { audit } from '../../domain/taskValues';
import type { CommentRecord, TaskRecord } from '../../store/model';
import { pageAnswer, pageCursor, pageSize, readScopes, rendered, taskToRead } from './common';

const path = '/open-apis/task/v1/tasks/:task_id/comments';
const one = `${path}/:comment_id`;
const rules = (scopes: readonly string[], errors: string): ApiRules => ({
  family: 'task_v1',
  tokens: 'TU',
  scopes,
  tier: 4,
  errors,
});

/** These documents have no code for a missing task or right: both are the "failed to ..." code with HTTP 500. */
export const commentRoutesV1: readonly Route[] = [
  {
    method: 'POST',
    path,
    api: rules(['task:comment'], '403/1470403 500/1470730 400/1470417 400/1470418'),
    handle: create,
  },
  {
    method: 'GET',
    path,
    api: rules(readScopes, '403/1470403 500/1470734 400/1470432 400/1470421 400/1470422 400/1470602 404/1470733'),
    handle: list,
  },
  {
    method: 'GET',
    path: one,
    api: rules(['task:comment', 'task:comment:readonly'], '403/1470403 500/1470734'),
    handle: (call) => ok({ comment: view(call, find(call, 1470734)) }),
  },
  {
    method: 'PUT',
    path: one,
    api: rules(['task:comment'], '403/1470403 500/1470732 404/1470733 400/1470417 400/1470418'),
    handle: update,
  },
  { method: 'DELETE', path: one, api: rules(['task:comment'], '403/1470403 500/1470731'), handle: remove },
];

function create(call: Call): Answer {
  const fields = call.fields();
  const texts = readTexts(fields);
  const parent = readParent(fields);
  fields.check();
  const task = readableTask(call, 1470730);
  const { content, rich } = checkTexts(call, texts);
  if (parent !== '' && call.state.comments[parent]?.taskGuid !== task.guid) {
    call.fail(1470730);
  }
  return ok({ comment: view(call, addComment(call, task, content, parent, rich)) });
}

/** The request sample sends the number 0 where the table says string. */
function readParent(fields: Fields): string {
  const parent = fields.has('parent_id') ? fields.text('parent_id') : '';
  return parent === '0' ? '' : (parent ?? '');
}

function list(call: Call): Answer {
  const size = pageSize(call, 100);
  const direction = call.query.get('list_direction') || '0';
  if (direction !== '0' && direction !== '1') {
    call.violate('list_direction', direction, 'options: [0,1]');
  }
  const task = taskToRead(call);
  const name = `comments-${direction}`;
  const after = pageCursor(call, name);
  const oldestFirst = commentsOf(call, task.guid);
  const sorted = direction === '0' ? oldestFirst : oldestFirst.reverse();
  const start = after === 0 ? 0 : sorted.findIndex((comment) => comment.seq === after) + 1;
  if (after !== 0 && start === 0) {
    call.fail(1470733);
  }
  const items = sorted.slice(start, start + size);
  const more = start + size < sorted.length;
  const page: Page<CommentRecord> = { items, next: more ? encodeToken(name, items.at(-1)!.seq) : undefined };
  return ok(pageAnswer(page, (comment) => view(call, comment)));
}

function update(call: Call): Answer {
  const fields = call.fields();
  const texts = readTexts(fields);
  fields.check();
  const comment = find(call, 1470733);
  if (!isSame(comment.creator, call.identity.principal)) {
    call.fail(1470732);
  }
  const { content, rich } = checkTexts(call, texts);
  editComment(call, comment, content, rich);
  return ok({ comment: view(call, comment) });
}

function remove(call: Call): Answer {
  const comment = find(call, 1470731);
  if (!isSame(comment.creator, call.identity.principal)) {
    call.fail(1470731);
  }
  deleteComment(call, comment);
  return ok({});
}

interface Texts {
  readonly content: string;
  readonly richContent: string;
}

function readTexts(fields: Fields): Texts {
  return {
    content: fields.string('content', { max: 65536 }) ?? '',
    richContent: fields.string('rich_content', { max: 65536 }) ?? '',
  };
}

/** Rich text wins where both are given. @throws ApiError 1470417, 1470418, 1470740 */
function checkTexts(call: Call, texts: Texts): { content: string; rich: string | undefined } {
  const rich = rendered(call, texts.richContent, 1470417);
  const content = rich ?? texts.content;
  if (content.trim() === '') {
    call.fail(1470418);
  }
  audit(call, content);
  return { content, rich };
}

function readableTask(call: Call, code: number): TaskRecord {
  const task = liveTask(call, call.param('task_id'));
  return task && canReadTask(call.state, task, call.identity.principal) ? task : call.fail(code);
}

/** The comment of the path; `code` when it, its task or the right to see it is missing. */
function find(call: Call, code: number): CommentRecord {
  const task = readableTask(call, code);
  const comment = call.state.comments[call.param('comment_id')];
  return comment?.taskGuid === task.guid ? comment : call.fail(code);
}

function view(call: Call, comment: CommentRecord): object {
  return {
    id: comment.id,
    content: comment.content,
    ...(comment.richContent === undefined ? {} : { rich_content: `${comment.richContent}\n` }),
    parent_id: comment.parentId || '0',
    create_milli_time: String(comment.createdAt),
    creator_id: shownId(call, comment.creator),
  };
}
