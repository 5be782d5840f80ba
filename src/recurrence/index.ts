/**
 * Repeat rules and due dates, without VS Code: strict grammar (RFC 2445 §4.3.10), fitness for a task, preview in a
 * time zone, sentences and words in English and Chinese. `parse.ts` alone is light enough to be loaded at once; this
 * index brings the `rrule` package with it.
 */
export { checkForTask, MAX_RULE_LENGTH, type RuleCheck, type RuleProblem } from './check';
export { describeRule } from './describe';
export { parseDue, type DueOptions, type DueResult } from './due';
export { duePresets, dueToSeconds, formatDue, secondsToDue, type DueNow, type DuePreset } from './dates/dueFormat';
export { explainFirst } from './explain';
export { nextDue } from './next';
export { formatRule, makeRule } from './grammar/normal';
export { normalizeRule, parseRepeatRule } from './parse';
export { repeatPresets, type RepeatPreset } from './presets';
export { MAX_PREVIEW, previewOccurrences, type PreviewOptions } from './preview';
export { ruleForSending, untilEndOf } from './sending';
export { ruleFromWords } from './words';
export {
  WEEKDAYS,
  type Due,
  type Frequency,
  type Locale,
  type ParseFailure,
  type ParseOptions,
  type RepeatRule,
  type RuleFields,
  type RuleResult,
  type Weekday,
  type WeekdayNumber,
} from './types';
