import * as vscode from 'vscode';
import type { Task } from '../../feishu';
import { uiLocale, userTimeZone } from '../../platform/locale';
import { parseExtra } from '../../tasks';
import type { Directory } from '../people/directory';
import type { LinkedTodo } from './linkedTasks';

type Recurrence = typeof import('../../recurrence');

/** Everything about a TODO's task as a card. Texts come from a server and the workspace: they are plain text in it. */
export async function taskCard(linked: LinkedTodo, directory: Directory): Promise<vscode.MarkdownString> {
  const { task, status } = linked;
  const text = new vscode.MarkdownString('', true);
  if (!task) {
    return text.appendText(
      vscode.l10n.t(
        'Feishu has no such task, or does not show it to this account: it may be deleted, or belong to another account.',
      ),
    );
  }
  text.appendMarkdown('**').appendText(task.title).appendMarkdown('**\n\n');
  text
    .appendMarkdown(`$(${icons[status]}) `)
    .appendText(await stateWords(task, status))
    .appendMarkdown('\n\n');
  for (const [label, value] of await rows(task, directory)) {
    if (value) text.appendMarkdown(`${label}: `).appendText(value).appendMarkdown('  \n');
  }
  return text;
}

/** What to say where the titles of TODO and task are no longer the same. */
export function titleNote({ task, todo, titles }: LinkedTodo): vscode.MarkdownString | undefined {
  if (!task || titles === 'same') return undefined;
  const text = new vscode.MarkdownString('', true).appendMarkdown('$(git-compare) ');
  switch (titles) {
    case 'both':
      return text.appendText(vscode.l10n.t('The title was changed here and in Feishu: “{0}”.', task.title));
    case 'task':
      return text.appendText(vscode.l10n.t('The title was changed in Feishu. Here it is “{0}”.', todo.title));
    case 'code':
      return text.appendText(vscode.l10n.t('The title was changed here. In Feishu it is “{0}”.', task.title));
  }
}

const icons: Record<LinkedTodo['status'], string> = {
  done: 'pass-filled',
  overdue: 'warning',
  today: 'circle-large-outline',
  upcoming: 'circle-large-outline',
  none: 'circle-large-outline',
  missing: 'question',
  unknown: 'question',
};

async function stateWords({ completedAt }: Task, status: LinkedTodo['status']): Promise<string> {
  if (completedAt !== undefined) {
    const { formatDue } = await import('../../recurrence');
    const when = { kind: 'time' as const, epochSeconds: completedAt, timeZone: userTimeZone() };
    return vscode.l10n.t('Completed {0}', formatDue(when, uiLocale(), now()));
  }
  return status === 'overdue' ? vscode.l10n.t('Overdue') : vscode.l10n.t('Open');
}

async function rows(task: Task, directory: Directory): Promise<(readonly [string, string | undefined])[]> {
  const names = (ids: readonly string[]): string => ids.map((id) => directory.byId(id).name).join(', ');
  const recurrence = task.due || task.repeatRule ? await import('../../recurrence') : undefined;
  const extra = parseExtra(task.extra);
  return [
    [vscode.l10n.t('Assignees'), names(task.assigneeIds)],
    [vscode.l10n.t('Followers'), names(task.followerIds)],
    [vscode.l10n.t('Due Date'), recurrence && task.due && recurrence.formatDue(task.due, uiLocale(), now())],
    [vscode.l10n.t('Repeat'), recurrence && repeatWords(recurrence, task)],
    [vscode.l10n.t('Made From'), extra && [extra.path, extra.repo].filter(Boolean).join(' · ')],
  ];
}

/** "every Monday (next: Mon, Nov 30)". A rule made elsewhere may be one this extension would not send. */
function repeatWords(recurrence: Recurrence, { repeatRule, due, completedAt }: Task): string | undefined {
  if (!repeatRule) return undefined;
  const parsed = recurrence.parseRepeatRule(repeatRule);
  if (!parsed.ok) return repeatRule;
  const words = recurrence.describeRule(parsed.rule, uiLocale());
  const next = due && completedAt === undefined ? recurrence.nextDue(parsed.rule, due, now()) : undefined;
  return next ? vscode.l10n.t('{0} (next: {1})', words, recurrence.formatDue(next, uiLocale(), now())) : words;
}

function now(): { now: number; timeZone: string } {
  return { now: Math.floor(Date.now() / 1000), timeZone: userTimeZone() };
}
