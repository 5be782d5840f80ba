import * as vscode from 'vscode';
import type { Due } from '../../feishu';
import { uiLocale } from '../../platform/locale';
import type { RuleResult } from '../../recurrence';

export type Recurrence = typeof import('../../recurrence');

const PREVIEW_COUNT = 5;

/** Reads a rule as RRULE or in words. Of two failures the one that fits what the person tried to write counts. */
export function readRule(recurrence: Recurrence, text: string): RuleResult {
  const locale = uiLocale();
  const parsed = recurrence.parseRepeatRule(text.trim(), { locale });
  if (parsed.ok) return parsed;
  const words = recurrence.ruleFromWords(text, locale);
  const meantAsRule = parsed.suggestion !== undefined || /[=＝]/.test(text);
  return words.ok || !meantAsRule ? words : parsed;
}

/** What was probably meant by a text that could not be read. */
export function suggestionOf(result: { ok: boolean; suggestion?: string }): string | undefined {
  return result.ok ? undefined : result.suggestion;
}

/** "Next: Mon, Nov 23 · Tue, Nov 24 · …", in the UI's language. */
export function nextDates(
  recurrence: Recurrence,
  rule: Parameters<Recurrence['previewOccurrences']>[0],
  due: Due,
): string {
  const dates = recurrence.previewOccurrences(rule, {
    start: due.kind === 'date' ? due.date : due.epochSeconds,
    timeZone: due.kind === 'date' ? 'UTC' : due.timeZone,
    count: PREVIEW_COUNT,
  });
  if (dates.length === 0) return '';
  // The previews are local date-times: formatting them as UTC shows their own fields unchanged.
  const withTime = due.kind === 'time' && new Set(dates.map((date) => date.slice(11))).size > 1;
  const format = (withYear: boolean): Intl.DateTimeFormat =>
    new Intl.DateTimeFormat(vscode.env.language, {
      timeZone: 'UTC',
      weekday: 'short',
      month: 'short',
      day: 'numeric',
      ...(withYear && { year: 'numeric' }),
      ...(withTime && { hour: '2-digit', minute: '2-digit' }),
    });
  const [plain, newYear] = [format(false), format(true)];
  const shown = dates.map((date, index) =>
    // The line has room for five dates as long as only the first of a year names it.
    (index > 0 && dates[index - 1]!.slice(0, 4) !== date.slice(0, 4) ? newYear : plain).format(
      new Date(`${date.slice(0, 19)}${date.length > 10 ? '' : 'T00:00:00'}Z`),
    ),
  );
  return vscode.l10n.t('Next: {0}', shown.join(' · '));
}
