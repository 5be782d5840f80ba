/** Repeat rules that fit a due date, for a picker. */
import { civilDate, daysInMonth, DAY_SECONDS, weekdayOf } from './calendar/calendar';
import { describeRule } from './describe';
import { makeRule } from './grammar/normal';
import { seriesOf } from './preview';
import { WEEKDAYS, type Due, type Locale, type RepeatRule, type RuleFields } from './types';

export interface RepeatPreset {
  readonly rule: RepeatRule;
  /** The rule as a sentence that begins in upper case. */
  readonly label: string;
}

/**
 * Rules of which the due date is an occurrence: daily, weekdays, weekly and every two weeks on its weekday, monthly
 * on its date, on its weekday's place in the month (also counted from the end where it is the last), on the last day
 * where it is that, and yearly. Each at most once, the commonest first.
 */
export function repeatPresets(due: Due, locale: Locale = 'en'): readonly RepeatPreset[] {
  const dayNo = Math.floor(seriesOf(due).start / DAY_SECONDS);
  const { year, month, day } = civilDate(dayNo);
  const weekday = WEEKDAYS[weekdayOf(dayNo)]!;
  const place = Math.ceil(day / 7);
  const length = daysInMonth(year, month);
  const monthly: RuleFields = { freq: 'MONTHLY' };
  const workDays = WEEKDAYS.slice(0, 5);
  const fields: RuleFields[] = [
    { freq: 'DAILY' },
    ...(workDays.includes(weekday)
      ? [{ freq: 'WEEKLY' as const, byDay: workDays.map((name) => ({ weekday: name })) }]
      : []),
    { freq: 'WEEKLY', byDay: [{ weekday }] },
    { freq: 'WEEKLY', interval: 2, byDay: [{ weekday }] },
    { ...monthly, byMonthDay: [day] },
    ...(place <= 4 ? [{ ...monthly, byDay: [{ weekday, ordinal: place }] }] : []),
    ...(day + 7 > length ? [{ ...monthly, byDay: [{ weekday, ordinal: -1 }] }] : []),
    ...(day === length ? [{ ...monthly, byMonthDay: [-1] }] : []),
    { freq: 'YEARLY', byMonth: [month], byMonthDay: [day] },
  ];
  return fields.map((entry) => {
    const rule = makeRule(entry);
    const sentence = describeRule(rule, locale);
    return { rule, label: sentence.charAt(0).toUpperCase() + sentence.slice(1) };
  });
}
