import http from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import {
  createFeishuClient,
  fixedTokenSource,
  type Clock,
  type FeishuClientOptions,
  type Log,
} from '../../../src/feishu';
import { CancelledError } from '../../../src/feishu/errors/types';

/** A request as a loopback server saw it. */
export interface Seen {
  readonly method: string;
  readonly path: string;
  readonly query: Readonly<Record<string, string | string[]>>;
  readonly headers: http.IncomingHttpHeaders;
  readonly text: string;
  readonly body: unknown;
  readonly socket: Socket;
}

export type Handler = (seen: Seen, response: http.ServerResponse) => void;

/** A server of one test's own on loopback. */
export class LoopbackServer {
  readonly seen: Seen[] = [];
  private readonly server: http.Server;

  constructor(public handler: Handler) {
    this.server = http.createServer((request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => {
        const seen = read(request, Buffer.concat(chunks).toString('utf8'));
        this.seen.push(seen);
        this.handler(seen, response);
      });
    });
  }

  async start(): Promise<string> {
    await new Promise<void>((resolve) => this.server.listen(0, '127.0.0.1', resolve));
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }
}

function read(request: http.IncomingMessage, text: string): Seen {
  const url = new URL(request.url!, 'http://loopback');
  const query: Record<string, string | string[]> = {};
  for (const key of url.searchParams.keys()) {
    const values = url.searchParams.getAll(key);
    query[key] = values.length > 1 ? values : values[0]!;
  }
  let body: unknown;
  try {
    body = text === '' ? undefined : JSON.parse(text);
  } catch {
    body = undefined;
  }
  return {
    method: request.method!,
    path: url.pathname,
    query,
    headers: request.headers,
    text,
    body,
    socket: request.socket,
  };
}

/** Answers with JSON. */
export function json(
  response: http.ServerResponse,
  status: number,
  body: unknown,
  headers: Record<string, string> = {},
): void {
  response.writeHead(status, { 'Content-Type': 'application/json; charset=utf-8', ...headers });
  response.end(JSON.stringify(body));
}

/** Answers with Feishu's envelope. */
export function ok(response: http.ServerResponse, data: unknown = {}): void {
  json(response, 200, { code: 0, msg: 'success', data });
}

export function refuse(
  response: http.ServerResponse,
  status: number,
  code: number,
  msg = 'refused',
  headers: Record<string, string> = {},
): void {
  json(response, status, { code, msg }, headers);
}

export const quietLog: Log = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} };

/**
 * A clock that stands still until `run` winds it to each next sleeper in turn. Sleepers due at the same time wake in
 * the order they fell asleep.
 */
export class WoundClock implements Clock {
  /** @param mayWind false while something runs that the clock cannot see, such as a request */
  constructor(private readonly mayWind: () => boolean = () => true) {}

  private time = Date.UTC(2026, 0, 1);
  private sleepers: { readonly at: number; wake(): void }[] = [];

  now(): number {
    return this.time;
  }

  sleep(milliseconds: number, signal?: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      if (signal?.aborted) {
        reject(new CancelledError(false));
        return;
      }
      const sleeper = { at: this.time + milliseconds, wake: resolve };
      this.sleepers.push(sleeper);
      signal?.addEventListener('abort', () => {
        this.sleepers = this.sleepers.filter((other) => other !== sleeper);
        reject(new CancelledError(false));
      });
    });
  }

  set(time: number): void {
    this.time = time;
  }

  /** Lets everything run that can without time passing, then winds to the next sleeper; until `work` is settled. */
  async run<T>(work: Promise<T>): Promise<T> {
    let settled = false;
    const done = () => (settled = true);
    work.then(done, done);
    for (;;) {
      await settle();
      if (settled) {
        return work;
      }
      if (this.mayWind()) {
        this.wakeNext();
      }
    }
  }

  private wakeNext(): void {
    const at = Math.min(...this.sleepers.map((sleeper) => sleeper.at));
    if (at === Infinity) {
      return;
    }
    this.time = Math.max(this.time, at);
    const due = this.sleepers.filter((sleeper) => sleeper.at <= this.time);
    this.sleepers = this.sleepers.filter((sleeper) => sleeper.at > this.time);
    due.forEach((sleeper) => sleeper.wake());
  }
}

async function settle(): Promise<void> {
  for (let round = 0; round < 5; round++) {
    await new Promise((resolve) => setImmediate(resolve));
  }
}

/** A clock that passes every wait at once, for real I/O. It remembers how long it was asked to wait. */
export class HastyClock implements Clock {
  readonly waits: number[] = [];
  private skipped = 0;

  now(): number {
    return Date.now() + this.skipped;
  }

  async sleep(milliseconds: number, signal?: AbortSignal): Promise<void> {
    if (signal?.aborted) {
      throw new CancelledError(false);
    }
    this.waits.push(milliseconds);
    this.skipped += milliseconds;
    await new Promise((resolve) => setImmediate(resolve));
  }
}

/** A client of the loopback server whose waits take no time. */
export function clientFor(baseUrl: string, options: Partial<FeishuClientOptions> = {}) {
  return createFeishuClient({
    baseUrl,
    tokenSource: fixedTokenSource('tenant', 't-fixed'),
    log: quietLog,
    clock: new HastyClock(),
    ...options,
  });
}
