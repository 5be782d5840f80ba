/**
 * Expansion of hourly, minutely and secondly rules. Feishu tasks do not repeat that often (see `checkForTask`), but
 * the grammar allows them and a preview must answer. Walks days, and within a matching day only periods that can match.
 */
import { DAY_SECONDS, gcd, mod } from '../calendar/calendar';
import type { RepeatRule } from '../types';
import { dayFilter } from './dayFilter';
import { matchingDays } from './periods';
import { positionsIn } from './positions';

/** Days after which a rule without an occurrence is given up: 400 years. */
const FRUITLESS_DAYS = 146_097;

/** Seconds of one period. */
const PERIOD: Partial<Record<RepeatRule['freq'], number>> = { HOURLY: 3600, MINUTELY: 60, SECONDLY: 1 };

/** The periods of a series: every `interval`-th from `first` on, counted from 1970. */
interface Steps {
  /** Seconds of a period. */
  readonly length: number;
  readonly perDay: number;
  readonly first: number;
  readonly interval: number;
}

/** The periods of a day that BYHOUR, BYMINUTE and BYSECOND let through. */
interface Allowed {
  /** How many of them a day has. */
  readonly size: number;
  has(period: number): boolean;
  /** In order. */
  all(): Iterable<number>;
}

/** As `expand`, for frequencies below a day. Intervals count on the wall clock. */
export function* expandWithinDays(rule: RepeatRule, start: number): Generator<number, void> {
  const length = PERIOD[rule.freq]!;
  const steps: Steps = {
    length,
    perDay: DAY_SECONDS / length,
    first: Math.floor(start / length),
    interval: rule.interval,
  };
  const allowed = allowedPeriods(rule, steps);
  const inside = secondsInside(rule, length, start);
  if (inside.length === 0 || !canMeet(allowed, steps)) return;
  const startDay = Math.floor(start / DAY_SECONDS);
  let last = startDay;
  for (const day of matchingDays(startDay, dayFilter(rule, startDay))) {
    if (day - last > FRUITLESS_DAYS) return;
    for (const period of periodsOfDay(allowed, steps, day)) {
      for (const second of inside) {
        const wall = day * DAY_SECONDS + period * length + second;
        if (wall < start) continue;
        last = day;
        yield wall;
      }
    }
  }
}

function allowedPeriods(rule: RepeatRule, { length, perDay }: Steps): Allowed {
  const hours = orAll(rule.byHour, 24);
  const minutes = length < 3600 ? orAll(rule.byMinute, 60) : [0];
  const seconds = length < 60 ? orAll(rule.bySecond, 60) : [0];
  const members = [hours, minutes, seconds].map((list) => new Set(list));
  return {
    size: hours.length * minutes.length * seconds.length,
    has(period) {
      const second = (period % perDay) * length;
      return (
        members[0]!.has(Math.floor(second / 3600)) &&
        members[1]!.has(Math.floor(second / 60) % 60) &&
        members[2]!.has(second % 60)
      );
    },
    *all() {
      for (const hour of hours) {
        for (const minute of minutes) {
          for (const second of seconds) yield (hour * 3600 + minute * 60 + second) / length;
        }
      }
    },
  };
}

function orAll(values: readonly number[], count: number): readonly number[] {
  return values.length > 0 ? values : Array.from({ length: count }, (_, index) => index);
}

/**
 * False where no allowed period is ever a whole number of intervals after the first. The two meet on some day exactly
 * where they agree modulo the common divisor of the interval and the periods of a day.
 */
function canMeet(allowed: Allowed, { first, interval, perDay }: Steps): boolean {
  const common = gcd(perDay, interval);
  for (let period = mod(first, common); period < perDay; period += common) {
    if (allowed.has(period)) return true;
  }
  return false;
}

/** Goes through the allowed periods or through the intervals, whichever are fewer. */
function* periodsOfDay(allowed: Allowed, steps: Steps, day: number): Generator<number, void> {
  const { first, interval, perDay } = steps;
  const dayStart = day * perDay;
  if (allowed.size * interval <= perDay) {
    for (const period of allowed.all()) {
      if (mod(dayStart + period - first, interval) === 0) yield period;
    }
    return;
  }
  for (let period = mod(first - dayStart, interval); period < perDay; period += interval) {
    if (allowed.has(period)) yield period;
  }
}

/** Seconds within a period: what BYMINUTE and BYSECOND add below the frequency, or the due time's; then BYSETPOS. */
function secondsInside(rule: RepeatRule, length: number, start: number): readonly number[] {
  const minutes = length < 3600 ? [0] : rule.byMinute.length > 0 ? rule.byMinute : [Math.floor(mod(start, 3600) / 60)];
  const seconds = length < 60 ? [0] : rule.bySecond.length > 0 ? rule.bySecond : [mod(start, 60)];
  const all = minutes.flatMap((minute) => seconds.map((second) => minute * 60 + second));
  const chosen = positionsIn(rule.bySetPos).of(all.length);
  return chosen ? chosen.map((index) => all[index]!) : all;
}
