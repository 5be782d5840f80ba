import { scanComments } from './comments';
import { TodoReader } from './find';
import { groupAround, leadsLine } from './lines';
import type { CommentGroup } from './lines';
import type { SpanList } from './spans';
import { applyEdits } from './link';
import type { TextEdit } from './link';
import type { TextRange, Todo } from './types';

/** What a comment line may hold without saying anything. */
const decoration = /^[\s*=\-_#~/+.<>|%;!]*$/;
const brackets: Record<string, string> = { '(': ')', '（': '）', '[': ']', '{': '}' };

/**
 * Edits that take a TODO out of its text: its comment, or only its part where the comment says more. Nothing outside
 * comments changes but white space, and no delimiter of a documentation string goes, since those are code.
 * @param todo as found in exactly this `text`
 * @param reader that found it
 * @returns undefined where the text would not read as one TODO less, so that a person has to do it
 */
export function removalEdits(text: string, languageId: string, todo: Todo, reader = plain): TextEdit[] | undefined {
  const { spans } = scanComments(text, languageId, reader.languages);
  const span = spans.firstEndingAfter(todo.tagRange.start);
  if (span >= spans.length || spans.start(span) > todo.tagRange.start) return undefined;
  const group = groupAround(text, spans, span, reader.languages);
  const part = partOf(text, group, todo);
  const edits = group.info.kind === 'line' ? fromLines(text, spans, group, part) : [fromBlock(text, group, part)];
  return readsAsOneLess(text, edits, languageId, todo, reader) ? edits : undefined;
}

const plain = new TodoReader();

/** The stretch that is the TODO's own: with brackets around it, and up to another TODO on the same line. */
function partOf(text: string, { lines }: CommentGroup, { range }: Todo): TextRange {
  let { start, end } = range;
  const close = brackets[text.charAt(start - 1)];
  if (close !== undefined && text.charAt(end) === close) {
    start--;
    end++;
  }
  const last = lines.find((line) => line.start <= end && end <= line.end);
  // What follows on the line has lost its beginning if the blanks stay.
  if (last !== undefined) while (end < last.end && /\s/.test(text.charAt(end))) end++;
  return { start, end };
}

/** Each line comment goes as a whole, with its line where nothing else stands there, or loses the TODO's part. */
function fromLines(text: string, spans: SpanList, group: CommentGroup, part: TextRange): TextEdit[] {
  const edits: TextEdit[] = [];
  for (let span = group.first; span <= group.last; span++) {
    const open = spans.start(span);
    const end = spans.end(span);
    if (end <= part.start || open >= part.end) continue;
    const line = group.lines[span - group.first]!;
    const before = text.slice(line.start, Math.max(part.start, line.start));
    const after = text.slice(Math.min(part.end, line.end), line.end);
    if (after.trim() !== '') edits.push(cut(part.start, part.end));
    else if (saysNothing(before)) edits.push(wholeComment(text, open, end));
    else edits.push(cut(backOverBlanks(text, part.start, line.start), Math.max(line.end, part.start)));
  }
  return edits;
}

/** A block comment goes as a whole where it says nothing else. */
function fromBlock(text: string, { info, lines }: CommentGroup, part: TextRange): TextEdit {
  const outside = (line: TextRange): string =>
    text.slice(line.start, Math.min(line.end, Math.max(part.start, line.start))) +
    text.slice(Math.max(line.start, Math.min(part.end, line.end)), line.end);
  const rest = lines.map(outside);
  if (info.kind === 'block' && rest.every(saysNothing)) return wholeComment(text, info.start, info.end);
  const first = lines.findIndex((line) => line.end >= part.start);
  const last = lines.findLastIndex((line) => line.start <= part.end);
  const before = text.slice(Math.min(lines[first]!.start, part.start), part.start);
  const after = text.slice(part.end, Math.max(lines[last]!.end, part.end));
  if (!saysNothing(after)) return cut(part.start, part.end);
  const end = Math.max(lines[last]!.end, part.end);
  if (!saysNothing(before)) return cut(backOverBlanks(text, part.start, lines[first]!.start), end);
  if (first === 0) return cut(backOverBlanks(text, part.start, info.start + info.open.length), end);
  if (last < lines.length - 1) return cut(startOfLine(text, part.start), startOfNextLine(text, part.end));
  // The line with the closing mark: its text goes with the line break before it.
  return cut(backOverBreak(text, startOfLine(text, part.start)), end);
}

/** A comment with its line where it stands alone, else with the blanks that parted it from the code. */
function wholeComment(text: string, open: number, end: number): TextEdit {
  const alone = leadsLine(text, open);
  const atEnd = /^[ \t]*$/.test(text.slice(end, endOfLine(text, end)));
  if (alone && atEnd) {
    const start = startOfLine(text, open);
    const next = startOfNextLine(text, end);
    // The last line has no break of its own: the one before it goes.
    return next > endOfLine(text, end) ? cut(start, next) : cut(backOverBreak(text, start), next);
  }
  if (atEnd) return cut(backOverBlanks(text, open, startOfLine(text, open)), endOfLine(text, end));
  const before = text.charAt(open - 1);
  let behind = end;
  if (alone || /\s/.test(before)) while (' \t'.includes(text.charAt(behind)) && behind < text.length) behind++;
  // Where it alone parted two words or signs, a blank does. Markup shows blanks, so it gets none.
  const parts = !alone && isSign(before) && isSign(text.charAt(behind)) && !text.startsWith('<!', open);
  return { start: open, end: behind, newText: parts ? ' ' : '' };
}

/** A character that may mean something else once it has another neighbour. */
function isSign(char: string): boolean {
  return char !== '' && !/[\s(){}[\];,]/.test(char);
}

function readsAsOneLess(
  text: string,
  edits: readonly TextEdit[],
  languageId: string,
  todo: Todo,
  reader: TodoReader,
): boolean {
  const before = reader.read(text, languageId);
  const after = reader.read(applyEdits(text, edits), languageId);
  const kept = before.filter((other) => other.tagRange.start !== todo.tagRange.start);
  return kept.length === before.length - 1 && kept.map(name).join('\n') === after.map(name).join('\n');
}

const name = ({ tag, title, taskId = '' }: Todo): string => JSON.stringify([tag, title, taskId]);
const saysNothing = (text: string): boolean => decoration.test(text);
const cut = (start: number, end: number): TextEdit => ({ start, end, newText: '' });

function backOverBlanks(text: string, at: number, limit: number): number {
  while (at > limit && /\s/.test(text.charAt(at - 1))) at--;
  return at;
}

/** @param lineStart offset where a line begins; @returns where the line before it ends */
function backOverBreak(text: string, lineStart: number): number {
  if (lineStart === 0) return 0;
  return text.startsWith('\r\n', lineStart - 2) ? lineStart - 2 : lineStart - 1;
}

function startOfLine(text: string, at: number): number {
  while (at > 0 && text.charCodeAt(at - 1) !== 10 && text.charCodeAt(at - 1) !== 13) at--;
  return at;
}

function endOfLine(text: string, at: number): number {
  while (at < text.length && text.charCodeAt(at) !== 10 && text.charCodeAt(at) !== 13) at++;
  return at;
}

function startOfNextLine(text: string, at: number): number {
  const end = endOfLine(text, at);
  if (end === text.length) return end;
  return text.startsWith('\r\n', end) ? end + 2 : end + 1;
}
