import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { TestFile, until, useSandbox } from './support';

const CREATE = 'feishuTodo.createTask';

describe('creating a task', () => {
  const host = useSandbox();

  it('makes one from a place and puts its id into the comment', async () => {
    const file = await TestFile.open('// TODO: from a place\nconst a = 1;\n');
    const id = await file.run(CREATE);
    assert.equal(file.text, `// TODO(feishu:${id}): from a place\nconst a = 1;\n`);
    assert.equal(file.saved, file.text);
    assert.deepEqual(
      (await host.sandbox.tasksTitled('from a place')).map((task) => task.id),
      [id],
    );
    assert.deepEqual(host.messages.texts, []);
  });

  it('takes the cursor where no place is given', async () => {
    const file = await TestFile.open('const a = 1;\n// FIXME: under the cursor\n');
    file.editor.selection = new vscode.Selection(1, 3, 1, 3);
    const id = await vscode.commands.executeCommand<string>(CREATE);
    assert.equal(file.text, `const a = 1;\n// FIXME(feishu:${id}): under the cursor\n`);
  });

  it('takes the line the gutter gives, which counts from 1', async () => {
    const file = await TestFile.open('const a = 1;\n// TODO: from the gutter\n');
    const id = await vscode.commands.executeCommand<string>(CREATE, { uri: file.uri, lineNumber: 2 });
    assert.equal(file.text, `const a = 1;\n// TODO(feishu:${id}): from the gutter\n`);
  });

  it('takes a line of the description for the TODO', async () => {
    const file = await TestFile.open('// TODO: several lines\n// and this one is its description\nconst a = 1;\n');
    const id = await file.run(CREATE, 1);
    const [task] = await host.sandbox.tasksTitled('several lines');
    assert.equal(task?.id, id);
    assert.match(task?.description ?? '', /and this one is its description/);
  });

  it('says so where there is no TODO', async () => {
    const file = await TestFile.open('// nothing to do\nconst a = "TODO: a string";\n');
    assert.equal(await file.run(CREATE, 1), undefined);
    await host.messages.says('Line 2 has no TODO comment');
    assert.equal(file.document.isDirty, false);
  });

  it('does not make a second one for a linked TODO', async () => {
    const file = await TestFile.open('// TODO: only once\n');
    const id = await file.run(CREATE);
    assert.ok(id);
    assert.equal(await file.run(CREATE), undefined);
    const { buttons } = await host.messages.says('already has a Feishu task');
    assert.deepEqual(buttons, ['Open in Feishu']);
    assert.equal((await host.sandbox.tasksTitled('only once')).length, 1);
  });

  it('makes one task of two clicks at once', async () => {
    const file = await TestFile.open('// TODO: clicked twice\n');
    const ids = await Promise.all([file.run(CREATE), file.run(CREATE)]);
    assert.equal((await host.sandbox.tasksTitled('clicked twice')).length, 1);
    assert.equal(file.text, `// TODO(feishu:${ids[0]}): clicked twice\n`);
  });

  it('leaves a file with unsaved changes unsaved', async () => {
    const file = await TestFile.open('// TODO: dirty file\n');
    await file.insert(1, 'const unsaved = true;\n');
    const id = await file.run(CREATE);
    assert.equal(file.text, `// TODO(feishu:${id}): dirty file\nconst unsaved = true;\n`);
    assert.equal(file.document.isDirty, true);
    assert.equal(file.saved, '// TODO: dirty file\n');
  });

  it('keeps the references that stand in the brackets', async () => {
    const file = await TestFile.open('// TODO(lin, #12): with references\n');
    const id = await file.run(CREATE);
    assert.equal(file.text, `// TODO(lin, #12, feishu:${id}): with references\n`);
  });

  it('reads options of the comment', async () => {
    const text = [
      '/*',
      ' * TODO: with options',
      ' * assignees: 李娜',
      ' * due: 2031-03-03',
      ' * repeat: FREQ=DAILY',
      ' */',
    ];
    const file = await TestFile.open(`${text.join('\n')}\n`);
    await file.run(CREATE, 1);
    const [task] = await host.sandbox.tasksTitled('with options');
    assert.equal(task?.repeatRule, 'FREQ=DAILY');
    assert.equal(task?.due?.kind === 'date' && task.due.date, '2031-03-03');
    const people = await host.sandbox.client.contacts.getMany(task!.assigneeIds);
    assert.deepEqual(
      people.map(({ name }) => name),
      ['李娜'],
    );
    assert.doesNotMatch(task?.description ?? '', /^assignees/m);
  });

  it('keeps line ends of Windows', async () => {
    const file = await TestFile.open('const a = 1;\r\n// TODO: from Windows\r\nconst b = 2;\r\n');
    const id = await file.run(CREATE, 1);
    assert.equal(file.saved, `const a = 1;\r\n// TODO(feishu:${id}): from Windows\r\nconst b = 2;\r\n`);
  });

  it('writes into block comments', async () => {
    const file = await TestFile.open('body { /* TODO: in a block */ margin: 0; }\n', '.css');
    const id = await file.run(CREATE);
    assert.equal(file.text, `body { /* TODO(feishu:${id}): in a block */ margin: 0; }\n`);
  });

  it('takes Chinese titles and tags as they are', async () => {
    const file = await TestFile.open('# TODO：支付失败后释放库存\n# 待办：补充测试\n', '.py');
    const first = await file.run(CREATE, 0);
    const second = await file.run(CREATE, 1);
    assert.equal((await host.sandbox.tasksTitled('支付失败后释放库存'))[0]?.id, first);
    assert.equal((await host.sandbox.tasksTitled('补充测试'))[0]?.id, second);
    assert.deepEqual(
      file.todos.map(({ taskId, title }) => [taskId, title]),
      [
        [first, '支付失败后释放库存'],
        [second, '补充测试'],
      ],
    );
  });

  it('moves what a title cannot hold to the description', async () => {
    const words = `${'long '.repeat(60)}end`;
    const file = await TestFile.open(`// TODO: ${words}\n`);
    const id = await file.run<string>(CREATE);
    const task = await host.sandbox.client.tasks.get(id);
    assert.ok([...task.title].length <= 256);
    assert.match(task.description, /end/);
    assert.equal(file.text, `// TODO(feishu:${id}): ${words}\n`);
  });

  it('works in a document that was never saved', async () => {
    const document = await vscode.workspace.openTextDocument({ language: 'python', content: '# TODO: untitled\n' });
    await vscode.window.showTextDocument(document);
    const id = await vscode.commands.executeCommand<string>(CREATE, { uri: document.uri, line: 0 });
    assert.equal(document.getText(), `# TODO(feishu:${id}): untitled\n`);
    assert.equal(document.isUntitled, true);
  });

  it('makes one from a tree row and from a thread, whose note becomes the first lines', async () => {
    const file = await TestFile.open('// TODO: from a thread\n');
    let disposed = false;
    const thread = { uri: file.uri, range: new vscode.Range(0, 0, 0, 0), dispose: () => (disposed = true) };
    await vscode.commands.executeCommand('feishuTodo.createTaskFromThread', { thread, text: 'ask Li first' });
    const [task] = await host.sandbox.tasksTitled('from a thread');
    assert.match(task?.description ?? '', /^ask Li first\n/);
    assert.equal(disposed, true);
  });

  it('sends nothing when the draft is left with Escape, and remembers it', async () => {
    const file = await TestFile.open('// TODO: left with Escape\n');
    const left = file.run('feishuTodo.createTaskWithOptions');
    await host.dialogs.shown('Create Feishu Task');
    await host.dialogs.escape();
    assert.equal(await left, undefined);
    assert.deepEqual(await host.sandbox.tasksTitled('left with Escape'), []);
    assert.equal(file.document.isDirty, false);
    assert.deepEqual(host.messages.texts, []);
  });

  it('sends the edited draft', async () => {
    const file = await TestFile.open('// TODO: to be edited\n');
    const created = file.run('feishuTodo.createTaskWithOptions');
    await host.dialogs.pick('Create Feishu Task', 'Title');
    await host.dialogs.type('Title', 'edited');
    await host.dialogs.pick('Create Feishu Task', 'Followers');
    await host.dialogs.pick('Followers', 'Alice Johnson', '李娜');
    await host.dialogs.pick('Create Feishu Task', 'Create Task');
    const task = await host.sandbox.client.tasks.get((await created)!);
    assert.equal(task.title, 'edited');
    assert.equal(task.followerIds.length, 2);
  });
});

