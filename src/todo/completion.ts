import type { Todo } from './types';

/** What can be completed at a place in a TODO. What was typed so far begins at `start`. */
export type Completion = { readonly start: number } & (
  | {
      readonly kind: 'person';
      /** In a list of names a name may hold blanks; in running text it ends at the first. */
      readonly inList: boolean;
      /** Was the `@` typed? It then stands at `start`. */
      readonly at: boolean;
    }
  | {
      readonly kind: 'task';
      /** Is it in the brackets behind the tag, where the link has to stand? */
      readonly inList: boolean;
      /** What was typed first, `feishu:` or `#`. */
      readonly trigger: string;
    }
  | { readonly kind: 'key' }
  | { readonly kind: 'value'; readonly key: 'due' | 'repeat' }
);

const KEY = /^(assignees?|负责人?|followers?|关注人?|due|截止(?:日期|时间)?|repeat|重复)[ \t]*[:：][ \t]*/i;
const TASK = /(?:feishu[ \t]*[:：]|[(（,，;；、][ \t]*#)[^#()（）[\]]{0,60}$/i;
const MENTION = /[@＠][^\s@＠,，;；、()（）]{0,40}$/;
/** A line led by something like a comment mark, with a word begun at most. */
const BEGUN = /^[^\p{L}\p{N}]*[^\p{L}\p{N}\s][ \t]*\p{L}{0,9}$/u;

/**
 * Can something be completed behind this text, if it stands in a TODO? Looks at one line only, so that other text costs
 * nothing while it is typed.
 * @param before the line up to the cursor
 * @param asked by the person, not by typing
 */
export function mayComplete(before: string, asked: boolean): boolean {
  if (asked) return true;
  const end = before.slice(-120);
  return (
    /[@＠]/.test(end) ||
    TASK.test(end) ||
    /(?:assignee|follower|due|repeat|负责|关注|截止|重复)[^:：]{0,6}[:：]/i.test(end) ||
    (before.length < 120 && BEGUN.test(before))
  );
}

/**
 * What can be completed at an offset; undefined outside of TODOs and where nothing can.
 * @param todos all todos of `text`, in order
 */
export function completionAt(
  text: string,
  todos: readonly Todo[],
  offset: number,
): { readonly todo: Todo; readonly completion: Completion } | undefined {
  const todo = todos.findLast(({ tagRange }) => tagRange.end <= offset);
  if (!todo || offset > todo.comment.end || offset < todo.tagRange.end) return undefined;
  // One line below is where the next option goes.
  const beyond = text.slice(Math.min(todo.range.end, offset), offset);
  if ((beyond.match(/\r\n?|\n/g) ?? []).length > 1) return undefined;
  const list = listAround(text, todo, offset);
  const completion = list ? inBrackets(text, list.start, offset, todo) : inLine(text, todo, offset);
  return completion && { todo, completion };
}

/** The brackets behind the tag, closed or not, if the offset is inside. */
function listAround(text: string, { tagRange, referenceList }: Todo, offset: number): { start: number } | undefined {
  if (referenceList) {
    const { start, end } = referenceList;
    return offset > start && offset < end ? { start: start + 1 } : undefined;
  }
  const between = text.slice(tagRange.end, offset);
  return /^[(（[][^)）\]\r\n]*$/.test(between) ? { start: tagRange.end + 1 } : undefined;
}

function inBrackets(text: string, from: number, offset: number, todo: Todo): Completion | undefined {
  const typed = text.slice(from, offset);
  const items = typed.split(/[,，;；、]/);
  const item = items.at(-1)!.trimStart();
  const start = offset - item.length;
  if (/^[@＠]/.test(item)) return { kind: 'person', start, inList: true, at: true };
  const task = /^(feishu[ \t]*[:：]|#)/i.exec(item);
  if (task) return taskAt(todo, start, task[1]!, true);
  const option = optionAt(item, start);
  if (option) return option;
  return /^\p{L}{0,9}$/u.test(item) ? { kind: 'key', start } : undefined;
}

function inLine(text: string, todo: Todo, offset: number): Completion | undefined {
  const lineStart = Math.max(text.lastIndexOf('\n', offset - 1), text.lastIndexOf('\r', offset - 1)) + 1;
  const isTagLine = lineStart <= todo.tagRange.start;
  const from = isTagLine ? todo.tagRange.end : contentStart(text, lineStart, offset);
  const content = text.slice(from, offset);
  if (!isTagLine) {
    const option = optionAt(content, from);
    if (option) return option;
    if (/^\p{L}{0,9}$/u.test(content)) return { kind: 'key', start: from };
  }
  const mention = MENTION.exec(content);
  // A documentation tag (`@param`) is nobody.
  if (mention?.index === 0 && !isTagLine && todo.comment.kind !== 'line') return undefined;
  if (mention) return { kind: 'person', start: from + mention.index, inList: false, at: true };
  const task = /(?:^|[\s(（,，:：])(feishu[ \t]*[:：])[^\s()（）]{0,60}$/i.exec(content);
  if (!task) return undefined;
  const start = from + task.index + task[0].indexOf(task[1]!);
  return taskAt(todo, start, task[1]!, false);
}

/** `due: ` and its kin; names are completed one by one. */
function optionAt(content: string, from: number): Completion | undefined {
  const match = KEY.exec(content);
  if (!match) return undefined;
  const word = match[1]!.toLowerCase();
  const start = from + match[0].length;
  if (/^(?:due|截止)/.test(word)) return { kind: 'value', key: 'due', start };
  if (/^(?:repeat|重复)/.test(word)) return { kind: 'value', key: 'repeat', start };
  const name = content
    .slice(match[0].length)
    .split(/[,，;；、]|\s(?=[@＠])/)
    .at(-1)!
    .trimStart();
  return { kind: 'person', start: from + content.length - name.length, inList: true, at: /^[@＠]/.test(name) };
}

/** A TODO has one task: another is offered only in place of what is being typed. */
function taskAt({ link, taskId }: Todo, start: number, trigger: string, inList: boolean): Completion | undefined {
  const free = taskId === undefined || link?.start === start;
  return free ? { kind: 'task', start, trigger, inList } : undefined;
}

function contentStart(text: string, lineStart: number, offset: number): number {
  const decoration = /^[^\p{L}\p{N}@＠#]*/u.exec(text.slice(lineStart, offset))![0];
  return lineStart + decoration.length;
}
