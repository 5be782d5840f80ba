import { randomUUID } from 'node:crypto';
import { mkdir, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createFolder, codeOf, exists, move, syncFolder, writeDurably } from './disk';
import { parseIntent, type Intent } from './intent';

/** An intent as found on disk. */
export interface Found {
  readonly name: string;
  /** undefined where the file is unreadable. */
  readonly intent?: Intent;
  /** Owner working on it; undefined where it is free to take. */
  readonly holder?: string;
}

const INTENT = 'intent.json';
const FREE = 'free';
const HELD = 'held.';
/** Leftovers in the scratch folder older than that belong to a process that died. */
const LEFTOVER_MS = 3_600_000;

/**
 * The outbox on disk: one folder per intent, named after the code place (`placeName`), with the intent's file and one empty token
 * file, `free` or `held.<owner>`.
 *
 * Every step that two processes must not both succeed in is one `rename`, which the file system decides: making the
 * folder (one intent per place), moving the token from `free` or from a dead owner's name to one's own (one sender per
 * intent), moving the folder away (gone once). So there is no lock that could be left behind or be broken by two at
 * once, which is what lock-file libraries with a staleness time cannot promise.
 */
export class IntentFiles {
  private readonly intents: string;
  private readonly scratch: string;
  private readonly broken: string;

  constructor(
    folder: string,
    private readonly owner: string,
  ) {
    this.intents = join(folder, 'intents');
    this.scratch = join(folder, 'scratch');
    this.broken = join(folder, 'broken');
  }

  async start(): Promise<void> {
    for (const folder of [this.intents, this.scratch]) await mkdir(folder, { recursive: true, mode: 0o700 });
    for (const name of await readdir(this.scratch)) {
      const path = join(this.scratch, name);
      const age = await stat(path).then(
        (found) => Date.now() - found.mtimeMs,
        () => 0,
      );
      if (age > LEFTOVER_MS) await rm(path, { recursive: true, force: true });
    }
  }

  /**
   * Writes a new intent, held by this process.
   * @returns false where there is already one for the place
   */
  async add(name: string, intent: Intent): Promise<boolean> {
    const added = await createFolder(this.scratch, join(this.intents, name), async (folder) => {
      await writeDurably(join(folder, INTENT), JSON.stringify(intent));
      await writeFile(join(folder, HELD + this.owner), '');
    });
    if (added) await syncFolder(this.intents);
    return added;
  }

  /** Names of all intents. */
  async names(): Promise<string[]> {
    return readdir(this.intents);
  }

  /** @returns undefined where it is gone */
  async read(name: string): Promise<Found | undefined> {
    try {
      const files = await readdir(join(this.intents, name));
      const text = await readFile(join(this.intents, name, INTENT), 'utf8');
      const held = files.find((file) => file.startsWith(HELD));
      return { name, intent: parseIntent(text), holder: held?.slice(HELD.length) };
    } catch (error) {
      if (codeOf(error) === 'ENOENT') return undefined;
      throw error;
    }
  }

  /** Changes whenever the intent's content or holder does; undefined where it is gone. */
  async stamp(name: string): Promise<string | undefined> {
    try {
      const [folder, file] = await Promise.all([
        stat(join(this.intents, name)),
        stat(join(this.intents, name, INTENT)),
      ]);
      return `${folder.mtimeMs} ${file.mtimeMs} ${file.ino}`;
    } catch (error) {
      if (codeOf(error) === 'ENOENT') return undefined;
      throw error;
    }
  }

  /**
   * Takes an intent that is free, or from an owner that is gone.
   * @returns false where somebody else was faster
   */
  async claim(name: string, from: string | undefined): Promise<boolean> {
    const folder = join(this.intents, name);
    return move(join(folder, from === undefined ? FREE : HELD + from), join(folder, HELD + this.owner));
  }

  /** Gives an intent back for anybody to take. */
  async release(name: string): Promise<void> {
    const folder = join(this.intents, name);
    await move(join(folder, HELD + this.owner), join(folder, FREE));
  }

  /** Is it (still) held by this process? False after the machine slept so long that another took over. */
  async isHeld(name: string): Promise<boolean> {
    return exists(join(this.intents, name, HELD + this.owner));
  }

  /**
   * Replaces an intent held by this process; on disk when this returns.
   * @returns false where this process does not hold it any more: nothing was written
   */
  async write(name: string, intent: Intent): Promise<boolean> {
    if (!(await this.isHeld(name))) return false;
    const temporary = join(this.scratch, randomUUID());
    await writeDurably(temporary, JSON.stringify(intent));
    const folder = join(this.intents, name);
    const written = await move(temporary, join(folder, INTENT));
    if (!written) await rm(temporary, { force: true });
    await syncFolder(folder);
    return written;
  }

  /** Removes an intent held by this process. @returns false where it was not (any more) */
  async remove(name: string): Promise<boolean> {
    if (!(await this.isHeld(name))) return false;
    const grave = join(this.scratch, randomUUID());
    if (!(await move(join(this.intents, name), grave))) return false;
    await rm(grave, { recursive: true, force: true });
    return true;
  }

  /**
   * Moves an unreadable intent out of the way, for a person to look at. Never deleted.
   * @returns where it went, or undefined where it is gone
   */
  async setAside(name: string): Promise<string | undefined> {
    await mkdir(this.broken, { recursive: true, mode: 0o700 });
    const target = join(this.broken, `${name}-${randomUUID().slice(0, 8)}`);
    return (await move(join(this.intents, name), target)) ? target : undefined;
  }
}
