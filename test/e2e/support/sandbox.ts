import { readFileSync } from 'node:fs';
import path from 'node:path';
import { until } from './until';
import { createFeishuClient, TenantTokenSource, type FeishuClient } from '../../../src/feishu';
import type { Workbench } from './workbench';

/** A request as the sandbox saw it. */
export interface SeenRequest {
  readonly method: string;
  readonly path: string;
  readonly query: Readonly<Record<string, unknown>>;
  readonly body?: Readonly<Record<string, unknown>>;
  readonly status?: number;
  readonly code?: number;
}

const silent = { debug: () => undefined, info: () => undefined, warn: () => undefined, error: () => undefined };

interface Endpoint {
  readonly baseUrl: string;
  readonly appId: string;
  readonly appSecret: string;
  readonly me: { readonly id: string; readonly name: string };
}

/** The sandbox that the extension in the window runs, seen through its control pages. */
export class SandboxView {
  private constructor(private readonly endpoint: Endpoint) {}

  get url(): string {
    return this.endpoint.baseUrl;
  }

  /** The person at the keyboard. */
  get me(): { readonly id: string; readonly name: string } {
    return this.endpoint.me;
  }

  /** A client of the same app: what it makes is there as if somebody else had made it. */
  client(): FeishuClient {
    const { baseUrl, appId, appSecret } = this.endpoint;
    const tokenSource = new TenantTokenSource({ baseUrl, appId, getSecret: () => Promise.resolve(appSecret) });
    return createFeishuClient({ baseUrl, tokenSource, log: silent });
  }

  /** Connects a window without an account to the sandbox, by the button that a newcomer sees. */
  static async tryIn(workbench: Workbench): Promise<SandboxView> {
    await workbench.showContainer('Feishu TODO');
    await workbench.tree('Tasks').welcomeButton('Try with the Local Sandbox');
    return SandboxView.of(workbench);
  }

  /** Waits until the extension has started its sandbox. */
  static of(workbench: Workbench): Promise<SandboxView> {
    const storage = path.join(workbench.host.dataDir, 'data/User/globalStorage/feishu-todo.feishu-todo');
    return until('the sandbox of the extension', async () => {
      const text = readFileSync(path.join(storage, 'sandbox/endpoint.json'), 'utf8');
      const sandbox = new SandboxView(JSON.parse(text) as Endpoint);
      // After a reload the file still names the one that went with the window.
      await sandbox.requests('GET', '');
      return sandbox;
    });
  }

  /** What was asked so far, oldest first. */
  async requests(method: string, pathEnd: string): Promise<SeenRequest[]> {
    const answer = await fetch(`${this.url}/sandbox/requests`);
    const { data } = (await answer.json()) as { data: { items: SeenRequest[] } };
    return data.items.filter((one) => one.method === method && one.path.endsWith(pathEnd));
  }

  /** Makes the company bigger by so many people. */
  async setPeople(count: number): Promise<void> {
    await fetch(`${this.url}/sandbox/people`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ count }),
    });
  }

  /** Makes the sandbox fail in the given way, see its faults. */
  async fail(rule: Record<string, unknown>): Promise<void> {
    await fetch(`${this.url}/sandbox/faults`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(rule),
    });
  }

  /** Ends all faults. */
  async heal(): Promise<void> {
    await fetch(`${this.url}/sandbox/faults`, { method: 'DELETE' });
  }
}
