/** Due dates for a person to read and choose, and as Feishu's numbers. */
import { civilDate, DAY_SECONDS, formatDate, formatWall, pad, parseDate, weekdayOf } from '../calendar/calendar';
import { CHINESE_DAYS } from '../language/describeChinese';
import { ENGLISH_DAYS, ENGLISH_MONTHS } from '../language/describeEnglish';
import { comingWeekday, dueContext, weekdayInWeek } from './dueContext';
import { instantOf, wallTime } from '../calendar/zone';
import { WEEKDAYS, type Due, type Locale } from '../types';

export interface DueNow {
  /** Unix seconds, or a Date. */
  readonly now: number | Date;
  /** IANA time zone of the person. */
  readonly timeZone: string;
}

export interface DuePreset {
  readonly label: string;
  readonly due: Due;
}

/** Unix seconds of either form of "now". */
export function nowSeconds(now: number | Date): number {
  return Math.floor(typeof now === 'number' ? now : now.getTime() / 1000);
}

/**
 * Due dates to choose from: today 18:00 where that is still ahead, tomorrow, Friday, next Monday, in two weeks; no
 * date twice. All but the first are all-day.
 */
export function duePresets(options: DueNow & { readonly locale?: Locale }): readonly DuePreset[] {
  const context = dueContext(nowSeconds(options.now), options.timeZone);
  const label = (en: string, zhCn: string): string => (options.locale === 'zh-cn' ? zhCn : en);
  const evening = instantOf(context.today * DAY_SECONDS + 18 * 3600, options.timeZone);
  const presets: DuePreset[] = [];
  if (evening !== undefined && evening > context.now) {
    const due: Due = { kind: 'time', epochSeconds: evening, timeZone: options.timeZone };
    presets.push({ label: label('Today 18:00', '今天 18:00'), due });
  }
  const days: readonly [string, number][] = [
    [label('Tomorrow', '明天'), context.today + 1],
    [label('Friday', '周五'), comingWeekday(4, context).day!],
    [label('Next Monday', '下周一'), weekdayInWeek(0, 1, context).day!],
    [label('In two weeks', '两周后'), context.today + 14],
  ];
  const seen = new Set<number>();
  for (const [text, day] of days) {
    if (!seen.has(day)) presets.push({ label: text, due: { kind: 'date', date: formatDate(day) } });
    seen.add(day);
  }
  return presets;
}

/**
 * A due date as text: "Today 18:00", "Fri, Nov 27", "11月27日 周五 18:00", with the year where it is another one and
 * the zone where it is another one than the person's.
 */
export function formatDue(due: Due, locale: Locale, options: DueNow): string {
  const { today } = dueContext(nowSeconds(options.now), options.timeZone);
  const wall = due.kind === 'date' ? parseDate(due.date)! * DAY_SECONDS : wallTime(due.epochSeconds, due.timeZone);
  const day = Math.floor(wall / DAY_SECONDS);
  const sameZone = due.kind === 'date' || due.timeZone === options.timeZone;
  const date = (sameZone ? nearDay(day - today, locale) : undefined) ?? longDate(day, today, locale);
  if (due.kind === 'date') return date;
  const time = formatWall(wall).slice(11, 16);
  return sameZone ? `${date} ${time}` : `${date} ${time} (${due.timeZone})`;
}

function nearDay(days: number, locale: Locale): string | undefined {
  const names = locale === 'zh-cn' ? ['昨天', '今天', '明天'] : ['Yesterday', 'Today', 'Tomorrow'];
  return names[days + 1];
}

function longDate(dayNo: number, today: number, locale: Locale): string {
  const { year, month, day } = civilDate(dayNo);
  const weekday = WEEKDAYS[weekdayOf(dayNo)]!;
  const otherYear = year !== civilDate(today).year;
  if (locale === 'zh-cn') return `${otherYear ? `${year}年` : ''}${month}月${day}日 ${CHINESE_DAYS[weekday]}`;
  const date = `${ENGLISH_DAYS[weekday].slice(0, 3)}, ${ENGLISH_MONTHS[month - 1]!.slice(0, 3)} ${day}`;
  return otherYear ? `${date}, ${pad(year, 4)}` : date;
}

/** Unix seconds as Feishu wants them: midnight UTC of the calendar date for an all-day one, else the instant. */
export function dueToSeconds(due: Due): number {
  return due.kind === 'date' ? parseDate(due.date)! * DAY_SECONDS : due.epochSeconds;
}

/** The reverse of `dueToSeconds`. An all-day date is read in UTC, whatever the zone. */
export function secondsToDue(seconds: number, isAllDay: boolean, timeZone: string): Due {
  if (!isAllDay) return { kind: 'time', epochSeconds: seconds, timeZone };
  return { kind: 'date', date: formatDate(Math.floor(seconds / DAY_SECONDS)) };
}
