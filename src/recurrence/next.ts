/** When a repeating task comes again. */
import { DAY_SECONDS, formatDate } from './calendar/calendar';
import { wallTime } from './calendar/zone';
import { nowSeconds, type DueNow } from './dates/dueFormat';
import { MAX_PREVIEW, occurrences, seriesOf } from './preview';
import type { Due, RepeatRule } from './types';

/**
 * The first occurrence after the due date that is not over yet: what a task becomes due at once it is complete.
 * @returns undefined where the series ends before, or lies more than 366 occurrences back
 */
export function nextDue(rule: RepeatRule, due: Due, options: DueNow): Due | undefined {
  const series = seriesOf(due);
  const now = nowSeconds(options.now);
  const today = Math.floor(wallTime(now, options.timeZone) / DAY_SECONDS);
  for (const wall of occurrences(rule, series, MAX_PREVIEW)) {
    if (wall <= series.start) continue;
    const day = Math.floor(wall / DAY_SECONDS);
    const instant = series.instant(wall);
    if (due.kind === 'date' && day >= today) return { kind: 'date', date: formatDate(day) };
    if (due.kind === 'time' && instant !== undefined && instant >= now) {
      return { kind: 'time', epochSeconds: instant, timeZone: due.timeZone };
    }
  }
  return undefined;
}
