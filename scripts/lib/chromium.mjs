import { existsSync } from 'node:fs';
import { findOnPath, mustRun, run } from './processes.mjs';
import { UserError, step } from './report.mjs';

const programs = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'microsoft-edge'];
const macPrograms = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
];
const debianPackages = ['chromium', 'fonts-noto-cjk'];

/** The path of a Chromium on this machine, if there is one; `CHROMIUM_PATH` comes first. */
export function findChromium() {
  const given = process.env.CHROMIUM_PATH;
  if (given) {
    if (existsSync(given)) return given;
    throw new UserError(`CHROMIUM_PATH names ${given}, which does not exist.`);
  }
  return findOnPath(programs) ?? macPrograms.find((file) => existsSync(file));
}

/**
 * Makes sure there is a Chromium to drive (and, where it has to be installed, fonts for Chinese).
 * @returns {Promise<string>} its path
 */
export async function ensureChromium() {
  const found = findChromium();
  if (found) return found;
  const apt = findOnPath(['apt-get']);
  if (!apt) throw new UserError(howToGetIt('there is no apt-get on this system to install it with'));
  if (process.getuid?.() !== 0) throw new UserError(howToGetIt('installing it needs root'));
  await step(`Installing ${debianPackages.join(' and ')} with apt-get`, () => aptInstall(apt));
  const installed = findChromium();
  const answer = installed ? await run(installed, ['--version']) : undefined;
  if (installed && answer?.code === 0) return installed;
  throw new UserError(howToGetIt('the package installed by apt-get does not run'));
}

/** @param {string} apt */
async function aptInstall(apt) {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const patience = ['-o', 'DPkg::Lock::Timeout=300'];
  try {
    await mustRun('Reading the package lists', apt, [...patience, 'update'], { env });
    const install = [...patience, 'install', '--yes', '--no-install-recommends', ...debianPackages];
    await mustRun('Installing Chromium', apt, install, { env });
  } catch (error) {
    throw new UserError(howToGetIt(/** @type {Error} */ (error).message));
  }
}

/** @param {string} reason */
const howToGetIt = (reason) =>
  `Chromium is missing: ${reason}.\n` +
  'Install Chromium or Google Chrome yourself and run this again, for example\n' +
  `  sudo apt-get install ${debianPackages.join(' ')}\n` +
  'or point CHROMIUM_PATH at the program.';
