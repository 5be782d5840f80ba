import path from 'node:path';
import { ensureChromium } from './chromium.mjs';
import { withLock } from './lock.mjs';
import { ensureNodeModules } from './node-modules.mjs';
import { vscodeDir } from './paths.mjs';
import { UserError } from './report.mjs';
import { ensureVSCodeWeb } from './vscode-web.mjs';

// Nothing here may import a package: it runs before there is a `node_modules`.

const lock = path.join(vscodeDir, 'set-up.lock');

/** Makes sure that the npm packages are installed. */
export const setUpPackages = () => withLock(lock, ensureNodeModules);

/**
 * Makes sure that the npm packages, Chromium and a browser-hosted VS Code are installed. What is already there costs
 * milliseconds.
 * @param {string} [release] of VS Code, e.g. `1.96`
 */
export const setUp = (release) => withLock(lock, () => install(release, ensureChromium));

/** Like {@link setUp}, for someone with a browser of their own: Chromium that cannot be installed is only reported. */
export const setUpForPerson = () =>
  withLock(lock, () =>
    install(undefined, () =>
      ensureChromium().catch((error) => {
        if (!(error instanceof UserError)) throw error;
        console.error(`\n${error.message}\nIt is needed for npm test and npm start -- --smoke only.\n`);
      }),
    ),
  );

/**
 * @template T
 * @param {string | undefined} release
 * @param {() => Promise<T>} browser
 */
async function install(release, browser) {
  const [, chromium, vscode] = await Promise.all([ensureNodeModules(), browser(), ensureVSCodeWeb(release)]);
  return { chromium, vscode };
}
