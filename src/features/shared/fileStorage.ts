import { createHash } from 'node:crypto';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { TextStorage } from '../../tasks';

/** Texts by key, one file each, in the extension's global storage. A write is whole or not at all. */
export class FileStorage implements TextStorage {
  constructor(private readonly folder: string) {}

  async read(key: string): Promise<string | undefined> {
    try {
      return await readFile(this.file(key), 'utf8');
    } catch {
      return undefined;
    }
  }

  async write(key: string, text: string): Promise<void> {
    await mkdir(this.folder, { recursive: true });
    const beside = `${this.file(key)}.${process.pid}`;
    await writeFile(beside, text, { mode: 0o600 });
    await rename(beside, this.file(key));
  }

  private file(key: string): string {
    return join(this.folder, `${createHash('sha256').update(key).digest('hex').slice(0, 32)}.json`);
  }
}
