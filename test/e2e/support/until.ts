import { setTimeout as wait } from 'node:timers/promises';

/** How long a condition may take to come true, in milliseconds. */
export const patience = 20_000;

/** What is left of a type when it is known to be truthy. */
export type Truthy<T> = Exclude<T, false | null | undefined | '' | 0>;

/**
 * Polls until the condition gives something truthy, and returns that.
 * @throws Error naming what was waited for and the last thing seen, or the last error
 */
export async function until<T>(what: string, condition: () => Promise<T> | T, limit = patience): Promise<Truthy<T>> {
  const deadline = Date.now() + limit;
  let last: unknown;
  do {
    try {
      const value = await condition();
      if (value) return value as Truthy<T>;
      last = value;
    } catch (error) {
      last = error;
    }
    await wait(50);
  } while (Date.now() < deadline);
  throw new Error(
    `Waited ${limit / 1000} s in vain: ${what}. Last: ${last instanceof Error ? last.message : String(last)}`,
  );
}

/** Text as a person reads it: VS Code renders spaces as no-break spaces and marks directions. */
export const readable = (text: string | null): string =>
  (text ?? '')
    .replace(/\u00a0/g, ' ')
    .replace(/[\u200b-\u200f\u202a-\u202e]/g, '')
    .trim();
