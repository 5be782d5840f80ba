import { Fields, type JsonObject } from './fields';
import { seededRandom } from './random';

/**
 * Ways to fail.
 * - `delay`: answer `delayMs` later. Combines with one of the others.
 * - `drop-before`: close the connection before anything is done.
 * - `drop-after`: do everything, then close the connection without an answer (the answer is lost).
 * - `rate-limit`: 99991400 with HTTP 429, or `status`; `headers: false` leaves the two wait headers out.
 * - `status`: HTTP `status` with a JSON body of `code` (5000 when not given); `afterWrite` does the work first.
 * - `error`: the documented answer for `code` on this API, nothing is done.
 * - `truncated`: the work is done, half of the answer's bytes arrive, then the connection closes.
 * - `html`: an HTML page with HTTP `status` (502 when not given); `afterWrite` does the work first.
 * - `slow-body`: the work is done, the answer arrives in pieces of `chunkBytes` with `delayMs` between them.
 * - `revoke-token`: the request's own token is revoked before it is checked.
 */
export const faultKinds = [
  'delay',
  'drop-before',
  'drop-after',
  'rate-limit',
  'status',
  'error',
  'truncated',
  'html',
  'slow-body',
  'revoke-token',
] as const;
export type FaultKind = (typeof faultKinds)[number];

/** One rule. The first rule that fires decides; `delay` rules add up before it. */
export interface FaultRule {
  readonly kind: FaultKind;
  /** HTTP method; any when absent. */
  readonly method?: string;
  /** Path pattern: `*` stands for anything inside one segment, `**` for anything. Any API path when absent. */
  readonly path?: string;
  /** Matching requests let through before the rule starts. Default 0. */
  readonly skip?: number;
  /** Times the rule fires; for ever when absent. */
  readonly count?: number;
  /** Chance between 0 and 1 that it fires on a match. Default 1. */
  readonly probability?: number;
  /** Makes `probability` repeatable. Default 1. */
  readonly seed?: number;
  readonly delayMs?: number;
  readonly status?: number;
  readonly code?: number;
  /** Value of the wait header of `rate-limit`, seconds. Default 1. */
  readonly resetSeconds?: number;
  readonly headers?: boolean;
  readonly afterWrite?: boolean;
  readonly chunkBytes?: number;
}

export interface ActiveFault extends FaultRule {
  readonly id: number;
  /** Times it fired. */
  readonly fired: number;
}

/** What shall happen to one request. */
export interface FaultPlan {
  readonly delayMs: number;
  readonly rule?: FaultRule;
}

interface Entry {
  readonly id: number;
  readonly rule: FaultRule;
  readonly pattern: RegExp;
  readonly random: () => number;
  seen: number;
  fired: number;
}

/** The rules in force, in the order they were added. */
export class Faults {
  private entries: Entry[] = [];
  private nextId = 1;

  /** Adds a rule and gives its id. */
  add(rule: FaultRule): number {
    const id = this.nextId;
    this.nextId += 1;
    const pattern = globPattern(rule.path ?? '**');
    this.entries.push({ id, rule, pattern, random: seededRandom(rule.seed ?? 1), seen: 0, fired: 0 });
    return id;
  }

  remove(id: number): void {
    this.entries = this.entries.filter((entry) => entry.id !== id);
  }

  clear(): void {
    this.entries = [];
  }

  list(): ActiveFault[] {
    return this.entries.map(({ id, rule, fired }) => ({ ...rule, id, fired }));
  }

  /** Decides what happens to a request and counts it. */
  plan(method: string, path: string): FaultPlan {
    let delayMs = 0;
    for (const entry of this.entries) {
      if (!fires(entry, method, path)) {
        continue;
      }
      if (entry.rule.kind !== 'delay') {
        return { delayMs, rule: entry.rule };
      }
      delayMs += entry.rule.delayMs ?? 0;
    }
    return { delayMs };
  }
}

function fires(entry: Entry, method: string, path: string): boolean {
  const { rule } = entry;
  if ((rule.method && rule.method.toUpperCase() !== method) || !entry.pattern.test(path)) {
    return false;
  }
  entry.seen += 1;
  if (entry.seen <= (rule.skip ?? 0) || entry.fired >= (rule.count ?? Infinity)) {
    return false;
  }
  if (entry.random() >= (rule.probability ?? 1)) {
    return false;
  }
  entry.fired += 1;
  return true;
}

function globPattern(glob: string): RegExp {
  const source = glob
    .split(/(\*\*|\*)/)
    .map((part) => (part === '**' ? '.*' : part === '*' ? '[^/]*' : part.replace(/[.+?^${}()|[\]\\]/g, '\\$&')))
    .join('');
  return new RegExp(`^${source}$`);
}

/** Reads a rule that came as JSON. @throws ApiError 99992402 naming what is wrong. */
export function readFaultRule(source: JsonObject): FaultRule {
  const fields = new Fields(source);
  const kind = fields.string('kind', { required: true });
  if (kind !== undefined && !(faultKinds as readonly string[]).includes(kind)) {
    fields.violate('kind', kind, `options: [${faultKinds.join(',')}]`);
  }
  const probability = source['probability'];
  if (probability !== undefined && !(typeof probability === 'number' && probability >= 0 && probability <= 1)) {
    fields.violate('probability', probability, 'a number between 0 and 1');
  }
  const rule = {
    kind: kind as FaultKind,
    method: fields.string('method', { max: 10 }),
    path: fields.string('path', { max: 200 }),
    skip: fields.int('skip'),
    count: fields.int('count'),
    probability: probability as number | undefined,
    seed: fields.int('seed'),
    delayMs: fields.int('delayMs'),
    status: fields.int('status'),
    code: fields.int('code'),
    resetSeconds: fields.int('resetSeconds'),
    headers: fields.bool('headers'),
    afterWrite: fields.bool('afterWrite'),
    chunkBytes: fields.int('chunkBytes'),
  };
  fields.check();
  return rule;
}
