import type { LineComment, StringLiteral, Syntax } from './types';

/** Languages with comment markers of their own: `--`, `;`, `%`, `!`, `'`, `"`, `REM`. */

const double: StringLiteral = { open: '"', escape: '\\' };
const doubleLong: StringLiteral = { ...double, multiline: true };
const doubled: StringLiteral = { open: '"', doubled: true };
const quote: StringLiteral = { open: "'", doubled: true };
const symbols = '!#$%&*+./<=>?@\\^|~:';
const haskellLine: LineComment = { open: '--', unless: symbols };
const parenStar = { open: '(*', close: '*)', nest: true };

const haskell: Syntax = {
  line: [haskellLine],
  block: [{ open: '{-', close: '-}', nest: true }],
  strings: [double],
  lexers: ['charQuote'],
};
const sql: Syntax = {
  line: ['--', { open: '#', at: 'line', before: ' \t#-' }],
  block: [['/*', '*/']],
  strings: [
    { open: "'", doubled: true, multiline: true, escape: 'sql' },
    { open: '"', doubled: true, multiline: true },
    { open: '`', doubled: true },
  ],
};
const lisp: Syntax = {
  line: [';'],
  block: [{ open: '#|', close: '|#', nest: true }],
  strings: [doubleLong],
  lexers: ['codeEscape'],
};
const ocaml: Syntax = {
  block: [{ ...parenStar, unless: ')' }],
  strings: [{ open: '{|', close: '|}', multiline: true }, doubleLong],
  lexers: ['charQuote'],
};
const tex: Syntax = { line: ['%'], block: [['\\iffalse', '\\fi']], lexers: ['codeEscape'] };
const matlab: Syntax = {
  line: ['%'],
  block: [{ open: '%{', close: '%}', at: 'line', closeAt: 'line' }],
  strings: [{ open: "'", doubled: true }, doubled],
  lexers: ['transposeQuote'],
};
const pascal: Syntax = {
  line: ['//'],
  block: [
    { open: '{', close: '}', unless: '$' },
    { open: '(*', close: '*)', unless: '$' },
  ],
  strings: [quote],
};
const batch: Syntax = {
  line: ['rem', '@rem', '& rem', '&rem', '( rem', '&& rem']
    .map((open): LineComment => ({
      open,
      word: true,
      at: open.includes('rem') && open.startsWith('&') ? undefined : 'line',
    }))
    .concat({ open: '::', at: 'line' }),
};
const basic: Syntax = { line: ["'", { open: 'rem', word: true, at: 'line' }], strings: [doubled] };
const fortran: Syntax = { line: ['!'], strings: [doubled, quote] };
const fixedFortran: Syntax = {
  line: ['!', ...['c', 'C', '*'].map((open): LineComment => ({ open, at: 'start' }))],
  strings: [doubled, quote],
};
const assembly: Syntax = {
  line: [
    ';',
    '//',
    { open: '#', at: 'blank', before: ' \t#-*' },
    { open: '@', at: 'blank', before: ' \t@' },
    { open: '!', at: 'line', before: ' \t!' },
    { open: '|', at: 'line', before: ' \t|' },
  ],
  block: [['/*', '*/']],
  strings: [double],
  lexers: ['charQuote'],
};

const lua: Syntax = {
  line: ['--'],
  block: [
    ['--[[', ']]'],
    ['--[=[', ']=]'],
    ['--[==[', ']==]'],
    ['--[===[', ']===]'],
  ],
  strings: [
    { open: '[[', close: ']]', multiline: true },
    { open: '[=[', close: ']=]', multiline: true },
    { open: '[==[', close: ']==]', multiline: true },
    double,
    { open: "'", escape: '\\' },
  ],
};

