import type { RangedText, ReferenceList } from './types';

/** Longest list that is looked for behind a tag, in characters. */
const MAX_LIST = 1000;
const closers: Record<string, string> = { '(': ')', '（': '）', '[': ']' };
const closersLoose: Record<string, string> = { '(': ')）', '（': '）)', '[': ']' };
const rule = /(?:RRULE:)?FREQ=[A-Z]+(?:;[A-Z-]+=[A-Za-z0-9+:-]+(?:,[A-Za-z0-9+-]+)*)*/iy;

/** Reads the bracketed list at `at`; `undefined` if there is none or it does not close before `to`. */
export function readReferences(text: string, at: number, to: number): ReferenceList | undefined {
  const open = text.charAt(at);
  if (closers[open] === undefined) return undefined;
  const end = closeOf(text, at, Math.min(to, at + MAX_LIST));
  if (end < 0) return undefined;
  return { start: at, end: end + 1, items: items(text, at + 1, end) };
}

function closeOf(text: string, at: number, limit: number): number {
  const open = text.charAt(at);
  const close = closersLoose[open]!;
  let depth = 0;
  for (let index = at; index < limit; index++) {
    const char = text.charAt(index);
    if (char === open) depth++;
    else if (close.includes(char) && --depth === 0) return index;
  }
  return -1;
}

function items(text: string, from: number, to: number): RangedText[] {
  const found: RangedText[] = [];
  let start = from;
  let depth = 0;
  for (let at = from; at <= to; at++) {
    const char = at < to ? text.charAt(at) : ',';
    if (char === '(' || char === '（') depth++;
    else if (char === ')' || char === '）') depth--;
    else if ((char === 'F' || char === 'R' || char === 'f' || char === 'r') && depth === 0) {
      // A repeat rule has separators of its own.
      rule.lastIndex = at;
      if (rule.test(text) && rule.lastIndex <= to) at = rule.lastIndex - 1;
    }
    if (!',，;；、'.includes(char) || (depth > 0 && at < to)) continue;
    const item = trimmed(text, start, at);
    if (item.text !== '') found.push(item);
    start = at + 1;
  }
  return found;
}

/** The text between two offsets without blanks at its ends, with its range. */
export function trimmed(text: string, from: number, to: number): RangedText {
  let start = from;
  let end = to;
  while (start < end && /\s/.test(text.charAt(start))) start++;
  while (end > start && /\s/.test(text.charAt(end - 1))) end--;
  return { text: text.slice(start, end), start, end };
}

/** Id of the Feishu task that a reference names, as `feishu:<id>`. */
export function taskIdOfReference(reference: string): string | undefined {
  return /^feishu\s*[:：]\s*([\w-]{1,200})$/i.exec(reference)?.[1];
}

const applink = /https?:\/\/[^\s<>"'`]{1,200}?\/client\/todo\/detail\?[^\s<>"'`]{0,500}$/;

/** The task link at the end of a line: its place and the id it names. */
export function readTaskUrl(text: string, from: number, to: number): (RangedText & { taskId: string }) | undefined {
  const start = Math.max(from, to - 800);
  const match = applink.exec(text.slice(start, to));
  const taskId = match === null ? undefined : /[?&]guid=([\w-]{1,200})(?:[&#]|$)/.exec(match[0])?.[1];
  if (match === null || taskId === undefined) return undefined;
  return { text: match[0], start: start + match.index, end: to, taskId };
}

/** The id in what a person pasted to name a task: its link, `feishu:<id>`, or the id itself (a UUID). */
export function taskIdOf(pasted: string): string | undefined {
  const text = pasted.trim();
  if (/^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text)) return text;
  return taskIdOfReference(text) ?? readTaskUrl(text, 0, text.length)?.taskId;
}
