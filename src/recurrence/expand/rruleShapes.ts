/**
 * Where the `rrule` package carries the expansion. rrule 2.8.1 is right on the rules people usually make and wrong or
 * endless on others (mixed BYDAY, positions, week numbers, rules that never occur: none of it can be stopped from
 * outside). So it gets a rule only in a shape it is known to expand rightly and that occurs again after a bounded
 * number of periods, as a clock without time zone, without UNTIL and COUNT, which are applied to its results.
 */
import { RRule, type Options, type Weekday } from 'rrule';
import { weekdayIndex } from '../grammar/normal';
import type { Frequency, RepeatRule, WeekdayNumber } from '../types';

const FREQUENCY: Partial<Record<Frequency, number>> = {
  DAILY: RRule.DAILY,
  WEEKLY: RRule.WEEKLY,
  MONTHLY: RRule.MONTHLY,
  YEARLY: RRule.YEARLY,
};

const RRULE_DAYS = [RRule.MO, RRule.TU, RRule.WE, RRule.TH, RRule.FR, RRule.SA, RRule.SU];

/**
 * Lets `rrule` expand the rule, where it has a shape for that; else answers false and does nothing.
 * @param start the due time on the wall clock, in seconds
 * @param visit called with each occurrence at or after `start`, in wall-clock seconds, until it answers false
 */
export function expandWithRrule(rule: RepeatRule, start: number, visit: (wall: number) => boolean): boolean {
  const simple = withoutPosition(rule);
  if (!simple || !isKnownShape(simple)) return false;
  const series = new RRule(toOptions(simple, start), true);
  series.all((date) => visit(date.getTime() / 1000));
  return true;
}

/** "The n-th of one weekday" may be written with BYSETPOS; rrule is right on the numbered weekday. */
function withoutPosition(rule: RepeatRule): RepeatRule | undefined {
  if (rule.bySetPos.length === 0) return rule;
  const [day, ...others] = rule.byDay;
  const oneWeekday = day && others.length === 0 && day.ordinal === undefined;
  const oneTime = rule.byHour.length <= 1 && rule.byMinute.length <= 1 && rule.bySecond.length <= 1;
  if (rule.freq !== 'MONTHLY' || !oneWeekday || !oneTime || rule.byMonthDay.length > 0) return undefined;
  return { ...rule, bySetPos: [], byDay: rule.bySetPos.map((ordinal) => ({ weekday: day.weekday, ordinal })) };
}

function isKnownShape(rule: RepeatRule): boolean {
  if (rule.byYearDay.length > 0 || rule.byWeekNo.length > 0) return false;
  const days = rule.byDay.length;
  const dates = rule.byMonthDay.length;
  switch (rule.freq) {
    case 'DAILY':
      return rule.byMonth.length === 0 && dates === 0 && (days === 0 || rule.interval === 1);
    case 'WEEKLY':
      return rule.byMonth.length === 0;
    case 'MONTHLY':
      return rule.byMonth.length === 0 && occursInEveryMonth(rule) && days > 0 !== dates > 0;
    case 'YEARLY':
      return rule.byMonth.length > 0 && occursInEveryMonth(rule) && days > 0 !== dates > 0;
    default:
      return false;
  }
}

/** Weekdays all plain or all first to fourth (rrule intersects the two kinds), dates that the shortest month has. */
function occursInEveryMonth(rule: RepeatRule): boolean {
  const plain = rule.byDay.every((day) => day.ordinal === undefined);
  const numbered = rule.byDay.every((day) => day.ordinal !== undefined && Math.abs(day.ordinal) <= 4);
  return (plain || numbered) && rule.byMonthDay.every((day) => Math.abs(day) <= 28);
}

function toOptions(rule: RepeatRule, start: number): Partial<Options> {
  const list = (values: readonly number[]): number[] | undefined => (values.length > 0 ? [...values] : undefined);
  return {
    freq: FREQUENCY[rule.freq]!,
    dtstart: new Date(start * 1000),
    interval: rule.interval,
    wkst: RRULE_DAYS[weekdayIndex(rule.weekStart ?? 'MO')]!,
    byweekday: rule.byDay.length > 0 ? rule.byDay.map(toRruleDay) : undefined,
    bymonthday: list(rule.byMonthDay),
    bymonth: list(rule.byMonth),
    byhour: list(rule.byHour),
    byminute: list(rule.byMinute),
    bysecond: list(rule.bySecond),
  };
}

function toRruleDay({ weekday, ordinal }: WeekdayNumber): Weekday {
  const day = RRULE_DAYS[weekdayIndex(weekday)]!;
  return ordinal === undefined ? day : day.nth(ordinal);
}
