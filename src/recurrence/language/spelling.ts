/** Mends one misspelt English word in a text. */

const WORDS = (
  'today tonight tomorrow monday tuesday wednesday thursday friday saturday sunday january february march april may ' +
  'june july august september october november december next this every each other week weeks weekday weekdays ' +
  'weekend month months monthly weekly daily yearly quarterly year years day days hour hours minutes first second ' +
  'third fourth fifth last noon midnight morning afternoon evening until times'
).split(' ');

export interface Respelling {
  readonly text: string;
  /** Where the misspelt word is in the original. */
  readonly offset: number;
  readonly length: number;
}

/**
 * Texts in which one word is replaced by a known word that is nearly the same: one letter more, less or other, or two
 * swapped; two such faults in words of seven letters or more. The nearest first, at most ten; none for long texts.
 */
export function respellings(text: string): readonly Respelling[] {
  if (text.length > 200) return [];
  const found: (Respelling & { readonly distance: number })[] = [];
  for (const match of text.matchAll(/(?<![a-z])[a-z]{4,14}(?![a-z])/gi)) {
    const [word] = match;
    const allowed = word.length >= 7 ? 2 : 1;
    for (const known of WORDS) {
      const distance = editDistance(word.toLowerCase(), known);
      if (distance === 0 || distance > allowed) continue;
      const end = match.index + word.length;
      const respelt = text.slice(0, match.index) + known + text.slice(end);
      found.push({ text: respelt, offset: match.index, length: word.length, distance });
    }
  }
  return found.sort((a, b) => a.distance - b.distance).slice(0, 10);
}

/** Number of inserted, removed, replaced or swapped letters between two words. */
function editDistance(a: string, b: string): number {
  let before: number[] = [];
  let previous = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i++) {
    const current = [i];
    for (let j = 1; j <= b.length; j++) {
      const replaced = previous[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1);
      const swapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1] ? before[j - 2]! + 1 : Infinity;
      current.push(Math.min(previous[j]! + 1, current[j - 1]! + 1, replaced, swapped));
    }
    before = previous;
    previous = current;
  }
  return previous[b.length]!;
}
