import path from 'node:path';
import { countTests } from './mocha-tests.mjs';
import { inRoot } from './paths.mjs';

/**
 * Runs the bundled tests of `test/host/` inside VS Code, in a process of its own: `runTests()` of
 * `@vscode/test-electron` prints to where this process prints.
 * @param {import('./mocha-tests.mjs').Selection} selection
 * @param {boolean} show what they print, at once
 */
export function runHostTests({ files = [], grep }, show) {
  const env = { FEISHU_TODO_TEST_FILES: files.join(path.delimiter), FEISHU_TODO_TEST_GREP: grep };
  return countTests([inRoot('scripts', 'lib', 'host-tests-process.mjs')], env, show);
}
