/** Readers for the values of the rule parts. Each gives the value, or the fault and where in the value it is. */
import type { GrammarFault } from './messages';
import { WEEKDAYS, type Frequency, type Weekday, type WeekdayNumber } from '../types';

export type Reading<T> =
  | { readonly value: T }
  | {
      readonly fault: GrammarFault;
      readonly args: readonly string[];
      readonly offset: number;
      readonly length: number;
    };

const FREQUENCIES: readonly Frequency[] = ['SECONDLY', 'MINUTELY', 'HOURLY', 'DAILY', 'WEEKLY', 'MONTHLY', 'YEARLY'];

/** Keeps every later sum far inside the safe integers. */
const MAX_INTERVAL = 99_999;
const MAX_COUNT = 999_999_999;

export const readValue = {
  frequency,
  until,
  count: (value: string) => number('COUNT', value, 0, MAX_COUNT),
  interval: (value: string) => number('INTERVAL', value, 1, MAX_INTERVAL),
  bySecond: numberList('BYSECOND', 0, 59, 2, false),
  byMinute: numberList('BYMINUTE', 0, 59, 2, false),
  byHour: numberList('BYHOUR', 0, 23, 2, false),
  byMonthDay: numberList('BYMONTHDAY', 1, 31, 2, true),
  byYearDay: numberList('BYYEARDAY', 1, 366, 3, true),
  byWeekNo: numberList('BYWEEKNO', 1, 53, 2, true),
  byMonth: numberList('BYMONTH', 1, 12, 2, false),
  bySetPos: numberList('BYSETPOS', 1, 366, 3, true),
  byDay: (value: string) => list('BYDAY', value, weekdayNumber),
  weekday,
};

function whole(value: string, fault: GrammarFault, ...args: string[]): Reading<never> {
  return { fault, args, offset: 0, length: value.length };
}

function frequency(value: string): Reading<Frequency> {
  const found = FREQUENCIES.find((name) => name === value);
  return found ? { value: found } : whole(value, 'freqValue', value);
}

/** COUNT=0 is grammatical (`1*DIGIT`) though a task cannot use it; the RFC asks INTERVAL to be positive. */
function number(name: string, value: string, min: number, max: number): Reading<number> {
  if (!/^\d+$/.test(value)) return whole(value, min > 0 ? 'notPositive' : 'notNumber', name);
  const result = Number(value);
  if (result < min) return whole(value, 'notPositive', name);
  return result > max ? whole(value, 'tooLarge', name, `${max}`) : { value: result };
}

function numberList(name: string, min: number, max: number, digits: number, signed: boolean) {
  const form = new RegExp(`^${signed ? '[+-]?' : ''}\\d{1,${digits}}$`);
  const entry = (text: string): Reading<number> => {
    const value = Number(text);
    const size = signed ? Math.abs(value) : value;
    if (form.test(text) && size >= min && size <= max) return { value };
    return whole(text, signed ? 'signedRange' : 'range', name, text, `${min}`, `${max}`);
  };
  return (value: string): Reading<readonly number[]> => list(name, value, entry);
}

function list<T>(name: string, value: string, entry: (text: string) => Reading<T>): Reading<readonly T[]> {
  const values: T[] = [];
  let offset = 0;
  for (const text of value.split(',')) {
    if (text === '') {
      return { fault: 'emptyEntry', args: [name], offset: Math.min(offset, value.length - 1), length: 1 };
    }
    const reading = entry(text);
    if (!('value' in reading)) return { ...reading, offset: offset + reading.offset };
    values.push(reading.value);
    offset += text.length + 1;
  }
  return { value: values };
}

function weekday(value: string): Reading<Weekday> {
  const found = WEEKDAYS.find((name) => name === value);
  return found ? { value: found } : whole(value, 'weekday', value);
}

function weekdayNumber(text: string): Reading<WeekdayNumber> {
  const match = /^([+-]?\d+)?([A-Z]{2})$/.exec(text);
  const day = weekday(match?.[2] ?? text);
  if (!('value' in day)) return whole(text, 'weekday', text);
  if (match?.[1] === undefined) return { value: { weekday: day.value } };
  const ordinal = Number(match[1]);
  const fits = /^[+-]?\d{1,2}$/.test(match[1]) && ordinal !== 0 && Math.abs(ordinal) <= 53;
  return fits ? { value: { weekday: day.value, ordinal } } : whole(text, 'weekdayOrdinal', text);
}

/** A date, or a date-time in UTC (RFC 2445: "If specified as a date-time value, then it MUST be specified in UTC"). */
function until(value: string): Reading<string> {
  const match = /^(\d{4})(\d\d)(\d\d)(?:T(\d\d)(\d\d)(\d\d)(Z?))?$/.exec(value);
  if (!match) return whole(value, 'untilForm');
  const [year, month, day, hour, minute, second] = match.slice(1, 7).map((digits) => Number(digits ?? 0));
  const date = new Date(0);
  date.setUTCFullYear(year!, month! - 1, day);
  const exists =
    year! > 0 && month! >= 1 && month! <= 12 && date.getUTCMonth() === month! - 1 && date.getUTCDate() === day;
  if (!exists || hour! > 23 || minute! > 59 || second! > 60) return whole(value, 'untilNoDate', value);
  return match[4] !== undefined && match[7] === '' ? whole(value, 'untilLocal') : { value };
}
