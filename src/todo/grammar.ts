import type { CommentGroup, CommentLine } from './lines';
import { addOption, optionsOfItems, readOption, readTrailingOptions } from './options';
import { readReferences, readTaskUrl, taskIdOfReference } from './references';
import type { TagFinder, TagHit } from './tags';
import type { RangedText, Todo, TodoLink, TodoOptions } from './types';

/** What may stand before a tag that still leads its line: blanks, bullets, boxes, numbers, brackets, other tags. */
const lead = /^(?:[\s\-–—*•·+#>!/|=~:;%<([{]|[ xX]\]|\d{1,3}[.)]|\.\. |(?:XXX|HACK|NOTE|BUG)\b)*[@\\]?$/u;
const MAX_LEAD = 60;
/** Characters right before a tag that make it part of something else, unless it leads its line. */
const noTagBehind = '.$/"\'`“”‘’「『\\';
const colon = /^[!?]*[ \t]?[:：]/;
const blankLine = /^[\s*=\-_#~/+.<>|%;!]*$/;

/** A tag that counts, with its grade. */
interface Accepted extends TagHit {
  grade: Todo['grade'];
  /** Offset of a leading `@` or `\`, else of the tag. */
  start: number;
  line: number;
}

/** Reads all todos of one comment, in order. Their line numbers are yet to be filled in. */
export function readComment(text: string, group: CommentGroup, tags: TagFinder): Todo[] {
  const accepted: Accepted[] = [];
  let index = 0;
  for (const hit of tags.find(text, group.info.start, group.info.end)) {
    while (index + 1 < group.lines.length && group.lines[index + 1]!.start <= hit.at) index++;
    const line = group.lines[index];
    if (line === undefined || hit.at < line.start || hit.end > line.end) continue;
    const last = accepted.at(-1);
    // `TODO/FIXME:` is one todo.
    if (last?.line === index && /^\s*[/|,&+]\s*$/.test(text.slice(last.end, Math.min(hit.at, last.end + 10)))) {
      last.end = hit.end;
      continue;
    }
    const accept = judge(text, line, hit);
    if (accept !== undefined) {
      const { at, end, tag, exact } = hit;
      accepted.push({ at, end, tag, exact, grade: accept.grade, start: accept.start, line: index });
    }
  }
  return accepted.map((hit, index) => readTodo(text, group, tags, hit, accepted[index + 1]));
}

function judge(text: string, line: CommentLine, hit: TagHit): { grade: Todo['grade']; start: number } | undefined {
  const before = text.slice(line.start, hit.at);
  const rest = text.slice(hit.end, Math.min(line.end, hit.end + 40));
  const leads = before.length <= MAX_LEAD && lead.test(before);
  const docTag = /(?:^|[\s*([{<])[@\\]$/.test(before.slice(-2));
  const start = docTag ? hit.at - 1 : hit.at;
  if (isPartOfName(rest)) return undefined;
  const called = colon.test(rest) || /^[!?]*[(（]/.test(rest);
  // Scripts without case cannot show by capitals that a tag is meant.
  const clear = hit.exact && hit.tag.toLowerCase() !== hit.tag.toUpperCase();
  if (leads) {
    const bare = /^[@\\]$/.test(before.slice(-1)) && docTag;
    return clear || called || bare || (!hit.exact ? false : rest.startsWith('['))
      ? { grade: 'lead', start }
      : undefined;
  }
  if (!(clear || docTag) || !called || /^[(（]\s*[)）]/.test(rest)) return undefined;
  if (!docTag && noTagBehind.includes(before.slice(-1))) return undefined;
  return { grade: 'inline', start };
}

/** `TODO.md`, `TODO's`, `TODO-list`, `TODO = 1` and `TODO::new` are no tags. */
function isPartOfName(rest: string): boolean {
  return /^(?:\.[\p{L}\d_]|['’]\p{L}|-\p{Ll}|\s*=[^=>]|::)/u.test(rest);
}

function readTodo(text: string, group: CommentGroup, tags: TagFinder, hit: Accepted, next: Accepted | undefined): Todo {
  const line = group.lines[hit.line]!;
  const noteEnd = next !== undefined && next.line === hit.line ? next.start : line.end;
  const lineEnd = withoutClosing(text, hit.end, noteEnd, text.charAt(hit.start - 1));
  const references: RangedText[] = [];
  const options: TodoOptions = {};
  let at = hit.end;
  const list = readReferences(text, at, lineEnd) ?? spacedReferences(text, at, lineEnd);
  if (list !== undefined) {
    for (const item of list.items) references.push(item);
    optionsOfItems(text, list.items, options);
    at = list.end;
  }
  const mention = /^[ \t]+(@[\p{L}\p{N}_.-]{1,60})(?=[ \t]*[:：])/u.exec(text.slice(at, Math.min(lineEnd, at + 80)));
  if (mention !== null) {
    const end = at + mention[0].length;
    references.push({ text: mention[1]!, start: end - mention[1]!.length, end });
    at = end;
  }
  at = afterSeparator(text, at, lineEnd, text.charAt(hit.start - 1));
  const body = readBody(text, group, tags, hit, next, at, lineEnd, options);
  const taskIds = references.map((item) => ({ item, taskId: taskIdOfReference(item.text) }));
  const byId = taskIds.find((entry) => entry.taskId !== undefined);
  const link: TodoLink | undefined =
    byId === undefined ? body.link : { style: 'id', taskId: byId.taskId!, start: byId.item.start, end: byId.item.end };
  return {
    tag: hit.tag,
    title: text.slice(body.title.start, body.title.end),
    description: body.description,
    references: references.map((item) => item.text),
    taskId: link?.taskId,
    grade: hit.grade,
    options,
    range: { start: hit.start, end: Math.max(body.end, at, list?.end ?? 0, hit.end) },
    tagRange: { start: hit.start, end: hit.end },
    referenceList: list,
    titleRange: body.title,
    descriptionRange: body.descriptionRange,
    link,
    comment: group.info,
    line: -1,
    column: -1,
    endLine: -1,
  };
}

/** `TODO (alice): text`: with a blank between only where a colon follows. */
function spacedReferences(text: string, at: number, to: number): ReturnType<typeof readReferences> {
  const code = text.charCodeAt(at);
  if (code !== 32 && code !== 9) return undefined;
  const list = readReferences(text, at + 1, to);
  return list !== undefined && colon.test(text.slice(list.end, Math.min(to, list.end + 4))) ? list : undefined;
}

/** Where a todo ends that stands in brackets of its own, `(TODO: text)`: before the closing one. */
function withoutClosing(text: string, from: number, to: number, before: string): number {
  const close = { '(': ')', '（': '）', '[': ']', '{': '}' }[before];
  const end = trimEnd(text, from, to);
  if (close === undefined || end <= from || text.charAt(end - 1) !== close) return to;
  const inside = text.slice(from, end - 1);
  return inside.split(before).length === inside.split(close).length ? end - 1 : to;
}

/** Skips the colon, dash or closing bracket between a tag and its title. */
function afterSeparator(text: string, from: number, to: number, before: string): number {
  let rest = text.slice(from, Math.min(to, from + 60));
  let skipped = 0;
  const pair = { '[': ']', '(': ')', '<': '>', '{': '}', '*': '*' }[before];
  if (pair !== undefined && rest.startsWith(pair)) {
    skipped = rest.length - rest.replace(pair === '*' ? /^\*+/ : /^[\])>}]/, '').length;
    rest = rest.slice(skipped);
  }
  const separator = /^(?:[!?]*[ \t]?[:：]+|[!?]+|[ \t]*[-–—]+(?=\s|$)|[.,;](?=\s|$))?\**[ \t]*/.exec(rest)![0];
  return Math.min(from + skipped + separator.length, to);
}

interface Body {
  title: { start: number; end: number };
  description: string;
  descriptionRange?: { start: number; end: number };
  link?: TodoLink;
  end: number;
}

function readBody(
  text: string,
  group: CommentGroup,
  tags: TagFinder,
  hit: Accepted,
  next: Accepted | undefined,
  titleStart: number,
  lineEnd: number,
  options: TodoOptions,
): Body {
  const body: Body = { title: { start: titleStart, end: lineEnd }, description: '', end: lineEnd };
  while (body.title.end > titleStart && /\s/.test(text.charAt(body.title.end - 1))) body.title.end--;
  body.end = body.title.end;
  cutLink(text, body, body.title);
  const cut = readTrailingOptions(text, titleStart, body.title.end, options);
  if (cut >= 0) body.title.end = trimEnd(text, titleStart, cut);
  const lines: CommentLine[] = [];
  const lastLine = next === undefined ? group.lines.length : next.line;
  for (let index = hit.line + 1; index < lastLine; index++) {
    const line = { ...group.lines[index]! };
    const content = text.slice(line.start, line.end).trim();
    if (blankLine.test(content) || ends(content, group, tags)) break;
    body.end = line.end;
    const option = readOption(text, line.start, line.end);
    if (option !== undefined) {
      addOption(options, option);
      continue;
    }
    cutLink(text, body, line);
    if (line.end > line.start && text.slice(line.start, line.end).trim() !== '') lines.push(line);
  }
  if (body.title.end <= body.title.start && lines.length > 0) {
    const first = lines.shift()!;
    body.title = { start: first.start + indent(text, first), end: first.end };
  }
  describe(text, body, lines);
  return body;
}

/** A line that begins another note or a documentation tag (`@param`) belongs to something else. */
function ends(content: string, group: CommentGroup, tags: TagFinder): boolean {
  if (tags.beginsNote(content)) return true;
  return group.info.kind !== 'line' && /^[@\\][A-Za-z]/.test(content) && !/^@\S+[:：,，]/.test(content);
}

/** Takes a task link off the end of a line. */
function cutLink(text: string, body: Body, line: { start: number; end: number }): void {
  const url = readTaskUrl(text, line.start, line.end);
  if (url === undefined || body.link !== undefined) return;
  body.link = { style: 'url', taskId: url.taskId, start: url.start, end: url.end };
  line.end = trimEnd(text, line.start, url.start);
}

function trimEnd(text: string, from: number, to: number): number {
  let end = to;
  while (end > from && /\s/.test(text.charAt(end - 1))) end--;
  return end;
}

function indent(text: string, line: CommentLine): number {
  let at = line.start;
  while (at < line.end && /\s/.test(text.charAt(at))) at++;
  return at - line.start;
}

function describe(text: string, body: Body, lines: readonly CommentLine[]): void {
  const first = lines[0];
  if (first === undefined) return;
  const margin = lines.reduce((least, line) => Math.min(least, indent(text, line)), Number.MAX_SAFE_INTEGER);
  body.description = lines.map((line) => text.slice(line.start + margin, line.end)).join('\n');
  body.descriptionRange = { start: first.start + margin, end: lines.at(-1)!.end };
}
