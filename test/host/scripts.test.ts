import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { TestFile, useSandbox } from './support';

const run = <T>(command: string, ...args: unknown[]): Thenable<T> =>
  vscode.commands.executeCommand<T>(`feishuTodo.${command}`, ...args);

describe('commands for other extensions and scripts', () => {
  const host = useSandbox();

  it('take a URI as text or as an object and answer ids', async () => {
    const file = await TestFile.open('// TODO: scripted one\n\n// TODO: scripted two\n');
    const uri = file.uri.toString();
    const first = await run<string>('createTask', { uri, line: 0 });
    assert.deepEqual(
      (await host.sandbox.tasksTitled('scripted one')).map(({ id }) => id),
      [first],
    );
    const asked = run<string>('createTaskWithOptions', { uri: file.uri, line: 2 });
    await host.dialogs.pick('Create Feishu Task', 'Create Task');
    const second = await asked;
    assert.deepEqual(
      (await host.sandbox.tasksTitled('scripted two')).map(({ id }) => id),
      [second],
    );
    assert.deepEqual(await run('completeTask', { uri, line: 0 }), [first]);
    assert.deepEqual(await run('reopenTask', { taskId: first }), [first]);
    assert.deepEqual(await run('copyTaskLink', { taskId: second }), [second]);
    assert.equal(await vscode.env.clipboard.readText(), host.sandbox.client.taskUrl(second));
    await file.insert(0, 'const a = 1;\n');
    assert.deepEqual(await run('openTodo', { taskId: second }), { uri, line: 3 });
    assert.deepEqual(await run('unlinkTask', { uri, line: 1 }), [first]);
    assert.equal(await run('linkTask', { uri, line: 1, taskId: second }), second);
    assert.deepEqual(host.messages.texts, []);
  });

  it('say what is wrong with an argument, and answer nothing', async () => {
    for (const command of ['createTask', 'createTasks', 'linkTask', 'unlinkTask', 'completeTask']) {
      const wrong = `not a uri for ${command}`;
      assert.equal(await run(command, { uri: wrong, line: 0 }), undefined, command);
      await host.messages.says(`“${wrong}” is not the URI of a file`);
    }
  });
});
