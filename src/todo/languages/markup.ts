import type { BlockComment, LexerName, Region, Syntax } from './types';

/** Markup and templates, which hold other languages. */

const comment: BlockComment = { open: '<!--', close: '-->' };
const tags: LexerName[] = ['html'];
const cdata = [{ open: '<![CDATA[', close: ']]>', multiline: true }];
const braceHash: BlockComment = { open: '{#', close: '#}' };
const jsxComment: BlockComment = { open: '{/*', close: '*/}' };
const handlebars: BlockComment[] = [
  { open: '{{!--', close: '--}}' },
  { open: '{{~!--', close: '--}}' },
  { open: '{{!', close: '}}' },
];
const goTemplate: BlockComment[] = [
  { open: '{{/*', close: '*/}}' },
  { open: '{{- /*', close: '*/ -}}' },
];

function template(blocks: readonly BlockComment[], regions: readonly Region[] = []): Syntax {
  return { block: [comment, ...blocks], lexers: tags, regions };
}

const twig = template([braceHash, { open: '{% comment %}', close: '{% endcomment %}' }]);
const xml: Syntax = { block: [comment], strings: cdata };
const php = template(
  [],
  ['<?php', '<?='].map((open) => ({ open, close: '?>', language: 'phpCode' })),
);
const erb = (language: string): Syntax =>
  template(
    [
      { open: '<%#', close: '%>' },
      { open: '<%--', close: '--%>' },
    ],
    [{ open: '<%', close: '%>', language }],
  );
const frontMatter = (language: string): Region => ({ open: '---\n', close: '\n---', language, first: true });
const markdown: Syntax = {
  line: [
    { open: '[//]: #', at: 'line' },
    { open: '[comment]: #', at: 'line' },
  ],
  block: [comment],
  regions: [frontMatter('yaml')],
  lexers: ['markdown'],
};

export const markupLanguages: Record<string, Syntax> = {
  html: template([]),
  xhtml: template([]),
  'django-html': twig,
  'jinja-html': twig,
  jinja: twig,
  nunjucks: twig,
  twig,
  liquid: template([
    { open: '{% comment %}', close: '{% endcomment %}' },
    { open: '{%- comment -%}', close: '{%- endcomment -%}' },
  ]),
  handlebars: template(handlebars),
  mustache: template(handlebars),
  gotmpl: template(goTemplate),
  vue: template([]),
  svelte: template([]),
  astro: template([jsxComment], [frontMatter('typescript')]),
  angular: template([]),
  php,
  blade: template(
    [{ open: '{{--', close: '--}}' }],
    [
      { open: '<?php', close: '?>', language: 'phpCode' },
      { open: '@php', close: '@endphp', language: 'phpCode' },
    ],
  ),
  smarty: template([{ open: '{*', close: '*}' }]),
  erb: erb('ruby'),
  ejs: erb('javascript'),
  eex: erb('elixir'),
  jsp: erb('java'),
  aspx: erb('csharp'),
  razor: template([{ open: '@*', close: '*@' }]),
  aspnetcorerazor: template([{ open: '@*', close: '*@' }]),
  ftl: template([{ open: '<#--', close: '-->' }]),
  velocity: { line: ['##'], block: [['#*', '*#'], comment], lexers: tags },
  mako: { line: [{ open: '##', at: 'line' }], block: [comment], lexers: tags },
  coldfusion: { block: [{ open: '<!---', close: '--->', nest: true }, comment], lexers: tags },
  xml,
  xsl: xml,
  xaml: xml,
  svg: template([]),
  markdown,
  mdx: { ...markdown, block: [comment, jsxComment] },
  quarto: markdown,
  restructuredtext: { lexers: ['rstComment'] },
  asciidoc: {
    line: [{ open: '//', at: 'start', unless: '/' }],
    block: [{ open: '////', close: '////', at: 'start', closeAt: 'start' }],
  },
  org: { line: [{ open: '#', at: 'line', before: ' \t' }] },
  typst: { line: ['//'], block: [{ open: '/*', close: '*/', nest: true }], strings: [{ open: '"', escape: '\\' }] },
  jade: { line: [{ open: '//', at: 'line', indented: true }] },
  haml: {
    line: [
      { open: '-#', at: 'line', indented: true },
      { open: '/', at: 'line', indented: true },
    ],
  },
  slim: { line: [{ open: '/', at: 'line', indented: true }] },
  textile: { line: [{ open: '###.', at: 'start' }], block: [comment] },
  dtd: xml,
};
