/**
 * The words of the recurrence layer: a repeat rule as RFC 2445 §4.3.10 defines it, a due date as Feishu has it, and
 * the answers of the parsers.
 */

/** Language of every text this layer makes for a person. */
export type Locale = 'en' | 'zh-cn';

export type Frequency = 'SECONDLY' | 'MINUTELY' | 'HOURLY' | 'DAILY' | 'WEEKLY' | 'MONTHLY' | 'YEARLY';

export type Weekday = 'MO' | 'TU' | 'WE' | 'TH' | 'FR' | 'SA' | 'SU';

/** Monday first: the RFC's default week. */
export const WEEKDAYS: readonly Weekday[] = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'];

/** One BYDAY entry. `ordinal` (1 to 53, or -53 to -1 from the end) is absent for "every such weekday". */
export interface WeekdayNumber {
  readonly weekday: Weekday;
  readonly ordinal?: number;
}

/** Names of the rule parts in the order the RFC lists them, which is the order of the normal form. */
export const PART_NAMES = [
  'FREQ',
  'UNTIL',
  'COUNT',
  'INTERVAL',
  'BYSECOND',
  'BYMINUTE',
  'BYHOUR',
  'BYDAY',
  'BYMONTHDAY',
  'BYYEARDAY',
  'BYWEEKNO',
  'BYMONTH',
  'BYSETPOS',
  'WKST',
] as const;

export type PartName = (typeof PART_NAMES)[number];

/**
 * A grammatical repeat rule. Lists are sorted and free of duplicates; an absent part is an empty list.
 * Make one with `parseRepeatRule`, `ruleFromWords` or `makeRule`, so that `text` fits the fields.
 */
export interface RepeatRule {
  /** The normal form: what is sent to Feishu and shown. */
  readonly text: string;
  readonly freq: Frequency;
  /** 1 to 99,999. */
  readonly interval: number;
  /** `YYYYMMDD` or `YYYYMMDDTHHMMSSZ`; never together with `count`. */
  readonly until?: string;
  readonly count?: number;
  readonly bySecond: readonly number[];
  readonly byMinute: readonly number[];
  readonly byHour: readonly number[];
  readonly byDay: readonly WeekdayNumber[];
  readonly byMonthDay: readonly number[];
  readonly byYearDay: readonly number[];
  readonly byWeekNo: readonly number[];
  readonly byMonth: readonly number[];
  readonly bySetPos: readonly number[];
  /** First day of the week, where it changes the meaning of the rule; else absent (Monday). */
  readonly weekStart?: Weekday;
}

/** The fields of a rule without its text; what is left out is absent from the rule. */
export type RuleFields = Pick<RepeatRule, 'freq'> & Partial<Omit<RepeatRule, 'freq' | 'text'>>;

/** Why a text was refused. `offset` and `length` count UTF-16 units of the given text. */
export interface ParseFailure {
  readonly ok: false;
  readonly message: string;
  readonly offset: number;
  readonly length: number;
  /** A whole text that would have been taken and says what was probably meant. */
  readonly suggestion?: string;
}

export type RuleResult = { readonly ok: true; readonly rule: RepeatRule } | ParseFailure;

export interface ParseOptions {
  /** Language of the message; English by default. */
  readonly locale?: Locale;
}

/**
 * When a task is due: a calendar date (all-day), or an instant shown in an IANA time zone. The same shape as the
 * client's `Due`, repeated here because the layers do not import each other.
 */
export type Due =
  | { readonly kind: 'date'; /** Local calendar date, `YYYY-MM-DD`. */ readonly date: string }
  | { readonly kind: 'time'; /** Unix time in seconds. */ readonly epochSeconds: number; readonly timeZone: string };
