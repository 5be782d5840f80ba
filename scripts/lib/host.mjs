import { makeDemo } from './demo.mjs';
import { temporaryFolder } from './folders.mjs';
import { root } from './paths.mjs';
import { setUp } from './setup.mjs';
import { testSettings } from './test-settings.mjs';
import { startServer } from './vscode-server.mjs';

/**
 * Everything an end-to-end test needs outside the page: see `host.d.mts` for the types.
 * @param {import('./host.mjs').HostOptions} [options]
 */
export async function openHost({ release, vsix, extension = root, ...options } = {}) {
  const { chromium, vscode } = await setUp(release);
  const folder = options.folder ?? (await makeDemo(temporaryFolder('e2e')));
  const installed = vsix ? { vsix } : { extension };
  const settings = { ...testSettings, ...options.settings };
  const server = await startServer({ ...options, ...installed, settings, vscode, folder });
  const { url, dataDir, stop } = server;
  return { url, dataDir, stop, folder, chromium, version: vscode.version };
}

export { launchBrowser, openStillPage } from './browser.mjs';
export { temporaryFolder } from './folders.mjs';
