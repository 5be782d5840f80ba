import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import * as vscode from 'vscode';
import { root, TestFile, until, useSandbox } from './support';

const OF_DEPARTMENT = '/open-apis/contact/v3/users/find_by_department';

interface Git {
  getAPI(version: 1): { getRepository(uri: vscode.Uri): unknown; openRepository(uri: vscode.Uri): Promise<unknown> };
}

describe('the people picker', () => {
  const host = useSandbox();
  let taskId: string;

  after(() => host.sandbox.setPeople(0));

  beforeEach(async function () {
    const file = await TestFile.open(`// TODO: ${this.currentTest!.title}\n`);
    taskId = (await file.run<string>('feishuTodo.createTask'))!;
  });
  const open = (id = taskId): Thenable<unknown> =>
    vscode.commands.executeCommand('feishuTodo.addFollowers', { taskId: id });
  const followers = async (id = taskId) => {
    const { followerIds } = await host.sandbox.client.tasks.get(id);
    return followerIds.length === 0
      ? []
      : (await host.sandbox.client.contacts.getMany(followerIds)).map(({ name }) => name).sort();
  };
  /** The names below a heading. */
  const section = (items: readonly vscode.QuickPickItem[], heading: string): string[] => {
    const from = items.findIndex(({ kind, label }) => kind === vscode.QuickPickItemKind.Separator && label === heading);
    if (from < 0) return [];
    const rest = items.slice(from + 1);
    const to = rest.findIndex(({ kind }) => kind === vscode.QuickPickItemKind.Separator);
    return rest.slice(0, to < 0 ? undefined : to).map(({ label }) => label);
  };

  it('offers first whom one chose lately', async () => {
    const first = open();
    await host.dialogs.pick('Add Followers', '赵磊', '李娜');
    await first;
    assert.deepEqual(await followers(), ['李娜', '赵磊']);
    const other = await host.sandbox.client.tasks.create({ title: 'other', origin: { name: { en_us: 'Test' } } });
    const second = open(other.id);
    const { items } = await host.dialogs.shown('Add Followers');
    assert.deepEqual(section(items, 'Chosen lately').slice(0, 2).sort(), ['李娜', '赵磊']);
    const people = items.filter(({ kind }) => kind !== vscode.QuickPickItemKind.Separator).map(({ label }) => label);
    assert.ok(people.includes('Bob Smith'));
    assert.equal(new Set(people).size, people.length);
    await host.dialogs.escape();
    await second;
    assert.deepEqual(await followers(other.id), []);
  });

  it('offers who wrote the code, by the e-mail address of their commits', async () => {
    const folder = path.join(root(), `repository-${taskId.slice(0, 8)}`);
    mkdirSync(folder);
    const git = (...args: string[]) => execFileSync('git', args, { cwd: folder });
    const commit = (email: string, text: string) => {
      writeFileSync(path.join(folder, 'code.ts'), text);
      git('add', '.');
      git('-c', 'user.name=X', '-c', `user.email=${email}`, 'commit', '-qm', 'change');
    };
    git('init', '-q');
    commit('bob@example.com', 'const a = 1;\nconst b = 2;\n');
    commit('ZOE@example.com', 'const a = 1;\nconst b = 2;\n// TODO: by Zoë\n');
    commit('stranger@elsewhere.example', 'const a = 1;\nconst b = 2;\n// TODO: by Zoë\nconst c = 3;\n');
    const file = await TestFile.show(vscode.Uri.file(path.join(folder, 'code.ts')));
    const extension = vscode.extensions.getExtension<Git>('vscode.git')!;
    const api = (extension.isActive ? extension.exports : await extension.activate()).getAPI(1);
    await api.openRepository(vscode.Uri.file(folder));
    await until('Git has found the repository', () => api.getRepository(file.uri) !== null);
    const id = (await file.run<string>('feishuTodo.createTask', 2))!;
    const asked = open(id);
    const { items } = await until('the authors are there', async () => {
      const picker = await host.dialogs.shown('Add Followers');
      return section(picker.items, 'Wrote this code').length > 0 && picker;
    });
    const lately = section(items, 'Chosen lately');
    assert.deepEqual(
      section(items, 'Wrote this code'),
      ['Zoë Müller-O’Brien', 'Bob Smith'].filter((name) => !lately.includes(name)),
    );
    await host.dialogs.escape();
    await asked;
  });

  it('says in a row what went wrong, and tries again when that row is chosen', async () => {
    const out = vscode.commands.executeCommand('feishuTodo.signOut');
    await host.messages.press('Sign out', 'Sign Out');
    await out;
    await vscode.commands.executeCommand('feishuTodo.trySandbox');
    await host.sandbox.fail({ kind: 'error', code: 40012, path: OF_DEPARTMENT });
    const asked = open();
    const picker = await until('the row', async () => {
      const shown = await host.dialogs.shown('Add Followers');
      return shown.items.some(({ label }) => label.startsWith('Not everybody could be listed')) && shown;
    });
    const row = picker.items.find(({ label }) => label.startsWith('Not everybody'))!;
    assert.ok(row.detail && row.detail.length > 10, row.detail);
    await host.sandbox.heal();
    await host.dialogs.enter('Add Followers', row.label);
    await until('everybody is listed', () => section(picker.items, 'Everybody').length > 0);
    assert.ok(!picker.items.some(({ label }) => label.startsWith('Not everybody')));
    await host.dialogs.pick('Add Followers', 'Bob Smith');
    await asked;
    assert.deepEqual(await followers(), ['Bob Smith']);
    assert.deepEqual(host.messages.texts, []);
  });

  it('refuses a 51st assignee before it is sent', async function () {
    const { client } = host.sandbox;
    const crowd = await host.sandbox.setPeople(50);
    await client.assignees.add(taskId, crowd.slice(0, 49));
    const asked = vscode.commands.executeCommand('feishuTodo.addAssignees', { taskId });
    await host.dialogs.pick('Add Assignees', 'Bob Smith');
    await asked;
    await host.messages.press('at most 50 assignees', 'Choose Again');
    const again = await host.dialogs.shown('Add Assignees');
    assert.deepEqual(section(again.items, 'Chosen'), ['Bob Smith']);
    await host.dialogs.escape();
    assert.equal((await client.tasks.get(taskId)).assigneeIds.length, 50);
  });
});
