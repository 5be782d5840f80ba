import { spawn } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import path from 'node:path';

/** Where a ripgrep may be looked for. */
export interface RipgrepPlaces {
  /** What the user's machine-scoped setting says; it wins. */
  setting?: string;
  /** VS Code's own folder, `vscode.env.appRoot`. */
  appRoot?: string;
  /** The `PATH` to search; empty to leave it out. */
  searchPath?: string;
}

/** Path of a ripgrep that can be run, or `undefined`. VS Code moves its own from time to time: all places are tried. */
export function findRipgrep({ setting, appRoot, searchPath = '' }: RipgrepPlaces): string | undefined {
  const name = process.platform === 'win32' ? 'rg.exe' : 'rg';
  const target = `${process.platform}-${process.arch}`;
  const places = setting === undefined || setting === '' ? [] : [setting];
  if (appRoot !== undefined && appRoot !== '') {
    for (const modules of ['node_modules', 'node_modules.asar.unpacked']) {
      places.push(
        path.join(appRoot, modules, '@vscode/ripgrep-universal/bin', target, name),
        path.join(appRoot, modules, '@vscode/ripgrep/bin', name),
        path.join(appRoot, modules, `@vscode/ripgrep-${target}/bin`, name),
        path.join(appRoot, modules, 'vscode-ripgrep/bin', name),
      );
    }
  }
  // An empty or relative part of PATH would run a program out of the opened folder.
  for (const folder of searchPath.split(path.delimiter))
    if (path.isAbsolute(folder)) places.push(path.join(folder, name));
  return places.find(isExecutable);
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

export interface Candidate {
  /** Relative to the root, with slashes. */
  path: string;
  /** Where things stand that look like a tag: offsets in bytes, and 0-based lines. */
  offsets: number[];
  lines: number[];
}

export interface RipgrepQuery {
  root: string;
  tags: readonly string[];
  ignoreCase: boolean;
  exclude: readonly string[];
  ignoreFiles: boolean;
  maxFileSize: number;
  signal?: AbortSignal;
}

/** The command line: a search for the tags as plain text that prints where each stands. */
export function ripgrepArguments(query: RipgrepQuery): string[] {
  const args = ['--no-config', '--no-messages', '--hidden', '--text', '--only-matching', '--byte-offset', '--null'];
  args.push('--no-heading', '--with-filename', '--line-number', '--color', 'never');
  args.push('--max-filesize', String(query.maxFileSize));
  if (process.platform === 'win32') args.push('--path-separator', '/');
  if (query.ignoreFiles)
    args.push('--no-require-git', '--no-ignore-global', '--no-ignore-exclude', '--no-ignore-parent');
  else args.push('--no-ignore');
  for (const glob of query.exclude) if (glob !== '') args.push('--glob', ripgrepGlob(glob));
  args.push('--regexp', pattern(query), '--', '.');
  return args;
}

/** VS Code's globs count from the root; ripgrep's, without a slash, in every folder. */
function ripgrepGlob(glob: string): string {
  const anchored = glob.startsWith('**/') || glob.startsWith('/') ? glob : `/${glob}`;
  return `!${anchored.replace(/\/+$/, '')}`;
}

/**
 * The tags as one pattern. Ripgrep knows more spellings of a letter than a tag has, and looking for them costs a tenth of
 * its time: where ASCII is enough it is told so.
 */
function pattern({ tags, ignoreCase }: RipgrepQuery): string {
  const escaped = tags.map((tag) => tag.replace(/[\\^$.*+?()[\]{}|#&~-]/g, '\\$&'));
  if (!ignoreCase) return escaped.join('|');
  const flags = (tag: string): string => {
    if (/^[\0-\x7f]*$/.test(tag)) return '(?i-u:';
    return tag.toLowerCase() === tag.toUpperCase() ? '(?:' : '(?i:';
  };
  return escaped.map((tag) => `${flags(tag)}${tag})`).join('|');
}

/**
 * Runs ripgrep and hands over the files it names as they come.
 * @throws {Error} if ripgrep cannot be run or fails
 */
export async function* runRipgrep(command: string, query: RipgrepQuery): AsyncGenerator<Candidate[]> {
  const child = spawn(command, ripgrepArguments(query), { cwd: query.root, stdio: ['ignore', 'pipe', 'ignore'] });
  const ended = new Promise<number | null>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => resolve(code));
  });
  ended.catch(() => undefined);
  const abort = (): void => void child.kill('SIGKILL');
  query.signal?.addEventListener('abort', abort, { once: true });
  const parser = new OutputParser();
  try {
    for await (const chunk of child.stdout) yield parser.push(chunk as Buffer);
    yield parser.end();
    const code = await ended;
    // 1: nothing found. 2: some files could not be read, which `--no-messages` keeps quiet about.
    if (query.signal?.aborted !== true && (code === null || code > 2)) throw new Error(`ripgrep ended with ${code}`);
  } finally {
    query.signal?.removeEventListener('abort', abort);
    if (child.exitCode === null) child.kill('SIGKILL');
  }
}

/** Reads `path NUL line : offset : match LF`; the matches of one file come in one piece. */
export class OutputParser {
  private rest: Buffer = Buffer.alloc(0);
  private current: Candidate | undefined;
  private currentBytes: Buffer | undefined;

  /** @returns the files that are complete */
  push(chunk: Buffer): Candidate[] {
    const data = this.rest.length === 0 ? chunk : Buffer.concat([this.rest, chunk]);
    const found: Candidate[] = [];
    let at = 0;
    for (;;) {
      const zero = data.indexOf(0, at);
      if (zero < 0) break;
      const feed = data.indexOf(10, zero);
      if (feed < 0) break;
      const colon = data.indexOf(58, zero);
      const line = decimal(data, zero + 1) - 1;
      const offset = decimal(data, colon + 1);
      if (this.currentBytes === undefined || !data.subarray(at, zero).equals(this.currentBytes)) {
        if (this.current !== undefined) found.push(this.current);
        this.currentBytes = Buffer.from(data.subarray(at, zero));
        this.current = { path: this.currentBytes.toString().replace(/^\.\//, ''), offsets: [], lines: [] };
      }
      this.current!.offsets.push(offset);
      this.current!.lines.push(line);
      at = feed + 1;
    }
    this.rest = data.subarray(at);
    return found;
  }

  /** @returns the last file */
  end(): Candidate[] {
    return this.current === undefined ? [] : [this.current];
  }
}

/** The decimal number that begins at `at`. */
function decimal(data: Buffer, at: number): number {
  let value = 0;
  for (let digit = at; data[digit]! >= 48 && data[digit]! <= 57; digit++) value = value * 10 + data[digit]! - 48;
  return value;
}
