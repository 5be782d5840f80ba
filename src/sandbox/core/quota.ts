import { ApiError } from './errors';

/** Rate-limit tiers of the platform. `special` is unpublished and not enforced. */
export type Tier = 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9 | 11 | 21 | 'special';

/** `[requests, seconds]` per window; hitting either window throttles. */
const windowsOf: Readonly<Record<Tier, readonly (readonly [number, number])[]>> = {
  1: [[10, 60]],
  2: [[20, 60]],
  3: [[100, 60]],
  4: [
    [1000, 60],
    [50, 1],
  ],
  5: [[1, 1]],
  6: [[5, 1]],
  7: [[10, 1]],
  8: [[20, 1]],
  9: [[50, 1]],
  11: [[100, 1]],
  21: [[3, 1]],
  special: [],
};

/**
 * Gateway rate limits, counted per API for the one app and tenant there is. The windows slide: no stretch of the
 * window's length holds more admitted requests than its limit, which is the strictest reading of the documents.
 */
export class Quota {
  private readonly admitted = new Map<string, number[]>();

  constructor(public enabled: boolean) {}

  /**
   * Counts one request of API `key` at `now` (milliseconds).
   * @throws ApiError 429/99991400 with the two headers when a window is full; such a request is not counted.
   */
  admit(key: string, tier: Tier, now: number): void {
    if (!this.enabled) {
      return;
    }
    const times = this.admitted.get(key) ?? [];
    const longest = Math.max(0, ...windowsOf[tier].map(([, seconds]) => seconds * 1000));
    const recent = times.filter((time) => time > now - longest);
    for (const [limit, seconds] of windowsOf[tier]) {
      const inside = recent.filter((time) => time > now - seconds * 1000);
      if (inside.length >= limit) {
        const freeAt = inside[inside.length - limit]! + seconds * 1000;
        throw rateLimited(limit, Math.max(1, Math.ceil((freeAt - now) / 1000)));
      }
    }
    recent.push(now);
    this.admitted.set(key, recent);
  }

  /** Forgets all counts. */
  reset(): void {
    this.admitted.clear();
  }
}

/** The gateway's throttling answer. `resetSeconds` undefined leaves the headers out; old APIs use HTTP 400. */
export function rateLimited(limit: number, resetSeconds: number | undefined, status = 429): ApiError {
  const headers: Record<string, string> =
    resetSeconds === undefined
      ? {}
      : { 'x-ogw-ratelimit-limit': String(limit), 'x-ogw-ratelimit-reset': String(resetSeconds) };
  return new ApiError(status, 99991400, 'request trigger frequency limit', { headers });
}
