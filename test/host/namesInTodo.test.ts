import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { TestFile, until, useSandbox } from './support';

describe('a name in a TODO', () => {
  const host = useSandbox();
  const assignees = async (taskId: string) => {
    const { assigneeIds } = await host.sandbox.client.tasks.get(taskId);
    return (await host.sandbox.client.contacts.getMany(assigneeIds)).map(({ name }) => name).sort();
  };
  const escape = () => vscode.commands.executeCommand('workbench.action.closeQuickOpen');

  it('gives the task to the one it means', async () => {
    const file = await TestFile.open('// TODO(alice, @赵磊): both\n');
    const taskId = await file.run('feishuTodo.createTask');
    assert.deepEqual(await assignees(taskId!), ['Alice Johnson', '赵磊']);
    assert.deepEqual(host.messages.texts, []);
  });

  it('is not guessed by the quick way: that is told, and can be mended by a button', async () => {
    const file = await TestFile.open('// TODO(@ali, @bob, perf): quick\n');
    const taskId = await file.run('feishuTodo.createTask');
    assert.deepEqual(await assignees(taskId!), ['Bob Smith']);
    await host.messages.press('It is not clear who is meant by “ali”', 'Choose…');
    const picker = await host.dialogs.shown('Add Assignees');
    assert.equal(picker.value, 'ali');
    assert.ok(picker.items.some(({ label }) => label === 'Alice Johnson'));
    await host.dialogs.pick('Add Assignees', 'Alice Johnson');
    await until('Alice is on it', async () => (await assignees(taskId!)).includes('Alice Johnson'));
    assert.deepEqual(host.messages.texts, []);
  });

  it('is asked for before the draft is shown', async () => {
    const file = await TestFile.open('// TODO(@ali): draft\n// followers: nobody\n');
    const created = file.run('feishuTodo.createTaskWithOptions');
    await host.dialogs.pick('Assignee: Who Is “ali”?', 'Alice Johnson');
    await host.dialogs.pick('Follower: Who Is “nobody”?', '李娜');
    await host.dialogs.pick('Create Feishu Task', 'Create Task');
    const taskId = (await created)!;
    assert.deepEqual(await assignees(taskId), ['Alice Johnson']);
    assert.equal((await host.sandbox.client.tasks.get(taskId)).followerIds.length, 1);
    assert.deepEqual(host.messages.texts, []);
  });

  it('is left out after Escape, and the draft goes to the person at the keyboard', async () => {
    const file = await TestFile.open('// TODO(@ali): escape\n');
    const created = file.run('feishuTodo.createTaskWithOptions');
    await host.dialogs.shown('Who Is “ali”?');
    await escape();
    await host.dialogs.pick('Create Feishu Task', 'Create Task');
    assert.deepEqual(await assignees((await created)!), ['王小明']);
  });

  it('keeps no task from being created when the directory cannot be read', async () => {
    await host.sandbox.fail({ kind: 'error', code: 40012, path: '/open-apis/contact/**' });
    const file = await TestFile.open('// TODO(@somebody.else): no directory\n');
    const taskId = await file.run('feishuTodo.createTask');
    await host.sandbox.heal();
    assert.deepEqual(await assignees(taskId!), ['王小明']);
    await host.messages.says('It is not clear who is meant by “somebody.else”');
  });
});
