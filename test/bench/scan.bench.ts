// Scans whole trees, methods alternating: npm run bench -- scan
// BENCH_TREES=NAME=FOLDER,... names the trees (default: this project). BENCH_ROUNDS sets the rounds (default 9).
// BENCH_TODO_TREE names a checkout of Todo Tree with its dependencies installed; without it that line is left out.
// BENCH_LEASOT=1 measures leasot as well, which takes a minute a round on a large tree.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { loadavg, tmpdir } from 'node:os';
import path from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { fileURLToPath } from 'node:url';
import type { ScanBatch } from '../../src/todo/index';
import { loadEngine, type Engine } from './engine';
import { median } from './times';
import { loadTodoTree } from './todoTree';

const require = createRequire(import.meta.url);
const { rgPath } = require('@vscode/ripgrep') as { rgPath: string };
const project = fileURLToPath(new URL('../../', import.meta.url));
const trees = (process.env['BENCH_TREES'] ?? `project=${project}`).split(',').map((tree) => tree.split('='));
const rounds = Number(process.env['BENCH_ROUNDS'] ?? 9);
const todoTreeFolder = process.env['BENCH_TODO_TREE'];

interface Outcome {
  count: number;
  /** Milliseconds to the first result, where results come one by one. */
  first?: number;
  /** Longest time in which the event loop did not turn, in milliseconds. */
  block?: number;
}

/** Processor time of this process and of those it has started, in milliseconds. Other work hardly changes it. */
function processorTime(): number {
  const { user, system } = process.cpuUsage();
  let children = 0;
  try {
    // The fields behind the name in brackets: 14 and 15 are the time of ended children, in hundredths of a second.
    const fields = readFileSync('/proc/self/stat', 'utf8').split(') ')[1]!.split(' ');
    children = 10 * (Number(fields[13]) + Number(fields[14]));
  } catch {
    // Only Linux tells.
  }
  return (user + system) / 1000 + children;
}

/** Runs a command to its end and counts the lines it prints. */
async function lines(command: string, args: string[], cwd: string): Promise<Outcome> {
  const child = spawn(command, args, { cwd, stdio: ['ignore', 'pipe', 'ignore'] });
  // Only of a process that has ended is the processor time known.
  const closed = once(child, 'close');
  let count = 0;
  for await (const chunk of child.stdout as AsyncIterable<Buffer>) {
    for (let at = chunk.indexOf(10); at >= 0; at = chunk.indexOf(10, at + 1)) count++;
  }
  await closed;
  return { count };
}

/** The limit: ripgrep with the arguments and the pattern that Todo Tree gives it. */
function bare(root: string): Promise<Outcome> {
  const pattern = String.raw`(//|#|<!--|;|/\*|^|^[ \t]*(-|\d+.))\s*(BUG|HACK|FIXME|TODO|XXX|\[ \]|\[x\])`;
  const args = ['--no-messages', '--vimgrep', '-H', '--column', '--line-number', '--color', 'never'];
  return lines(
    rgPath,
    [...args, '--max-columns=1000', '--no-config', '-e', pattern, '-g', '!**/node_modules/*/**', root],
    root,
  );
}

/** A scan of ours, from the call to the complete index. */
async function ours({ TodoIndex }: Engine, root: string, scan: AsyncIterable<ScanBatch>): Promise<Outcome> {
  const index = new TodoIndex();
  const delay = monitorEventLoopDelay({ resolution: 1 });
  const start = performance.now();
  let first: number | undefined;
  delay.enable();
  for await (const batch of scan) {
    if (batch.files.length > 0) first ??= performance.now() - start;
    for (const { path: name, todos } of batch.files) index.setDisk(path.join(root, name), todos);
  }
  delay.disable();
  return { count: index.count, first, block: delay.max / 1e6 };
}

/** leasot as its manual says, over the files of the folder. */
function leasot(root: string): Promise<Outcome> {
  const cli = path.join(project, 'node_modules/leasot', './dist/cli/leasot.js');
  return lines(
    process.execPath,
    [cli, '-x', '-S', '-I', '--reporter', 'raw', '**/*', '-i', '**/node_modules/**'],
    root,
  );
}

/** What a fresh process that does nothing but one scan of ours takes: milliseconds, and megabytes at most. */
async function inFreshProcess(root: string): Promise<string> {
  const env = { ...process.env, BENCH_ONLY: root };
  const script = fileURLToPath(import.meta.url);
  const child = spawn(process.execPath, [...process.execArgv, script], { env, stdio: ['ignore', 'pipe', 'inherit'] });
  let output = '';
  for await (const chunk of child.stdout) output += String(chunk);
  return output;
}

