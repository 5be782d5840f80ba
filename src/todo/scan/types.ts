import type { FindOptions, Todo } from '../types';

/** Kind of a directory entry. Symbolic links are `other`: they are not followed, so loops cannot arise. */
export type EntryType = 'file' | 'directory' | 'other';

/** What a scan needs of a file system. Paths are opaque strings made by `join` from the root that was given. */
export interface ScanFs {
  readDirectory(path: string): Promise<readonly (readonly [name: string, type: EntryType])[]>;
  /** @returns the file's bytes, or `undefined` if it is larger than `limit` bytes */
  readFile(path: string, limit: number): Promise<Uint8Array | undefined>;
  join(path: string, name: string): string;
}

/** What to scan and how. */
export interface ScanOptions extends FindOptions {
  /** Globs of files and folders to leave out, relative to the root, as in `files.exclude`. */
  exclude?: readonly string[];
  /** Obey `.gitignore`, `.ignore` and `.rgignore` files inside the root? Default true. */
  ignoreFiles?: boolean;
  /** Largest file that is read, in bytes. Default 2 MiB. */
  maxFileSize?: number;
  /** Read files that say they are generated, and minified ones? Default false. */
  generated?: boolean;
  /** Language ids by glob, as in VS Code's `files.associations`; for other files their name decides. */
  associations?: Readonly<Record<string, string>>;
  /** Encoding of files that are not UTF-8 and have no byte order mark, as `TextDecoder` knows it. Default `utf-8`. */
  encoding?: string;
  signal?: AbortSignal;
  /** Longest time that is worked at a stretch before the event loop gets its turn, in milliseconds. Default 8. */
  slice?: number;
}

/** The todos of one file. */
export interface FileTodos {
  /** Path relative to the root, with slashes. */
  path: string;
  todos: Todo[];
}

/** Counters of a running or finished scan. */
export interface ScanProgress {
  /** Files whose bytes were read by us; with ripgrep only those that have something like a tag. */
  files: number;
  todos: number;
  /** Files left out, by reason. A file with nothing like a tag is not looked at that closely and not counted. */
  skipped: { large: number; binary: number; generated: number; unreadable: number };
}

/** A stretch of results; the last one has `done`. */
export interface ScanBatch {
  files: FileTodos[];
  progress: ScanProgress;
  done: boolean;
}

export const DEFAULT_MAX_FILE_SIZE = 2 * 1024 * 1024;
export const DEFAULT_SLICE = 8;

/** Left out unless the caller says otherwise: version control and installed packages. */
export const DEFAULT_EXCLUDES: readonly string[] = [
  '**/.git',
  '**/.svn',
  '**/.hg',
  '**/.jj',
  '**/CVS',
  '**/.DS_Store',
  '**/node_modules',
  '**/bower_components',
];
