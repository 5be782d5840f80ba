import assert from 'node:assert/strict';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { temporaryFolder } from '../../scripts/lib/host.mjs';
import { SandboxView, until, useWorkbench } from './support';

/** Two folders in one window: the second has settings of its own, and a file that the first one has, too. */
describe('a workspace of two folders', () => {
  const workspace = writeWorkspace({
    'one/src/a.ts': '// TODO: first of one\n',
    'one/src/b.ts': '// LATER: no tag here\n',
    'two/src/a.ts': '// TODO: first of two\n',
    'two/src/b.ts': '// LATER: a tag here\n',
    'two/.vscode/settings.json': JSON.stringify({ 'feishuTodo.tags': ['TODO', 'LATER'] }),
  });
  const workbench = useWorkbench({ folder: path.join(workspace, 'shop.code-workspace') });
  const todos = () => workbench().tree('TODOs');
  let sandbox: SandboxView;

  before(async function () {
    this.timeout(60_000);
    sandbox = await SandboxView.tryIn(workbench());
  });

  it('shows the TODOs of each by the settings of each', async () => {
    await todos().row('a tag here');
    const rows = (await todos().rows()).filter(({ level }) => level === 1);
    assert.deepEqual(
      rows.map(({ label, description }) => [label, description]),
      [
        ['one', '1'],
        ['two', '2'],
      ],
    );
    assert.equal(await todos().has('no tag here'), false);
    await workbench().screenshot('multi-root');
  });

  it('makes tasks that know which folder their TODO is in', async () => {
    const { quickInput } = workbench();
    await workbench().runCommand('Feishu TODO: Create Feishu Tasks…');
    await quickInput.shown('Create Feishu Tasks');
    await until('all TODOs', async () => (await quickInput.items()).length === 3);
    await quickInput.accept();
    await quickInput.item('Create 3 Tasks');
    await quickInput.accept();
    await until('the links', async () => (await todos().description()).startsWith('3 of 3'));
    const places = (await sandbox.requests('POST', '/task/v1/tasks')).map(({ body }) => {
      const extra = Buffer.from(String(body!['extra']), 'base64').toString();
      const { repo, path: file } = JSON.parse(extra) as { repo: string; path: string };
      return `${repo}/${file}`;
    });
    assert.deepEqual(places.sort(), ['one/src/a.ts', 'two/src/a.ts', 'two/src/b.ts']);
    for (const name of ['one', 'two']) {
      const link = new RegExp(`^// TODO\\(feishu:[\\w-]+\\): first of ${name}\n$`);
      await until(`the link in ${name}`, () => link.test(readFileSync(path.join(workspace, name, 'src/a.ts'), 'utf8')));
    }
  });
});

/** Gives the folder with all the files and a `shop.code-workspace` of the folders `one` and `two`. */
function writeWorkspace(files: Readonly<Record<string, string>>): string {
  const folder = temporaryFolder('workspace');
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(path.join(folder, path.dirname(name)), { recursive: true });
    writeFileSync(path.join(folder, name), text);
  }
  const folders = [{ path: 'one' }, { path: 'two' }];
  writeFileSync(path.join(folder, 'shop.code-workspace'), JSON.stringify({ folders }));
  return folder;
}
