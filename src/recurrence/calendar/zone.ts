/** Wall clocks and instants of an IANA time zone, by the zone data of the JavaScript engine. Seconds everywhere. */
import { DAY_SECONDS, dayNumber, formatWall, parseDate } from './calendar';

const formatters = new Map<string, Intl.DateTimeFormat>();

/** True for a zone the engine knows, such as `Asia/Shanghai`. */
export function isTimeZone(timeZone: string): boolean {
  try {
    formatter(timeZone);
    return true;
  } catch {
    return false;
  }
}

/**
 * Wall-clock seconds that a clock in the zone shows at an instant.
 * @throws RangeError for an unknown zone or an instant outside the years 1 to 9999.
 */
export function wallTime(epochSeconds: number, timeZone: string): number {
  const fields: Record<string, number> = {};
  for (const { type, value } of formatter(timeZone).formatToParts(epochSeconds * 1000)) fields[type] = Number(value);
  const dayNo = dayNumber(fields['year']!, fields['month']!, fields['day']!);
  return dayNo * DAY_SECONDS + fields['hour']! * 3600 + fields['minute']! * 60 + fields['second']!;
}

/**
 * The instant at which a clock in the zone shows a wall time: the first of two where clocks are set back, undefined
 * where clocks are set forward over it (RFC 5545 §3.3.10: such an instance is ignored and not counted).
 */
export function instantOf(wall: number, timeZone: string): number | undefined {
  const before = wall - offsetAt(wall - DAY_SECONDS, timeZone);
  const after = wall - offsetAt(wall + DAY_SECONDS, timeZone);
  const candidates = before <= after ? [before, after] : [after, before];
  return candidates.find((instant) => wallTime(instant, timeZone) === wall);
}

/** Like `instantOf`, but a wall time that is skipped means the moment after the gap, as far past it as was asked. */
export function nearestInstant(wall: number, timeZone: string): number {
  return instantOf(wall, timeZone) ?? wall - offsetAt(wall - DAY_SECONDS, timeZone);
}

/** Seconds that a clock in the zone is ahead of UTC at an instant. */
export function offsetAt(epochSeconds: number, timeZone: string): number {
  return wallTime(epochSeconds, timeZone) - epochSeconds;
}

/**
 * Wall-clock seconds of `YYYY-MM-DD`, `YYYY-MM-DDTHH:mm` or `YYYY-MM-DDTHH:mm:ss` (fractions are cut off); undefined
 * for anything else.
 */
export function parseWall(text: string): number | undefined {
  const match = /^(\d{4}-\d\d-\d\d)(?:[T ](\d\d):(\d\d)(?::(\d\d)(?:\.\d+)?)?)?$/.exec(text);
  const dayNo = match && parseDate(match[1]!);
  if (dayNo == null) return undefined;
  const [hour, minute, second] = [match![2], match![3], match![4]].map((digits) => Number(digits ?? 0));
  if (hour! > 23 || minute! > 59 || second! > 59) return undefined;
  return dayNo * DAY_SECONDS + hour! * 3600 + minute! * 60 + second!;
}

/** `YYYY-MM-DDTHH:mm:ss` as shown in the zone. */
export function formatInZone(epochSeconds: number, timeZone: string): string {
  return formatWall(wallTime(epochSeconds, timeZone));
}

/** Making a formatter costs some 50 microseconds, using one 2: they are kept. There are some 600 zones at most. */
function formatter(timeZone: string): Intl.DateTimeFormat {
  let known = formatters.get(timeZone);
  if (!known) {
    known = new Intl.DateTimeFormat('en-US', {
      timeZone,
      calendar: 'gregory',
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
    });
    formatters.set(timeZone, known);
  }
  return known;
}
