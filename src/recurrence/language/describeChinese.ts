/** Chinese sentences for rules. */
import { clockTimes, hasOrdinal, hasPlainDays, isNthOfDays, WORK_DAYS, type Ending, type Unsaid } from './phrases';
import type { Frequency, RepeatRule, Weekday, WeekdayNumber } from '../types';

export const CHINESE_DAYS: Record<Weekday, string> = {
  MO: '周一',
  TU: '周二',
  WE: '周三',
  TH: '周四',
  FR: '周五',
  SA: '周六',
  SU: '周日',
};

/** "every" alone, and the counted unit after a number. */
const UNITS: Record<Frequency, readonly [every: string, unit: string]> = {
  SECONDLY: ['每秒', '秒'],
  MINUTELY: ['每分钟', '分钟'],
  HOURLY: ['每小时', '小时'],
  DAILY: ['每天', '天'],
  WEEKLY: ['每周', '周'],
  MONTHLY: ['每月', '个月'],
  YEARLY: ['每年', '年'],
};

const NUMBERS = ['一', '二', '三', '四', '五'];

export function describeChinese(rule: RepeatRule, ending: Ending): string {
  const main = mainClause(rule);
  const clauses = [main.text, ...limits(main.unsaid), ...times(rule)];
  if (rule.bySetPos.length > 0 && !isNthOfDays(rule)) {
    clauses.push(`只取其中${and(rule.bySetPos.map((position) => nth(position, '个')))}`);
  }
  if (rule.weekStart) clauses.push(`以${CHINESE_DAYS[rule.weekStart]}为一周首日`);
  if (ending.until !== undefined) clauses.push(`截至${ending.until}`);
  if (rule.count !== undefined) clauses.push(`共${rule.count} 次`);
  return clauses.join('，').replace(/([\u4e00-\u9fff])(?=\d)/g, '$1 ');
}

function mainClause(rule: RepeatRule): { text: string; unsaid: Unsaid } {
  if (rule.freq === 'WEEKLY' && rule.interval === 1 && hasPlainDays(rule, WORK_DAYS)) {
    return { text: '每个工作日', unsaid: { ...rule, byDay: [] } };
  }
  const [every, unit] = UNITS[rule.freq];
  const { text, ...said } = rule.freq === 'YEARLY' ? inYear(rule) : inWeekOrMonth(rule);
  const unsaid = { ...rule, ...said };
  if (rule.interval > 1) return { text: `每${rule.interval} ${unit}${text && `的${text}`}`, unsaid };
  if (rule.freq === 'WEEKLY' && text) return { text: `每${text}`, unsaid };
  return { text: every + text, unsaid };
}

function inWeekOrMonth(rule: RepeatRule): { text: string } & Partial<Unsaid> {
  if (rule.freq === 'WEEKLY' && rule.byDay.length > 0) return { text: plainDays(rule.byDay), byDay: [] };
  if (rule.freq !== 'MONTHLY') return { text: '' };
  if (isNthOfDays(rule)) return { text: nthOfDays(rule), byDay: [] };
  if (rule.byMonthDay.length > 0) return { text: dates(rule.byMonthDay), byMonthDay: [] };
  if (rule.byDay.length > 0) return { text: numberedDays(rule.byDay), byDay: [] };
  return { text: '' };
}

function inYear(rule: RepeatRule): { text: string } & Partial<Unsaid> {
  const months = and(rule.byMonth.map(monthName));
  if (rule.byYearDay.length > 0) return { text: and(rule.byYearDay.map((day) => nth(day, '天'))), byYearDay: [] };
  if (rule.byWeekNo.length > 0) {
    const on = rule.byDay.length > 0 ? `的${plainDays(rule.byDay)}` : '';
    return { text: and(rule.byWeekNo.map((week) => nth(week, '周'))) + on, byWeekNo: [], byDay: [] };
  }
  if (rule.byMonthDay.length > 0) {
    const [day] = rule.byMonthDay;
    const single = rule.byMonth.length === 1 && rule.byMonthDay.length === 1 && day! > 0;
    const date = `${months || '每月'}${single ? '' : '的'}${dates(rule.byMonthDay)}`;
    return { text: date, byMonthDay: [], byMonth: [] };
  }
  if (rule.byDay.length > 0) {
    const days = isNthOfDays(rule) ? nthOfDays(rule) : numberedDays(rule.byDay);
    return { text: months ? `${months}的${days}` : days, byDay: [], byMonth: [] };
  }
  return { text: months, byMonth: [] };
}

function limits(unsaid: Unsaid): string[] {
  const clauses: string[] = [];
  if (unsaid.byMonthDay.length > 0) {
    // "最后一天" alone would be the year's.
    const fromEnd = unsaid.byMonthDay.some((day) => day < 0);
    clauses.push(`仅${fromEnd ? '当月' : ''}${dates(unsaid.byMonthDay)}`);
  }
  if (unsaid.byWeekNo.length > 0) clauses.push(`仅${and(unsaid.byWeekNo.map((week) => nth(week, '周')))}`);
  if (unsaid.byYearDay.length > 0) clauses.push(`仅当年${and(unsaid.byYearDay.map((day) => nth(day, '天')))}`);
  if (unsaid.byDay.length > 0)
    clauses.push(`仅${hasOrdinal(unsaid) ? numberedDays(unsaid.byDay) : plainDays(unsaid.byDay)}`);
  if (unsaid.byMonth.length > 0) clauses.push(`仅${and(unsaid.byMonth.map(monthName))}`);
  return clauses;
}

function times(rule: RepeatRule): string[] {
  const clock = clockTimes(rule);
  if (clock) return [`在${clock.join('、')}`];
  const list = (unit: string, values: readonly number[]): string[] =>
    values.length > 0 ? [`在第${values.join('、')} ${unit}`] : [];
  return [...list('时', rule.byHour), ...list('分', rule.byMinute), ...list('秒', rule.bySecond)];
}

function nthOfDays(rule: RepeatRule): string {
  const noun = hasPlainDays(rule, WORK_DAYS) ? '个工作日' : '个周末日';
  return and(rule.bySetPos.map((position) => nth(position, noun)));
}

function plainDays(days: readonly WeekdayNumber[]): string {
  return and(days.map((day) => CHINESE_DAYS[day.weekday]));
}

function numberedDays(days: readonly WeekdayNumber[]): string {
  return and(
    days.map(({ weekday, ordinal }) =>
      ordinal === undefined ? `每个${CHINESE_DAYS[weekday]}` : nth(ordinal, `个${CHINESE_DAYS[weekday]}`),
    ),
  );
}

function dates(days: readonly number[]): string {
  return and(days.map((day) => (day > 0 ? `${day} 日` : nth(day, '天'))));
}

function monthName(month: number): string {
  return `${month} 月`;
}

/** 第一个, 第 6 个, 最后一个, 倒数第二个; `counted` is the measure word and what follows it. */
export function nth(number: number, counted: string): string {
  if (number === -1) return `最后一${counted}`;
  const size = Math.abs(number);
  const figure = NUMBERS[size - 1] ?? ` ${size} `;
  return `${number < 0 ? '倒数第' : '第'}${figure}${counted}`;
}

/** "a", "a和b", "a、b和c". */
function and(items: readonly string[]): string {
  return items.length < 2 ? items.join() : `${items.slice(0, -1).join('、')}和${items.at(-1)}`;
}
