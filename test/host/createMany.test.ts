import assert from 'node:assert/strict';
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import * as vscode from 'vscode';
import { codeActions, root, TestFile, until, useSandbox, type HostTools } from './support';

const MANY = 'feishuTodo.createTasks';
const TITLE = 'Create Feishu Tasks';
const createCall = { method: 'POST', path: '/open-apis/task/v1/tasks' };

type Run = Thenable<string[] | undefined>;
const run = (...args: unknown[]): Run => vscode.commands.executeCommand<string[] | undefined>(MANY, ...args);

/** Accepts the list as it is, all checked, and the preview. */
async function acceptAll(host: HostTools, count: number): Promise<void> {
  const list = await host.dialogs.shown(TITLE);
  assert.equal(list.selectedItems.length, count);
  await host.dialogs.accept();
  await host.dialogs.pick(TITLE, count === 1 ? 'Create Task' : `Create ${count} Tasks`);
}

/** Writes a folder with two files of numbered TODOs, one of them linked. */
function writeFolder(name: string, count: number): vscode.Uri {
  const folder = path.join(root(), name);
  mkdirSync(folder);
  const lines = (from: number, to: number): string =>
    Array.from({ length: to - from }, (_, index) => `// TODO: ${name} ${from + index}\nconst a${index} = 1;\n`).join(
      '',
    );
  writeFileSync(path.join(folder, 'a.ts'), `${lines(0, count / 2)}// TODO(feishu:abc-1): ${name} linked\n`);
  writeFileSync(path.join(folder, 'b.ts'), lines(count / 2, count));
  return vscode.Uri.file(folder);
}

/** Each comment of the folder carries the one task of its title. */
async function isCompleteOnce(host: HostTools, folder: vscode.Uri, name: string, count: number): Promise<void> {
  const tasks = (await host.sandbox.tasks()).filter(({ title }) => title.startsWith(`${name} `));
  assert.deepEqual(
    tasks.map(({ title }) => title).sort(),
    Array.from({ length: count }, (_, index) => `${name} ${index}`).sort(),
  );
  const ids = new Map(tasks.map(({ title, id }) => [title, id]));
  for (const file of ['a.ts', 'b.ts']) {
    const document = await vscode.workspace.openTextDocument(vscode.Uri.joinPath(folder, file));
    await until(`the links in ${file}`, () => !/\/\/ TODO: /.test(document.getText()));
    for (const [, id, title] of document.getText().matchAll(/TODO\(feishu:([\w-]+)\): (.*)/g)) {
      if (title !== `${name} linked`) assert.equal(id, ids.get(title!));
    }
  }
}

