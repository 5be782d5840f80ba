/** BYSETPOS: which members of a set, in order of time, are occurrences. */

export interface Positions {
  /** False where no position can lie in a set of at most this size. */
  reach(largest: number): boolean;
  /** Sorted indices into a set of a size, each once; undefined for all of it (no BYSETPOS). */
  of(size: number): readonly number[] | undefined;
}

/** Positions outside a set pick nothing from it. */
export function positionsIn(bySetPos: readonly number[]): Positions {
  const known = new Map<number, readonly number[]>();
  return {
    reach: (largest) => bySetPos.length === 0 || bySetPos.some((position) => Math.abs(position) <= largest),
    of(size) {
      if (bySetPos.length === 0) return undefined;
      let indices = known.get(size);
      if (!indices) {
        const all = bySetPos.map((position) => (position > 0 ? position - 1 : size + position));
        indices = [...new Set(all)].filter((index) => index >= 0 && index < size).sort((a, b) => a - b);
        known.set(size, indices);
      }
      return indices;
    },
  };
}
