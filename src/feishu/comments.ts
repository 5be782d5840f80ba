import type { ApiCaller } from './client';
import { declare, type Endpoint } from './endpoint';
import { ValidationError } from './errors/types';
import { LIMITS } from './limits';
import type { CallOptions, Comment, NewComment } from './model';
import { pagedItems } from './paging';
import { type Json, readNumber, readObject, readText } from './read';
import { checkLength } from './validate/basic';
import { checkRichText } from './validate/richText';
import { requireField } from './wire';

const COMMENTS = '/open-apis/task/v1/tasks/:task_id/comments';
const CREATE = declare('v1', `POST ${COMMENTS}`, 4);
const LIST = declare('v1', `GET ${COMMENTS}`, 4);
const GET = declare('v1', `GET ${COMMENTS}/:comment_id`, 4);
const UPDATE = declare('v1', `PUT ${COMMENTS}/:comment_id`, 4);
const DELETE = declare('v1', `DELETE ${COMMENTS}/:comment_id`, 4);

const PAGE_SIZE = 100;

/** Comments of a task (task v1). They need their own scopes: `task:comment`, `task:comment:readonly`. */
export class CommentService {
  constructor(private readonly api: ApiCaller) {}

  /** Not repeated after an unclear outcome: it could stand there twice. */
  async create(taskId: string, comment: NewComment, options?: CallOptions): Promise<Comment> {
    const body = { ...contentBody(comment), parent_id: comment.parentId };
    return readComment(CREATE, await this.api.call(CREATE, { ...this.on(taskId), body }, options));
  }

  /**
   * All comments. The server's order is described in two ways: sort by `createdAtMilliseconds` where it matters.
   */
  async *list(taskId: string, options?: CallOptions): AsyncGenerator<Comment> {
    const query = { user_id_type: this.api.userIdType, page_size: PAGE_SIZE };
    for await (const item of pagedItems(this.api, LIST, { path: { task_id: taskId }, query }, options)) {
      yield readComment(LIST, { comment: item });
    }
  }

  async get(taskId: string, commentId: string, options?: CallOptions): Promise<Comment> {
    const { path, query } = this.on(taskId, commentId);
    return readComment(GET, await this.api.call(GET, { path, query }, options));
  }

  async update(taskId: string, commentId: string, comment: NewComment, options?: CallOptions): Promise<Comment> {
    const args = { ...this.on(taskId, commentId), body: contentBody(comment) };
    return readComment(UPDATE, await this.api.call(UPDATE, args, options));
  }

  async delete(taskId: string, commentId: string, options?: CallOptions): Promise<void> {
    const { path, serialKey } = this.on(taskId, commentId);
    await this.api.call(DELETE, { path, serialKey }, options);
  }

  private on(taskId: string, commentId?: string) {
    return {
      path: { task_id: taskId, ...(commentId === undefined ? {} : { comment_id: commentId }) },
      query: { user_id_type: this.api.userIdType },
      serialKey: taskId,
    };
  }
}

function contentBody({ content, richContent }: NewComment): Json {
  if (!content?.trim() && !richContent?.trim()) {
    throw new ValidationError('content', 'required');
  }
  checkLength('content', content, LIMITS.comment);
  checkLength('richContent', richContent, LIMITS.comment);
  checkRichText('richContent', richContent);
  return { content, rich_content: richContent };
}

function readComment(endpoint: Endpoint, data: Json): Comment {
  const comment = readObject(data['comment']);
  const parent = readText(comment['parent_id']);
  return {
    id: requireField(endpoint, comment['id'], 'comment.id'),
    content: readText(comment['content']) ?? readText(comment['rich_content'])?.trimEnd() ?? '',
    parentId: parent === '0' ? undefined : parent,
    creatorId: readText(comment['creator_id']),
    createdAtMilliseconds: readNumber(comment['create_milli_time']) || undefined,
  };
}