describe('creating many tasks', () => {
  const host = useSandbox();
  before(() => vscode.commands.executeCommand('feishuTodo.refreshTodos'));

  it('of a folder of the explorer: one list by file, all checked, without those that have a task', async () => {
    const folder = writeFolder('explorer', 4);
    await vscode.commands.executeCommand('feishuTodo.refreshTodos');
    const ids = run(folder, [folder]);
    const { items } = await host.dialogs.shown(TITLE);
    assert.deepEqual(
      items.map(({ label, description = '' }) => [label, description]),
      [
        ['explorer/a.ts', ''],
        ['explorer 0', 'a.ts:1'],
        ['explorer 1', 'a.ts:3'],
        ['explorer/b.ts', ''],
        ['explorer 2', 'b.ts:1'],
        ['explorer 3', 'b.ts:3'],
      ],
    );
    await acceptAll(host, 4);
    assert.equal((await ids)?.length, 4);
    await isCompleteOnce(host, folder, 'explorer', 4);
    assert.deepEqual(host.messages.texts, []);
  });

  it('sets a field for all that do not say it themselves', async () => {
    const file = await TestFile.open('// TODO: says nothing\n\n// TODO(李娜): says who\n// due: 2031-03-03\n');
    const ids = run({ uri: file.uri.toString() });
    await host.dialogs.pick(TITLE, 'says nothing', 'says who');
    await host.dialogs.pick(TITLE, 'Assignees');
    await host.dialogs.pick('Assignees', 'Bob Smith');
    await host.dialogs.pick(TITLE, 'Followers');
    await host.dialogs.pick('Followers', 'Alice Johnson');
    await host.dialogs.pick(TITLE, 'Create 2 Tasks');
    const tasks = await Promise.all((await ids)!.map((id) => host.sandbox.client.tasks.get(id)));
    const names = async (of: readonly string[]) =>
      (await host.sandbox.client.contacts.getMany(of)).map(({ name }) => name);
    assert.deepEqual(await Promise.all(tasks.map(({ assigneeIds }) => names(assigneeIds))), [['Bob Smith'], ['李娜']]);
    assert.deepEqual(await Promise.all(tasks.map(({ followerIds }) => names(followerIds))), [
      ['Alice Johnson'],
      ['Alice Johnson'],
    ]);
    assert.equal(tasks[1]?.due?.kind === 'date' && tasks[1].due.date, '2031-03-03');
  });

  it('tells once of all names that are unclear, and adds who was meant to each of their tasks', async () => {
    const file = await TestFile.open('// TODO(@ali): one\n\n// TODO(@ali, 李娜): two\n\n// TODO(@bob): three\n');
    const ids = run({ uri: file.uri.toString() });
    await acceptAll(host, 3);
    const [one, two, three] = (await ids)!;
    const assignees = async (id: string) => {
      const { assigneeIds } = await host.sandbox.client.tasks.get(id);
      return (await host.sandbox.client.contacts.getMany(assigneeIds)).map(({ name }) => name).sort();
    };
    assert.deepEqual(await assignees(two!), ['李娜']);
    await host.messages.press('It is not clear who is meant by “ali”, so they are not on their tasks.', 'Choose…');
    await host.dialogs.pick('Add Assignees', 'Alice Johnson');
    await until('Alice is on both', async () =>
      (await Promise.all([one!, two!].map(assignees))).every((names) => names.includes('Alice Johnson')),
    );
    assert.deepEqual(await assignees(three!), ['Bob Smith']);
  });

  it('of a selection, offered by the lightbulb, and only of what is checked', async () => {
    const file = await TestFile.open('// TODO: sel one\n\n// TODO: sel two\n\n// TODO: sel three\n');
    const range = new vscode.Range(0, 0, 2, 5);
    const actions = await codeActions(file.uri, range);
    const action = actions.find(({ title }) => title === 'Create Feishu Tasks… (2 TODOs)');
    const ids = run(...action!.command!.arguments!);
    await host.dialogs.pick(TITLE, 'sel two');
    await host.dialogs.pick(TITLE, 'Create Task');
    const [id] = (await ids)!;
    assert.equal(file.saved, `// TODO: sel one\n\n// TODO(feishu:${id}): sel two\n\n// TODO: sel three\n`);
  });

  it('asks which TODOs where nothing says so', async () => {
    const file = await TestFile.open('// TODO: asked one\n\n// TODO: asked two\n');
    file.editor.selection = new vscode.Selection(0, 0, 1, 0);
    const ids = run();
    const { items } = await host.dialogs.shown(TITLE);
    assert.deepEqual(
      items.map(({ label, description }) => [label, description]),
      [
        ['Selection', '1'],
        ['This File', '2'],
        ['Whole Workspace', undefined],
      ],
    );
    await host.dialogs.pick(TITLE, 'This File');
    await acceptAll(host, 2);
    assert.equal((await ids)?.length, 2);
  });

  it('of several rows, among them twins side by side', async () => {
    const file = await TestFile.open('// TODO: twin\n// TODO: twin\n// TODO: twin\n');
    const rows = [0, 1, 2].map((line) => ({ uri: file.uri, line }));
    const ids = run(rows[1], rows);
    await acceptAll(host, 3);
    const made = (await ids)!;
    assert.equal(file.saved, made.map((id) => `// TODO(feishu:${id}): twin\n`).join(''));
  });

  it('sends nothing when it is left with Escape at any step, and keeps what was set', async () => {
    const file = await TestFile.open('// TODO: escaped one\n\n// TODO: escaped two\n');
    for (const steps of [0, 1, 2]) {
      const left = run(file.uri);
      await host.dialogs.shown(TITLE);
      if (steps > 0) await host.dialogs.pick(TITLE, 'escaped one', 'escaped two');
      if (steps > 1) {
        await host.dialogs.pick(TITLE, 'Followers');
        await host.dialogs.pick('Followers', 'Alice Johnson');
      }
      if (steps > 0) await host.dialogs.row(TITLE, 'Create 2 Tasks');
      await host.dialogs.escape();
      assert.equal(await left, undefined);
    }
    const again = run(file.uri);
    await host.dialogs.pick(TITLE, 'escaped one', 'escaped two');
    assert.equal((await host.dialogs.row(TITLE, 'Followers')).description, 'Alice Johnson');
    await host.dialogs.escape();
    await again;
    assert.equal(file.text, '// TODO: escaped one\n\n// TODO: escaped two\n');
    assert.deepEqual(await host.sandbox.tasksTitled('escaped one'), []);
    assert.deepEqual(host.messages.texts, []);
  });

  it('says so where there is none to make', async () => {
    const file = await TestFile.open('const a = 1;\n');
    assert.equal(await run(file.uri), undefined);
    (await host.messages.says('There is no TODO without a task here.')).press(undefined);
  });

  it('loses none and makes none twice when Feishu fails in the middle', async function () {
    this.timeout(120_000);
    const folder = writeFolder('faulty', 20);
    await vscode.commands.executeCommand('feishuTodo.refreshTodos');
    await host.sandbox.fail({ ...createCall, kind: 'drop-after', skip: 3, count: 2 });
    await host.sandbox.fail({ ...createCall, kind: 'html', status: 502, afterWrite: true, skip: 9, count: 1 });
    await host.sandbox.fail({ ...createCall, kind: 'rate-limit', resetSeconds: 1, skip: 12, count: 1 });
    await host.sandbox.fail({ ...createCall, kind: 'revoke-token', skip: 15, count: 1 });
    const ids = run(folder);
    await acceptAll(host, 20);
    await ids;
    await until('all are linked', async () => {
      const tasks = (await host.sandbox.tasks()).filter(({ title }) => title.startsWith('faulty '));
      return tasks.length >= 20;
    });
    await isCompleteOnce(host, folder, 'faulty', 20);
  });

  it('takes back what was not sent when it is cancelled', async () => {
    const count = 12;
    const lines = Array.from({ length: count }, (_, index) => `// TODO: cancelled ${index}\nconst a${index} = 1;\n`);
    const file = await TestFile.open(lines.join(''));
    const cancel = new vscode.CancellationTokenSource();
    const { withProgress } = vscode.window;
    const cancellable: typeof withProgress = (options, task) =>
      withProgress.call(vscode.window, options, (progress) => task(progress, cancel.token)) as never;
    await host.sandbox.fail({ ...createCall, kind: 'delay', delayMs: 400 });
    Object.assign(vscode.window, { withProgress: cancellable });
    try {
      const run1 = run(file.uri);
      await acceptAll(host, count);
      await until('one is made', async () => (await host.sandbox.tasksTitled('cancelled 0')).length > 0);
      cancel.cancel();
      const ids = (await run1)!;
      assert.ok(ids.length > 0 && ids.length < count, String(ids.length));
      const made = (await host.sandbox.tasks()).filter(({ title }) => title.startsWith('cancelled '));
      assert.deepEqual(made.map(({ id }) => id).sort(), [...ids].sort());
      assert.deepEqual(
        file.todos.flatMap(({ taskId }) => taskId ?? []),
        ids,
      );
      assert.deepEqual(host.messages.texts, []);
      // The others are as they were.
      const rest = run(file.uri);
      assert.equal((await host.dialogs.shown(TITLE)).selectedItems.length, count - ids.length);
      await host.dialogs.escape();
      await rest;
    } finally {
      Object.assign(vscode.window, { withProgress });
    }
  });

  it('says in one message what waits and what is refused, and none is lost', async () => {
    const file = await TestFile.open('// TODO: part one\n\n// TODO: sandbox-forbidden-text\n\n// TODO: part three\n');
    const ids = run(file.uri);
    await acceptAll(host, 3);
    assert.equal((await ids)?.length, 2);
    const { text, buttons } = await host.messages.says('2 tasks created, 1 refused. ');
    assert.deepEqual(buttons, ['Show Tasks', 'Show Log']);
    assert.ok(text.length > '2 tasks created, 1 refused. '.length, text);
    assert.match(file.saved, /part one\n\n\/\/ TODO: sandbox-forbidden-text\n\n\/\/ TODO\(feishu:/);

    await host.sandbox.fail({ kind: 'html', status: 403, path: '/open-apis/**' });
    const offline = await TestFile.open('// TODO: offline one\n\n// TODO: offline two\n');
    const none = run(offline.uri);
    await acceptAll(host, 2);
    assert.deepEqual(await none, []);
    await host.messages.says('0 tasks created, 2 waiting for the network');
    // They are on their way: they are not offered again.
    await run(offline.uri);
    await host.messages.says('There is no TODO without a task here.');
    await host.sandbox.heal();
    await vscode.commands.executeCommand('feishuTodo.refreshTasks');
    await until('both are linked', () => (offline.saved.match(/feishu:/g) ?? []).length === 2);
    assert.equal((await host.sandbox.tasksTitled('offline one')).length, 1);
  });
});
