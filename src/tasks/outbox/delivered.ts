import { randomUUID } from 'node:crypto';
import { mkdir, readdir, readFile, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { move, writeDurably } from './disk';

/** After a day every window has seen the link in the code, or the link was removed on purpose. */
const KEEP_MS = 24 * 3_600_000;

/** A creation whose link was put into the code. */
export interface Delivered {
  readonly opId: string;
  readonly taskId: string;
}

/**
 * Remembers for a day which places got their task: another window may still show the TODO without its link (an
 * unsaved editor, a file not yet read again), and a second click there must not make a second task.
 */
export class DeliveredPlaces {
  constructor(
    private readonly folder: string,
    private readonly scratch: string,
  ) {}

  async start(): Promise<void> {
    await mkdir(this.folder, { recursive: true, mode: 0o700 });
    for (const name of await readdir(this.folder)) {
      if ((await this.age(name)) > KEEP_MS) await rm(join(this.folder, name), { force: true });
    }
  }

  async remember(name: string, delivered: Delivered): Promise<void> {
    const temporary = join(this.scratch, randomUUID());
    await writeDurably(temporary, JSON.stringify(delivered));
    await move(temporary, join(this.folder, name));
  }

  async get(name: string): Promise<Delivered | undefined> {
    if ((await this.age(name)) > KEEP_MS) return undefined;
    try {
      const value = JSON.parse(await readFile(join(this.folder, name), 'utf8')) as Partial<Delivered>;
      return typeof value.opId === 'string' && typeof value.taskId === 'string' ? (value as Delivered) : undefined;
    } catch {
      return undefined;
    }
  }

  async forget(name: string): Promise<void> {
    await rm(join(this.folder, name), { force: true });
  }

  private async age(name: string): Promise<number> {
    return stat(join(this.folder, name)).then(
      (found) => Date.now() - found.mtimeMs,
      () => Infinity,
    );
  }
}
