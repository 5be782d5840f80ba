import { ValidationError } from '../errors/types';
import { LIMITS } from '../limits';
import { checkLength } from './basic';

const list = (item: string) => new RegExp(`^${item}(,${item})*$`);
const to23 = '(1?\\d|2[0-3]|0\\d)';
const to59 = '[0-5]?\\d';
const weekday = '(MO|TU|WE|TH|FR|SA|SU)';
const week = '(0?[1-9]|[1-4]\\d|5[0-3])';
const yearDay = '[+-]?(0{0,2}[1-9]|0?[1-9]\\d|[12]\\d\\d|3[0-5]\\d|36[0-6])';

/** The parts of a recurrence rule and the form of their values (RFC 2445 4.3.10, where FREQ comes first). */
const PARTS: Record<string, RegExp> = {
  FREQ: /^(SECONDLY|MINUTELY|HOURLY|DAILY|WEEKLY|MONTHLY|YEARLY)$/,
  UNTIL: /^\d{8}(T\d{6}Z)?$/,
  COUNT: /^0*[1-9]\d{0,8}$/,
  INTERVAL: /^0*[1-9]\d{0,4}$/,
  BYSECOND: list(to59),
  BYMINUTE: list(to59),
  BYHOUR: list(to23),
  BYDAY: list(`([+-]?${week})?${weekday}`),
  BYMONTHDAY: list('[+-]?(0?[1-9]|[12]\\d|3[01])'),
  BYYEARDAY: list(yearDay),
  BYWEEKNO: list(`[+-]?${week}`),
  BYMONTH: list('(0?[1-9]|1[0-2])'),
  BYSETPOS: list(yearDay),
  WKST: new RegExp(`^${weekday}$`),
};

/**
 * A last check of a repeat rule before it is sent: the form of every part, and which parts go together. When it occurs,
 * and whether at all, is the business of `src/recurrence`, which has read the rule before.
 * @throws ValidationError `repeat-rule`
 */
export function checkRepeatRule(field: string, rule: string | null | undefined): void {
  if (rule == null) {
    return;
  }
  checkLength(field, rule, LIMITS.task.repeatRule);
  const parts = new Map<string, string>();
  for (const part of rule.split(';')) {
    const [name = '', value = '', ...more] = part.split('=');
    if (more.length > 0 || parts.has(name) || !Object.hasOwn(PARTS, name) || !PARTS[name]!.test(value)) {
      throw new ValidationError(field, 'repeat-rule');
    }
    parts.set(name, value);
  }
  if (!rule.startsWith('FREQ=') || !goTogether(parts)) {
    throw new ValidationError(field, 'repeat-rule');
  }
}

function goTogether(parts: ReadonlyMap<string, string>): boolean {
  const frequency = parts.get('FREQ')!;
  const numberedDay = /\d/.test(parts.get('BYDAY') ?? '');
  const choosing = [...parts.keys()].some((name) => name.startsWith('BY') && name !== 'BYSETPOS');
  return !(
    (parts.has('COUNT') && parts.has('UNTIL')) ||
    (numberedDay && (!['MONTHLY', 'YEARLY'].includes(frequency) || parts.has('BYWEEKNO'))) ||
    (parts.has('BYWEEKNO') && frequency !== 'YEARLY') ||
    (parts.has('BYYEARDAY') && ['DAILY', 'WEEKLY', 'MONTHLY'].includes(frequency)) ||
    (parts.has('BYMONTHDAY') && frequency === 'WEEKLY') ||
    (parts.has('BYSETPOS') && !choosing) ||
    !isInstant(parts.get('UNTIL'))
  );
}

/** A day, or a UTC time, that the calendar has. */
function isInstant(until: string | undefined): boolean {
  if (until === undefined) {
    return true;
  }
  const [, year, month, day, hour = '00', minute = '00', second = '00'] =
    /^(\d{4})(\d\d)(\d\d)(?:T(\d\d)(\d\d)(\d\d)Z)?$/.exec(until)!;
  const text = `${year}-${month}-${day}T${hour}:${minute}:${second}.000Z`;
  const time = Date.parse(text);
  return !Number.isNaN(time) && new Date(time).toISOString() === text;
}
