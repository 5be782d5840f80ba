import type * as vscode from 'vscode';
import { fingerprint, relocateAmong, type Fingerprint, type Relocation, type Todo } from '../../todo';
import type { WorkspaceTodos } from './workspaceTodos';

/** A TODO's fingerprint as the text that travels with its task. It is of what the text says, links elsewhere left out. */
export function formatFingerprint(todo: Todo, document: vscode.TextDocument, todos: WorkspaceTodos): string {
  const written = todos.writtenIn(document);
  const self = written.find(({ tagRange }) => tagRange.start === todo.tagRange.start) ?? todo;
  return JSON.stringify(fingerprint(self, document.getText(), written));
}

/**
 * Finds the TODO of a fingerprint in a document as it is now, as the text says. The fingerprint may come from a server:
 * nothing is assumed.
 */
export function relocateIn(document: vscode.TextDocument, todos: WorkspaceTodos, text: string): Relocation {
  const print = parseFingerprint(text);
  return print ? relocateAmong(print, document.getText(), todos.writtenIn(document)) : { outcome: 'gone' };
}

/** Reads a fingerprint that somebody else may have written. */
export function parseFingerprint(text: string): Fingerprint | undefined {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return undefined;
  }
  const print = value as Partial<Fingerprint> | null;
  const strings = (list: unknown): boolean => Array.isArray(list) && list.every((item) => typeof item === 'string');
  const whole =
    typeof print === 'object' &&
    print?.version === 1 &&
    [print.tag, print.title, print.description].every((field) => typeof field === 'string') &&
    [print.line, print.column, print.ordinal].every((field) => Number.isInteger(field)) &&
    strings(print.before) &&
    strings(print.after) &&
    Array.isArray(print.twins) &&
    print.twins.every((twin) => strings(twin?.before) && strings(twin?.after));
  return whole ? (print as Fingerprint) : undefined;
}
