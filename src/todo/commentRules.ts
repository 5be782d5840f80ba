import type { BlockRule, LineRule } from './languages/compile';
import type { Run } from './run';
import { SpanKind } from './spans';

const BACKSLASH = 92;

/** Reads a comment that runs to the end of its line. @returns the offset behind it, or -1 if it is none */
export function lineComment(run: Run, rule: LineRule, at: number): number {
  const { text } = run;
  const behind = at + rule.open.length;
  const next = behind < run.end ? text.charAt(behind) : '\n';
  if (rule.unless !== undefined && next !== '' && rule.unless.includes(next)) return -1;
  if (rule.before !== undefined && !rule.before.includes(next) && next !== '\n' && next !== '\r') return -1;
  if (rule.word === true && /[\w$]/.test(next)) return -1;
  let end = run.scanner.lineEnd(behind);
  if (rule.continued === true) {
    while (end < run.end && text.charCodeAt(end - 1) === BACKSLASH) {
      end = run.scanner.lineEnd(text.startsWith('\r\n', end) ? end + 2 : end + 1);
    }
  }
  if (run.closer !== '') end = Math.min(end, run.scanner.find(run.closer, behind));
  end = Math.min(end, run.end);
  if (rule.indented === true) {
    const last = indentedEnd(run, at, end);
    if (last > end) {
      run.emit(at, last, SpanKind.Block, rule.open.length, 0);
      return last;
    }
  }
  run.emit(at, end, SpanKind.Line, rule.open.length, 0);
  return end;
}

/** Reads a comment with a closing delimiter. @returns the offset behind it, or -1 if it is none */
export function blockComment(run: Run, rule: BlockRule, at: number): number {
  const { open, close } = rule;
  if (rule.unless?.includes(run.text.charAt(at + open.length)) === true) return -1;
  const closing = rule.nest ? nestedClose(run, open, close, at + open.length) : blockClose(run, rule, at + open.length);
  const closed = closing + close.length <= run.end;
  const end = closed ? closing + close.length : run.end;
  run.emit(at, end, SpanKind.Block, open.length, closed ? close.length : 0);
  return end;
}

function blockClose(run: Run, rule: BlockRule, from: number): number {
  let at = run.scanner.find(rule.close, from);
  if (rule.closeAt === undefined) return at;
  while (at < run.end && !run.stands(rule.closeAt, at)) at = run.scanner.find(rule.close, at + 1);
  return at;
}

function nestedClose(run: Run, open: string, close: string, from: number): number {
  let depth = 1;
  let at = from;
  for (;;) {
    const closing = run.scanner.find(close, at);
    if (closing >= run.end) return run.end;
    const opening = run.scanner.find(open, at);
    if (opening < closing) {
      depth++;
      at = opening + open.length;
    } else if (--depth === 0) {
      return closing;
    } else {
      at = closing + close.length;
    }
  }
}

/** End of the lines that follow the one ending at `end` and stand further in than `at`. */
export function indentedEnd(run: Run, at: number, end: number): number {
  const { text, scanner } = run;
  let lineStart = at;
  while (lineStart > run.start && ' \t'.includes(text.charAt(lineStart - 1))) lineStart--;
  const column = at - lineStart;
  let last = end;
  let line = end + (text.startsWith('\r\n', end) ? 2 : 1);
  while (line < run.end) {
    const feed = Math.min(scanner.lineEnd(line), run.end);
    let start = line;
    while (start < feed && ' \t'.includes(text.charAt(start))) start++;
    if (start < feed) {
      if (start - line <= column) break;
      last = feed;
    }
    line = feed + (text.startsWith('\r\n', feed) ? 2 : 1);
  }
  return last;
}
