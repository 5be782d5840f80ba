/** Something that can be matched by method and path. `:name` stands for one path segment. */
export interface Routable {
  readonly method: string;
  readonly path: string;
}

export type RouteMatch<R> =
  | { readonly kind: 'found'; readonly route: R; readonly params: Readonly<Record<string, string>> }
  | { readonly kind: 'wrong-method' }
  | { readonly kind: 'unknown' };

/** Matches literal segments before parameters, so `/users/batch` never reads as `/users/:user_id`. */
export class Router<R extends Routable> {
  private readonly entries: { route: R; segments: string[]; literals: number }[] = [];

  add(routes: readonly R[]): void {
    for (const route of routes) {
      const segments = route.path.split('/');
      this.entries.push({ route, segments, literals: segments.filter((segment) => !segment.startsWith(':')).length });
    }
    this.entries.sort((a, b) => b.literals - a.literals);
  }

  match(method: string, path: string): RouteMatch<R> {
    const segments = path.split('/');
    let pathKnown = false;
    for (const entry of this.entries) {
      const params = matchSegments(entry.segments, segments);
      if (!params) {
        continue;
      }
      if (entry.route.method === method) {
        return { kind: 'found', route: entry.route, params };
      }
      pathKnown = true;
    }
    return { kind: pathKnown ? 'wrong-method' : 'unknown' };
  }

  get routes(): readonly R[] {
    return this.entries.map((entry) => entry.route);
  }
}

function matchSegments(pattern: readonly string[], actual: readonly string[]): Record<string, string> | undefined {
  if (pattern.length !== actual.length) {
    return undefined;
  }
  const params: Record<string, string> = {};
  for (const [index, expected] of pattern.entries()) {
    const segment = actual[index]!;
    if (expected.startsWith(':')) {
      params[expected.slice(1)] = decode(segment);
    } else if (expected !== segment) {
      return undefined;
    }
  }
  return params;
}

function decode(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}
