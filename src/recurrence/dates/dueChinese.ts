/** Due dates in Chinese: "明天下午3点", "下周一", "两周后", "月底". */
import { civilDate } from '../calendar/calendar';
import {
  afterMonths,
  afterWorkDays,
  comingDate,
  comingDayOfMonth,
  comingWeekday,
  dated,
  dayOfMonth,
  endOfMonth,
  weekdayInWeek,
  type DueContext,
  type DuePiece,
  type DueReader,
} from './dueContext';
import { readClock, readNumber } from '../language/wordsChinese';
import type { Scanner } from '../language/draft';

/** What a part of the day means where no hour is given, in seconds since midnight. */
const PARTS: Readonly<Record<string, number>> = {
  早上: 9 * 3600,
  早: 9 * 3600,
  上午: 9 * 3600,
  中午: 12 * 3600,
  下午: 15 * 3600,
  傍晚: 18 * 3600,
  下班前: 18 * 3600,
  晚上: 20 * 3600,
  晚: 20 * 3600,
};

const NEAR_DAYS: Readonly<Record<string, number>> = { 今: 0, 明: 1, 后: 2, 大后: 3 };

export const chineseDueReaders: readonly DueReader[] = [
  readNearDay,
  readAfter,
  readWeekday,
  readEndOf,
  readDate,
  readTime,
];

/** "今天", "明日", "大后天", "今晚", "明早". */
function readNearDay(scanner: Scanner, { today }: DueContext): DuePiece | undefined {
  const word = scanner.take(/(今|明|大后|后)(?:[天日]|(?=[早晚]))/y);
  return word && { day: today + NEAR_DAYS[word[1]!]! };
}

/** "三天后", "两周之后", "半小时后", "2 个月内". */
function readAfter(scanner: Scanner, context: DueContext): DuePiece | undefined {
  scanner.take(/过\s*/y);
  const half = scanner.take(/半\s*/y) !== undefined;
  const number = half ? 0.5 : readNumber(scanner);
  const unit = scanner.take(
    /个?(半)?\s*(分钟|小时|钟头|工作日|天|日|周|星期|礼拜|月|年)\s*(?:之后|以后|后|之内|以内|内)/y,
  );
  if (number === undefined || !unit) return undefined;
  return after(unit[1] === undefined ? number : number + 0.5, unit[2]!, context);
}

function after(number: number, unit: string, context: DueContext): DuePiece | undefined {
  if (unit === '分钟') return { instant: Math.floor(context.now + number * 60) };
  if (unit === '小时' || unit === '钟头') return { instant: Math.floor(context.now + number * 3600) };
  if (number > 10_000) return undefined;
  if (unit === '月' && number === 0.5) return { day: context.today + 15 };
  if (unit === '年' && number % 1 === 0.5) return afterMonths(number * 12, context);
  if (!Number.isInteger(number)) return undefined;
  if (unit === '工作日') return afterWorkDays(number, context);
  if (unit === '月' || unit === '年') return afterMonths(unit === '月' ? number : number * 12, context);
  return { day: context.today + number * (unit === '天' || unit === '日' ? 1 : 7) };
}

/** "周五", "本周五", "下周一", "下下周三", "下个星期天", "下周", "周末". */
function readWeekday(scanner: Scanner, context: DueContext): DuePiece | undefined {
  const which = scanner.take(/(下下|下|本|这)\s*(?:一\s*)?个?\s*/y)?.[1];
  const weekday = scanner.take(/(?:周|星期|礼拜)\s*([一二三四五六日天末])/y)?.[1];
  const weeks = { 下下: 2, 下: 1, 本: 0, 这: 0 }[which ?? ''];
  if (weekday === undefined) {
    return which?.startsWith('下') && scanner.take(/(?:周|星期|礼拜)/y)
      ? { day: context.today + weeks! * 7 }
      : undefined;
  }
  const index = weekday === '末' ? 5 : '一二三四五六日'.indexOf(weekday.replace('天', '日'));
  return weeks === undefined && weekday !== '末'
    ? comingWeekday(index, context)
    : weekdayInWeek(index, weeks ?? 0, context);
}

/** "月底", "下月底", "年底", "下个月". */
function readEndOf(scanner: Scanner, context: DueContext): DuePiece | undefined {
  const { year } = civilDate(context.today);
  const yearEnd = scanner.take(/(今|本|明)?年(?:底|末)/y);
  if (yearEnd) return dated(yearEnd[1] === '明' ? year + 1 : year, 12, 31);
  const month = scanner.take(/(下+|本|这|当)?个?月(底|末|初)?(?!\d)/y);
  if (!month || (month[1] === undefined && month[2] === undefined)) return undefined;
  const months = /^下+/.exec(month[0])?.[0].length ?? 0;
  if (month[2] === '初') return months === 0 ? undefined : dayOfMonth(1, months, context);
  if (month[2] !== undefined) return endOfMonth(months, context);
  return months === 0 || /^\s*[\d一二三四五六七八九十]/.test(scanner.text.slice(scanner.position, scanner.position + 3))
    ? undefined
    : afterMonths(months, context);
}

/** "12月24日", "2026年12月24号", "明年1月5日", "下个月15号", "15号". */
function readDate(scanner: Scanner, context: DueContext): DuePiece | undefined {
  const relative = scanner.take(/(下+|本|这)个?月\s*/y);
  if (relative) {
    const months = /^下+/.exec(relative[1]!)?.[0].length ?? 0;
    const day = readDayNumber(scanner);
    return day === undefined ? undefined : dayOfMonth(day, months, context);
  }
  const year = scanner.attempt(() => readYear(scanner, context));
  const month = scanner.attempt(() => {
    const number = readNumber(scanner);
    return scanner.take(/月份?\s*/y) ? number : undefined;
  });
  const day = readDayNumber(scanner);
  if (day === undefined || (year !== undefined && month === undefined)) return undefined;
  if (month === undefined) return comingDayOfMonth(day, context);
  return year === undefined ? comingDate(month, day, context) : dated(year, month, day);
}

function readYear(scanner: Scanner, { today }: DueContext): number | undefined {
  const word = scanner.take(/([今明后])年\s*/y);
  if (word) return civilDate(today).year + NEAR_DAYS[word[1]!]!;
  const match = scanner.take(/(\d{4})\s*年\s*/y);
  return match && Number(match[1]);
}

function readDayNumber(scanner: Scanner): number | undefined {
  const day = readNumber(scanner);
  return scanner.take(/[日号]\s*/y) ? day : undefined;
}

/** "18:00", "下午3点", "上午", "晚上 8 点半". */
function readTime(scanner: Scanner): DuePiece | undefined {
  const clock = scanner.attempt(() => readClock(scanner));
  if (clock) return { second: clock.hour * 3600 + clock.minute * 60 };
  const part = scanner.take(/(早上|上午|早|中午|下午|傍晚|下班前|晚上|晚)/y)?.[1];
  return part === undefined ? undefined : { second: PARTS[part]! };
}
