import * as vscode from 'vscode';
import type { CommandId } from '../../platform/commandIds';
import type { Directory } from '../people/directory';
import type { LinkedTasks, LinkedTodo } from './linkedTasks';
import { taskCard, titleNote } from './taskCard';

type Action = readonly [id: CommandId, label: string, argument: unknown];

/** The task of a linked TODO as a card, with what can be done. */
export class TaskHover implements vscode.HoverProvider {
  constructor(
    private readonly linked: LinkedTasks,
    private readonly directory: Directory,
  ) {}

  async provideHover(document: vscode.TextDocument, position: vscode.Position): Promise<vscode.Hover | undefined> {
    const found = this.linked.at(document, position.line);
    if (!found || found.status === 'unknown') return undefined;
    const { task, todo } = found;
    // Names are a help: without them the card shows ids.
    if (task) await this.directory.learn([...task.assigneeIds, ...task.followerIds]).catch(() => false);
    // As text: the link of a card carries nothing but JSON.
    const target = { uri: document.uri.toString(), line: todo.line };
    const parts = [await taskCard(found, this.directory), links(taskActions(found))];
    const note = titleNote(found);
    if (note) parts.push(note, links(titleActions(target)));
    const range = new vscode.Range(document.positionAt(todo.range.start), document.positionAt(todo.range.end));
    return new vscode.Hover(parts, range);

    function taskActions({ taskId, status }: LinkedTodo): Action[] {
      const open: Action = ['feishuTodo.openTask', `$(link-external) ${vscode.l10n.t('Open in Feishu')}`, { taskId }];
      const copy: Action = ['feishuTodo.copyTaskLink', `$(link) ${vscode.l10n.t('Copy Link')}`, { taskId }];
      if (!task) return [open, copy];
      const state: Action[] =
        status === 'done'
          ? [
              ['feishuTodo.removeTodo', `$(trash) ${vscode.l10n.t('Remove TODO')}`, target],
              ['feishuTodo.reopenTask', `$(discard) ${vscode.l10n.t('Reopen Task')}`, { taskId }],
            ]
          : [['feishuTodo.completeTask', `$(check) ${vscode.l10n.t('Complete Task')}`, { taskId }]];
      return [open, ...state, ['feishuTodo.goToTask', `$(list-tree) ${vscode.l10n.t('Go to Task')}`, { taskId }], copy];
    }
  }
}

function titleActions(target: { readonly uri: string; readonly line: number }): Action[] {
  return [
    ['feishuTodo.useCommentTitle', `$(cloud-upload) ${vscode.l10n.t('Use the Comment’s Title in Feishu')}`, target],
    ['feishuTodo.useTaskTitle', `$(cloud-download) ${vscode.l10n.t('Use Feishu’s Title in the Comment')}`, target],
  ];
}

/** Links to our own commands stand apart from the card, whose texts come from a server and may run nothing. */
function links(actions: readonly Action[]): vscode.MarkdownString {
  const text = new vscode.MarkdownString('', true);
  text.isTrusted = { enabledCommands: actions.map(([id]) => id) };
  const link = ([id, label, argument]: Action): string =>
    `[${label}](command:${id}?${encodeURIComponent(JSON.stringify([argument]))})`;
  return text.appendMarkdown(actions.map(link).join(' &nbsp; '));
}
