/**
 * Where a rule may open. `line`: only blanks before it on its line. `start`: in the first column.
 * `blank`: after a blank, a line start or one of `;|&()` and the backquote, as in shells.
 */
export type Where = 'line' | 'start' | 'blank';

/** A comment that runs to the end of its line. */
export interface LineComment {
  open: string;
  at?: Where;
  /** A backslash before the line end continues the comment, as in C. */
  continued?: boolean;
  /** The opener is a word in any case that must not run on (`REM`). */
  word?: boolean;
  /** Characters that must not follow the opener. */
  unless?: string;
  /** Characters of which one must follow the opener (a line end always may). */
  before?: string;
  /** Lines further in than the opener belong to the comment, as in Pug. */
  indented?: boolean;
}

/** A comment with a closing delimiter. */
export interface BlockComment {
  open: string;
  close: string;
  /** The same comment may stand inside it. */
  nest?: boolean;
  at?: Where;
  /** Where the closing delimiter counts; anywhere if absent. */
  closeAt?: 'line' | 'start';
  unless?: string;
}

/** Code inside a string, such as `${name}`. */
export interface Interpolation {
  open: string;
  /** The bracket that closes it. */
  close: '}' | ')' | '`';
}

/** A string or character literal. Without `multiline` a line end means that it was none. */
export interface StringLiteral {
  open: string;
  /** Same as `open` if absent. */
  close?: string;
  /** Escape character. `sql` is a backslash that may be an escape or not, by dialect. */
  escape?: '\\' | '`' | '^' | '$' | 'sql';
  /** The closing delimiter written twice stands for itself. */
  doubled?: boolean;
  multiline?: boolean;
  interpolation?: readonly Interpolation[];
  at?: Where;
}

/** Lexical rules that tables cannot say; each is a function in `lexers/`. */
export type LexerName =
  | 'codeEscape'
  | 'jsRegex'
  | 'jsx'
  | 'rustQuote'
  | 'charQuote'
  | 'cppRaw'
  | 'docstring'
  | 'heredoc'
  | 'html'
  | 'yaml'
  | 'cssUrl'
  | 'digitQuote'
  | 'endMarker'
  | 'percentLiteral'
  | 'perlQuote'
  | 'questionChar'
  | 'dollarChar'
  | 'transposeQuote'
  | 'vimQuote'
  | 'rstComment'
  | 'markdown';

/** A stretch in another language between two delimiters, such as `<?php` and `?>`. */
export interface Region {
  open: string;
  close: string;
  language: string;
  /** Only at the very start of the document, as front matter. */
  first?: boolean;
}

/** How a language writes comments, strings and what else could be mistaken for them. */
export interface Syntax {
  line?: readonly (string | LineComment)[];
  block?: readonly (readonly [string, string] | BlockComment)[];
  strings?: readonly StringLiteral[];
  regions?: readonly Region[];
  lexers?: readonly LexerName[];
}
