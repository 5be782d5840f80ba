#!/usr/bin/env node
/**
 * Stands in for the desktop VS Code that `runTests()` of `@vscode/test-electron` starts: takes the same arguments, runs
 * the tests in the browser-hosted VS Code, prints what they print and ends with their exit code.
 */
import { appendFileSync, mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { format } from 'node:util';
import { launchBrowser, openStillPage } from './browser.mjs';
import { temporaryFolder } from './folders.mjs';
import { inRoot } from './paths.mjs';
import { runMain } from './report.mjs';
import { setUp } from './setup.mjs';
import { startServer } from './vscode-server.mjs';

/** What the lines of the tests' report begin with, see `test/host/index.ts`. */
const reportMark = '[test] ';

/** A VS Code whose tests have said nothing for so long, in milliseconds, hangs. */
const silenceLimit = 4 * 60_000;

/**
 * What of VS Code's command line matters here; the last of a repeated argument counts, flags are `true`.
 * @param {string[]} argv
 * @returns {{folder: string | undefined, options: Record<string, string | true | undefined>}}
 */
function parseArguments(argv) {
  const folder = argv.find((argument) => !argument.startsWith('--'));
  const pairs = argv
    .filter((argument) => argument.startsWith('--'))
    .map((argument) => argument.slice(2).split(/=(.*)/s));
  return { folder, options: Object.fromEntries(pairs.map(([name, value]) => [name, value ?? true])) };
}

/**
 * Prints the tests' own lines and keeps what VS Code says besides in `out/host.log`.
 * @param {string} text
 * @returns {boolean} did the tests say something?
 */
function report(text) {
  const lines = text.split('\n');
  const own = lines.filter((line) => line.startsWith(reportMark));
  for (const line of own) console.log(line.slice(reportMark.length));
  const rest = lines.filter((line) => !line.startsWith(reportMark));
  if (rest.length) appendFileSync(inRoot('out', 'host.log'), `${rest.join('\n')}\n`);
  return own.length > 0;
}

/**
 * Opens the workbench with the tests as its payload and waits for their exit code.
 * @param {import('playwright-core').Browser} browser
 * @param {string} url of the workbench
 * @param {Record<string, string>} paths of the payload
 * @param {string} [folder] to open
 */
async function runInBrowser(browser, url, paths, folder) {
  const remote = Object.entries(paths).map(([name, file]) => [name, `vscode-remote://${new URL(url).host}${file}`]);
  const address = new URL(url);
  address.searchParams.set('payload', JSON.stringify([...remote, ['skipWelcome', 'true']]));
  if (folder) address.searchParams.set('folder', folder);
  else address.searchParams.set('ew', 'true');
  const page = await openStillPage(browser);
  return new Promise((resolve, reject) => {
    const giveUp = () => reject(new Error(`Nothing heard from the tests for ${silenceLimit / 60_000} minutes.`));
    const silence = setTimeout(giveUp, silenceLimit).unref();
    const log = (/** @type {string} */ _type, /** @type {unknown[]} */ args) => {
      if (report(format(...args))) silence.refresh();
    };
    page.once('crash', () => reject(new Error('The browser page crashed.')));
    page
      .exposeFunction('codeAutomationLog', log)
      .then(() => page.exposeFunction('codeAutomationExit', resolve))
      .then(() => page.goto(address.href))
      .catch(reject);
  });
}

await runMain(async () => {
  mkdirSync(inRoot('out'), { recursive: true });
  writeFileSync(inRoot('out', 'host.log'), '');
  const { folder, options } = parseArguments(process.argv.slice(2));
  const { vscode, chromium } = await setUp();
  const server = await startServer({
    vscode,
    dataDir: path.join(String(options['user-data-dir'] ?? temporaryFolder('data')), 'web'),
    locale: typeof options.locale === 'string' ? options.locale : undefined,
    workspaceTrust: !options['disable-workspace-trust'],
    automation: true,
  });
  const browser = await launchBrowser(chromium);
  const code = await runInBrowser(
    browser,
    server.url,
    {
      extensionDevelopmentPath: String(options.extensionDevelopmentPath),
      extensionTestsPath: String(options.extensionTestsPath),
    },
    folder,
  );
  await Promise.all([browser.close(), server.stop()]);
  return Number(code);
});
