import type {
  CommentInfo,
  RangedText,
  ReferenceList,
  TextRange,
  Todo,
  TodoLink,
  TodoOption,
  TodoOptions,
} from './types';

// Written out field by field: after each keystroke every todo below it is moved, and spreading objects takes several
// times as long.

function range({ start, end }: TextRange, delta: number): TextRange {
  return { start: start + delta, end: end + delta };
}

function ranged({ text, start, end }: RangedText, delta: number): RangedText {
  return { text, start: start + delta, end: end + delta };
}

function list(items: readonly RangedText[], delta: number): RangedText[] {
  return items.map((item) => ranged(item, delta));
}

function references({ start, end, items }: ReferenceList, delta: number): ReferenceList {
  return { start: start + delta, end: end + delta, items: list(items, delta) };
}

function link({ style, taskId, start, end }: TodoLink, delta: number): TodoLink {
  return { style, taskId, start: start + delta, end: end + delta };
}

function comment({ start, end, kind, open, close, languageId }: CommentInfo, delta: number): CommentInfo {
  return { start: start + delta, end: end + delta, kind, open, close, languageId };
}

function option(value: TodoOption, delta: number): TodoOption {
  return { ...ranged(value, delta), range: range(value.range, delta) };
}

function options({ assignees, followers, due, repeat }: TodoOptions, delta: number): TodoOptions {
  const moved: TodoOptions = {};
  if (assignees !== undefined) moved.assignees = list(assignees, delta);
  if (followers !== undefined) moved.followers = list(followers, delta);
  if (due !== undefined) moved.due = option(due, delta);
  if (repeat !== undefined) moved.repeat = option(repeat, delta);
  return moved;
}

/** The same todo further on in its document: by `delta` characters and `lines` lines. */
export function shiftTodo(todo: Todo, delta: number, lines: number): Todo {
  return {
    tag: todo.tag,
    title: todo.title,
    description: todo.description,
    references: todo.references,
    taskId: todo.taskId,
    grade: todo.grade,
    options: options(todo.options, delta),
    range: range(todo.range, delta),
    tagRange: range(todo.tagRange, delta),
    referenceList: todo.referenceList && references(todo.referenceList, delta),
    titleRange: range(todo.titleRange, delta),
    descriptionRange: todo.descriptionRange && range(todo.descriptionRange, delta),
    link: todo.link && link(todo.link, delta),
    comment: comment(todo.comment, delta),
    line: todo.line + lines,
    column: todo.column,
    endLine: todo.endLine + lines,
  };
}
