/** Whether a grammatical rule makes sense for a task with a given due date. */
import { DAY_SECONDS, formatWall } from './calendar/calendar';
import { checkMessage, type CheckCode } from './checkMessages';
import { makeRule } from './grammar/normal';
import { occurrences, seriesOf, type Series } from './preview';
import { ruleForSending } from './sending';
import type { Due, Frequency, Locale, RepeatRule } from './types';

/** Longest rule Feishu takes (task v2, `repeat_rule`; v1 names no limit). */
export const MAX_RULE_LENGTH = 1000;

export interface RuleProblem {
  readonly code: CheckCode;
  readonly message: string;
  /** A rule that does what was probably meant. */
  readonly suggestion?: string;
}

export interface RuleCheck {
  /** Reasons to refuse the rule. Empty for a rule that can be sent. */
  readonly errors: readonly RuleProblem[];
  readonly warnings: readonly RuleProblem[];
}

const SUB_DAILY: Partial<Record<Frequency, number>> = { HOURLY: 3600, MINUTELY: 60, SECONDLY: 1 };

/**
 * Checks a rule against the due date it is for. Errors: longer than Feishu takes, more often than daily, a time of day
 * on an all-day date, ended already, never occurring. Warning: the due date is not itself an occurrence.
 */
export function checkForTask(rule: RepeatRule, due: Due, options: { readonly locale?: Locale } = {}): RuleCheck {
  const problem = (code: CheckCode, args: string[] = [], suggestion?: RepeatRule): RuleProblem => ({
    code,
    message: checkMessage(code, args, options.locale ?? 'en'),
    ...(suggestion ? { suggestion: suggestion.text } : {}),
  });
  const series = seriesOf(due);
  const next = occurrences(rule, series, hasSeveralTimes(rule) ? 50 : 1);
  const [first] = next;
  const errors: RuleProblem[] = [];
  const { length } = ruleForSending(rule, due);
  if (length > MAX_RULE_LENGTH) errors.push(problem('tooLong', [`${length}`, `${MAX_RULE_LENGTH}`]));
  if (due.kind === 'date' && hasTime(rule)) errors.push(problem('timeOnAllDay', [], withoutTime(rule)));
  else if (isTooOften(rule, next)) errors.push(problem('tooOften', [], asDaily(rule)));
  if (rule.count === 0) errors.push(problem('countZero'));
  else if (first === undefined) errors.push(problem(hasEnded(rule, series) ? 'ended' : 'never'));
  const off = errors.length === 0 && first !== series.start;
  const shown = first === undefined ? '' : showMoment(first, due);
  return { errors, warnings: off ? [problem('dueNotOccurrence', [shown])] : [] };
}

/** A wall time as a person reads it: the date, with the time where the due date has one. */
export function showMoment(wall: number, due: Due): string {
  const text = formatWall(wall);
  return due.kind === 'date' ? text.slice(0, 10) : text.slice(0, 16).replace('T', ' ');
}

function hasTime(rule: RepeatRule): boolean {
  return rule.byHour.length + rule.byMinute.length + rule.bySecond.length > 0 || SUB_DAILY[rule.freq] !== undefined;
}

function withoutTime(rule: RepeatRule): RepeatRule | undefined {
  if (SUB_DAILY[rule.freq] !== undefined) return asDaily(rule);
  if (rule.bySetPos.length > 0) return undefined;
  return makeRule({ ...rule, byHour: [], byMinute: [], bySecond: [] });
}

/** Twice on one day; or by the hour and below, whatever the interval: no task repeats like that. */
function isTooOften(rule: RepeatRule, next: readonly number[]): boolean {
  const days = next.map((wall) => Math.floor(wall / DAY_SECONDS));
  return SUB_DAILY[rule.freq] !== undefined || new Set(days).size < days.length;
}

function hasSeveralTimes(rule: RepeatRule): boolean {
  const belowDay = SUB_DAILY[rule.freq] !== undefined;
  return !belowDay && [rule.byHour, rule.byMinute, rule.bySecond].some((list) => list.length > 1);
}

/** "Every 48 hours" is "every 2 days". */
function asDaily(rule: RepeatRule): RepeatRule | undefined {
  const seconds = (SUB_DAILY[rule.freq] ?? 0) * rule.interval;
  const plain = rule.byHour.length + rule.byMinute.length + rule.bySecond.length + rule.bySetPos.length === 0;
  if (seconds === 0 || seconds % DAY_SECONDS !== 0 || !plain || rule.byYearDay.length > 0) return undefined;
  return makeRule({ ...rule, freq: 'DAILY', interval: seconds / DAY_SECONDS });
}

/** A rule without an occurrence that would have one but for its UNTIL. */
function hasEnded(rule: RepeatRule, series: Series): boolean {
  return rule.until !== undefined && occurrences({ ...rule, until: undefined }, series, 1).length > 0;
}
