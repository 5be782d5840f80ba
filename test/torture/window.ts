import { createFeishuClient, TenantTokenSource, type Log } from '../../src/feishu';
import { AlreadyDeliveredError, feishuCreator, Outbox, type IntentView } from '../../src/tasks';
import { fastClock } from './clock';
import { sample, seededRandom } from './random';
import { slowDownDisk } from './slowDisk';
import { draftOf, indexOf, Workspace } from './workspace';

/** What a window is told by the process that starts it. */
export interface WindowConfig {
  readonly baseUrl: string;
  readonly appId: string;
  readonly appSecret: string;
  readonly tasklistGuid: string;
  /** Shared by all windows. */
  readonly folder: string;
  readonly todos: number;
  readonly factor: number;
  readonly originMs: number;
  readonly seed: number;
  /** The client's time limit, in real milliseconds. */
  readonly timeoutMs: number;
}

/** TODOs asked for at once. */
const HANDFUL = 50;
/** How long a window waits for them before it asks for more. */
const PATIENCE_MS = 10_000;
const INTERACTIVE = 0.1;
/** A call to a busy disk, at the longest, in real milliseconds. */
const SLOW_DISK_MS = 100;

/** One VS Code window: asks for tasks for TODOs without one until all have one, and links what was made. */
async function main(config: WindowConfig): Promise<void> {
  const { baseUrl, appId, appSecret } = config;
  const clock = fastClock(config.factor, config.originMs);
  const random = seededRandom(config.seed);
  slowDownDisk(random, SLOW_DISK_MS);
  const workspace = new Workspace(config.folder, config.todos);
  const http = { timeoutMilliseconds: config.timeoutMs };
  const client = createFeishuClient({
    baseUrl,
    tokenSource: new TenantTokenSource({ baseUrl, appId, getSecret: () => Promise.resolve(appSecret), clock }),
    log,
    clock,
    ...http,
  });
  const outbox = new Outbox({ folder: `${config.folder}/outbox`, log, clock, timing: { scanMs: 50 } });
  process.on('SIGTERM', () => void outbox.dispose().finally(() => process.exit(0)));
  await outbox.start();
  outbox.setAccount({ identity: { appId, baseUrl, userId: '' }, creator: feishuCreator(client) });

  const deliver = (view: IntentView): Promise<boolean> =>
    outbox.deliver(view.opId, async ({ draft, created }) => {
      await workspace.link(indexOf(draft.place.fingerprint), created!.id);
      return true;
    });
  outbox.onDidChange(({ view }) => {
    if (view?.state === 'done') void deliver(view);
  });
  for (;;) {
    for (const view of outbox.list()) {
      if (view.state === 'done') await deliver(view);
      if (view.state === 'failed') await outbox.retry(view.opId);
    }
    const unlinked = await workspace.unlinked();
    if (unlinked.length === 0 && outbox.list().length === 0) break;
    const asked = Promise.all(sample(unlinked, HANDFUL, random).map((index) => ask(index)));
    // A person does not wait for the slowest either.
    await Promise.race([asked, clock.sleep(PATIENCE_MS)]);
    asked.catch(fail);
    await clock.sleep(1_000);
    if (random() < 0.2) outbox.retryNow();
  }
  await outbox.dispose();
  client.dispose();

  async function ask(index: number): Promise<void> {
    const priority = random() < INTERACTIVE ? 'interactive' : 'bulk';
    try {
      const { settled } = await outbox.create(draftOf(index, config.tasklistGuid), {}, { priority });
      const view = await settled;
      if (view?.state === 'done') await deliver(view);
    } catch (error) {
      // Another window linked it while this one looked.
      if (!(error instanceof AlreadyDeliveredError)) throw error;
    }
  }
}

const log: Log = {
  debug() {},
  info() {},
  warn() {},
  error: (message) => console.error(message),
};

function fail(error: unknown): void {
  console.error(error);
  process.exit(1);
}

main(JSON.parse(process.argv[2]!) as WindowConfig).catch(fail);
