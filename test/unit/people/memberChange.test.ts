import assert from 'node:assert/strict';
import { fixedTokenSource, type FeishuClient, type Task } from '../../../src/feishu';
import { beyondLimit, changeMembers } from '../../../src/features/people/memberChange';
import { startSandbox, type Sandbox } from '../../../src/sandbox';
import { clientFor } from '../feishu/support';

const origin = { name: { en_us: 'Feishu TODO' } };

describe('who is on a task', function () {
  this.timeout(30_000);
  let sandbox: Sandbox;
  let app: FeishuClient;
  let person: FeishuClient;
  let crowd: string[];

  before(async () => {
    sandbox = await startSandbox({ quota: false, extraPeople: 260 });
    app = clientFor(sandbox.url, { tokenSource: fixedTokenSource('tenant', sandbox.info.tenantAccessToken) });
    person = clientFor(sandbox.url, { tokenSource: fixedTokenSource('user', sandbox.info.userAccessToken) });
    crowd = sandbox.state.users.filter(({ name }) => name.startsWith('员工')).map(({ openId }) => openId);
  });
  after(async () => {
    app.dispose();
    person.dispose();
    await sandbox.close();
  });
  afterEach(() => sandbox.faults.clear());
  const create = (title: string, more: Partial<{ followerIds: string[]; assigneeIds: string[] }> = {}): Promise<Task> =>
    app.tasks.create({ title, origin, ...more });

  it('grows by 250 followers, and tells who was new', async () => {
    const task = await create('many', { followerIds: crowd.slice(0, 10) });
    sandbox.clearRequests();
    const wanted = crowd.slice(5, 255);
    const added = await changeMembers(app, task, { role: 'follower', action: 'add', ids: wanted });
    assert.deepEqual([...added.changedIds].sort(), crowd.slice(10, 255).sort());
    assert.equal(added.after?.followerIds.length, 255);
    assert.equal(sandbox.requests.filter(({ path }) => path.endsWith('/followers')).length, 5);

    const removed = await changeMembers(app, added.after!, { role: 'follower', action: 'remove', ids: crowd });
    assert.equal(removed.changedIds.length, 255);
    assert.deepEqual(removed.after?.followerIds, []);
  });

  it('tells what was done before a failure, so that another try does the rest', async () => {
    const task = await create('half');
    const change = { role: 'follower', action: 'add', ids: crowd.slice(0, 120) } as const;
    sandbox.faults.add({ kind: 'error', code: 1470404, path: '/open-apis/task/v1/tasks/*/followers', skip: 1 });
    const first = await changeMembers(app, task, change);
    assert.match(String(first.error), /1470404/);
    assert.equal(first.changedIds.length, 50);
    sandbox.faults.clear();
    const second = await changeMembers(app, task, change);
    assert.equal(second.error, undefined);
    assert.equal(second.changedIds.length, 120);
  });

  it('says nothing changed for those who are there already', async () => {
    const task = await create('there', { followerIds: crowd.slice(0, 2), assigneeIds: crowd.slice(0, 1) });
    for (const role of ['follower', 'assignee'] as const) {
      const outcome = await changeMembers(app, task, { role, action: 'add', ids: crowd.slice(0, 1) });
      assert.deepEqual([outcome.changedIds, outcome.error], [[], undefined]);
    }
  });

  it('forgets a task that nobody shows any more after leaving it', async () => {
    const [me] = sandbox.info.users;
    const task = await create('leaving', { followerIds: [me!.openId], assigneeIds: [me!.openId] });
    const follower = await changeMembers(person, task, { role: 'follower', action: 'remove', ids: [me!.openId] });
    assert.deepEqual([follower.changedIds, follower.isHidden], [[me!.openId], false]);
    const assignee = await changeMembers(person, task, { role: 'assignee', action: 'remove', ids: [me!.openId] });
    assert.deepEqual([assignee.changedIds, assignee.isHidden, assignee.error], [[me!.openId], true, undefined]);
  });

  it('knows what is too many assignees before it is sent', async () => {
    const task = await create('full', { assigneeIds: crowd.slice(0, 48) });
    const change = (
      ids: readonly string[],
      action: 'add' | 'remove' = 'add',
      role: 'assignee' | 'follower' = 'assignee',
    ) => beyondLimit([task], { role, action, ids }).map(({ count }) => count);
    assert.deepEqual(change(crowd.slice(40, 50)), []);
    assert.deepEqual(change(crowd.slice(48, 51)), [51]);
    assert.deepEqual(change(crowd.slice(48, 51), 'remove'), []);
    assert.deepEqual(change(crowd.slice(48, 51), 'add', 'follower'), []);
    const full = await changeMembers(app, task, { role: 'assignee', action: 'add', ids: crowd.slice(48, 50) });
    assert.equal(full.after?.assigneeIds.length, 50);
  });
});
