/** Why the first occurrence of a rule is not the due date, in words. */
import { civilDate, DAY_SECONDS, weekdayOf } from './calendar/calendar';
import { showMoment } from './check';
import { dayFilter } from './expand/dayFilter';
import { describeRule } from './describe';
import { CHINESE_DAYS } from './language/describeChinese';
import { and, ENGLISH_DAYS } from './language/describeEnglish';
import { hasOrdinal } from './language/phrases';
import { occurrences, seriesOf } from './preview';
import { WEEKDAYS, type Due, type Locale, type RepeatRule } from './types';

/**
 * One or two sentences about the due date and the rule's first occurrence, such as "The due date is not a Monday: the
 * next tasks fall on Mondays, the first on 2026-01-12."; undefined where the due date is an occurrence or the rule
 * has none.
 */
export function explainFirst(rule: RepeatRule, due: Due, locale: Locale = 'en'): string | undefined {
  const series = seriesOf(due);
  const first = occurrences(rule, series, 1)[0];
  if (first === undefined || first === series.start) return undefined;
  const startDay = Math.floor(series.start / DAY_SECONDS);
  const date = showMoment(first, due);
  const onStartDay = dayFilter(rule, startDay)(startDay, civilDate(startDay));
  if (onStartDay) return otherTime(rule, due, date, locale);
  const weekdayFits = rule.byDay.some((day) => day.weekday === WEEKDAYS[weekdayOf(startDay)]);
  if (rule.byDay.length > 0 && !weekdayFits) return otherWeekday(rule, date, locale);
  const sentence = describeRule(rule, locale, due.kind === 'time' ? due.timeZone : undefined);
  return locale === 'zh-cn'
    ? `截止时间不符合“${sentence}”，首次重复为 ${date}。`
    : `The due date does not fit “${sentence}”: the first task falls on ${date}.`;
}

function otherWeekday(rule: RepeatRule, date: string, locale: Locale): string {
  const days = [...new Set(rule.byDay.map((day) => day.weekday))];
  const others = [rule.byMonth, rule.byMonthDay, rule.byYearDay, rule.byWeekNo, rule.bySetPos];
  const plain = !hasOrdinal(rule) && others.every((list) => list.length === 0);
  if (locale === 'zh-cn') {
    const names = days.map((day) => CHINESE_DAYS[day]).join('、');
    return `截止时间不是${names}：后续任务落在${plain ? names : `“${describeRule(rule, locale)}”`}，首次为 ${date}。`;
  }
  const names = days.map((day) => ENGLISH_DAYS[day]);
  const list = plain ? and(names.map((name) => `${name}s`)) : `“${describeRule(rule, locale)}”`;
  const either = names.length < 2 ? names.join() : `${names.slice(0, -1).join(', ')} or ${names.at(-1)}`;
  return `The due date is not a ${either}: the next tasks fall on ${list}, the first on ${date}.`;
}

function otherTime(rule: RepeatRule, due: Due, date: string, locale: Locale): string {
  const timed = rule.byHour.length + rule.byMinute.length + rule.bySecond.length > 0 && due.kind === 'time';
  if (locale === 'zh-cn') {
    return timed
      ? `规则中的时间与截止时间不同，首次重复为 ${date}。`
      : `截止时间不在规则选取的日期内，首次重复为 ${date}。`;
  }
  return timed
    ? `The rule names another time of day than the due date: the first task is due ${date}.`
    : `The due date is not among the days the rule picks: the first task falls on ${date}.`;
}
