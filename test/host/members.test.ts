import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { Person } from '../../src/feishu';
import { TestFile, until, useSandbox } from './support';

const FOLLOWERS = '/open-apis/task/v1/tasks/*/followers';

describe('who is on a task', () => {
  const host = useSandbox();
  let file: TestFile;
  let taskId: string;

  /** A linked TODO of its own. */
  beforeEach(async function () {
    file = await TestFile.open(`// TODO: ${this.currentTest!.title}\n`);
    taskId = (await file.run<string>('feishuTodo.createTask'))!;
  });

  const run = (command: string, ...ids: string[]): Thenable<unknown> =>
    vscode.commands.executeCommand(
      `feishuTodo.${command}`,
      { taskId: ids[0] ?? taskId },
      ids.map((id) => ({ taskId: id })),
    );
  const task = (id = taskId) => host.sandbox.client.tasks.get(id);
  const names = async (ids: readonly string[]) =>
    ids.length === 0 ? [] : (await host.sandbox.client.contacts.getMany(ids)).map(({ name }) => name).sort();
  const followers = async (id = taskId) => names((await task(id)).followerIds);
  const assignees = async (id = taskId) => names((await task(id)).assigneeIds);
  const another = async (): Promise<string> => {
    const title = `another of ${taskId}`;
    return (await host.sandbox.client.tasks.create({ title, origin: { name: { en_us: 'Test' } } })).id;
  };
  const people = async (): Promise<readonly Person[]> => {
    const found: Person[] = [];
    for await (const person of host.sandbox.client.contacts.ofDepartment('0')) found.push(person);
    return found;
  };
  const named = async (name: string): Promise<Person> => (await people()).find((one) => one.name === name)!;

  /** Shows what is said in the status bar meanwhile. */
  async function told(action: () => Promise<unknown>): Promise<string[]> {
    const said: string[] = [];
    const { setStatusBarMessage } = vscode.window;
    Object.assign(vscode.window, {
      setStatusBarMessage: (text: string) => {
        said.push(text);
        return { dispose: () => undefined };
      },
    });
    try {
      await action();
    } finally {
      Object.assign(vscode.window, { setStatusBarMessage });
    }
    return said;
  }

  it('follow and no longer follow', async () => {
    const said = await told(async () => {
      const added = run('addFollowers');
      await host.dialogs.pick('Add Followers', 'Alice Johnson', 'Bob Smith');
      await added;
      assert.deepEqual(await followers(), ['Alice Johnson', 'Bob Smith']);
      const removed = run('removeFollowers');
      await host.dialogs.pick('Remove Followers', 'Alice Johnson');
      await removed;
      assert.deepEqual(await followers(), ['Bob Smith']);
    });
    assert.deepEqual(said, [
      '$(check) Followers added: Alice Johnson, Bob Smith',
      '$(check) Followers removed: Alice Johnson',
    ]);
  });

  it('become assignees and are so no longer', async () => {
    const said = await told(async () => {
      const added = run('addAssignees');
      await host.dialogs.pick('Add Assignees', 'Alice Johnson');
      await added;
      assert.deepEqual(await assignees(), ['Alice Johnson', '王小明']);
      const removed = run('removeAssignees');
      await host.dialogs.pick('Remove Assignees', '王小明');
      await removed;
      assert.deepEqual(await assignees(), ['Alice Johnson']);
    });
    assert.deepEqual(said, ['$(check) Assignees added: Alice Johnson', '$(check) Assignees removed: 王小明']);
  });

  it('offer only people who do not follow yet, and leave all as it is after Escape', async () => {
    await host.sandbox.client.followers.add(taskId, [(await named('Alice Johnson')).id]);
    const adding = run('addFollowers');
    const { items } = await host.dialogs.shown('Add Followers');
    assert.ok(!items.some(({ label }) => label === 'Alice Johnson'));
    assert.ok(items.some(({ label }) => label === 'Bob Smith'));
    await host.dialogs.escape();
    await adding;
    assert.deepEqual(await followers(), ['Alice Johnson']);
    assert.deepEqual(host.messages.texts, []);
  });

  it('change nothing when the dialogs for assignees and for removal are left', async () => {
    for (const [command, title] of [
      ['addAssignees', 'Add Assignees'],
      ['removeAssignees', 'Remove Assignees'],
    ] as const) {
      const running = run(command);
      await host.dialogs.shown(title);
      await host.dialogs.escape();
      await running;
    }
    assert.deepEqual(await assignees(), ['王小明']);
    assert.deepEqual(host.messages.texts, []);
  });

  it('cannot be removed where nobody is', async () => {
    await run('removeFollowers');
    await host.messages.says('Nobody follows this task');
    const other = await another();
    await run('removeAssignees', other);
    await host.messages.says('This task has no assignee');
  });

  it('follow several tasks at once, and what changed is told', async () => {
    const other = await another();
    const alice = await named('Alice Johnson');
    await host.sandbox.client.followers.add(other, [alice.id]);
    const said = await told(async () => {
      const added = run('addFollowers', taskId, other);
      await host.dialogs.pick('Add Followers', 'Alice Johnson');
      await added;
    });
    assert.deepEqual(said, ['$(check) Followers added: Alice Johnson · on 1 of 2 tasks']);
    const removing = run('removeFollowers', taskId, other);
    await host.dialogs.pick('Remove Followers', 'Alice Johnson');
    await removing;
    assert.deepEqual([await followers(), await followers(other)], [[], []]);
  });

  it('are told in one message what failed on some of several tasks, and the rest is tried again', async () => {
    const others = [await another(), await another()];
    await host.sandbox.fail({ kind: 'error', code: 1470404, path: FOLLOWERS, skip: 1, count: 2 });
    const added = run('addFollowers', taskId, ...others);
    await host.dialogs.pick('Add Followers', 'Bob Smith');
    await added;
    const { text, buttons, press } = await host.messages.says('1 of 3 tasks changed');
    assert.match(text, /Not changed: “.+”, “.+”\. /);
    assert.ok(buttons.includes('Try Again'), buttons.join());
    assert.deepEqual(host.messages.texts, []);
    await told(async () => {
      press('Try Again');
      await until('both follow', async () => {
        const all = await Promise.all([taskId, ...others].map((id) => followers(id)));
        return all.every((one) => one.includes('Bob Smith'));
      });
    });
  });

  it('stay chosen for another try when Feishu fails', async () => {
    await host.sandbox.fail({ kind: 'status', status: 500, path: FOLLOWERS, count: 3 });
    const added = run('addFollowers');
    await host.dialogs.pick('Add Followers', 'Bob Smith');
    await added;
    assert.deepEqual(await followers(), []);
    await host.messages.press('', 'Try Again');
    await until('Bob follows', async () => (await followers()).includes('Bob Smith'));
  });

  it('are taken off by the button of their row', async () => {
    const alice = await named('Alice Johnson');
    await host.sandbox.client.followers.add(taskId, [alice.id]);
    const node = { kind: 'person', task: await task(), person: alice, role: 'follower' };
    const said = await told(() => Promise.resolve(vscode.commands.executeCommand('feishuTodo.removePerson', node, [])));
    assert.deepEqual(said, ['$(check) Followers removed: Alice Johnson']);
    assert.deepEqual([await followers(), await assignees()], [[], ['王小明']]);
    // Not a row of the view: nothing happens.
    await vscode.commands.executeCommand('feishuTodo.removePerson', { kind: 'person' });
    await vscode.commands.executeCommand('feishuTodo.removePerson');
    assert.deepEqual(host.messages.texts, []);
  });

  it('stay on the task when taking them off fails', async () => {
    const node = { kind: 'person', task: await task(), person: await named('王小明'), role: 'assignee' };
    await host.sandbox.fail({
      kind: 'status',
      status: 500,
      path: '/open-apis/task/v1/tasks/*/batch_delete_collaborator',
    });
    await vscode.commands.executeCommand('feishuTodo.removePerson', node);
    assert.equal((await host.messages.says('')).kind, 'error');
    assert.deepEqual(await assignees(), ['王小明']);
  });
});
