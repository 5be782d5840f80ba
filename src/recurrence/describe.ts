/** A sentence for a rule. `ruleFromWords` reads every such sentence back to the same rule. */
import { describeEnglish } from './language/describeEnglish';
import { describeChinese } from './language/describeChinese';
import { DAY_SECONDS, formatWall, parseDate } from './calendar/calendar';
import { wallTime } from './calendar/zone';
import type { Locale, RepeatRule } from './types';

/**
 * The rule as a sentence, such as "every 2 weeks on Monday and Friday, 10 times" or "每 2 周的周一和周五，共 10 次".
 * What the rule takes from the due date (its time, a missing weekday) is not said.
 * @param timeZone zone in which the end is shown; without it, an end with a time is shown in UTC and says so
 */
export function describeRule(rule: RepeatRule, locale: Locale, timeZone?: string): string {
  const ending = rule.until === undefined ? {} : { until: showUntil(rule.until, timeZone) };
  return locale === 'zh-cn' ? describeChinese(rule, ending) : describeEnglish(rule, ending);
}

/** The end of the last day counts as that day. */
function showUntil(until: string, timeZone: string | undefined): string {
  const dayNo = parseDate(until.slice(0, 8))!;
  if (until.length === 8) return formatWall(dayNo * DAY_SECONDS).slice(0, 10);
  const [hour, minute, second] = [9, 11, 13].map((index) => Number(until.slice(index, index + 2)));
  const instant = dayNo * DAY_SECONDS + hour! * 3600 + minute! * 60 + second!;
  const wall = formatWall(timeZone === undefined ? instant : wallTime(instant, timeZone));
  if (timeZone !== undefined && wall.endsWith('T23:59:59')) return wall.slice(0, 10);
  const time = wall.endsWith(':00') ? wall.slice(11, 16) : wall.slice(11);
  return `${wall.slice(0, 10)} ${time}${timeZone === undefined ? ' UTC' : ''}`;
}
