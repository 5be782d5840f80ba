import type { Run } from '../run';
import { SpanKind } from '../spans';

/**
 * Triple-quoted strings: documentation where the string is a statement of its own, data elsewhere.
 * Python's and Julia's rule is the same: first on its line, and nothing on the way that would use its value. Elixir names
 * it: `@doc`, `@moduledoc`, `@typedoc`.
 */
export function docstring(run: Run, at: number, code: number): number {
  const { text } = run;
  const quote = String.fromCharCode(code);
  const close = quote.repeat(3);
  if (!text.startsWith(close, at) || run.scanner.lone.has(at)) return -1;
  const end = closing(run, at + 3, close);
  if (end < 0) return at + 3;
  if (isStatement(run, at) && endsStatement(run, end)) run.emit(at, end, SpanKind.Doc, 3, 3);
  return end;
}

function closing(run: Run, from: number, close: string): number {
  let at = run.scanner.find(close, from);
  while (at < run.end) {
    let slashes = 0;
    while (at - 1 - slashes >= from && run.text.charCodeAt(at - 1 - slashes) === 92) slashes++;
    if (slashes % 2 === 0) return at + 3 <= run.end ? at + 3 : -1;
    at = run.scanner.find(close, at + 1);
  }
  run.scanner.vain.push({ start: from, end: run.end });
  return -1;
}

function isStatement(run: Run, at: number): boolean {
  const { text } = run;
  if (run.syntax.id === 'elixir')
    return /@(?:module|type)?doc[ \t]+(?:~[sS])?$/.test(text.slice(Math.max(0, at - 40), at));
  let start = at;
  while (start > run.start && at - start < 2 && /[rRuUbB]/.test(text.charAt(start - 1))) start--;
  if (!run.stands('line', start)) return false;
  const last = run.scanner.previousSignificant(start, run.start);
  const { spans } = run.scanner;
  const behindOther = spans.length > 0 && spans.end(spans.length - 1) === last + 1;
  if (last < 0 || behindOther) return true;
  return !'([{,=+-*/%|&^~<>\\'.includes(text.charAt(last));
}

function endsStatement(run: Run, end: number): boolean {
  let at = end;
  while (at < run.end && ' \t;'.includes(run.text.charAt(at))) at++;
  return at >= run.end || '\r\n#'.includes(run.text.charAt(at));
}
