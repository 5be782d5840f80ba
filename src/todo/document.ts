import { scanComments } from './comments';
import type { Comments } from './comments';
import { LineCounter, lineEnds } from './find';
import type { TodoReader } from './find';
import { joined } from './lines';
import { rescanComments } from './rescan';
import type { Change, Rescan } from './rescan';
import { shiftTodo } from './shift';
import type { TextRange, Todo } from './types';

/** An edit as an editor reports it: old text `start` to `end` was replaced by `text`. */
export interface ContentChange extends TextRange {
  text: string;
}

/**
 * The todos of an open document. A change reads again only what it can have altered; the result is always the
 * same as that of reading the whole text.
 */
export class TodoDocument {
  private comments: Comments;
  private found: Todo[];

  constructor(
    private readonly reader: TodoReader,
    readonly languageId: string,
    private content: string,
  ) {
    this.comments = scanComments(content, languageId, reader.languages);
    this.found = reader.number(content, reader.inSpans(content, this.comments.spans, 0, this.comments.spans.length));
  }

  get text(): string {
    return this.content;
  }

  get todos(): readonly Todo[] {
    return this.found;
  }

  /**
   * Takes over a newer text.
   * @param changes what an editor said has changed, each in terms of the text before any of them; without it the texts
   *   are compared
   */
  update(text: string, changes?: readonly ContentChange[]): readonly Todo[] {
    const change = changes === undefined ? difference(this.content, text) : union(changes);
    if (change === undefined) return this.found;
    const rescan = rescanComments(this.comments, text, change, this.languageId, this.reader.languages);
    this.found = this.merge(text, change, rescan);
    this.content = text;
    this.comments = rescan.comments;
    return this.found;
  }

  /** Old todos of untouched comments, and between them those of the comments read again. */
  private merge(text: string, change: Change, rescan: Rescan): Todo[] {
    const old = this.comments.spans;
    const { spans } = rescan.comments;
    let { from, to, oldTo } = rescan;
    // Groups at the rim: a comment may have joined its neighbour, or have left it.
    while (from > 0 && (joins(text, spans, from - 1) || joins(this.content, old, from - 1))) from--;
    while (to < spans.length && (joins(text, spans, to - 1) || joins(this.content, old, oldTo - 1))) {
      to++;
      oldTo++;
    }
    const keepBefore = from < old.length ? old.start(from) : Number.MAX_SAFE_INTEGER;
    const keepFrom = oldTo < old.length ? old.start(oldTo) : Number.MAX_SAFE_INTEGER;
    const before = this.found.filter((todo) => todo.comment.start < Math.min(keepBefore, keepFrom));
    const after = this.found.filter((todo) => todo.comment.start >= keepFrom);
    const again = this.reader.inSpans(text, spans, from, to);
    const last = before.at(-1);
    const counter =
      last === undefined ? undefined : new LineCounter(text, last.tagRange.start - last.column, last.line);
    const lines = lineBreaks(text, change.start, change.newEnd) - lineBreaks(this.content, change.start, change.end);
    const delta = change.newEnd - change.end;
    const moved = delta === 0 && lines === 0 ? after : after.map((todo) => shiftTodo(todo, delta, lines));
    return [...before, ...this.reader.number(text, again, counter), ...moved];
  }
}

function joins(text: string, spans: Comments['spans'], index: number): boolean {
  return index >= 0 && index + 1 < spans.length && joined(text, spans, index);
}

/** The one stretch in which two texts differ. */
function difference(old: string, text: string): Change | undefined {
  if (old === text) return undefined;
  const shorter = Math.min(old.length, text.length);
  let start = 0;
  while (start < shorter && old.charCodeAt(start) === text.charCodeAt(start)) start++;
  let tail = 0;
  while (tail < shorter - start && old.charCodeAt(old.length - 1 - tail) === text.charCodeAt(text.length - 1 - tail)) {
    tail++;
  }
  return { start, end: old.length - tail, newEnd: text.length - tail };
}

/** One stretch around several edits. */
function union(changes: readonly ContentChange[]): Change | undefined {
  if (changes.length === 0) return undefined;
  const start = changes.reduce((least, change) => Math.min(least, change.start), Number.MAX_SAFE_INTEGER);
  const end = changes.reduce((most, change) => Math.max(most, change.end), 0);
  const delta = changes.reduce((sum, change) => sum + change.text.length - (change.end - change.start), 0);
  return { start, end, newEnd: end + delta };
}

/** Line ends in a stretch; a CR LF that the stretch cuts in two is counted with the LF. */
function lineBreaks(text: string, from: number, to: number): number {
  // One character more on either side: an edit may part or join CR and LF.
  return lineEnds(text, Math.max(0, from - 1), Math.min(text.length, to + 1));
}
