/** English sentences for rules. */
import { clockTimes, hasOrdinal, hasPlainDays, isNthOfDays, WORK_DAYS, type Ending, type Unsaid } from './phrases';
import type { Frequency, RepeatRule, Weekday, WeekdayNumber } from '../types';

export const ENGLISH_DAYS: Record<Weekday, string> = {
  MO: 'Monday',
  TU: 'Tuesday',
  WE: 'Wednesday',
  TH: 'Thursday',
  FR: 'Friday',
  SA: 'Saturday',
  SU: 'Sunday',
};

export const ENGLISH_MONTHS = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
];

const UNITS: Record<Frequency, string> = {
  SECONDLY: 'second',
  MINUTELY: 'minute',
  HOURLY: 'hour',
  DAILY: 'day',
  WEEKLY: 'week',
  MONTHLY: 'month',
  YEARLY: 'year',
};

const ORDINALS = ['first', 'second', 'third', 'fourth', 'fifth'];

export function describeEnglish(rule: RepeatRule, ending: Ending): string {
  const main = mainClause(rule);
  const clauses = [main.text, ...limits(main.unsaid), ...times(rule)];
  if (rule.bySetPos.length > 0 && !isNthOfDays(rule)) clauses.push(`of these only the ${and(rule.bySetPos.map(nth))}`);
  if (rule.weekStart) clauses.push(`weeks beginning on ${ENGLISH_DAYS[rule.weekStart]}`);
  if (ending.until !== undefined) clauses.push(`until ${ending.until}`);
  if (rule.count !== undefined) clauses.push(rule.count === 1 ? 'once' : `${rule.count} times`);
  return clauses.join(', ');
}

function mainClause(rule: RepeatRule): { text: string; unsaid: Unsaid } {
  if (rule.freq === 'WEEKLY' && rule.interval === 1 && hasPlainDays(rule, WORK_DAYS)) {
    return { text: 'every weekday', unsaid: { ...rule, byDay: [] } };
  }
  const unit = UNITS[rule.freq];
  const every = rule.interval === 1 ? `every ${unit}` : `every ${rule.interval} ${unit}s`;
  const { text, ...said } = rule.freq === 'YEARLY' ? inYear(rule) : inWeekOrMonth(rule);
  return { text: every + text, unsaid: { ...rule, ...said } };
}

function inWeekOrMonth(rule: RepeatRule): { text: string } & Partial<Unsaid> {
  if (rule.freq === 'WEEKLY' && rule.byDay.length > 0) {
    return { text: ` on ${plainDays(rule.byDay)}`, byDay: [] };
  }
  if (rule.freq !== 'MONTHLY') return { text: '' };
  if (isNthOfDays(rule)) return { text: ` on ${nthOfDays(rule)}`, byDay: [] };
  if (rule.byMonthDay.length > 0) return { text: ` on ${dates(rule.byMonthDay)}`, byMonthDay: [] };
  if (rule.byDay.length > 0) return { text: ` on ${numberedDays(rule.byDay)}`, byDay: [] };
  return { text: '' };
}

function inYear(rule: RepeatRule): { text: string } & Partial<Unsaid> {
  const months = and(rule.byMonth.map(monthName));
  if (rule.byYearDay.length > 0)
    return { text: ` on the ${and(rule.byYearDay.map(nth))} day of the year`, byYearDay: [] };
  if (rule.byWeekNo.length > 0) {
    const on = rule.byDay.length > 0 ? ` on ${plainDays(rule.byDay)}` : '';
    return { text: ` in ${and(rule.byWeekNo.map(week))}${on}`, byWeekNo: [], byDay: [] };
  }
  if (rule.byMonthDay.length > 0) {
    const [day] = rule.byMonthDay;
    const single = rule.byMonth.length === 1 && rule.byMonthDay.length === 1 && day! > 0;
    const date = single ? `${months} ${day}` : `${dates(rule.byMonthDay)} of ${months || 'every month'}`;
    return { text: ` on ${date}`, byMonthDay: [], byMonth: [] };
  }
  if (rule.byDay.length > 0) {
    const days = isNthOfDays(rule) ? nthOfDays(rule) : numberedDays(rule.byDay);
    return { text: ` on ${days} of ${months || 'the year'}`, byDay: [], byMonth: [] };
  }
  return months ? { text: ` in ${months}`, byMonth: [] } : { text: '' };
}

function limits(unsaid: Unsaid): string[] {
  const clauses: string[] = [];
  if (unsaid.byMonthDay.length > 0) clauses.push(`only on ${dates(unsaid.byMonthDay)}`);
  if (unsaid.byWeekNo.length > 0) clauses.push(`only in ${and(unsaid.byWeekNo.map(week))}`);
  if (unsaid.byYearDay.length > 0) clauses.push(`only on the ${and(unsaid.byYearDay.map(nth))} day of the year`);
  if (unsaid.byDay.length > 0)
    clauses.push(`only on ${hasOrdinal(unsaid) ? numberedDays(unsaid.byDay) : plainDays(unsaid.byDay)}`);
  if (unsaid.byMonth.length > 0) clauses.push(`only in ${and(unsaid.byMonth.map(monthName))}`);
  return clauses;
}

function times(rule: RepeatRule): string[] {
  const clock = clockTimes(rule);
  if (clock) return [`at ${and(clock)}`];
  const list = (unit: string, values: readonly number[]): string[] =>
    values.length > 0 ? [`at ${unit} ${and(values.map(String))}`] : [];
  return [...list('hour', rule.byHour), ...list('minute', rule.byMinute), ...list('second', rule.bySecond)];
}

function nthOfDays(rule: RepeatRule): string {
  const noun = hasPlainDays(rule, WORK_DAYS) ? 'weekday' : 'weekend day';
  return `the ${and(rule.bySetPos.map(nth))} ${noun}`;
}

function plainDays(days: readonly WeekdayNumber[]): string {
  return and(days.map((day) => ENGLISH_DAYS[day.weekday]));
}

function numberedDays(days: readonly WeekdayNumber[]): string {
  return and(
    days.map(({ weekday, ordinal }) =>
      ordinal === undefined ? `every ${ENGLISH_DAYS[weekday]}` : `the ${nth(ordinal)} ${ENGLISH_DAYS[weekday]}`,
    ),
  );
}

function dates(days: readonly number[]): string {
  return `the ${and(days.map((day) => (day > 0 ? numeral(day) : `${nth(day)} day`)))}`;
}

function week(number: number): string {
  return number > 0 ? `week ${number}` : `the ${nth(number)} week`;
}

function monthName(month: number): string {
  return ENGLISH_MONTHS[month - 1]!;
}

/** first, 6th, last, second to last. */
export function nth(number: number): string {
  if (number === -1) return 'last';
  if (number < 0) return `${nth(-number)} to last`;
  return ORDINALS[number - 1] ?? numeral(number);
}

/** 1st, 22nd, 13th. */
function numeral(number: number): string {
  const tens = number % 100;
  const suffix = tens >= 11 && tens <= 13 ? 'th' : ({ 1: 'st', 2: 'nd', 3: 'rd' }[number % 10] ?? 'th');
  return `${number}${suffix}`;
}

/** "a", "a and b", "a, b and c". */
export function and(items: readonly string[]): string {
  return items.length < 2 ? items.join() : `${items.slice(0, -1).join(', ')} and ${items.at(-1)}`;
}
