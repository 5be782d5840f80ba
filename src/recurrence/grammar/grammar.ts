/**
 * The strict grammar of a repeat rule: RFC 2445 §4.3.10, and where it leaves a combination without a meaning, the
 * prohibitions of RFC 5545 §3.3.10. Linear in the length of the text; imports nothing heavy.
 */
import type { GrammarFault } from './messages';
import { makeRule } from './normal';
import { PART_NAMES, type PartName, type RepeatRule } from '../types';
import { readValue, type Reading } from './values';

/** Longest text that is looked at. Feishu takes 1000 characters; see `checkForTask`. */
export const MAX_TEXT_LENGTH = 10_000;

/** A fault in a rule and where it is, in UTF-16 units. */
export interface Fault {
  readonly fault: GrammarFault;
  readonly args: readonly string[];
  readonly offset: number;
  readonly length: number;
}

/** One `NAME=VALUE` of the text. */
interface Part {
  readonly name: PartName;
  readonly offset: number;
  readonly value: string;
  readonly valueOffset: number;
}

type Parts = ReadonlyMap<PartName, Part>;

/** Thrown inside this file only: the first fault ends the reading. */
class FaultError extends Error {
  constructor(readonly found: Fault) {
    super(found.fault);
  }
}

/** Reads a rule. Gives the rule in normal form, or the first fault of the text. */
export function readRule(text: string): RepeatRule | Fault {
  try {
    checkCharacters(text);
    return buildRule(splitParts(text));
  } catch (error) {
    if (error instanceof FaultError) return error.found;
    throw error;
  }
}

/** Tells the two answers of `readRule` apart. */
export function isFault(answer: RepeatRule | Fault): answer is Fault {
  return 'fault' in answer;
}

function fail(fault: GrammarFault, offset: number, length: number, ...args: string[]): never {
  throw new FaultError({ fault, args, offset, length });
}

function checkCharacters(text: string): void {
  if (text === '') fail('empty', 0, 0);
  if (text.length > MAX_TEXT_LENGTH)
    fail('tooLong', MAX_TEXT_LENGTH, text.length - MAX_TEXT_LENGTH, `${MAX_TEXT_LENGTH}`);
  if (!/[=＝;；]/.test(text)) fail('notARule', 0, text.length);
  const prefix = /^[A-Za-z-]+:/.exec(text);
  if (prefix) fail('prefix', 0, prefix[0].length, prefix[0]);
  const odd = /[^\x21-\x7e]/u.exec(text);
  if (!odd) return;
  const character = odd[0];
  if (/[\r\n\u2028\u2029]/.test(character)) fail('lineBreak', odd.index, 1);
  if (/\s/.test(character)) fail('blank', odd.index, /^\s+/.exec(text.slice(odd.index))![0].length);
  const narrow = character.normalize('NFKC');
  if (/^[\x21-\x7e]$/.test(narrow)) fail('fullWidth', odd.index, character.length, character, narrow);
  fail('character', odd.index, character.length, character);
}

function splitParts(text: string): Parts {
  const pieces = text.split(';');
  const parts = new Map<PartName, Part>();
  checkFreqFirst(pieces);
  let offset = 0;
  for (const [index, piece] of pieces.entries()) {
    if (piece === '') fail('emptyPart', index === 0 ? 0 : offset - 1, 1);
    const part = readPart(piece, offset);
    if (parts.has(part.name)) fail('duplicate', offset, piece.length, part.name);
    parts.set(part.name, part);
    offset += piece.length + 1;
  }
  return parts;
}

/** Older readers rely on FREQ being first; a generator must put it there (RFC 2445 grammar, RFC 5545 prose). */
function checkFreqFirst(pieces: readonly string[]): void {
  const first = pieces.findIndex((piece) => piece !== '');
  const freq = pieces.findIndex((piece) => /^FREQ(=|$)/i.test(piece));
  if (freq === -1) fail('freqMissing', 0, pieces[0]!.length);
  if (freq === first) return;
  const offset = pieces.slice(0, freq).join(';').length + 1;
  fail('freqFirst', offset, pieces[freq]!.length);
}

