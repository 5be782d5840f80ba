import { existsSync, readFileSync } from 'node:fs';
import { npm } from './npm.mjs';
import { inRoot, root } from './paths.mjs';
import { step } from './report.mjs';

/** Makes `node_modules` hold what `package-lock.json` says. */
export async function ensureNodeModules() {
  if (nodeModulesAreCurrent()) return;
  const fresh = !existsSync(inRoot('node_modules', '.package-lock.json'));
  await step(fresh ? 'Installing the npm packages' : 'Updating the npm packages', () =>
    // `ci` removes the whole folder first: right for a fresh or interrupted install, rude for a running watcher.
    npm('Installing the npm packages', root, [fresh ? 'ci' : 'install', '--no-audit', '--no-fund']),
  );
}

/** npm writes its own lock file into `node_modules` as the last act of an install: compare the two. */
function nodeModulesAreCurrent() {
  const installed = readPackages(inRoot('node_modules', '.package-lock.json'));
  const wanted = readPackages(inRoot('package-lock.json'));
  if (!installed || !wanted) return false;
  return Object.entries(wanted).every(
    ([place, { version, optional }]) => place === '' || optional || installed[place]?.version === version,
  );
}

/**
 * @param {string} file
 * @returns {Record<string, {version: string, optional?: boolean}> | undefined}
 */
function readPackages(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8')).packages;
  } catch {
    return undefined;
  }
}
