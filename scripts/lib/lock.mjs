import { existsSync, mkdirSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { atExit } from './processes.mjs';

/** The holder touches its lock file this often; a lock not touched for `deadAfter` has lost its holder. In ms. */
const heartbeat = 1000;
const deadAfter = 10_000;

/**
 * Runs something while holding a lock that other processes respect. A lock whose holder has died is taken over.
 * @template T
 * @param {string} file the lock file
 * @param {() => Promise<T>} critical
 * @returns {Promise<T>}
 */
export async function withLock(file, critical) {
  mkdirSync(path.dirname(file), { recursive: true });
  for (let tries = 0; !take(file); tries++) {
    if (tries === 3) console.log('• Waiting for another set-up to end …');
    if (isDead(file)) rmSync(file, { force: true });
    else await wait(300);
  }
  const beat = setInterval(() => touch(file), heartbeat);
  const release = atExit(() => rmSync(file, { force: true }));
  try {
    return await critical();
  } finally {
    clearInterval(beat);
    release();
  }
}

/** @param {string} file */
function take(file) {
  try {
    writeFileSync(file, `held by process ${process.pid}\n`, { flag: 'wx' });
    return true;
  } catch (error) {
    if (/** @type {NodeJS.ErrnoException} */ (error).code === 'EEXIST') return false;
    throw error;
  }
}

/** @param {string} file */
function touch(file) {
  if (existsSync(file)) utimesSync(file, new Date(), new Date());
}

/** @param {string} file */
function isDead(file) {
  const found = statSync(file, { throwIfNoEntry: false });
  return found !== undefined && Date.now() - found.mtimeMs > deadAfter;
}
