import { randomUUID } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createFeishuClient, TenantTokenSource, type Clock, type Log } from '../../src/feishu';
import { startSandbox } from '../../src/sandbox';
import { createMany, feishuCreator, Outbox, type TaskCreator } from '../../src/tasks';
import { draftOf } from './workspace';

/** All that happens in this process without the disk happens within so many turns of the event loop. */
const QUIET_TURNS = 12;

/**
 * Time that stands still while anything is under way in this process and else jumps to the next moment anybody waits
 * for: a bulk of minutes passes in seconds, and the server sees exactly the times that the client meant.
 */
class JumpClock implements Clock {
  private time = 1_800_000_000_000;
  private readonly sleepers = new Set<{ readonly at: number; wake(): void }>();
  private stopped = false;

  constructor() {
    void this.run();
  }

  now(): number {
    return this.time;
  }

  sleep(ms: number, signal?: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      const sleeper = { at: this.time + Math.max(0, ms), wake: resolve };
      this.sleepers.add(sleeper);
      signal?.addEventListener('abort', () => {
        if (this.sleepers.delete(sleeper)) reject(new Error('cancelled'));
      });
    });
  }

  stop(): void {
    this.stopped = true;
  }

  private async run(): Promise<void> {
    for (let quiet = 0; !this.stopped; quiet++) {
      await new Promise((resolve) => setImmediate(resolve));
      if (process.getActiveResourcesInfo().some((name) => name.startsWith('FSReq'))) quiet = 0;
      if (quiet < QUIET_TURNS || this.sleepers.size === 0) continue;
      quiet = 0;
      const next = [...this.sleepers].reduce((a, b) => (b.at < a.at ? b : a));
      this.sleepers.delete(next);
      this.time = Math.max(this.time, next.at);
      next.wake();
    }
  }
}

/** How a bulk went, in the time of its clock. */
export interface BulkReport {
  readonly created: number;
  /** What the quota of 100 a minute allows at best. */
  readonly idealSeconds: number;
  readonly seconds: number;
  /** Requests refused because of the quota. */
  readonly refused: number;
}

const LATENCY_MS = 300;
const QUOTA_PER_MINUTE = 100;
const silent: Log = { debug() {}, info() {}, warn() {}, error() {} };

/** Creates many tasks at once against the sandbox with its real quota. */
export async function runBulk(count: number): Promise<BulkReport> {
  const clock = new JumpClock();
  const folder = join(tmpdir(), `feishu-todo-bulk-${randomUUID()}`);
  const sandbox = await startSandbox({ clock });
  const { url: baseUrl, info } = sandbox;
  const { appId } = info;
  const getSecret = (): Promise<string> => Promise.resolve(info.appSecret);
  const tokenSource = new TenantTokenSource({ baseUrl, appId, getSecret, clock });
  const client = createFeishuClient({ baseUrl, tokenSource, log: silent, clock });
  const real = feishuCreator(client);
  const creator: TaskCreator = {
    ...real,
    async create(task, options) {
      await clock.sleep(LATENCY_MS / 2);
      const created = await real.create(task, options);
      await clock.sleep(LATENCY_MS / 2);
      return created;
    },
  };
  const outbox = new Outbox({ folder, log: silent, clock });
  try {
    await outbox.start();
    outbox.setAccount({ identity: { appId, baseUrl, userId: '' }, creator });
    const started = clock.now();
    await createMany(
      outbox,
      Array.from({ length: count }, (_, index) => draftOf(index)),
    );
    return {
      created: Object.keys(sandbox.state.tasks).length,
      idealSeconds: (count / QUOTA_PER_MINUTE) * 60,
      seconds: (clock.now() - started) / 1000,
      refused: sandbox.requests.filter(({ code }) => code === 99991400).length,
    };
  } finally {
    await outbox.dispose();
    clock.stop();
    client.dispose();
    await sandbox.close();
    await rm(folder, { recursive: true, force: true });
  }
}
