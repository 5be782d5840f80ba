import * as vscode from 'vscode';
import type { Due } from '../../feishu';
import { uiLocale } from '../../platform/locale';
import { askText, back, pickMany, pickOne, type Back } from '../../platform/quickPick';
import type { RepeatRule, RuleFields, Weekday } from '../../recurrence';
import { nextDates, type Recurrence } from './rules';

/** What has been chosen so far; `freq` is chosen first. */
type Choices = Partial<RuleFields>;
type Step = (choices: Choices) => Promise<Choices | Back>;
type Freq = 'DAILY' | 'WEEKLY' | 'MONTHLY' | 'YEARLY';

const MAX_INTERVAL = 999;
const MAX_COUNT = 999;

/** Builds a repeat rule question by question: how often, every how many, on which days, until when. */
export async function buildRule(recurrence: Recurrence, due: Due): Promise<RepeatRule | Back> {
  const steps: Step[] = [
    chooseFrequency,
    chooseInterval,
    (choices) => chooseDays(recurrence, choices, due),
    (choices) => chooseEnd(recurrence, choices, due),
  ];
  let choices: Choices = {};
  let index = 0;
  while (index < steps.length) {
    const answer = await steps[index]!(choices);
    if (answer === back && index === 0) return back;
    // A daily or yearly rule has no days to choose: going back passes that step too.
    if (answer === back) index -= index === 3 && !hasDays(choices) ? 2 : 1;
    else {
      choices = answer;
      index++;
    }
  }
  return recurrence.makeRule(choices as RuleFields);
}

const hasDays = ({ freq }: Choices): boolean => freq === 'WEEKLY' || freq === 'MONTHLY';
const title = (): string => vscode.l10n.t('Build a Repeat Rule');

async function chooseFrequency(choices: Choices): Promise<Choices | Back> {
  const labels: Record<Freq, string> = {
    DAILY: vscode.l10n.t('Daily'),
    WEEKLY: vscode.l10n.t('Weekly'),
    MONTHLY: vscode.l10n.t('Monthly'),
    YEARLY: vscode.l10n.t('Yearly'),
  };
  const item = await pickOne({
    title: title(),
    placeholder: vscode.l10n.t('How often?'),
    items: (Object.keys(labels) as Freq[]).map((freq) => ({ freq, label: labels[freq] })),
    active: ({ freq }) => freq === choices.freq,
    canGoBack: true,
  });
  return item === back ? back : { freq: item.freq };
}

async function chooseInterval(choices: Choices): Promise<Choices | Back> {
  const prompts: Record<Freq, string> = {
    DAILY: vscode.l10n.t('Every how many days?'),
    WEEKLY: vscode.l10n.t('Every how many weeks?'),
    MONTHLY: vscode.l10n.t('Every how many months?'),
    YEARLY: vscode.l10n.t('Every how many years?'),
  };
  const interval = await askNumber(prompts[choices.freq as Freq], choices.interval ?? 1, MAX_INTERVAL);
  return interval === back ? back : { ...choices, interval };
}

function chooseDays(recurrence: Recurrence, choices: Choices, due: Due): Promise<Choices | Back> {
  if (choices.freq === 'WEEKLY') return chooseWeekdays(recurrence, choices, due);
  if (choices.freq === 'MONTHLY') return chooseMonthDay(recurrence, choices, due);
  return Promise.resolve(choices);
}

async function chooseWeekdays(recurrence: Recurrence, choices: Choices, due: Due): Promise<Choices | Back> {
  const dueWeekday = weekdayOf(recurrence, due);
  const chosen = new Set(choices.byDay?.map(({ weekday }) => weekday) ?? [dueWeekday]);
  const picked = await pickMany({
    title: title(),
    placeholder: vscode.l10n.t('On which weekdays?'),
    items: recurrence.WEEKDAYS.map((weekday, index) => ({
      weekday,
      label: weekdayName(index),
      description: weekday === dueWeekday ? vscode.l10n.t('the due date’s') : '',
      picked: chosen.has(weekday),
    })),
    canGoBack: true,
  });
  if (picked === back) return back;
  // With nothing checked the rule falls on the due date's weekday, as RFC 2445 says.
  return { ...choices, byDay: picked.map(({ weekday }) => ({ weekday })) };
}

