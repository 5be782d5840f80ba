import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import * as vscode from 'vscode';
import type { SandboxEndpoint } from '../../account/accounts';
import { fetchTenantToken } from '../../feishu';
import { Owner } from '../../platform/disposables';
import { HumanError } from '../../platform/errors';
import type { RedactingLog } from '../../platform/log';
import type { Sandbox } from '../../sandbox';

/** Tried first: holding the port is what keeps two windows from serving the same state file. */
const PREFERRED_PORT = 48_213;
const MAX_TRIES = 5;
const RETRY_MS = 300;

/**
 * Runs the local sandbox inside the extension, once for all windows: the first window that needs it serves it, the
 * others find it by a file in the global storage, and one of them takes over when that window closes.
 */
export class SandboxHost extends Owner {
  private sandbox: Sandbox | undefined;
  private starting: Promise<SandboxEndpoint> | undefined;
  private lastGood: { readonly endpoint: SandboxEndpoint; readonly checkedAt: number } | undefined;

  constructor(
    private readonly folder: vscode.Uri,
    private readonly log: RedactingLog,
  ) {
    super();
    this.register({ dispose: () => void this.sandbox?.close() });
  }

  /** The running sandbox, started where none runs. Callers that come meanwhile share the start. */
  ensure(): Promise<SandboxEndpoint> {
    if (this.sandbox && this.lastGood) return Promise.resolve(this.lastGood.endpoint);
    this.starting ??= this.findOrStart().finally(() => (this.starting = undefined));
    return this.starting;
  }

  private async findOrStart(): Promise<SandboxEndpoint> {
    for (let attempt = 1; ; attempt++) {
      const known = await this.readEndpoint();
      if (known && (await this.answers(known))) return this.remember(known);
      try {
        return await this.start(attempt < MAX_TRIES ? portOf(known) : 0);
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== 'EADDRINUSE') throw this.cannotStart(error);
        // Another window is starting it right now, or a stranger has the port: look again, at last take any port.
        await delay(RETRY_MS);
      }
    }
  }

  private async start(port: number): Promise<SandboxEndpoint> {
    const { startSandbox } = await import('../../sandbox');
    await mkdir(this.folder.fsPath, { recursive: true });
    const sandbox = await startSandbox({
      port,
      stateFile: join(this.folder.fsPath, 'state.json'),
      onMessage: (message) => this.log.warn(message),
    });
    this.sandbox = sandbox;
    const { appId, appSecret, users } = sandbox.info;
    this.log.hide(appSecret);
    const [first] = users;
    const endpoint = { baseUrl: sandbox.url, appId, appSecret, me: first && { id: first.openId, name: first.name } };
    await writeFile(this.endpointFile, JSON.stringify(endpoint), { mode: 0o600 });
    this.log.info(`Sandbox started on ${sandbox.url}`);
    return this.remember(endpoint);
  }

  private remember(endpoint: SandboxEndpoint): SandboxEndpoint {
    this.lastGood = { endpoint, checkedAt: Date.now() };
    return endpoint;
  }

  /** Is it our sandbox that answers there? Only it knows the app's secret. */
  private async answers(endpoint: SandboxEndpoint): Promise<boolean> {
    const { lastGood } = this;
    if (lastGood?.endpoint.baseUrl === endpoint.baseUrl && Date.now() - lastGood.checkedAt < 2000) return true;
    try {
      await fetchTenantToken(endpoint);
      return true;
    } catch {
      return false;
    }
  }

  private async readEndpoint(): Promise<SandboxEndpoint | undefined> {
    try {
      const value = JSON.parse(await readFile(this.endpointFile, 'utf8')) as Partial<SandboxEndpoint>;
      const { baseUrl, appId, appSecret } = value;
      if (!baseUrl || !appId || !appSecret || new URL(baseUrl).hostname !== '127.0.0.1') return undefined;
      return { baseUrl, appId, appSecret, me: value.me };
    } catch {
      return undefined;
    }
  }

  private get endpointFile(): string {
    return join(this.folder.fsPath, 'endpoint.json');
  }

  private cannotStart(error: unknown): HumanError {
    return new HumanError(vscode.l10n.t('The local sandbox could not be started: {0}', String(error)), {
      cause: error,
    });
  }
}

function portOf(endpoint: SandboxEndpoint | undefined): number {
  return endpoint ? Number(new URL(endpoint.baseUrl).port) : PREFERRED_PORT;
}
