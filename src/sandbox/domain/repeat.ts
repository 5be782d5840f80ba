import { parseRepeatRule } from '../../recurrence';
import { occurrences, seriesOf } from '../../recurrence/preview';
import type { TaskTime } from '../store/model';

/** Is the text a rule of RFC 2445 section 4.3.10 that can occur? */
export function isRepeatRule(text: string): boolean {
  return parseRepeatRule(text).ok;
}

/** The first occurrence after the due time, Unix milliseconds; undefined where the rule has ended. */
export function nextDue(text: string, due: TaskTime): number | undefined {
  const parsed = parseRepeatRule(text);
  if (!parsed.ok) {
    return undefined;
  }
  const series = seriesOf(
    due.isAllDay
      ? { kind: 'date', date: new Date(due.at).toISOString().slice(0, 10) }
      : { kind: 'time', epochSeconds: Math.floor(due.at / 1000), timeZone: due.timeZone },
  );
  const next = occurrences(parsed.rule, series, 2).find((wall) => wall > series.start);
  const instant = next === undefined ? undefined : series.instant(next);
  return instant === undefined ? undefined : instant * 1000;
}
