/** What the sentences of both languages have in common. */
import { pad } from '../calendar/calendar';
import type { RepeatRule } from '../types';

/** What both languages need besides the rule itself. */
export interface Ending {
  /** The last day, or the last moment, ready to be read; absent without UNTIL. */
  readonly until?: string;
}

/** Parts of a rule that its main clause has not said yet; they follow as limits, each in a clause of its own. */
export type Unsaid = Pick<RepeatRule, 'byDay' | 'byMonthDay' | 'byYearDay' | 'byWeekNo' | 'byMonth'>;

/** True where the rule names exactly these weekdays, none of them numbered. */
export function hasPlainDays(rule: RepeatRule, weekdays: string): boolean {
  const plain = rule.byDay.every((day) => day.ordinal === undefined);
  return plain && rule.byDay.map((day) => day.weekday).join() === weekdays;
}

/** True where one of the weekdays is numbered. */
export function hasOrdinal(rule: Pick<RepeatRule, 'byDay'>): boolean {
  return rule.byDay.some((day) => day.ordinal !== undefined);
}

export const WORK_DAYS = 'MO,TU,WE,TH,FR';
const WEEKEND = 'SA,SU';

/** True for "the n-th weekday (or weekend day) of the month or year": BYSETPOS over a set of days, one time a day. */
export function isNthOfDays(rule: RepeatRule): boolean {
  const oneTime = rule.byHour.length <= 1 && rule.byMinute.length <= 1 && rule.bySecond.length <= 1;
  return (
    (rule.freq === 'MONTHLY' || rule.freq === 'YEARLY') &&
    rule.bySetPos.length > 0 &&
    oneTime &&
    (hasPlainDays(rule, WORK_DAYS) || hasPlainDays(rule, WEEKEND)) &&
    rule.byMonthDay.length + rule.byYearDay.length + rule.byWeekNo.length === 0 &&
    (rule.freq === 'YEARLY' || rule.byMonth.length === 0)
  );
}

/**
 * Times of day as `HH:MM` where the rule names hours and minutes and there are few, else undefined: then hours,
 * minutes and seconds are listed one by one.
 */
export function clockTimes(rule: RepeatRule): string[] | undefined {
  const belowDay = rule.freq === 'HOURLY' || rule.freq === 'MINUTELY' || rule.freq === 'SECONDLY';
  const plain = rule.byHour.length > 0 && rule.byMinute.length === 1 && rule.bySecond.length === 0;
  if (belowDay || !plain || rule.byHour.length > 6) return undefined;
  return rule.byHour.map((hour) => `${pad(hour)}:${pad(rule.byMinute[0]!)}`);
}
