/** `npm test`: every check there is. The last line is `N passed, N failed`. See the usage below. */
import path from 'node:path';
import { format, parseArgs, stripVTControlCharacters } from 'node:util';
import { root } from './lib/paths.mjs';
import { UserError, runMain, seconds } from './lib/report.mjs';
import { setUp } from './lib/setup.mjs';

const usage = `npm test [-- options] [-- FILE…]

  --only LEVEL   one of lint, types, unit, host, e2e instead of all
  --grep TEXT    only tests whose full title matches
  FILE           only test files whose path ends so, without .test.ts, e.g. smoke

FEISHU_TODO_VSCODE=1.96 chooses the VS Code of the host and end-to-end tests.`;

/** @typedef {import('./lib/mocha-tests.mjs').Counts} Counts */
/** @typedef {import('./lib/mocha-tests.mjs').Selection} Selection */

/** @typedef {{level: string, title: string, run: (show: boolean) => Promise<Counts & {output: string}>}} Job */

/** @typedef {Counts & {level: string, name: string, time: number, output: string}} Result */

const levels = ['lint', 'types', 'unit', 'host', 'e2e'];

/** The long ones begin: the short ones fill the gaps at the end. */
const order = ['host', 'e2e', 'unit', 'lint', 'types'];

/** So many jobs at once: the ones with a VS Code wait more than they compute. */
const lanes = 2;

/**
 * A check that is no collection of tests counts only when it fails.
 * @param {string} script of npm
 * @returns {Job}
 */
const npmJob = (script) => ({
  level: script,
  title: script,
  run: async (show) => {
    const { run } = await import('./lib/processes.mjs');
    const { code, output } = await run('npm', ['run', '--silent', script], { cwd: root, show });
    return { passed: 0, failed: code === 0 ? 0 : 1, output };
  },
});

/**
 * The jobs of a level. The end-to-end tests are one job a file, each with a window of its own.
 * @param {string} level
 * @param {Selection} selection
 * @returns {Promise<Job[]>}
 */
async function jobsOf(level, selection) {
  const { endToEndFiles, runEndToEndTests, runUnitTests } = await import('./lib/mocha-tests.mjs');
  switch (level) {
    case 'unit':
      return [{ level, title: level, run: (show) => runUnitTests(selection, show) }];
    case 'host': {
      const { runHostTests } = await import('./lib/host-tests.mjs');
      return [{ level, title: level, run: (show) => runHostTests(selection, show) }];
    }
    case 'e2e':
      return endToEndFiles(selection).map((file) => ({
        level,
        title: path.basename(file),
        run: (show) => runEndToEndTests(file, selection, show),
      }));
    default:
      return [npmJob(level)];
  }
}

/**
 * What the tests that run inside VS Code need, built once before any of them starts.
 * @param {string[]} wanted levels
 */
async function build(wanted) {
  const { buildExtension, buildHostTests } = await import('./lib/bundle.mjs');
  if (wanted.includes('host') || wanted.includes('e2e')) await buildExtension();
  if (wanted.includes('host')) await buildHostTests();
}

/**
 * Runs a job; whatever goes wrong around its tests counts as a failed one. Only a job that runs alone shows what it
 * prints at once; of several, only what failed is worth reading.
 * @param {Job} job
 * @param {boolean} show
 * @returns {Promise<Result>}
 */
async function runJob({ level, title, run }, show) {
  const name = level === title ? level : `${level} ${title}`;
  const started = Date.now();
  /** @type {Counts & {output: string}} */
  let result = { passed: 0, failed: 1, output: '' };
  try {
    result = await run(show);
  } catch (error) {
    result.output = error instanceof UserError ? error.message : format(error);
  }
  const time = Date.now() - started;
  if (!show || result.failed) console.log(`${result.failed ? '✗' : '✓'} ${name} (${seconds(time)})`);
  if (result.failed) console.log(result.output);
  return { level, name, time, ...result };
}

/**
 * What went wrong in a job: mocha tells it last, in a list; of anything else it is the whole output.
 * @param {Result} result
 */
function complaintOf({ name, output }) {
  const text = stripVTControlCharacters(output);
  const list = text.search(/^ *\d+ failing$/m);
  return `\n── ${name} ──\n${text.slice(Math.max(list, 0)).trim()}`;
}

/** How many passed and failed, a line for each level. @param {Result[]} results @param {string[]} wanted levels */
function summaryOf(results, wanted) {
  const sum = (/** @type {Result[]} */ some, /** @type {'passed' | 'failed' | 'time'} */ key) =>
    some.reduce((total, one) => total + one[key], 0);
  const lines = wanted.map((level) => {
    const own = results.filter((result) => result.level === level);
    const state = sum(own, 'failed') ? `${sum(own, 'failed')} failed` : 'ok';
    const count = sum(own, 'passed') ? `, ${sum(own, 'passed')} passed` : '';
    return `${level.padEnd(6)} ${state}${count} (${seconds(sum(own, 'time'))})`;
  });
  return `${lines.join('\n')}\n${sum(results, 'passed')} passed, ${sum(results, 'failed')} failed`;
}

/**
 * Runs all jobs, a few at once, the first ones first.
 * @param {Job[]} jobs
 */
async function runAll(jobs) {
  const queue = [...jobs];
  /** @type {Result[]} */
  const results = [];
  const lane = async () => {
    for (let job = queue.shift(); job; job = queue.shift()) results.push(await runJob(job, jobs.length === 1));
  };
  await Promise.all(Array.from({ length: lanes }, lane));
  return results;
}

await runMain(async () => {
  const options = /** @type {const} */ ({
    only: { type: 'string' },
    grep: { type: 'string' },
    help: { type: 'boolean' },
  });
  const { values, positionals } = parseArgs({ options, allowPositionals: true });
  if (values.help) return console.log(usage);
  if (values.only && !levels.includes(values.only)) throw new UserError(usage);
  await setUp();
  const wanted = values.only ? [values.only] : levels;
  const selection = { grep: values.grep, files: positionals };
  await build(wanted);
  const jobs = (
    await Promise.all(order.filter((level) => wanted.includes(level)).map((level) => jobsOf(level, selection)))
  ).flat();
  const results = await runAll(jobs);
  const failed = results.filter((result) => result.failed);
  if (jobs.length > 1) for (const result of failed) console.log(complaintOf(result)); // again, where it is looked for
  console.log(`\n${summaryOf(results, wanted)}`);
  return failed.length ? 1 : 0;
});
