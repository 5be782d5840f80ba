import assert from 'node:assert/strict';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import * as vscode from 'vscode';
import { commandIds } from '../../src/platform/commandIds';
import { storage, TestFile, until, useSandbox } from './support';

describe('the extension in VS Code', () => {
  it('is found and activates', async () => {
    const extension = vscode.extensions.getExtension('feishu-todo.feishu-todo');
    assert.ok(extension);
    await extension.activate();
    assert.equal(extension.isActive, true);
  });

  it('opens the demo folder', () => {
    assert.equal(vscode.workspace.workspaceFolders?.[0]?.name, 'demo-shop');
  });

  it('registers the commands of its manifest', async () => {
    const known = new Set(await vscode.commands.getCommands(true));
    assert.deepEqual(
      commandIds.filter((id) => !known.has(id)),
      [],
    );
  });
});

/** Every file below the extension's and VS Code's data that is text, without what the sandbox keeps about itself. */
function textFiles(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((file) => path.join(folder, file))
    .filter(
      (file) => statSync(file, { throwIfNoEntry: false })?.isFile() && !file.includes(`${path.sep}sandbox${path.sep}`),
    )
    .filter((file) => statSync(file).size < 1_000_000);
}

describe('secrets', () => {
  const host = useSandbox();

  it('stand in no file, neither settings nor logs nor the waiting creations', async () => {
    const file = await TestFile.open('// TODO: looked at for secrets\n');
    await file.run('feishuTodo.createTask');
    const user = path.resolve(storage(), '..', '..', '..', '..');
    const { appSecret } = host.sandbox.endpoint;
    const token = await host.sandbox.tenantToken();
    const log = await until('the log', () =>
      textFiles(user).find((one) => one.endsWith('Feishu TODO.log') && readFileSync(one, 'utf8').includes('Activated')),
    );
    for (const name of [...textFiles(user), log]) {
      const text = readFileSync(name, 'latin1');
      assert.ok(!text.includes(appSecret), name);
      assert.ok(!text.includes(token), name);
    }
  });
});
