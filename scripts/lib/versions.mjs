/**
 * Every version that set-up installs outside `node_modules`, in one place.
 *
 * `code-server` on npm carries the whole VS Code server and web workbench; each release needs one Node major.
 */

/**
 * @typedef {object} VSCodeRelease
 * @property {string} vscode version of VS Code
 * @property {string} codeServer version of the `code-server` package that carries it
 * @property {string} node version of the `node-<platform>-<arch>` package it runs on
 * @property {string[]} nativeModules modules of VS Code that have to be compiled
 */

/** The releases that can be had; the first is the default. @type {Record<string, VSCodeRelease>} */
export const vscodeReleases = {
  1.139: {
    vscode: '1.139.1',
    codeServer: '4.139.1',
    node: '24.21.0',
    nativeModules: ['@vscode/spdlog', '@vscode/native-watchdog'],
  },
  1.96: {
    vscode: '1.96.4',
    codeServer: '4.96.4',
    node: '20.20.2',
    nativeModules: ['@vscode/spdlog', 'native-watchdog'],
  },
};

/** Oldest desktop VS Code the extension supports, and the one `--desktop` downloads by default. */
export const desktopVSCode = { oldest: '1.96.4', current: '1.139.1' };