describe('code that moves while the task is created', () => {
  const host = useSandbox();

  /** Starts a creation whose answer is late, and waits until its request has arrived. */
  async function begin(
    file: TestFile,
    line: number,
    title: string,
  ): Promise<{ created: Thenable<string | undefined> }> {
    await host.sandbox.fail({
      kind: 'delay',
      method: 'POST',
      path: '/open-apis/task/v1/tasks',
      delayMs: 500,
      count: 1,
    });
    const created = file.run(CREATE, line);
    await until('the request', async () =>
      (await host.sandbox.requests('POST', '/task/v1/tasks')).some(({ body }) => body?.summary === title),
    );
    return { created };
  }

  it('finds the TODO where it went', async () => {
    const file = await TestFile.open('const a = 1;\n// TODO: moves down\n');
    const { created } = await begin(file, 1, 'moves down');
    await file.insert(0, '// TODO: another one above\n\n');
    const id = await created;
    assert.equal(file.text, `// TODO: another one above\n\nconst a = 1;\n// TODO(feishu:${id}): moves down\n`);
    assert.equal(file.document.isDirty, true);
  });

  it('changes nothing where the TODO is gone, and says so', async () => {
    const file = await TestFile.open('// TODO: disappears\nconst a = 1;\n');
    const { created } = await begin(file, 0, 'disappears');
    await file.remove(0, 1);
    const id = await created;
    assert.ok(id);
    assert.equal(file.text, 'const a = 1;\n');
    const { buttons } = await host.messages.says('its TODO is no longer in');
    assert.deepEqual(buttons, ['Copy Link']);
  });
});

