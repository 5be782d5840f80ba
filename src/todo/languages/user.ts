import type { LineComment, StringLiteral, Syntax } from './types';

/** A string literal as a user describes it. */
export interface UserString {
  open: string;
  /** Same as `open` if absent. */
  close?: string;
  /** May it go on over line ends? Default false: a line end means that it was none. */
  multiline?: boolean;
  /** The character that takes the next one's meaning. Default a backslash; empty for none. */
  escape?: '' | '\\' | '`' | '^' | '$';
}

/** A language as a user or an editor's language configuration describes it. */
export interface UserLanguage {
  /** Id of a known language that is written alike. Comments and strings of one's own do not count then. */
  like?: string;
  /** File name extensions, with or without the first dot, and whole file names; in any case. */
  extensions?: readonly string[];
  filenames?: readonly string[];
  /** Begin comments that go to the end of the line. Words (`REM`) count in any case, where they lead their line. */
  lineComments?: readonly string[];
  blockComments?: readonly (readonly [open: string, close: string])[];
  /** Default `"` and `'`. */
  strings?: readonly UserString[];
}

const DEFAULT_STRINGS: readonly UserString[] = [{ open: '"' }, { open: "'" }];

/** The tables for a language that a user described. */
export function syntaxOfUser(language: UserLanguage): Syntax {
  return {
    line: (language.lineComments ?? []).map(lineComment),
    block: language.blockComments ?? [],
    strings: (language.strings ?? DEFAULT_STRINGS).map(stringLiteral),
  };
}

function lineComment(open: string): LineComment {
  return /^[@A-Za-z]/.test(open) ? { open, word: true, at: 'line' } : { open };
}

function stringLiteral({ open, close, multiline, escape = '\\' }: UserString): StringLiteral {
  return { open, close, multiline, ...(escape !== '' && { escape }) };
}
