import type { Frame, Run } from '../run';
import { SpanKind } from '../spans';
import { isWordCode } from './quotes';

/** Words after which a value begins, so that `/` opens a regular expression and `<` an element. */
const beforeValue = new Set(
  'return typeof instanceof in of new delete void throw case do else await yield default extends'.split(' '),
);

/** Can a value begin at `at`, seen from what stands before it? */
export function valueMayBegin(run: Run, at: number): boolean {
  const { text } = run;
  const last = run.scanner.previousSignificant(at, run.start);
  if (last < 0) return true;
  const code = text.charCodeAt(last);
  if (isWordCode(code)) {
    let from = last;
    while (from > run.start && last - from < 12 && isWordCode(text.charCodeAt(from - 1))) from--;
    return beforeValue.has(text.slice(from, last + 1)) && text.charAt(from - 1) !== '.';
  }
  const char = text.charAt(last);
  if (char === '}') return run.scanner.lineEnd(last) < at;
  if (char === '+' || char === '-') return text.charAt(last - 1) !== char;
  return !')]"\'`'.includes(char);
}

/** A regular expression literal; it closes on its line or is a division. */
export function jsRegex(run: Run, at: number): number {
  if (at < run.noRegexUntil || !valueMayBegin(run, at)) return -1;
  const { text } = run;
  let inClass = false;
  for (let index = at + 1; index < run.end; index++) {
    switch (text.charCodeAt(index)) {
      case 10:
      case 13:
        run.noRegexUntil = index;
        return -1;
      case 92:
        index++;
        break;
      case 91:
        inClass = true;
        break;
      case 93:
        inClass = false;
        break;
      case 47:
        if (!inClass) return index + 1;
    }
  }
  run.noRegexUntil = run.end;
  return -1;
}

const isElementStart = /^<(?:>|[A-Za-z_$][\w$.:-]*(?!\s*,|\s+extends\s|[\w$.:-]))/;

/** `<` where a value may begin opens a JSX element; the generics of TypeScript arrow functions do not. */
export function jsx(run: Run, at: number): number {
  if (!isElementStart.test(run.text.slice(at, at + 80)) || run.scanner.lone.has(at)) return -1;
  if (!valueMayBegin(run, at)) return -1;
  if (/^<const\s/.test(run.text.slice(at, at + 8))) return -1;
  return pushElement(run, at);
}

function pushElement(run: Run, at: number): number {
  const spans = run.scanner.spans.length;
  run.frames.push({ kind: 'jsxTag', open: at, spans, closeCode: 0, openCode: 0, depth: 0 });
  return at + 1;
}

/** Inside `<Name ...`, up to `>` or `/>`. */
export function jsxTag(run: Run, from: number, frame: Frame): number {
  const { text, end } = run;
  for (let at = from; at < end; at++) {
    switch (text.charAt(at)) {
      case '"':
      case "'": {
        const close = run.scanner.find(text.charAt(at), at + 1);
        if (close < end) at = close;
        break;
      }
      case '{':
        run.enter({ open: frame.open, spans: frame.spans }, '}');
        return at + 1;
      case '<':
        frame.depth++;
        break;
      case '/':
        if (text.charAt(at + 1) === '>') {
          run.frames.pop();
          return at + 2;
        }
        at = tagComment(run, at) - 1;
        break;
      case '>':
        if (frame.depth > 0) {
          frame.depth--;
          break;
        }
        frame.kind = 'jsxText';
        return at + 1;
    }
  }
  return end;
}

/** A comment between attributes. @returns the offset behind it, or behind the slash */
function tagComment(run: Run, at: number): number {
  const next = run.text.charAt(at + 1);
  if (next === '/') {
    const end = Math.min(run.scanner.lineEnd(at), run.end);
    run.emit(at, end, SpanKind.Line, 2, 0);
    return end;
  }
  if (next !== '*') return at + 1;
  const close = run.scanner.find('*/', at + 2);
  const end = Math.min(close + 2, run.end);
  run.emit(at, end, SpanKind.Block, 2, close < run.end ? 2 : 0);
  return end;
}

/** Between tags: plain text, elements and `{expressions}`. */
export function jsxText(run: Run, from: number, frame: Frame): number {
  const { text, end } = run;
  for (let at = from; at < end; at++) {
    const code = text.charCodeAt(at);
    if (code === 123) {
      run.enter({ open: frame.open, spans: frame.spans }, '}');
      return at + 1;
    }
    if (code !== 60) continue;
    const next = text.charAt(at + 1);
    if (next === '/') {
      run.frames.pop();
      return Math.min(run.scanner.find('>', at) + 1, end);
    }
    if (next === '>' || /[A-Za-z_$]/.test(next)) return pushElement(run, at);
  }
  return end;
}
