import { existsSync, mkdirSync, rmSync, symlinkSync } from 'node:fs';
import path from 'node:path';
import { temporaryFolder } from './folders.mjs';
import { readJson, writeJson } from './json.mjs';
import { mustRun, startGroup, stopGroup } from './processes.mjs';
import { UserError } from './report.mjs';

/** A VS Code server that has not begun to listen after this many milliseconds is given up. */
const startLimit = 60_000;

/** Keeps a fresh VS Code from talking about itself and from looking for things on the network. */
export const quietSettings = {
  'workbench.startupEditor': 'none',
  'workbench.tips.enabled': false,
  'workbench.enableExperiments': false,
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'workbench.editor.useModal': 'off',
  'chat.disableAIFeatures': true,
  'extensions.autoCheckUpdates': false,
  'extensions.autoUpdate': false,
  'extensions.ignoreRecommendations': true,
  'update.mode': 'none',
  'git.openRepositoryInParentFolders': 'never',
  'git.autofetch': false,
  // As on the desktop: in the browser, VS Code would save by itself after a second.
  'files.autoSave': 'off',
  'typescript.disableAutomaticTypeAcquisition': true,
};

/**
 * @typedef {object} ServerOptions
 * @property {import('./vscode-web.mjs').VSCodeWeb} vscode
 * @property {string} [port] a port or a range of ports; without it any free one
 * @property {string} [dataDir] settings, secrets, logs and extensions; without it a new folder, removed at the end
 * @property {string} [locale] language of the UI, e.g. `zh-cn`
 * @property {Record<string, unknown>} [settings] first user settings, on top of the quiet ones
 * @property {boolean} [workspaceTrust] ask about the trust in a folder, as a real VS Code does
 * @property {string} [folder] what the URL opens, or a `.code-workspace` file
 * @property {string} [extension] folder of an unpacked extension to install
 * @property {string} [vsix] packaged extension to install
 * @property {boolean} [automation] obey the `payload` of the URL, which loads an extension under development
 * @property {NodeJS.ProcessEnv} [env] of the server and so of the extensions
 * @property {(text: string) => void} [onOutput] what the server prints
 */

/**
 * @typedef {object} Server
 * @property {number} port
 * @property {string} url address of the workbench
 * @property {string} dataDir
 * @property {Promise<number | null>} ended resolves to the exit code when the server ends
 * @property {() => Promise<void>} stop
 */

/**
 * Starts a VS Code server on the loopback interface and waits until it listens.
 * @param {ServerOptions} options
 * @returns {Promise<Server>}
 */
export async function startServer(options) {
  const dataDir = options.dataDir ?? temporaryFolder('vscode-data');
  const extensionsDir = path.join(dataDir, 'extensions');
  const settingsFile = path.join(dataDir, 'data', 'User', 'settings.json');
  if (!existsSync(settingsFile)) writeJson(settingsFile, { ...quietSettings, ...options.settings });
  if (options.locale) writeLanguagePack(dataDir, options.locale);
  if (options.extension) linkExtension(extensionsDir, options.extension);
  const { node, server } = options.vscode;
  const folders = ['--server-data-dir', dataDir, '--extensions-dir', extensionsDir];
  if (options.vsix) {
    const install = [server, '--accept-server-license-terms', ...folders, '--force', '--install-extension'];
    await mustRun('Installing the VSIX', node, [...install, options.vsix]);
  }
  const args = [
    ...[server, '--host', '127.0.0.1', '--port', options.port ?? '0', '--without-connection-token'],
    ...['--accept-server-license-terms', '--telemetry-level', 'off', ...folders],
    ...(options.locale ? ['--locale', options.locale] : []),
    ...(options.workspaceTrust ? [] : ['--disable-workspace-trust']),
    ...(options.automation ? ['--enable-smoke-test-driver'] : []),
  ];
  const child = startGroup(node, args, { env: serverEnvironment(options.env) });
  const port = await listening(child, options.onOutput);
  const ended = new Promise((resolve) => child.once('exit', resolve));
  // Not the server's --default-folder: with it, VS Code watches neither the folder nor the settings for changes.
  return {
    port,
    ended,
    url: `http://localhost:${port}/${queryFor(options.folder)}`,
    dataDir,
    stop: () => stopGroup(child),
  };
}

/** What makes VS Code open a folder or a `.code-workspace` file. @param {string} [folder] */
function queryFor(folder) {
  if (folder === undefined) return '';
  const kind = folder.endsWith('.code-workspace') ? 'workspace' : 'folder';
  return `?${kind}=${folder.split('/').map(encodeURIComponent).join('/')}`;
}

/**
 * Without what a surrounding VS Code's terminal sets: it would make the server talk to that VS Code.
 * @param {NodeJS.ProcessEnv} [extra]
 */
function serverEnvironment(extra) {
  const inherited = Object.entries(process.env).filter(([name]) => !/^(VSCODE_|ELECTRON_RUN_AS_NODE$)/.test(name));
  return { ...Object.fromEntries(inherited), ...extra };
}

/**
 * @param {import('node:child_process').ChildProcess} child
 * @param {((text: string) => void)} [onOutput]
 * @returns {Promise<number>} the port
 */
function listening(child, onOutput) {
  return new Promise((resolve, reject) => {
    let output = '';
    const fail = (/** @type {string} */ reason) => {
      clearTimeout(timer);
      void stopGroup(child);
      reject(new UserError(`VS Code did not start: ${reason}.\n${output.trim()}`));
    };
    const timer = setTimeout(() => fail(`nothing heard from it for ${startLimit / 1000} s`), startLimit);
    const read = (/** @type {string} */ text) => {
      onOutput?.(text);
      output = (output + text).slice(-10_000);
      const port = /Extension host agent listening on (\d+)/.exec(output)?.[1];
      if (!port) return;
      clearTimeout(timer);
      resolve(Number(port));
    };
    child.stdout?.setEncoding('utf8').on('data', read);
    child.stderr?.setEncoding('utf8').on('data', read);
    child.once('error', (error) => fail(error.message));
    child.once('exit', (code) => fail(`it ended with exit code ${code}`));
  });
}

/**
 * Makes VS Code take an unpacked extension for an installed one. It gets a link: "Uninstall" removes no more than that.
 * @param {string} extensionsDir
 * @param {string} folder
 */
function linkExtension(extensionsDir, folder) {
  const { publisher, name, version } = readJson(path.join(folder, 'package.json'));
  const link = path.join(extensionsDir, `${publisher}.${name}-${version}`);
  mkdirSync(extensionsDir, { recursive: true });
  rmSync(link, { force: true });
  symlinkSync(folder, link, 'dir');
  const entry = {
    identifier: { id: `${publisher}.${name}` },
    version,
    location: { $mid: 1, path: link, scheme: 'file' },
  };
  writeJson(path.join(extensionsDir, 'extensions.json'), [entry]);
}

/**
 * VS Code believes in a locale only when a language pack for it is known: this one has no words of its own.
 * @param {string} dataDir
 * @param {string} locale
 */
function writeLanguagePack(dataDir, locale) {
  const words = path.join(dataDir, 'data', `${locale}.i18n.json`);
  writeJson(words, { version: '1.0.0', contents: {} });
  const extensions = [{ extensionIdentifier: { id: `feishu-todo.${locale}`, uuid: locale }, version: '1.0.0' }];
  const pack = { hash: '0', label: locale, extensions, translations: { vscode: words } };
  writeJson(path.join(dataDir, 'data', 'languagepacks.json'), { [locale]: pack });
}
