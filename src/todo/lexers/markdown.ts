import { languageOfFence } from '../languages/fences';
import { indentedEnd } from '../commentRules';
import type { Run } from '../run';
import { SpanKind } from '../spans';

/** Fenced code is read in its own language; code spans hide what looks like a comment. */
export function markdown(run: Run, at: number, code: number): number {
  const { text } = run;
  let behind = at;
  while (text.charCodeAt(behind) === code) behind++;
  const length = behind - at;
  if (length >= 3 && run.stands('line', at)) {
    const end = fence(run, at, behind);
    if (end >= 0) return end;
  }
  return code === 96 ? codeSpan(run, behind, length) : behind;
}

function fence(run: Run, at: number, behind: number): number {
  const { text, scanner } = run;
  const lineEnd = Math.min(scanner.lineEnd(behind), run.end);
  const info = text.slice(behind, Math.min(lineEnd, behind + 200)).trim();
  const mark = text.charAt(at);
  if (mark === '`' && info.includes('`')) return -1;
  const body = Math.min(lineEnd + 1, run.end);
  let line = body;
  while (line < run.end) {
    const feed = Math.min(scanner.lineEnd(line), run.end);
    let start = line;
    while (start < feed && ' \t>'.includes(text.charAt(start))) start++;
    let end = start;
    while (end < feed && text.charAt(end) === mark) end++;
    if (end - start >= behind - at && text.slice(end, Math.min(feed, end + 100)).trim() === '') {
      return content(run, info, body, line, end);
    }
    line = feed + 1;
  }
  return content(run, info, body, run.end, run.end);
}

function content(run: Run, info: string, from: number, to: number, end: number): number {
  const language = languageOfFence(info);
  if (language !== undefined) run.embed(language, from, to);
  return end;
}

const MAX_CODE_SPAN = 5000;

/** The closing run of backquotes must be as long and stand in the same paragraph. */
function codeSpan(run: Run, behind: number, length: number): number {
  const { text, scanner } = run;
  if (behind < run.noRegexUntil) return behind;
  const paragraph = Math.min(scanner.find('\n\n', behind), scanner.find('\r\n\r\n', behind));
  const limit = Math.min(paragraph, behind + MAX_CODE_SPAN, run.end);
  let at = scanner.find('`', behind);
  while (at < limit) {
    let end = at;
    while (text.charCodeAt(end) === 96) end++;
    if (end - at === length) return end;
    at = scanner.find('`', end);
  }
  scanner.vain.push({ start: behind - length, end: limit });
  return behind;
}

/** reStructuredText: `..` opens a comment unless a directive, target, footnote or substitution follows. */
export function rstComment(run: Run, at: number): number {
  const { text, scanner } = run;
  if (text.charAt(at + 1) !== '.' || !run.stands('line', at) || !/\s/.test(text.charAt(at + 2))) return -1;
  const lineEnd = Math.min(scanner.lineEnd(at), run.end);
  const rest = text.slice(at + 2, Math.min(lineEnd, at + 300)).trim();
  if (/^(?:[\w:+.-]+::|_|\||\[|__)/.test(rest)) return -1;
  const end = indentedEnd(run, at, lineEnd);
  run.emit(at, end, end > lineEnd ? SpanKind.Block : SpanKind.Line, 2, 0);
  return end;
}
