import { startSandbox, type Sandbox, type SandboxOptions } from '../../../src/sandbox';

/** A clock a test moves by hand. */
export class TestClock {
  constructor(public time = Date.UTC(2026, 0, 15, 8, 0, 0)) {}
  now(): number {
    return this.time;
  }
  /** Moves on by `ms` milliseconds. */
  advance(ms: number): void {
    this.time += ms;
  }
}

export interface Reply {
  readonly status: number;
  readonly code: number | undefined;
  readonly headers: Headers;
  /** The parsed JSON, or an empty object. */
  readonly body: Json;
  /** `data` of the envelope. */
  readonly data: Json;
  readonly text: string;
}

// eslint-disable-next-line @typescript-eslint/no-explicit-any -- answers are read freely in tests
export type Json = any;

export interface RequestOptions {
  readonly body?: unknown;
  readonly token?: string | null;
  readonly headers?: Record<string, string>;
  /** Form-encoded instead of JSON. */
  readonly form?: Record<string, string>;
}

/** A sandbox with short words for what tests do with it. */
export class Harness {
  private constructor(readonly sandbox: Sandbox) {}

  static async start(options: SandboxOptions = {}): Promise<Harness> {
    return new Harness(await startSandbox({ quota: false, ...options }));
  }

  get info() {
    return this.sandbox.info;
  }

  get state() {
    return this.sandbox.state;
  }

  /** Sends a request, with the tenant token unless told otherwise (`null` sends none). */
  async request(method: string, path: string, options: RequestOptions = {}): Promise<Reply> {
    const token = options.token === undefined ? this.info.tenantAccessToken : options.token;
    const headers: Record<string, string> = { ...(token === null ? {} : { authorization: `Bearer ${token}` }) };
    let body: string | undefined;
    if (options.form) {
      headers['content-type'] = 'application/x-www-form-urlencoded';
      body = new URLSearchParams(options.form).toString();
    } else if (options.body !== undefined) {
      headers['content-type'] = 'application/json; charset=utf-8';
      body = typeof options.body === 'string' ? options.body : JSON.stringify(options.body);
    }
    const response = await fetch(this.sandbox.url + path, {
      method,
      headers: { ...headers, ...options.headers },
      body,
      redirect: 'manual',
    });
    const text = await response.text();
    const json = readJson(text);
    return { status: response.status, code: json.code, headers: response.headers, body: json, data: json.data, text };
  }

  get(path: string, options?: RequestOptions): Promise<Reply> {
    return this.request('GET', path, options);
  }

  post(path: string, body?: unknown, options?: RequestOptions): Promise<Reply> {
    return this.request('POST', path, { body: body ?? {}, ...options });
  }

  /** Creates a v1 task and gives its id. */
  async task(fields: Record<string, unknown> = {}, token?: string): Promise<string> {
    const reply = await this.post('/open-apis/task/v1/tasks', { ...minimalTask, ...fields }, { token });
    if (reply.code !== 0) {
      throw new Error(`create answered ${reply.text}`);
    }
    return reply.data.task.id;
  }

  /** A user token of the nth demo person, made through the OAuth pages, with every scope of the app. */
  async userToken(index: number, scope = this.state.app.scopes.user.join(' ')): Promise<string> {
    const code = await this.authorise(index, { scope });
    const reply = await this.exchange({ code });
    return reply.body.access_token;
  }

  /** Walks through the consent page as the nth person and gives the code. */
  async authorise(index: number, query: Record<string, string> = {}): Promise<string> {
    const page = await this.get(this.authorisePath(query), { token: null });
    const form = hiddenFields(page.text);
    const answer = await this.request('POST', '/open-apis/authen/v1/authorize', {
      token: null,
      form: { ...form, open_id: this.info.users[index]!.openId, decision: 'allow' },
    });
    return new URL(answer.headers.get('location')!).searchParams.get('code')!;
  }

  authorisePath(query: Record<string, string> = {}): string {
    const all = { client_id: this.info.appId, response_type: 'code', redirect_uri: redirectUri, ...query };
    return `/open-apis/authen/v1/authorize?${new URLSearchParams(all)}`;
  }

  /** Exchanges a code, or refreshes, with the app's own credentials. */
  exchange(fields: Record<string, string>): Promise<Reply> {
    const body = {
      grant_type: 'authorization_code',
      client_id: this.info.appId,
      client_secret: this.info.appSecret,
      ...('code' in fields ? { redirect_uri: redirectUri } : {}),
      ...fields,
    };
    return this.post('/open-apis/authen/v2/oauth/token', body, { token: null });
  }

  close(): Promise<void> {
    return this.sandbox.close();
  }
}

/** Starts sandboxes inside tests and stops them after each, whatever became of it. */
export class HarnessPool {
  private readonly running: Harness[] = [];

  async start(options?: SandboxOptions): Promise<Harness> {
    const harness = await Harness.start(options);
    this.running.push(harness);
    return harness;
  }

  async close(): Promise<void> {
    await Promise.all(this.running.splice(0).map((harness) => harness.close()));
  }
}

export const redirectUri = 'http://localhost:8080/callback';

export const minimalTask = {
  summary: 'Fix the flaky test',
  origin: { platform_i18n_name: '{"zh_cn":"编辑器","en_us":"Editor"}' },
};

/** Values of the hidden fields of a page. */
export function hiddenFields(page: string): Record<string, string> {
  const decode = (text: string) =>
    text
      .replaceAll('&quot;', '"')
      .replaceAll('&lt;', '<')
      .replaceAll('&gt;', '>')
      .replaceAll('&#39;', "'")
      .replaceAll('&amp;', '&');
  const fields = page.matchAll(/<input\s+type="hidden"\s+name="([^"]*)"\s+value="([^"]*)"/g);
  return Object.fromEntries([...fields].map(([, name, value]) => [name!, decode(value!)]));
}

function readJson(text: string): Json {
  try {
    return JSON.parse(text);
  } catch {
    return {};
  }
}
