import assert from 'node:assert/strict';
import { Harness } from './support';

const v1 = '/open-apis/task/v1/tasks';
const v2 = '/open-apis/task/v2';
const everyKey = [100, 101, 103, 104, 109, 110, 111, 119, 121, 122, 129, 130, 131, 132];

describe('sandbox subscriptions', () => {
  let harness: Harness;
  let task: string;
  let list: string;
  let chat: string;
  beforeEach(async () => {
    harness = await Harness.start();
    list = harness.info.tasklists[0]!.guid;
    chat = harness.info.chats[0]!.chatId;
    task = await harness.task({ summary: '写周报' });
  });
  afterEach(() => harness.close());

  const subscribe = async (keys: number[], more: object = {}) => {
    const body = { name: 'S', subscribers: [{ id: chat, type: 'chat' }], include_keys: keys, ...more };
    const reply = await harness.post(`${v2}/tasklists/${list}/activity_subscriptions`, body);
    return reply.data.activity_subscription.guid as string;
  };
  const put = () => harness.post(`${v2}/tasks/${task}/add_tasklist`, { tasklist_guid: list });
  const notices = () => harness.state.chats.find((entry) => entry.chatId === chat)!.notices;
  const keys = () => notices().map((notice) => notice.key);
  const due = (time: string | undefined) =>
    harness.request('PATCH', `${v1}/${task}`, {
      body: { task: time ? { due: { time } } : {}, update_fields: ['due'] },
    });

  it('tells the group everything that happens, in order', async () => {
    await subscribe(everyKey);
    const [a, b] = harness.info.users.map((user) => user.openId);
    const assign = (ids: string[]) =>
      harness.request('PATCH', `${v1}/${task}`, {
        body: { task: { collaborator_ids: ids }, update_fields: ['collaborator_ids'] },
      });
    await put();
    await harness.post(`${v1}/${task}/complete`);
    await harness.post(`${v1}/${task}/uncomplete`);
    await harness.post(`${v1}/${task}/collaborators`, { id_list: [a] });
    await assign([b!]);
    await harness.post(`${v1}/${task}/batch_delete_collaborator`, { id_list: [b] });
    const comment = await harness.post(`${v1}/${task}/comments`, { content: '好' });
    await harness.post(`${v1}/${task}/comments`, { content: '的', parent_id: comment.data.comment.id });
    await due('1893456000');
    await due(undefined);
    await harness.request('PATCH', `${v2}/tasks/${task}`, {
      body: {
        task: { start: { timestamp: '1893456000000' }, due: { timestamp: '1893542400000' } },
        update_fields: ['start', 'due'],
      },
    });
    await harness.request('PATCH', `${v2}/tasks/${task}`, {
      body: { task: { start: { timestamp: '1893459600000' } }, update_fields: ['start'] },
    });
    await harness.post(`${v2}/tasks/${task}/remove_tasklist`, { tasklist_guid: list });
    assert.deepEqual(keys(), [100, 103, 104, 109, 110, 111, 121, 122, 130, 132, 131, 129, 101]);
    assert.equal(notices()[0]!.taskSummary, '写周报');
    assert.equal(notices()[0]!.actorName, harness.state.app.name);
  });

  it('is silent for other events, empty keys, pauses and what changes nothing', async () => {
    await subscribe([104]);
    await subscribe([]);
    await subscribe(everyKey, { disabled: true });
    await put();
    await harness.post(`${v1}/${task}/complete`);
    assert.deepEqual(keys(), []);
    await subscribe([100]);
    await put();
    assert.deepEqual(keys(), [], 'the task was in the list already');
  });

  it('shows the notices on the group’s page in both languages', async () => {
    await subscribe([100]);
    await put();
    const english = await harness.get(`/chats/${chat}`, { token: null });
    assert.match(english.text, /Task added to the list/);
    assert.match(english.text, /写周报/);
    const headers = { 'accept-language': 'zh-CN' };
    assert.match((await harness.get(`/chats/${chat}`, { token: null, headers })).text, /任务添加入清单/);
  });

  it('outlives the caller’s membership until it is deleted', async () => {
    const guid = await subscribe([100, 101]);
    harness.state.chats.find((entry) => entry.chatId === chat)!.hasApp = false;
    await put();
    assert.deepEqual(keys(), [100]);
    await harness.request('DELETE', `${v2}/tasklists/${list}/activity_subscriptions/${guid}`);
    await harness.post(`${v2}/tasks/${task}/remove_tasklist`, { tasklist_guid: list });
    assert.deepEqual(keys(), [100]);
  });

  it('belongs to the caller’s own membership: a user may subscribe a group the app is not in', async () => {
    const outside = harness.state.chats.find((entry) => !entry.hasApp)!;
    const { openId } = harness.info.users[1]!;
    outside.members.push(openId);
    const body = { name: 'S', subscribers: [{ id: outside.chatId, type: 'chat' }], include_keys: [100] };
    const path = `${v2}/tasklists/${list}/activity_subscriptions`;
    assert.equal((await harness.post(path, body)).code, 1470403);
    assert.equal((await harness.post(path, body, { token: await harness.userToken(1) })).code, 0);
  });
});
