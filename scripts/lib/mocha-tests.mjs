import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { temporaryFolder } from './folders.mjs';
import { readJson } from './json.mjs';
import { inRoot, root } from './paths.mjs';
import { run } from './processes.mjs';

/**
 * @typedef {object} Selection
 * @property {string[]} [files] only these test files, named by the end of their path without `.test.ts`
 * @property {string} [grep] only tests whose full title matches
 */

/** @typedef {{passed: number, failed: number}} Counts */

/**
 * Runs the tests that need no VS Code around them.
 * @param {Selection} selection
 * @param {boolean} show what they print, at once
 */
export const runUnitTests = ({ files, grep }, show) =>
  runMocha(testFiles(inRoot('test', 'unit'), files), grep, show, []);

/**
 * The files with tests that drive VS Code in a browser.
 * @param {Selection} selection
 */
export const endToEndFiles = ({ files }) => testFiles(inRoot('test', 'e2e'), files);

/**
 * Runs the tests of one of these files. The extension must have been built.
 * @param {string} file
 * @param {Selection} selection
 * @param {boolean} show what they print, at once
 */
export const runEndToEndTests = (file, { grep }, show) =>
  runMocha([file], grep, show, ['--timeout', '90000', '--slow', '20000', '--exit']);

/**
 * @param {string[]} files
 * @param {string | undefined} grep
 * @param {boolean} show
 * @param {string[]} flags of mocha
 * @returns {Promise<Counts & {output: string}>}
 */
async function runMocha(files, grep, show, flags) {
  if (!files.length) return { passed: 0, failed: 1, output: 'No test file has such a name.' };
  return countTests(
    [
      ...['--import', 'tsx', inRoot('node_modules', 'mocha', 'bin', 'mocha.js')],
      ...['--reporter', inRoot('scripts', 'lib', 'counting-reporter.mjs')],
      ...flags,
      ...(grep ? ['--grep', grep] : []),
      ...files,
    ],
    {},
    show,
  );
}

/**
 * Runs a Node program that writes how many tests passed and failed, as JSON, into the file that
 * `FEISHU_TODO_TEST_RESULT` names.
 * @param {string[]} args of Node
 * @param {NodeJS.ProcessEnv} env on top of this process's own
 * @param {boolean} show pass its output through instead of keeping it
 * @returns {Promise<Counts & {output: string}>}
 */
export async function countTests(args, env, show) {
  const result = path.join(temporaryFolder('result'), 'counts.json');
  const { code, output } = await run(process.execPath, args, {
    cwd: root,
    env: { ...process.env, ...env, FEISHU_TODO_TEST_RESULT: result },
    show,
  });
  /** @type {Counts} */
  const counts = existsSync(result) ? readJson(result) : { passed: 0, failed: 0 };
  // It can also fail without a failed test: a file that does not load, an error after the last test.
  return { ...counts, ...(code !== 0 && counts.failed === 0 && { failed: 1 }), output };
}

/**
 * @param {string} folder
 * @param {string[]} [wanted] ends of paths without suffix; none means all
 */
function testFiles(folder, wanted = []) {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.test.ts'))
    .filter((file) => !wanted.length || wanted.some((end) => file.replace(/\.test\.ts$/, '').endsWith(end)))
    .sort()
    .map((file) => path.join(folder, file));
}
