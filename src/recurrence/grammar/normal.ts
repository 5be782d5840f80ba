/** The normal form of a repeat rule: one text for each meaning, in upper case and in the RFC's order of parts. */
import { WEEKDAYS, type RepeatRule, type RuleFields, type Weekday, type WeekdayNumber } from '../types';

/** Builds a rule from its fields: lists sorted and without duplicates, parts without effect dropped, text made. */
export function makeRule(fields: RuleFields): RepeatRule {
  const plain = {
    freq: fields.freq,
    interval: fields.interval ?? 1,
    ...(fields.until === undefined ? {} : { until: clampLeapSecond(fields.until) }),
    ...(fields.count === undefined ? {} : { count: fields.count }),
    bySecond: sorted(fields.bySecond),
    byMinute: sorted(fields.byMinute),
    byHour: sorted(fields.byHour),
    byDay: sortedDays(fields.byDay ?? []),
    byMonthDay: sorted(fields.byMonthDay),
    byYearDay: sorted(fields.byYearDay),
    byWeekNo: sorted(fields.byWeekNo),
    byMonth: sorted(fields.byMonth),
    bySetPos: sorted(fields.bySetPos),
  };
  const rule =
    fields.weekStart !== undefined && weekStartMatters(plain) && fields.weekStart !== 'MO'
      ? { ...plain, weekStart: fields.weekStart }
      : plain;
  return { ...rule, text: formatRule(rule) };
}

/**
 * The rule as text: `FREQ` first, the other parts in the order of RFC 2445 §4.3.10, without those that say nothing
 * (`INTERVAL=1`, a `WKST` without effect).
 */
export function formatRule(rule: Omit<RepeatRule, 'text'>): string {
  const parts = [`FREQ=${rule.freq}`];
  const list = (name: string, values: readonly (number | string)[]): void => {
    if (values.length > 0) parts.push(`${name}=${values.join(',')}`);
  };
  if (rule.until !== undefined) parts.push(`UNTIL=${rule.until}`);
  if (rule.count !== undefined) parts.push(`COUNT=${rule.count}`);
  if (rule.interval !== 1) parts.push(`INTERVAL=${rule.interval}`);
  list('BYSECOND', rule.bySecond);
  list('BYMINUTE', rule.byMinute);
  list('BYHOUR', rule.byHour);
  list('BYDAY', rule.byDay.map(formatDay));
  list('BYMONTHDAY', rule.byMonthDay);
  list('BYYEARDAY', rule.byYearDay);
  list('BYWEEKNO', rule.byWeekNo);
  list('BYMONTH', rule.byMonth);
  list('BYSETPOS', rule.bySetPos);
  if (rule.weekStart !== undefined) parts.push(`WKST=${rule.weekStart}`);
  return parts.join(';');
}

/** Position of a weekday in the week, Monday = 0. */
export function weekdayIndex(weekday: Weekday): number {
  return WEEKDAYS.indexOf(weekday);
}

function formatDay(day: WeekdayNumber): string {
  return `${day.ordinal ?? ''}${day.weekday}`;
}

/** 2445 allows second 60; clocks and Feishu's server do not need to know leap seconds. */
function clampLeapSecond(until: string): string {
  return until.replace(/60Z$/, '59Z');
}

/** The week's first day only shifts which days make up "a week" (RFC 5545 §3.3.10, WKST). */
function weekStartMatters(rule: Omit<RepeatRule, 'text'>): boolean {
  if (rule.freq === 'WEEKLY') return rule.byDay.length > 0 && (rule.interval > 1 || rule.bySetPos.length > 0);
  return rule.freq === 'YEARLY' && rule.byWeekNo.length > 0;
}

/** Counted from the front first (0, 1, 2, ...), then from the back (-2, -1): roughly the order in time. */
function compare(a: number, b: number): number {
  return Number(a < 0) - Number(b < 0) || a - b;
}

function sorted(values: readonly number[] = []): readonly number[] {
  return [...new Set(values)].sort(compare);
}

function sortedDays(days: readonly WeekdayNumber[]): readonly WeekdayNumber[] {
  const unique = new Map(days.map((day) => [formatDay(day), day]));
  return [...unique.values()].sort(
    (a, b) => compare(a.ordinal ?? 0, b.ordinal ?? 0) || weekdayIndex(a.weekday) - weekdayIndex(b.weekday),
  );
}
