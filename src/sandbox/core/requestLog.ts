import { isJsonObject } from './fields';

/** One request as it came in and what became of it. Secrets are masked. */
export interface LoggedRequest {
  readonly id: number;
  /** Unix milliseconds by the sandbox's clock. */
  readonly at: number;
  readonly method: string;
  readonly path: string;
  readonly query: Readonly<Record<string, string[]>>;
  readonly headers: Readonly<Record<string, string>>;
  /** Parsed where it was JSON or a form, else the text. */
  readonly body: unknown;
  /** Identity behind the token, where it was good. */
  identity?: 'tenant' | 'user';
  /** 0 when the connection was dropped without an answer. */
  status?: number;
  /** `code` of the answer's envelope. */
  code?: number;
  /** Kind of the fault that was played, if any. */
  fault?: string;
}

const secretHeaders = new Set(['authorization', 'cookie', 'proxy-authorization']);
const secretFields = new Set([
  'app_secret',
  'client_secret',
  'code',
  'code_verifier',
  'refresh_token',
  'device_code',
  'app_access_token',
]);
const mask = '***';

/** The last requests, oldest first. */
export class RequestLog {
  private readonly kept: LoggedRequest[] = [];
  private nextId = 1;

  constructor(private readonly limit: number) {}

  get entries(): readonly LoggedRequest[] {
    return this.kept;
  }

  add(
    entry: Omit<LoggedRequest, 'id' | 'headers' | 'body'> & { headers: NodeJS.Dict<string | string[]>; body: unknown },
  ) {
    const headers: Record<string, string> = {};
    for (const [name, value] of Object.entries(entry.headers)) {
      headers[name] = secretHeaders.has(name) ? mask : String(value);
    }
    const kept: LoggedRequest = { ...entry, id: this.nextId, headers, body: withoutSecrets(entry.body) };
    this.nextId += 1;
    this.kept.push(kept);
    if (this.kept.length > this.limit) {
      this.kept.splice(0, this.kept.length - this.limit);
    }
    return kept;
  }

  clear(): void {
    this.kept.length = 0;
  }
}

function withoutSecrets(body: unknown): unknown {
  if (!isJsonObject(body)) {
    return body;
  }
  return Object.fromEntries(Object.entries(body).map(([name, value]) => [name, secretFields.has(name) ? mask : value]));
}
