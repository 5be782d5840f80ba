import { blockComment, lineComment } from './commentRules';
import { RuleKind } from './languages/compile';
import type { CompiledSyntax, RegionRule, Rule, TextRule } from './languages/compile';
import type { Where } from './languages/types';
import type { Heredoc } from './lexers/heredoc';
import { jsxTag, jsxText } from './lexers/jsx';
import { lexers } from './lexers/table';
import type { CharFinder, Scanner } from './scanner';
import type { SpanKind } from './spans';

const LF = 10;
const CR = 13;
const BACKSLASH = 92;

/** What an open bracket of a run leads back to. */
export interface Frame {
  /** `code`: inside an interpolation or JSX expression; the other two are JSX's own states. */
  kind: 'code' | 'jsxTag' | 'jsxText';
  /** Offset of the quote or bracket that opened it. */
  open: number;
  /** Comments known when it was opened. */
  spans: number;
  /** The string to go on with when the interpolation ends. */
  text?: TextRule;
  closeCode: number;
  openCode: number;
  /** Unclosed brackets inside. */
  depth: number;
}

/** Interpolations deeper than this are read as plain text. */
const MAX_FRAMES = 500;
/** How often a run starts again behind a quote that never closes. */
export const MAX_RETRIES = 4;
/** Embedded languages deeper than this are skipped. */
const MAX_DEPTH = 4;
const CHECKPOINT_DISTANCE = 2048;

const openingOf: Record<string, string> = { '}': '{', ')': '(', '`': '' };

/**
 * Reads one language from `start` to `end`, in one pass and without recursion other than for embedded languages
 * (at most four deep).
 */
export class Run {
  readonly frames: Frame[] = [];
  readonly heredocs: Heredoc[] = [];
  /** Offsets (and comment counts) where a later pass may start afresh; kept for the outermost run only. */
  readonly checkpoints: number[] = [];
  /** Asked at every token outside all brackets at or behind `meetAt`: is the rest known from an earlier pass? */
  meet?: (offset: number) => boolean;
  meetAt = Number.MAX_SAFE_INTEGER;
  private readonly language: number;
  /** Where the next character stands that may begin something. */
  private readonly finder: CharFinder;
  private readonly nestedFinder: CharFinder;
  private readonly failedUntil: Int32Array;
  /** Offset up to which a regular expression or a bracketed literal was sought in vain. */
  noRegexUntil = -1;
  /** Offset up to which any string was sought in vain. */
  private noStringUntil = -1;
  private retries = 0;
  private lastCheckpoint = 0;
  private closed = false;

  constructor(
    readonly scanner: Scanner,
    readonly syntax: CompiledSyntax,
    readonly start: number,
    readonly end: number,
    readonly closer = '',
    private readonly level = 0,
  ) {
    this.language = scanner.languages.number(syntax.id);
    this.finder = scanner.charFinder(syntax.next);
    this.nestedFinder = scanner.charFinder(syntax.nextNested);
    this.failedUntil = new Int32Array(syntax.ruleCount).fill(-1);
  }

  get text(): string {
    return this.scanner.text;
  }

  /** Reads the region. @returns where it ends: `end`, or the offset of the closer */
  read(from = this.start): number {
    let at = from;
    this.lastCheckpoint = from;
    for (;;) {
      const frame = this.frames.at(-1);
      if (frame === undefined || frame.kind === 'code') at = this.code(at, frame);
      else at = frame.kind === 'jsxTag' ? jsxTag(this, at, frame) : jsxText(this, at, frame);
      if (this.scanner.stopped || this.closed) return at;
      if (at < this.end) continue;
      const again = this.retry();
      if (again < 0) return this.end;
      at = again;
    }
  }

  /** At the end with brackets open: the outermost was none. @returns where to go on, or -1 */
  private retry(): number {
    const bottom = this.frames[0];
    if (bottom === undefined || this.retries >= MAX_RETRIES) return -1;
    this.retries++;
    this.frames.length = 0;
    this.scanner.spans.truncate(bottom.spans);
    this.scanner.lone.add(bottom.open);
    this.scanner.vain.push({ start: bottom.open, end: this.end });
    return bottom.open;
  }

