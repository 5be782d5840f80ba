/** Rules in Chinese words: "每 2 周的周一和周五，共 10 次". */
import { chineseNumber, CHINESE_DIGITS } from './chineseNumber';
import { UNTIL_DATE, untilOf, type ClauseReader, type Draft, type Scanner } from './draft';
import { WEEKDAYS, type Frequency, type Weekday } from '../types';

export const CHINESE_SEPARATOR = /[\s,、;。.的于在和及与]*/y;
const LIST = /\s*(?:[,、和及与或]|以及)?\s*/y;

const DAYS = '一二三四五六日天';
const UNITS: Readonly<Record<string, readonly [Frequency, number]>> = {
  秒: ['SECONDLY', 1],
  秒钟: ['SECONDLY', 1],
  分钟: ['MINUTELY', 1],
  小时: ['HOURLY', 1],
  钟头: ['HOURLY', 1],
  天: ['DAILY', 1],
  日: ['DAILY', 1],
  周: ['WEEKLY', 1],
  星期: ['WEEKLY', 1],
  礼拜: ['WEEKLY', 1],
  月: ['MONTHLY', 1],
  季度: ['MONTHLY', 3],
  季: ['MONTHLY', 3],
  半年: ['MONTHLY', 6],
  年: ['YEARLY', 1],
};
const UNIT = new RegExp(
  `(${Object.keys(UNITS)
    .sort((a, b) => b.length - a.length)
    .join('|')})`,
  'y',
);
const WEEKDAY = new RegExp(`(?:周|星期|礼拜)([${DAYS}])\\s*`, 'y');
const BARE_WEEKDAY = new RegExp(`(?:周|星期|礼拜)?([${DAYS}])(?![周共次个月年])\\s*`, 'y');
const NUMBER = new RegExp(`(\\d{1,9}|[${CHINESE_DIGITS}]{1,5})\\s*`, 'y');

export const chineseReaders: readonly ClauseReader[] = [
  readEnd,
  readWeekStart,
  readPositions,
  readEvery,
  readTimes,
  readWeeks,
  readYearDays,
  readDays,
  readMonths,
];

/** "每天", "每 3 个月", "每隔一周", "隔天", "双周", "每个工作日", "每周一三五". */
function readEvery(scanner: Scanner, draft: Draft): boolean | undefined {
  if (scanner.take(/天天/y)) return draft.every('DAILY');
  if (scanner.take(/每?双周/y)) return draft.every('WEEKLY', 2);
  const start = scanner.take(/(每逢?)?\s*(隔)?\s*/y)!;
  if (start[0] === '') return undefined;
  // "每隔一天" leaves one day out: every second day.
  const skipped = start[2] === undefined ? 0 : 1;
  const days = scanner.attempt(() => readEveryDay(scanner));
  if (days) {
    draft.byDay.push(...days.map((weekday) => ({ weekday })));
    return draft.every('WEEKLY', 1 + skipped);
  }
  const single = scanner.attempt(() => scanner.take(/个\s*/y) && readWeekdays(scanner));
  if (single) return skipped === 0 && implyWeekly(draft, single);
  const number = scanner.attempt(() => readNumber(scanner)) ?? 1;
  scanner.take(/个\s*/y);
  const unit = scanner.take(UNIT);
  if (!unit) return undefined;
  const [freq, size] = UNITS[unit[1]!]!;
  return draft.every(freq, (number + skipped) * size);
}

/** The days right after "每": "周一和周五", "个工作日", "周末"; not "个周一", which may go on with "of March". */
function readEveryDay(scanner: Scanner): readonly Weekday[] | undefined {
  const days = readWeekdays(scanner);
  if (days) return days;
  scanner.take(/个\s*/y);
  return readDayKind(scanner);
}

function implyWeekly(draft: Draft, days: readonly Weekday[]): boolean {
  draft.imply('WEEKLY');
  draft.byDay.push(...days.map((weekday) => ({ weekday })));
  return true;
}

export function readNumber(scanner: Scanner): number | undefined {
  const match = scanner.take(NUMBER);
  return match && chineseNumber(match[1]!);
}

/** "工作日", "周末". */
function readDayKind(scanner: Scanner): readonly Weekday[] | undefined {
  if (scanner.take(/工作日/y)) return WEEKDAYS.slice(0, 5);
  return scanner.take(/周末(?:日)?|双休日/y) ? WEEKDAYS.slice(5) : undefined;
}

/** "周一", "星期天"; after the first of a list also "三" alone. */
function readWeekday(scanner: Scanner, bare: boolean): Weekday | undefined {
  const match = scanner.take(bare ? BARE_WEEKDAY : WEEKDAY);
  return match && WEEKDAYS[DAYS.indexOf(match[1] === '天' ? '日' : match[1]!)];
}

