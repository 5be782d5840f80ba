import path from 'node:path';
import { IGNORE_FILES, excluder } from './ignoreFiles';
import { FileReader } from './reader';
import { runRipgrep } from './ripgrep';
import type { Candidate } from './ripgrep';
import { DEFAULT_EXCLUDES, DEFAULT_MAX_FILE_SIZE, DEFAULT_SLICE } from './types';
import type { FileTodos, ScanBatch, ScanFs, ScanOptions } from './types';
import { DiskReader, absolutePath, walkDisk, walkFs } from './walker';

/** Bytes read behind the last thing that looks like a tag: most comments end within them. */
const MARGIN = 4096;
const LEAST_READ = 16 * 1024;
/** Files asked for at once from a file system that is not the local disk. */
const PARALLEL_READS = 16;

/**
 * Collects results and says when it is time to hand them over and let the event loop turn.
 */
class Batcher {
  private files: FileTodos[] = [];
  private started = performance.now();

  constructor(
    private readonly reader: FileReader,
    private readonly slice: number,
  ) {}

  add(file: FileTodos | undefined): void {
    if (file !== undefined) this.files.push(file);
  }

  get due(): boolean {
    return performance.now() - this.started >= this.slice;
  }

  /** Gives the event loop a turn. */
  async pause(): Promise<void> {
    await new Promise<void>((resolve) => setImmediate(resolve));
    this.started = performance.now();
  }

  take(done = false): ScanBatch {
    const { files } = this;
    this.files = [];
    const { progress } = this.reader;
    return { files, progress: { ...progress, skipped: { ...progress.skipped } }, done };
  }
}

/**
 * Finds the todos of a folder on the local disk. With ripgrep or without, the result is the same.
 * Ends early, without the batch that has `done`, when the signal is aborted.
 * @param ripgrep path of a ripgrep to use; if it cannot be run, the folder is walked
 */
export async function* scanFolder(
  root: string,
  options: ScanOptions = {},
  ripgrep?: string,
): AsyncGenerator<ScanBatch> {
  const wanted = new FileReader(options);
  // Ripgrep takes an empty pattern for one that stands everywhere.
  if (wanted.reader.tags.tags.length === 0) return yield new Batcher(wanted, 0).take(true);
  if (ripgrep !== undefined) {
    try {
      yield* scanWithRipgrep(root, options, ripgrep);
      return;
    } catch (error) {
      if (!(error instanceof RipgrepFailure)) throw error;
    }
  }
  yield* scanDisk(root, options);
}

/** Ripgrep failed before it named a file. */
class RipgrepFailure extends Error {}

async function* candidates(command: string, root: string, options: ScanOptions): AsyncGenerator<Candidate[]> {
  let named = false;
  try {
    const query = {
      root,
      tags: new FileReader(options).reader.tags.tags,
      ignoreCase: options.ignoreCase ?? true,
      exclude: options.exclude ?? DEFAULT_EXCLUDES,
      ignoreFiles: options.ignoreFiles ?? true,
      maxFileSize: options.maxFileSize ?? DEFAULT_MAX_FILE_SIZE,
      signal: options.signal,
    };
    for await (const list of runRipgrep(command, query)) {
      named ||= list.length > 0;
      yield list;
    }
  } catch (error) {
    if (named) throw error;
    throw new RipgrepFailure('ripgrep failed', { cause: error });
  }
}

async function* scanWithRipgrep(root: string, options: ScanOptions, command: string): AsyncGenerator<ScanBatch> {
  const reader = new FileReader(options);
  const disk = new DiskReader(reader.maxFileSize);
  const batcher = new Batcher(reader, options.slice ?? DEFAULT_SLICE);
  const isExcluded = excluder(options.exclude ?? DEFAULT_EXCLUDES);
  for await (const list of candidates(command, root, options)) {
    for (const candidate of list) {
      if (options.signal?.aborted === true) return;
      if (!isExcluded(candidate.path)) batcher.add(readCandidate(root, candidate, reader, disk));
      if (!batcher.due) continue;
      yield batcher.take();
      await batcher.pause();
    }
    if (options.signal?.aborted === true) return;
    yield batcher.take();
  }
  yield batcher.take(true);
}

function readCandidate(
  root: string,
  candidate: Candidate,
  reader: FileReader,
  disk: DiskReader,
): FileTodos | undefined {
  if (reader.skipsName(candidate.path)) return skip(reader, 'generated');
  const file = path.join(root, candidate.path);
  const wanted = Math.max(LEAST_READ, (candidate.offsets.at(-1) ?? 0) + MARGIN);
  const beginning = disk.read(file, wanted);
  if (typeof beginning === 'string') return skip(reader, beginning);
  const whole = beginning.length < wanted;
  const found = reader.read(candidate.path, beginning, whole, candidate);
  return found === 'more' ? readFile(root, candidate.path, reader, disk) : found;
}

