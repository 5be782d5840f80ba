/** Median of some numbers. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)]!;
}

/** Milliseconds in words: median, 99th percentile, range. */
export function describeTimes(values: readonly number[]): string {
  const sorted = [...values].sort((a, b) => a - b);
  const at = (share: number): string =>
    sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))]!.toFixed(2);
  return `median ${at(0.5)} ms, 99 % ${at(0.99)} ms, from ${at(0)} to ${at(1)} ms (${values.length} times)`;
}