/** The ways "monthly" can be meant for this date: its day of the month, its nth or last weekday, the month's last day. */
async function chooseMonthDay(recurrence: Recurrence, choices: Choices, due: Due): Promise<Choices | Back> {
  const day = Number(localDate(recurrence, due).slice(8, 10));
  const weekday = weekdayOf(recurrence, due);
  const nth = Math.ceil(day / 7);
  const ways: RuleFields[] = [
    { freq: 'MONTHLY', byMonthDay: [day] },
    ...(nth < 5 ? [{ freq: 'MONTHLY' as const, byDay: [{ weekday, ordinal: nth }] }] : []),
    { freq: 'MONTHLY', byDay: [{ weekday, ordinal: -1 }] },
    { freq: 'MONTHLY', byMonthDay: [-1] },
  ];
  const item = await pickOne({
    title: title(),
    placeholder: vscode.l10n.t('On which day of the month?'),
    items: ways.map((fields) => ({
      fields,
      label: recurrence.describeRule(recurrence.makeRule(fields), uiLocale()),
    })),
    canGoBack: true,
  });
  if (item === back) return back;
  const { byDay, byMonthDay } = item.fields;
  return { ...choices, byDay, byMonthDay };
}

async function chooseEnd(recurrence: Recurrence, choices: Choices, due: Due): Promise<Choices | Back> {
  for (;;) {
    const open = { ...choices, count: undefined, until: undefined };
    const item = await pickOne({
      title: title(),
      placeholder: vscode.l10n.t('Until when?'),
      items: [
        {
          end: 'never' as const,
          label: vscode.l10n.t('Without end'),
          detail: nextDates(recurrence, recurrence.makeRule(open as RuleFields), due),
        },
        { end: 'count' as const, label: vscode.l10n.t('A number of times…') },
        { end: 'date' as const, label: vscode.l10n.t('Up to a date…') },
      ],
      canGoBack: true,
    });
    if (item === back) return back;
    if (item.end === 'never') return open;
    const end = item.end === 'count' ? await askCount(choices) : await askUntil(recurrence, due);
    if (end !== back) return { ...open, ...end };
  }
}

async function askCount(choices: Choices): Promise<Choices | Back> {
  const count = await askNumber(vscode.l10n.t('How many times in all?'), choices.count ?? 10, MAX_COUNT);
  return count === back ? back : { count };
}

async function askUntil(recurrence: Recurrence, due: Due): Promise<Choices | Back> {
  const first = localDate(recurrence, due);
  const parse = (text: string): string | undefined => {
    const timeZone = due.kind === 'time' ? due.timeZone : 'UTC';
    const result = recurrence.parseDue(text, { now: Date.now() / 1000, timeZone, locale: uiLocale() });
    return result.ok ? localDate(recurrence, result.due) : undefined;
  };
  const text = await askText({
    title: title(),
    prompt: vscode.l10n.t('The last day on which it may fall'),
    placeholder: first,
    canGoBack: true,
    validate: (value) => {
      const date = parse(value);
      if (!date) return vscode.l10n.t('This is not a date. Try 2027-12-31.');
      if (date < first) return vscode.l10n.t('This is before the due date.');
      return { message: date, severity: vscode.InputBoxValidationSeverity.Info };
    },
  });
  const date = text === back ? undefined : parse(text);
  return date === undefined ? back : { until: recurrence.untilEndOf(date, due) };
}

async function askNumber(prompt: string, value: number, max: number): Promise<number | Back> {
  const text = await askText({
    title: title(),
    value: String(value),
    prompt,
    canGoBack: true,
    validate: (typed) =>
      /^[1-9]\d*$/.test(typed.trim()) && Number(typed) <= max
        ? undefined
        : vscode.l10n.t('A whole number from 1 to {0}.', max),
  });
  return text === back ? back : Number(text);
}

/** `YYYY-MM-DD` of a due date where it is shown. */
function localDate(recurrence: Recurrence, due: Due): string {
  if (due.kind === 'date') return due.date;
  const rule = recurrence.makeRule({ freq: 'DAILY', count: 1 });
  return recurrence
    .previewOccurrences(rule, { start: due.epochSeconds, timeZone: due.timeZone, count: 1 })[0]!
    .slice(0, 10);
}

function weekdayOf(recurrence: Recurrence, due: Due): Weekday {
  const day = new Date(`${localDate(recurrence, due)}T00:00:00Z`).getUTCDay();
  return recurrence.WEEKDAYS[(day + 6) % 7]!;
}

/** @param index 0 is Monday */
function weekdayName(index: number): string {
  // 5 January 1970 was a Monday.
  const monday = Date.UTC(1970, 0, 5);
  const format = new Intl.DateTimeFormat(vscode.env.language, { weekday: 'long', timeZone: 'UTC' });
  return format.format(monday + index * 86_400_000);
}
