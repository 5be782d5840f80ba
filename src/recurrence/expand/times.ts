/** The times of day a rule names: every hour with every minute with every second, in order, without listing them all. */
import type { RepeatRule } from '../types';

/** A sorted set of seconds since midnight; may be as large as a day, so it is an indexed view and not an array. */
export interface TimesOfDay {
  readonly size: number;
  /** The time at an index from 0 to `size - 1`, in seconds since midnight. */
  at(index: number): number;
}

/**
 * Times of a day for a rule of daily or rarer frequency.
 * @param startSecond the due time in seconds since midnight, for what the rule leaves open
 */
export function timesOfDay(rule: RepeatRule, startSecond: number): TimesOfDay {
  const hours = orElse(rule.byHour, Math.floor(startSecond / 3600));
  const minutes = orElse(rule.byMinute, Math.floor(startSecond / 60) % 60);
  const seconds = orElse(rule.bySecond, startSecond % 60);
  return {
    size: hours.length * minutes.length * seconds.length,
    at(index) {
      const second = seconds[index % seconds.length]!;
      const rest = Math.floor(index / seconds.length);
      const hour = hours[Math.floor(rest / minutes.length)]!;
      return hour * 3600 + minutes[rest % minutes.length]! * 60 + second;
    },
  };
}

function orElse(values: readonly number[], value: number): readonly number[] {
  return values.length > 0 ? values : [value];
}
