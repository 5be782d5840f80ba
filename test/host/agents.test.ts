import assert from 'node:assert/strict';
import path from 'node:path';
import * as vscode from 'vscode';
import { root, TestFile, until, useSandbox } from './support';

interface Listed {
  readonly total: number;
  readonly nextOffset?: number;
  readonly todos: readonly {
    readonly path: string;
    readonly line: number;
    readonly title: string;
    readonly task?: { readonly id: string; readonly state: string };
  }[];
}

/** Calls a tool as an agent does. VS Code agrees by itself where an extension is under test. */
async function call(tool: string, input: object): Promise<string> {
  const { content } = await vscode.lm.invokeTool(`feishuTodo_${tool}`, { input, toolInvocationToken: undefined });
  return (content[0] as vscode.LanguageModelTextPart).value;
}
const list = async (input: object): Promise<Listed> => JSON.parse(await call('listTodos', input)) as Listed;

describe('language model tools', () => {
  const host = useSandbox();
  const open = async (text: string) => {
    const file = await TestFile.open(text);
    return { file, path: path.relative(root(), file.uri.fsPath) };
  };
  const idIn = (text: string): string => /task ([\w-]{36})/.exec(text)?.[1] ?? '';

  it('are there, with words for the person and for the model', () => {
    const ours = vscode.lm.tools.filter(({ name }) => name.startsWith('feishuTodo_'));
    assert.deepEqual(ours.map(({ name }) => name).sort(), [
      'feishuTodo_completeTask',
      'feishuTodo_createTask',
      'feishuTodo_listTodos',
    ]);
    for (const { description } of ours) assert.ok(description.length > 100);
  });

  it('list TODOs by file, tag and state, in pages', async () => {
    const { path: file } = await open('// TODO: first for agents\n// FIXME: second for agents\n// TODO: third\n');
    const all = await until('the file is listed', async () => {
      const found = await list({ path: file });
      return found.total === 3 && found;
    });
    assert.deepEqual(
      all.todos.map(({ path: at, line, title }) => [at, line, title]),
      [
        [file, 1, 'first for agents'],
        [file, 2, 'second for agents'],
        [file, 3, 'third'],
      ],
    );
    assert.equal((await list({ path: file, tag: 'fixme' })).todos[0]?.line, 2);
    assert.equal((await list({ path: file, hasTask: true })).total, 0);
    const page = await list({ path: file, limit: 2 });
    assert.equal(page.nextOffset, 2);
    assert.deepEqual(
      (await list({ path: file, offset: page.nextOffset })).todos.map(({ title }) => title),
      ['third'],
    );
    assert.ok((await list({ path: 'src' })).todos.every((todo) => todo.path.startsWith('src/')));
  });

  it('create a task with people, date and rule', async () => {
    const { file, path: at } = await open('const a = 1;\n// TODO: made by an agent\n');
    const text = await call('createTask', {
      path: at,
      line: 2,
      assignees: ['李娜'],
      followers: ['alice@example.com'],
      due: '2031-03-03',
      repeat: 'every week on Monday',
    });
    const id = idIn(text);
    const task = await host.sandbox.client.tasks.get(id);
    assert.equal(task.title, 'made by an agent');
    assert.equal(task.due?.kind === 'date' && task.due.date, '2031-03-03');
    assert.match(task.repeatRule ?? '', /FREQ=WEEKLY.*BYDAY=MO/);
    const people = await host.sandbox.client.contacts.getMany([...task.assigneeIds, ...task.followerIds]);
    assert.deepEqual(people.map(({ name }) => name).sort(), ['Alice Johnson', '李娜'].sort());
    assert.equal(file.text, `const a = 1;\n// TODO(feishu:${id}): made by an agent\n`);
    assert.match(await call('createTask', { path: at, line: 2 }), new RegExp(`Error: .*already has .*${id}`));
  });

  for (const [what, input, says] of [
    ['no such file', { path: 'src/nothing.ts', line: 1 }, /no file src\/nothing\.ts in the workspace/],
    ['a file elsewhere', { path: '../../../etc/passwd', line: 1 }, /no file/],
    ['a line without a TODO', { line: 1 }, /no TODO comment on line 1 .* TODOs on lines 2/],
    ['an unknown person', { line: 2, assignees: ['Nobody Here'] }, /Nobody in the directory is called "Nobody Here"/],
    ['a wrong date', { line: 2, due: 'the other day' }, /due date "the other day" cannot be read/],
    ['a wrong rule', { line: 2, due: '2031-03-03', repeat: 'FREQ=NEVER' }, /repeat rule "FREQ=NEVER" cannot be read/],
    ['a rule without a date', { line: 2, repeat: 'FREQ=DAILY' }, /needs a due date/],
  ] as const) {
    it(`answer what is wrong: ${what}`, async () => {
      const { file, path: at } = await open(`const a = 1;\n// TODO: ${what}\n`);
      assert.match(await call('createTask', { path: at, ...input }), says);
      assert.equal(file.text, `const a = 1;\n// TODO: ${what}\n`);
      assert.equal((await host.sandbox.tasksTitled(what)).length, 0);
    });
  }

  it('complete a task by its TODO or its id', async () => {
    const { file, path: at } = await open('// TODO: completed by an agent\n');
    const id = (await file.run<string>('feishuTodo.createTask'))!;
    assert.match(await call('completeTask', { path: at, line: 1 }), /Completed .*completed by an agent/);
    assert.notEqual((await host.sandbox.client.tasks.get(id)).completedAt, undefined);
    assert.match(await call('completeTask', { taskId: id }), /was complete already/);
    assert.equal((await list({ path: at })).todos[0]?.task?.state, 'done');
  });

  it('answer what is wrong where a task cannot be completed', async () => {
    const { path: at } = await open('// TODO: without a task\n');
    assert.match(await call('completeTask', { path: at, line: 1 }), /has no Feishu task/);
    assert.match(await call('completeTask', {}), /Give taskId, or path and line/);
    assert.match(await call('completeTask', { taskId: '00000000-0000-4000-8000-000000000000' }), /^Error: /);
  });

  it('answer what Feishu says', async () => {
    const { path: at } = await open('// TODO: refused for an agent\n');
    await host.sandbox.fail({
      kind: 'error',
      code: 1470400,
      method: 'POST',
      path: '/open-apis/task/v1/tasks',
      count: 1,
    });
    assert.match(await call('createTask', { path: at, line: 1 }), /Error: Feishu refused the task/);
  });
});
