import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { collect, type Subscription, type Tasklist } from '../../src/feishu';
import { until, useSandbox } from './support';

const ENGINEERING = '研发群 Engineering';
const RELEASES = '发布通知 Releases';
const one = '/open-apis/task/v2/tasklists/*/activity_subscriptions/*';
const all = '/open-apis/task/v2/tasklists/*/activity_subscriptions';

describe('chat notifications', () => {
  const host = useSandbox();
  let tasklist: Tasklist;
  let chats: Map<string, string>;

  before(async () => {
    const found = await collect(host.sandbox.client.chats.list());
    chats = new Map(found.map(({ name, id }) => [name, id]));
  });
  beforeEach(async function () {
    tasklist = await host.sandbox.client.tasklists.create({ name: this.currentTest!.title.slice(0, 60) });
  });

  const subscriptions = () => host.sandbox.client.subscriptions.list(tasklist.guid);
  const first = async (): Promise<Subscription> => (await subscriptions())[0]!;
  const subscribe = (name: string, chat = ENGINEERING) =>
    host.sandbox.client.subscriptions.create(tasklist.guid, { name, chatIds: [chats.get(chat)!], eventKeys: [100] });
  const manage = () =>
    vscode.commands.executeCommand('feishuTodo.manageNotifications', { tasklistGuid: tasklist.guid });
  const notify = () => vscode.commands.executeCommand<string>('feishuTodo.notifyChat', { tasklist });
  const hub = () => `Chat Notifications of “${tasklist.name}”`;
  const leave = async (running: Thenable<unknown>): Promise<void> => {
    await host.dialogs.escape();
    await running;
  };

  it('begin with a tasklist, chats, events and a name', async () => {
    const running = vscode.commands.executeCommand<string>('feishuTodo.notifyChat');
    await host.dialogs.pick('Notify a Chat', tasklist.name);
    await until('the chats', async () => (await host.dialogs.shown('Notify a Chat')).canSelectMany);
    await host.dialogs.pick('Notify a Chat', ENGINEERING, RELEASES);
    await until('the events', async () =>
      (await host.dialogs.shown('Notify a Chat')).items.some(({ label }) => label === 'Task completed'),
    );
    const events = await host.dialogs.shown('Notify a Chat');
    assert.equal(events.items.find(({ label }) => label === 'Task completed')?.description, '任务被完成 · 103');
    await host.dialogs.pick('Notify a Chat', 'Task completed', 'Comment added');
    await host.dialogs.type('Notify a Chat', 'Two chats');
    const guid = await running;
    const made = await first();
    assert.equal(made.guid, guid);
    assert.deepEqual([...made.chatIds].sort(), [chats.get(ENGINEERING)!, chats.get(RELEASES)!].sort());
    assert.deepEqual([...made.eventKeys].sort(), [103, 121]);
  });

  it('keep all that was chosen when Feishu refuses', async () => {
    await host.sandbox.fail({ kind: 'error', code: 1470403, method: 'POST', path: all, count: 1 });
    const running = notify();
    await host.dialogs.pick('Notify a Chat', ENGINEERING);
    await until('the events', async () =>
      (await host.dialogs.shown('Notify a Chat')).items.some(({ label }) => label === 'Task completed'),
    );
    await host.dialogs.pick('Notify a Chat', 'Task completed');
    await host.dialogs.type('Notify a Chat', 'Typed once');
    await host.messages.says('cannot edit the subscriptions of this tasklist, or are not in the chat');
    assert.equal((await subscriptions()).length, 0);
    assert.equal(await host.dialogs.valueOf('Notify a Chat'), 'Typed once');
    await host.dialogs.type('Notify a Chat', 'Typed once');
    assert.equal((await first()).guid, await running);
  });

  it('are made once where the answer is lost', async () => {
    await host.sandbox.fail({ kind: 'drop-after', method: 'POST', path: all, count: 1 });
    const running = notify();
    await host.dialogs.pick('Notify a Chat', ENGINEERING);
    await until('the events', async () =>
      (await host.dialogs.shown('Notify a Chat')).items.some(({ label }) => label === 'Task completed'),
    );
    await host.dialogs.pick('Notify a Chat', 'Task completed');
    await host.dialogs.type('Notify a Chat', 'Only one');
    const guid = await running;
    const there = await subscriptions();
    assert.deepEqual(
      there.map((made) => made.guid),
      [guid],
    );
  });

  it('ask for at least one chat, and send nothing when left', async () => {
    const running = notify();
    await host.dialogs.pick('Notify a Chat');
    await host.messages.says('Choose at least one chat');
    await host.dialogs.shown('Notify a Chat');
    await leave(running);
    assert.equal((await subscriptions()).length, 0);
    assert.deepEqual(host.messages.texts, []);
  });

  it('say before anything is asked that a tasklist has all it can have', async () => {
    // Not by the client, which keeps to Feishu's pace.
    const authorization = `Bearer ${await host.sandbox.tenantToken()}`;
    const url = `${host.sandbox.endpoint.baseUrl}/open-apis/task/v2/tasklists/${tasklist.guid}/activity_subscriptions`;
    const subscribers = [{ id: chats.get(ENGINEERING), type: 'chat' }];
    for (let index = 0; index < 50; index++) {
      const body = JSON.stringify({ name: `Number ${index}`, subscribers, include_keys: [100] });
      await fetch(url, { method: 'POST', headers: { authorization, 'content-type': 'application/json' }, body });
    }
    assert.equal(await notify(), undefined);
    await host.messages.says('already has 50 subscriptions');
  });

  it('are listed with chats and events, and one more can be made', async () => {
    const { client } = host.sandbox;
    await subscribe('Everyday');
    const paused = await subscribe('Quiet', RELEASES);
    await client.subscriptions.update(tasklist.guid, paused.guid, { disabled: true });
    const running = manage();
    const list = await host.dialogs.shown(hub());
    assert.deepEqual(
      list.items.map(({ label, description, detail }) => [label, description, detail]),
      [
        ['Everyday', '', `${ENGINEERING} · Task added to the tasklist`],
        ['Quiet', 'paused', `${RELEASES} · Task added to the tasklist`],
        ['Notify Another Chat…', '2 of 50 subscriptions used', undefined],
      ],
    );
    await host.dialogs.pick(hub(), 'Notify Another Chat…');
    await host.dialogs.pick('Notify a Chat', RELEASES);
    await until('the events', async () =>
      (await host.dialogs.shown('Notify a Chat')).items.some(({ label }) => label === 'Task completed'),
    );
    await host.dialogs.pick('Notify a Chat', 'Task completed');
    await host.dialogs.type('Notify a Chat', 'Third');
    const again = await host.dialogs.shown(hub());
    assert.equal(again.activeItems[0]?.label, 'Third');
    await leave(running);
  });

  it('are found from the list of tasklists', async () => {
    await subscribe('From the top');
    const running = vscode.commands.executeCommand('feishuTodo.manageNotifications');
    await host.dialogs.pick('Chat Notifications', tasklist.name);
    const list = await host.dialogs.shown(hub());
    assert.equal(list.items[0]?.label, 'From the top');
    await leave(running);
  });

  it('get another name, chats and events', async () => {
    await subscribe('Before');
    const running = manage();
    await host.dialogs.pick(hub(), 'Before');
    await host.dialogs.pick('Subscription “Before”', 'Name');
    await host.dialogs.type('Subscription “Before”', 'After');
    await host.dialogs.pick('Subscription “After”', 'Chats');
    await until('the chats', async () => (await host.dialogs.shown('Subscription “After”')).canSelectMany);
    await host.dialogs.pick('Subscription “After”', ENGINEERING, RELEASES);
    await host.dialogs.pick('Subscription “After”', 'Events');
    await until('the events', async () => (await host.dialogs.shown('Subscription “After”')).canSelectMany);
    await host.dialogs.pick('Subscription “After”', 'Assignee changed', 'Start date set');
    await host.dialogs.shown('Subscription “After”');
    await leave(running);
    const { name, chatIds, eventKeys, disabled } = await first();
    assert.deepEqual([name, chatIds.length, [...eventKeys].sort(), disabled], ['After', 2, [110, 129], false]);
    assert.deepEqual(host.messages.texts, []);
  });

  it('pause, resume, and go after a question', async () => {
    await subscribe('Short life');
    const running = manage();
    await host.dialogs.pick(hub(), 'Short life');
    await host.dialogs.pick('Subscription “Short life”', 'Pause');
    await until('it is paused', async () => (await first()).disabled);
    await host.dialogs.pick('Subscription “Short life”', 'Resume');
    await until('it is resumed', async () => !(await first()).disabled);
    await host.dialogs.pick('Subscription “Short life”', 'Delete…');
    (await host.messages.says('Delete the subscription “Short life”?')).press(undefined);
    await host.dialogs.pick('Subscription “Short life”', 'Delete…');
    await host.messages.press('Delete the subscription “Short life”?', 'Delete');
    const list = await host.dialogs.shown(hub());
    assert.deepEqual(
      list.items.map(({ label }) => label),
      ['Notify Another Chat…'],
    );
    await leave(running);
    assert.equal((await subscriptions()).length, 0);
  });

  it('keep what was typed when a change is refused', async () => {
    await subscribe('As it was');
    const running = manage();
    await host.dialogs.pick(hub(), 'As it was');
    await host.dialogs.pick('Subscription “As it was”', 'Name');
    await host.sandbox.fail({ kind: 'error', code: 1470400, method: 'PATCH', path: one, count: 1 });
    await host.dialogs.type('Subscription “As it was”', 'As it will be');
    await host.messages.says('The subscription has a wrong parameter');
    assert.equal(await host.dialogs.valueOf('Subscription “As it was”'), 'As it will be');
    await host.dialogs.type('Subscription “As it was”', 'As it will be');
    await host.dialogs.shown('Subscription “As it will be”');
    await leave(running);
    assert.equal((await first()).name, 'As it will be');
  });

  it('lead back to the list where somebody else deleted one', async () => {
    const { guid } = await subscribe('Gone');
    const running = manage();
    await host.dialogs.pick(hub(), 'Gone');
    await host.dialogs.shown('Subscription “Gone”');
    await host.sandbox.client.subscriptions.delete(tasklist.guid, guid);
    await host.dialogs.pick('Subscription “Gone”', 'Pause');
    await host.messages.says('does not exist or was deleted');
    await host.dialogs.shown(hub());
    await leave(running);
  });

  it('say what is wrong with the tasklist itself', async () => {
    await host.sandbox.client.tasklists.delete(tasklist.guid);
    await manage();
    await host.messages.says('does not exist or was deleted');
  });
});
