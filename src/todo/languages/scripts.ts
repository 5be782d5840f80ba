import type { Interpolation, LineComment, StringLiteral, Syntax } from './types';

/** Languages with `#` comments: scripts, build files, configuration. */

const double: StringLiteral = { open: '"', escape: '\\' };
const single: StringLiteral = { open: "'", escape: '\\' };
const doubleLong: StringLiteral = { ...double, multiline: true };
const singleLong: StringLiteral = { ...single, multiline: true };
const hashBrace: Interpolation[] = [{ open: '#{', close: '}' }];
const lineHash: LineComment = { open: '#', at: 'line' };
const command: Interpolation[] = [
  { open: '$(', close: ')' },
  { open: '`', close: '`' },
];

const shell: Syntax = {
  line: [{ open: '#', at: 'blank' }],
  strings: [
    { ...doubleLong, interpolation: command },
    { open: "$'", close: "'", escape: '\\', multiline: true },
    { open: "'", multiline: true },
  ],
  lexers: ['codeEscape', 'heredoc'],
};
const python: Syntax = { line: ['#'], strings: [double, single], lexers: ['docstring'] };
const ruby: Syntax = {
  line: ['#'],
  block: [{ open: '=begin', close: '=end', at: 'start', closeAt: 'start' }],
  strings: [
    { ...doubleLong, interpolation: hashBrace },
    singleLong,
    { open: '`', escape: '\\', multiline: true, interpolation: hashBrace },
  ],
  lexers: ['heredoc', 'jsRegex', 'percentLiteral', 'questionChar', 'endMarker'],
};
const pod = ['pod', 'head', 'over', 'item', 'begin', 'for', 'encoding', 'back'];
const perl: Syntax = {
  line: [{ open: '#', at: 'blank' }, { open: ';#' }],
  block: pod.map((word) => ({ open: `=${word}`, close: '=cut', at: 'start', closeAt: 'start' })),
  strings: [doubleLong, singleLong, { open: '`', escape: '\\', multiline: true }],
  lexers: ['heredoc', 'perlQuote', 'jsRegex', 'codeEscape'],
};
const elixir: Syntax = {
  line: ['#'],
  strings: [
    { ...doubleLong, interpolation: hashBrace },
    { ...singleLong, interpolation: hashBrace },
  ],
  lexers: ['docstring', 'percentLiteral', 'questionChar'],
};
const plainHash: Syntax = { line: ['#'], strings: [double, single] };
const configuration: Syntax = { line: [lineHash, { open: ';', at: 'line' }] };

export const scriptLanguages: Record<string, Syntax> = {
  python,
  starlark: python,
  mojo: python,
  snakemake: python,
  cython: python,
  gdscript: { ...plainHash, strings: [{ open: '"""', multiline: true }, double, single] },
  shellscript: shell,
  fish: { ...shell, strings: [doubleLong, singleLong] },
  ruby,
  crystal: { ...ruby, lexers: ['heredoc', 'jsRegex', 'percentLiteral', 'charQuote'] },
  perl,
  raku: {
    ...perl,
    line: ['#'],
    block: [
      { open: '#`(', close: ')' },
      { open: '=begin', close: '=end', at: 'start', closeAt: 'start' },
    ],
    lexers: ['codeEscape'],
  },
  elixir,
  julia: {
    line: ['#'],
    block: [{ open: '#=', close: '=#', nest: true }],
    strings: [{ ...doubleLong, interpolation: [{ open: '$(', close: ')' }] }],
    lexers: ['docstring', 'transposeQuote', 'charQuote'],
  },
  r: { line: ['#'], strings: [doubleLong, singleLong, { open: '`' }] },
  nim: {
    line: ['#'],
    block: [
      { open: '#[', close: ']#', nest: true },
      { open: '##[', close: ']##', nest: true },
    ],
    strings: [{ open: '"""', multiline: true }, { open: 'r"', close: '"', doubled: true }, double],
    lexers: ['charQuote'],
  },
  coffeescript: {
    line: ['#'],
    block: [{ open: '###', close: '###', unless: '#' }],
    strings: [
      { open: '"""', escape: '\\', multiline: true, interpolation: hashBrace },
      { open: "'''", escape: '\\', multiline: true },
      { open: '///', escape: '\\', multiline: true },
      { ...doubleLong, interpolation: hashBrace },
      singleLong,
    ],
    lexers: ['jsRegex'],
  },
  powershell: {
    line: [{ open: '#', at: 'blank' }],
    block: [['<#', '#>']],
    strings: [
      { open: '@"', close: '\n"@', multiline: true },
      { open: "@'", close: "\n'@", multiline: true },
      { open: '"', escape: '`', doubled: true, multiline: true },
      { open: "'", doubled: true, multiline: true },
    ],
  },
  tcl: {
    line: [lineHash, { open: ';#' }, { open: '; #' }],
    strings: [double],
    lexers: ['codeEscape'],
  },
  awk: { line: ['#'], strings: [double], lexers: ['jsRegex'] },
  makefile: {
    line: [{ open: '#', at: 'blank', continued: true }],
    strings: [double, { open: "'" }],
    lexers: ['codeEscape'],
  },
  just: { line: [lineHash], strings: [double, { open: "'" }] },
  cmake: {
    line: ['#'],
    block: [
      ['#[[', ']]'],
      ['#[=[', ']=]'],
      ['#[==[', ']==]'],
    ],
    strings: [{ open: '[[', close: ']]', multiline: true }, { open: '[=[', close: ']=]', multiline: true }, doubleLong],
    lexers: ['codeEscape'],
  },
  meson: { line: ['#'], strings: [{ open: "'''", multiline: true }, single] },
  dockerfile: { line: [lineHash], lexers: ['heredoc'] },
  yaml: { line: [{ open: '#', at: 'blank' }], lexers: ['yaml'] },
  toml: {
    line: ['#'],
    strings: [{ open: '"""', escape: '\\', multiline: true }, { open: "'''", multiline: true }, double, { open: "'" }],
  },
  ini: configuration,
  properties: { line: [lineHash, { open: '!', at: 'line' }, { open: ';', at: 'line' }] },
  editorconfig: configuration,
  desktop: { line: [lineHash] },
  dotenv: { line: [{ open: '#', at: 'blank' }], strings: [double, { open: "'" }] },
  ignore: { line: [{ open: '#', at: 'start' }] },
  nginx: plainHash,
  apacheconf: { line: [lineHash] },
  puppet: { line: ['#'], strings: [doubleLong, singleLong] },
  graphql: { line: ['#'], strings: [{ open: '"""', escape: '\\', multiline: true }, double] },
  capnp: { line: ['#'], strings: [double] },
  feature: { line: [lineHash] },
  robotframework: { line: [{ open: '#', at: 'blank' }] },
  gn: { line: ['#'], strings: [double] },
  bitbake: { line: [lineHash], strings: [doubleLong] },
  po: { line: [{ open: '#', at: 'start' }], strings: [double] },
  gettext: { line: [{ open: '#', at: 'start' }], strings: [double] },
  kconfig: { line: ['#'], strings: [double, { open: "'" }] },
  devicetree: { line: ['//'], block: [['/*', '*/']], strings: [double] },
  janet: { line: ['#'], strings: [doubleLong, { open: '`', multiline: true }] },
  stata: {
    line: ['//', { open: '*', at: 'line' }],
    block: [{ open: '/*', close: '*/', nest: true }],
    strings: [double],
  },
  sed: { line: [lineHash] },
  ssh_config: { line: [lineHash] },
  codeowners: { line: [{ open: '#', at: 'blank' }] },
};
