import { createHash } from 'node:crypto';
import type { Fingerprint } from '../todo/anchor';

/**
 * What stays the same of a fingerprint while the code around its TODO is edited: the words, and which of several TODOs
 * with the same words it is. Line and surroundings are left out. Any other text stands for itself.
 */
export function placeKey(fingerprint: string): string {
  if (!fingerprint.startsWith('{')) return fingerprint;
  try {
    const { version, tag, title, description, ordinal } = JSON.parse(fingerprint) as Partial<Fingerprint>;
    return version === 1 ? JSON.stringify([tag, title, description, ordinal]) : fingerprint;
  } catch {
    return fingerprint;
  }
}

/** The TODO's words when its fingerprint was taken; undefined where the text is no fingerprint. */
export function titleOfPrint(fingerprint: string): string | undefined {
  if (!fingerprint.startsWith('{')) return undefined;
  try {
    const { title } = JSON.parse(fingerprint) as Partial<Fingerprint>;
    return typeof title === 'string' ? title : undefined;
  } catch {
    return undefined;
  }
}

/** The fingerprint of the same TODO after its title was changed. */
export function withTitle(fingerprint: string, title: string): string {
  return JSON.stringify({ ...(JSON.parse(fingerprint) as Fingerprint), title: title.slice(0, 1000) });
}

/** A file name for a place in the code: the same place gives the same name in every process. */
export function placeName(place: { readonly uri: string; readonly fingerprint: string }): string {
  return createHash('sha256')
    .update(`${place.uri}\n${placeKey(place.fingerprint)}`)
    .digest('hex')
    .slice(0, 32);
}
