import disk from 'node:fs/promises';
import { setTimeout as delay } from 'node:timers/promises';

/** Calls that stall now and then, as on a busy disk. */
const CALLS = ['access', 'mkdir', 'open', 'readdir', 'readFile', 'rename', 'rm', 'stat', 'writeFile'] as const;

const PROBABILITY = 0.02;

/**
 * From now on one call to the disk in fifty waits up to `longestMs` before its work, and again after it. To be called
 * before anything else.
 */
export function slowDownDisk(random: () => number, longestMs: number): void {
  for (const name of CALLS) {
    const real = disk[name] as (...args: unknown[]) => Promise<unknown>;
    const slow = async (...args: unknown[]): Promise<unknown> => {
      const isSlow = random() < PROBABILITY;
      const [before, after] = isSlow ? [random() * longestMs, random() * longestMs] : [0, 0];
      if (before) await delay(before);
      const result = await real(...args);
      if (after) await delay(after);
      return result;
    };
    Object.assign(disk, { [name]: slow });
  }
}
