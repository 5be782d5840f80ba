import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { failure, type Answer } from './answer';
import { Call, type Route } from './call';
import { ApiError } from './errors';
import type { FaultPlan, FaultRule } from './faults';
import { messageOf } from './messages';
import { InFlight, runApi, toAnswer, unknownPath, wrongMethod } from './pipeline';
import { rateLimited } from './quota';
import { randomHex } from './random';
import type { Router } from './router';
import type { World } from './world';

/** Bytes of the largest body taken; the longest documented field has 65,536 characters. */
const maxBodyBytes = 4 * 1024 * 1024;

const loopbackHosts = new Set(['127.0.0.1', 'localhost', '[::1]']);

/** Carries requests from the socket to a route and answers back, with faults on the way. */
export class SandboxServer {
  private readonly server: Server;
  private readonly inFlight = new InFlight();
  private refusing = false;

  constructor(
    private readonly world: World,
    private readonly router: Router<Route>,
    private readonly report: (message: string) => void,
  ) {
    this.server = createServer((request, response) => {
      this.serve(request, response).catch((error: unknown) => {
        if (!request.destroyed) {
          this.report(`Sandbox connection error: ${String(error)}`);
        }
        response.destroy();
      });
    });
    this.server.keepAliveTimeout = 60_000;
  }

  /** Listens on 127.0.0.1; port 0 takes a free one. Gives the port. */
  async listen(port: number): Promise<number> {
    await new Promise<void>((resolve, reject) => {
      this.server.once('error', reject);
      this.server.listen(port, '127.0.0.1', () => {
        this.server.off('error', reject);
        resolve();
      });
    });
    return (this.server.address() as AddressInfo).port;
  }

  /** From now on connections are dropped unanswered; the port stays taken until `close`. */
  refuse(): void {
    this.refusing = true;
  }

  async close(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise<void>((resolve) => this.server.close(() => resolve()));
  }

  private async serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const logId = newLogId(this.world.clock.now());
    const method = request.method ?? 'GET';
    const url = new URL(request.url ?? '/', 'http://sandbox');
    const text = await readBody(request);
    if (this.refusing) {
      response.destroy();
      return;
    }
    const body = parseBody(text, request.headers['content-type']);
    const entry = this.world.log.add({
      at: this.world.clock.now(),
      method,
      path: url.pathname,
      query: groupQuery(url.searchParams),
      headers: request.headers,
      body,
    });
    const isControl = url.pathname.startsWith('/sandbox');
    const plan: FaultPlan = isControl ? { delayMs: 0 } : this.world.faults.plan(method, url.pathname);
    entry.fault = plan.rule?.kind ?? (plan.delayMs > 0 ? 'delay' : undefined);
    let leave = (): void => undefined;
    try {
      const call = this.route(request, method, url, body);
      leave = this.inFlight.enter(call);
      if (plan.delayMs > 0) {
        await wait(plan.delayMs);
      }
      const answer = this.perform(call, plan.rule, logId);
      entry.identity = call.hasIdentity ? call.identity.kind : undefined;
      note(entry, answer);
      await this.send(response, answer, plan.rule, logId);
    } catch (error) {
      const answer = toAnswer(error, logId, this.report);
      note(entry, answer);
      await this.send(response, answer, undefined, logId);
    } finally {
      leave();
    }
  }

  private route(request: IncomingMessage, method: string, url: URL, body: unknown): Call {
    if (!loopbackHosts.has(hostName(request.headers.host))) {
      throw new ApiError(403, 99991401, 'the sandbox answers on the loopback address only');
    }
    if (body instanceof ApiError) {
      throw body;
    }
    const match = this.router.match(method, url.pathname);
    if (match.kind !== 'found') {
      throw match.kind === 'unknown' ? unknownPath() : wrongMethod();
    }
    const { route, params } = match;
    return new Call({ world: this.world, route, params, query: url.searchParams, headers: request.headers, body });
  }

  /** Runs the call, or the fault that stands before it. `undefined` drops the connection. */
  private perform(call: Call, rule: FaultRule | undefined, logId: string): Answer | undefined {
    const instead = rule && faultBefore(call, rule, logId);
    if (instead) {
      return instead === 'drop' ? undefined : instead;
    }
    let answer: Answer;
    try {
      answer = runApi(call);
    } catch (error) {
      answer = toAnswer(error, logId, this.report);
    }
    if (rule?.kind === 'drop-after') {
      return undefined;
    }
    return (rule?.afterWrite && brokenAnswer(rule, logId)) || answer;
  }

  private async send(
    response: ServerResponse,
    answer: Answer | undefined,
    rule: FaultRule | undefined,
    logId: string,
  ): Promise<void> {
    if (!answer) {
      response.destroy();
      return;
    }
    const bytes = Buffer.from(answer.body);
    response.writeHead(answer.status, {
      ...answer.headers,
      'content-length': bytes.length,
      date: new Date(this.world.clock.now()).toUTCString(),
      'x-tt-logid': logId,
    });
    if (rule?.kind === 'truncated') {
      response.write(bytes.subarray(0, bytes.length >> 1), () => response.destroy());
    } else if (rule?.kind === 'slow-body') {
      await dribble(response, bytes, rule);
    } else {
      response.end(bytes);
    }
  }
}

