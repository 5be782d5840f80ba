/** What makes a grammatical rule unfit for a task, in words, in both languages. */
import { fillIn, pick } from './grammar/messages';
import type { Locale } from './types';

const CHECKS = {
  tooLong: ['The rule has {0} characters; Feishu takes at most {1}.', '规则有 {0} 个字符，飞书最多接受 {1} 个。'],
  tooOften: ['A task repeats at most once a day.', '任务最多每天重复一次。'],
  timeOnAllDay: [
    'The due date is all-day: the rule cannot name a time of day.',
    '截止时间为全天，规则中不能指定具体时间。',
  ],
  countZero: ['The rule repeats 0 times: it never occurs.', '规则重复 0 次，永远不会发生。'],
  ended: ['The rule ends before its first occurrence.', '规则在首次重复之前就已结束。'],
  never: ['The rule never occurs from this due date on.', '从该截止时间起，此规则永远不会发生。'],
  dueNotOccurrence: [
    'The due date is not one of the days of the rule; the first is {0}.',
    '截止时间不在规则之内，首次为 {0}。',
  ],
} satisfies Record<string, readonly [string, string]>;

export type CheckCode = keyof typeof CHECKS;

export function checkMessage(code: CheckCode, args: readonly string[], locale: Locale): string {
  return fillIn(pick(CHECKS[code], locale), args);
}
