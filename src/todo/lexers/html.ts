import type { Run } from '../run';

/** `type` and `lang` values of scripts and styles, as language ids. Unknown ones are read as markup or skipped. */
const embedded: Record<string, string> = {
  ts: 'typescript',
  tsx: 'typescriptreact',
  typescript: 'typescript',
  'text/typescript': 'typescript',
  js: 'javascript',
  jsx: 'javascriptreact',
  javascript: 'javascript',
  module: 'javascript',
  babel: 'javascriptreact',
  'text/babel': 'javascriptreact',
  'text/jsx': 'javascriptreact',
  'text/javascript': 'javascript',
  'application/javascript': 'javascript',
  'application/ecmascript': 'javascript',
  importmap: 'jsonc',
  'application/json': 'jsonc',
  'application/ld+json': 'jsonc',
  coffee: 'coffeescript',
  'text/coffeescript': 'coffeescript',
  scss: 'scss',
  sass: 'sass',
  less: 'less',
  stylus: 'stylus',
  postcss: 'scss',
  'text/css': 'css',
  css: 'css',
  pug: 'jade',
  jade: 'jade',
};

/** Longest tag that is read; a hostile file must not make every `<` look to its end. */
const MAX_TAG = 20_000;

/** A tag of HTML and its kin: quoted attributes are strings; scripts and styles are other languages. */
export function html(run: Run, at: number): number {
  const name = /^<([A-Za-z][\w:-]{0,60})/.exec(run.text.slice(at, at + 64))?.[1];
  if (name === undefined) return -1;
  const close = tagEnd(run, at + 1 + name.length);
  if (close < 0) return at + 1 + name.length;
  const tag = run.text.slice(at, close);
  const language = contentLanguage(name.toLowerCase(), tag, run.syntax.id);
  if (language === undefined || tag.endsWith('/>')) return run.syntax.mixed ? at + 1 + name.length : close;
  const end = contentEnd(run, close, name.toLowerCase());
  return run.embed(language, close, end);
}

function tagEnd(run: Run, from: number): number {
  const { text } = run;
  const limit = Math.min(run.end, from + MAX_TAG);
  for (let at = from; at < limit; at++) {
    const char = text.charAt(at);
    if (char === '>') return at + 1;
    if (char === '<') return -1;
    if (char === '"' || char === "'") {
      const close = run.scanner.find(char, at + 1);
      if (close < limit) at = close;
    }
  }
  run.scanner.vain.push({ start: from, end: limit });
  return -1;
}

function contentLanguage(name: string, tag: string, host: string): string | undefined {
  const attribute = /\s(?:lang|type)\s*=\s*["']?([\w/+.-]+)/i.exec(tag)?.[1]?.toLowerCase();
  if (name === 'script') {
    if (attribute === undefined) return host === 'astro' ? 'typescript' : 'javascript';
    return embedded[attribute] ?? 'html';
  }
  if (name === 'style') return embedded[attribute ?? 'css'] ?? 'css';
  if (name === 'template' && host === 'vue' && attribute !== undefined) return embedded[attribute];
  return undefined;
}

function contentEnd(run: Run, from: number, name: string): number {
  let at = run.scanner.find('</', from);
  while (at < run.end && run.text.slice(at + 2, at + 2 + name.length).toLowerCase() !== name) {
    at = run.scanner.find('</', at + 2);
  }
  return Math.min(at, run.end);
}
