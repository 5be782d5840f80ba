/** `parseDue`: a due date as ISO text or in English or Chinese words. */
import * as chrono from 'chrono-node/en';
import { DAY_SECONDS, daysInMonth, formatDate, LAST_DAY, realDay } from './calendar/calendar';
import { Scanner } from './language/draft';
import { chineseDueReaders } from './dates/dueChinese';
import { clockSecond, dueContext, type DueContext, type DuePiece, type DueReader } from './dates/dueContext';
import { englishDueReaders } from './dates/dueEnglish';
import { nowSeconds, type DueNow } from './dates/dueFormat';
import { fillIn, pick } from './grammar/messages';
import { respellings } from './language/spelling';
import { wordAt } from './words';
import { nearestInstant, offsetAt } from './calendar/zone';
import type { Due, Locale, ParseFailure } from './types';

export type DueResult =
  { readonly ok: true; readonly due: Due; /** Already over. */ readonly past: boolean } | ParseFailure;

export interface DueOptions extends DueNow {
  readonly locale?: Locale;
}

/** Nobody says a date in more. */
const MAX_LENGTH = 200;

const MESSAGES = {
  empty: [
    'Type a due date, such as “tomorrow 18:00” or 2026-12-24.',
    '请输入截止时间，例如“明天 18:00”或 2026-12-24。',
  ],
  unknown: ['“{0}” is not understood as a date or time.', '无法将“{0}”理解为日期或时间。'],
  missing: ['There is no such date or time: “{0}”.', '不存在这样的日期或时间：“{0}”。'],
  twice: ['“{0}”: one date and one time, please.', '“{0}”：请只给出一个日期和一个时间。'],
} as const;

const SEPARATOR = /(?:[\s,，;。的在]|[之以]?前|(?:on|by|@)(?=[\s\d]))*/y;

/**
 * Reads a due date: ISO 8601 (`2026-12-24`, `2026-12-24T15:00`, with `Z` or offset), or words such as "tomorrow
 * 18:00", "next Monday", "in two weeks", "明天下午3点", "下周一", "月底". A date without a time is an all-day due date; a
 * time without a date is the next such time. A weekday alone is the next one after today; "next" and 下 mean the week
 * after this one, weeks beginning on Monday. Both languages are tried; the locale only chooses the message.
 * @throws RangeError for an unknown time zone
 */
export function parseDue(text: string, options: DueOptions): DueResult {
  const failure = (key: keyof typeof MESSAGES, offset = 0, length = text.length): ParseFailure => ({
    ok: false,
    message: fillIn(pick(MESSAGES[key], options.locale ?? 'en'), [text.slice(offset, offset + length)]),
    offset,
    length,
  });
  if (text.trim() === '') return failure('empty');
  if (text.length > MAX_LENGTH) return failure('unknown');
  const context = dueContext(nowSeconds(options.now), options.timeZone);
  const { missing, pieces, position } = understand(text, context);
  if (missing) {
    const suggestion = lastOfMonth(text.slice(missing.offset, missing.offset + missing.length));
    return { ...failure('missing', missing.offset, missing.length), ...(suggestion ? { suggestion } : {}) };
  }
  if (pieces) {
    const due = combine(pieces, context);
    return due ? { ok: true, due, past: isPast(due, context) } : failure('twice');
  }
  const respelt = respellings(text).find((respelling) => understand(respelling.text, context).pieces !== undefined);
  const { offset, length } = respelt ?? wordAt(text, position);
  return { ...failure('unknown', offset, length), ...(respelt ? { suggestion: respelt.text } : {}) };
}

interface UnderstoodDue {
  /** Present where the whole text was understood. */
  readonly pieces?: readonly DuePiece[];
  readonly missing?: ReadPieces['missing'];
  /** Where reading stopped. */
  readonly position: number;
}

/** Both languages by own readers, then `chrono-node` for what they do not know or cannot make one moment of. */
function understand(text: string, context: DueContext): UnderstoodDue {
  const own = [englishDueReaders, chineseDueReaders].map((readers) => readPieces(text, [readIso, ...readers], context));
  const best = own[1]!.position > own[0]!.position ? own[1]! : own[0]!;
  if (best.missing) return best;
  const complete = best.position >= text.length ? best.pieces : undefined;
  if (complete && combine(complete, context)) return best;
  return { position: best.position, pieces: readWithChrono(text, context) ?? complete };
}

/** `2026-02-30` was probably meant to be `2026-02-28`. */
function lastOfMonth(text: string): string | undefined {
  const match = /^(\d{4})[-/.]?(\d\d)[-/.]?(?:29|3\d)$/.exec(text);
  const month = Number(match?.[2] ?? 0);
  if (!match || month < 1 || month > 12) return undefined;
  return `${match[1]}-${match[2]}-${daysInMonth(Number(match[1]), month)}`;
}

interface ReadPieces {
  readonly pieces: readonly DuePiece[];
  readonly position: number;
  readonly missing?: { readonly offset: number; readonly length: number };
}

