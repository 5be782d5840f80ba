/** The text of a rule as it goes to Feishu. */
import { DAY_SECONDS, formatWall, parseDate } from './calendar/calendar';
import { makeRule } from './grammar/normal';
import { seriesOf, untilInstant } from './preview';
import type { Due, RepeatRule } from './types';

/**
 * The rule in normal form with UNTIL as a UTC date-time: readers disagree about a date-only UNTIL (its midnight or its
 * whole day, in which zone), so the end of that day on the clock of the due date is written out.
 */
export function ruleForSending(rule: RepeatRule, due: Due): string {
  if (rule.until?.length !== 8) return rule.text;
  const instant = untilInstant(rule.until, seriesOf(due));
  return makeRule({ ...rule, until: `${formatWall(instant).replace(/[-:]/g, '')}Z` }).text;
}

/** The last moment of a day (`YYYY-MM-DD`) on the clock of the due date, as a value for UNTIL. */
export function untilEndOf(date: string, due: Due): string {
  const dayNo = parseDate(date);
  if (dayNo === undefined) throw new RangeError(`Not a date: ${date}`);
  const compact = formatWall(dayNo * DAY_SECONDS)
    .slice(0, 10)
    .replaceAll('-', '');
  return `${formatWall(untilInstant(compact, seriesOf(due))).replace(/[-:]/g, '')}Z`;
}