/** What a fault answers before anything is done; `undefined` lets the call go on. */
function faultBefore(call: Call, rule: FaultRule, logId: string): Answer | 'drop' | undefined {
  switch (rule.kind) {
    case 'drop-before':
      return 'drop';
    case 'rate-limit':
      return failure(
        rateLimited(100, rule.headers === false ? undefined : (rule.resetSeconds ?? 1), rule.status),
        logId,
      );
    case 'error':
      return failure(call.error(rule.code ?? 5000), logId);
    case 'revoke-token':
      revokeOwnToken(call);
      return undefined;
    default:
      return rule.afterWrite ? undefined : brokenAnswer(rule, logId);
  }
}

function brokenAnswer(rule: FaultRule, logId: string): Answer | undefined {
  if (rule.kind === 'status') {
    const code = rule.code ?? 5000;
    return failure(new ApiError(rule.status ?? 500, code, messageOf('task_v1', code)), logId);
  }
  if (rule.kind === 'html') {
    const body = '<html><head><title>502 Bad Gateway</title></head><body><h1>502 Bad Gateway</h1></body></html>';
    return { status: rule.status ?? 502, headers: { 'content-type': 'text/html' }, body };
  }
  return undefined;
}

function revokeOwnToken(call: Call): void {
  const text = (call.headers.authorization ?? '').replace(/^Bearer\s+/i, '');
  const token = call.state.tokens.find((candidate) => candidate.token === text);
  if (token) {
    token.revoked = true;
    call.world.store.changed();
  }
}

async function dribble(response: ServerResponse, bytes: Buffer, rule: FaultRule): Promise<void> {
  const size = Math.max(1, rule.chunkBytes ?? 16);
  for (let start = 0; start < bytes.length && !response.destroyed; start += size) {
    response.write(bytes.subarray(start, start + size));
    await wait(rule.delayMs ?? 20);
  }
  response.end();
}

function note(entry: { status?: number; code?: number }, answer: Answer | undefined): void {
  entry.status = answer?.status ?? 0;
  const code = /^\{"code":(\d+)/.exec(answer?.body ?? '')?.[1];
  entry.code = code === undefined ? undefined : Number(code);
}

async function readBody(request: IncomingMessage): Promise<string | ApiError> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > maxBodyBytes) {
      return new ApiError(413, 99992402, `the request body is larger than ${maxBodyBytes} bytes`);
    }
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

/** JSON by default; token endpoints and web forms also come form-encoded. */
function parseBody(text: string | ApiError, contentType = ''): unknown {
  if (text instanceof ApiError || text === '') {
    return text === '' ? undefined : text;
  }
  if (contentType.startsWith('application/x-www-form-urlencoded')) {
    return Object.fromEntries(new URLSearchParams(text));
  }
  try {
    return JSON.parse(text) as unknown;
  } catch {
    const description = 'the request body is not valid JSON';
    return new ApiError(400, 99992402, description, {
      fieldViolations: [{ field: 'body', value: text.slice(0, 100), description }],
    });
  }
}

function groupQuery(query: URLSearchParams): Record<string, string[]> {
  return Object.fromEntries([...new Set(query.keys())].map((name) => [name, query.getAll(name)]));
}

function hostName(host = ''): string {
  return host.replace(/:\d+$/, '').toLowerCase();
}

/** Ids look like the platform's: the time, then noise. */
function newLogId(now: number): string {
  return new Date(now).toISOString().replace(/\D/g, '').slice(0, 14) + randomHex(9).toUpperCase();
}