function readPart(piece: string, offset: number): Part {
  const equals = piece.indexOf('=');
  const name = (equals === -1 ? piece : piece.slice(0, equals)).toUpperCase();
  if (name === '') fail('noName', offset, 1);
  if (!isPartName(name)) fail(name.startsWith('X-') ? 'extensionPart' : 'unknownPart', offset, name.length, name);
  if (equals === -1) fail('noEquals', offset, piece.length, name);
  const value = piece.slice(equals + 1);
  const second = value.indexOf('=');
  if (second !== -1) fail('secondEquals', offset + equals + 1 + second, 1, name);
  if (value === '') fail('emptyValue', offset, piece.length, name);
  return { name, offset, value: value.toUpperCase(), valueOffset: offset + equals + 1 };
}

function isPartName(name: string): name is PartName {
  return (PART_NAMES as readonly string[]).includes(name);
}

function buildRule(parts: Parts): RepeatRule {
  const read = <T>(name: PartName, reader: (value: string) => Reading<T>): T | undefined => {
    const part = parts.get(name);
    if (!part) return undefined;
    const reading = reader(part.value);
    if ('value' in reading) return reading.value;
    return fail(reading.fault, part.valueOffset + reading.offset, reading.length, ...reading.args);
  };
  const rule = makeRule({
    freq: read('FREQ', readValue.frequency)!,
    until: read('UNTIL', readValue.until),
    count: read('COUNT', readValue.count),
    interval: read('INTERVAL', readValue.interval),
    bySecond: read('BYSECOND', readValue.bySecond),
    byMinute: read('BYMINUTE', readValue.byMinute),
    byHour: read('BYHOUR', readValue.byHour),
    byDay: read('BYDAY', readValue.byDay),
    byMonthDay: read('BYMONTHDAY', readValue.byMonthDay),
    byYearDay: read('BYYEARDAY', readValue.byYearDay),
    byWeekNo: read('BYWEEKNO', readValue.byWeekNo),
    byMonth: read('BYMONTH', readValue.byMonth),
    bySetPos: read('BYSETPOS', readValue.bySetPos),
    weekStart: read('WKST', readValue.weekday),
  });
  checkCombinations(rule, parts);
  return rule;
}

/** Parts that are right each by itself but not together. */
function checkCombinations(rule: RepeatRule, parts: Parts): void {
  const at = (name: PartName, fault: GrammarFault, ...args: string[]): never => {
    const part = parts.get(name)!;
    return fail(fault, part.offset, part.valueOffset - part.offset + part.value.length, ...args);
  };
  if (parts.has('COUNT') && parts.has('UNTIL')) {
    at(parts.get('COUNT')!.offset > parts.get('UNTIL')!.offset ? 'COUNT' : 'UNTIL', 'countAndUntil');
  }
  checkOrdinals(rule, parts);
  if (parts.has('BYWEEKNO') && rule.freq !== 'YEARLY') at('BYWEEKNO', 'weekNoFreq');
  if (parts.has('BYMONTHDAY') && rule.freq === 'WEEKLY') at('BYMONTHDAY', 'monthDayFreq');
  if (parts.has('BYYEARDAY') && ['DAILY', 'WEEKLY', 'MONTHLY'].includes(rule.freq)) {
    at('BYYEARDAY', 'yearDayFreq', rule.freq);
  }
  const choices = [...parts.keys()].filter((name) => name.startsWith('BY') && name !== 'BYSETPOS');
  if (parts.has('BYSETPOS') && choices.length === 0) at('BYSETPOS', 'setPosAlone');
}

function checkOrdinals(rule: RepeatRule, parts: Parts): void {
  const wrongFreq = rule.freq !== 'MONTHLY' && rule.freq !== 'YEARLY';
  if (!wrongFreq && !parts.has('BYWEEKNO')) return;
  const part = parts.get('BYDAY');
  const entry = part && /[+-]?\d+[A-Z]+/.exec(part.value);
  if (!entry) return;
  const fault = wrongFreq ? 'ordinalFreq' : 'ordinalWeekNo';
  fail(fault, part.valueOffset + entry.index, entry[0].length, entry[0]);
}
