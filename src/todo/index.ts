export { fingerprint, relocateAmong } from './anchor';
export type { Fingerprint, Relocation } from './anchor';
export { applyEdits, linkEdits, unlinkEdits } from './link';
export type { LinkStyle, LinkTarget, TextEdit } from './link';
export { completionAt, mayComplete } from './completion';
export type { Completion } from './completion';
export { removalEdits } from './remove';
export { retitleEdit } from './retitle';
export { taskIdOf } from './references';
export { DEFAULT_TAGS } from './tags';
export { TodoDocument } from './document';
export type { ContentChange } from './document';
export { TodoReader } from './find';
export { FileScanner, scanFolder, scanFs } from './scan/scan';
export { findRipgrep } from './scan/ripgrep';
export type { RipgrepPlaces } from './scan/ripgrep';
export { DEFAULT_EXCLUDES } from './scan/types';
export type { EntryType, FileTodos, ScanBatch, ScanFs, ScanOptions, ScanProgress } from './scan/types';
export { TodoIndex } from './store';
export type { IndexChange, IndexListener, LocatedTodo, MovedTodo } from './store';
export { isKnownLanguage, languageOfPath } from './languages/registry';
export { languageByPath } from './languages/paths';
export type { UserLanguage, UserString } from './languages/user';
export { checkLanguages, checkTags } from './settings';
export type { SettingProblem } from './settings';
export type {
  CommentInfo,
  FindOptions,
  NotebookPlace,
  RangedText,
  ReferenceList,
  TextRange,
  Todo,
  TodoLink,
  TodoOption,
  TodoOptions,
} from './types';

import { relocateAmong } from './anchor';
import type { Fingerprint, Relocation } from './anchor';
import { TodoReader } from './find';
import type { FindOptions, Todo } from './types';

const plainReader = new TodoReader();

/**
 * Finds the TODO comments of a text, in order.
 * @param languageId VS Code's language id; for an unknown one only the commonest comment markers count, and only
 *   at the start of a line
 */
export function findTodos(text: string, languageId: string, options?: FindOptions): Todo[] {
  const reader = options === undefined ? plainReader : new TodoReader(options);
  return reader.read(text, languageId);
}

/** The todo that covers a 0-based line of its document, if any. `todos` must be in order. */
export function todoAtLine(todos: readonly Todo[], line: number): Todo | undefined {
  return todos.find((todo) => todo.line <= line && line <= todo.endLine);
}

/** Finds a remembered todo in a newer text of the same document; see `relocateAmong`. */
export function relocate(print: Fingerprint, newText: string, languageId: string, options?: FindOptions): Relocation {
  return relocateAmong(print, newText, findTodos(newText, languageId, options));
}
