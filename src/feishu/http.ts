import type { Agent as HttpAgent } from 'node:http';
import type Fetch from 'node-fetch';
import { BadAnswerError, CancelledError, NetworkError, TimeoutError, type NetworkFault } from './errors/types';

/** One request, already complete with its headers. */
export interface HttpRequest {
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
  /** Name of the endpoint for error texts; URLs never appear there. */
  readonly endpoint: string;
  readonly signal?: AbortSignal;
}

export interface HttpAnswer {
  readonly status: number;
  /** A response header, or null. */
  header(name: string): string | null;
  readonly text: string;
}

export interface HttpOptions {
  /** For the whole exchange, in milliseconds. Default 30,000. */
  readonly timeoutMilliseconds?: number;
  /** Largest answer read, in bytes after decompression. Default 16 MiB: a page of 100 full tasks stays below. */
  readonly maxBytes?: number;
  readonly userAgent?: string;
}

/** Idle sockets are given up before common servers (5 s and more) do, so that a request seldom meets a dying one. */
const IDLE_SOCKET_MILLISECONDS = 4_000;
const MAX_SOCKETS = 8;

const TLS_CODES = /^(ERR_TLS_|ERR_SSL_|CERT_|DEPTH_ZERO|SELF_SIGNED|UNABLE_TO_|HOSTNAME_MISMATCH|INVALID_CA|EPROTO$)/;
const FAULTS: Record<string, NetworkFault> = {
  ENOTFOUND: 'dns',
  EAI_AGAIN: 'dns',
  ECONNREFUSED: 'refused',
  ENETUNREACH: 'unreachable',
  EHOSTUNREACH: 'unreachable',
  ENETDOWN: 'unreachable',
  EADDRNOTAVAIL: 'unreachable',
  ETIMEDOUT: 'unreachable',
  ECONNRESET: 'reset',
  ECONNABORTED: 'reset',
  EPIPE: 'reset',
};

/**
 * HTTP exchanges on `node-fetch` (through Node's `https`, which VS Code patches for proxies and certificates), loaded
 * on the first call. Keeps connections alive, follows no redirect, bounds time and size, turns every fault into one
 * of the client's own errors. Never logs, never puts a URL or header into an error.
 */
export class HttpClient {
  private readonly timeoutMilliseconds: number;
  private readonly maxBytes: number;
  private readonly userAgent: string;
  private engine?: Promise<{ fetch: typeof Fetch; agentFor(url: URL): HttpAgent }>;
  private agents: HttpAgent[] = [];

  constructor(options: HttpOptions = {}) {
    this.timeoutMilliseconds = options.timeoutMilliseconds ?? 30_000;
    this.maxBytes = options.maxBytes ?? 16 * 1024 * 1024;
    this.userAgent = options.userAgent ?? 'feishu-todo';
  }

  /**
   * Sends a request and reads the whole answer.
   * @throws NetworkError, TimeoutError, CancelledError, or BadAnswerError for a redirect, an answer too large or cut off
   */
  async send(request: HttpRequest): Promise<HttpAnswer> {
    if (request.signal?.aborted) {
      throw new CancelledError(false);
    }
    const { fetch, agentFor } = await this.load();
    const controller = new AbortController();
    const onAbort = () => controller.abort();
    request.signal?.addEventListener('abort', onAbort, { once: true });
    let timedOut = false;
    const timer = setTimeout(() => {
      timedOut = true;
      controller.abort();
    }, this.timeoutMilliseconds);
    let status: number | undefined;
    try {
      const response = await fetch(request.url, {
        method: request.method,
        headers: { 'User-Agent': this.userAgent, ...request.headers },
        body: request.body,
        redirect: 'manual',
        size: this.maxBytes,
        signal: controller.signal as never,
        agent: agentFor,
      });
      status = response.status;
      const text = await response.text();
      if (status >= 300 && status < 400) {
        throw new BadAnswerError('redirect', status, request.endpoint);
      }
      return { status, header: (name) => response.headers.get(name), text };
    } catch (error) {
      if (timedOut) {
        throw new TimeoutError(request.endpoint, this.timeoutMilliseconds);
      }
      if (request.signal?.aborted) {
        throw new CancelledError(true);
      }
      throw translate(error, request.endpoint, status);
    } finally {
      clearTimeout(timer);
      request.signal?.removeEventListener('abort', onAbort);
    }
  }

  /** Closes idle connections. The client stays usable. */
  dispose(): void {
    for (const agent of this.agents) {
      agent.destroy();
    }
  }

  private load() {
    this.engine ??= Promise.all([import('node-fetch'), import('node:http'), import('node:https')]).then(
      ([{ default: fetch }, http, https]) => {
        const options = { keepAlive: true, maxSockets: MAX_SOCKETS, timeout: IDLE_SOCKET_MILLISECONDS };
        const plain = new http.Agent(options);
        const secure = new https.Agent(options);
        this.agents = [plain, secure];
        return { fetch, agentFor: (url: URL) => (url.protocol === 'https:' ? secure : plain) };
      },
    );
    return this.engine;
  }
}

function translate(error: unknown, endpoint: string, status: number | undefined): Error {
  if (error instanceof BadAnswerError) {
    return error;
  }
  const { type, code, erroredSysCall } = error as { type?: string; code?: string; erroredSysCall?: string };
  if (status !== undefined) {
    return new BadAnswerError(type === 'max-size' ? 'too-large' : 'truncated', status, endpoint);
  }
  const tls = code !== undefined && TLS_CODES.test(code);
  const fault = tls ? 'tls' : ((code && FAULTS[code]) ?? 'other');
  const connecting = erroredSysCall === 'connect' || erroredSysCall === 'getaddrinfo';
  const sent = !(tls || connecting || fault === 'dns' || fault === 'refused');
  return new NetworkError(fault || 'other', sent, endpoint, code);
}
