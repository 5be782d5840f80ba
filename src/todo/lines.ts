import type { LanguageTable } from './comments';
import { SpanKind } from './spans';
import type { SpanList } from './spans';
import type { CommentInfo, TextRange } from './types';

/** One line of a comment without its decoration; blanks inside stay, those at the end do not. */
export type CommentLine = TextRange;

/** A block comment, or line comments that belong together, and what they say line by line. */
export interface CommentGroup {
  info: CommentInfo;
  lines: CommentLine[];
  /** Numbers of its spans: from first to last, inclusive. */
  first: number;
  last: number;
}

/** Does span `index + 1` continue the comment of span `index`? */
export function joined(text: string, spans: SpanList, index: number): boolean {
  const next = index + 1;
  if (spans.kind(index) !== SpanKind.Line || spans.kind(next) !== SpanKind.Line) return false;
  if (spans.language(index) !== spans.language(next)) return false;
  const length = spans.openLength(index);
  const start = spans.start(index);
  const nextStart = spans.start(next);
  if (spans.openLength(next) !== length || text.charCodeAt(start) !== text.charCodeAt(nextStart)) return false;
  if (!oneLineBreak(text, spans.end(index), nextStart)) return false;
  return leadsLine(text, start) || columnOf(text, start) === columnOf(text, nextStart);
}

function oneLineBreak(text: string, from: number, to: number): boolean {
  if (to - from > 400) return false;
  let breaks = 0;
  for (let at = from; at < to; at++) {
    const code = text.charCodeAt(at);
    if (code === 10 || (code === 13 && text.charCodeAt(at + 1) !== 10)) breaks++;
    else if (code !== 32 && code !== 9 && code !== 13) return false;
  }
  return breaks === 1;
}

/** Do only blanks stand before `at` on its line? */
export function leadsLine(text: string, at: number): boolean {
  let before = at - 1;
  while (before >= 0 && (text.charCodeAt(before) === 32 || text.charCodeAt(before) === 9)) before--;
  return before < 0 || text.charCodeAt(before) === 10 || text.charCodeAt(before) === 13;
}

/** Columns further right than this all count as the same: no line of code is that long. */
const MAX_COLUMN = 1000;

function columnOf(text: string, at: number): number {
  let start = at;
  while (start > 0 && at - start < MAX_COLUMN) {
    const code = text.charCodeAt(start - 1);
    if (code === 10 || code === 13) break;
    start--;
  }
  return at - start;
}

/** The group that span `index` belongs to. */
export function groupAround(text: string, spans: SpanList, index: number, languages: LanguageTable): CommentGroup {
  let first = index;
  let last = index;
  while (first > 0 && joined(text, spans, first - 1)) first--;
  while (last + 1 < spans.length && joined(text, spans, last)) last++;
  const lines: CommentLine[] = [];
  for (let span = first; span <= last; span++) addLines(text, spans, span, lines);
  return { info: infoOf(text, spans, first, last, languages), lines, first, last };
}

function infoOf(text: string, spans: SpanList, first: number, last: number, languages: LanguageTable): CommentInfo {
  const kind = spans.kind(first);
  const start = spans.start(first);
  const end = spans.end(last);
  return {
    start,
    end,
    kind: kind === SpanKind.Line ? 'line' : kind === SpanKind.Doc ? 'doc' : 'block',
    open: text.slice(start, start + spans.openLength(first)),
    close: text.slice(end - spans.closeLength(last), end),
    languageId: languages.id(spans.language(first)),
  };
}

function addLines(text: string, spans: SpanList, span: number, lines: CommentLine[]): void {
  const open = spans.start(span);
  const start = open + spans.openLength(span);
  const end = spans.end(span) - spans.closeLength(span);
  const mark = text.charCodeAt(start - 1);
  const kind = spans.kind(span);
  let from = start;
  while (from <= end) {
    let to = from;
    while (to < end && text.charCodeAt(to) !== 10 && text.charCodeAt(to) !== 13) to++;
    const content = from === start ? afterOpener(text, from, to, mark, kind) : afterStar(text, from, to, kind);
    const stop = trimmedEnd(text, content, to, kind === SpanKind.Block && to === end);
    lines.push({ start: content, end: stop });
    from = to + (text.charCodeAt(to) === 13 && text.charCodeAt(to + 1) === 10 ? 2 : 1);
  }
}

/** Skips what makes an opener longer (`///`, `/**`, `;;;`, `##`) and documentation marks (`//!`, `///<`, `--|`). */
function afterOpener(text: string, from: number, to: number, mark: number, kind: SpanKind): number {
  if (kind === SpanKind.Doc) return from;
  let at = from;
  while (at < to && text.charCodeAt(at) === mark) at++;
  while (at < to && '!<|*'.includes(text.charAt(at)) && at - from < 8) at++;
  return at;
}

/** Skips blanks and the star that leads the lines of a block comment. */
function afterStar(text: string, from: number, to: number, kind: SpanKind): number {
  if (kind !== SpanKind.Block) return from;
  let at = from;
  while (at < to && (text.charCodeAt(at) === 32 || text.charCodeAt(at) === 9)) at++;
  if (text.charCodeAt(at) !== 42) return from;
  while (at < to && text.charCodeAt(at) === 42) at++;
  return at;
}

function trimmedEnd(text: string, from: number, to: number, beforeClose: boolean): number {
  let at = to;
  while (at > from && /\s/.test(text.charAt(at - 1))) at--;
  if (!beforeClose) return at;
  while (at > from && text.charCodeAt(at - 1) === 42) at--;
  while (at > from && /\s/.test(text.charAt(at - 1))) at--;
  return at;
}
