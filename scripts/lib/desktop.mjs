import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { downloadAndUnzipVSCode, resolveCliArgsFromVSCodeExecutablePath } from '@vscode/test-electron';
import { root, vscodeDir } from './paths.mjs';
import { run } from './processes.mjs';
import { UserError } from './report.mjs';

/**
 * Opens a folder in desktop VS Code, downloaded where needed, until the person closes the window.
 * @param {{folder: string, locale?: string, vsix?: string}} options
 * @returns {Promise<number>} exit code
 */
export async function runDesktop({ folder, locale, vsix }) {
  const program = await download();
  const profile = path.join(vscodeDir, 'desktop-profile');
  const folders = [`--user-data-dir=${profile}`, `--extensions-dir=${path.join(profile, 'extensions')}`];
  if (vsix) {
    const [cli, ...args] = resolveCliArgsFromVSCodeExecutablePath(program);
    spawnSync(cli ?? program, [...args, ...folders, '--install-extension', vsix, '--force'], { stdio: 'inherit' });
  }
  const { code } = await run(
    program,
    [
      ...[folder, ...folders, '--wait', '--skip-welcome', '--disable-updates'],
      ...(vsix ? [] : [`--extensionDevelopmentPath=${root}`]),
      ...(locale ? ['--locale', locale] : []),
      ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
    ],
    { show: true },
  );
  return code;
}

async function download() {
  try {
    return await downloadAndUnzipVSCode({ cachePath: vscodeDir });
  } catch (error) {
    throw new UserError(
      `Desktop VS Code cannot be downloaded: ${/** @type {Error} */ (error).message}\n` +
        'Use VS Code in the browser instead (npm start), or open this folder in your own VS Code and press F5.',
    );
  }
}
