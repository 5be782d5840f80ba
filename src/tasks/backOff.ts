const MOST_TIMES = 16;

/**
 * How long to wait before something is read again in the background: twice as long after each failure in a row, at most
 * 16 times.
 * @param usualMs milliseconds to wait after a success
 * @param failures in a row; 0 after a success
 */
export function nextReadIn(usualMs: number, failures: number): number {
  return usualMs * Math.min(MOST_TIMES, 2 ** failures);
}
