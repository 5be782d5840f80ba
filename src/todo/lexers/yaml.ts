import type { Run } from '../run';
import { SpanKind } from '../spans';

/** Longest beginning of a line that is looked at before a block scalar. */
const MAX_KEY = 300;

/** Keys whose block text is a shell script in the usual CI files. */
const scriptKeys = new Set([
  'run',
  'script',
  'before_script',
  'after_script',
  'bash',
  'shell',
  'install',
  'inlinescript',
]);

/** Quoted scalars and block scalars, both only where a value begins: `don't` and `a | b` are plain text. */
export function yaml(run: Run, at: number, code: number): number {
  if (!beginsValue(run, at)) return at + 1;
  if (code === 124 || code === 62) return blockScalar(run, at);
  return quoted(run, at, String.fromCharCode(code));
}

function beginsValue(run: Run, at: number): boolean {
  const { text } = run;
  let before = at - 1;
  while (before >= run.start && ' \t'.includes(text.charAt(before))) before--;
  if (before < run.start || '\r\n[{,'.includes(text.charAt(before))) return true;
  if (before === at - 1) return false;
  if (':-?|>'.includes(text.charAt(before))) return true;
  // A tag or an anchor may stand between: `key: !!str "x"`, `- &name 'x'`.
  const word = /(?:^|\s)([!&]\S*)$/.exec(text.slice(Math.max(run.start, before - 60), before + 1));
  return word !== null;
}

function quoted(run: Run, at: number, quote: string): number {
  const { text, scanner } = run;
  if (scanner.lone.has(at)) return at + 1;
  let close = scanner.find(quote, at + 1);
  while (close < run.end) {
    if (quote === "'" && text.charAt(close + 1) === "'") close = scanner.find(quote, close + 2);
    else if (quote === '"' && escaped(text, close, at)) close = scanner.find(quote, close + 1);
    else return close + 1;
  }
  scanner.vain.push({ start: at, end: run.end });
  return at + 1;
}

function escaped(text: string, at: number, from: number): boolean {
  let slashes = 0;
  while (at - 1 - slashes > from && text.charCodeAt(at - 1 - slashes) === 92) slashes++;
  return slashes % 2 === 1;
}

function blockScalar(run: Run, at: number): number {
  const { text, scanner } = run;
  const lineEnd = Math.min(scanner.lineEnd(at), run.end);
  const header = /^[|>](?:[+-]?\d?|\d[+-])[ \t]*(#.*)?$/.exec(text.slice(at, Math.min(lineEnd, at + 1000)));
  if (header === null) return at + 1;
  if (header[1] !== undefined) run.emit(lineEnd - header[1].length, lineEnd, SpanKind.Line, 1, 0);
  const before = /[^\n\r]*$/.exec(text.slice(Math.max(run.start, at - MAX_KEY), at))![0];
  const prefix = /^[ \t]*(?:-[ \t]+)*/.exec(before)![0];
  const key = /([\w-]+)["']?[ \t]*:[ \t]*$/.exec(before.slice(prefix.length))?.[1];
  const parent = key === undefined ? Math.max(prefix.lastIndexOf('-'), 0) : prefix.length;
  const body = Math.min(lineEnd + 1, run.end);
  const end = blockEnd(run, body, parent);
  if (key !== undefined && scriptKeys.has(key.toLowerCase())) return run.embed('shellscript', body, end);
  return end;
}

/** End of the lines that are blank or further in than their parent. */
function blockEnd(run: Run, from: number, parent: number): number {
  const { text, scanner, end } = run;
  let line = from;
  while (line < end) {
    const feed = scanner.lineEnd(line);
    let start = line;
    while (start < feed && text.charCodeAt(start) === 32) start++;
    if (start < feed && text.charCodeAt(start) !== 13 && start - line <= parent) return line;
    line = feed + 1;
  }
  return end;
}
