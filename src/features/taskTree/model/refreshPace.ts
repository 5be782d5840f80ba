/** What decides when the tasks are read again. Times in milliseconds. */
export interface RefreshFacts {
  /** How many open tasks there are: a refresh takes one call for each hundred. */
  readonly open: number;
  readonly now: number;
  /** When it was last tried; undefined where it never was. */
  readonly triedAt: number | undefined;
}

/** A few hundred tasks are read every minute. */
const USUAL_MS = 60_000;
/** Reading in the background takes no more calls a minute than that. */
const CALLS_PER_MINUTE = 5;
const TASKS_PER_CALL = 100;
/** Coming back to the window or the view asks at once, but not more often than that. */
const SHORTEST_MS = 15_000;

/** How long to wait between two refreshes in the background where all goes well. */
export function usualInterval(open: number): number {
  const calls = Math.max(1, Math.ceil(open / TASKS_PER_CALL));
  return USUAL_MS * Math.max(1, calls / CALLS_PER_MINUTE);
}

/**
 * How long to wait when the view or the window comes back into sight: not at all where the last time is long ago.
 * @param interval the background interval as it is now, longer after failures
 */
export function waitOnReturn({ open, now, triedAt }: RefreshFacts, interval: number): number {
  if (triedAt === undefined) return 0;
  const shortest = Math.min(interval, Math.max(SHORTEST_MS, usualInterval(open) / 4));
  return Math.max(0, triedAt + shortest - now);
}
