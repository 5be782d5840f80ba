/** Rules in English words: "every 2 weeks on Monday and Friday, 10 times". */
import { UNTIL_DATE, untilOf, type ClauseReader, type Draft, type Scanner } from './draft';
import { WEEKDAYS, type Frequency, type Weekday } from '../types';

const SEPARATOR = /(?:[\s,;.]|and\b|&)*/y;
const LIST = /\s*(?:,\s*(?:and\b|&)?|\band\b|&|\bor\b|\/)\s*/y;

const UNIT = /(second|minute|hour|day|week|month|year|quarter|fortnight)s?\b\s*/y;
const UNITS: Readonly<Record<string, readonly [Frequency, number]>> = {
  second: ['SECONDLY', 1],
  minute: ['MINUTELY', 1],
  hour: ['HOURLY', 1],
  day: ['DAILY', 1],
  week: ['WEEKLY', 1],
  fortnight: ['WEEKLY', 2],
  month: ['MONTHLY', 1],
  quarter: ['MONTHLY', 3],
  year: ['YEARLY', 1],
};
const ADVERB = /(hourly|daily|everyday|biweekly|bi-weekly|fortnightly|weekly|monthly|quarterly|yearly|annually)\b\s*/y;
const ADVERBS: Readonly<Record<string, readonly [Frequency, number]>> = {
  hourly: ['HOURLY', 1],
  daily: ['DAILY', 1],
  everyday: ['DAILY', 1],
  weekly: ['WEEKLY', 1],
  biweekly: ['WEEKLY', 2],
  'bi-weekly': ['WEEKLY', 2],
  fortnightly: ['WEEKLY', 2],
  monthly: ['MONTHLY', 1],
  quarterly: ['MONTHLY', 3],
  yearly: ['YEARLY', 1],
  annually: ['YEARLY', 1],
};

const NUMBERS = ['one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten', 'eleven', 'twelve'];
const NUMBER = new RegExp(`(?:(\\d{1,9})|(${NUMBERS.join('|')}))\\b(?!\\s*(?:times|occurrences))\\s*`, 'y');
const ORDINALS = ['first', 'second', 'third', 'fourth', 'fifth', 'sixth', 'seventh', 'eighth', 'ninth', 'tenth'];
const ORDINAL = new RegExp(
  `(?:the\\s+)?(?:(\\d{1,3})(?:st|nd|rd|th)|(${ORDINALS.join('|')})|(last))\\b(\\s+to\\s+last\\b|-to-last\\b)?\\s*`,
  'y',
);
const DAY_NAME = /(mon|tue|wed|thu|fri|sat|sun)(?:\.|(?:day|sday|nesday|rsday|urday|s|rs|ur)?s?)(?![a-z])\.?\s*/y;
const MONTH_NAME =
  /(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)(?:\.|(?:uary|ruary|ch|il|e|y|ust|t|tember|ober|ember))?(?![a-z])\.?\s*/y;
const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const WORK_DAY = /(?:week|work|working\s+|business\s+)days?\b\s*/y;
const WEEKEND_DAY = /weekend(?:s|\s+days?)?\b\s*/y;

export const ENGLISH_SEPARATOR = SEPARATOR;

export const englishReaders: readonly ClauseReader[] = [
  readEnd,
  readWeekStart,
  readPositions,
  readEvery,
  readTimes,
  readWeeks,
  readMonths,
  readDays,
];

/** "every 3 months", "every other week", "daily", "once a week", "every Monday" (the weekday is left to be read). */
function readEvery(scanner: Scanner, draft: Draft): boolean | undefined {
  const adverb = scanner.take(ADVERB);
  if (adverb) return draft.every(...ADVERBS[adverb[1]!]!);
  if (!scanner.take(/(?:every|each|once\s+an?|once\s+every)\b\s*/y)) return undefined;
  const workDays = scanner.attempt(() => {
    const days = readDayKind(scanner);
    return days && implyWeekly(draft, days);
  });
  if (workDays) return true;
  const interval = scanner.attempt(() => readInterval(scanner));
  const unit = scanner.take(UNIT);
  if (unit) {
    const [freq, size] = UNITS[unit[1]!]!;
    return draft.every(freq, (interval ?? 1) * size);
  }
  if (interval === undefined) return readDayList(scanner, draft);
  const days = scanner.list(() => readWeekdayName(scanner), LIST);
  if (!days || scanner.take(/of\s+(?:the|each|every)\s+(?:month|year)/y)) return undefined;
  draft.byDay.push(...days.map((weekday) => ({ weekday })));
  return draft.every('WEEKLY', interval);
}

/** "2", "two", "other"; "second" only means "other" before a weekday or a unit. */
function readInterval(scanner: Scanner): number | undefined {
  return scanner.take(/(?:other|second|2nd)\b\s+(?=[a-z])/y) ? 2 : readNumber(scanner);
}

