import type { TextRange, Todo } from './types';

/** Replaces `start` to `end` by `newText`; offsets are those of the text before any edit. */
export interface TextEdit extends TextRange {
  newText: string;
}

export type LinkStyle = 'id' | 'url' | 'none';

/** What to write into a comment. */
export interface LinkTarget {
  taskId: string;
  style: LinkStyle;
  /** The task's applink; needed for style `url`. */
  url?: string;
}

const ID_PREFIX = 'feishu:';

/**
 * Edits that link a todo to its task. Read again, the text gives the same todo with `taskId`.
 * A link that is there already is replaced. Style `none` leaves the text as it is.
 * @param todo as found in exactly this `text`
 * @throws {RangeError} if the id or URL could not be read back from a comment
 */
export function linkEdits(text: string, todo: Todo, target: LinkTarget): TextEdit[] {
  if (target.style === 'none') return [];
  if (target.style === 'id') {
    if (!/^[\w-]{1,200}$/.test(target.taskId)) throw new RangeError('not a task id');
    return todo.link === undefined ? [idEdit(text, todo, target.taskId)] : relink(text, todo, target);
  }
  const url = target.url ?? '';
  if (!url.includes('/client/todo/detail?') || /[\s<>"'`]|--|\*\//.test(url)) throw new RangeError('not a task link');
  return todo.link === undefined ? [urlEdit(text, todo, url)] : relink(text, todo, target);
}

/** Edits that take the link out of a comment again, with the brackets or the line that held nothing else. */
export function unlinkEdits(text: string, todo: Todo): TextEdit[] {
  const { link } = todo;
  if (link === undefined) return [];
  return [link.style === 'id' ? withoutReference(text, todo) : withoutUrl(text, todo)];
}

function relink(text: string, todo: Todo, target: LinkTarget): TextEdit[] {
  const { link } = todo;
  if (link?.style === target.style) {
    const newText = target.style === 'id' ? ID_PREFIX + target.taskId : target.url!;
    return [{ start: link.start, end: link.end, newText }];
  }
  const added = target.style === 'id' ? idEdit(text, todo, target.taskId) : urlEdit(text, todo, target.url!);
  return [...unlinkEdits(text, todo), added].sort((a, b) => a.start - b.start);
}

function idEdit(text: string, todo: Todo, taskId: string): TextEdit {
  const reference = ID_PREFIX + taskId;
  const list = todo.referenceList;
  if (list === undefined) return insert(todo.tagRange.end, `(${reference})`);
  const last = list.items.at(-1);
  if (last === undefined) return insert(list.end - 1, reference);
  // A repeat rule would swallow what follows a plain comma without a blank; this one has a blank.
  const separator = text.charAt(list.start) === '（' ? '，' : ', ';
  return insert(last.end, separator + reference);
}

function insert(at: number, newText: string): TextEdit {
  return { start: at, end: at, newText };
}

function withoutReference(text: string, todo: Todo): TextEdit {
  const list = todo.referenceList!;
  const index = list.items.findIndex((item) => item.start === todo.link!.start);
  const before = list.items[index - 1];
  const after = list.items[index + 1];
  const item = list.items[index]!;
  if (before !== undefined) return { start: before.end, end: item.end, newText: '' };
  if (after !== undefined) return { start: item.start, end: after.start, newText: '' };
  // `TODO (feishu:1): x` goes back to `TODO: x`.
  const start = text.charAt(list.start - 1) === ' ' ? list.start - 1 : list.start;
  return { start, end: list.end, newText: '' };
}

function withoutUrl(text: string, todo: Todo): TextEdit {
  const link = todo.link!;
  const lineStart = startOfLine(text, link.start);
  if (link.start - todo.tagRange.end > 0 && lineStart > todo.tagRange.end) {
    // Nothing but decoration before it: the line was made for the link.
    const own = text.slice(lineStart, link.start).replace(todo.comment.open, '');
    if (!/[\p{L}\p{N}]/u.test(own)) {
      return { start: endOfLineBefore(text, lineStart), end: link.end, newText: '' };
    }
  }
  let start = link.start;
  while (start > todo.tagRange.end && ' \t'.includes(text.charAt(start - 1))) start--;
  return { start, end: link.end, newText: '' };
}

/** Offset of the line break before the line that begins at `lineStart`. */
function endOfLineBefore(text: string, lineStart: number): number {
  return text.startsWith('\r\n', lineStart - 2) ? lineStart - 2 : lineStart - 1;
}

function startOfLine(text: string, at: number): number {
  let start = at;
  while (start > 0 && text.charCodeAt(start - 1) !== 10 && text.charCodeAt(start - 1) !== 13) start--;
  return start;
}

function urlEdit(text: string, todo: Todo, url: string): TextEdit {
  const at = todo.range.end;
  const prefix = continuation(text, todo);
  return insert(at, prefix === undefined ? ` ${url}` : prefix + url);
}

/** Line break and decoration for a new line of this comment; `undefined` if the link belongs on the same line. */
function continuation(text: string, todo: Todo): string | undefined {
  const { comment } = todo;
  const lineStart = startOfLine(text, todo.range.end);
  const newline = lineBreak(text, todo);
  if (comment.kind === 'line') {
    const open = Math.max(comment.start, lineStart + leading(text, lineStart).length);
    const before = text.slice(lineStart, open);
    if (before.trim() !== '') return undefined;
    const mark = /^\S+?(?=[\w\s@\\([]|$)/.exec(text.slice(open, open + 20))?.[0] ?? comment.open;
    return `${newline}${before}${mark.startsWith(comment.open) ? mark : comment.open} `;
  }
  const firstLine = startOfLine(text, comment.start);
  if (lineStart > firstLine) {
    return newline + /^[ \t]*\**[ \t]*/.exec(text.slice(lineStart, todo.range.end))![0];
  }
  const more = text.slice(todo.range.end, comment.end);
  const nextLine = /^[ \t]*(?:\r\n?|\n)([ \t]*\*+(?!\/))?/.exec(more);
  if (nextLine === null) return undefined;
  return newline + (nextLine[1] ?? leading(text, firstLine) + ' '.repeat(comment.open.length)) + ' ';
}

function leading(text: string, lineStart: number): string {
  return /^[ \t]*/.exec(text.slice(lineStart, lineStart + 500))![0];
}

function lineBreak(text: string, todo: Todo): string {
  const at = text.indexOf('\n', todo.comment.start);
  if (at < 0) return text.includes('\r') ? '\r' : '\n';
  return text.charAt(at - 1) === '\r' ? '\r\n' : '\n';
}

/** A text with edits made, which must not overlap. For tests and for texts outside an editor. */
export function applyEdits(text: string, edits: readonly TextEdit[]): string {
  let result = '';
  let at = 0;
  for (const edit of [...edits].sort((a, b) => a.start - b.start)) {
    result += text.slice(at, edit.start) + edit.newText;
    at = edit.end;
  }
  return result + text.slice(at);
}
