import { ValidationError } from '../errors/types';
import type { Due } from '../model';

/** The last second a four-digit year has: later ones are refused as no time at all (1470439). */
const LAST_SECOND = 253_402_300_799;
const DAY_SECONDS = 86_400;

/**
 * A due as the wire takes it: the instant in Unix seconds; an all-day due is midnight UTC of its calendar date.
 * @throws ValidationError for `due.date`, `due.epochSeconds` or `due.timeZone`
 */
export function dueSeconds(due: Due): number {
  if (due.kind === 'date') {
    return dateSeconds('due.date', due.date);
  }
  if (!Number.isInteger(due.epochSeconds) || due.epochSeconds < 1 || due.epochSeconds > LAST_SECOND) {
    throw new ValidationError('due.epochSeconds', 'epoch-seconds');
  }
  if (!isIanaZone(due.timeZone)) {
    throw new ValidationError('due.timeZone', 'time-zone');
  }
  return due.epochSeconds;
}

/** The calendar date of an all-day due, read back. */
export function secondsToDate(epochSeconds: number): string {
  return new Date(epochSeconds * 1000).toISOString().slice(0, 10);
}

function dateSeconds(field: string, date: string): number {
  const seconds = /^\d{4}-\d\d-\d\d$/.test(date) ? Date.parse(`${date}T00:00:00Z`) / 1000 : NaN;
  // Date.parse takes 2026-02-30 for March 2nd; such a date does not read back as itself.
  if (!(seconds >= DAY_SECONDS) || secondsToDate(seconds) !== date) {
    throw new ValidationError(field, 'date');
  }
  return seconds;
}

/** True for names of the IANA Time Zone Database, spelt as there; offsets such as `+08:00` are none. */
export function isIanaZone(zone: string): boolean {
  if (typeof zone !== 'string' || !/^[A-Z][\w+-]*(\/[\w+-]+)*$/i.test(zone)) {
    return false;
  }
  try {
    const canonical = new Intl.DateTimeFormat('en', { timeZone: zone }).resolvedOptions().timeZone;
    // Node takes any upper and lower case; Feishu's zone database is a set of file names.
    return canonical === zone || canonical.toLowerCase() !== zone.toLowerCase();
  } catch {
    return false;
  }
}
