/**
 * The matching days of a period. Weeks, months and years of the same form (length, weekday of the first day) have the
 * same ones, so that each form is worked out once: four centuries have 4,800 months of some 90 forms.
 */
import { civilDate, dayNumber, daysInMonth, isLeapYear, LAST_DAY, weekdayOf } from '../calendar/calendar';
import type { DayFilter } from './dayFilter';

export type PeriodFrequency = 'WEEKLY' | 'MONTHLY' | 'YEARLY';

/** Gives, for the first day of a period, its matching days as distances from it, in order. */
export function daysOfPeriods(freq: PeriodFrequency, filter: DayFilter): (from: number) => readonly number[] {
  const known = new Map<number, readonly number[]>();
  const remember = (form: number, find: () => readonly number[]): readonly number[] => {
    let days = known.get(form);
    if (!days) known.set(form, (days = find()));
    return days;
  };
  return (from) => {
    const { year, month, day } = civilDate(from);
    switch (freq) {
      case 'WEEKLY':
        // Weekdays and months decide: weeks that turn the month after as many days are alike.
        return remember(month * 8 + Math.min(daysInMonth(year, month) - day, 7), () => daysFrom(from, 7, filter));
      case 'MONTHLY':
        return remember(monthForm(year, month, from), () => daysFrom(from, daysInMonth(year, month), filter));
      case 'YEARLY':
        return remember(yearForm(year, from), () => daysFrom(from, isLeapYear(year) ? 366 : 365, filter));
    }
  };
}

/** All matching days from a day on, until the year 9999. */
export function* matchingDays(from: number, filter: DayFilter): Generator<number, void> {
  const daysOf = daysOfPeriods('YEARLY', filter);
  for (let { year } = civilDate(from); ; year++) {
    const newYear = dayNumber(year, 1, 1);
    if (newYear > LAST_DAY) return;
    for (const distance of daysOf(newYear)) {
      if (newYear + distance >= from) yield newYear + distance;
    }
  }
}

function daysFrom(from: number, length: number, filter: DayFilter): readonly number[] {
  const days: number[] = [];
  for (let distance = 0; distance < length; distance++) {
    if (filter(from + distance, civilDate(from + distance))) days.push(distance);
  }
  return days;
}

/**
 * The first days of a year can lie in the last week of the year before, the last days in the first week of the next;
 * how those weeks are numbered (from the end) depends on the length of these years.
 */
function yearForm(year: number, from: number): number {
  const leaps = [year - 1, year, year + 1].map(isLeapYear);
  return leaps.reduce((form, leap) => form * 2 + Number(leap), weekdayOf(from));
}

function monthForm(year: number, month: number, from: number): number {
  return (month * 32 + daysInMonth(year, month)) * 7 + weekdayOf(from);
}
