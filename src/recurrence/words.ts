/** `ruleFromWords`: a rule said in English or Chinese. */
import { readClauses, type Understood } from './language/draft';
import { MAX_TEXT_LENGTH } from './grammar/grammar';
import { fillIn, grammarMessage, pick } from './grammar/messages';
import { respellings } from './language/spelling';
import { chineseReaders, CHINESE_SEPARATOR } from './language/wordsChinese';
import { englishReaders, ENGLISH_SEPARATOR } from './language/wordsEnglish';
import type { Locale, ParseFailure, RuleResult } from './types';

const EMPTY = ['Say how the task repeats, such as “every Monday”.', '请说明如何重复，例如“每周一”。'] as const;
const UNKNOWN = ['“{0}” is not understood here.', '此处无法理解“{0}”。'] as const;
const NO_FREQUENCY = ['How often? Say for example “every week”.', '多久一次？例如“每周”。'] as const;

/**
 * Reads a rule in words, such as "every 2 weeks on Monday and Friday, 10 times", "monthly on the last Friday" or
 * "每月最后一个周五". Both languages are tried whatever the locale, which only chooses the message. Reads every
 * sentence that `describeRule` makes. The failure points at the first words that were not understood.
 */
export function ruleFromWords(text: string, locale: Locale = 'en'): RuleResult {
  const failure = (message: string, offset = 0, length = text.length): ParseFailure => ({
    ok: false,
    message,
    offset,
    length,
  });
  if (text.trim() === '') return failure(pick(EMPTY, locale));
  if (text.length > MAX_TEXT_LENGTH) return failure(grammarMessage('tooLong', [`${MAX_TEXT_LENGTH}`], locale));
  const best = understand(text);
  if (best.rule) return { ok: true, rule: best.rule };
  if (best.fault) return failure(grammarMessage(best.fault.fault, best.fault.args, locale));
  if (best.position >= text.length) return failure(pick(NO_FREQUENCY, locale));
  const respelt = respellings(text).find((respelling) => understand(respelling.text).rule !== undefined);
  const { offset, length } = respelt ?? wordAt(text, best.position);
  const message = fillIn(pick(UNKNOWN, locale), [text.slice(offset, offset + length)]);
  return { ...failure(message, offset, length), ...(respelt ? { suggestion: respelt.text } : {}) };
}

function understand(text: string): Understood {
  const english = readClauses(text, englishReaders, ENGLISH_SEPARATOR);
  const chinese = readClauses(text, chineseReaders, CHINESE_SEPARATOR);
  return rank(chinese) > rank(english) ? chinese : english;
}

/** The word, or the run of Chinese, that begins at a place. */
export function wordAt(text: string, offset: number): { readonly offset: number; readonly length: number } {
  const word = /^(?:[\w'-]+|[^\s\w,，、。;；]+|.)/su.exec(text.slice(offset, offset + 100));
  return { offset, length: word?.[0].length ?? 0 };
}

/** A rule beats a fault, a fault beats words not understood, and those count by how far they were. */
function rank({ rule, fault, position }: Understood): number {
  return position + (rule ? 1e6 : fault ? 1e5 : 0);
}
