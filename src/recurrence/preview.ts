/** When a rule occurs: in the due date's time zone, across changes of the clock, bounded in number and effort. */
import { DAY_SECONDS, formatWall, parseDate } from './calendar/calendar';
import { expand } from './expand/expand';
import { expandWithRrule } from './expand/rruleShapes';
import { instantOf, isTimeZone, parseWall, wallTime } from './calendar/zone';
import type { Due, RepeatRule } from './types';

/** Most occurrences given at once. */
export const MAX_PREVIEW = 366;

/** After so many occurrences in a row that no clock shows (skipped hour), a rule is taken to have no further one. */
const MAX_SKIPPED = 40;

export interface PreviewOptions {
  /**
   * The due date, from which a rule counts: a local date-time `YYYY-MM-DDTHH:mm[:ss]`, a date `YYYY-MM-DD` for an
   * all-day one, a date-time with `Z` or offset, or Unix time in seconds.
   */
  readonly start: string | number;
  /** IANA time zone, in which the rule's wall-clock times are meant. All-day dates are the same in every zone. */
  readonly timeZone: string;
  /** How many occurrences, at most 366; 5 by default. */
  readonly count?: number;
}

/** The place of a series: its first wall-clock time, and how wall times become instants. */
export interface Series {
  /** Wall-clock seconds. */
  readonly start: number;
  /** Instant (Unix seconds) of a wall time; undefined where the clock skips it. */
  instant(wall: number): number | undefined;
}

/**
 * The next occurrences at or after the start as local date-times `YYYY-MM-DDTHH:mm:ss`, in order; the start itself
 * is among them only where the rule says so. Fewer than asked for where the series ends; none where it never occurs.
 * UNTIL is inclusive and compared as an instant. A time that the zone's clock skips is left out and not counted
 * (RFC 5545 §3.3.10); where the clock shows a time twice, the first is meant.
 * @throws RangeError for a start that cannot be read or an unknown time zone.
 */
export function previewOccurrences(rule: RepeatRule, options: PreviewOptions): string[] {
  const count = Math.min(Math.max(Math.floor(options.count ?? 5), 0), MAX_PREVIEW);
  return occurrences(rule, readStart(options.start, options.timeZone), count).map(formatWall);
}

/** As `previewOccurrences`, in wall-clock seconds. */
export function occurrences(rule: RepeatRule, series: Series, count: number): number[] {
  const found: number[] = [];
  const wanted = Math.min(count, rule.count ?? Infinity);
  const last = rule.until === undefined ? Infinity : untilInstant(rule.until, series);
  let skipped = 0;
  const visit = (wall: number): boolean => {
    const instant = series.instant(wall);
    if (instant === undefined) return ++skipped < MAX_SKIPPED;
    if (instant > last) return false;
    skipped = 0;
    found.push(wall);
    return found.length < wanted;
  };
  if (wanted <= 0) return found;
  if (expandWithRrule(rule, series.start, visit)) return found;
  for (const wall of expand(rule, series.start)) {
    if (!visit(wall)) break;
  }
  return found;
}

/** The series that begins with a due date. */
export function seriesOf(due: Due): Series {
  if (due.kind === 'date') return readStart(due.date, 'UTC');
  return readStart(due.epochSeconds, due.timeZone);
}

/**
 * The last instant of a series, in Unix seconds. A date-only UNTIL means the whole of that day on the clock of the
 * due date: readers disagree, this one loses nothing.
 */
export function untilInstant(until: string, series: Series): number {
  const dayNo = parseDate(until.slice(0, 8))!;
  if (until.length > 8) {
    const [hour, minute, second] = [9, 11, 13].map((index) => Number(until.slice(index, index + 2)));
    return dayNo * DAY_SECONDS + hour! * 3600 + minute! * 60 + second!;
  }
  for (let wall = dayNo * DAY_SECONDS + DAY_SECONDS - 1; ; wall -= 900) {
    const instant = series.instant(wall);
    if (instant !== undefined) return instant;
  }
}

function readStart(start: string | number, timeZone: string): Series {
  if (!isTimeZone(timeZone)) throw new RangeError(`Unknown time zone: ${timeZone}`);
  if (typeof start === 'string' && parseDate(start) !== undefined) {
    return { start: parseDate(start)! * DAY_SECONDS, instant: (wall) => wall };
  }
  const wall = typeof start === 'string' ? readDateTime(start, timeZone) : wallTime(Math.floor(start), timeZone);
  if (wall === undefined) throw new RangeError(`Not a date or date-time: ${start}`);
  return { start: wall, instant: (time) => instantOf(time, timeZone) };
}

function readDateTime(text: string, timeZone: string): number | undefined {
  const local = parseWall(text);
  if (local !== undefined) return local;
  const withOffset = /^(\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d(?:\.\d+)?)?)(?:Z|[+-]\d\d:\d\d)$/i.test(text);
  const instant = withOffset ? Date.parse(text) : NaN;
  return Number.isNaN(instant) ? undefined : wallTime(Math.floor(instant / 1000), timeZone);
}
