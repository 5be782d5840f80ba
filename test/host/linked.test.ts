import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import * as vscode from 'vscode';
import { collect } from '../../src/feishu';
import { codeActions, provided, root, TestFile, until, useSandbox } from './support';

/** A linked TODO on line 2 of a file of its own, saved. */
async function linkedFile(title: string): Promise<{ file: TestFile; taskId: string }> {
  const file = await TestFile.open(`const a = 1;\n// TODO: ${title}\n// more\nconst b = 2;\n`);
  const taskId = (await file.run<string>('feishuTodo.createTask', 1))!;
  await until('the link is saved', () => file.saved.includes(taskId));
  return { file, taskId };
}

async function quickFixes(file: TestFile, line = 1): Promise<string[]> {
  const actions = await codeActions(file.uri, new vscode.Range(line, 0, line, 0), vscode.CodeActionKind.QuickFix);
  return actions.map(({ title }) => title);
}

async function hover(file: TestFile): Promise<string> {
  const hovers = await provided<vscode.Hover[]>('Hover', file.uri, new vscode.Position(1, 6));
  return hovers
    .flatMap(({ contents }) => contents)
    .map((content) => (typeof content === 'string' ? content : content.value))
    .join('\n')
    .replace(/&nbsp;/g, ' ');
}

const titleProblems = (file: TestFile): string[] =>
  vscode.languages
    .getDiagnostics(file.uri)
    .filter(({ message }) => message.includes('title'))
    .map(({ message }) => message);