  private code(from: number, frame: Frame | undefined): number {
    const { text, end } = this;
    const finder = frame === undefined ? this.finder : this.nestedFinder;
    const depth = this.frames.length;
    let at = from;
    for (;;) {
      at = finder.find(at);
      if (at >= end) return end;
      const code = text.charCodeAt(at);
      if (frame !== undefined) {
        if (code === frame.closeCode) {
          if (frame.depth === 0) return this.leave(frame, at);
          frame.depth--;
        } else if (code === frame.openCode) frame.depth++;
      } else if (at - this.lastCheckpoint > CHECKPOINT_DISTANCE || at >= this.meetAt) {
        if (this.checkpoint(at)) return at;
      }
      at = this.token(at, code);
      if (this.closed || this.scanner.stopped || this.frames.length !== depth || at >= end) return at;
    }
  }

  /** Notes that a pass may start afresh here. @returns whether the rest is known from an earlier pass */
  private checkpoint(at: number): boolean {
    // What was sought in vain up to a place further on would be sought again by a pass that starts here.
    if (this.level > 0 || this.heredocs.length > 0 || at < Math.max(this.noRegexUntil, this.noStringUntil))
      return false;
    if (at >= this.meetAt && this.meet?.(at) === true) {
      this.closed = true;
      return true;
    }
    if (at - this.lastCheckpoint > CHECKPOINT_DISTANCE) {
      this.lastCheckpoint = at;
      this.checkpoints.push(at, this.scanner.spans.length);
    }
    return false;
  }

  /** The bracket at `at` closes a frame: back into the string or the JSX around it. */
  private leave(frame: Frame, at: number): number {
    this.frames.pop();
    if (frame.text === undefined) return at + 1;
    const next = this.stringBody(frame.text, at + 1, frame.open, frame.spans);
    return next < 0 ? at + 1 : next;
  }

  private token(at: number, code: number): number {
    const rules = this.syntax.rules[code];
    if (rules === undefined) return at + 1;
    for (const rule of rules) {
      const next = this.apply(rule, at, code);
      if (next >= 0) return next;
    }
    return at + 1;
  }

  private apply(rule: Rule, at: number, code: number): number {
    if (rule.kind === RuleKind.Lexer) return lexers[rule.lexer](this, at, code);
    if (rule.open.length > 1 && !this.opens(rule, at)) return -1;
    if (rule.at !== undefined && !this.stands(rule.at, at)) return -1;
    switch (rule.kind) {
      case RuleKind.Line:
        return lineComment(this, rule, at);
      case RuleKind.Block:
        return blockComment(this, rule, at);
      case RuleKind.Text:
        return this.string(rule, at);
      case RuleKind.Region:
        return this.region(rule, at);
      case RuleKind.Closer:
        if (this.frames.length > 0) return -1;
        this.closed = true;
        return at;
    }
  }

  private opens(rule: Rule, at: number): boolean {
    const { open } = rule;
    if (rule.kind === RuleKind.Line && rule.word === true) {
      return this.text.slice(at, at + open.length).toLowerCase() === open.toLowerCase();
    }
    return open.length === 2 ? this.text.charCodeAt(at + 1) === open.charCodeAt(1) : this.text.startsWith(open, at);
  }

  /** Does `at` fulfil the condition on where a rule may open? */
  stands(where: Where, at: number): boolean {
    let before = at - 1;
    let code = before < this.start ? LF : this.text.charCodeAt(before);
    if (where === 'blank') {
      return code === 32 || (code >= 9 && code <= 13) || ';|&()`'.includes(String.fromCharCode(code));
    }
    if (where === 'line') {
      while (code === 32 || code === 9) {
        before--;
        code = before < this.start ? LF : this.text.charCodeAt(before);
      }
    }
    return code === LF || code === CR || code === 0xfeff;
  }

