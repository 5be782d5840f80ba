import type { LexerName } from '../languages/types';
import type { Run } from '../run';
import { docstring } from './docstring';
import { heredoc } from './heredoc';
import { html } from './html';
import { markdown, rstComment } from './markdown';
import { jsRegex, jsx } from './jsx';
import { dollarChar, endMarker, percentLiteral, perlQuote, questionChar, transposeQuote, vimQuote } from './scripts';
import { charQuote, codeEscape, cppRaw, cssUrl, digitQuote, rustQuote } from './quotes';
import { yaml } from './yaml';

/**
 * A lexical rule in code. It is called at its trigger character and returns the offset to go on from,
 * or -1 if it does not apply there.
 */
export type Lexer = (run: Run, at: number, code: number) => number;

export const lexers: Record<LexerName, Lexer> = {
  codeEscape,
  jsRegex,
  jsx,
  rustQuote,
  charQuote,
  cppRaw,
  docstring,
  heredoc,
  html,
  yaml,
  cssUrl,
  digitQuote,
  endMarker,
  percentLiteral,
  perlQuote,
  questionChar,
  dollarChar,
  transposeQuote,
  vimQuote,
  rstComment,
  markdown,
};
