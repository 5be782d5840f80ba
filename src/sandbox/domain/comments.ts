import type { Call } from '../core/call';
import type { CommentRecord, TaskRecord } from '../store/model';
import { eventKeys, notifyFrom } from './notices';
import { touch } from './taskRecords';

/** Comment ids are long decimal numbers that rise with time. */
const firstId = 7_104_224_731_000_000_000n;

/** Adds a comment in the caller's name and tells the groups. `parentId` empty is a top-level comment. */
export function addComment(
  call: Call,
  task: TaskRecord,
  content: string,
  parentId: string,
  richContent?: string,
): CommentRecord {
  const seq = call.world.store.nextSeq();
  const comment: CommentRecord = {
    id: String(firstId + BigInt(seq)),
    seq,
    taskGuid: task.guid,
    content,
    richContent,
    parentId,
    creator: call.identity.principal,
    createdAt: call.now,
    updatedAt: call.now,
  };
  call.state.comments[comment.id] = comment;
  touch(call, task);
  notifyFrom(call, task, parentId ? eventKeys.commentReplied : eventKeys.commentAdded);
  return comment;
}

/** A comment's texts after a change by its author. */
export function editComment(call: Call, comment: CommentRecord, content: string, richContent?: string): void {
  comment.content = content;
  comment.richContent = richContent;
  comment.updatedAt = call.now;
  call.world.store.changed();
}

export function deleteComment(call: Call, comment: CommentRecord): void {
  delete call.state.comments[comment.id];
  call.world.store.changed();
}

/** The comments of a task, oldest first. */
export function commentsOf(call: Call, taskGuid: string): CommentRecord[] {
  return Object.values(call.state.comments).filter((comment) => comment.taskGuid === taskGuid);
}