function readPieces(text: string, readers: readonly DueReader[], context: DueContext): ReadPieces {
  const scanner = new Scanner(text);
  const pieces: DuePiece[] = [];
  scanner.take(SEPARATOR);
  while (!scanner.atEnd) {
    const offset = scanner.position;
    let piece: DuePiece | undefined;
    for (const reader of readers) {
      piece = scanner.attempt(() => reader(scanner, context));
      if (piece) break;
    }
    if (!piece) return { pieces, position: offset };
    if (piece.missing) {
      return { pieces, position: scanner.position, missing: { offset, length: scanner.position - offset } };
    }
    pieces.push(piece);
    scanner.take(SEPARATOR);
  }
  return { pieces, position: text.length };
}

/** `2026-12-24`, `2026/12/24`, `20261224`, `2026-12-24T15:00:00+08:00`. */
function readIso(scanner: Scanner): DuePiece | undefined {
  const date = scanner.take(/(\d{4})(?:([-/.])(\d{1,2})\2(\d{1,2})|(\d\d)(\d\d))(?!\d)/y);
  if (!date) return undefined;
  const [year, month, day] = [date[1], date[3] ?? date[5], date[4] ?? date[6]].map(Number);
  const dayNo = year! < 1970 ? undefined : realDay(year!, month!, day!);
  if (dayNo === undefined) return { missing: true };
  const time = scanner.take(
    /(?:t|\s+)(\d\d):(\d\d)(?::(\d\d)(?:\.\d+)?)?(?:\s*(z|[+-]\d\d:?\d\d))?(?![\d:apAP]|\s*[ap]m)/y,
  );
  if (!time) return { day: dayNo };
  const second = clockSecond(Number(time[1]), Number(time[2]), Number(time[3] ?? 0));
  if (second === undefined) return { missing: true };
  if (time[4] === undefined) return { day: dayNo, second };
  const [, sign, hours, minutes] = /([+-])(\d\d):?(\d\d)/.exec(time[4]) ?? [];
  const offset = sign === undefined ? 0 : (sign === '-' ? -60 : 60) * (Number(hours) * 60 + Number(minutes));
  return { instant: dayNo * DAY_SECONDS + second - offset };
}

/**
 * The wider English of `chrono-node` ("Saturday, Dec 5", "a week from tomorrow"), where it understands the whole text
 * as one moment. Its answer is taken as calendar fields: its instants miss a change of the clock in between. Its
 * Chinese is not used: it reads 星期五下午 as a Wednesday, 下下周一 as 下周一, and 一小时后 by the machine's own zone.
 */
function readWithChrono(text: string, { now, timeZone }: DueContext): DuePiece[] | undefined {
  const reference = { instant: new Date(now * 1000), timezone: offsetAt(now, timeZone) / 60 };
  const backwards = /\b(?:last|past|previous|ago)\b/i.test(text);
  const results = chrono.casual.parse(text, reference, { forwardDate: !backwards });
  const [result] = results;
  if (results.length !== 1 || result!.text.trim() !== text.trim() || result!.end) return undefined;
  const { start } = result!;
  if (start.isCertain('timezoneOffset')) return [{ instant: start.date().getTime() / 1000 }];
  const day = realDay(start.get('year')!, start.get('month')!, start.get('day')!);
  if (day === undefined) return undefined;
  const second = start.get('hour')! * 3600 + start.get('minute')! * 60;
  return [start.isCertain('hour') ? { day, second } : { day }];
}

function combine(pieces: readonly DuePiece[], context: DueContext): Due | undefined {
  const one = <K extends 'day' | 'second' | 'instant'>(key: K): number | undefined | 'twice' => {
    const values = pieces.map((piece) => piece[key]).filter((value) => value !== undefined);
    return values.length > 1 ? 'twice' : values[0];
  };
  const [day, second, instant] = [one('day'), one('second'), one('instant')];
  if (day === 'twice' || second === 'twice' || instant === 'twice') return undefined;
  const { timeZone } = context;
  if (instant !== undefined) {
    return day === undefined && second === undefined && isDay(instant / DAY_SECONDS)
      ? { kind: 'time', epochSeconds: Math.floor(instant), timeZone }
      : undefined;
  }
  if (second === undefined) {
    return day !== undefined && isDay(day) ? { kind: 'date', date: formatDate(day) } : undefined;
  }
  const ahead = second > context.secondOfDay;
  const early = ahead ? pieces.find((piece) => piece.dayIfAhead !== undefined)?.dayIfAhead : undefined;
  const onDay = early ?? day ?? context.today + (ahead ? 0 : 1);
  if (!isDay(onDay)) return undefined;
  return { kind: 'time', epochSeconds: nearestInstant(onDay * DAY_SECONDS + second, timeZone), timeZone };
}

/** From 1970 to 9999: what Feishu's timestamps and ISO dates can say. */
function isDay(day: number): boolean {
  return day >= 0 && day <= LAST_DAY;
}

function isPast(due: Due, context: DueContext): boolean {
  return due.kind === 'time' ? due.epochSeconds < context.now : due.date < formatDate(context.today);
}