async function onlyOurs(engine: Engine, root: string): Promise<void> {
  const before = process.resourceUsage().maxRSS;
  const start = performance.now();
  const { count, first } = await ours(engine, root, engine.scanFolder(root, {}, rgPath));
  const time = performance.now() - start;
  // Kilobytes, from the operating system.
  const [most, idle] = [process.resourceUsage().maxRSS, before].map((value) => ((value * 1024) / 1e6).toFixed(0));
  process.stdout.write(
    `${time.toFixed(0)} ms, first ${first?.toFixed(0)} ms, ${count} found, at most ${most} MB (${idle} MB before)`,
  );
}

async function measure(engine: Engine, tree: string, root: string): Promise<void> {
  const methods = new Map<string, () => Promise<Outcome>>([
    ['bare ripgrep', () => bare(root)],
    ['our scan, ripgrep', () => ours(engine, root, engine.scanFolder(root, {}, rgPath))],
    ['our scan, walker', () => ours(engine, root, engine.scanFolder(root))],
    ['our scan, async fs', () => ours(engine, root, engine.scanFs(engine.nodeFs, root))],
  ]);
  if (todoTreeFolder !== undefined) {
    const scan = loadTodoTree(todoTreeFolder, root, rgPath);
    methods.set('Todo Tree, uncut', async () => ({ count: await scan() }));
  }
  if (process.env['BENCH_LEASOT'] !== undefined) methods.set('leasot', () => leasot(root));
  const times = new Map<string, number[]>();
  const cpus = new Map<string, number[]>();
  const outcomes = new Map<string, Outcome[]>();
  const load: number[] = [];
  for (let round = -1; round < rounds; round++) {
    for (const [name, method] of methods) {
      const start = performance.now();
      const cpu = processorTime();
      const outcome = await method();
      const time = performance.now() - start;
      // The first round only fills the caches.
      if (round < 0) continue;
      load.push(loadavg()[0]!);
      times.set(name, [...(times.get(name) ?? []), time]);
      cpus.set(name, [...(cpus.get(name) ?? []), processorTime() - cpu]);
      outcomes.set(name, [...(outcomes.get(name) ?? []), outcome]);
    }
  }
  console.log(`${tree} (${rounds} rounds, load of the machine ${median(load).toFixed(1)})`);
  for (const [name, outcome] of outcomes) {
    const took = (table: Map<string, number[]>): string => inWords(table.get(name)!, table.get('bare ripgrep')!);
    console.log(`  ${name.padEnd(18)} ${took(times)}${details(outcome)}`);
    console.log(`  ${''.padEnd(18)} processor ${took(cpus)}`);
  }
  console.log(`  our first scan in a fresh process: ${await inFreshProcess(root)}`);
}

/** Median and range, and how many times as much as the limit took. */
function inWords(values: readonly number[], limits: readonly number[]): string {
  // Round by round: what else the machine does meets both alike.
  const ratios = values.map((value, round) => value / limits[round]!);
  const [low, high] = [Math.min(...ratios), Math.max(...ratios)].map((ratio) => ratio.toFixed(2));
  const range = `${Math.min(...values).toFixed(0)} to ${Math.max(...values).toFixed(0)}`;
  return `${median(values).toFixed(0)} ms (${range}), ${median(ratios).toFixed(2)} times bare (${low} to ${high})`;
}

function details(outcomes: readonly Outcome[]): string {
  const of = (key: 'first' | 'block'): string => {
    const values = outcomes.flatMap((outcome) => outcome[key] ?? []);
    return values.length === 0 ? '' : `, ${key} ${median(values).toFixed(0)} (worst ${Math.max(...values).toFixed(0)})`;
  };
  return `${of('first')}${of('block')}, ${outcomes[0]!.count} found`;
}

/** A folder with twenty thousand todos in two thousand files. */
function manyTodos(): string {
  const root = mkdtempSync(path.join(tmpdir(), 'todo-many-'));
  for (let folder = 0; folder < 100; folder++) {
    mkdirSync(path.join(root, `f${folder}`));
    for (let file = 0; file < 20; file++) {
      const todo = (index: number): string =>
        `export const value${index} = ${index};\n\n// TODO(dev${index}): make value ${index} of ${file} configurable\n` +
        `// It is used in ${folder} places, and each has its own idea of what it means.\n`;
      writeFileSync(
        path.join(root, `f${folder}`, `m${file}.ts`),
        Array.from({ length: 10 }, (_, i) => todo(i)).join('\n'),
      );
    }
  }
  return root;
}

async function main(): Promise<void> {
  const engine = await loadEngine();
  const only = process.env['BENCH_ONLY'];
  if (only !== undefined) return onlyOurs(engine, only);
  for (const [tree, root] of trees) await measure(engine, tree!, root!);
  const many = manyTodos();
  console.log(`20,000 todos, in a fresh process: ${await inFreshProcess(many)}`);
  rmSync(many, { recursive: true });
}

void main();
