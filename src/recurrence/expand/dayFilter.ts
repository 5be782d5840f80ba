/** Which days a rule lets through: BYMONTH, BYMONTHDAY, BYYEARDAY, BYWEEKNO and BYDAY, with what they leave open. */
import { civilDate, dayNumber, daysInMonth, isLeapYear, mod, weekdayOf, type CivilDate } from '../calendar/calendar';
import { weekdayIndex } from '../grammar/normal';
import { WEEKDAYS, type RepeatRule } from '../types';

/** True where the day matches. `date` is the date of `dayNo`. */
export type DayFilter = (dayNo: number, date: CivilDate) => boolean;

/** The filter of a rule for a series that starts on `startDay`, from which a missing weekday or date is taken. */
export function dayFilter(rule: RepeatRule, startDay: number): DayFilter {
  const full = inherit(rule, startDay);
  const tests: DayFilter[] = [];
  if (full.byMonth.length > 0) tests.push((_, { month }) => full.byMonth.includes(month));
  if (full.byMonthDay.length > 0) tests.push(monthDayFilter(full.byMonthDay));
  if (full.byDay.length > 0) tests.push(weekdayTest(full));
  if (full.byYearDay.length > 0) tests.push(yearDayFilter(full.byYearDay));
  if (full.byWeekNo.length > 0) tests.push(weekNumberTest(full));
  return (dayNo, date) => tests.every((test) => test(dayNo, date));
}

/** "Information from DTSTART fills in what the rule does not say" (RFC 2445 §4.3.10). */
function inherit(rule: RepeatRule, startDay: number): RepeatRule {
  const start = civilDate(startDay);
  const weekday = [{ weekday: WEEKDAYS[weekdayOf(startDay)]! }];
  if (rule.freq === 'WEEKLY') return rule.byDay.length > 0 ? rule : { ...rule, byDay: weekday };
  if (rule.freq !== 'MONTHLY' && rule.freq !== 'YEARLY') return rule;
  if (rule.byDay.length > 0 || rule.byMonthDay.length > 0 || rule.byYearDay.length > 0) return rule;
  if (rule.byWeekNo.length > 0) return { ...rule, byDay: weekday };
  const byMonth = rule.freq === 'YEARLY' && rule.byMonth.length === 0 ? [start.month] : rule.byMonth;
  return { ...rule, byMonth, byMonthDay: [start.day] };
}

function monthDayFilter(byMonthDay: readonly number[]): DayFilter {
  const wanted = new Set(byMonthDay);
  return (_, { year, month, day }) => wanted.has(day) || wanted.has(day - daysInMonth(year, month) - 1);
}

function yearDayFilter(byYearDay: readonly number[]): DayFilter {
  const wanted = new Set(byYearDay);
  return (dayNo, { year }) => {
    const day = dayNo - dayNumber(year, 1, 1) + 1;
    return wanted.has(day) || wanted.has(day - yearLength(year) - 1);
  };
}

/** A plain weekday always matches, a numbered one at its place in the month, or in the year where no month is named. */
function weekdayTest(rule: RepeatRule): DayFilter {
  const plain = new Set(rule.byDay.filter((day) => day.ordinal === undefined).map((day) => weekdayIndex(day.weekday)));
  const numbered = new Set(
    rule.byDay.filter((day) => day.ordinal !== undefined).map((day) => weekdayIndex(day.weekday) + 7 * day.ordinal!),
  );
  const inYear = rule.freq === 'YEARLY' && rule.byMonth.length === 0;
  return (dayNo, { year, month, day }) => {
    const weekday = weekdayOf(dayNo);
    if (plain.has(weekday)) return true;
    if (numbered.size === 0) return false;
    const place = inYear ? dayNo - dayNumber(year, 1, 1) : day - 1;
    const rest = (inYear ? yearLength(year) : daysInMonth(year, month)) - 1 - place;
    return (
      numbered.has(weekday + 7 * (Math.floor(place / 7) + 1)) || numbered.has(weekday - 7 * (Math.floor(rest / 7) + 1))
    );
  };
}

/**
 * Weeks as ISO 8601 numbers them, but beginning on WKST: a week belongs to the year of its fourth day, so the first
 * days of January can lie in week 52 or 53 and the last of December in week 1.
 */
function weekNumberTest(rule: RepeatRule): DayFilter {
  const wanted = new Set(rule.byWeekNo);
  const weekStart = weekdayIndex(rule.weekStart ?? 'MO');
  const fourthDay = (dayNo: number): number => dayNo - mod(weekdayOf(dayNo) - weekStart, 7) + 3;
  return (dayNo, { year: calendarYear }) => {
    const fourth = fourthDay(dayNo);
    const nextYear = dayNumber(calendarYear + 1, 1, 1);
    const thisYear = dayNumber(calendarYear, 1, 1);
    const year = fourth >= nextYear ? calendarYear + 1 : fourth < thisYear ? calendarYear - 1 : calendarYear;
    const newYear = dayNumber(year, 1, 1);
    const week = Math.floor((fourth - newYear) / 7) + 1;
    const last = Math.floor((fourthDay(dayNumber(year, 12, 28)) - newYear) / 7) + 1;
    return wanted.has(week) || wanted.has(week - last - 1);
  };
}

function yearLength(year: number): number {
  return isLeapYear(year) ? 366 : 365;
}
