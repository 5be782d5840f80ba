import { ok, type Answer } from '../../core/answer';
import type { Call, Route } from '../../core/call';
import { encodeToken } from '../../core/paging';
import { addComment, commentsOf, deleteComment, editComment } from '../../domain/comments';
import { canReadTask, isSame } from '../../domain/permissions';
import { liveTask } from '../../domain/taskRecords';
import type { CommentRecord, TaskRecord } from '../../store/model';
import { invalid, memberV2, pageCursorV2, pageSizeV2, requiredText, rulesV2 } from './common';

const path = '/open-apis/task/v2/comments';
const one = `${path}/:comment_id`;
const read = ['task:comment:read', 'task:comment:write'];
const write = ['task:comment:write'];
const maxLength = 3000;

export const commentRoutesV2: readonly Route[] = [
  { method: 'POST', path, api: rulesV2(4, write), handle: create },
  { method: 'GET', path, api: rulesV2(4, read), handle: list },
  { method: 'GET', path: one, api: rulesV2(4, read), handle: (call) => ok({ comment: view(call, find(call)) }) },
  { method: 'PATCH', path: one, api: rulesV2(4, write), handle: patch },
  { method: 'DELETE', path: one, api: rulesV2(4, write), handle: remove },
];

function create(call: Call): Answer {
  const fields = call.fields();
  const content = fields.string('content', { required: true });
  const replyTo = fields.string('reply_to_comment_id', { max: 20 }) ?? '';
  const type = fields.string('resource_type') || 'task';
  const taskGuid = fields.string('resource_id', { max: 100 });
  fields.check();
  requiredText(call, 'content', content, maxLength);
  const task = commentedTask(call, type, taskGuid ?? '');
  if (replyTo !== '' && call.state.comments[replyTo]?.taskGuid !== task.guid) {
    call.fail(1470404, 'The comment to reply to does not exist.');
  }
  return ok({ comment: view(call, addComment(call, task, content!, replyTo)) });
}

function list(call: Call): Answer {
  const size = pageSizeV2(call);
  const direction = call.query.get('direction') || 'asc';
  if (direction !== 'asc' && direction !== 'desc') {
    invalid(call, 'direction', 'must be asc or desc');
  }
  const name = `comments-${direction}`;
  const offset = pageCursorV2(call, name);
  const task = commentedTask(call, call.query.get('resource_type') || 'task', call.query.get('resource_id') ?? '');
  const oldestFirst = commentsOf(call, task.guid);
  const sorted = direction === 'asc' ? oldestFirst : oldestFirst.reverse();
  const end = offset + size;
  const more = end < sorted.length;
  return ok({
    items: sorted.slice(offset, end).map((comment) => view(call, comment)),
    page_token: more ? encodeToken(name, end) : '',
    has_more: more,
  });
}

function patch(call: Call): Answer {
  const fields = call.fields();
  const values = fields.object('comment', { required: true });
  const content = values?.string('content');
  const names = fields.strings('update_fields', { required: true }) ?? [];
  fields.check();
  if (names.length === 0 || names.some((name) => name !== 'content')) {
    invalid(call, 'update_fields', 'must hold content');
  }
  const comment = findOwn(call);
  editComment(call, comment, requiredText(call, 'content', content, maxLength));
  return ok({ comment: view(call, comment) });
}

function remove(call: Call): Answer {
  deleteComment(call, findOwn(call));
  return ok({});
}

function commentedTask(call: Call, type: string, guid: string): TaskRecord {
  if (type !== 'task') {
    invalid(call, 'resource_type', 'must be task');
  }
  requiredText(call, 'resource_id', guid, 100);
  const task = liveTask(call, guid) ?? call.fail(1470404, 'The task does not exist or has been deleted.');
  return canReadTask(call.state, task, call.identity.principal) ? task : call.fail(1470403);
}

function find(call: Call): CommentRecord {
  const comment = call.state.comments[call.param('comment_id')];
  const task = comment && liveTask(call, comment.taskGuid);
  if (!comment || !task) {
    return call.fail(1470404, 'The comment does not exist or has been deleted.');
  }
  return canReadTask(call.state, task, call.identity.principal) ? comment : call.fail(1470403);
}

/** Only its author changes a comment. */
function findOwn(call: Call): CommentRecord {
  const comment = find(call);
  return isSame(comment.creator, call.identity.principal) ? comment : call.fail(1470403);
}

function view(call: Call, comment: CommentRecord): object {
  return {
    id: comment.id,
    content: comment.content,
    creator: memberV2(call, comment.creator, 'creator'),
    reply_to_comment_id: comment.parentId || '0',
    created_at: String(comment.createdAt),
    updated_at: String(comment.updatedAt),
    resource_type: 'task',
    resource_id: comment.taskGuid,
  };
}
