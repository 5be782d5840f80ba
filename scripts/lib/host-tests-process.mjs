/** What `host-tests.mjs` starts: VS Code with a fresh profile and a copy of the demo folder, and the tests in it. */
import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { TestRunFailedError, runTests } from '@vscode/test-electron';
import { makeDemo } from './demo.mjs';
import { writeJson } from './json.mjs';
import { inRoot, root, vscodeDir } from './paths.mjs';
import { runMain } from './report.mjs';
import { testSettings } from './test-settings.mjs';

await runMain(async () => {
  // Beside the result: the tests look into the profile, and find it there.
  const folder = path.dirname(/** @type {string} */ (process.env.FEISHU_TODO_TEST_RESULT));
  const userData = path.join(folder, 'user');
  writeJson(path.join(userData, 'User', 'settings.json'), testSettings);
  try {
    return await runTests({
      vscodeExecutablePath: desktopVSCode() ?? inRoot('scripts', 'lib', 'host-launcher.mjs'),
      extensionDevelopmentPath: root,
      extensionTestsPath: inRoot('out', 'test', 'host', 'index.js'),
      launchArgs: [
        await makeDemo(folder),
        `--user-data-dir=${userData}`,
        `--extensions-dir=${path.join(folder, 'ext')}`,
      ],
    });
  } catch (error) {
    if (error instanceof TestRunFailedError) return 1;
    throw error;
  }
});

/** A desktop VS Code that `@vscode/test-electron` has downloaded, where there is a screen to show it on. */
function desktopVSCode() {
  if (process.platform === 'linux' && !process.env.DISPLAY && !process.env.WAYLAND_DISPLAY) return undefined;
  if (!existsSync(vscodeDir)) return undefined;
  const build = readdirSync(vscodeDir).find((name) => name.startsWith('vscode-'));
  const programs = ['code', 'Code.exe', 'Visual Studio Code.app/Contents/MacOS/Electron'];
  return build && programs.map((name) => path.join(vscodeDir, build, name)).find((file) => existsSync(file));
}
