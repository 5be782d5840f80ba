/** What the readers of due dates share: the moment "now" in the person's zone, and the pieces of a due date. */
import { civilDate, DAY_SECONDS, dayNumber, daysInMonth, mod, realDay, weekdayOf } from '../calendar/calendar';
import { wallTime } from '../calendar/zone';
import type { Scanner } from '../language/draft';

/** "Now" as a clock in the person's zone shows it. */
export interface DueContext {
  /** Unix seconds. */
  readonly now: number;
  readonly timeZone: string;
  /** Day number of today. */
  readonly today: number;
  /** Seconds since midnight. */
  readonly secondOfDay: number;
}

/** A piece of a due date, as one reader gives it. */
export interface DuePiece {
  /** Day number. */
  readonly day?: number;
  /** Taken instead of `day` where a time is given that is still ahead on it ("Friday 18:00" said on a Friday). */
  readonly dayIfAhead?: number;
  /** Seconds since midnight. */
  readonly second?: number;
  /** A moment, in Unix seconds ("in 2 hours"). */
  readonly instant?: number;
  /** A date that was named and does not exist. */
  readonly missing?: true;
}

export type DueReader = (scanner: Scanner, context: DueContext) => DuePiece | undefined;

export function dueContext(now: number, timeZone: string): DueContext {
  const wall = wallTime(now, timeZone);
  const today = Math.floor(wall / DAY_SECONDS);
  return { now, timeZone, today, secondOfDay: wall - today * DAY_SECONDS };
}

/** The weekday (Monday = 0) alone means the next one after today; today where its time is still ahead. */
export function comingWeekday(weekday: number, { today }: DueContext): DuePiece {
  const ahead = mod(weekday - weekdayOf(today) - 1, 7) + 1;
  return { day: today + ahead, ...(ahead === 7 ? { dayIfAhead: today } : {}) };
}

/** The weekday in the week (Monday to Sunday) that is `weeks` after this one. */
export function weekdayInWeek(weekday: number, weeks: number, { today }: DueContext): DuePiece {
  return { day: today - weekdayOf(today) + weeks * 7 + weekday };
}

/** The same date some months on, or the last of the month where it is shorter. */
export function afterMonths(months: number, { today }: DueContext): DuePiece {
  const { year, month, day } = civilDate(today);
  const first = civilDate(dayNumber(year, month + months, 1));
  return { day: dayNumber(first.year, first.month, Math.min(day, daysInMonth(first.year, first.month))) };
}

/** Last day of the month that is `months` after this one. */
export function endOfMonth(months: number, { today }: DueContext): DuePiece {
  const { year, month } = civilDate(today);
  return { day: dayNumber(year, month + months + 1, 1) - 1 };
}

/** A day of the month that is `months` after this one. */
export function dayOfMonth(day: number, months: number, { today }: DueContext): DuePiece {
  const { year, month } = civilDate(today);
  const first = civilDate(dayNumber(year, month + months, 1));
  return dated(first.year, first.month, day);
}

/** A day of a month without the month ("the 15th"): the next that is not before today. */
export function comingDayOfMonth(day: number, context: DueContext): DuePiece {
  for (let months = 0; months < 3; months++) {
    const piece = dayOfMonth(day, months, context);
    if (piece.day !== undefined && piece.day >= context.today) return piece;
  }
  return { missing: true };
}

/** A date without a year: the next that is not before today. */
export function comingDate(month: number, day: number, { today }: DueContext): DuePiece {
  const { year } = civilDate(today);
  for (let years = 0; years <= 8; years++) {
    const dayNo = realDay(year + years, month, day);
    if (dayNo !== undefined && dayNo >= today) return { day: dayNo };
  }
  return { missing: true };
}

export function dated(year: number, month: number, day: number): DuePiece {
  const dayNo = year >= 1970 ? realDay(year, month, day) : undefined;
  return dayNo === undefined ? { missing: true } : { day: dayNo };
}

/** Seconds since midnight of a clock time, with 12-hour marks; undefined where no clock shows it. */
export function clockSecond(hour: number, minute: number, second = 0, mark?: string): number | undefined {
  if (minute > 59 || second > 59 || hour > (mark ? 12 : 23) || (mark && hour < 1)) return undefined;
  const full = mark === undefined ? hour : (hour % 12) + (mark === 'p' ? 12 : 0);
  return full * 3600 + minute * 60 + second;
}

/** The day some working days on; Monday to Friday count. */
export function afterWorkDays(number: number, { today }: DueContext): DuePiece {
  let day = today;
  for (let left = number; left > 0;) {
    day += 1;
    if (weekdayOf(day) < 5) left -= 1;
  }
  return { day };
}
