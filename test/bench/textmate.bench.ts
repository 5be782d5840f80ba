// Compares our comments with those of VS Code's own TextMate grammars at every TODO and FIXME, in any case, of a seeded
// sample of files: npm run bench -- textmate
// BENCH_TREES=NAME=FOLDER,... names the trees; BENCH_FILES sets the files from each (default 60). The grammars are those
// of the VS Code that `npm start` installs below .vscode-test.
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { OnigScanner, OnigString, loadWASM } from 'vscode-oniguruma';
import { INITIAL, Registry, parseRawGrammar } from 'vscode-textmate';
import type { IGrammar, StateStack } from 'vscode-textmate';
import { LanguageTable, scanComments } from '../../src/todo/comments';
import { languageOfPath } from '../../src/todo/languages/registry';
import { TagFinder } from '../../src/todo/tags';

const require = createRequire(import.meta.url);
const { rgPath } = require('@vscode/ripgrep') as { rgPath: string };
const project = fileURLToPath(new URL('../../', import.meta.url));
const trees = (process.env['BENCH_TREES'] ?? `project=${project}src`).split(',').map((tree) => tree.split('='));
const perTree = Number(process.env['BENCH_FILES'] ?? 60);
/** TextMate reads half a megabyte a second. */
const MAX_FILE = 60_000;

interface Contribution {
  languages?: { id: string }[];
  grammars?: { language?: string; scopeName: string; path: string; injectTo?: string[] }[];
}

function extensionsFolder(): string {
  const base = path.join(project, '.vscode-test');
  const versions = readdirSync(base)
    .filter((name) => name.startsWith('web-'))
    .sort();
  const folders = versions.map((name) => path.join(base, name, 'node_modules/code-server/lib/vscode/extensions'));
  return folders.filter((folder) => existsSync(folder)).at(-1)!;
}

/** Grammars of VS Code's built-in extensions, by language id. */
async function grammars(): Promise<(languageId: string) => Promise<IGrammar | null>> {
  const folder = extensionsFolder();
  const files = new Map<string, string>();
  const scopes = new Map<string, string>();
  const injections = new Map<string, string[]>();
  for (const name of readdirSync(folder)) {
    const manifest = path.join(folder, name, 'package.json');
    if (!existsSync(manifest)) continue;
    const { contributes } = JSON.parse(readFileSync(manifest, 'utf8')) as { contributes?: Contribution };
    for (const grammar of contributes?.grammars ?? []) {
      files.set(grammar.scopeName, path.join(folder, name, grammar.path));
      if (grammar.language !== undefined) scopes.set(grammar.language, grammar.scopeName);
      for (const target of grammar.injectTo ?? [])
        injections.set(target, [...(injections.get(target) ?? []), grammar.scopeName]);
    }
  }
  const wasm = readFileSync(require.resolve('vscode-oniguruma/release/onig.wasm'));
  await loadWASM(wasm.buffer.slice(wasm.byteOffset, wasm.byteOffset + wasm.byteLength));
  const registry = new Registry({
    onigLib: Promise.resolve({
      createOnigScanner: (patterns) => new OnigScanner(patterns),
      createOnigString: (text) => new OnigString(text),
    }),
    loadGrammar: (scope) => {
      const file = files.get(scope);
      return Promise.resolve(file === undefined ? null : parseRawGrammar(readFileSync(file, 'utf8'), file));
    },
    getInjections: (scope) => injections.get(scope) ?? [],
  });
  return (languageId) => {
    const scope = scopes.get(languageId);
    return scope === undefined ? Promise.resolve(null) : registry.loadGrammar(scope);
  };
}

/** Is the text at a place on a line in a comment, going by its scopes? Documentation strings count as comments. */
function isComment(scopes: readonly string[]): boolean {
  return scopes.some((scope) => scope.startsWith('comment') || scope.startsWith('string.quoted.docstring'));
}

function byTextMate(grammar: IGrammar, text: string, offsets: readonly number[]): boolean[] {
  let state: StateStack = INITIAL;
  let start = 0;
  let next = 0;
  const verdicts: boolean[] = [];
  for (const line of text.split('\n')) {
    const { tokens, ruleStack } = grammar.tokenizeLine(line, state);
    state = ruleStack;
    for (; next < offsets.length && offsets[next]! <= start + line.length; next++) {
      const column = offsets[next]! - start;
      const token = tokens.find((candidate) => candidate.startIndex <= column && column < candidate.endIndex);
      verdicts.push(token !== undefined && isComment(token.scopes));
    }
    start += line.length + 1;
  }
  return verdicts;
}

/** A generator of numbers below `limit` that is the same everywhere. */
function generator(seed: number): (limit: number) => number {
  let state = seed;
  return (limit) => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
    return (state >>> 8) % limit;
  };
}

function sampleFiles(root: string): string[] {
  const args = [
    '-l',
    '-i',
    '-w',
    '--no-config',
    '--sort',
    'path',
    '--max-filesize',
    String(MAX_FILE),
    '-e',
    'todo|fixme',
    '.',
  ];
  const all = execFileSync(rgPath, args, { cwd: root, encoding: 'utf8', maxBuffer: 1 << 28 })
    .trim()
    .split('\n');
  const random = generator(20_261_122);
  const chosen: string[] = [];
  while (chosen.length < perTree && all.length > 0) chosen.push(all.splice(random(all.length), 1)[0]!);
  return chosen;
}

async function main(): Promise<void> {
  const grammarOf = await grammars();
  const tags = new TagFinder();
  const table = new LanguageTable();
  let agreed = 0;
  let all = 0;
  for (const [tree, root] of trees) {
    const counts = { hits: 0, differ: 0, files: 0 };
    for (const file of sampleFiles(root!)) {
      const languageId = languageOfPath(file);
      const grammar = await grammarOf(languageId);
      if (grammar === null) continue;
      const text = readFileSync(path.join(root!, file), 'utf8');
      const offsets = tags.find(text, 0, text.length).map((hit) => hit.at);
      const { spans } = scanComments(text, languageId, table);
      const theirs = byTextMate(grammar, text, offsets);
      counts.files++;
      offsets.forEach((offset, index) => {
        const span = spans.firstEndingAfter(offset);
        const mine = span < spans.length && spans.start(span) <= offset;
        counts.hits++;
        if (mine === theirs[index]) return;
        counts.differ++;
        const line = text.slice(0, offset).split('\n').length;
        const shown = text.split('\n')[line - 1]!.trim().slice(0, 110);
        console.log(`  ${mine ? 'only we' : 'only TextMate'}: ${tree}/${file}:${line} ${shown}`);
      });
    }
    console.log(`${tree}: ${counts.files} files, ${counts.hits} hits, ${counts.differ} differ`);
    all += counts.hits;
    agreed += counts.hits - counts.differ;
  }
  console.log(`${agreed} of ${all} hits agree: ${((100 * agreed) / all).toFixed(2)} %`);
}

void main();
