import { TodoReader } from './find';
import { applyEdits } from './link';
import type { TextEdit } from './link';
import type { Todo } from './types';

/**
 * The edit that gives a TODO another title.
 * @param todo as found in exactly this `text`
 * @param title on one line; it may come from anybody
 * @param reader that found it
 * @returns undefined where the comment could not carry the title: it would end there, or read differently
 */
export function retitleEdit(
  text: string,
  languageId: string,
  todo: Todo,
  title: string,
  reader = plain,
): TextEdit | undefined {
  if (title.trim() === '' || /[\p{Cc}\p{Zl}\p{Zp}]/u.test(title)) return undefined;
  const { start, end } = todo.titleRange;
  const newText = start === end && !/\s/.test(text.charAt(start - 1)) ? ` ${title.trim()}` : title.trim();
  const edit = { start, end, newText };
  const delta = newText.length - (end - start);
  const before = reader.read(text, languageId);
  const after = reader.read(applyEdits(text, [edit]), languageId);
  if (before.length !== after.length) return undefined;
  const same = before.every((old, index) => {
    const now = after[index]!;
    if (old.tagRange.start !== todo.tagRange.start) return essence(old) === essence(now);
    const ends = now.comment.end - delta === old.comment.end;
    return ends && now.title === title.trim() && essence({ ...now, title: old.title }) === essence(old);
  });
  return same ? edit : undefined;
}

const plain = new TodoReader();

/** What must be as it was. Where the words of a title set people or a date, they would do more than name the task. */
function essence({ tag, title, description, taskId, references, options }: Todo): string {
  const { assignees = [], followers = [], due, repeat } = options;
  const people = [...assignees, ...followers].map((one) => one.text);
  return JSON.stringify([tag, title, description, taskId, references, people, due?.text, repeat?.text]);
}
