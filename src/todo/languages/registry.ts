import { braceLanguages } from './braces';
import { compile } from './compile';
import type { CompiledSyntax } from './compile';
import { markupLanguages } from './markup';
import { extensionsByLanguage, fileNamesByLanguage } from './names';
import { otherLanguages } from './others';
import { scriptLanguages } from './scripts';
import type { Syntax } from './types';

/** Other ids for a language: VS Code's own and those of widespread extensions. */
const aliases: Record<string, string> = {
  'vue-html': 'html',
  'javascript-glimmer': 'javascript',
  'typescript-glimmer': 'typescript',
  dockercompose: 'yaml',
  'github-actions-workflow': 'yaml',
  'azure-pipelines': 'yaml',
  ansible: 'yaml',
  helm: 'yaml',
  perl6: 'raku',
  pug: 'jade',
  'git-commit': 'ignore',
  'git-rebase': 'ignore',
  objectivec: 'objective-c',
  'pip-requirements': 'dotenv',
  proto: 'proto3',
  protobuf: 'proto3',
  cuda: 'cuda-cpp',
  commonlisp: 'lisp',
  'emacs-lisp': 'elisp',
  'common-lisp': 'lisp',
  vimscript: 'viml',
  vim: 'viml',
  rmd: 'quarto',
  mysql: 'sql',
  postgres: 'sql',
  pgsql: 'sql',
  'mssql-sql': 'sql',
  bazel: 'starlark',
  gradle: 'groovy',
  jinja2: 'jinja-html',
  'go.mod': 'go',
  'go.work': 'go',
  'html.erb': 'erb',
  assembly: 'asm',
  arm: 'asm',
  'asm-intel-x86-generic': 'asm',
  nasm: 'asm',
  gas: 'asm',
  visualbasic: 'vb',
  vbs: 'vb',
  rst: 'restructuredtext',
  gherkin: 'feature',
  cucumber: 'feature',
  shell: 'shellscript',
  bash: 'shellscript',
  zsh: 'shellscript',
  sh: 'shellscript',
  tf: 'terraform',
  'terraform-vars': 'terraform',
  opentofu: 'terraform',
  jsx: 'javascriptreact',
  tsx: 'typescriptreact',
  snippets: 'jsonc',
};

/**
 * Files of languages we do not know: only the commonest markers, and only where they lead their line, since we
 * cannot tell strings there.
 */
const unknown: Syntax = {
  line: [
    { open: '//', at: 'line' },
    { open: '#', at: 'line' },
    { open: ';', at: 'line' },
    { open: '--', at: 'line', before: ' \t-' },
    { open: '%', at: 'line', before: ' \t%' },
  ],
  block: [
    { open: '/*', close: '*/', at: 'line' },
    { open: '<!--', close: '-->', at: 'line' },
  ],
};

export const syntaxes: ReadonlyMap<string, Syntax> = new Map(
  Object.entries({ ...braceLanguages, ...scriptLanguages, ...otherLanguages, ...markupLanguages }),
);

const compiled = new Map<string, CompiledSyntax>();
const compiledUnknown = compile('plaintext', unknown);

function canonical(languageId: string): string {
  return syntaxes.has(languageId) || !Object.hasOwn(aliases, languageId) ? languageId : aliases[languageId]!;
}

/** Do we know how this language writes comments and strings? */
export function isKnownLanguage(languageId: string): boolean {
  return syntaxes.has(canonical(languageId));
}

/** Tables of a language, or the conservative ones if we do not know it. */
export function syntaxOf(languageId: string, closer = ''): CompiledSyntax {
  const id = canonical(languageId);
  const key = closer === '' ? id : `${id} ${closer}`;
  let found = compiled.get(key);
  if (found === undefined) {
    const syntax = syntaxes.get(id);
    if (syntax === undefined) return compiledUnknown;
    found = compile(id, syntax, closer);
    compiled.set(key, found);
  }
  return found;
}

function invert(table: Record<string, string>): Map<string, string> {
  const inverted = new Map<string, string>();
  for (const [id, words] of Object.entries(table)) {
    for (const word of words.split(' ')) inverted.set(word, id);
  }
  return inverted;
}

let byExtension: Map<string, string> | undefined;
let byFileName: Map<string, string> | undefined;

/** Language id for an extension without its dot (`ts`, `d.ts`), if it is a known one. */
export function languageOfExtension(extension: string): string | undefined {
  byExtension ??= invert(extensionsByLanguage);
  return byExtension.get(extension.toLowerCase());
}

/** Language id for a path by its file name, or `plaintext`. Both slashes separate folders. */
export function languageOfPath(path: string): string {
  const name = path.slice(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1).toLowerCase();
  byFileName ??= invert(fileNamesByLanguage);
  const whole = byFileName.get(name);
  if (whole !== undefined) return whole;
  for (let dot = name.indexOf('.'); dot >= 0; dot = name.indexOf('.', dot + 1)) {
    const found = languageOfExtension(name.slice(dot + 1));
    if (found !== undefined) return found;
  }
  const stem = name.slice(0, name.indexOf('.') < 0 ? undefined : name.indexOf('.'));
  return stem === 'dockerfile' || stem === 'makefile' || stem === 'kconfig' ? stem : 'plaintext';
}
