/** `parseRepeatRule`: the strict grammar with messages and a mended rule where one can be offered. */
import { isFault, readRule } from './grammar/grammar';
import { mendRule } from './grammar/mend';
import { grammarMessage } from './grammar/messages';
import { ruleFromWords } from './words';
import type { ParseOptions, RuleResult } from './types';

/**
 * Reads a repeat rule as RFC 2445 §4.3.10 writes it (`FREQ=WEEKLY;BYDAY=MO`), in upper or lower case, at most 10,000
 * characters. Gives the rule in normal form, or the first fault: message, place, and where it can be said, a rule
 * that is right and was probably meant. Takes time in proportion to the length and never throws.
 */
export function parseRepeatRule(text: string, options: ParseOptions = {}): RuleResult {
  const answer = readRule(text);
  if (!isFault(answer)) return { ok: true, rule: answer };
  const suggestion = mendRule(text) ?? ruleInWords(text);
  return {
    ok: false,
    message: grammarMessage(answer.fault, answer.args, options.locale ?? 'en'),
    offset: answer.offset,
    length: answer.length,
    ...(suggestion === undefined ? {} : { suggestion }),
  };
}

/** The normal form of a rule's text; undefined where the text is no rule. */
export function normalizeRule(text: string): string | undefined {
  const answer = readRule(text);
  return isFault(answer) ? undefined : answer.text;
}

/** What a text without any `=` says in words. */
function ruleInWords(text: string): string | undefined {
  const words = /[=＝]/.test(text) ? undefined : ruleFromWords(text);
  return words?.ok ? words.rule.text : undefined;
}