describe('a linked TODO', () => {
  const host = useSandbox();
  const task = (taskId: string) => host.sandbox.client.tasks.get(taskId);
  /** Changes the title as somebody else would, in Feishu. */
  const retitle = async (taskId: string, title: string): Promise<void> => {
    await host.sandbox.client.tasks.update(taskId, { title });
    await vscode.commands.executeCommand('feishuTodo.refreshTasks');
  };

  it('is removed once its task is done, and the code stays', async () => {
    const { file, taskId } = await linkedFile('take me out');
    assert.ok(!(await quickFixes(file)).includes('Remove TODO'));
    await file.run('feishuTodo.completeTask', 1);
    await until('the quick fix', async () => (await quickFixes(file)).includes('Remove TODO'));
    assert.match(await hover(file), /take me out[\s\S]*Completed Today[\s\S]*Remove TODO/);
    await file.run('feishuTodo.removeTodo', 1);
    assert.equal(file.text, 'const a = 1;\nconst b = 2;\n');
    assert.ok(file.saved.includes(taskId), 'saving is left to the person');
    assert.deepEqual(host.messages.texts, []);
  });

  it('is not removed where there is none', async () => {
    const { file } = await linkedFile('stay');
    const before = file.text;
    await file.run('feishuTodo.removeTodo', 0);
    await host.messages.says('Line 1 has no TODO comment');
    assert.equal(file.text, before);
  });

  it('shows titles changed on both sides, and lets the comment win', async () => {
    const { file, taskId } = await linkedFile('first words');
    assert.deepEqual(titleProblems(file), []);
    await retitle(taskId, 'words in Feishu');
    await until('the quick fix', async () => (await quickFixes(file)).includes('Use Feishu’s Title in the Comment'));
    assert.deepEqual(titleProblems(file), [], 'one side only: nothing to worry about');
    assert.match(await hover(file), /changed in Feishu/);
    await file.replace(1, 'first words', 'words in the code');
    await until('the problem', () => titleProblems(file).length > 0);
    assert.deepEqual(titleProblems(file), ['The title was changed here and in Feishu: “words in Feishu”.']);
    await file.run('feishuTodo.useCommentTitle', 1);
    assert.equal((await task(taskId)).title, 'words in the code');
    await until('no problem any more', () => titleProblems(file).length === 0);
    await retitle(taskId, 'again in Feishu');
    await until('the new change', async () => (await hover(file)).includes('changed in Feishu'));
    assert.deepEqual(titleProblems(file), [], 'counted anew from the settled title');
  });

  it('lets Feishu win, where the comment can carry the title', async () => {
    const { file, taskId } = await linkedFile('old words');
    await retitle(taskId, 'new words');
    await file.run('feishuTodo.useTaskTitle', 1);
    assert.match(file.text, /TODO\(feishu:[\w-]+\): new words\n\/\/ more\n/);
    await retitle(taskId, 'two TODO: in one');
    const before = file.text;
    await file.run('feishuTodo.useTaskTitle', 1);
    await host.messages.says('cannot carry the title “two TODO: in one”');
    assert.equal(file.text, before);
  });

  it('keeps both titles where Feishu refuses', async () => {
    const { file, taskId } = await linkedFile('refused words');
    await file.replace(1, 'refused words', 'other words');
    await host.sandbox.fail({ kind: 'status', status: 403, method: 'PATCH', path: '/open-apis/task/**' });
    await file.run('feishuTodo.useCommentTitle', 1);
    await until('a message', () => host.messages.texts.length > 0);
    await host.sandbox.heal();
    assert.equal((await task(taskId)).title, 'refused words');
    assert.match(file.text, /other words/);
  });

  it('is found in the Tasks view', async () => {
    const { file } = await linkedFile('go there');
    await file.run('feishuTodo.goToTask', 1);
    assert.deepEqual(host.messages.texts, []);
    const gone = await TestFile.open('// TODO(feishu:00000000-0000-0000-0000-000000000000): nobody knows\n');
    await gone.run('feishuTodo.goToTask', 0);
    await host.messages.says('Feishu has no such task');
  });

  it('says so when a comment could not be sent, and sends it when it can', async () => {
    const { file, taskId } = await linkedFile('talk');
    const controller = vscode.comments.createCommentController('test', 'test');
    const thread = controller.createCommentThread(file.uri, new vscode.Range(1, 0, 1, 0), []);
    await assert.rejects(
      Promise.resolve(vscode.commands.executeCommand('feishuTodo.addComment', { thread, text: 'x' })),
    );
    await host.messages.says('has no Feishu task any more');
    controller.dispose();
    assert.deepEqual(await collect(host.sandbox.client.comments.list(taskId)), []);
  });

  it('is asked about when it is removed, once, and not when it only moves', async function () {
    this.timeout(120_000);
    const open = async (title: string): Promise<{ file: TestFile; taskId: string }> => {
      const { id } = await host.sandbox.client.tasks.create({ title, origin: { name: { en_us: 'test' } } });
      return { taskId: id, file: await TestFile.open(`const a = 1;\n// TODO(feishu:${id}): ${title}\n// more\n`) };
    };
    const edited = await open('removed by an edit');
    const deleted = await open('removed with its file');
    const moved = await open('moved elsewhere');
    const undone = await open('removed and undone');
    const reread = await open('gone with another branch');
    await vscode.commands.executeCommand('feishuTodo.refreshTasks');
    const line = moved.file.text.split('\n')[1]!;

    for (const { file } of [edited, moved, undone]) {
      await file.remove(1, 3);
      await file.document.save();
    }
    const deletion = new vscode.WorkspaceEdit();
    deletion.deleteFile(deleted.file.uri);
    await vscode.workspace.applyEdit(deletion);
    writeFileSync(reread.file.uri.fsPath, 'const a = 1;\n');
    await until('the other branch', () => !reread.file.text.includes('TODO'));
    await undone.file.insert(1, `// TODO(feishu:${undone.taskId}): removed and undone\n// more\n`);
    await undone.file.document.save();
    const other = path.join(root(), 'moved-here.ts');
    writeFileSync(other, `${line}\n`);

    await host.messages.press('2 TODOs were removed from the code', 'Complete');
    await until('both are complete', async () => {
      const tasks = await Promise.all([edited, deleted].map(({ taskId }) => task(taskId)));
      return tasks.every(({ completedAt }) => completedAt !== undefined);
    });
    for (const { taskId } of [moved, undone, reread]) {
      assert.equal((await task(taskId)).completedAt, undefined);
    }
    assert.deepEqual(host.messages.texts, []);
    for (const { file } of [edited, moved, undone, reread]) {
      await vscode.window.showTextDocument(file.document);
      await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
    }
  });
});
