import assert from 'node:assert/strict';
import * as lark from '@larksuiteoapi/node-sdk';
import { Harness, minimalTask } from './support';

/** The official SDK, pointed at the sandbox, must not tell it from the platform. */
describe('sandbox, called by the official SDK', () => {
  let harness: Harness;
  let client: lark.Client;
  let asUser: ReturnType<typeof lark.withUserAccessToken>;

  before(async () => {
    harness = await Harness.start({ quota: true });
    const silent = () => undefined;
    client = new lark.Client({
      appId: harness.info.appId,
      appSecret: harness.info.appSecret,
      domain: harness.sandbox.url,
      logger: { error: silent, warn: silent, info: silent, debug: silent, trace: silent },
    });
    asUser = lark.withUserAccessToken(harness.info.userAccessToken);
  });
  after(() => harness.close());

  const person = (index: number) => harness.info.users[index]!.openId;

  async function createTask(): Promise<string> {
    const answer = await client.task.v1.task.create({
      data: { ...minimalTask, collaborator_ids: [person(0)] },
      params: { user_id_type: 'open_id' },
    });
    return answer.data!.task!.id!;
  }

  it('performs the four calls of the seed documents', async () => {
    const created = await client.task.v1.task.create({
      params: { user_id_type: 'open_id' },
      data: {
        summary: '每天喝八杯水，保持身心愉悦',
        description: '多吃水果，多运动，健康生活，快乐工作。',
        rich_summary: '富文本标题[飞书开放平台](https://open.feishu.cn)',
        rich_description: '富文本备注[飞书开放平台](https://open.feishu.cn)',
        extra: 'dGVzdA==',
        due: { time: '1623124318', timezone: 'Asia/Shanghai', is_all_day: false },
        origin: {
          platform_i18n_name: '{"zh_cn": "IT 工作台", "en_us": "IT Workspace"}',
          href: { url: 'https://support.feishu.com/internal/foo-bar', title: '反馈一个问题，需要协助排查' },
        },
        can_edit: true,
        custom:
          '{"custom_complete":{"android":{"href":"https://www.feishu.cn/","tip":{"zh_cn":"你好","en_us":"hello"}},' +
          '"ios":{"href":"https://www.feishu.cn/","tip":{"zh_cn":"你好","en_us":"hello"}},' +
          '"pc":{"href":"https://www.feishu.cn/","tip":{"zh_cn":"你好","en_us":"hello"}}}}',
        follower_ids: [person(0), person(1)],
        collaborator_ids: [person(0), person(1)],
        repeat_rule: 'FREQ=WEEKLY;INTERVAL=1;BYDAY=MO,TU,WE,TH,FR',
      },
    });
    assert.equal(created.code, 0);
    const task = created.data!.task!;
    assert.equal(task.summary, '每天喝八杯水，保持身心愉悦');
    assert.equal(task.rich_summary, '富文本标题飞书开放平台\n');
    assert.equal(task.rich_description, '富文本备注飞书开放平台\n');
    assert.equal(task.extra, 'dGVzdA==');
    assert.deepEqual(task.due, { time: '1623124318', timezone: 'Asia/Shanghai', is_all_day: false });
    assert.equal(task.origin!.platform_i18n_name, '{"en_us":"IT Workspace","zh_cn":"IT 工作台"}');
    assert.equal(task.source, 6);
    assert.equal(task.complete_time, '0');
    assert.equal(task.create_time, task.update_time);
    assert.equal(task.repeat_rule, 'FREQ=WEEKLY;INTERVAL=1;BYDAY=MO,TU,WE,TH,FR');
    assert.deepEqual(
      task.collaborators!.map((member) => member.id),
      [person(0), person(1)],
    );

    const path = { task_id: task.id! };
    const followed = await client.task.v1.taskFollower.create({ path, data: { id_list: [person(2), person(3)] } });
    assert.deepEqual(followed.data!.follower!.id_list, [person(2), person(3)]);

    const removed = await client.task.v1.task.batchDeleteFollower({ path, data: { id_list: [person(3), person(4)] } });
    assert.deepEqual(removed.data!.followers, [person(3)]);

    const { guid } = harness.info.tasklists[0]!;
    const subscribed = await client.task.v2.tasklistActivitySubscription.create({
      path: { tasklist_guid: guid },
      data: {
        name: '我的订阅',
        subscribers: [{ id: harness.info.chats[0]!.chatId, type: 'chat' }],
        include_keys: [100, 103],
        disabled: false,
      },
    });
    const subscription = subscribed.data!.activity_subscription!;
    assert.equal(subscription.name, '我的订阅');
    assert.deepEqual(subscription.include_keys, [100, 103]);
    assert.equal(subscription.subscribers![0]!.id, harness.info.chats[0]!.chatId);
    assert.equal(subscription.disabled, false);
  });

  it('reads, patches, completes, reopens and deletes a v1 task', async () => {
    const id = await createTask();
    const path = { task_id: id };
    const got = await client.task.v1.task.get({ path });
    assert.equal(got.data!.task!.id, id);
    const patched = await client.task.v1.task.patch({
      path,
      data: { task: { summary: 'Renamed', due: { time: '1893456000' } }, update_fields: ['summary', 'due'] },
    });
    assert.equal(patched.data!.task!.summary, 'Renamed');
    assert.equal((await client.task.v1.task.complete({ path })).code, 0);
    assert.notEqual((await client.task.v1.task.get({ path })).data!.task!.complete_time, '0');
    assert.equal((await client.task.v1.task.uncomplete({ path })).code, 0);
    assert.equal((await client.task.v1.task.delete({ path })).code, 0);
    const missing = (error: { response?: { status: number; data: { code: number } } }) =>
      error.response?.status === 400 && error.response.data.code === 1470602;
    await assert.rejects(client.task.v1.task.get({ path }), missing);
  });

  it('lists v1 tasks through its own iterator', async () => {
    const created = [await createTask(), await createTask(), await createTask()];
    const seen: string[] = [];
    for await (const page of await client.task.v1.task.listWithIterator({ params: { page_size: 2 } })) {
      seen.push(...page!.items!.map((task) => task.id!));
    }
    assert.equal(new Set(seen).size, seen.length);
    assert.ok(created.every((id) => seen.includes(id)));
  });

  it('handles v1 collaborators, followers, comments and reminders', async () => {
    const path = { task_id: await createTask() };
    const executors = await client.task.v1.taskCollaborator.create({ path, data: { id_list: [person(1)] } });
    assert.deepEqual(executors.data!.collaborator!.id_list, [person(1)]);
    const listed = await client.task.v1.taskCollaborator.list({ path });
    assert.equal(listed.data!.items!.length, 2);
    const one = { ...path, collaborator_id: person(1) };
    assert.equal((await client.task.v1.taskCollaborator.delete({ path: one })).code, 0);
    const gone = await client.task.v1.task.batchDeleteCollaborator({ path, data: { id_list: [person(0)] } });
    assert.deepEqual(gone.data!.collaborators, [person(0)]);

    await client.task.v1.taskFollower.create({ path, data: { id: person(2) } });
    assert.equal((await client.task.v1.taskFollower.list({ path })).data!.items![0]!.id, person(2));
    const follower = { ...path, follower_id: person(2) };
    assert.equal((await client.task.v1.taskFollower.delete({ path: follower })).code, 0);

    const comment = await client.task.v1.taskComment.create({ path, data: { content: '举杯邀明月' } });
    const commentPath = { ...path, comment_id: comment.data!.comment!.id! };
    assert.equal((await client.task.v1.taskComment.get({ path: commentPath })).data!.comment!.content, '举杯邀明月');
    const edited = await client.task.v1.taskComment.update({ path: commentPath, data: { content: '对影成三人' } });
    assert.equal(edited.data!.comment!.content, '对影成三人');
    assert.equal((await client.task.v1.taskComment.list({ path })).data!.items!.length, 1);
    assert.equal((await client.task.v1.taskComment.delete({ path: commentPath })).code, 0);

    const due = { task: { due: { time: '1893456000' } }, update_fields: ['due'] };
    await client.task.v1.task.patch({ path, data: due });
    const reminder = await client.task.v1.taskReminder.create({ path, data: { relative_fire_minute: 30 } });
    assert.equal(reminder.data!.reminder!.relative_fire_minute, 30);
    assert.equal((await client.task.v1.taskReminder.list({ path })).data!.items!.length, 1);
    const reminderPath = { ...path, reminder_id: reminder.data!.reminder!.id! };
    assert.equal((await client.task.v1.taskReminder.delete({ path: reminderPath })).code, 0);
  });

  it('handles v2 tasks, members, reminders, lists and comments', async () => {
    const created = await client.task.v2.task.create({
      data: {
        summary: '针对全年销售进行一次复盘',
        due: { timestamp: '1893456000000', is_all_day: true },
        members: [{ id: person(0), type: 'user', role: 'assignee' }],
        client_token: 'daa2237f-8310-4707-a83b-52c8a81e0fb7',
        origin: { platform_i18n_name: { en_us: 'Editor' }, href: { url: 'https://example.com/a', title: 'a' } },
      },
    });
    const task = created.data!.task!;
    const path = { task_guid: task.guid! };
    assert.equal(task.status, 'todo');
    assert.equal(task.source, 6);
    assert.match(task.url!, /\/client\/todo\/detail\?guid=/);
    assert.equal(
      (await client.task.v1.task.get({ path: { task_id: task.guid! } })).data!.task!.due!.time,
      '1893456000',
    );
    assert.equal((await client.task.v2.task.get({ path })).data!.task!.summary, task.summary);
    const patched = await client.task.v2.task.patch({
      path,
      data: { task: { completed_at: '1767225600000' }, update_fields: ['completed_at'] },
    });
    assert.equal(patched.data!.task!.status, 'done');
    const members = [{ id: person(1), type: 'user', role: 'follower' }];
    assert.equal((await client.task.v2.task.addMembers({ path, data: { members } })).data!.task!.members!.length, 2);
    assert.equal((await client.task.v2.task.removeMembers({ path, data: { members } })).data!.task!.members!.length, 1);
    const reminded = await client.task.v2.task.addReminders({
      path,
      data: { reminders: [{ relative_fire_minute: 5 }] },
    });
    const reminderIds = [reminded.data!.task!.reminders![0]!.id!];
    const bare = await client.task.v2.task.removeReminders({ path, data: { reminder_ids: reminderIds } });
    assert.deepEqual(bare.data!.task!.reminders, []);
    const mine = await client.task.v2.task.list({ params: { page_size: 50 } }, asUser);
    assert.ok(mine.data!.items!.some((item) => item.guid === task.guid));

    const comment = await client.task.v2.comment.create({
      data: { content: '这是一条评论', resource_type: 'task', resource_id: task.guid! },
    });
    const commentPath = { comment_id: comment.data!.comment!.id! };
    assert.equal((await client.task.v2.comment.get({ path: commentPath })).data!.comment!.resource_id, task.guid);
    const data = { comment: { content: 'changed' }, update_fields: ['content'] };
    assert.equal((await client.task.v2.comment.patch({ path: commentPath, data })).data!.comment!.content, 'changed');
    const listed = await client.task.v2.comment.list({ params: { resource_type: 'task', resource_id: task.guid! } });
    assert.equal(listed.data!.items!.length, 1);
    assert.equal((await client.task.v2.comment.delete({ path: commentPath })).code, 0);
    assert.equal((await client.task.v2.task.delete({ path })).code, 0);
  });

  it('handles tasklists and their activity subscriptions', async () => {
    const created = await client.task.v2.tasklist.create({
      data: { name: '年会总结工作任务清单', members: [{ id: person(0), type: 'user', role: 'editor' }] },
    });
    const guid = created.data!.tasklist!.guid!;
    const path = { tasklist_guid: guid };
    assert.equal(created.data!.tasklist!.owner!.role, 'owner');
    assert.equal((await client.task.v2.tasklist.get({ path })).data!.tasklist!.name, '年会总结工作任务清单');
    const renamed = await client.task.v2.tasklist.patch({
      path,
      data: { tasklist: { name: 'Renamed' }, update_fields: ['name'] },
    });
    assert.equal(renamed.data!.tasklist!.name, 'Renamed');
    const all = await client.task.v2.tasklist.list({ params: { page_size: 100 } });
    assert.ok(all.data!.items!.some((item) => item.guid === guid));
    const members = [{ id: person(1), type: 'user', role: 'viewer' }];
    const grown = await client.task.v2.tasklist.addMembers({ path, data: { members } });
    assert.equal(grown.data!.tasklist!.members!.length, 2);
    await client.task.v2.tasklist.removeMembers({ path, data: { members } });

    const taskPath = { task_guid: await createTask() };
    await client.task.v2.task.addTasklist({ path: taskPath, data: { tasklist_guid: guid } });
    const inLists = await client.task.v2.task.tasklists({ path: taskPath });
    assert.equal(inLists.data!.tasklists![0]!.tasklist_guid, guid);
    assert.equal((await client.task.v2.tasklist.tasks({ path })).data!.items![0]!.guid, taskPath.task_guid);
    await client.task.v2.task.removeTasklist({ path: taskPath, data: { tasklist_guid: guid } });
    assert.equal((await client.task.v2.tasklist.tasks({ path })).data!.items!.length, 0);

    const subscribers = [{ id: harness.info.chats[0]!.chatId, type: 'chat' }];
    const api = client.task.v2.tasklistActivitySubscription;
    const made = await api.create({ path, data: { name: 'S', subscribers, include_keys: [] } });
    const one = { ...path, activity_subscription_guid: made.data!.activity_subscription!.guid! };
    assert.deepEqual((await api.get({ path: one })).data!.activity_subscription!.include_keys, []);
    const patched = await api.patch({
      path: one,
      data: {
        activity_subscription: { include_keys: [100], disabled: true },
        update_fields: ['include_keys', 'disabled'],
      },
    });
    assert.equal(patched.data!.activity_subscription!.disabled, true);
    assert.equal((await api.list({ path })).data!.items!.length, 1);
    assert.equal((await api.delete({ path: one })).code, 0);
    assert.equal((await client.task.v2.tasklist.delete({ path })).code, 0);
  });

  it('reads people, departments and groups', async () => {
    const { users } = harness.info;
    const found = await client.contact.v3.user.findByDepartment({ params: { department_id: '0', page_size: 50 } });
    assert.ok(found.data!.items!.length >= 5);
    const user = await client.contact.v3.user.get({ path: { user_id: users[0]!.openId } });
    assert.equal(user.data!.user!.name, users[0]!.name);
    const many = await client.contact.v3.user.batch({ params: { user_ids: [users[0]!.openId, users[1]!.openId] } });
    assert.equal(many.data!.items!.length, 2);
    const ids = await client.contact.v3.user.batchGetId({ data: { emails: [users[2]!.email, 'nobody@example.com'] } });
    assert.deepEqual(
      ids.data!.user_list!.map((row) => row.user_id),
      [users[2]!.openId, undefined],
    );
    const names = await client.contact.v3.user.basicBatch({ data: { user_ids: [users[0]!.openId] } });
    assert.equal(names.data!.users![0]!.name, users[0]!.name);
    const children = await client.contact.v3.department.children({ path: { department_id: '0' } });
    assert.equal(children.data!.items!.length, 2);
    const searched = await client.contact.v3.department.search({ data: { query: 'Engineer' } }, asUser);
    assert.equal(searched.data!.items![0]!.name, '研发部');
    assert.ok((await client.contact.v3.scope.list({})).data!.user_ids!.length > 0);

    const chats = await client.im.v1.chat.list({ params: { page_size: 100 } });
    const ours = chats.data!.items!.find((chat) => chat.chat_id === harness.info.chats[0]!.chatId)!;
    assert.equal(ours.chat_status, 'normal');
    const outside = harness.info.chats.find((chat) => !chat.member)!;
    const path = { chat_id: outside.chatId };
    assert.equal((await client.im.v1.chatMembers.isInChat({ path })).data!.is_in_chat, false);
    const inside = await client.im.v1.chatMembers.get({ path: { chat_id: harness.info.chats[0]!.chatId } });
    assert.ok(inside.data!.items!.length >= 5);
    const open = await client.im.v1.chat.search({ params: { query: 'Open Tech' } });
    const openPath = { chat_id: open.data!.items![0]!.chat_id! };
    assert.equal((await client.im.v1.chatMembers.meJoin({ path: openPath })).code, 0);
    assert.equal((await client.im.v1.chatMembers.isInChat({ path: openPath })).data!.is_in_chat, true);
    const me = await client.authen.v1.userInfo.get({}, asUser);
    assert.equal(me.data!.open_id, users[0]!.openId);
  });
});