describe('code that moves while the person connects', () => {
  const host = useSandbox();

  /** Disconnects, then begins a creation, which asks how to connect. */
  async function begin(file: TestFile, line: number): Promise<{ created: Thenable<string | undefined> }> {
    const out = vscode.commands.executeCommand('feishuTodo.signOut');
    await host.messages.press('Sign out of', 'Sign Out');
    await out;
    const created = file.run(CREATE, line);
    await host.dialogs.shown('Where should the task go?');
    return { created };
  }

  it('goes on with the TODO where it is then', async () => {
    const file = await TestFile.open('// TODO: while connecting\n');
    const { created } = await begin(file, 0);
    await file.insert(0, 'const a = 1;\nconst b = 2;\n');
    await host.dialogs.pick('Where should the task go?', 'Try with the Local Sandbox');
    const task = await host.sandbox.client.tasks.get((await created)!);
    assert.equal(task.title, 'while connecting');
    assert.match(task.description, /:3\b/);
    assert.match(file.text, /^\/\/ TODO\(feishu:[\w-]+\): while connecting$/m);
  });

  it('makes no task of a TODO that is gone then', async () => {
    const file = await TestFile.open('// TODO: gone while connecting\nconst a = 1;\n');
    const { created } = await begin(file, 0);
    await file.remove(0, 1);
    await host.dialogs.pick('Where should the task go?', 'Try with the Local Sandbox');
    assert.equal(await created, undefined);
    await host.messages.says('has no TODO comment');
    assert.deepEqual(await host.sandbox.tasksTitled('gone while connecting'), []);
  });

  it('sends nothing when connecting is left with Escape', async () => {
    const file = await TestFile.open('// TODO: never connected\n');
    const { created } = await begin(file, 0);
    await host.dialogs.escape();
    assert.equal(await created, undefined);
    assert.deepEqual(await host.sandbox.tasksTitled('never connected'), []);
    assert.deepEqual(host.messages.texts, []);
    await vscode.commands.executeCommand('feishuTodo.trySandbox');
  });
});

describe('link styles', () => {
  const host = useSandbox();
  const style = (value: string | undefined): Thenable<void> =>
    vscode.workspace.getConfiguration('feishuTodo').update('link.style', value, vscode.ConfigurationTarget.Global);
  after(() => style(undefined));

  it('url: the comment ends with the link', async () => {
    await style('url');
    const file = await TestFile.open('// TODO: styled as a link\nconst a = 1;\n');
    const id = await file.run(CREATE);
    const [todo] = file.todos;
    assert.equal(todo?.taskId, id);
    assert.ok(file.text.includes(host.sandbox.client.taskUrl(id!)), file.text);
  });

  it('none: the comment stays as it is, and the link is known all the same', async () => {
    await style('none');
    const file = await TestFile.open('const a = 1;\n// TODO: not styled at all\n');
    const id = await file.run(CREATE, 1);
    assert.ok(id);
    assert.equal(file.text, 'const a = 1;\n// TODO: not styled at all\n');
    await file.insert(0, '\n\n');
    await vscode.commands.executeCommand('feishuTodo.openTodo', { taskId: id });
    assert.equal(vscode.window.activeTextEditor?.selection.active.line, 3);
  });

  it('none: the TODO counts as linked wherever it is looked at, also after its words were changed', async () => {
    await style('none');
    const file = await TestFile.open('const a = 1;\n// TODO: kept out of the comment\nconst b = 2;\n');
    const id = await file.run(CREATE, 1);
    assert.equal((await file.actions(1))[0], 'Open Feishu Task');
    const edit = new vscode.WorkspaceEdit();
    edit.insert(file.uri, new vscode.Position(1, 8), 'still ');
    await vscode.workspace.applyEdit(edit);
    assert.ok((await file.actions(1)).includes('Open Feishu Task'));
    assert.equal(await file.run(CREATE, 1), undefined);
    await host.messages.says('already has a Feishu task');
    await file.run('feishuTodo.completeTask', 1);
    assert.notEqual((await host.sandbox.client.tasks.get(id!)).completedAt, undefined);
    // The task is done; a TODO that says something else is another one.
    await until('the new words are a TODO of their own', async () =>
      (await file.actions(1)).includes('Create Feishu Task'),
    );
  });

  it('id: a TODO whose link was lost still has its task, one with other words has not', async () => {
    await style('id');
    const file = await TestFile.open('// TODO: its link gets lost\nconst a = 1;\n');
    await file.run(CREATE);
    const edit = new vscode.WorkspaceEdit();
    edit.replace(file.uri, file.document.lineAt(0).range, '// TODO: its link gets lost');
    await vscode.workspace.applyEdit(edit);
    assert.equal((await file.actions(0))[0], 'Open Feishu Task');
    const other = new vscode.WorkspaceEdit();
    other.replace(file.uri, file.document.lineAt(0).range, '// TODO: its links get cost');
    await vscode.workspace.applyEdit(other);
    assert.equal((await file.actions(0))[0], 'Create Feishu Task');
  });
});
