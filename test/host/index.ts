import { readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { format } from 'node:util';
import Mocha from 'mocha';

/** Tells the lines of the report from what VS Code itself writes to the console. */
const reportMark = '[test] ';

/**
 * Runs the bundled host tests inside the extension host. The runner (`scripts/lib/host-tests.mjs`) tells through the
 * environment which to run and where to write the counts.
 */
export async function run(): Promise<void> {
  process.setSourceMapsEnabled(true);
  const {
    FEISHU_TODO_TEST_GREP: grep,
    FEISHU_TODO_TEST_FILES: files = '',
    FEISHU_TODO_TEST_RESULT: result,
  } = process.env;
  const mocha = new Mocha({ ui: 'bdd', timeout: 60_000, slow: 2_000, color: false, ...(grep ? { grep } : {}) });
  Mocha.reporters.Base.consoleLog = (...args: unknown[]) => console.log(mark(format(...args)));
  for (const file of testFiles(files.split(path.delimiter).filter(Boolean))) mocha.addFile(file);
  await mocha.loadFilesAsync();
  const stats = await new Promise<Mocha.Stats | undefined>((resolve) => {
    const runner = mocha.run(() => resolve(runner.stats));
  });
  if (result) writeFileSync(result, JSON.stringify({ passed: stats?.passes ?? 0, failed: stats?.failures ?? 0 }));
  if (stats?.failures) throw new Error(`${stats.failures} host tests failed`);
}

const mark = (text: string): string =>
  text
    .split('\n')
    .map((line) => reportMark + line)
    .join('\n');

/** The bundles next to this one; with `wanted` only those whose path ends so. */
function testFiles(wanted: string[]): string[] {
  return readdirSync(__dirname, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.test.js'))
    .filter((file) => !wanted.length || wanted.some((end) => file.replace(/\.test\.js$/, '').endsWith(end)))
    .sort()
    .map((file) => path.join(__dirname, file));
}
