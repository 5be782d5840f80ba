import { isAscii } from 'node:buffer';
import { languageByPath } from '../languages/paths';
import { TodoReader } from '../find';
import type { Hits } from '../find';
import { readNotebook } from '../notebook';
import type { RangedText, Todo } from '../types';
import { HEAD, decode, hasGeneratedName, isUtf16, kindOf } from './content';
import { DEFAULT_MAX_FILE_SIZE } from './types';
import type { FileTodos, ScanOptions, ScanProgress } from './types';

/** Turns files into todos, in the same way however the files were found. */
export class FileReader {
  readonly reader: TodoReader;
  readonly maxFileSize: number;
  readonly progress: ScanProgress = {
    files: 0,
    todos: 0,
    skipped: { large: 0, binary: 0, generated: 0, unreadable: 0 },
  };
  private readonly generated: boolean;
  private readonly languageOf: (path: string) => string;
  private readonly encoding: string;
  private readonly scratch = Buffer.allocUnsafe(16 * 1024);

  constructor(options: ScanOptions) {
    this.reader = new TodoReader(options);
    this.maxFileSize = options.maxFileSize ?? DEFAULT_MAX_FILE_SIZE;
    this.generated = options.generated ?? false;
    this.languageOf = languageByPath(options);
    this.encoding = options.encoding ?? 'utf-8';
  }

  /** Is this file left out for its name alone? */
  skipsName(name: string): boolean {
    return !this.generated && hasGeneratedName(name);
  }

  /**
   * The todos in a file's bytes; `undefined` if it has none or is left out.
   * @param bytes the file, or its beginning
   * @param hits where things stand that look like a tag, in bytes, if known
   * @returns `'more'` if the beginning is not enough
   */
  read(path: string, bytes: Buffer, whole: boolean, hits?: Hits): FileTodos | 'more' | undefined {
    const head = bytes.subarray(0, HEAD);
    const kind = kindOf(head);
    if (kind === 'binary' || (kind === 'generated' && !this.generated)) {
      this.progress.skipped[kind]++;
      return undefined;
    }
    const notebook = path.endsWith('.ipynb');
    // Only in ASCII is an offset in bytes one in the text, and a line for ripgrep one for an editor if no CR ends it.
    const usable = !notebook && hits !== undefined && isAscii(bytes) && !bytes.includes(13);
    if (!whole && !usable) return 'more';
    const found = this.todosIn(path, bytes, whole, usable ? hits : undefined);
    if (found === 'more') return 'more';
    this.progress.files++;
    if (found.length === 0) return undefined;
    this.progress.todos += found.length;
    return { path, todos: found.map((todo) => this.detach(todo)) };
  }

  private todosIn(path: string, bytes: Buffer, whole: boolean, hits: Hits | undefined): Todo[] | 'more' {
    const text = decode(bytes, this.encoding);
    if (path.endsWith('.ipynb')) return readNotebook(text, this.reader);
    const languageId = this.languageOf(path);
    return hits === undefined ? this.reader.read(text, languageId) : this.reader.readAt(text, languageId, hits, whole);
  }

  /** Does a file hold anything like a tag? Spares it the decoding. */
  mayHold(bytes: Buffer): boolean {
    return isUtf16(bytes) || this.reader.tags.mayStand(bytes);
  }

  /** Copies the strings of a todo: slices would keep the whole file's text in memory. */
  private detach(todo: Todo): Todo {
    const ranged = <T extends RangedText>(item: T): T => ({ ...item, text: this.copy(item.text) });
    const { options, referenceList, comment } = todo;
    todo.title = this.copy(todo.title);
    todo.description = this.copy(todo.description);
    todo.references = todo.references.map((text) => this.copy(text));
    if (todo.taskId !== undefined) todo.taskId = this.copy(todo.taskId);
    if (todo.link !== undefined) todo.link.taskId = todo.taskId!;
    if (referenceList !== undefined) referenceList.items = referenceList.items.map(ranged);
    if (options.assignees !== undefined) options.assignees = options.assignees.map(ranged);
    if (options.followers !== undefined) options.followers = options.followers.map(ranged);
    if (options.due !== undefined) options.due = ranged(options.due);
    if (options.repeat !== undefined) options.repeat = ranged(options.repeat);
    comment.open = this.copy(comment.open);
    return todo;
  }

  private copy(text: string): string {
    // Strings shorter than this are never slices.
    if (text.length < 13) return text;
    const bytes = text.length * 2;
    if (bytes > this.scratch.length) return Buffer.from(text, 'utf16le').toString('utf16le');
    if (/^[\0-\x7f]*$/.test(text)) return this.scratch.toString('latin1', 0, this.scratch.write(text, 'latin1'));
    return this.scratch.toString('utf16le', 0, this.scratch.write(text, 'utf16le'));
  }
}
