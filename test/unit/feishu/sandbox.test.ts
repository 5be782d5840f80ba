import assert from 'node:assert/strict';
import {
  collect,
  fixedTokenSource,
  SUBSCRIPTION_EVENTS,
  type FeishuClient,
  type TokenSource,
} from '../../../src/feishu';
import { startSandbox, type Sandbox } from '../../../src/sandbox';
import { clientFor } from './support';

const ORIGIN = {
  name: { en_us: 'Feishu TODO', zh_cn: '飞书 TODO' },
  url: 'https://example.com/a.ts',
  urlTitle: 'a.ts',
};

describe('the client and the sandbox', function () {
  this.timeout(20_000);
  let sandbox: Sandbox;
  let app: FeishuClient;
  let person: FeishuClient;
  const as = (kind: TokenSource['kind'], token: string, taskApi?: 'v1' | 'v2') =>
    clientFor(sandbox.url, { tokenSource: fixedTokenSource(kind, token), taskApi });

  before(async () => {
    sandbox = await startSandbox({ quota: false });
    app = as('tenant', sandbox.info.tenantAccessToken);
    person = as('user', sandbox.info.userAccessToken);
  });
  after(async () => {
    app.dispose();
    person.dispose();
    await sandbox.close();
  });
  const openIds = () => sandbox.info.users.map(({ openId }) => openId);

  for (const taskApi of ['v1', 'v2'] as const) {
    it(`agree on a task's whole life on ${taskApi}`, async () => {
      const client = as('user', sandbox.info.userAccessToken, taskApi);
      const [me, second, third] = openIds();
      const { task, notAdded } = await client.createTask({
        title: '完成 TODO',
        description: 'const a = b[i](j) < c',
        due: { kind: 'date', date: '2026-12-31' },
        origin: ORIGIN,
        extra: JSON.stringify({ opId: 'x', path: 'é.ts' }),
        assigneeIds: [me!],
        followerIds: [second!],
        repeatRule: 'FREQ=WEEKLY;BYDAY=MO',
      });
      assert.deepEqual(notAdded, []);
      const read = await client.tasks.get(task.id);
      assert.deepEqual(
        [read.title, read.description, read.due, read.originUrl, read.extra, read.repeatRule, read.completedAt],
        [
          '完成 TODO',
          'const a = b[i](j) < c',
          { kind: 'date', date: '2026-12-31' },
          ORIGIN.url,
          '{"opId":"x","path":"é.ts"}',
          'FREQ=WEEKLY;BYDAY=MO',
          undefined,
        ],
      );
      await client.followers.add(task.id, [second!, third!]);
      await client.followers.add(task.id, [third!]);
      assert.deepEqual(await collect(client.followers.list(task.id)), [second, third]);
      assert.deepEqual(await client.followers.remove(task.id, [second!, 'ou_nobody00000000'].slice(0, 1)), [second]);
      assert.deepEqual(await collect(client.followers.list(task.id)), [third]);
      assert.deepEqual(await collect(client.assignees.list(task.id)), [me]);
      const changed = await client.tasks.update(task.id, { title: 'New', repeatRule: null, due: null });
      assert.deepEqual([changed.title, changed.repeatRule, changed.due], ['New', undefined, undefined]);
      await client.tasks.complete(task.id);
      await client.tasks.complete(task.id);
      assert.ok((await client.tasks.get(task.id)).completedAt);
      await client.tasks.reopen(task.id);
      assert.equal((await client.tasks.get(task.id)).completedAt, undefined);
      const listed = await collect(client.tasks.list({ completed: false }));
      assert.ok(listed.some(({ id }) => id === task.id));
      await client.tasks.delete(task.id);
      await client.tasks.delete(task.id);
      assert.ok(!(await collect(client.tasks.list())).some(({ id }) => id === task.id));
      client.dispose();
    });
  }

  it('agree on comments and reminders', async () => {
    const { id } = await person.tasks.create({
      title: 'Talk',
      origin: ORIGIN,
      due: { kind: 'time', epochSeconds: Math.floor(Date.now() / 1000) + 86_400, timeZone: 'Europe/Berlin' },
      assigneeIds: [openIds()[0]!],
    });
    const first = await person.comments.create(id, { content: 'First' });
    const reply = await person.comments.create(id, { content: 'Second', parentId: first.id });
    assert.equal(reply.parentId, first.id);
    assert.equal((await person.comments.update(id, first.id, { content: 'Changed' })).content, 'Changed');
    assert.equal((await person.comments.get(id, first.id)).content, 'Changed');
    assert.deepEqual((await collect(person.comments.list(id))).map(({ content }) => content).sort(), [
      'Changed',
      'Second',
    ]);
    await person.comments.delete(id, reply.id);
    assert.equal((await collect(person.comments.list(id))).length, 1);
    const reminder = await person.reminders.create(id, 30);
    assert.deepEqual(await collect(person.reminders.list(id)), [{ id: reminder.id, minutesBeforeDue: 30 }]);
    await person.reminders.delete(id, reminder.id);
    assert.deepEqual(await collect(person.reminders.list(id)), []);
  });

  it('agree on tasklists and their subscriptions', async () => {
    const [me, second] = openIds();
    const member = { id: second!, type: 'user', role: 'editor' } as const;
    const list = await person.tasklists.create({ name: '清单', members: [member] });
    assert.deepEqual([list.name, list.owner?.id, list.members?.map(({ id }) => id)], ['清单', me, [second]]);
    assert.equal((await person.tasklists.rename(list.guid, 'Renamed')).name, 'Renamed');
    await person.tasklists.removeMembers(list.guid, [member]);
    await person.tasklists.addMembers(list.guid, [{ ...member, role: 'viewer' }]);
    assert.deepEqual((await person.tasklists.get(list.guid)).members, [{ ...member, role: 'viewer' }]);
    const task = await person.tasks.create({ title: 'In a list', origin: ORIGIN, assigneeIds: [me!] });
    await person.tasklists.addTask(task.id, list.guid);
    await person.tasklists.addTask(task.id, list.guid);
    assert.deepEqual(await person.tasklists.ofTask(task.id), [list.guid]);
    assert.deepEqual(await collect(person.tasklists.tasks(list.guid, { completed: false })), [
      { id: task.id, title: 'In a list', completedAt: undefined },
    ]);
    const chatIds = sandbox.info.chats.filter(({ member: isMember }) => isMember).map(({ chatId }) => chatId);
    const { taskAdded, completed } = SUBSCRIPTION_EVENTS;
    const wanted = {
      name: '我的订阅',
      chatIds: chatIds.slice(0, 1),
      eventKeys: [taskAdded, completed],
      disabled: false,
    };
    const { guid, ...made } = await person.subscriptions.create(list.guid, wanted);
    assert.deepEqual(made, wanted);
    assert.deepEqual(await person.subscriptions.list(list.guid), [{ guid, ...wanted }]);
    const changed = await person.subscriptions.update(list.guid, guid, { eventKeys: [], disabled: true });
    assert.deepEqual([changed.eventKeys, changed.disabled, changed.name], [[], true, wanted.name]);
    assert.deepEqual(await person.subscriptions.get(list.guid, guid), changed);
    await person.subscriptions.delete(list.guid, guid);
    await person.tasklists.removeTask(task.id, list.guid);
    assert.deepEqual(await collect(person.tasklists.tasks(list.guid)), []);
    const handed = await person.tasklists.changeOwner(list.guid, { id: second! }, 'editor');
    assert.equal(handed.owner?.id, second);
    await assert.rejects(person.tasklists.delete(list.guid), { apiVersion: 'v2', code: 1470403 });
  });

  it('agree on people', async () => {
    const [first, second] = sandbox.info.users;
    const everybody = await collect(app.contacts.ofDepartment());
    assert.ok(everybody.length > 0 && everybody.every(({ id, name }) => id.startsWith('ou_') && name !== ''));
    const departments = await collect(app.contacts.departments('0', true));
    assert.ok(departments.every(({ id }) => id.startsWith('od-')));
    assert.equal((await app.contacts.get(first!.openId))?.name, first!.name);
    const many = await app.contacts.getMany([first!.openId, second!.openId]);
    assert.deepEqual(new Set(many.map(({ name }) => name)), new Set([first!.name, second!.name]));
    assert.equal((await app.contacts.names([second!.openId])).get(second!.openId), second!.name);
    const byMail = await app.contacts.idsByEmail([first!.email, 'nobody@example.com']);
    assert.deepEqual([...byMail], [[first!.email, first!.openId]]);
    assert.deepEqual(
      (await collect(person.contacts.search(second!.name))).map(({ id }) => id),
      [second!.openId],
    );
    const scope = await app.contacts.scope();
    assert.ok(scope.departmentIds.length + scope.userIds.length > 0);
    const me = await person.users.me();
    assert.deepEqual([me.openId, me.name], [first!.openId, first!.name]);
  });

  it('agree on chats', async () => {
    const inside = await collect(app.chats.list());
    const member = sandbox.info.chats.find((chat) => chat.member)!;
    const stranger = sandbox.info.chats.find((chat) => !chat.member)!;
    assert.ok(inside.some(({ id, name }) => id === member.chatId && name === member.name));
    assert.equal(await app.chats.isMember(member.chatId), true);
    assert.equal(await app.chats.isMember(stranger.chatId), false);
    const found = await collect(app.chats.search(member.name));
    assert.ok(found.some(({ id }) => id === member.chatId));
    assert.deepEqual(await collect(app.chats.search('x'.repeat(65))), []);
    const people = await collect(app.chats.members(member.chatId));
    assert.ok(people.some(({ id }) => id === openIds()[0]));
  });
});
