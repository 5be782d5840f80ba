/** `npm start`: Feishu TODO in a real VS Code, from nothing. See the usage below. */
import { statSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { inRoot, root, vscodeDir } from './lib/paths.mjs';
import { UserError, runMain, seconds, step } from './lib/report.mjs';
import { setUp, setUpForPerson, setUpPackages } from './lib/setup.mjs';

const usage = `npm start [-- options]

Opens Feishu TODO in a real VS Code in the browser, with a demo project to try it on.

  --folder DIR      open this folder instead of the demo; settings and sign-ins are kept between starts
  --port N          port of VS Code (default: any free one; with --folder the first free from 8420)
  --locale LANG     language of VS Code, e.g. zh-cn
  --vsix FILE       install this package instead of the sources
  --desktop         download and use desktop VS Code
  --smoke           drive the main job once in headless Chromium and exit with 0 or 1
  --help            this text`;

const string = /** @type {const} */ ({ type: 'string' });
const boolean = /** @type {const} */ ({ type: 'boolean', default: false });
const options = {
  ...{ folder: string, port: string, locale: string, vsix: string },
  ...{ desktop: boolean, smoke: boolean, help: boolean },
};

// Ctrl+C is the ordinary way to end this program, not a failure.
for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => process.exit(0));

await runMain(async () => {
  const values = readOptions();
  if (values.help) return console.log(usage);
  if (values.smoke) return smoke();
  const started = Date.now();
  if (values.desktop) return desktop(values);
  const { vscode } = await setUpForPerson();
  const { folder, vsix } = await prepare(values);
  const { startServer } = await import('./lib/vscode-server.mjs');
  const server = await startServer({
    vscode,
    folder,
    port: values.port ?? (values.folder ? '8420-8499' : undefined),
    dataDir: values.folder && path.join(vscodeDir, vsix ? 'profile-vsix' : 'profile'),
    locale: values.locale,
    ...(vsix ? { vsix } : { extension: root }),
  });
  console.log(`
VS Code ${vscode.version} with Feishu TODO, started in ${seconds(Date.now() - started)}. Ctrl+C ends it.
Folder: ${folder}${values.folder ? '' : ' (a copy that is removed at the end)'}

Open ${server.url}`);
  const code = await server.ended;
  throw new UserError(`VS Code ended by itself with exit code ${code}.`);
});

function readOptions() {
  try {
    return parseArgs({ options }).values;
  } catch (error) {
    throw new UserError(`${/** @type {Error} */ (error).message}\n\n${usage}`);
  }
}

/** @param {ReturnType<typeof readOptions>} values */
async function desktop(values) {
  await setUpPackages();
  const { runDesktop } = await import('./lib/desktop.mjs');
  return runDesktop({ ...(await prepare(values)), locale: values.locale });
}

/**
 * Builds what VS Code is to run and finds the folder it is to open.
 * @param {ReturnType<typeof readOptions>} values
 */
async function prepare({ folder, vsix }) {
  if (!vsix) await build();
  return { folder: folder ? existing(folder) : await demo(), vsix: vsix && existing(vsix) };
}

async function build() {
  const { buildExtension } = await import('./lib/bundle.mjs');
  await step('Building the extension', () => buildExtension());
}

async function demo() {
  const { makeDemo } = await import('./lib/demo.mjs');
  const { temporaryFolder } = await import('./lib/folders.mjs');
  return makeDemo(temporaryFolder('demo'));
}

/**
 * The absolute path of something that must exist.
 * @param {string} given
 */
function existing(given) {
  const absolute = path.resolve(process.env.INIT_CWD ?? '.', given);
  if (statSync(absolute, { throwIfNoEntry: false })) return absolute;
  throw new UserError(`${absolute} does not exist.`);
}

async function smoke() {
  await setUp();
  await build();
  const { runEndToEndTests } = await import('./lib/mocha-tests.mjs');
  const { failed } = await runEndToEndTests(inRoot('test', 'e2e', 'smoke.test.ts'), {}, true);
  console.log(`Screenshots are in ${inRoot('out', 'screenshots')}`);
  return failed ? 1 : 0;
}
