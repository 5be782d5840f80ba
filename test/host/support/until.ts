import { setTimeout as wait } from 'node:timers/promises';

/** How long a condition may take to come true, in milliseconds. */
const PATIENCE_MS = 15_000;

/** Polls until the condition gives something other than undefined and false, and returns that. */
export async function until<T>(
  what: string | (() => string),
  condition: () => T | Promise<T>,
  limitMs = PATIENCE_MS,
): Promise<Exclude<T, undefined | false>> {
  const deadline = Date.now() + limitMs;
  for (;;) {
    const value = await condition();
    if (value !== undefined && value !== false) return value as Exclude<T, undefined | false>;
    if (Date.now() > deadline)
      throw new Error(`Waited ${limitMs / 1000} s in vain: ${typeof what === 'string' ? what : what()}`);
    await wait(25);
  }
}