  private region(rule: RegionRule, at: number): number {
    if (rule.first === true && at !== this.start) return -1;
    const end = this.embed(rule.language, at + rule.open.length, this.end, rule.close);
    return Math.min(end + rule.close.length, this.end);
  }

  private string(rule: TextRule, at: number): number {
    if (at < this.failedUntil[rule.index]! || (this.scanner.lone.size > 0 && this.scanner.lone.has(at))) return at + 1;
    const next = this.stringBody(rule, at + rule.open.length, at, this.scanner.spans.length);
    return next < 0 ? at + rule.open.length : next;
  }

  /**
   * Reads a string from behind its opener, or from behind an interpolation.
   * @returns the offset behind it, or where its interpolation begins; -1 if it does not close
   */
  stringBody(rule: TextRule, from: number, open: number, spans: number): number {
    const { text, end } = this;
    const { close, escape } = rule;
    const closeCode = close.charCodeAt(0);
    const plain = rule.interpolation.length === 0;
    let at = from;
    while (at < end) {
      const code = text.charCodeAt(at);
      if (!plain && this.interpolate(rule, at, code, open, spans)) return this.bodyStart;
      if (code === escape) {
        at += text.charCodeAt(at + 1) === CR && text.charCodeAt(at + 2) === LF ? 3 : 2;
        continue;
      }
      if (code === closeCode && (close.length === 1 || text.startsWith(close, at))) {
        if (rule.doubled && text.startsWith(close, at + close.length)) {
          at += 2 * close.length;
          continue;
        }
        if (escape !== -1 || !this.sqlEscaped(at)) return at + close.length;
      } else if ((code === LF || code === CR) && !rule.multiline) {
        break;
      }
      at++;
    }
    this.failedUntil[rule.index] = at;
    this.noStringUntil = Math.max(this.noStringUntil, at);
    if (this.crossedLine(open, at)) this.scanner.vain.push({ start: open, end: at });
    return -1;
  }

  private bodyStart = 0;

  private interpolate(rule: TextRule, at: number, code: number, open: number, spans: number): boolean {
    if (this.frames.length >= MAX_FRAMES) return false;
    for (const hole of rule.interpolation) {
      if (hole.open.charCodeAt(0) !== code || !this.text.startsWith(hole.open, at)) continue;
      this.enter({ open, spans, text: rule }, hole.close);
      this.bodyStart = at + hole.open.length;
      return true;
    }
    return false;
  }

  /** Opens a frame of code that ends at the matching `close`. */
  enter(frame: { open: number; spans: number; text?: TextRule }, close: '}' | ')' | '`'): void {
    const openCode = openingOf[close] === '' ? -1 : openingOf[close]!.charCodeAt(0);
    this.frames.push({ kind: 'code', ...frame, closeCode: close.charCodeAt(0), openCode, depth: 0 });
  }

  /** MySQL reads `\'` as a quote, the standard as the string's end: the next character tells which was meant. */
  private sqlEscaped(at: number): boolean {
    let slashes = 0;
    while (this.text.charCodeAt(at - 1 - slashes) === BACKSLASH) slashes++;
    return slashes % 2 === 1 && /[\p{L}\p{N}_ .!?-]/u.test(this.text.charAt(at + 1));
  }

  private crossedLine(from: number, to: number): boolean {
    return this.scanner.lineEnd(from) < to;
  }

  /** Reads a region in another language. @returns where it ended: `end`, or at the closer */
  embed(languageId: string, start: number, end: number, closer = ''): number {
    const syntax = this.level >= MAX_DEPTH ? undefined : this.scanner.languages.get(languageId, closer);
    if (syntax !== undefined) return new Run(this.scanner, syntax, start, end, closer, this.level + 1).read();
    return closer === '' ? end : Math.min(end, this.scanner.find(closer, start));
  }

  /** Books a comment. */
  emit(start: number, end: number, kind: SpanKind, openLength: number, closeLength: number): void {
    this.scanner.emit(start, end, kind, openLength, closeLength, this.language);
  }
}
