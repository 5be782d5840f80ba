import assert from 'node:assert/strict';
import { collect } from '../../src/feishu';
import { SandboxView, until, useWorkbench } from './support';

const LINKED = 'apply the member discount before tax';

describe('tasks of many TODOs, and of one that has a task already', () => {
  const workbench = useWorkbench();
  let sandbox: SandboxView;
  const titlesInFeishu = async (): Promise<string[]> =>
    (await collect(sandbox.client().tasks.list())).map(({ title }) => title);

  before(async function () {
    this.timeout(60_000);
    const window = workbench();
    sandbox = await SandboxView.tryIn(window);
    await window.tree('TODOs').row(LINKED);
  });

  it('are made from one list, and what waited when the window was reloaded follows', async function () {
    this.timeout(90_000);
    const window = workbench();
    const { quickInput } = window;
    await window.tree('TODOs').titleAction('Create Feishu Tasks…');
    await quickInput.shown('Create Feishu Tasks');
    const listed = await quickInput.items();
    assert.ok(listed.length > 5 && listed.every(({ checked }) => checked), JSON.stringify(listed));
    await window.screenshot('many-1-list');
    await quickInput.accept();
    await quickInput.item('Tasklist');
    await window.screenshot('many-2-preview');
    const count = Number(/\d+/.exec((await quickInput.items())[0]!.label)![0]);
    // After the first five the network is a hotel's, where every request ends on the log-in page.
    await sandbox.fail({ kind: 'html', status: 403, method: 'POST', path: '/open-apis/task/v1/tasks', skip: 5 });
    await quickInput.accept();
    const [, made, waiting] = /^(\d+) tasks created, (\d+) waiting/.exec(await window.notifications.says('waiting'))!;
    assert.equal(Number(made) + Number(waiting), count);
    await window.screenshot('many-3-summary');
    await window.load();
    // This browser-hosted VS Code keeps secrets for the life of the page only; the sandbox starts anew, without faults.
    await window.showContainer('Feishu TODO');
    await window.tree('Tasks').welcomeButton('Try with the Local Sandbox');
    await until(
      'every TODO has its task',
      async () => (await window.tree('TODOs').description()).startsWith(`${count} of ${count}`),
      60_000,
    );
    sandbox = await SandboxView.of(window);
    const titles = await titlesInFeishu();
    assert.equal(titles.length, count, titles.join('; '));
    assert.equal(new Set(titles).size, count);
  });

  it('unlinks a TODO and links it to its task again', async function () {
    this.timeout(60_000);
    const window = workbench();
    const { quickInput } = window;
    const editor = await window.openFile('src/cart.ts');
    await editor.menu.openAndPick(() => editor.rightClick(LINKED), 'Unlink Task');
    await window.fileSays('src/cart.ts', (text) => text.includes(`// TODO: ${LINKED}`));
    await window.statusBar('Unlinked');
    await editor.menu.openAndPick(
      () => editor.rightClick(LINKED),
      'Link to Existing Task…',
      () => window.screenshot('link-1-menu'),
    );
    await quickInput.shown('Link to Existing Task');
    await quickInput.item(LINKED);
    await window.screenshot('link-2-tasks');
    await quickInput.type('member disc');
    await quickInput.pick(LINKED);
    await window.fileSays('src/cart.ts', (text) => /TODO\(feishu:[\w-]+\): apply the member discount/.test(text));
    assert.deepEqual(await window.notifications.list(), []);
  });
});