export function readNumber(scanner: Scanner): number | undefined {
  const match = scanner.take(NUMBER);
  if (!match) return undefined;
  return match[1] === undefined ? NUMBERS.indexOf(match[2]!) + 1 : Number(match[1]);
}

function implyWeekly(draft: Draft, days: readonly Weekday[]): boolean {
  draft.imply('WEEKLY');
  draft.byDay.push(...days.map((weekday) => ({ weekday })));
  return true;
}

/** "weekday", "weekend". */
function readDayKind(scanner: Scanner): readonly Weekday[] | undefined {
  if (scanner.take(WORK_DAY)) return WEEKDAYS.slice(0, 5);
  return scanner.take(WEEKEND_DAY) ? WEEKDAYS.slice(5) : undefined;
}

export function readWeekdayName(scanner: Scanner): Weekday | undefined {
  const match = scanner.take(DAY_NAME);
  return match && WEEKDAYS.find((name) => match[1]!.toUpperCase().startsWith(name));
}

export function readMonthName(scanner: Scanner): number | undefined {
  const match = scanner.take(MONTH_NAME);
  return match && MONTHS.indexOf(match[1]!) + 1;
}

function readOrdinal(scanner: Scanner): number | undefined {
  const plain = scanner.take(/day\s+(\d{1,3})\b\s*/y);
  if (plain) return Number(plain[1]);
  const match = scanner.take(ORDINAL);
  if (!match) return undefined;
  if (match[3]) return match[4] ? undefined : -1;
  const number = match[1] === undefined ? ORDINALS.indexOf(match[2]!) + 1 : Number(match[1]);
  return match[4] ? -number : number;
}

/** "on Monday and Friday", "only on the 13th", "on January 15". */
function readDays(scanner: Scanner, draft: Draft): boolean | undefined {
  scanner.take(/only\s+/y);
  scanner.take(/on\s+/y);
  return readDayList(scanner, draft);
}

function readDayList(scanner: Scanner, draft: Draft): boolean | undefined {
  const item = (): true | undefined =>
    scanner.attempt(() => readDate(scanner, draft)) ?? scanner.attempt(() => readDay(scanner, draft));
  const items = scanner.list(item, LIST);
  return items !== undefined;
}

/** "January 15", "15 January", "Jan 1st". */
function readDate(scanner: Scanner, draft: Draft): true | undefined {
  const dayFirst = scanner.take(/(?:the\s+)?(\d{1,2})(?:st|nd|rd|th)?\s+(?=[a-z])/y);
  const month = readMonthName(scanner);
  if (month === undefined) return undefined;
  const day = dayFirst ?? scanner.take(/(?:the\s+)?(\d{1,2})(?:st|nd|rd|th)?(?![\d:])\s*/y);
  if (!day || draft.byMonth.length > 0 || draft.byMonthDay.length > 0) return undefined;
  draft.imply('YEARLY');
  draft.byMonth.push(month);
  draft.byMonthDay.push(Number(day[1]));
  return true;
}

/** "Monday", "every Monday", "the first and last Friday", "the 15th", "the last day", "the last weekday". */
function readDay(scanner: Scanner, draft: Draft): true | undefined {
  scanner.take(/(?:every|each)\s+/y);
  const weekday = readWeekdayName(scanner);
  if (weekday) {
    draft.byDay.push({ weekday });
    draft.imply('WEEKLY');
    return true;
  }
  const kind = readDayKind(scanner);
  if (kind) return implyWeekly(draft, kind) || undefined;
  const ordinals = scanner.list(() => readOrdinal(scanner), LIST);
  return ordinals && readCounted(scanner, draft, ordinals);
}

/** What the ordinals count: a weekday, days of the month or year, weekdays; nothing said means dates. */
function readCounted(scanner: Scanner, draft: Draft, ordinals: readonly number[]): true | undefined {
  const weekday = readWeekdayName(scanner);
  if (weekday) {
    draft.byDay.push(...ordinals.map((ordinal) => ({ weekday, ordinal })));
    return true;
  }
  const kind = readDayKind(scanner);
  if (kind) {
    draft.byDay.push(...kind.map((day) => ({ weekday: day })));
    draft.bySetPos.push(...ordinals);
    return true;
  }
  const days = scanner.take(/days?\b\s*/y);
  if (days && scanner.take(/of\s+(?:the|each|every)\s+year\b\s*/y)) draft.byYearDay.push(...ordinals);
  else if (days || !ordinals.includes(-1)) draft.byMonthDay.push(...ordinals);
  else return undefined;
  return true;
}

