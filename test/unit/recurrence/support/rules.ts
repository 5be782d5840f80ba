import { parseRepeatRule, type RepeatRule } from '../../../../src/recurrence';

/** The rule of a text that must be right. */
export function rule(text: string): RepeatRule {
  const result = parseRepeatRule(text);
  if (!result.ok) throw new Error(`${text}: ${result.message}`);
  return result.rule;
}
