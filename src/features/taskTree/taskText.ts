import * as vscode from 'vscode';
import type { Task } from '../../feishu';
import { uiLocale, userTimeZone } from '../../platform/locale';
import { dueStatus } from '../../tasks';
import type { Directory } from '../people/directory';

const nowSeconds = (): number => Math.floor(Date.now() / 1000);

/** "Fri, Nov 27, 18:00 · every weekday", what stands beside the title; says in words where it is overdue. */
export async function taskDescription(task: Task, status = dueStatus(task, Date.now())): Promise<string> {
  const [due, repeat] = await dueAndRepeatParts(task);
  const dueWords = due && status === 'overdue' ? vscode.l10n.t('overdue since {0}', due) : due;
  return [dueWords, repeat].filter(Boolean).join(' · ');
}

/** Everything about a task. Its texts come from a server, so they are appended as plain text. */
export async function taskTooltip(task: Task, directory: Directory): Promise<vscode.MarkdownString> {
  const [due, repeat] = await dueAndRepeatParts(task);
  const names = (ids: readonly string[]): string => ids.map((id) => directory.byId(id).name).join(', ');
  const rows: (readonly [string, string | undefined])[] = [
    [vscode.l10n.t('Due Date'), due],
    [vscode.l10n.t('Repeat'), repeat],
    [vscode.l10n.t('Assignees'), names(task.assigneeIds)],
    [vscode.l10n.t('Followers'), names(task.followerIds)],
  ];
  const text = new vscode.MarkdownString('', true);
  text.appendMarkdown('**').appendText(task.title).appendMarkdown('**\n\n');
  for (const [label, value] of rows) {
    if (value) text.appendMarkdown(`${label}: `).appendText(value).appendMarkdown('  \n');
  }
  return text;
}

async function dueAndRepeatParts({
  due,
  repeatRule,
}: Task): Promise<readonly [string | undefined, string | undefined]> {
  if (!due && !repeatRule) return [undefined, undefined];
  const recurrence = await import('../../recurrence');
  const locale = uiLocale();
  const rule = repeatRule ? recurrence.parseRepeatRule(repeatRule) : undefined;
  return [
    due && recurrence.formatDue(due, locale, { now: nowSeconds(), timeZone: userTimeZone() }),
    // A rule made elsewhere may be one this extension would not send: it is shown as it stands.
    rule && (rule.ok ? recurrence.describeRule(rule.rule, locale) : repeatRule),
  ];
}
