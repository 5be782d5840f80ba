import { randomUUID } from 'node:crypto';
import { access, mkdir, open, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';

/** Windows refuses to move what a virus scanner or another process has open; that passes within moments. */
const BUSY = new Set(process.platform === 'win32' ? ['EPERM', 'EACCES', 'EBUSY'] : []);
const RETRY_MS = [5, 20, 50, 100, 200, 400];

/** The error's code, such as `ENOENT`. */
export function codeOf(error: unknown): string {
  return (error as NodeJS.ErrnoException).code ?? '';
}

/**
 * Moves a file or folder in one step.
 * @returns false where the source is gone: somebody else moved it
 */
export async function move(from: string, to: string): Promise<boolean> {
  for (const wait of [...RETRY_MS, undefined]) {
    try {
      await rename(from, to);
      return true;
    } catch (error) {
      if (codeOf(error) === 'ENOENT') return false;
      if (wait === undefined || !BUSY.has(codeOf(error))) throw error;
      await delay(wait);
    }
  }
  return false;
}

/** Writes a file so that it is whole on the disk when this returns; the caller then moves it into place. */
export async function writeDurably(path: string, text: string): Promise<void> {
  const file = await open(path, 'wx', 0o600);
  try {
    await file.writeFile(text, 'utf8');
    await file.sync();
  } finally {
    await file.close();
  }
}

/** Is there anything at this path? */
export async function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}

/** Makes what was moved into a folder survive a loss of power. Not every file system can, and then that is that. */
export async function syncFolder(path: string): Promise<void> {
  try {
    const folder = await open(path, 'r');
    try {
      await folder.sync();
    } finally {
      await folder.close();
    }
  } catch {
    // Windows has no such call.
  }
}

/**
 * Creates a folder with its content in one step.
 * @returns false where the folder exists already: exactly one of several callers gets true
 */
export async function createFolder(
  scratch: string,
  target: string,
  fill: (folder: string) => Promise<void>,
): Promise<boolean> {
  const temporary = join(scratch, randomUUID());
  await mkdir(temporary, { recursive: true, mode: 0o700 });
  try {
    await fill(temporary);
    // A folder cannot be moved onto one that has content, and ours always have.
    await rename(temporary, target);
    return true;
  } catch (error) {
    await rm(temporary, { recursive: true, force: true });
    // Windows says EPERM for a folder that is there already.
    const taken =
      ['ENOTEMPTY', 'EEXIST'].includes(codeOf(error)) || (BUSY.has(codeOf(error)) && (await exists(target)));
    if (taken) return false;
    throw error;
  }
}
