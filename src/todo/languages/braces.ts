import type { Interpolation, StringLiteral, Syntax } from './types';

/** Languages with `//` and C's block comments, and their near kin. */

const double: StringLiteral = { open: '"', escape: '\\' };
const single: StringLiteral = { open: "'", escape: '\\' };
const raw: StringLiteral = { open: '`', multiline: true };
const long: StringLiteral = { open: '"""', escape: '\\', multiline: true };
const longSingle: StringLiteral = { open: "'''", escape: '\\', multiline: true };
const dollarBrace: Interpolation[] = [{ open: '${', close: '}' }];
const slashParen: Interpolation[] = [{ open: '\\(', close: ')' }];
const block = ['/*', '*/'] as const;
const nested = { open: '/*', close: '*/', nest: true };

const plain: Syntax = { line: ['//'], block: [block], strings: [double, single] };
const c: Syntax = {
  line: [{ open: '//', continued: true }],
  block: [block],
  strings: [double, single],
  lexers: ['digitQuote'],
};
const cpp: Syntax = { ...c, lexers: ['cppRaw', 'digitQuote'] };
const script: Syntax = {
  line: ['//'],
  block: [block],
  strings: [double, single, { open: '`', escape: '\\', multiline: true, interpolation: dollarBrace }],
  lexers: ['jsRegex'],
};
const scriptWithElements: Syntax = { ...script, lexers: ['jsRegex', 'jsx'] };
const java: Syntax = { ...plain, strings: [long, double, single] };
const scala: Syntax = {
  line: ['//'],
  block: [nested],
  strings: [{ open: '"""', multiline: true }, double],
  lexers: ['charQuote'],
};
const kotlin: Syntax = {
  ...scala,
  strings: [
    { open: '"""', multiline: true, interpolation: dollarBrace },
    { ...double, interpolation: dollarBrace },
  ],
};
const groovy: Syntax = {
  line: ['//'],
  block: [block],
  strings: [{ ...long, interpolation: dollarBrace }, longSingle, { ...double, interpolation: dollarBrace }, single],
  lexers: ['jsRegex'],
};
const swift: Syntax = {
  line: ['//'],
  block: [nested],
  strings: [
    { open: '#"""', close: '"""#', multiline: true },
    { open: '#"', close: '"#' },
    { ...long, interpolation: slashParen },
    { ...double, interpolation: slashParen },
  ],
};
const dart: Syntax = {
  line: ['//'],
  block: [nested],
  strings: [
    { ...long, interpolation: dollarBrace },
    { ...longSingle, interpolation: dollarBrace },
    { ...double, interpolation: dollarBrace },
    { ...single, interpolation: dollarBrace },
  ],
};
const csharp: Syntax = {
  line: ['//'],
  block: [block],
  strings: [
    { open: '"""', multiline: true },
    { open: '@"', close: '"', doubled: true, multiline: true },
    { open: '$@"', close: '"', doubled: true, multiline: true },
    { open: '@$"', close: '"', doubled: true, multiline: true },
    double,
    single,
  ],
};
const scss: Syntax = { line: ['//'], block: [block], strings: [double, single], lexers: ['cssUrl'] };
const hash: Syntax = { ...plain, line: ['//', '#'] };

export const braceLanguages: Record<string, Syntax> = {
  c,
  cpp,
  'cuda-cpp': cpp,
  'objective-c': c,
  'objective-cpp': cpp,
  arduino: cpp,
  opencl: c,
  glsl: c,
  hlsl: c,
  wgsl: { line: ['//'], block: [nested] },
  metal: cpp,
  shaderlab: plain,
  csharp,
  java,
  apex: plain,
  scala,
  kotlin,
  groovy,
  swift,
  dart,
  go: { line: ['//'], block: [block], strings: [double, single, raw] },
  rust: { line: ['//'], block: [nested], strings: [{ ...double, multiline: true }], lexers: ['rustQuote'] },
  zig: { line: ['//'], strings: [{ open: '\\\\', close: '\n', multiline: true }, double, single] },
  v: { line: ['//'], block: [nested], strings: [double, single, raw] },
  odin: { line: ['//'], block: [nested], strings: [double, single, raw] },
  d: {
    line: ['//'],
    block: [block, { open: '/+', close: '+/', nest: true }],
    strings: [raw, { open: 'r"', close: '"', multiline: true }, { ...double, multiline: true }, single],
  },
  haxe: {
    ...plain,
    strings: [
      { ...double, multiline: true },
      { ...single, multiline: true },
    ],
  },
  vala: java,
  actionscript: plain,
  processing: plain,
  qml: script,
  javascript: scriptWithElements,
  javascriptreact: scriptWithElements,
  typescript: script,
  typescriptreact: scriptWithElements,
  json: { line: ['//'], block: [block], strings: [double] },
  jsonc: { line: ['//'], block: [block], strings: [double] },
  jsonl: { strings: [double] },
  json5: plain,
  jsonnet: { ...hash, strings: [{ open: '|||', multiline: true }, double, single] },
  css: { block: [block], strings: [double, single], lexers: ['cssUrl'] },
  scss,
  less: scss,
  sass: { ...scss, line: [{ open: '//', indented: true }] },
  stylus: scss,
  proto3: plain,
  thrift: hash,
  flatbuffers: plain,
  solidity: plain,
  move: plain,
  cairo: plain,
  bicep: { line: ['//'], block: [block], strings: [{ open: "'''", multiline: true }, single] },
  prisma: plain,
  cue: {
    line: ['//'],
    strings: [
      { ...long, interpolation: slashParen },
      { ...double, interpolation: slashParen },
    ],
  },
  rescript: { ...plain, strings: [double, { open: '`', escape: '\\', multiline: true }], lexers: ['charQuote'] },
  ballerina: { line: ['//', { open: '#', at: 'line' }], strings: [double, { ...raw, interpolation: dollarBrace }] },
  pony: { line: ['//'], block: [nested], strings: [{ open: '"""', multiline: true }, double], lexers: ['charQuote'] },
  systemverilog: { line: ['//'], block: [block], strings: [double] },
  verilog: { line: ['//'], block: [block], strings: [double] },
  squirrel: hash,
  pawn: plain,
  gdshader: plain,
  lark: { line: ['//'], strings: [double] },
  asl: plain,
  phpCode: {
    line: ['//', { open: '#', unless: '[' }],
    block: [block],
    strings: [
      { ...double, multiline: true },
      { ...single, multiline: true },
    ],
    lexers: ['heredoc'],
  },
  hack: { ...hash, lexers: ['heredoc'] },
  hcl: {
    line: ['//', '#'],
    block: [block],
    strings: [{ ...double, interpolation: dollarBrace }],
    lexers: ['heredoc'],
  },
  terraform: {
    line: ['//', '#'],
    block: [block],
    strings: [{ ...double, interpolation: dollarBrace }],
    lexers: ['heredoc'],
  },
  nix: {
    line: ['#'],
    block: [block],
    strings: [
      { open: "''", escape: '$', multiline: true, interpolation: dollarBrace },
      { ...double, multiline: true, interpolation: dollarBrace },
    ],
  },
};
