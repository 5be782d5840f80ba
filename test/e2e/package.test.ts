import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { statSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import { temporaryFolder } from '../../scripts/lib/host.mjs';
import { SandboxView, until, useWorkbench } from './support';

const packageScript = path.join(import.meta.dirname, '..', '..', 'scripts', 'package.mjs');

describe('the VSIX', () => {
  const workbench = useWorkbench(async () => {
    const vsix = path.join(temporaryFolder('vsix'), 'feishu-todo.vsix');
    await promisify(execFile)(process.execPath, [packageScript, '--out', vsix]);
    // The README's pictures are taken from the repository.
    assert.ok(statSync(vsix).size < 1_000_000);
    return { vsix };
  });

  it('installs, and has all it needs: the views, and the sandbox that is loaded on demand', async () => {
    const window = workbench();
    await window.showContainer('Feishu TODO');
    await window.tree('TODOs').row('apply the member discount before tax');
    await window.tree('Tasks').welcomeButton('Try with the Local Sandbox');
    const sandbox = await SandboxView.of(window);
    assert.match(sandbox.url, /^http:\/\/127\.0\.0\.1:\d+$/);
    await until('the sandbox is asked for the tasks', async () => (await sandbox.requests('GET', '/tasks')).length > 0);
  });
});
