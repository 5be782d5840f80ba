import type { Task } from '../feishu/model';
import { asTitle } from './draft';
import { formatExtra, parseExtra } from './extra';
import { titleOfPrint, withTitle } from './place';

/**
 * Where the title was changed since the task was made of its TODO.
 * - `same`: nowhere, or both say the same again
 * - `task`, `code`: on one side; the other may follow
 * - `both`: on both sides, differently: a person has to decide
 */
export type TitleChange = 'same' | 'task' | 'code' | 'both';

/**
 * Compares a task with its TODO as it is now. What both were like in the beginning stands in the task's `extra`.
 * @param todoTitle title of the TODO as read from the comment
 * @returns `same` also where the beginning is not known: then nothing can be said
 */
export function titleChange(task: Pick<Task, 'title' | 'extra'>, todoTitle: string): TitleChange {
  const extra = parseExtra(task.extra);
  const codeThen = extra && titleOfPrint(extra.fingerprint);
  if (extra?.title === undefined || codeThen === undefined) return 'same';
  const codeNow = asTitle(todoTitle);
  if (codeNow === task.title) return 'same';
  const inTask = task.title !== extra.title;
  const inCode = codeNow !== asTitle(codeThen);
  if (inTask && inCode) return 'both';
  if (inTask) return 'task';
  return inCode ? 'code' : 'same';
}

/**
 * The task's `extra` once task and TODO have this title: from here on changes are counted anew.
 * @returns undefined where the beginning is not known, so that there is nothing to bring up to date
 */
export function settledExtra(task: Pick<Task, 'extra'>, title: string): string | undefined {
  const extra = parseExtra(task.extra);
  if (extra?.title === undefined || titleOfPrint(extra.fingerprint) === undefined) return undefined;
  return formatExtra({ ...extra, title: asTitle(title), fingerprint: withTitle(extra.fingerprint, title) });
}
