/** What has been read of a rule in words so far, and the text still to be read. Shared by both languages. */
import { formatDate, realDay } from '../calendar/calendar';
import { isFault, readRule, type Fault } from '../grammar/grammar';
import { formatRule, makeRule } from '../grammar/normal';
import type { Frequency, RepeatRule, Weekday, WeekdayNumber } from '../types';

/** A rule in the making. */
export class Draft {
  freq: Frequency | undefined;
  /** True where the frequency was only implied ("every Monday") and a later word may change it ("of March"). */
  implied = false;
  interval: number | undefined;
  count: number | undefined;
  until: string | undefined;
  weekStart: Weekday | undefined;
  /** True after "of the year" and where days are counted through the year. */
  ofYear = false;
  /** True after "of every month": dates of a yearly rule without a month. */
  ofEveryMonth = false;
  readonly byDay: WeekdayNumber[] = [];
  readonly bySecond: number[] = [];
  readonly byMinute: number[] = [];
  readonly byHour: number[] = [];
  readonly byMonthDay: number[] = [];
  readonly byYearDay: number[] = [];
  readonly byWeekNo: number[] = [];
  readonly byMonth: number[] = [];
  readonly bySetPos: number[] = [];

  /** Sets the frequency; false where another was named before. */
  every(freq: Frequency, interval?: number): boolean {
    if (this.freq !== undefined && !this.implied) return false;
    this.freq = freq;
    this.implied = false;
    if (interval !== undefined) this.interval = interval;
    return true;
  }

  /** Sets the frequency where none was named. */
  imply(freq: Frequency): void {
    if (this.freq !== undefined) return;
    this.freq = freq;
    this.implied = true;
  }

  /** The rule, checked by the grammar; undefined where no frequency was named or implied. */
  finish(): RepeatRule | Fault | undefined {
    const freq = this.impliedFrequency();
    if (freq === undefined) return undefined;
    return readRule(formatRule(makeRule({ ...this, freq })));
  }

  private impliedFrequency(): Frequency | undefined {
    if (this.freq !== undefined && !this.implied) return this.freq;
    const numbered = this.byDay.some((day) => day.ordinal !== undefined) || this.bySetPos.length > 0;
    if (this.byYearDay.length + this.byWeekNo.length + this.byMonth.length > 0 || this.ofYear) return 'YEARLY';
    if (this.byMonthDay.length > 0 || numbered || this.ofEveryMonth) return 'MONTHLY';
    return this.byDay.length > 0 ? 'WEEKLY' : this.freq;
  }
}

/** Reads a text from left to right. Patterns are sticky and written in lower case. */
export class Scanner {
  position = 0;
  /** As long as the original: full-width characters made narrow, ASCII letters in lower case. */
  readonly text: string;

  constructor(original: string) {
    this.text = original.replace(/[\u3000\uff01-\uff5eA-Z]/g, (character) =>
      character === '\u3000'
        ? ' '
        : character < '\u00ff'
          ? character.toLowerCase()
          : String.fromCharCode(character.charCodeAt(0) - 0xfee0).toLowerCase(),
    );
  }

  get atEnd(): boolean {
    return this.position >= this.text.length;
  }

  /** Reads the pattern (which must be sticky) here, or reads nothing. */
  take(pattern: RegExp): RegExpExecArray | undefined {
    pattern.lastIndex = this.position;
    const match = pattern.exec(this.text);
    if (!match) return undefined;
    this.position += match[0].length;
    return match;
  }

  /** Runs a reader; where it gives nothing, everything it read is unread. */
  attempt<T>(reader: () => T | undefined | false): T | undefined {
    const start = this.position;
    const result = reader();
    if (result !== undefined && result !== false) return result;
    this.position = start;
    return undefined;
  }

  /** One item or more with separators between them; undefined where there is none. */
  list<T>(item: () => T | undefined, separator: RegExp): T[] | undefined {
    const items: T[] = [];
    for (;;) {
      const next = this.attempt(() => {
        if (items.length > 0 && !this.take(separator)) return undefined;
        return item();
      });
      if (next === undefined) break;
      items.push(next);
    }
    return items.length > 0 ? items : undefined;
  }
}

/** What a clause reader gives: true where it read something and could use it. */
export type ClauseReader = (scanner: Scanner, draft: Draft) => boolean | undefined;

/** How far the words were understood, and what came of them. */
export interface Understood {
  readonly rule?: RepeatRule;
  readonly fault?: Fault;
  /** Where reading stopped; the length of the text where all was read. */
  readonly position: number;
}

/** Reads clause after clause until the end or the first that no reader knows. */
export function readClauses(text: string, readers: readonly ClauseReader[], separator: RegExp): Understood {
  const scanner = new Scanner(text);
  const draft = new Draft();
  scanner.take(separator);
  while (!scanner.atEnd) {
    const start = scanner.position;
    const read = readers.some((reader) => scanner.attempt(() => reader(scanner, draft)));
    if (!read || scanner.position === start) return { position: scanner.position };
    scanner.take(separator);
  }
  const rule = draft.finish();
  if (rule === undefined) return { position: text.length };
  return isFault(rule) ? { fault: rule, position: text.length } : { rule, position: text.length };
}

/** UNTIL from the captured parts of a date and an optional time in UTC; undefined where there is no such moment. */
export function untilOf(match: readonly (string | undefined)[]): string | undefined {
  const [year, month, day, hour, minute, second = '00'] = match.slice(1);
  const dayNo = realDay(Number(year), Number(month), Number(day));
  if (dayNo === undefined) return undefined;
  const date = formatDate(dayNo).replaceAll('-', '');
  return hour === undefined ? date : `${date}T${hour}${minute}${second}Z`;
}

/** `2026-12-31`, `2026/12/31`, `20261231`, `2026年12月31日`; with ` 15:59 UTC` the moment, not with another time. */
export const UNTIL_DATE =
  /(\d{4})\s*[-/.年]?\s*(\d\d?)\s*[-/.月]?\s*(\d\d?)(?:\s*[日号])?(?:[ t]+(\d\d):(\d\d)(?::(\d\d))?\s*(?:utc|z))?(?!\s*[-/.:]?\d)/y;