/** "周一和周五", "周一三五", "周一至周五". */
function readWeekdays(scanner: Scanner): readonly Weekday[] | undefined {
  let first = true;
  const days = scanner.list(() => {
    const from = readWeekday(scanner, !first);
    if (from === undefined) return undefined;
    first = false;
    const to = scanner.attempt(() => (scanner.take(/\s*(?:至|到|-|~)\s*/y) ? readWeekday(scanner, true) : undefined));
    return to === undefined ? [from] : rangeOf(from, to);
  }, LIST);
  return days?.flat();
}

function rangeOf(from: Weekday, to: Weekday): Weekday[] {
  const first = WEEKDAYS.indexOf(from);
  const length = ((WEEKDAYS.indexOf(to) - first + 7) % 7) + 1;
  return Array.from({ length }, (_, index) => WEEKDAYS[(first + index) % 7]!);
}

/** "第一", "最后一", "倒数第 2": a place, of which what it counts follows. */
function readOrdinal(scanner: Scanner): number | undefined {
  if (scanner.take(/最后一\s*/y)) return -1;
  const start = scanner.take(/(倒数)?第\s*/y);
  const number = start && readNumber(scanner);
  return number && (start[1] === undefined ? number : -number);
}

/** "仅周六和周日", "每个周一", "第一个周五", "15 日", "最后一天". */
function readDays(scanner: Scanner, draft: Draft): boolean | undefined {
  scanner.take(/[仅只]\s*/y);
  const ofMonth = scanner.take(/当月\s*/y) !== undefined;
  return readDayList(scanner, draft, ofMonth);
}

function readDayList(scanner: Scanner, draft: Draft, ofMonth: boolean): boolean | undefined {
  const items = scanner.list(
    () =>
      scanner.attempt(() => readDate(scanner, draft)) ??
      scanner.attempt(() => readCounted(scanner, draft, ofMonth)) ??
      scanner.attempt(() => readPlain(scanner, draft)),
    LIST,
  );
  return items !== undefined;
}

function readPlain(scanner: Scanner, draft: Draft): true | undefined {
  scanner.take(/每个?\s*/y);
  const days = readWeekdays(scanner) ?? readDayKind(scanner);
  return days && (implyWeekly(draft, days) || undefined);
}

/** "15 日", "1、15 号", "月底". */
function readDate(scanner: Scanner, draft: Draft): true | undefined {
  if (scanner.take(/月底|月末/y)) return draft.byMonthDay.push(-1) > 0 || undefined;
  if (scanner.take(/月初/y)) return draft.byMonthDay.push(1) > 0 || undefined;
  const days = scanner.list(() => readNumber(scanner), /[,、]\s*/y);
  if (!days || !scanner.take(/[日号]\s*/y)) return undefined;
  draft.byMonthDay.push(...days);
  return true;
}

/** "第一个周五", "最后一个工作日", "最后一天", "倒数第 2 天"; in a year without month, days count through the year. */
function readCounted(scanner: Scanner, draft: Draft, ofMonth: boolean): true | undefined {
  const ordinal = readOrdinal(scanner);
  if (ordinal === undefined) return undefined;
  if (scanner.take(/天\s*/y)) {
    const throughYear = !ofMonth && draft.freq === 'YEARLY' && draft.byMonth.length === 0 && !draft.ofEveryMonth;
    (throughYear ? draft.byYearDay : draft.byMonthDay).push(ordinal);
    return true;
  }
  if (!scanner.take(/个\s*/y)) return undefined;
  const weekday = readWeekday(scanner, false);
  if (weekday) return draft.byDay.push({ weekday, ordinal }) > 0 || undefined;
  const kind = readDayKind(scanner);
  if (!kind) return undefined;
  if (draft.bySetPos.length === 0) draft.byDay.push(...kind.map((day) => ({ weekday: day })));
  draft.bySetPos.push(ordinal);
  return true;
}

/** "仅当年第 100 天". */
function readYearDays(scanner: Scanner, draft: Draft): boolean | undefined {
  if (!scanner.take(/[仅只]?\s*当年\s*/y)) return undefined;
  const days = scanner.list(() => {
    const ordinal = readOrdinal(scanner);
    return scanner.take(/天\s*/y) ? ordinal : undefined;
  }, LIST);
  draft.byYearDay.push(...(days ?? []));
  return days !== undefined;
}

/** "1 月和 7 月", "仅 2 月", "每月" after "每年". */
function readMonths(scanner: Scanner, draft: Draft): boolean | undefined {
  if (draft.freq === 'YEARLY' && scanner.take(/每个?月/y)) return (draft.ofEveryMonth = true);
  scanner.take(/[仅只]\s*/y);
  const months = scanner.list(() => {
    const month = readNumber(scanner);
    return scanner.take(/月(?:份)?\s*/y) ? month : undefined;
  }, LIST);
  draft.byMonth.push(...(months ?? []));
  if (months) draft.imply('YEARLY');
  return months !== undefined;
}

