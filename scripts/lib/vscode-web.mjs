import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { npm } from './npm.mjs';
import { vscodeDir } from './paths.mjs';
import { run } from './processes.mjs';
import { UserError, step } from './report.mjs';
import { vscodeReleases } from './versions.mjs';

/** Raise it when the steps of {@link install} change: what older ones installed is then replaced. */
const layout = 2;

/**
 * @typedef {object} VSCodeWeb
 * @property {string} version version of VS Code
 * @property {string} node the Node program that runs it
 * @property {string} server its `server-main.js`
 */

/**
 * The release to use: the argument, else `FEISHU_TODO_VSCODE`, else the newest.
 * @param {string} [wanted] e.g. `1.96`
 */
function chooseRelease(wanted = process.env.FEISHU_TODO_VSCODE || '1.139') {
  const release = vscodeReleases[wanted];
  if (release) return release;
  throw new UserError(`No VS Code ${wanted} here: choose one of ${Object.keys(vscodeReleases).join(', ')}.`);
}

/** Can the browser-hosted VS Code be installed on this system? */
export const webHostSupported = () => process.platform === 'linux' && ['x64', 'arm64'].includes(process.arch);

/**
 * Makes sure the browser-hosted VS Code is there, in `.vscode-test/`.
 * @param {string} [wanted] e.g. `1.96`
 * @returns {Promise<VSCodeWeb>}
 */
export async function ensureVSCodeWeb(wanted) {
  const release = chooseRelease(wanted);
  const folder = path.join(vscodeDir, `web-${release.vscode}`);
  const nodeHome = path.join(folder, 'node_modules', `node-${process.platform}-${process.arch}`);
  const place = {
    version: release.vscode,
    node: path.join(nodeHome, 'bin', 'node'),
    server: path.join(folder, 'node_modules', 'code-server', 'lib', 'vscode', 'out', 'server-main.js'),
  };
  const marker = path.join(folder, 'complete.json');
  const recipe = JSON.stringify({ ...release, layout });
  if (existsSync(marker) && readFileSync(marker, 'utf8') === recipe) return place;
  if (!webHostSupported()) {
    throw new UserError(
      `The browser-hosted VS Code runs on Linux (x64, arm64) only, and this is ${process.platform} ${process.arch}.\n` +
        'Use desktop VS Code instead: npm start -- --desktop, or press F5 in VS Code.',
    );
  }
  await step(`Installing VS Code ${release.vscode} for the browser (once, about 700 MB on disk)`, async () => {
    rmSync(folder, { recursive: true, force: true });
    mkdirSync(folder, { recursive: true });
    await install(release, folder, nodeHome);
    writeFileSync(marker, recipe);
  });
  return place;
}

/**
 * @param {import('./versions.mjs').VSCodeRelease} release
 * @param {string} folder
 * @param {string} nodeHome
 */
async function install(release, folder, nodeHome) {
  const quiet = ['--no-audit', '--no-fund', '--no-package-lock'];
  const nodePackage = `${path.basename(nodeHome)}@${release.node}`;
  await npm('Installing VS Code', folder, [
    ...['install', '--ignore-scripts', ...quiet],
    ...[`code-server@${release.codeServer}`, nodePackage],
  ]);
  const vscode = path.join(folder, 'node_modules', 'code-server', 'lib', 'vscode');
  rmSync(path.join(vscode, 'npm-shrinkwrap.json'), { force: true }); // may name git dependencies
  const withNode = { node: path.join(nodeHome, 'bin'), nodeHeaders: nodeHome };
  for (const part of [vscode, path.join(vscode, 'extensions')]) {
    await npm(
      'Installing the parts of VS Code',
      part,
      ['install', '--omit=dev', '--ignore-scripts', ...quiet],
      withNode,
    );
  }
  await compile(release, vscode, withNode);
}

/**
 * Compiles the native modules and proves that they load: npm may skip install scripts with no more than a warning.
 * @param {import('./versions.mjs').VSCodeRelease} release
 * @param {string} vscode
 * @param {{node: string, nodeHeaders: string}} withNode
 */
async function compile(release, vscode, withNode) {
  const rebuild = ['rebuild', '--ignore-scripts=false', '--foreground-scripts', ...release.nativeModules];
  try {
    await npm('Compiling two small modules of VS Code', vscode, rebuild, withNode);
  } catch (error) {
    throw new UserError(
      `${/** @type {Error} */ (error).message}\nA C++ compiler, make and python3 are needed: apt-get install build-essential python3`,
    );
  }
  for (const name of release.nativeModules) {
    const { code, output } = await run(path.join(withNode.node, 'node'), ['-e', `require('${name}')`], { cwd: vscode });
    if (code !== 0) throw new UserError(`VS Code's module ${name} was not compiled:\n  ${output.trim()}`);
  }
}
