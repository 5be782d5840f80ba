/**
 * Expansion of a rule into wall-clock times, on a clock without time zone ("floating"). Walks the periods of the rule
 * (years, months, ...), finds their days and times, then applies BYSETPOS. Bounded: a rule that never occurs is given
 * up after one whole cycle of the calendar.
 */
import { civilDate, DAY_SECONDS, dayNumber, gcd, LAST_DAY, mod, weekdayOf } from '../calendar/calendar';
import { weekdayIndex } from '../grammar/normal';
import type { RepeatRule } from '../types';
import { dayFilter, type DayFilter } from './dayFilter';
import { daysOfPeriods, matchingDays, type PeriodFrequency } from './periods';
import { positionsIn } from './positions';
import { expandWithinDays } from './subDaily';
import { timesOfDay } from './times';

/** Periods in 400 years: after them the Gregorian calendar, weekdays included, repeats. */
const CYCLE: Record<PeriodFrequency, number> = { WEEKLY: 20_871, MONTHLY: 4_800, YEARLY: 400 };
const CYCLE_DAYS = 146_097;

/** Most days of one period. */
const LONGEST: Record<PeriodFrequency, number> = { WEEKLY: 7, MONTHLY: 31, YEARLY: 366 };

/**
 * Occurrences at or after `start` in order of time, without regard to UNTIL and COUNT, as wall-clock seconds. Ends
 * after the year 9999, or where the rule is known to have no further one.
 * @param start the due time on the wall clock, in seconds; it fills in what the rule leaves open
 */
export function expand(rule: RepeatRule, start: number): Generator<number, void> {
  switch (rule.freq) {
    case 'SECONDLY':
    case 'MINUTELY':
    case 'HOURLY':
      return expandWithinDays(rule, start);
    case 'DAILY':
      return expandDays(rule, start);
    default:
      return expandPeriods(rule, rule.freq, start);
  }
}

function* expandPeriods(rule: RepeatRule, freq: PeriodFrequency, start: number): Generator<number, void> {
  const startDay = Math.floor(start / DAY_SECONDS);
  const times = timesOfDay(rule, start - startDay * DAY_SECONDS);
  const positions = positionsIn(rule.bySetPos);
  if (!positions.reach(LONGEST[freq] * times.size)) return;
  const cycle = CYCLE[freq] / gcd(CYCLE[freq], rule.interval);
  const firstDay = periodStarts(rule, freq, startDay);
  const daysOf = daysOfPeriods(freq, dayFilter(rule, startDay));
  let fruitless = 0;
  for (let index = 0; fruitless <= cycle; index++, fruitless++) {
    const from = firstDay(index);
    if (from > LAST_DAY) return;
    const days = daysOf(from);
    const size = days.length * times.size;
    const chosen = positions.of(size);
    for (let at = 0; at < (chosen?.length ?? size); at++) {
      const place = chosen ? chosen[at]! : at;
      const day = from + days[Math.floor(place / times.size)]!;
      const wall = day * DAY_SECONDS + times.at(place % times.size);
      if (wall < start) continue;
      if (day > LAST_DAY) return;
      fruitless = 0;
      yield wall;
    }
  }
}

function* expandDays(rule: RepeatRule, start: number): Generator<number, void> {
  const startDay = Math.floor(start / DAY_SECONDS);
  const times = timesOfDay(rule, start - startDay * DAY_SECONDS);
  const positions = positionsIn(rule.bySetPos);
  const sameWeekday = rule.interval % 7 === 0 && rule.byDay.length > 0;
  if (!positions.reach(times.size) || (sameWeekday && !hasWeekday(rule, startDay))) return;
  const cycle = (CYCLE_DAYS / gcd(CYCLE_DAYS, rule.interval)) * rule.interval;
  let last = startDay;
  for (const day of matchingSteps(startDay, rule.interval, dayFilter(rule, startDay))) {
    if (day - last > cycle) return;
    const chosen = positions.of(times.size);
    for (let at = 0; at < (chosen?.length ?? times.size); at++) {
      const wall = day * DAY_SECONDS + times.at(chosen ? chosen[at]! : at);
      if (wall < start) continue;
      last = day;
      yield wall;
    }
  }
}

/** Long intervals are tried one by one, short ones among the days that match: whichever are fewer. */
function* matchingSteps(startDay: number, interval: number, filter: DayFilter): Generator<number, void> {
  if (interval > 30) {
    for (let day = startDay; day <= LAST_DAY; day += interval) {
      if (filter(day, civilDate(day))) yield day;
    }
    return;
  }
  for (const day of matchingDays(startDay, filter)) {
    if ((day - startDay) % interval === 0) yield day;
  }
}

function hasWeekday(rule: RepeatRule, dayNo: number): boolean {
  return rule.byDay.some((day) => weekdayIndex(day.weekday) === weekdayOf(dayNo));
}

/** Gives the first day of the period after `index` intervals. */
function periodStarts(rule: RepeatRule, freq: PeriodFrequency, startDay: number): (index: number) => number {
  const { interval } = rule;
  const { year, month } = civilDate(startDay);
  const weekStart = weekdayIndex(rule.weekStart ?? 'MO');
  const week = startDay - mod(weekdayOf(startDay) - weekStart, 7);
  switch (freq) {
    case 'WEEKLY':
      return (index) => week + index * interval * 7;
    case 'MONTHLY':
      return (index) => dayNumber(year, month + index * interval, 1);
    case 'YEARLY':
      return (index) => dayNumber(year + index * interval, 1, 1);
  }
}
