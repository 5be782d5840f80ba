import { randomUUID } from 'node:crypto';
import { link, mkdir, readFile, rename, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';

/** The holder touches its file this often, in milliseconds. */
const BEAT_MS = 1000;
/** A lock whose file does not change for that long of our own steady clock has lost its holder. */
const SILENT_MS = 10_000;
const LOOK_AGAIN_MS = 25;

export interface FileLockOptions {
  /** Default 10,000. */
  readonly silentMilliseconds?: number;
  /** Milliseconds of a clock that never steps; for tests. */
  readonly steadyNow?: () => number;
}

/**
 * Runs work while no other process of this machine does the same for the file. A holder that died is noticed by its
 * silence, measured with our own steady clock: clocks that step never break the lock of a living one.
 */
export async function withFileLock<T>(path: string, work: () => Promise<T>, options: FileLockOptions = {}): Promise<T> {
  const mine = randomUUID();
  await mkdir(dirname(path), { recursive: true, mode: 0o700 });
  await acquire(path, mine, options);
  const beat = setInterval(() => void utimes(path, new Date(), new Date()).catch(() => undefined), BEAT_MS);
  try {
    return await work();
  } finally {
    clearInterval(beat);
    // After a long sleep of the machine somebody else may hold it by now.
    if ((await readText(path)) === mine) await rm(path, { force: true });
  }
}

async function acquire(path: string, mine: string, options: FileLockOptions): Promise<void> {
  const { silentMilliseconds = SILENT_MS, steadyNow = () => performance.now() } = options;
  let seen = '';
  let since = 0;
  while (!(await take(path, mine))) {
    const [holder, touched] = await Promise.all([readText(path), touchedAt(path)]);
    const sight = `${holder} ${touched}`;
    if (sight !== seen) {
      seen = sight;
      since = steadyNow();
    } else if (steadyNow() - since > silentMilliseconds) {
      await breakLock(path, holder);
      continue;
    }
    await delay(LOOK_AGAIN_MS * (1 + Math.random()));
  }
}

async function take(path: string, mine: string): Promise<boolean> {
  try {
    await writeFile(path, mine, { flag: 'wx', mode: 0o600 });
    return true;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    // Windows refuses with EPERM while the file is being removed.
    if (code === 'EEXIST' || (process.platform === 'win32' && code === 'EPERM')) return false;
    throw error;
  }
}

/** Moves the dead holder's file away: of several that try, one succeeds. A living holder's file is put back. */
async function breakLock(path: string, deadHolder: string | undefined): Promise<void> {
  const aside = `${path}.${randomUUID()}`;
  try {
    await rename(path, aside);
  } catch {
    return;
  }
  if ((await readText(aside)) !== deadHolder) await link(aside, path).catch(() => undefined);
  await rm(aside, { force: true });
}

async function readText(path: string): Promise<string | undefined> {
  return readFile(path, 'utf8').catch(() => undefined);
}

async function touchedAt(path: string): Promise<number | undefined> {
  return stat(path).then(
    ({ mtimeMs }) => mtimeMs,
    () => undefined,
  );
}
