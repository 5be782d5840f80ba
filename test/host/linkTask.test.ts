import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { TestFile, until, useSandbox } from './support';

const LINK = 'feishuTodo.linkTask';
const UNLINK = 'feishuTodo.unlinkTask';
const CREATE = 'feishuTodo.createTask';
const NOWHERE = '00000000-0000-4000-8000-000000000000';

describe('linking a TODO to a task that exists', () => {
  const host = useSandbox();
  const style = (value: string | undefined): Thenable<void> =>
    vscode.workspace.getConfiguration('feishuTodo').update('link.style', value, vscode.ConfigurationTarget.Global);
  afterEach(() => style(undefined));

  /** A task of a TODO in a file of its own. */
  async function taskOf(title: string): Promise<string> {
    const file = await TestFile.open(`// TODO: ${title}\n`);
    return (await file.run(CREATE))!;
  }
  const isLinked = async (file: TestFile, line: number): Promise<boolean> =>
    (await file.actions(line)).includes('Open Feishu Task');

  it('by its title; open tasks are listed before those that are done', async () => {
    const done = await taskOf('a done task to link');
    await vscode.commands.executeCommand('feishuTodo.completeTask', { taskId: done });
    const open = await taskOf('an open task to link');
    const file = await TestFile.open('// TODO(lin): the same as that one\n');
    const linked = file.run(LINK);
    const { items } = await host.dialogs.shown('Link to Existing Task');
    const labels = items.map(({ label }) => label);
    assert.ok(labels.indexOf('an open task to link') < labels.indexOf('Completed'), labels.join());
    assert.ok(labels.indexOf('Completed') < labels.indexOf('a done task to link'), labels.join());
    await host.dialogs.pick('Link to Existing Task', 'an open task to link');
    assert.equal(await linked, open);
    assert.equal(file.saved, `// TODO(lin, feishu:${open}): the same as that one\n`);
    assert.deepEqual(host.messages.texts, []);
  });

  it('by a pasted link; several TODOs may have one task', async () => {
    const taskId = await taskOf('shared by two');
    const file = await TestFile.open('// TODO: first half\nconst a = 1;\n// TODO: second half\n');
    for (const line of [0, 2]) {
      const linked = file.run(LINK, line);
      await host.dialogs.search('Link to Existing Task', host.sandbox.client.taskUrl(taskId), 'shared by two');
      assert.equal(await linked, taskId);
    }
    assert.deepEqual(
      file.todos.map((todo) => todo.taskId),
      [taskId, taskId],
    );
  });

  it('by a place and an id as a script gives them', async () => {
    const taskId = await taskOf('for a script');
    const file = await TestFile.open('// TODO: linked by a script\n');
    const place = { uri: file.uri.toString(), line: 0, taskId };
    assert.equal(await vscode.commands.executeCommand(LINK, place), taskId);
    assert.equal(file.text, `// TODO(feishu:${taskId}): linked by a script\n`);
  });

  it('changes nothing when it is left with Escape', async () => {
    const file = await TestFile.open('// TODO: left alone\n');
    const linked = file.run(LINK);
    await host.dialogs.shown('Link to Existing Task');
    await host.dialogs.escape();
    assert.equal(await linked, undefined);
    assert.equal(file.text, '// TODO: left alone\n');
    assert.deepEqual(host.messages.texts, []);
  });

  it('says so where there is no such task, or the TODO has one', async () => {
    const file = await TestFile.open('// TODO: no such task\n');
    assert.equal(await vscode.commands.executeCommand(LINK, { uri: file.uri, line: 0, taskId: NOWHERE }), undefined);
    assert.equal((await host.messages.says('')).kind, 'error');
    assert.equal(file.text, '// TODO: no such task\n');
    await file.run(CREATE);
    assert.equal(await file.run(LINK), undefined);
    await host.messages.says('already has a Feishu task');
    assert.equal(await vscode.commands.executeCommand(LINK, { uri: 'no uri', line: 0 }), undefined);
    await host.messages.says('“no uri” is not the URI of a file');
  });

  for (const [name, marked] of [
    ['id', /^\/\/ TODO\(feishu:[\w-]+\): style id\n$/],
    ['url', /^\/\/ TODO: style url\n\/\/ https?:\S+\n$/],
    ['none', /^\/\/ TODO: style none\n$/],
  ] as const) {
    it(`${name}: a link made and taken away leaves the comment as it was`, async () => {
      await style(name);
      const taskId = await taskOf(`task for style ${name}`);
      const before = `// TODO: style ${name}\n`;
      const file = await TestFile.open(before);
      await vscode.commands.executeCommand(LINK, { uri: file.uri, line: 0, taskId });
      assert.match(file.text, marked);
      assert.ok(await isLinked(file, 0));
      await vscode.commands.executeCommand('workbench.action.closeActiveEditor');
      await vscode.commands.executeCommand('feishuTodo.openTodo', { taskId });
      assert.equal(vscode.window.activeTextEditor?.document.uri.path.endsWith('.ts'), true);
      const again = await TestFile.show(file.uri);
      assert.deepEqual(await again.run(UNLINK), [taskId]);
      assert.equal(again.saved, before);
      await until('the TODO has no task', async () => !(await isLinked(again, 0)));
      assert.equal((await host.sandbox.client.tasks.get(taskId)).completedAt, undefined);
    });
  }

  it('unlinks a TODO its task was made of, which may get another one then', async () => {
    const file = await TestFile.open('// TODO: made, unlinked, made again\n');
    const first = await file.run(CREATE);
    assert.deepEqual(await file.run(UNLINK), [first]);
    assert.equal(file.saved, '// TODO: made, unlinked, made again\n');
    assert.equal(await isLinked(file, 0), false);
    const second = await file.run(CREATE);
    assert.ok(second && second !== first);
    assert.equal(file.saved, `// TODO(feishu:${second}): made, unlinked, made again\n`);
    assert.deepEqual(host.messages.texts, []);
  });

  it('unlinks several rows at once, also of one task, and where that moves the lines below', async () => {
    await style('url');
    const taskId = await taskOf('of two rows');
    const before = '// TODO: row\nconst a = 1;\n// TODO: row\nconst b = 1;\n// TODO: no task\n';
    const file = await TestFile.open(before);
    await vscode.commands.executeCommand(LINK, { uri: file.uri, line: 2, taskId });
    await vscode.commands.executeCommand(LINK, { uri: file.uri, line: 0, taskId });
    assert.equal(file.todos.filter((todo) => todo.taskId === taskId).length, 2);
    const rows = file.todos.map(({ line }) => ({ uri: file.uri, line }));
    assert.deepEqual(await vscode.commands.executeCommand(UNLINK, rows[0], rows), [taskId, taskId]);
    assert.equal(file.saved, before);
    assert.deepEqual(host.messages.texts, []);
  });

  it('says so where there is nothing to unlink', async () => {
    const file = await TestFile.open('// TODO: not linked\n');
    assert.equal(await file.run(UNLINK), undefined);
    await host.messages.says('This TODO has no Feishu task.');
  });
});
