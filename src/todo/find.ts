import { LanguageTable, scanComments } from './comments';
import { readComment } from './grammar';
import { groupAround } from './lines';
import { SpanKind } from './spans';
import type { SpanList } from './spans';
import { TagFinder } from './tags';
import type { FindOptions, Todo } from './types';

/** Line numbers for rising offsets: LF, CR LF and a lone CR end a line, as in an editor. */
export class LineCounter {
  private at: number;
  private lineStart: number;
  private feed = -1;
  private carriage = -1;

  /** @param line the number of the line that begins at `at`, or in which it stands if only lines are asked for */
  constructor(
    private readonly text: string,
    at = 0,
    private line = 0,
  ) {
    this.at = at;
    this.lineStart = at;
  }

  /** Moves on to `offset`, which must not be smaller than the one before. */
  to(offset: number): { line: number; column: number } {
    for (let end = this.nextEnd(); end < offset; end = this.nextEnd()) {
      this.at = end + 1;
      // The LF of a CR LF ends the line, and is not a line of its own.
      if (this.text.charCodeAt(end) === 13 && this.text.charCodeAt(end + 1) === 10) continue;
      this.line++;
      this.lineStart = this.at;
    }
    this.at = Math.max(this.at, offset);
    return { line: this.line, column: offset - this.lineStart };
  }

  /** Offset of the first LF or CR at or behind where we are. */
  private nextEnd(): number {
    const { text, at } = this;
    if (this.feed < at) this.feed = found(text.indexOf('\n', at));
    if (this.carriage < at) this.carriage = found(text.indexOf('\r', at));
    return Math.min(this.feed, this.carriage);
  }
}

/** Number of line ends in a short stretch. */
export function lineEnds(text: string, from: number, to: number): number {
  let lines = 0;
  for (let at = from; at < to; at++) {
    const code = text.charCodeAt(at);
    if (code === 10 || (code === 13 && text.charCodeAt(at + 1) !== 10)) lines++;
  }
  return lines;
}

function found(at: number): number {
  return at < 0 ? Number.MAX_SAFE_INTEGER : at;
}

/** Places in a text that look like a tag: their offsets, and their 0-based lines. */
export interface Hits {
  offsets: readonly number[];
  lines: readonly number[];
}

/** Settings of a search, made ready once and used for many texts. */
export class TodoReader {
  readonly tags: TagFinder;
  readonly languages: LanguageTable;
  private readonly docstrings: boolean;

  constructor(options: FindOptions = {}) {
    this.tags = new TagFinder(options.tags, options.ignoreCase ?? true);
    this.languages = new LanguageTable(options.languages);
    this.docstrings = options.docstrings ?? true;
  }

  /** All todos of a text, in order. Never throws, whatever the text; takes linear time. */
  read(text: string, languageId: string): Todo[] {
    const { spans } = scanComments(text, languageId, this.languages);
    return this.number(text, this.inSpans(text, spans, 0, spans.length));
  }

  /**
   * As `read`, where another program has found already what looks like a tag.
   * @param hits all places in `text` that look like a tag, in order
   * @param whole whether `text` is all there is
   * @returns `'more'` if more of the text is needed to tell
   */
  readAt(text: string, languageId: string, hits: Hits, whole: boolean): Todo[] | 'more' {
    const last = hits.offsets.at(-1) ?? 0;
    const { spans, stopped } = scanComments(text, languageId, this.languages, last);
    if (!stopped && !whole) return 'more';
    const found: Todo[] = [];
    let behind = 0;
    for (const hit of hits.offsets) {
      if (hit < behind) continue;
      const span = spans.firstEndingAfter(hit);
      if (span >= spans.length) break;
      if (spans.start(span) > hit) continue;
      behind = this.readGroup(text, spans, span, found);
    }
    return this.numberAt(text, found, hits);
  }

  private numberAt(text: string, todos: readonly Todo[], hits: Hits): Todo[] {
    let index = 0;
    return todos.map((todo) => {
      const { start } = todo.tagRange;
      while (index + 1 < hits.offsets.length && hits.offsets[index]! < start) index++;
      const line = hits.lines[index]!;
      const column = start - 1 - text.lastIndexOf('\n', start - 1);
      return this.placed(text, todo, line, start === 0 ? 0 : column);
    });
  }

  /** Reads the comment that span `span` belongs to. @returns its end */
  private readGroup(text: string, spans: SpanList, span: number, into: Todo[]): number {
    if (spans.kind(span) === SpanKind.Doc && !this.docstrings) return spans.end(span);
    const group = groupAround(text, spans, span, this.languages);
    // One by one: a comment may hold more than a call takes arguments.
    for (const todo of readComment(text, group, this.tags)) into.push(todo);
    return group.info.end;
  }

  /** The todos in comments `from` to `to` (exclusive), whole groups only; their lines are yet to be filled in. */
  inSpans(text: string, spans: SpanList, from: number, to: number): Todo[] {
    const found: Todo[] = [];
    let span = from;
    const end = from < to ? spans.end(to - 1) : 0;
    while (span < to) {
      const hit = this.tags.next(text, spans.start(span), end);
      if (hit < 0) break;
      span = Math.max(span, spans.firstEndingAfter(hit - 1));
      if (span >= to) break;
      if (spans.start(span) > hit) continue;
      span = spans.firstEndingAfter(this.readGroup(text, spans, span, found));
    }
    return found;
  }

  /** Fills in line and column of todos in order. */
  number(text: string, todos: readonly Todo[], counter = new LineCounter(text)): Todo[] {
    return todos.map((todo) => {
      const { line, column } = counter.to(todo.tagRange.start);
      return this.placed(text, todo, line, column);
    });
  }

  private placed(text: string, todo: Todo, line: number, column: number): Todo {
    todo.line = line;
    todo.column = column;
    todo.endLine = line + lineEnds(text, todo.tagRange.start, todo.range.end);
    return todo;
  }
}
