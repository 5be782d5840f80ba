/** Due dates in English: "tomorrow 18:00", "next Monday", "in two weeks", "end of the month". */
import { civilDate, weekdayOf } from '../calendar/calendar';
import {
  afterMonths,
  afterWorkDays,
  clockSecond,
  comingDate,
  comingDayOfMonth,
  comingWeekday,
  dated,
  endOfMonth,
  weekdayInWeek,
  type DueContext,
  type DuePiece,
  type DueReader,
} from './dueContext';
import { readMonthName, readNumber, readWeekdayName } from '../language/wordsEnglish';
import { weekdayIndex } from '../grammar/normal';
import type { Scanner } from '../language/draft';

/** What a part of the day means where no hour is given, in seconds since midnight. */
const PARTS: Readonly<Record<string, number>> = {
  morning: 9 * 3600,
  noon: 12 * 3600,
  midday: 12 * 3600,
  afternoon: 15 * 3600,
  evening: 18 * 3600,
  night: 20 * 3600,
};

export const englishDueReaders: readonly DueReader[] = [
  readNearDay,
  readAfter,
  readEndOf,
  readWeekday,
  readNext,
  readMonthDate,
  readClock,
  readPartOfDay,
];

/** "today", "tonight", "tomorrow", "the day after tomorrow", "eod". */
function readNearDay(scanner: Scanner, { today }: DueContext): DuePiece | undefined {
  const word = scanner.take(
    /((?:the\s+)?day\s+after\s+tomorrow|today|tonight|tomorrow|tmrw?|eod|end\s+of\s+(?:the\s+)?day)\b/y,
  );
  if (!word) return undefined;
  if (word[1] === 'tonight') return { day: today, second: PARTS['night'] };
  if (word[1] === 'today') return { day: today };
  if (word[1]!.startsWith('e')) return { day: today, second: 18 * 3600 };
  return { day: today + (word[1]!.includes('after') ? 2 : 1) };
}

/** "in 3 days", "in two weeks", "2 hours from now", "a week from today". */
function readAfter(scanner: Scanner, context: DueContext): DuePiece | undefined {
  const led = scanner.take(/in\s+/y) !== undefined;
  const half = scanner.take(/half\s+an?\s+/y) !== undefined;
  const one = !half && scanner.take(/an?\s+(?:couple\s+of\s+)?/y);
  const number = half ? 0.5 : one ? (one[0].includes('couple') ? 2 : 1) : readNumber(scanner);
  const unit = scanner.take(/(minute|min|hour|hr|day|workday|week|fortnight|month|year)s?\b\s*/y);
  if (number === undefined || !unit) return undefined;
  if (!led && !scanner.take(/(?:from\s+(?:now|today)|later|hence)\b/y)) return undefined;
  return after(number, unit[1]!, context);
}

function after(number: number, unit: string, context: DueContext): DuePiece | undefined {
  const { now, today } = context;
  switch (unit) {
    case 'minute':
    case 'min':
      return { instant: now + number * 60 };
    case 'hour':
    case 'hr':
      return { instant: now + number * 3600 };
    default:
      if (!Number.isInteger(number) || number > 10_000) return undefined;
  }
  if (unit === 'month') return afterMonths(number, context);
  if (unit === 'year') return afterMonths(number * 12, context);
  if (unit === 'workday') return afterWorkDays(number, context);
  return { day: today + number * ({ week: 7, fortnight: 14 }[unit] ?? 1) };
}

/** "end of the month", "end of next week", "eow". */
function readEndOf(scanner: Scanner, context: DueContext): DuePiece | undefined {
  const short = scanner.take(/eo([wmy])\b/y)?.[1];
  const long = short ?? scanner.take(/(?:the\s+)?end\s+of\s+(?:(the|this|next)\s+)?(week|month|year)\b/y);
  if (!long) return undefined;
  const unit = typeof long === 'string' ? long : long[2]!.charAt(0);
  const next = typeof long !== 'string' && long[1] === 'next' ? 1 : 0;
  if (unit === 'w') return weekdayInWeek(4, next, context);
  return unit === 'm' ? endOfMonth(next, context) : dated(civilDate(context.today).year + next, 12, 31);
}

/** "Friday", "this Friday", "next Monday", "Monday next week". */
function readWeekday(scanner: Scanner, context: DueContext): DuePiece | undefined {
  const which = scanner.take(/(this|next|coming|the\s+coming)\s+/y)?.[1];
  const name = readWeekdayName(scanner);
  if (name === undefined) return undefined;
  const weekday = weekdayIndex(name);
  if (which === 'next' || scanner.take(/next\s+week\b/y)) return weekdayInWeek(weekday, 1, context);
  if (which === 'this' && weekdayOf(context.today) === weekday) return { day: context.today };
  return comingWeekday(weekday, context);
}

/** "next week", "next month", "next year", "the weekend". */
function readNext(scanner: Scanner, context: DueContext): DuePiece | undefined {
  if (scanner.take(/(?:(?:this|the|on\s+the)\s+)?weekend\b/y)) return weekdayInWeek(5, 0, context);
  const unit = scanner.take(/next\s+(week|month|year)\b/y)?.[1];
  if (unit === 'week') return { day: context.today + 7 };
  return (unit && afterMonths(unit === 'month' ? 1 : 12, context)) || undefined;
}

/** "December 24", "24 Dec 2026", "the 15th". */
function readMonthDate(scanner: Scanner, context: DueContext): DuePiece | undefined {
  const dayFirst = scanner.take(/(?:the\s+)?(\d{1,2})(st|nd|rd|th)?(?:\s+of)?(?![\d:])\s*/y);
  const month = readMonthName(scanner);
  if (month === undefined) {
    return dayFirst?.[2] === undefined ? undefined : comingDayOfMonth(Number(dayFirst[1]), context);
  }
  const day = dayFirst ?? scanner.take(/(?:the\s+)?(\d{1,2})(?:st|nd|rd|th)?(?![\d:])\s*/y);
  if (!day) return undefined;
  const year = scanner.take(/,?\s*(\d{4})\b/y);
  return year ? dated(Number(year[1]), month, Number(day[1])) : comingDate(month, Number(day[1]), context);
}

/** "18:00", "6pm", "at 9", "noon". */
function readClock(scanner: Scanner): DuePiece | undefined {
  const at = scanner.take(/(?:at|by)\s+/y) !== undefined;
  const match = scanner.take(/(\d{1,2})(?:[:.](\d\d)(?::(\d\d))?)?\s*(?:([ap])\.?m\b\.?)?(?![\d:])/y);
  if (!match || (!at && match[2] === undefined && match[4] === undefined)) return undefined;
  const second = clockSecond(Number(match[1]), Number(match[2] ?? 0), Number(match[3] ?? 0), match[4]);
  return second === undefined ? undefined : { second };
}

/** "morning", "in the evening", "noon", "midnight". */
function readPartOfDay(scanner: Scanner): DuePiece | undefined {
  const part = scanner.take(/(?:(?:in\s+the|at|by)\s+)?(morning|noon|midday|afternoon|evening|night)\b/y)?.[1];
  return part === undefined ? undefined : { second: PARTS[part]! };
}
