import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import * as vscode from 'vscode';
import {
  collect,
  createFeishuClient,
  fetchTenantToken,
  TenantTokenSource,
  type FeishuClient,
  type Task,
} from '../../../src/feishu';
import type { FaultRule } from '../../../src/sandbox/core/faults';

interface Endpoint {
  readonly baseUrl: string;
  readonly appId: string;
  readonly appSecret: string;
  readonly me: { readonly id: string; readonly name: string };
}

/** A request as the sandbox saw it. */
export interface SeenRequest {
  readonly method: string;
  readonly path: string;
  readonly body?: Readonly<Record<string, unknown>>;
  readonly status?: number;
}

const silent = { debug: () => undefined, info: () => undefined, warn: () => undefined, error: () => undefined };

/** The sandbox the extension runs, with the extension connected to it. */
export class HostSandbox {
  /** A second client of the same app: what it reads is what Feishu would show. */
  readonly client: FeishuClient;

  private constructor(readonly endpoint: Endpoint) {
    const { baseUrl, appId, appSecret } = endpoint;
    const tokenSource = new TenantTokenSource({ baseUrl, appId, getSecret: () => Promise.resolve(appSecret) });
    this.client = createFeishuClient({ baseUrl, tokenSource, log: silent });
  }

  /** Connects by the command a newcomer uses. */
  static async connect(): Promise<HostSandbox> {
    await vscode.commands.executeCommand('feishuTodo.trySandbox');
    return new HostSandbox(
      JSON.parse(readFileSync(path.join(storage(), 'sandbox', 'endpoint.json'), 'utf8')) as Endpoint,
    );
  }

  /** The token the app uses now: the sandbox gives the same one while it is fresh. */
  async tenantToken(): Promise<string> {
    return (await fetchTenantToken(this.endpoint)).token;
  }

  /** Every task the app made, oldest first. */
  async tasks(): Promise<Task[]> {
    return (await collect(this.client.tasks.list())).sort((a, b) => (a.createdAt ?? 0) - (b.createdAt ?? 0));
  }

  async tasksTitled(title: string): Promise<Task[]> {
    return (await this.tasks()).filter((task) => task.title === title);
  }

  /** What was asked so far, oldest first. */
  async requests(method: string, pathEnd: string): Promise<SeenRequest[]> {
    const answer = await fetch(`${this.endpoint.baseUrl}/sandbox/requests`);
    const { data } = (await answer.json()) as { data: { items: SeenRequest[] } };
    return data.items.filter((one) => one.method === method && one.path.endsWith(pathEnd));
  }

  /** Makes the company bigger by so many people, or as it was (0). Gives their ids. */
  async setPeople(count: number): Promise<string[]> {
    const answer = await fetch(`${this.endpoint.baseUrl}/sandbox/people`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ count }),
    });
    return ((await answer.json()) as { data: { open_ids: string[] } }).data.open_ids;
  }

  /** Makes the sandbox fail. */
  async fail(rule: FaultRule): Promise<void> {
    const { ok } = await fetch(`${this.endpoint.baseUrl}/sandbox/faults`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(rule),
    });
    if (!ok) throw new Error('the sandbox does not take this fault');
  }

  /** Ends all failures. */
  async heal(): Promise<void> {
    await fetch(`${this.endpoint.baseUrl}/sandbox/faults`, { method: 'DELETE' });
  }
}

/** The extension's global storage, in the browser-hosted VS Code and in the desktop one. */
export function storage(): string {
  const profile = path.join(path.dirname(process.env.FEISHU_TODO_TEST_RESULT!), 'user');
  const found = ['web/data/User', 'User']
    .map((folder) => path.join(profile, folder, 'globalStorage', 'feishu-todo.feishu-todo'))
    .find((folder) => existsSync(folder));
  if (!found) throw new Error(`No storage of the extension below ${profile}`);
  return found;
}
