import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { collect } from '../../src/feishu';
import { TestFile, useSandbox } from './support';

/** Runs a command of a task's menu. */
const run = (command: string, taskId: string): Thenable<unknown> =>
  vscode.commands.executeCommand(`feishuTodo.${command}`, { taskId });

describe('what can be done with a task', () => {
  const host = useSandbox();
  let file: TestFile;
  let taskId: string;

  /** A linked TODO on line 2 of a file of its own. */
  beforeEach(async function () {
    file = await TestFile.open(`const a = 1;\n// TODO: ${this.currentTest!.title}\n`);
    taskId = (await file.run<string>('feishuTodo.createTask', 1))!;
  });
  const task = () => host.sandbox.client.tasks.get(taskId);

  it('complete and reopen', async () => {
    await run('completeTask', taskId);
    assert.notEqual((await task()).completedAt, undefined);
    await run('reopenTask', taskId);
    assert.equal((await task()).completedAt, undefined);
    assert.deepEqual(host.messages.texts, []);
  });

  it('complete the task of the TODO under the cursor', async () => {
    file.editor.selection = new vscode.Selection(1, 5, 1, 5);
    await vscode.commands.executeCommand('feishuTodo.completeTask');
    assert.notEqual((await task()).completedAt, undefined);
  });

  it('complete a task chosen from a list', async () => {
    file.editor.selection = new vscode.Selection(0, 0, 0, 0);
    const completed = vscode.commands.executeCommand('feishuTodo.completeTask');
    await host.dialogs.pick('Which task?', 'complete a task chosen from a list');
    await completed;
    assert.notEqual((await task()).completedAt, undefined);
  });

  it('put into a tasklist', async () => {
    const [list] = await collect(host.sandbox.client.tasklists.list());
    const added = run('addToTasklist', taskId);
    await host.dialogs.pick('Add to Tasklist', list!.name);
    await added;
    assert.deepEqual(await host.sandbox.client.tasklists.ofTask(taskId), [list!.guid]);
  });

  it('put into a new tasklist', async () => {
    const added = run('addToTasklist', taskId);
    await host.dialogs.pick('Add to Tasklist', 'New Tasklist…');
    await host.dialogs.type('New Tasklist', 'Made by a test');
    await added;
    const [guid] = await host.sandbox.client.tasklists.ofTask(taskId);
    assert.equal((await host.sandbox.client.tasklists.get(guid!)).name, 'Made by a test');
  });

  it('open in Feishu', async () => {
    const opened: string[] = [];
    const { openExternal } = vscode.env;
    Object.assign(vscode.env, { openExternal: (uri: vscode.Uri) => opened.push(uri.toString(true)) });
    try {
      await run('openTask', taskId);
    } finally {
      Object.assign(vscode.env, { openExternal });
    }
    assert.deepEqual(opened, [host.sandbox.client.taskUrl(taskId)]);
  });

  it('go to its TODO, also when it moved', async () => {
    await file.insert(0, '\n\n\n');
    await vscode.commands.executeCommand('workbench.action.files.save');
    await vscode.commands.executeCommand('workbench.action.closeActiveEditor');
    await run('openTodo', taskId);
    const editor = vscode.window.activeTextEditor;
    assert.equal(editor?.document.uri.toString(), file.uri.toString());
    assert.equal(editor.selection.active.line, 4);
  });

  it('say when the TODO is gone', async () => {
    await file.remove(1, 2);
    await run('openTodo', taskId);
    await host.messages.says('is no longer in');
  });

  it('say when the task is gone', async () => {
    await host.sandbox.client.tasks.delete(taskId);
    await run('completeTask', taskId);
    const { kind, buttons } = await host.messages.says('');
    assert.equal(kind, 'error');
    assert.ok(buttons.includes('Show Log'));
  });

  it('say when Feishu fails', async () => {
    await host.sandbox.fail({ kind: 'status', status: 500, path: `/open-apis/task/v1/tasks/*/complete` });
    await run('completeTask', taskId);
    assert.equal((await host.messages.says('')).kind, 'error');
    assert.equal((await task()).completedAt, undefined);
  });
});