/** "第 20 周和最后一周". */
function readWeeks(scanner: Scanner, draft: Draft): boolean | undefined {
  scanner.take(/[仅只]\s*/y);
  const weeks = scanner.list(() => {
    const ordinal = readOrdinal(scanner);
    return scanner.take(/周(?![一二三四五六日天末])\s*/y) ? ordinal : undefined;
  }, LIST);
  draft.byWeekNo.push(...(weeks ?? []));
  return weeks !== undefined;
}

/** "09:00、17:00", "上午 9 点半", "第 9、17 时". */
function readTimes(scanner: Scanner, draft: Draft): boolean | undefined {
  const listed = scanner.attempt(() => {
    if (!scanner.take(/第\s*/y)) return undefined;
    const numbers = scanner.list(() => readNumber(scanner), /[,、]\s*/y);
    const unit = scanner.take(/[时分秒]/y);
    if (!numbers || !unit) return undefined;
    ({ 时: draft.byHour, 分: draft.byMinute, 秒: draft.bySecond })[unit[0]]!.push(...numbers);
    return true;
  });
  if (listed) return true;
  const times = scanner.list(() => readClock(scanner), LIST);
  if (!times || new Set(times.map(({ minute }) => minute)).size !== 1) return undefined;
  draft.byHour.push(...times.map(({ hour }) => hour));
  draft.byMinute.push(times[0]!.minute);
  return true;
}

/** A time of day: "9:30", "9点半", "下午三点一刻", "晚上8点". */
export function readClock(scanner: Scanner): { hour: number; minute: number } | undefined {
  const part = scanner.take(/(凌晨|清晨|早上|早晨|早|上午|中午|正午|下午|午后|傍晚|晚上|晚|夜里)\s*/y)?.[1];
  const digital = scanner.take(/(\d{1,2})\s*:\s*(\d\d)(?!\d)\s*/y);
  const spoken = digital ? undefined : scanner.attempt(() => readSpokenClock(scanner));
  if (!digital && !spoken) return part === '中午' || part === '正午' ? { hour: 12, minute: 0 } : undefined;
  const hour = digital ? Number(digital[1]) : spoken!.hour;
  const minute = digital ? Number(digital[2]) : spoken!.minute;
  const afternoon = part !== undefined && /下午|午后|傍晚|晚/.test(part);
  const shifted = (afternoon && hour < 12) || (/中午|正午/.test(part ?? '') && hour < 3) ? hour + 12 : hour;
  return shifted <= 23 && minute <= 59 ? { hour: shifted, minute } : undefined;
}

function readSpokenClock(scanner: Scanner): { hour: number; minute: number } | undefined {
  const hour = readNumber(scanner);
  if (hour === undefined || !scanner.take(/[点时](?:钟|整)?\s*/y)) return undefined;
  if (scanner.take(/半\s*/y)) return { hour, minute: 30 };
  const quarter = scanner.take(/([一三])刻\s*/y);
  if (quarter) return { hour, minute: quarter[1] === '一' ? 15 : 45 };
  const minute = scanner.attempt(() => {
    const number = readNumber(scanner);
    return scanner.take(/分?\s*/y) ? number : undefined;
  });
  return { hour, minute: minute ?? 0 };
}

/** "只取其中第三个和最后一个". */
function readPositions(scanner: Scanner, draft: Draft): boolean | undefined {
  if (!scanner.take(/[只仅]?取?其中\s*/y)) return undefined;
  const positions = scanner.list(() => {
    const ordinal = readOrdinal(scanner);
    return scanner.take(/个\s*/y) ? ordinal : undefined;
  }, LIST);
  draft.bySetPos.push(...(positions ?? []));
  return positions !== undefined;
}

/** "以周日为一周首日". */
function readWeekStart(scanner: Scanner, draft: Draft): boolean | undefined {
  if (!scanner.take(/以\s*/y)) return undefined;
  draft.weekStart = readWeekday(scanner, false);
  return draft.weekStart !== undefined && scanner.take(/为一周(?:首日|的?第一天|之始)/y) !== undefined;
}

/** "共 10 次", "重复 10 次", "截至 2026-12-31", "到 2026年12月31日为止". */
function readEnd(scanner: Scanner, draft: Draft): boolean | undefined {
  if (draft.count !== undefined || draft.until !== undefined) return undefined;
  const times = scanner.attempt(() => {
    scanner.take(/(?:一共|总共|共|重复|执行)*\s*/y);
    const number = readNumber(scanner);
    return scanner.take(/[次遍]/y) ? number : undefined;
  });
  if (times !== undefined) {
    draft.count = times;
    return true;
  }
  if (!scanner.take(/(?:截至|截止到?|直到|到|至)\s*/y)) return undefined;
  const date = scanner.take(UNTIL_DATE);
  scanner.take(/\s*(?:为止|止|结束)/y);
  draft.until = date && untilOf(date);
  return draft.until !== undefined;
}
