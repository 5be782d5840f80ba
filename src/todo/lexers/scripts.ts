import type { Run } from '../run';
import { SpanKind } from '../spans';
import { valueMayBegin } from './jsx';
import { isWordCode } from './quotes';

const closing: Record<string, string> = { '(': ')', '[': ']', '{': '}', '<': '>' };

/** `__END__` (Ruby) ends the code; what follows is data. */
export function endMarker(run: Run, at: number): number {
  if (!run.text.startsWith('__END__', at) || !run.stands('start', at)) return -1;
  return run.scanner.lineEnd(at) === at + 7 ? run.end : -1;
}

/** Offset behind the literal whose opening delimiter stands at `at`, with nested brackets; -1 if unclosed. */
function delimitedEnd(run: Run, at: number): number {
  const { text } = run;
  const open = text.charAt(at);
  const close = closing[open] ?? open;
  if (at < run.noRegexUntil) return -1;
  let depth = 1;
  for (let index = at + 1; index < run.end; index++) {
    const char = text.charAt(index);
    if (char === '\\') index++;
    else if (char === close && --depth === 0) return index + 1;
    else if (char === open && open !== close) depth++;
  }
  run.noRegexUntil = run.end;
  run.scanner.vain.push({ start: at, end: run.end });
  return -1;
}

/** Ruby's `%w[...]`, `%q(...)`, `%(...)` and Elixir's `~r/.../`, `~s(...)`. */
export function percentLiteral(run: Run, at: number, code: number): number {
  const percent = code === 37;
  const pattern = percent ? /^%[qQwWiIrsx]?([([{<|!/])/ : /^~[a-zA-Z]([([{<|/])/;
  const match = pattern.exec(run.text.slice(at, at + 3));
  if (match === null || percent === (run.syntax.id === 'elixir')) return -1;
  if (percent && !valueMayBegin(run, at) && !/\s%[^\s=]/.test(run.text.slice(at - 1, at + 2))) return -1;
  return delimitedEnd(run, at + match[0].length - 1);
}

/** Perl's `q(...)`, `qq{...}`, `qw[...]`, `m{...}`, `s{...}{...}`, `tr/.../.../`, `y/.../.../`. */
export function perlQuote(run: Run, at: number): number {
  const { text } = run;
  const before = text.charCodeAt(at - 1);
  if (at > run.start && (isWordCode(before) || '$@%&-{>'.includes(text.charAt(at - 1)))) return -1;
  const match = /^(q[qwrx]?|m|s|tr|y)(\s*)([^\s\w,;)=]|=(?![>=\s]))/.exec(text.slice(at, at + 12));
  if (match === null || (match[2] !== '' && match[3] === '#')) return -1;
  const opening = at + match[0].length - 1;
  const first = delimitedEnd(run, opening);
  if (first < 0 || !/^(?:s|tr|y)$/.test(match[1]!)) return first;
  if (closing[match[3]!] === undefined) return delimitedEnd(run, first - 1);
  let second = first;
  while (second < run.end && /\s/.test(text.charAt(second))) second++;
  return second < run.end ? delimitedEnd(run, second) : first;
}

/** A character written with a question mark: `?"`, `?#` (Ruby, Elixir, Emacs Lisp). */
export function questionChar(run: Run, at: number): number {
  const { text } = run;
  if (!'"\'#;`'.includes(text.charAt(at + 1))) return -1;
  return at > run.start && isWordCode(text.charCodeAt(at - 1)) ? -1 : at + 2;
}

/** A character written with a dollar sign, as in Erlang: `$"`, `$%`, `$\\`. */
export function dollarChar(run: Run, at: number): number {
  return Math.min(at + (run.text.charAt(at + 1) === '\\' ? 3 : 2), run.end);
}

/** MATLAB and Octave: behind a value the quote transposes, elsewhere it opens a string. */
export function transposeQuote(run: Run, at: number): number {
  const before = at > run.start ? run.text.charAt(at - 1) : '\n';
  return /[\w)\]}'.]/.test(before) ? at + 1 : -1;
}

/** Vim script: a double quote that does not close on its line opens a comment. */
export function vimQuote(run: Run, at: number): number {
  const end = Math.min(run.scanner.lineEnd(at), run.end);
  if (at < run.noRegexUntil) return at + 1;
  for (let index = at + 1; index < end; index++) {
    const char = run.text.charAt(index);
    if (char === '\\') index++;
    else if (char === '"') return index + 1;
  }
  run.emit(at, end, SpanKind.Line, 1, 0);
  return end;
}
