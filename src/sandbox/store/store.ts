import { existsSync, readFileSync, renameSync, statSync, type Stats } from 'node:fs';
import { mkdir, open, rename, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { isJsonObject } from '../core/fields';
import type { State } from './model';
import { seedState } from './seed';

/** Milliseconds between a change and its writing, at least. */
const writeDelayMs = 150;
/** Writing may take this part of the time: a large state is written less often. */
const writeShare = 0.1;

const collections = ['tasks', 'tasklists', 'subscriptions', 'comments', 'grants'] as const;
const rows = ['users', 'departments', 'chats', 'tokens', 'refreshTokens', 'codes', 'devices', 'clientTokens'] as const;

/**
 * The sandbox's memory, with an optional file behind it. Changes are written a moment later, whole, to a file beside the
 * real one that then takes its place, so a crash leaves the old state or the new one and never half of it.
 */
export class Store {
  private timer: NodeJS.Timeout | undefined;
  private writing: Promise<void> = Promise.resolve();
  private dirty = false;
  private lastWriteMs = 0;
  /** The file as this store read or wrote it last; undefined while there is none. */
  private seen: string | undefined;
  private isForeign = false;

  private constructor(
    readonly state: State,
    private readonly file: string | undefined,
    private readonly report: (message: string) => void,
  ) {
    for (const name of collections) {
      // Keys come from requests: `__proto__` must find nothing.
      Object.assign(state, { [name]: Object.assign(Object.create(null) as object, state[name]) });
    }
  }

  /**
   * Reads `file`, or starts with a fresh tenant. A file that is not a sandbox state is renamed, with a message, and
   * never overwritten; a file that cannot be read at all is an error, because it may be a good one.
   */
  static load(file: string | undefined, now: number, report: (message: string) => void, extraPeople = 0): Store {
    const existing = file && existsSync(file) ? parseState(readFileSync(file, 'utf8')) : undefined;
    if (file && existing === 'corrupt') {
      const aside = freeName(`${file}.corrupt-${new Date(now).toISOString().replace(/[:.]/g, '-')}`);
      renameSync(file, aside);
      report(`The sandbox state in ${file} could not be read. It was kept as ${aside}; starting with a fresh tenant.`);
    }
    const restored = existing === undefined || existing === 'corrupt' ? undefined : existing;
    const store = new Store(restored ?? seedState(now, extraPeople), file, report);
    if (restored) {
      store.seen = fingerprint(statSync(file!));
    } else {
      store.changed();
    }
    return store;
  }

  /** The next number of the row that orders records. */
  nextSeq(): number {
    this.state.seq += 1;
    return this.state.seq;
  }

  /** Call after every change to `state`. */
  changed(): void {
    this.dirty = true;
    if (this.file && !this.timer) {
      this.timer = setTimeout(
        () => {
          this.timer = undefined;
          void this.flush();
        },
        Math.max(writeDelayMs, this.lastWriteMs / writeShare),
      );
      this.timer.unref();
    }
  }

  /** Resolves when everything changed so far is on disk. A failing disk is reported, not thrown: the sandbox goes on. */
  async flush(): Promise<void> {
    clearTimeout(this.timer);
    this.timer = undefined;
    this.writing = this.writing.then(() => this.write());
    await this.writing;
  }

  private async write(): Promise<void> {
    if (!this.file || !this.dirty || this.isForeign) {
      return;
    }
    this.dirty = false;
    const began = performance.now();
    try {
      if (await this.wasChangedByOthers(this.file)) {
        this.isForeign = true;
        this.report(
          `${this.file} was changed by another program, such as a second sandbox. It is left alone; ` +
            `what happens in this sandbox from now on is not kept.`,
        );
        return;
      }
      await replaceFile(this.file, JSON.stringify(this.state));
      this.seen = fingerprint(await stat(this.file));
    } catch (error) {
      this.dirty = true;
      this.report(`The sandbox state could not be written to ${this.file}: ${(error as Error).message}`);
    }
    this.lastWriteMs = performance.now() - began;
  }

  /** A file that is gone may be written again; one that is not ours may not. */
  private async wasChangedByOthers(file: string): Promise<boolean> {
    try {
      return fingerprint(await stat(file)) !== this.seen;
    } catch (error) {
      if (['ENOENT', 'ENOTDIR'].includes((error as NodeJS.ErrnoException).code ?? '')) {
        return false;
      }
      throw error;
    }
  }
}

function fingerprint(stats: Stats): string {
  return `${stats.ino} ${stats.size} ${stats.mtimeMs}`;
}

/** Writes beside the file, makes sure it is on disk, then puts it in the file's place. */
async function replaceFile(file: string, text: string): Promise<void> {
  await mkdir(dirname(file), { recursive: true });
  const beside = `${file}.${process.pid}.tmp`;
  const handle = await open(beside, 'w', 0o600);
  try {
    await handle.writeFile(text);
    await handle.sync();
  } finally {
    await handle.close();
  }
  await rename(beside, file);
}

function parseState(text: string): State | 'corrupt' {
  try {
    const value: unknown = JSON.parse(text);
    const good =
      isJsonObject(value) &&
      value['version'] === 1 &&
      typeof value['seq'] === 'number' &&
      isJsonObject(value['app']) &&
      collections.every((name) => isJsonObject(value[name]) && Object.values(value[name]).every(isJsonObject)) &&
      rows.every((name) => Array.isArray(value[name]) && value[name].every(isJsonObject));
    return good ? (value as unknown as State) : 'corrupt';
  } catch {
    return 'corrupt';
  }
}

function freeName(wanted: string): string {
  let name = wanted;
  for (let count = 2; existsSync(name); count += 1) {
    name = `${wanted}-${count}`;
  }
  return name;
}
