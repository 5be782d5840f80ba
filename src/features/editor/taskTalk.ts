import * as vscode from 'vscode';
import { collect, type Comment, type FeishuClient } from '../../feishu';
import type { Directory } from '../people/directory';

/** The comments of a task as a thread shows them, the oldest first. @throws FeishuError, … */
export async function readTalk(
  client: FeishuClient,
  directory: Directory,
  taskId: string,
): Promise<readonly vscode.Comment[]> {
  const comments = await collect(client.comments.list(taskId, { priority: 'bulk' }));
  // Names are a help: without them the comments stand under a neutral word.
  await directory.learn(comments.flatMap(({ creatorId }) => creatorId ?? [])).catch(() => false);
  return comments
    .sort((a, b) => (a.createdAtMilliseconds ?? 0) - (b.createdAtMilliseconds ?? 0))
    .map((comment) => toComment(comment, directory));
}

/** A comment's text comes from other people: it is shown as plain text. */
function toComment({ content, creatorId, createdAtMilliseconds }: Comment, directory: Directory): vscode.Comment {
  return {
    body: new vscode.MarkdownString().appendText(content),
    mode: vscode.CommentMode.Preview,
    author: { name: (creatorId && directory.nameOf(creatorId)) || vscode.l10n.t('App or unknown person') },
    timestamp: createdAtMilliseconds === undefined ? undefined : new Date(createdAtMilliseconds),
  };
}
