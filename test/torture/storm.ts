import { fork, type ChildProcess } from 'node:child_process';
import { mkdir, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { build } from 'esbuild';
import { createFeishuClient, TenantTokenSource } from '../../src/feishu';
import { startSandbox, type Sandbox } from '../../src/sandbox';
import { parseExtra } from '../../src/tasks';
import { fastClock } from './clock';
import { storm } from './faults';
import { seededRandom } from './random';
import type { WindowConfig } from './window';
import { indexOf, Workspace } from './workspace';

export interface StormOptions {
  readonly seed: number;
  readonly todos: number;
  /** How much faster time passes. */
  readonly factor: number;
  /** So many TODOs are linked, on average, between two restarts of a window. */
  readonly linksPerRestart: number;
  /** Ends the test as failed, in real milliseconds. */
  readonly limitMs: number;
  onProgress?(linked: number): void;
}

/** What came of it. All but the counts of work and faults must be zero. */
export interface StormReport {
  readonly todos: number;
  readonly tasks: number;
  /** TODOs with more than one task. */
  readonly duplicated: number;
  /** TODOs without a task. */
  readonly lost: number;
  /** TODOs whose link leads elsewhere than to their task. */
  readonly wrongLinks: number;
  readonly violations: readonly string[];
  /** Tasks that should be in the tasklist and are not. */
  readonly notInTasklist: number;
  /** Intents left in the outbox. */
  readonly leftOver: number;
  /** Requests the sandbox refused because of its quota, apart from the faults that only say so. */
  readonly overQuota: number;
  readonly createRequests: number;
  readonly listRequests: number;
  readonly faults: Readonly<Record<string, number>>;
  readonly killed: number;
  readonly closed: number;
  readonly crashed: number;
  /** Seconds of the fast clock. */
  readonly seconds: number;
}

/** The client's time limit of 30 seconds, in the fast time. */
const TIMEOUT_MS = 30_000;
const WINDOWS = 2;
/** How often to look how far they are, in real milliseconds. */
const LOOK_MS = 100;
/** The server's clock is off by that. */
const SKEW_MS = -47 * 60_000;

/** Two windows make tasks of all TODOs while the server misbehaves and the windows are killed and started again. */
export async function runStorm(options: StormOptions): Promise<StormReport> {
  const folder = await mkdtemp(join(tmpdir(), 'feishu-todo-torture-'));
  const originMs = Date.now();
  const clock = fastClock(options.factor, originMs);
  const sandbox = await startSandbox({ clock, logLimit: 1_000_000 });
  try {
    const workspace = new Workspace(folder, options.todos);
    await workspace.start();
    const timeoutMs = Math.round(TIMEOUT_MS / options.factor);
    const tasklistGuid = await makeTasklist(sandbox);
    sandbox.clockSkewMs = SKEW_MS;
    for (const rule of storm(options.seed, timeoutMs)) sandbox.faults.add(rule);
    const { url: baseUrl, info } = sandbox;
    const { appId, appSecret } = info;
    const { todos, factor } = options;
    const base = { baseUrl, appId, appSecret, tasklistGuid, folder, todos, factor, originMs, timeoutMs };
    const counts = await keepWindows(await bundleWindow(folder), base, workspace, options);
    return await examine(sandbox, workspace, folder, options, { ...counts, seconds: (clock.now() - originMs) / 1000 });
  } finally {
    await sandbox.close();
    await rm(folder, { recursive: true, force: true });
  }
}

async function makeTasklist({ url: baseUrl, info }: Sandbox): Promise<string> {
  const silent = { debug() {}, info() {}, warn() {}, error() {} };
  const getSecret = (): Promise<string> => Promise.resolve(info.appSecret);
  const tokenSource = new TenantTokenSource({ baseUrl, appId: info.appId, getSecret });
  const client = createFeishuClient({ baseUrl, tokenSource, log: silent });
  const { guid } = await client.tasklists.create({ name: 'torture' });
  client.dispose();
  return guid;
}

/** One file that starts in a moment: a window is started many times. */
async function bundleWindow(folder: string): Promise<string> {
  const outfile = join(folder, 'window.cjs');
  const entry = join(__dirname, 'window.ts');
  await build({ entryPoints: [entry], outfile, bundle: true, platform: 'node', format: 'cjs', logLevel: 'silent' });
  return outfile;
}

interface WindowCounts {
  readonly killed: number;
  readonly closed: number;
  readonly crashed: number;
}

/** Keeps two windows running, and takes one down now and then, until all TODOs are linked. */
async function keepWindows(
  script: string,
  base: Omit<WindowConfig, 'seed'>,
  workspace: Workspace,
  options: StormOptions,
): Promise<WindowCounts> {
  const random = seededRandom(options.seed);
  const end = Date.now() + options.limitMs;
  const counts = { killed: 0, closed: 0, crashed: 0 };
  let finished = 0;
  let generation = 0;
  let stopping = false;
  const windows = new Set<ChildProcess>();
  const start = (): void => {
    const config: WindowConfig = { ...base, seed: options.seed * 1000 + generation++ };
    const child = fork(script, [JSON.stringify(config)], { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
    windows.add(child);
    child.on('exit', (code, signal) => {
      windows.delete(child);
      const taken = takenDown.delete(child);
      if (!taken && code === 0) finished++;
      else if (!taken) counts.crashed++;
      if (!stopping && finished === 0 && signal !== 'SIGINT') start();
    });
  };
  const takenDown = new Set<ChildProcess>();
  for (let i = 0; i < WINDOWS; i++) start();
  let next = options.linksPerRestart;
  while (finished === 0 && Date.now() < end && counts.crashed < 10) {
    await delay(LOOK_MS);
    const linked = options.todos - (await workspace.unlinked()).length;
    options.onProgress?.(linked);
    if (linked < next) continue;
    next = linked + options.linksPerRestart * (0.5 + random());
    // At any moment of what a window does, not just after a link.
    await delay(random() * LOOK_MS * 2);
    const victim = [...windows][Math.floor(random() * windows.size)];
    if (!victim || finished > 0) continue;
    const isKilled = random() < 0.7;
    takenDown.add(victim);
    counts[isKilled ? 'killed' : 'closed']++;
    victim.kill(isKilled ? 'SIGKILL' : 'SIGTERM');
  }
  while (windows.size > 0 && Date.now() < end) await delay(20);
  stopping = true;
  for (const child of windows) child.kill('SIGKILL');
  return counts;
}

async function examine(
  sandbox: Sandbox,
  workspace: Workspace,
  folder: string,
  { todos }: StormOptions,
  counts: WindowCounts & { readonly seconds: number },
): Promise<StormReport> {
  const tasks = Object.values(sandbox.state.tasks);
  const byTodo = new Map<number, (typeof tasks)[number][]>();
  for (const task of tasks) {
    const extra = parseExtra(Buffer.from(task.extra ?? '', 'base64').toString('utf8'));
    const index = indexOf(extra?.fingerprint ?? '');
    byTodo.set(index, [...(byTodo.get(index) ?? []), task]);
  }
  let lost = 0;
  let duplicated = 0;
  let wrongLinks = 0;
  let notInTasklist = 0;
  for (let index = 0; index < todos; index++) {
    const found = byTodo.get(index) ?? [];
    if (found.length === 0) lost++;
    if (found.length > 1) duplicated++;
    const linked = await workspace.taskOf(index).catch(() => '');
    if (linked !== found[0]?.guid) wrongLinks++;
    if (index % 10 === 0 && found[0] && found[0].tasklists.length === 0) notInTasklist++;
  }
  const requests = sandbox.requests.filter(({ path }) => path === '/open-apis/task/v1/tasks');
  const faults: Record<string, number> = {};
  for (const { fault } of sandbox.requests) if (fault) faults[fault] = (faults[fault] ?? 0) + 1;
  await mkdir(join(folder, 'outbox', 'intents'), { recursive: true });
  return {
    todos,
    tasks: tasks.length,
    duplicated,
    lost,
    wrongLinks,
    violations: await workspace.readViolations(),
    notInTasklist,
    leftOver: (await readdir(join(folder, 'outbox', 'intents'))).length,
    overQuota: sandbox.requests.filter(({ code, fault }) => code === 99991400 && fault !== 'rate-limit').length,
    createRequests: requests.filter(({ method }) => method === 'POST').length,
    listRequests: requests.filter(({ method }) => method === 'GET').length,
    faults,
    ...counts,
  };
}
