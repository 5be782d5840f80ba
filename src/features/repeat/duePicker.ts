import * as vscode from 'vscode';
import type { Due } from '../../feishu';
import { uiLocale, userTimeZone } from '../../platform/locale';
import { suggestionOf } from './rules';
import { askText, back, pickOne, type Back } from '../../platform/quickPick';

export interface DueChoice {
  /** Undefined: no due date. */
  readonly due: Due | undefined;
}

interface DueItem extends vscode.QuickPickItem {
  readonly choice: DueChoice | 'other';
}

/** Lets a person choose when a task is due: a preset, or a date as text in English or Chinese. */
export async function pickDue(
  current: Due | undefined,
  options: { title: string; canGoBack: boolean },
): Promise<DueChoice | Back> {
  const recurrence = await import('../../recurrence');
  const locale = uiLocale();
  const timeZone = userTimeZone();
  for (;;) {
    const now = Math.floor(Date.now() / 1000);
    const items: DueItem[] = [
      ...recurrence.duePresets({ now, timeZone, locale }).map(({ label, due }) => {
        const date = recurrence.formatDue(due, locale, { now, timeZone });
        return { label, description: date === label ? '' : date, choice: { due } };
      }),
      {
        label: vscode.l10n.t('Other date…'),
        description: vscode.l10n.t('for example “next Friday 15:00” or 2026-12-24'),
        choice: 'other',
        alwaysShow: true,
      },
    ];
    if (current) items.push({ label: vscode.l10n.t('No due date'), choice: { due: undefined } });
    const item = await pickOne({
      title: options.title,
      placeholder: current
        ? vscode.l10n.t('Due: {0}', recurrence.formatDue(current, locale, { now, timeZone }))
        : vscode.l10n.t('When is the task due?'),
      items,
      canGoBack: options.canGoBack,
    });
    if (item === back) return back;
    if (item.choice !== 'other') return item.choice;
    const due = await askDue();
    if (due !== back) return { due };
  }
}

async function askDue(): Promise<Due | Back> {
  const recurrence = await import('../../recurrence');
  const locale = uiLocale();
  const timeZone = userTimeZone();
  const parse = (text: string) => recurrence.parseDue(text, { now: Math.floor(Date.now() / 1000), timeZone, locale });
  const text = await askText({
    title: vscode.l10n.t('Type a Due Date'),
    canGoBack: true,
    placeholder: vscode.l10n.t('for example “next Friday 15:00” or 2026-12-24'),
    suggest: (value) => suggestionOf(parse(value)),
    validate: (value) => {
      if (value.trim() === '') return vscode.l10n.t('Type a date, or go back to choose one.');
      const result = parse(value);
      if (!result.ok) {
        return result.suggestion
          ? vscode.l10n.t('{0} Press Enter for {1}', result.message, result.suggestion)
          : result.message;
      }
      const shown = recurrence.formatDue(result.due, locale, { now: Math.floor(Date.now() / 1000), timeZone });
      return result.past
        ? {
            message: vscode.l10n.t('{0} — this is in the past', shown),
            severity: vscode.InputBoxValidationSeverity.Warning,
          }
        : { message: shown, severity: vscode.InputBoxValidationSeverity.Info };
    },
  });
  if (text === back) return back;
  const result = parse(text);
  return result.ok ? result.due : back;
}
