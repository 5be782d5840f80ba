import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { TestFile, useSandbox } from './support';

const run = (command: string, ...args: unknown[]): Thenable<unknown> =>
  vscode.commands.executeCommand(`feishuTodo.${command}`, ...args);

describe('how the views are arranged', () => {
  const host = useSandbox();

  afterEach(async () => {
    await run('arrangeTasks', { group: 'due', sort: 'due', text: '', completed: true });
    await run('arrangeTodos', { group: 'folder', text: '', tags: [], link: 'all', currentFile: false });
  });

  /** The rows of a quick pick that have a check mark, and what stands beside "Filter by Text…". */
  async function arranged(command: string, title: string): Promise<{ checked: string[]; text: string | undefined }> {
    const asked = run(command);
    const { items } = await host.dialogs.shown(title);
    const checked = items
      .filter(({ label }) => label.startsWith('$(check) '))
      .map(({ label }) => label.replace('$(check) ', ''));
    const text = items.find(({ label }) => label === 'Filter by Text…')?.description;
    await host.dialogs.escape();
    await asked;
    return { checked, text };
  }
  const tasks = () => arranged('arrangeTasks', 'Arrange Tasks');
  const todos = () => arranged('arrangeTodos', 'Arrange TODOs');

  it('tasks, by choosing', async () => {
    assert.deepEqual((await tasks()).checked, ['Due Date', 'Due Date', 'Completed Tasks']);
    for (const choice of ['My Part in It', 'Newest First', 'Completed Tasks']) {
      const asked = run('arrangeTasks');
      await host.dialogs.pick('Arrange Tasks', choice);
      await asked;
    }
    assert.deepEqual((await tasks()).checked, ['My Part in It', 'Newest First']);
    await run('clearTaskFilter');
    assert.deepEqual((await tasks()).checked, ['My Part in It', 'Newest First', 'Completed Tasks']);
  });

  it('tasks, by what a script asks for; what is unfit is left out', async () => {
    await run('arrangeTasks', { group: 'tasklist', sort: 'by magic', completed: 'no', text: '  cart ' });
    assert.deepEqual(await tasks(), { checked: ['Tasklist', 'Due Date', 'Completed Tasks'], text: 'cart' });
  });

  it('TODOs, by choosing', async () => {
    assert.deepEqual((await todos()).checked, ['Folder', 'All TODOs']);
    for (const choice of ['Tag', 'Without a Task', 'Current File Only']) {
      const asked = run('arrangeTodos');
      await host.dialogs.pick('Arrange TODOs', choice);
      await asked;
    }
    assert.deepEqual((await todos()).checked, ['Tag', 'Without a Task', 'Current File Only']);
    await run('clearTodoFilter');
    assert.deepEqual((await todos()).checked, ['Tag', 'All TODOs']);
  });

  it('TODOs of some tags', async () => {
    await run('refreshTodos');
    const asked = run('arrangeTodos');
    await host.dialogs.pick('Arrange TODOs', 'Filter by Tag…');
    await host.dialogs.pick('Filter TODOs', 'FIXME');
    await asked;
    const again = run('arrangeTodos');
    const { items } = await host.dialogs.shown('Arrange TODOs');
    assert.equal(items.find(({ label }) => label === 'Filter by Tag…')?.description, 'FIXME');
    await host.dialogs.escape();
    await again;
  });

  for (const [command, title, look] of [
    ['filterTasks', 'Filter Tasks', tasks],
    ['filterTodos', 'Filter TODOs', todos],
  ] as const) {
    it(`${command}: Enter keeps the words, Escape takes them back`, async () => {
      const first = run(command);
      await host.dialogs.type(title, 'cart');
      await first;
      assert.equal((await look()).text, 'cart');
      const second = run(command);
      const box = await host.dialogs.box(title);
      assert.equal(box.value, 'cart');
      box.value = 'something else';
      await host.dialogs.escape();
      await second;
      assert.equal((await look()).text, 'cart');
      await run(command, '');
      assert.equal((await look()).text, '');
    });
  }

  it('says nothing to arguments that are no rows', async () => {
    for (const argument of [undefined, null, 'more', { kind: 'task' }, { kind: 'problem' }]) {
      await run('showMoreTodos', argument);
      await run('showMoreTasks', argument);
    }
    await run('tryAgain', undefined);
    assert.deepEqual(host.messages.texts, []);
  });

  it('shows a task that is asked for whatever is grouped and filtered', async () => {
    const file = await TestFile.open('// TODO: to be found again\n');
    const taskId = await file.run('feishuTodo.createTask');
    for (const group of ['due', 'role', 'tasklist', 'none']) {
      await run('arrangeTasks', { group, text: 'nothing is called so' });
      await run('goToTask', { taskId });
      assert.equal((await tasks()).text, '', group);
    }
    assert.deepEqual(host.messages.texts, []);
  });
});

describe('trying again', () => {
  const host = useSandbox();

  it('says what is wrong where it fails again, and nothing once it works', async () => {
    await host.sandbox.fail({ kind: 'html', status: 403, path: '/open-apis/**' });
    await run('refreshTasks');
    assert.deepEqual(host.messages.texts, [], 'a row of the tree says it');
    const row = { kind: 'problem', id: 'problem', error: undefined, guid: undefined };
    await run('tryAgain', row);
    assert.equal(host.messages.shown.length, 1);
    host.messages.shown.length = 0;
    await host.sandbox.heal();
    await run('tryAgain', row);
    assert.deepEqual(host.messages.texts, []);
  });
});
