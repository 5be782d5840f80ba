import type { Run } from '../run';

const BACKSLASH = 92;
const QUOTE = 39;

export function isWordCode(code: number): boolean {
  return (
    (code >= 97 && code <= 122) ||
    (code >= 65 && code <= 90) ||
    (code >= 48 && code <= 57) ||
    code === 95 ||
    code === 36 ||
    code > 127
  );
}

/** A backslash in code takes the meaning of the next character (shells, Tcl, Lisp characters, TeX). */
export function codeEscape(run: Run, at: number): number {
  return Math.min(at + 2, run.end);
}

/** A character literal such as `'x'`, `'\''` or `'\u{1F600}'`; any other single quote means nothing here. */
export function charQuote(run: Run, at: number): number {
  const { text } = run;
  // A prime belongs to the name before it (Haskell, OCaml, Ada attributes); only Rust writes `b'x'`.
  if (at > run.start && isWordCode(text.charCodeAt(at - 1)) && text.charAt(at - 1) !== 'b') return at + 1;
  const next = text.charCodeAt(at + 1);
  if (next === BACKSLASH) {
    const close = text.indexOf("'", at + 3);
    return close >= 0 && close - at <= 12 && close < run.end ? close + 1 : at + 1;
  }
  if (text.charCodeAt(at + 2) === QUOTE) return Math.min(at + 3, run.end);
  const wide = next >= 0xd800 && next <= 0xdbff && text.charCodeAt(at + 3) === QUOTE;
  return wide ? Math.min(at + 4, run.end) : at + 1;
}

/** Rust: character literals and lifetimes at `'`, raw strings (`r"..."`, `br##"..."##`) at `"`. */
export function rustQuote(run: Run, at: number, code: number): number {
  if (code === QUOTE) return charQuote(run, at);
  const { text } = run;
  let before = at - 1;
  while (at - before <= 255 && text.charAt(before) === '#') before--;
  const hashes = at - 1 - before;
  if (text.charAt(before) !== 'r') return -1;
  const prefix = before - 1;
  const longer = 'bc'.includes(text.charAt(prefix)) && prefix >= run.start;
  const outside = longer ? prefix - 1 : prefix;
  if (outside >= run.start && isWordCode(text.charCodeAt(outside))) return -1;
  const close = '"' + '#'.repeat(hashes);
  const end = run.scanner.findMadeUp(close, at + 1, run.end);
  return end < 0 ? at + 1 : end + close.length;
}

/** C++ raw strings: `R"delimiter(...)delimiter"`. */
export function cppRaw(run: Run, at: number): number {
  const { text } = run;
  if (text.charAt(at - 1) !== 'R') return -1;
  const prefix = /(?:^|[^\w$])(?:u8|[uUL])?$/.test(text.slice(Math.max(run.start, at - 5), at - 1));
  if (!prefix) return -1;
  const delimiter = /^[^\s()\\"]{0,16}(?=\()/.exec(text.slice(at + 1, at + 18))?.[0];
  if (delimiter === undefined) return -1;
  const close = `)${delimiter}"`;
  const end = run.scanner.findMadeUp(close, at + 2 + delimiter.length, run.end);
  return end < 0 ? at + 1 : end + close.length;
}

/** Longest number literal that is looked through for digit separators. */
const NUMBER_LOOKBACK = 40;

/** The quote in `1'000'000` separates digits. */
export function digitQuote(run: Run, at: number): number {
  const { text } = run;
  if (!isWordCode(text.charCodeAt(at - 1)) || !isWordCode(text.charCodeAt(at + 1))) return -1;
  let from = at - 1;
  const limit = Math.max(run.start, at - NUMBER_LOOKBACK);
  while (from > limit && (isWordCode(text.charCodeAt(from - 1)) || "'.".includes(text.charAt(from - 1)))) from--;
  return /\d/.test(text.charAt(from)) ? at + 1 : -1;
}

/** `url(...)` without quotes may hold `//` and `/*`. */
export function cssUrl(run: Run, at: number): number {
  const { text } = run;
  if (text.slice(Math.max(run.start, at - 3), at).toLowerCase() !== 'url') return -1;
  let next = at + 1;
  while (text.charAt(next) === ' ' || text.charAt(next) === '\t') next++;
  if (text.charAt(next) === '"' || text.charAt(next) === "'") return -1;
  const close = run.scanner.find(')', next);
  return close < run.end && close <= run.scanner.lineEnd(next) ? close + 1 : -1;
}
