import type { ApiVersion } from './errors/types';
import { requirePathId } from './validate/basic';

/** Quota of one API for one app in one tenant: at most `count` requests in any `milliseconds`. */
export interface RateWindow {
  readonly count: number;
  readonly milliseconds: number;
}

const SECOND = 1_000;
const MINUTE = 60_000;

/** The documented tiers our endpoints are in, by their number on Feishu's rate limit page. */
export const TIERS = {
  3: [{ count: 100, milliseconds: MINUTE }],
  4: [
    { count: 50, milliseconds: SECOND },
    { count: 1000, milliseconds: MINUTE },
  ],
  6: [{ count: 5, milliseconds: SECOND }],
  7: [{ count: 10, milliseconds: SECOND }],
  /** "Special" or not stated; 5 a second is what Feishu gives to comparable APIs. */
  unpublished: [{ count: 5, milliseconds: SECOND }],
} as const satisfies Record<string | number, readonly RateWindow[]>;

/**
 * What may be done after an unclear outcome: `safe` requests change nothing or can be made twice without harm and are
 * sent again; `once` requests are not, their caller decides.
 */
export type Repeat = 'safe' | 'once';

/** One documented API. */
export interface Endpoint {
  /** Method and path template; names the endpoint in errors and keys its quota. */
  readonly name: string;
  readonly version: ApiVersion;
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** Path with `:name` parameters, from `/open-apis`. */
  readonly path: string;
  readonly windows: readonly RateWindow[];
  readonly repeat: Repeat;
}

/**
 * Declares an endpoint, `declare('v1', 'POST /open-apis/task/v1/tasks', 3)`. Unless told otherwise POST is `once`, all
 * else `safe`.
 */
export function declare(
  version: ApiVersion,
  name: `${Endpoint['method']} /${string}`,
  tier: keyof typeof TIERS,
  repeat?: Repeat,
): Endpoint {
  const [method, path] = name.split(' ') as [Endpoint['method'], string];
  return { name, version, method, path, windows: TIERS[tier], repeat: repeat ?? (method === 'POST' ? 'once' : 'safe') };
}

export type QueryValue = string | number | boolean | readonly string[] | undefined;

/**
 * The path and query of a call. Lists become repeated keys; undefined values are left out.
 * @throws ValidationError naming a path parameter that is missing or cannot be an id
 */
export function buildTarget(
  path: string,
  parameters: Readonly<Record<string, string>> = {},
  query: Readonly<Record<string, QueryValue>> = {},
): string {
  const filled = path.replace(/:([a-z_]+)/g, (_, name: string) =>
    encodeURIComponent(requirePathId(name, parameters[name])),
  );
  const search = new URLSearchParams();
  for (const [key, value] of Object.entries(query)) {
    for (const entry of Array.isArray(value) ? value : [value]) {
      if (entry !== undefined) {
        search.append(key, String(entry));
      }
    }
  }
  const text = search.toString();
  return text ? `${filled}?${text}` : filled;
}
