/**
 * Calendar arithmetic on day numbers (days since 1970-01-01) and wall-clock seconds (seconds since 1970-01-01T00:00:00
 * on a clock without time zone). Proleptic Gregorian; Monday is weekday 0.
 */

export const DAY_SECONDS = 86_400;

/** Last day this layer counts to: 9999-12-31, the last that `YYYYMMDD` can write. */
export const LAST_DAY = 2_932_896;

export interface CivilDate {
  readonly year: number;
  /** 1 to 12. */
  readonly month: number;
  /** 1 to 31. */
  readonly day: number;
}

/** Day number of a date (algorithm: days since 0000-03-01, in 400-year eras). Month may lie outside 1 to 12. */
export function dayNumber(year: number, month: number, day: number): number {
  const months = year * 12 + month - 1;
  const y = Math.floor((months - 2) / 12);
  const m = months - 2 - y * 12;
  const era = Math.floor(y / 400);
  const yearOfEra = y - era * 400;
  const dayOfYear = Math.floor((153 * m + 2) / 5) + day - 1;
  const dayOfEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear;
  return era * 146_097 + dayOfEra - 719_468;
}

/** The date of a day number. */
export function civilDate(dayNo: number): CivilDate {
  const shifted = dayNo + 719_468;
  const era = Math.floor(shifted / 146_097);
  const dayOfEra = shifted - era * 146_097;
  const yearOfEra = Math.floor(
    (dayOfEra - Math.floor(dayOfEra / 1460) + Math.floor(dayOfEra / 36_524) - Math.floor(dayOfEra / 146_096)) / 365,
  );
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const m = Math.floor((5 * dayOfYear + 2) / 153);
  const month = m < 10 ? m + 3 : m - 9;
  return {
    year: yearOfEra + era * 400 + (month <= 2 ? 1 : 0),
    month,
    day: dayOfYear - Math.floor((153 * m + 2) / 5) + 1,
  };
}

/** Weekday of a day number, Monday = 0. */
export function weekdayOf(dayNo: number): number {
  return mod(dayNo + 3, 7);
}

export function isLeapYear(year: number): boolean {
  return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
}

export function daysInMonth(year: number, month: number): number {
  if (month === 2) return isLeapYear(year) ? 29 : 28;
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
}

/** Remainder that is never negative. */
export function mod(value: number, divisor: number): number {
  return ((value % divisor) + divisor) % divisor;
}

export function gcd(a: number, b: number): number {
  return b === 0 ? a : gcd(b, a % b);
}

/** `YYYY-MM-DD`. */
export function formatDate(dayNo: number): string {
  const { year, month, day } = civilDate(dayNo);
  return `${pad(year, 4)}-${pad(month)}-${pad(day)}`;
}

/** `YYYY-MM-DDTHH:mm:ss` of wall-clock seconds. */
export function formatWall(wall: number): string {
  const dayNo = Math.floor(wall / DAY_SECONDS);
  return `${formatDate(dayNo)}T${formatTime(wall - dayNo * DAY_SECONDS)}`;
}

/** `HH:mm:ss` of seconds since midnight. */
function formatTime(second: number): string {
  return `${pad(Math.floor(second / 3600))}:${pad(Math.floor(second / 60) % 60)}:${pad(second % 60)}`;
}

export function pad(value: number, width = 2): string {
  return `${value}`.padStart(width, '0');
}

/** Day number of `YYYY-MM-DD` (or `YYYYMMDD`), undefined where there is no such date. */
export function parseDate(text: string): number | undefined {
  const match = /^(\d{4})-?(\d\d)-?(\d\d)$/.exec(text);
  return match ? realDay(Number(match[1]), Number(match[2]), Number(match[3])) : undefined;
}

/** Day number of a date, undefined where there is no such date. */
export function realDay(year: number, month: number, day: number): number | undefined {
  if (month < 1 || month > 12 || day < 1 || day > daysInMonth(year, month)) return undefined;
  return dayNumber(year, month, day);
}
