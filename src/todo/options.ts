import { readReferences, trimmed } from './references';
import type { RangedText, TextRange, TodoOptions } from './types';

type Key = keyof TodoOptions;

const keys: Record<string, Key> = {
  assignees: 'assignees',
  assignee: 'assignees',
  负责人: 'assignees',
  负责: 'assignees',
  followers: 'followers',
  follower: 'followers',
  关注人: 'followers',
  关注: 'followers',
  due: 'due',
  截止: 'due',
  截止日期: 'due',
  截止时间: 'due',
  repeat: 'repeat',
  重复: 'repeat',
};
const option = /^([a-z]{3,9}|[\u4e00-\u9fff]{2,4})[ \t]*[:：][ \t]*(?=\S)/i;

/** An option read from a line or an item: its key and where its value stands. */
export interface ReadOption {
  key: Key;
  value: RangedText;
  range: TextRange;
}

/** Reads `key: value` if that is what stands between two offsets. */
export function readOption(text: string, from: number, to: number): ReadOption | undefined {
  const whole = trimmed(text, from, to);
  const match = option.exec(whole.text.slice(0, 40));
  const key = match === null ? undefined : keys[match[1]!.toLowerCase()];
  if (match === null || key === undefined) return undefined;
  const value = trimmed(text, whole.start + match[0].length, whole.end);
  return { key, value, range: { start: whole.start, end: whole.end } };
}

/** Adds an option; of two dates or rules the first counts, people add up. */
export function addOption(options: TodoOptions, { key, value, range }: ReadOption): void {
  if (key === 'due' || key === 'repeat') options[key] ??= { ...value, range };
  else options[key] = [...(options[key] ?? []), ...people(value)];
}

/** Splits `@alice, 小王 and bob` into names. Blanks separate only where every name has its `@`. */
function people(value: RangedText): RangedText[] {
  const found: RangedText[] = [];
  const separator = /[,，;；、]|\s+(?:and|&|和|与)\s+|\s+(?=@)/g;
  let start = 0;
  for (;;) {
    const match = separator.exec(value.text);
    const name = trimmed(value.text, start, match?.index ?? value.text.length);
    if (name.text !== '') {
      found.push({ text: name.text, start: value.start + name.start, end: value.start + name.end });
    }
    if (match === null) return found;
    start = separator.lastIndex;
  }
}

/**
 * Options among bracketed items. A name with its `@` behind a list of people belongs to that list:
 * `assignees: @a, @b`.
 */
export function optionsOfItems(text: string, items: readonly RangedText[], options: TodoOptions): number {
  let read = 0;
  let list: 'assignees' | 'followers' | undefined;
  for (const item of items) {
    const found = readOption(text, item.start, item.end);
    if (found !== undefined) {
      addOption(options, found);
      list = found.key === 'assignees' || found.key === 'followers' ? found.key : undefined;
      read++;
    } else if (list !== undefined && item.text.startsWith('@')) {
      options[list] = [...(options[list] ?? []), item];
      read++;
    } else {
      list = undefined;
    }
  }
  return read;
}

/** Reads brackets at the end of a title that hold nothing but options. @returns where they begin, or -1 */
export function readTrailingOptions(text: string, from: number, to: number, options: TodoOptions): number {
  if (!')）]'.includes(text.charAt(to - 1)) || to === from) return -1;
  let depth = 0;
  for (let at = to - 1; at >= from && to - at < 1000; at--) {
    const char = text.charAt(at);
    if (')）]'.includes(char)) depth++;
    else if ('(（['.includes(char) && --depth === 0) {
      const list = readReferences(text, at, to);
      const own: TodoOptions = {};
      if (list === undefined || list.items.length === 0 || list.end !== to) return -1;
      if (optionsOfItems(text, list.items, own) !== list.items.length) return -1;
      for (const key of ['assignees', 'followers'] as const) {
        if (own[key] !== undefined) options[key] = [...(options[key] ?? []), ...own[key]];
      }
      options.due ??= own.due;
      options.repeat ??= own.repeat;
      return at;
    }
  }
  return -1;
}
