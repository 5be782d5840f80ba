/** What is wrong with a rule, in words, in both languages. One entry for each fault the grammar knows. */
import type { Locale } from '../types';

type Entry = readonly [en: string, zhCn: string];

/** `{0}`, `{1}` stand for the arguments. */
const GRAMMAR = {
  empty: ['Type a repeat rule, such as FREQ=WEEKLY;BYDAY=MO.', '请输入重复规则，例如 FREQ=WEEKLY;BYDAY=MO。'],
  tooLong: ['A repeat rule has at most {0} characters.', '重复规则最多 {0} 个字符。'],
  notARule: [
    'This is not a repeat rule: it begins with FREQ=, for example FREQ=DAILY.',
    '这不是重复规则：规则以 FREQ= 开头，例如 FREQ=DAILY。',
  ],
  prefix: ['Leave out “{0}”: only the rule itself is wanted.', '请去掉“{0}”：这里只需要规则本身。'],
  lineBreak: ['A repeat rule stands on one line.', '重复规则必须写在一行内。'],
  blank: ['No blanks inside a repeat rule.', '重复规则中不能有空格。'],
  fullWidth: ['“{0}” is a full-width character; use “{1}”.', '“{0}”是全角字符，请改用半角“{1}”。'],
  character: ['“{0}” cannot stand in a repeat rule.', '重复规则中不能出现“{0}”。'],
  emptyPart: ['A semicolon too many: parts are separated by exactly one.', '多了一个分号：各部分之间只用一个分号。'],
  noEquals: ['“{0}” needs a value: NAME=VALUE.', '“{0}”缺少值，应写成 名称=值。'],
  secondEquals: ['A second “=” in {0}.', '{0} 中出现了第二个“=”。'],
  noName: ['The name before “=” is missing.', '“=”前缺少名称。'],
  freqMissing: [
    'FREQ is missing: a rule begins with FREQ=DAILY, WEEKLY, MONTHLY or YEARLY.',
    '缺少 FREQ：规则以 FREQ=DAILY、WEEKLY、MONTHLY 或 YEARLY 开头。',
  ],
  freqFirst: ['FREQ must be the first part.', 'FREQ 必须是第一部分。'],
  unknownPart: ['“{0}” is not a part of a repeat rule.', '重复规则没有“{0}”这一部分。'],
  extensionPart: ['“{0}” is a private extension; Feishu may not understand it.', '“{0}”是私有扩展，飞书可能无法识别。'],
  duplicate: ['{0} is given twice.', '{0} 出现了两次。'],
  emptyValue: ['{0} has no value.', '{0} 没有值。'],
  emptyEntry: ['An empty entry in the list of {0}.', '{0} 的列表中有空项。'],
  freqValue: [
    '“{0}” is not a frequency: use DAILY, WEEKLY, MONTHLY or YEARLY.',
    '“{0}”不是有效的频率：请用 DAILY、WEEKLY、MONTHLY 或 YEARLY。',
  ],
  notPositive: ['{0} must be a whole number above 0.', '{0} 必须是大于 0 的整数。'],
  notNumber: ['{0} must be a whole number.', '{0} 必须是整数。'],
  tooLarge: ['{0} is at most {1}.', '{0} 最大为 {1}。'],
  range: ['“{1}” does not fit {0}: {2} to {3}.', '“{1}”不在 {0} 的范围内：{2} 到 {3}。'],
  signedRange: [
    '“{1}” does not fit {0}: {2} to {3}, or -{3} to -{2} from the end.',
    '“{1}”不在 {0} 的范围内：{2} 到 {3}，或从末尾数的 -{3} 到 -{2}。',
  ],
  weekday: [
    '“{0}” is not a weekday: MO, TU, WE, TH, FR, SA or SU.',
    '“{0}”不是星期：请用 MO、TU、WE、TH、FR、SA 或 SU。',
  ],
  weekdayOrdinal: [
    '“{0}”: the number before a weekday is 1 to 53, or -53 to -1 from the end.',
    '“{0}”：星期前的序数为 1 到 53，或从末尾数的 -53 到 -1。',
  ],
  untilForm: [
    'UNTIL is a date such as 20261231, or a time in UTC such as 20261231T155959Z.',
    'UNTIL 应为日期（如 20261231）或 UTC 时间（如 20261231T155959Z）。',
  ],
  untilLocal: ['UNTIL with a time must be in UTC and end with Z.', '带时间的 UNTIL 必须是 UTC 时间，并以 Z 结尾。'],
  untilNoDate: ['There is no such date or time: “{0}”.', '不存在这样的日期或时间：“{0}”。'],
  countAndUntil: ['COUNT and UNTIL exclude each other: keep one.', 'COUNT 和 UNTIL 不能同时使用，请保留一个。'],
  ordinalFreq: [
    '“{0}”: a numbered weekday needs FREQ=MONTHLY or FREQ=YEARLY.',
    '“{0}”：带序数的星期只能用于 FREQ=MONTHLY 或 FREQ=YEARLY。',
  ],
  ordinalWeekNo: ['“{0}”: no numbered weekday together with BYWEEKNO.', '“{0}”：有 BYWEEKNO 时星期不能带序数。'],
  weekNoFreq: ['BYWEEKNO needs FREQ=YEARLY.', 'BYWEEKNO 只能用于 FREQ=YEARLY。'],
  monthDayFreq: ['BYMONTHDAY cannot be used with FREQ=WEEKLY.', 'BYMONTHDAY 不能用于 FREQ=WEEKLY。'],
  yearDayFreq: ['BYYEARDAY cannot be used with FREQ={0}.', 'BYYEARDAY 不能用于 FREQ={0}。'],
  setPosAlone: ['BYSETPOS needs another BY… part to choose from.', 'BYSETPOS 需要与其他 BY… 部分一起使用。'],
} satisfies Record<string, Entry>;

export type GrammarFault = keyof typeof GRAMMAR;

/** The sentence for a fault, in the given language. */
export function grammarMessage(fault: GrammarFault, args: readonly string[], locale: Locale): string {
  return fillIn(pick(GRAMMAR[fault], locale), args);
}

/** Chooses one of two texts by language. */
export function pick(entry: Entry, locale: Locale): string {
  return entry[locale === 'zh-cn' ? 1 : 0];
}

/** Puts arguments in the place of `{0}`, `{1}`, each cut to a length that fits a message. */
export function fillIn(template: string, args: readonly string[]): string {
  return template.replace(/\{(\d)\}/g, (_, index: string) => shorten(args[Number(index)] ?? ''));
}

function shorten(text: string): string {
  const characters = Array.from(text.slice(0, 80));
  return characters.length > 40 ? `${characters.slice(0, 40).join('')}…` : characters.join('');
}
