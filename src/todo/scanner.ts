import type { CompiledSyntax } from './languages/compile';
import { SpanKind, SpanList } from './spans';

/** How a scan gets at the languages embedded in its own. */
export interface Languages {
  /** The tables of a language, by id, or of that language inside a region ended by `closer`. */
  get(id: string, closer?: string): CompiledSyntax | undefined;
  /** A small number for a language id, so that spans can carry it. */
  number(id: string): number;
}

/** Searches for one text, remembering the last answer: asked at rising offsets it stays linear. */
class Finder {
  private from = -1;
  private found = -1;

  constructor(private readonly needle: string) {}

  /** First offset at or after `offset`, or the text's length. */
  find(text: string, offset: number): number {
    if (this.from >= 0 && offset >= this.from && offset <= this.found) return this.found;
    const at = text.indexOf(this.needle, offset);
    this.from = offset;
    this.found = at < 0 ? text.length : at;
    return this.found;
  }
}

/** Looks for characters of a set, and as `Finder` stays linear however often the text is cut into regions. */
export class CharFinder {
  private from = -1;
  private found = -1;

  /** @param pattern with the `g` flag, for one character */
  constructor(
    private readonly text: string,
    private readonly pattern: RegExp,
  ) {}

  /** First offset at or after `offset`, or the text's length. */
  find(offset: number): number {
    if (offset <= this.found && offset >= this.from && this.from >= 0) return this.found;
    const { pattern, text } = this;
    pattern.lastIndex = offset;
    this.from = offset;
    this.found = pattern.test(text) ? pattern.lastIndex - 1 : text.length;
    return this.found;
  }
}

/** Characters that failed searches for made-up delimiters may read in all, as a multiple of the text's length. */
const SEARCH_BUDGET = 4;

/** One pass over one document: the text, the comments found so far, and what keeps the pass linear. */
export class Scanner {
  readonly spans = new SpanList();
  /** A comment that begins behind this offset and does not continue the one before ends the pass. */
  stopAfter = Number.MAX_SAFE_INTEGER;
  stopped = false;
  /** Offsets of quotes that proved to open nothing. */
  readonly lone = new Set<number>();
  /** Stretches that were searched in vain across lines: a change inside may change what their start means. */
  readonly vain: { start: number; end: number }[] = [];
  private readonly finders = new Map<string, Finder>();
  private readonly charFinders = new Map<RegExp, CharFinder>();
  private readonly newline = new Finder('\n');
  private readonly return_ = new Finder('\r');
  private budget: number;

  constructor(
    readonly text: string,
    readonly languages: Languages,
  ) {
    this.budget = SEARCH_BUDGET * text.length + 1024;
  }

  /** First offset of `needle` at or after `offset`, or the text's length. */
  find(needle: string, offset: number): number {
    let finder = this.finders.get(needle);
    if (finder === undefined) this.finders.set(needle, (finder = new Finder(needle)));
    return finder.find(this.text, offset);
  }

  /** The finder for a set of characters, one for all regions of the text. */
  charFinder(pattern: RegExp): CharFinder {
    let finder = this.charFinders.get(pattern);
    if (finder === undefined) this.charFinders.set(pattern, (finder = new CharFinder(this.text, pattern)));
    return finder;
  }

  /**
   * Like `find` for delimiters that the text itself makes up (raw strings), of which a hostile text holds many.
   * @returns -1 if there is none before `end`, or if too much was searched in vain already
   */
  findMadeUp(needle: string, offset: number, end: number): number {
    if (this.budget <= 0) return -1;
    const at = this.text.indexOf(needle, offset);
    if (at >= 0 && at + needle.length <= end) return at;
    this.spend((at < 0 ? this.text.length : at) - offset);
    this.vain.push({ start: offset, end });
    return -1;
  }

  /** Books characters read in vain. */
  spend(characters: number): void {
    this.budget -= characters;
  }

  get exhausted(): boolean {
    return this.budget <= 0;
  }

  /** Offset of the line end (LF, CR LF or CR) at or after `offset`, or the text's length. */
  lineEnd(offset: number): number {
    const feed = this.newline.find(this.text, offset);
    const carriage = this.return_.find(this.text, offset);
    return feed < carriage ? feed : carriage;
  }

  emit(start: number, end: number, kind: SpanKind, openLength: number, closeLength: number, language: number): void {
    if (start > this.stopAfter && !this.continues(start)) this.stopped = true;
    this.spans.push(start, end, kind, openLength, closeLength, language);
  }

  /** Does only white space with at most one line end lie between the last comment and `start`? */
  private continues(start: number): boolean {
    const last = this.spans.length - 1;
    if (last < 0) return false;
    let lines = 0;
    for (let at = this.spans.end(last); at < start; at++) {
      const code = this.text.charCodeAt(at);
      if (code === 10) lines++;
      else if (code !== 32 && code !== 9 && code !== 13) return false;
      if (lines > 1) return false;
    }
    return true;
  }

  /** Offset of the last character before `offset` that is neither blank nor comment, or -1. Docstrings are code. */
  previousSignificant(offset: number, from: number): number {
    let at = offset - 1;
    let span = this.spans.length - 1;
    while (at >= from) {
      const code = this.text.charCodeAt(at);
      if (code === 32 || (code >= 9 && code <= 13)) {
        at--;
      } else if (span >= 0 && this.spans.end(span) === at + 1 && this.spans.kind(span) !== SpanKind.Doc) {
        at = this.spans.start(span) - 1;
        span--;
      } else {
        return at;
      }
    }
    return -1;
  }
}