/** "of March", "in January and July", "of the month", "of the year", "of every month". */
function readMonths(scanner: Scanner, draft: Draft): boolean | undefined {
  scanner.take(/only\s+/y);
  if (!scanner.take(/(?:of|in|every|each)\s+/y)) return undefined;
  if (scanner.take(/(?:the|each|every)\s+year\b/y)) {
    draft.ofYear = true;
    return true;
  }
  if (scanner.take(/(?:the|each|every)\s+month\b/y)) {
    draft.ofEveryMonth = true;
    return true;
  }
  const months = scanner.list(() => readMonthName(scanner), LIST);
  draft.byMonth.push(...(months ?? []));
  return months !== undefined;
}

/** "in week 20, week 21 and the last week". */
function readWeeks(scanner: Scanner, draft: Draft): boolean | undefined {
  scanner.take(/only\s+/y);
  if (!scanner.take(/in\s+/y)) return undefined;
  const weeks = scanner.list(() => {
    const number = scanner.take(/weeks?\s+(\d{1,2})\b\s*/y);
    if (number) return Number(number[1]);
    return scanner.attempt(() => {
      const ordinal = readOrdinal(scanner);
      return scanner.take(/week\b\s*/y) ? ordinal : undefined;
    });
  }, LIST);
  draft.byWeekNo.push(...(weeks ?? []));
  return weeks !== undefined;
}

/** "at 09:00 and 17:00", "at 9 am", "at hour 9 and 17", "at noon". */
function readTimes(scanner: Scanner, draft: Draft): boolean | undefined {
  if (!scanner.take(/at\s+/y)) return undefined;
  const unit = scanner.take(/(hour|minute|second)s?\s+/y);
  if (unit) {
    const numbers = scanner.list(() => readNumber(scanner), LIST);
    const field = { hour: draft.byHour, minute: draft.byMinute, second: draft.bySecond }[unit[1]!]!;
    field.push(...(numbers ?? []));
    return numbers !== undefined;
  }
  const times = scanner.list(() => readClock(scanner), LIST);
  if (!times || new Set(times.map(({ minute }) => minute)).size !== 1) return undefined;
  draft.byHour.push(...times.map(({ hour }) => hour));
  draft.byMinute.push(times[0]!.minute);
  return true;
}

function readClock(scanner: Scanner): { hour: number; minute: number } | undefined {
  const word = scanner.take(/(noon|midnight)\b\s*/y);
  if (word) return { hour: word[1] === 'noon' ? 12 : 0, minute: 0 };
  const match = scanner.take(/(\d{1,2})(?![\d]|\s*times)(?::(\d\d))?\s*(?:([ap])\.?m\b\.?)?\s*/y);
  if (!match) return undefined;
  const hour = Number(match[1]);
  if (match[3] !== undefined && (hour < 1 || hour > 12)) return undefined;
  const shift = match[3] === undefined ? hour : (hour % 12) + (match[3] === 'p' ? 12 : 0);
  return { hour: shift, minute: Number(match[2] ?? 0) };
}

/** "of these only the third and last". */
function readPositions(scanner: Scanner, draft: Draft): boolean | undefined {
  if (!scanner.take(/of\s+these\s+only\s+/y)) return undefined;
  const positions = scanner.list(() => readOrdinal(scanner), LIST);
  draft.bySetPos.push(...(positions ?? []));
  return positions !== undefined;
}

function readWeekStart(scanner: Scanner, draft: Draft): boolean | undefined {
  if (!scanner.take(/weeks\s+(?:beginning|starting)\s+on\s+/y)) return undefined;
  draft.weekStart = readWeekdayName(scanner);
  return draft.weekStart !== undefined;
}

/** "10 times", "once", "until 2026-12-31". */
function readEnd(scanner: Scanner, draft: Draft): boolean | undefined {
  if (draft.count !== undefined || draft.until !== undefined) return undefined;
  const times = scanner.take(/(?:for\s+)?(\d{1,9})\s+(?:times?|occurrences?)\b/y);
  if (times || scanner.take(/once\b(?!\s+(?:an?|every)\b)/y)) {
    draft.count = times ? Number(times[1]) : 1;
    return true;
  }
  if (!scanner.take(/(?:until|till|through|ending(?:\s+on)?)\s+/y)) return undefined;
  const date = scanner.take(UNTIL_DATE);
  draft.until = date ? untilOf(date) : scanner.attempt(() => readNamedDate(scanner));
  return draft.until !== undefined;
}

/** "December 31, 2026", "31 Dec 2026". */
function readNamedDate(scanner: Scanner): string | undefined {
  const dayFirst = scanner.take(/(\d{1,2})(?:st|nd|rd|th)?\s+(?:of\s+)?/y);
  const month = readMonthName(scanner);
  const day = dayFirst ?? scanner.take(/(\d{1,2})(?:st|nd|rd|th)?/y);
  const year = scanner.take(/\s*,?\s*(\d{4})\b/y);
  if (month === undefined || !day || !year) return undefined;
  return untilOf(['', year[1], `${month}`, day[1]]);
}
