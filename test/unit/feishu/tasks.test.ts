import assert from 'node:assert/strict';
import { collect, type NewTask, type Task } from '../../../src/feishu';
import { clientFor, LoopbackServer, ok, refuse, type Handler, type Seen } from './support';

const NEW: NewTask = { title: 'Title', origin: { name: { en_us: 'Test' } } };
const ids = (count: number) => Array.from({ length: count }, (_, index) => `ou_${index}`);

describe('tasks', () => {
  let server: LoopbackServer;
  let base: string;
  const answer = (handler: Handler) => (server.handler = handler);
  const bodies = (end: string) =>
    server.seen.filter(({ path }) => path.endsWith(end)).map(({ body }) => body as Record<string, string[]>);

  before(async () => {
    server = new LoopbackServer(() => {});
    base = await server.start();
  });
  after(() => server.stop());
  beforeEach(() => (server.seen.length = 0));

  describe('read from v1', () => {
    const read = (task: object): Promise<Task> => {
      answer((_, response) => ok(response, { task: { id: 't', ...task } }));
      return clientFor(base).tasks.get('t');
    };

    it('as the document shows them', async () => {
      const task = await read({
        complete_time: '0',
        create_time: '1630304148',
        update_time: '1630304149',
        creator_id: 'ou_c',
        description: '多吃水果',
        due: { time: '1623124318', timezone: 'Asia/Shanghai' },
        extra: 'dGVzdA==',
        origin: { href: { title: '反馈', url: 'https://support.feishu.com/x' }, platform_i18n_name: '{}' },
        summary: '每天喝八杯水',
        custom: '{"custom_complete":{"pc":{"href":"https://www.feishu.cn/"}}}',
        source: 6,
        collaborators: [{ id: 'ou_1' }, { id: 'ou_2' }],
        followers: [{ id: 'ou_1' }],
        repeat_rule: 'FREQ=DAILY',
      });
      assert.deepEqual(task, {
        id: 't',
        title: '每天喝八杯水',
        description: '多吃水果',
        due: { kind: 'time', epochSeconds: 1623124318, timeZone: 'Asia/Shanghai' },
        completedAt: undefined,
        createdAt: 1630304148,
        updatedAt: 1630304149,
        creatorId: 'ou_c',
        originUrl: 'https://support.feishu.com/x',
        originTitle: '反馈',
        extra: 'test',
        repeatRule: 'FREQ=DAILY',
        assigneeIds: ['ou_1', 'ou_2'],
        followerIds: ['ou_1'],
        source: 6,
        hasCustomComplete: true,
      });
    });

    it('with nothing but an id', async () => {
      const { title, due, assigneeIds, hasCustomComplete } = await read({});
      assert.deepEqual([title, due, assigneeIds, hasCustomComplete], ['', undefined, [], false]);
    });

    it('with the values that stand for nothing, and with numbers for strings', async () => {
      const task = await read({
        due: { time: '0', timezone: '' },
        origin: { href: {}, platform_i18n_name: 'null' },
        complete_time: 1630304150,
        extra: 'free text!',
        custom: 'null',
        rich_summary: 'Rich\n',
      });
      assert.deepEqual(
        [task.due, task.originUrl, task.completedAt, task.extra, task.hasCustomComplete, task.title],
        [undefined, undefined, 1630304150, undefined, false, 'Rich'],
      );
    });

    it('with every form of a list of people, each person once', async () => {
      const task = await read({
        followers: [{ id: 'ou_1', id_list: ['ou_2', 'ou_1'] }, { id_list: ['ou_3'] }, null, 'ou_4'],
        follower_ids: ['ou_1', 'ou_5', '', 7],
        collaborators: { id: 'ou_9' },
      });
      assert.deepEqual(task.followerIds, ['ou_1', 'ou_2', 'ou_3', 'ou_4', 'ou_5', '7']);
      assert.deepEqual(task.assigneeIds, ['ou_9']);
    });

    it('with an all-day due as its date', async () => {
      const task = await read({ due: { time: String(Date.UTC(2026, 1, 28) / 1000), is_all_day: true } });
      assert.deepEqual(task.due, { kind: 'date', date: '2026-02-28' });
      const absurd = await read({ due: { time: '99999999999999', is_all_day: true } });
      assert.equal(absurd.due, undefined);
    });

    it('never with a link that is not http', async () => {
      const task = await read({ origin: { href: { url: 'javascript:alert(1)' } } });
      assert.equal(task.originUrl, undefined);
    });

    it('without an id not at all', async () => {
      answer((_, response) => ok(response, { task: { summary: 'x' } }));
      await assert.rejects(clientFor(base).tasks.create(NEW), { problem: 'missing-field', detail: 'task.id' });
    });
  });

  describe('changed', () => {
    it('name what changes; what is cleared is named but not there', async () => {
      answer((_, response) => ok(response, { task: { id: 't' } }));
      const due = { kind: 'date', date: '2026-01-02' } as const;
      await clientFor(base).tasks.update('t', { title: 'New', description: null, due, followerIds: [] });
      assert.deepEqual(server.seen[0]!.body, {
        task: { summary: 'New', due: { time: '1767312000', is_all_day: true }, follower_ids: [] },
        update_fields: ['summary', 'description', 'due', 'follower_ids'],
      });
    });

    it('count as completed when they are, whatever the answer was', async () => {
      const state =
        (complete_time: string): Handler =>
        (seen: Seen, response) =>
          seen.method === 'GET' ? ok(response, { task: { id: 't', complete_time } }) : refuse(response, 400, 1470604);
      const { tasks } = clientFor(base);
      answer(state('1630304150'));
      await tasks.complete('t');
      await assert.rejects(tasks.reopen('t'), { code: 1470604 });
      answer(state('0'));
      await tasks.reopen('t');
      await assert.rejects(tasks.complete('t'), { code: 1470604 });
    });
  });

  describe('created with many people', () => {
    const created: Handler = (_, response) => ok(response, { task: { id: 't', followers: [] } });

    it('take 100 followers along and add the others by fifties', async () => {
      answer(created);
      const order: string[] = [];
      const { task, notAdded } = await clientFor(base).createTask(
        { ...NEW, followerIds: ['', ...ids(230), 'ou_0'], assigneeIds: ids(50) },
        { onCreated: ({ id }) => void order.push(id, String(server.seen.length)) },
      );
      const [first] = bodies('/tasks');
      assert.deepEqual([first!['follower_ids']!.length, first!['collaborator_ids']!.length], [100, 50]);
      assert.deepEqual(
        bodies('/followers').map((body) => body['id_list']!.length),
        [50, 50, 30],
      );
      assert.deepEqual([task.id, notAdded, order], ['t', [], ['t', '1']]);
      assert.equal(task.followerIds.length, 130);
    });

    it('are not lost when adding fails: who is missing is told', async () => {
      let adds = 0;
      answer((seen, response) =>
        seen.path.endsWith('/followers') && ++adds === 2 ? refuse(response, 400, 1470412) : created(seen, response),
      );
      const { task, notAdded } = await clientFor(base).createTask({ ...NEW, followerIds: ids(250) });
      assert.equal(task.id, 't');
      assert.deepEqual(
        notAdded.map(({ role, ids: missing, error }) => [
          role,
          missing.length,
          missing[0],
          (error as { code?: number }).code,
        ]),
        [['follower', 50, 'ou_150', 1470412]],
      );
      assert.ok(!task.followerIds.includes('ou_150') && task.followerIds.includes('ou_249'));
    });

    it('are not lost when adding is cancelled', async () => {
      const controller = new AbortController();
      answer((seen, response) => {
        if (seen.path.endsWith('/followers')) {
          controller.abort();
        }
        created(seen, response);
      });
      const { notAdded } = await clientFor(base).createTask(
        { ...NEW, followerIds: ids(250) },
        { signal: controller.signal },
      );
      assert.deepEqual([notAdded.length, notAdded[0]!.ids.length], [1, 150]);
    });

    it('are not created at all with more assignees than a task holds', async () => {
      await assert.rejects(clientFor(base).createTask({ ...NEW, assigneeIds: ids(51) }), { field: 'assigneeIds' });
      assert.equal(server.seen.length, 0);
    });

    it('take 50 members along on v2', async () => {
      answer((_, response) => ok(response, { task: { guid: 't' } }));
      const wanted = { ...NEW, assigneeIds: ids(10), followerIds: ids(60) };
      await clientFor(base, { taskApi: 'v2' }).createTask(wanted);
      assert.deepEqual(
        [bodies('/tasks')[0]!['members']!.length, ...bodies('/add_members').map((body) => body['members']!.length)],
        [50, 20],
      );
    });
  });

  describe('on v2', () => {
    const wire = {
      guid: 't',
      summary: 'Title',
      due: { timestamp: '1767312000000', is_all_day: true },
      completed_at: '0',
      created_at: '1630304148123',
      creator: { id: 'ou_c', type: 'user' },
      members: [
        { id: 'ou_1', type: 'user', role: 'assignee' },
        { id: 'ou_2', type: 'user', role: 'follower' },
      ],
      origin: { href: { url: 'https://a.b' } },
      extra: 'dGVzdA==',
    };
    const client = () => clientFor(base, { taskApi: 'v2' });

    it('read alike', async () => {
      answer((_, response) => ok(response, { task: wire }));
      const task = await client().tasks.get('t');
      assert.deepEqual(
        [
          task.id,
          task.due,
          task.completedAt,
          task.createdAt,
          task.creatorId,
          task.assigneeIds,
          task.followerIds,
          task.extra,
        ],
        ['t', { kind: 'date', date: '2026-01-02' }, undefined, 1630304148, 'ou_c', ['ou_1'], ['ou_2'], 'test'],
      );
    });

    it('are created again after a lost answer only with a client token', async () => {
      answer((seen, response) => (server.seen.length === 1 ? seen.socket.destroy() : ok(response, { task: wire })));
      assert.equal((await client().tasks.create({ ...NEW, clientToken: 'token-0001' })).id, 't');
      const tokens = server.seen.map(({ body }) => (body as { client_token: string }).client_token);
      assert.deepEqual(tokens, ['token-0001', 'token-0001']);
      server.seen.length = 0;
      await assert.rejects(client().tasks.create(NEW), { name: 'NetworkError' });
    });

    it('change their people by calls of their own', async () => {
      answer((_, response) => ok(response, { task: wire }));
      await client().tasks.update('t', { title: 'New', assigneeIds: ['ou_1', 'ou_3'], followerIds: [] });
      const writes = server.seen
        .filter(({ method }) => method !== 'GET')
        .map(({ path, body }) => [path.split('/').at(-1), body]);
      assert.deepEqual(writes, [
        ['t', { task: { summary: 'New' }, update_fields: ['summary'] }],
        ['add_members', { members: [{ id: 'ou_3', type: 'user', role: 'assignee' }] }],
        ['remove_members', { members: [{ id: 'ou_2', type: 'user', role: 'follower' }] }],
      ]);
    });

    it('tell who really was removed, and who is there', async () => {
      answer((_, response) => ok(response, { task: wire }));
      assert.deepEqual(await client().followers.remove('t', ['ou_2', 'ou_9']), ['ou_2']);
      assert.deepEqual(await collect(client().assignees.list('t')), ['ou_1']);
    });

    it('completed twice are completed', async () => {
      const state =
        (completed_at: string): Handler =>
        (seen, response) =>
          seen.method === 'GET' ? ok(response, { task: { ...wire, completed_at } }) : refuse(response, 400, 1470400);
      answer(state('1767312000000'));
      await client().tasks.complete('t');
      answer(state('0'));
      await assert.rejects(client().tasks.complete('t'), { code: 1470400 });
    });

    it('deleted before are deleted', async () => {
      answer((_, response) => refuse(response, 404, 1470404));
      await client().tasks.delete('t');
    });

    it('listed are narrowed here by their creation, which v2 cannot', async () => {
      answer((_, response) => ok(response, { items: [wire, { ...wire, guid: 'u', created_at: '1' }] }));
      const tasks = await collect(client().tasks.list({ createdFrom: 1_630_000_000 }));
      assert.deepEqual(
        tasks.map(({ id }) => id),
        ['t'],
      );
    });
  });
});
