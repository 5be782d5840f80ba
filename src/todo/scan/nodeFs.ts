import { readFile, readdir, stat } from 'node:fs/promises';
import path from 'node:path';
import type { ScanFs } from './types';

/** The local disk as a `ScanFs`. */
export const nodeFs: ScanFs = {
  async readDirectory(folder) {
    const entries = await readdir(folder, { withFileTypes: true });
    return entries.map((entry) => {
      return [entry.name, entry.isFile() ? 'file' : entry.isDirectory() ? 'directory' : 'other'] as const;
    });
  },
  async readFile(file, limit) {
    const { size } = await stat(file);
    return size > limit ? undefined : await readFile(file);
  },
  join: (folder, name) => path.join(folder, name),
};