export const otherLanguages: Record<string, Syntax> = {
  haskell,
  purescript: { ...haskell, strings: [{ open: '"""', multiline: true }, double] },
  elm: { ...haskell, strings: [{ open: '"""', escape: '\\', multiline: true }, double] },
  idris: haskell,
  agda: haskell,
  lean: {
    line: ['--'],
    block: [{ open: '/-', close: '-/', nest: true }],
    strings: [doubleLong],
    lexers: ['charQuote'],
  },
  dhall: { ...haskell, line: ['--'], strings: [{ open: "''", multiline: true }, double], lexers: [] },
  lua,
  luau: lua,
  sql,
  plsql: sql,
  ada: { line: ['--'], strings: [doubled], lexers: ['charQuote'] },
  vhdl: { line: ['--'], block: [['/*', '*/']], strings: [doubled], lexers: ['charQuote'] },
  applescript: { line: ['--', { open: '#', at: 'line' }], block: [parenStar], strings: [doubleLong] },
  clojure: { line: [';'], strings: [doubleLong], lexers: ['codeEscape'] },
  lisp,
  scheme: lisp,
  racket: lisp,
  elisp: { line: [';'], strings: [doubleLong], lexers: ['codeEscape', 'questionChar'] },
  fennel: { line: [';'], strings: [doubleLong] },
  llvm: { line: [';'], strings: [{ open: '"' }] },
  autohotkey: {
    line: [{ open: ';', at: 'blank' }],
    block: [{ open: '/*', close: '*/', at: 'line' }],
    strings: [doubled],
  },
  nsis: { line: [';', '#'], block: [['/*', '*/']], strings: [{ open: '"' }, { open: "'" }, { open: '`' }] },
  inno: { line: [{ open: ';', at: 'line' }, '//'], block: [['{', '}']], strings: [doubled, quote] },
  asm: assembly,
  wat: { line: [';;'], block: [{ open: '(;', close: ';)', nest: true }], strings: [double] },
  erlang: { line: ['%'], strings: [doubleLong, { open: "'", escape: '\\' }], lexers: ['dollarChar'] },
  prolog: {
    line: ['%'],
    block: [['/*', '*/']],
    strings: [double, { open: "'", escape: '\\', doubled: true }],
    lexers: ['digitQuote'],
  },
  latex: tex,
  tex,
  bibtex: { line: ['%'] },
  matlab,
  octave: {
    ...matlab,
    line: ['%', '#'],
    block: [...matlab.block!, { open: '#{', close: '#}', at: 'line', closeAt: 'line' }],
    strings: [{ open: "'", doubled: true }, double],
  },
  postscript: { line: ['%'] },
  ocaml,
  reason: { line: ['//'], block: [{ open: '/*', close: '*/', nest: true }], strings: [double], lexers: ['charQuote'] },
  sml: { block: [parenStar], strings: [double] },
  coq: { block: [parenStar], strings: [{ open: '"', doubled: true, multiline: true }] },
  isabelle: { block: [parenStar], strings: [doubleLong] },
  wolfram: { block: [parenStar], strings: [doubleLong] },
  fsharp: {
    line: ['//'],
    block: [{ ...parenStar, unless: ')' }],
    strings: [{ open: '"""', multiline: true }, { open: '@"', close: '"', doubled: true, multiline: true }, doubleLong],
    lexers: ['charQuote'],
  },
  pascal,
  modula2: { block: [parenStar], strings: [{ open: '"' }, { open: "'" }] },
  bat: batch,
  vb: basic,
  vba: basic,
  freebasic: { ...basic, block: [{ open: "/'", close: "'/", nest: true }] },
  fortran,
  FortranFreeForm: fortran,
  'fortran-modern': fortran,
  FortranFixedForm: fixedFortran,
  cobol: { line: ['*>', { open: '*', at: 'line' }], strings: [doubled, quote] },
  abap: {
    line: [{ open: '*', at: 'start' }, '"'],
    strings: [quote, { open: '`', doubled: true }, { open: '|', escape: '\\' }],
  },
  sas: { block: [['/*', '*/'], { open: '*', close: ';', at: 'line' }], strings: [doubled, quote] },
  viml: {
    line: [{ open: '"', at: 'line' }],
    strings: [quote],
    lexers: ['vimQuote'],
  },
  smalltalk: { block: [['"', '"']], strings: [{ open: "'", doubled: true, multiline: true }] },
  forth: { line: [{ open: '\\', at: 'blank', before: ' \t' }], block: [{ open: '( ', close: ')' }] },
  factor: { line: [{ open: '!', at: 'blank', before: ' \t' }], strings: [double] },
  apl: { strings: [quote] },
  plantuml: { line: [{ open: "'", at: 'line' }], block: [["/'", "'/"]] },
  mermaid: { line: ['%%'] },
  dot: { line: ['//', { open: '#', at: 'start' }], block: [['/*', '*/']], strings: [doubleLong] },
  gnuplot: { line: ['#'], strings: [double, { open: "'" }] },
  eiffel: { line: ['--'], strings: [{ open: '"', escape: '\\' }] },
};