function skip(reader: FileReader, reason: 'large' | 'generated' | 'unreadable'): undefined {
  reader.progress.skipped[reason]++;
  return undefined;
}

/** Reads one file of the local disk. */
function readFile(root: string, relative: string, reader: FileReader, disk: DiskReader): FileTodos | undefined {
  const bytes = disk.read(path.join(root, relative));
  if (typeof bytes === 'string') return skip(reader, bytes);
  return readBytes(relative, bytes, reader);
}

function readBytes(relative: string, bytes: Buffer, reader: FileReader): FileTodos | undefined {
  if (!reader.mayHold(bytes)) return undefined;
  if (reader.skipsName(relative)) return skip(reader, 'generated');
  const found = reader.read(relative, bytes, true);
  return found === 'more' ? undefined : found;
}

async function* scanDisk(root: string, options: ScanOptions): AsyncGenerator<ScanBatch> {
  const reader = new FileReader(options);
  const disk = new DiskReader(reader.maxFileSize);
  const batcher = new Batcher(reader, options.slice ?? DEFAULT_SLICE);
  for (const files of walkDisk(root, walkRules(options))) {
    for (const file of files) {
      if (options.signal?.aborted === true) return;
      batcher.add(readFile(root, file, reader, disk));
      if (!batcher.due) continue;
      yield batcher.take();
      await batcher.pause();
    }
  }
  yield batcher.take(true);
}

function walkRules(options: ScanOptions): { ignoreFiles: boolean; isExcluded: (path: string) => boolean } {
  return {
    ignoreFiles: options.ignoreFiles ?? true,
    isExcluded: excluder(options.exclude ?? DEFAULT_EXCLUDES),
  };
}

/** Finds the todos of a folder of any file system. Ends early when the signal is aborted. */
export async function* scanFs(fs: ScanFs, root: string, options: ScanOptions = {}): AsyncGenerator<ScanBatch> {
  const reader = new FileReader(options);
  const batcher = new Batcher(reader, options.slice ?? DEFAULT_SLICE);
  for await (const files of walkFs(fs, root, walkRules(options))) {
    for (let at = 0; at < files.length; at += PARALLEL_READS) {
      const names = files.slice(at, at + PARALLEL_READS);
      const contents = await Promise.all(names.map((name) => contentOf(fs, root, name, reader)));
      for (const [index, bytes] of contents.entries()) {
        if (options.signal?.aborted === true) return;
        if (bytes !== undefined) batcher.add(readBytes(names[index]!, bytes, reader));
        if (!batcher.due) continue;
        yield batcher.take();
        await batcher.pause();
      }
    }
  }
  if (options.signal?.aborted !== true) yield batcher.take(true);
}

async function contentOf(fs: ScanFs, root: string, relative: string, reader: FileReader): Promise<Buffer | undefined> {
  try {
    const bytes = await fs.readFile(absolutePath(fs, root, relative), reader.maxFileSize);
    if (bytes === undefined) return skip(reader, 'large');
    return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  } catch {
    return skip(reader, 'unreadable');
  }
}

/**
 * The rules of a scan for single files, so that what a file watcher reports passes the same filter as a scan.
 */
export class FileScanner {
  private readonly options: ScanOptions;

  constructor(
    private readonly fs: ScanFs,
    private readonly root: string,
    options: ScanOptions = {},
  ) {
    this.options = options;
  }

  /** The todos of one file; none if a scan would leave it out or it is gone. @param relative with slashes */
  async read(relative: string): Promise<FileTodos> {
    const none = { path: relative, todos: [] };
    if (!(await this.includes(relative))) return none;
    const reader = new FileReader(this.options);
    const bytes = await contentOf(this.fs, this.root, relative, reader);
    return (bytes && readBytes(relative, bytes, reader)) ?? none;
  }

  /** Would a scan look at this file, going by its path? Follows the path from the root, as a scan does. */
  async includes(relative: string): Promise<boolean> {
    const parts = relative.split('/');
    const rules = walkRules(this.options);
    let depth = 0;
    for await (const files of walkFs(this.onlyPath(parts), this.root, rules)) {
      if (++depth === parts.length) return files.includes(relative);
    }
    return false;
  }

  /** The file system with nothing in it but the way to one file, and the ignore files beside it. */
  private onlyPath(parts: readonly string[]): ScanFs {
    let depth = 0;
    return {
      readFile: (file, limit) => this.fs.readFile(file, limit),
      join: (folder, name) => this.fs.join(folder, name),
      readDirectory: async (folder) => {
        const next = parts[depth++];
        const entries = await this.fs.readDirectory(folder);
        return entries.filter(([name]) => name === next || IGNORE_FILES.includes(name));
      },
    };
  }
}
