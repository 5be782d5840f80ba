import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { constants } from 'node:os';
import path from 'node:path';
import { UserError } from './report.mjs';

/** Ids of the process groups started here and still alive. @type {Set<number>} */
const groups = new Set();

/** @type {Set<() => void>} */
const farewells = new Set();

let guarding = false;

/**
 * Starts a long-running program in a process group of its own; the group dies with this process, however it ends
 * (short of SIGKILL).
 * @param {string} command
 * @param {string[]} args
 * @param {import('node:child_process').SpawnOptions} [options]
 */
export function startGroup(command, args, options = {}) {
  const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'pipe'], ...options, detached: true });
  const { pid } = child;
  if (pid !== undefined) {
    groups.add(pid);
    guard();
    child.once('exit', () => {
      signalGroup(pid, 'SIGKILL'); // what the leader left behind
      groups.delete(pid);
      guard();
    });
  }
  return child;
}

/**
 * Ends a program started with {@link startGroup}, with all it started; kills what is still there after two seconds.
 * @param {import('node:child_process').ChildProcess} child
 */
export async function stopGroup(child) {
  const { pid } = child;
  if (pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
  const ended = new Promise((resolve) => child.once('exit', resolve));
  signalGroup(pid, 'SIGTERM');
  const timer = setTimeout(() => signalGroup(pid, 'SIGKILL'), 2000);
  await ended;
  clearTimeout(timer);
}

/**
 * Registers a clean-up for the end of this process, e.g. the removal of a temporary folder.
 * @param {() => void} cleanUp synchronous
 * @returns {() => void} does it now instead
 */
export function atExit(cleanUp) {
  farewells.add(cleanUp);
  guard();
  return () => {
    if (farewells.delete(cleanUp)) cleanUp();
    guard();
  };
}

const deadlySignals = /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP']);

/** Catches this process's end while there is something to end or to clean up, and only then. */
function guard() {
  const needed = groups.size + farewells.size > 0;
  if (needed === guarding) return;
  guarding = needed;
  const change = needed ? 'on' : 'off';
  process[change]('exit', cleanUpAll);
  for (const signal of deadlySignals) process[change](signal, endBySignal);
}

function cleanUpAll() {
  for (const pid of groups) signalGroup(pid, 'SIGKILL');
  for (const farewell of farewells) farewell();
}

/** @param {NodeJS.Signals} signal */
const endBySignal = (signal) => process.exit(128 + constants.signals[signal]);

if (process.env.npm_lifecycle_event) endWithParent();

/** Between npm and its script stands a shell that passes no signal on: ending npm would leave the script running. */
function endWithParent() {
  const parent = process.ppid;
  const watch = () => process.ppid === parent || process.kill(process.pid, 'SIGTERM');
  setInterval(watch, 500).unref();
}

/**
 * @param {number} pid
 * @param {NodeJS.Signals} signal
 */
function signalGroup(pid, signal) {
  try {
    process.kill(-pid, signal);
  } catch {
    // already gone
  }
}

/**
 * @typedef {object} RunOptions
 * @property {string} [cwd]
 * @property {NodeJS.ProcessEnv} [env]
 * @property {boolean} [show] pass the output through instead of keeping it
 */

/**
 * Runs a program to its end without a shell.
 * @param {string} command
 * @param {string[]} args
 * @param {RunOptions} [options]
 * @returns {Promise<{code: number, output: string}>} output is stdout and stderr together, empty with `show`;
 *   code is 127 when the program does not exist
 */
export function run(command, args, { cwd, env, show = false } = {}) {
  return new Promise((resolve) => {
    const child = startGroup(command, args, { cwd, env, stdio: show ? 'inherit' : ['ignore', 'pipe', 'pipe'] });
    let output = '';
    child.stdout?.setEncoding('utf8').on('data', (text) => (output += text));
    child.stderr?.setEncoding('utf8').on('data', (text) => (output += text));
    child.once('error', (error) => resolve({ code: 127, output: error.message }));
    child.once('close', (code, signal) =>
      resolve({ code: code ?? 128 + constants.signals[/** @type {NodeJS.Signals} */ (signal)], output }),
    );
  });
}

/**
 * Like {@link run}, but a failure becomes a `UserError` with the end of the output.
 * @param {string} purpose what was tried, for the message
 * @param {string} command
 * @param {string[]} args
 * @param {RunOptions} [options]
 */
export async function mustRun(purpose, command, args, options) {
  const { code, output } = await run(command, args, options);
  if (code === 0) return output;
  const tail = output.trim().split('\n').slice(-12).join('\n  ');
  throw new UserError(`${purpose} failed (${path.basename(command)} exit code ${code}).\n  ${tail}`);
}

/**
 * The absolute path of the first of these programs that is on PATH.
 * @param {string[]} names
 */
export function findOnPath(names) {
  const folders = (process.env.PATH ?? '').split(path.delimiter).filter(Boolean);
  const extensions = process.platform === 'win32' ? ['.exe', '.cmd'] : [''];
  for (const name of names) {
    for (const folder of folders) {
      const found = extensions.map((ext) => path.join(folder, name + ext)).find((file) => existsSync(file));
      if (found) return found;
    }
  }
  return undefined;
}
