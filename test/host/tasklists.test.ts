import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import * as vscode from 'vscode';
import { collect, type Tasklist } from '../../src/feishu';
import { root, TestFile, until, useSandbox } from './support';

const CREATE = 'feishuTodo.createTask';
const settings = () => vscode.workspace.getConfiguration('feishuTodo', vscode.workspace.workspaceFolders![0]!.uri);
const name = (text: string) => settings().update('tasklist', text, vscode.ConfigurationTarget.WorkspaceFolder);
const choose = () => vscode.commands.executeCommand('feishuTodo.chooseTasklist');

describe('the tasklist of a folder', () => {
  const host = useSandbox();
  let techDebt: Tasklist;

  before(async () => {
    const all = await collect(host.sandbox.client.tasklists.list());
    techDebt = all.find((tasklist) => tasklist.name.startsWith('技术债'))!;
  });
  afterEach(() => name(undefined as unknown as string));

  const listsOf = (taskId: string) => host.sandbox.client.tasklists.ofTask(taskId);
  const create = async (title: string): Promise<string> => {
    const file = await TestFile.open(`// TODO: ${title}\n`);
    return (await file.run<string>(CREATE))!;
  };

  it('gets new tasks, named by its guid or its link', async () => {
    await name(techDebt.guid);
    assert.deepEqual(await listsOf(await create('into the list by guid')), [techDebt.guid]);
    await name(techDebt.url!);
    assert.deepEqual(await listsOf(await create('into the list by link')), [techDebt.guid]);
    assert.deepEqual(host.messages.texts, []);
  });

  it('is chosen from a list and written to the settings of the folder', async () => {
    const done = choose();
    await host.dialogs.pick('Tasklist of demo-shop', techDebt.name);
    await done;
    assert.equal(settings().inspect('tasklist')?.workspaceFolderValue, techDebt.guid);
    assert.match(readFileSync(path.join(root(), '.vscode/settings.json'), 'utf8'), new RegExp(techDebt.guid));
    assert.deepEqual(await listsOf(await create('after choosing')), [techDebt.guid]);
  });

  it('can be a new one, or none again', async () => {
    const fresh = choose();
    await host.dialogs.pick('Tasklist of demo-shop', 'New Tasklist…');
    await host.dialogs.type('New Tasklist', 'Made for a folder');
    await fresh;
    const made = (await collect(host.sandbox.client.tasklists.list())).find((one) => one.name === 'Made for a folder');
    assert.equal(settings().get('tasklist'), made?.guid);
    const none = choose();
    await host.dialogs.pick('Tasklist of demo-shop', 'No tasklist');
    await none;
    assert.equal(settings().inspect('tasklist')?.workspaceFolderValue, undefined);
  });

  it('stays as it is where the dialog is left or Feishu fails', async () => {
    await name(techDebt.guid);
    const left = choose();
    const pick = await host.dialogs.shown('Tasklist of demo-shop');
    assert.equal(pick.activeItems[0]?.label, techDebt.name);
    await host.dialogs.escape();
    await left;
    await host.sandbox.fail({ kind: 'status', status: 500, path: '/open-apis/task/v2/tasklists' });
    await choose();
    assert.equal((await host.messages.says('')).kind, 'error');
    assert.equal(settings().get('tasklist'), techDebt.guid);
  });

  it('stands in the draft, where one task can go without it', async () => {
    await name(techDebt.guid);
    const file = await TestFile.open('// TODO: without the list\n');
    const done = file.run<string>('feishuTodo.createTaskWithOptions');
    const draft = await host.dialogs.shown('Create Feishu Task');
    assert.equal(draft.items.find(({ label }) => label.endsWith('Tasklist'))?.description, techDebt.name);
    await host.dialogs.pick('Create Feishu Task', 'Tasklist');
    await host.dialogs.pick('Tasklist', 'No tasklist');
    await host.dialogs.pick('Create Feishu Task', 'Create Task');
    assert.deepEqual(await listsOf(await done), []);
  });

  it('that is gone is explained once, and the tasks are made all the same', async () => {
    await name(randomUUID());
    assert.deepEqual(await listsOf(await create('list is gone')), []);
    const { kind, text, buttons } = await host.messages.says('without the tasklist');
    assert.equal(kind, 'warning');
    assert.match(text, /does not exist or was deleted/);
    assert.deepEqual(buttons, ['Choose Another Tasklist']);
    await create('list is still gone');
    assert.deepEqual(host.messages.texts, []);
  });

  it('of which the account is no member is explained, too', async () => {
    const mine = await host.sandbox.client.tasklists.create({ name: 'about to be forbidden' });
    await name(mine.guid);
    await host.sandbox.fail({ kind: 'error', code: 1470403, path: '/open-apis/task/v2/tasklists/*' });
    const id = await create('list is forbidden');
    assert.ok(id);
    await host.messages.says('Ask its owner for the right to edit');
  });

  it('that is not one at all is explained with a way to choose one', async () => {
    await name('Tech Debt');
    assert.deepEqual(await listsOf(await create('list has a wrong name')), []);
    await host.messages.press('neither the guid of a tasklist nor a link', 'Choose Another Tasklist');
    await host.dialogs.pick('Tasklist of demo-shop', techDebt.name);
    await until('the setting', () => settings().get('tasklist') === techDebt.guid);
  });

  it('is used without its name where Feishu answers the question late', async () => {
    const late = await host.sandbox.client.tasklists.create({ name: 'slow to answer' });
    await name(late.guid);
    await host.sandbox.fail({ kind: 'delay', delayMs: 4000, method: 'GET', path: `/open-apis/task/v2/tasklists/*` });
    assert.deepEqual(await listsOf(await create('list answers late')), [late.guid]);
  });
});
