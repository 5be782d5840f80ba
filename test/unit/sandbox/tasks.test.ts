import assert from 'node:assert/strict';
import fc from 'fast-check';
import { renderRichText } from '../../../src/sandbox/domain/richText';
import { Harness, minimalTask, TestClock, type Json } from './support';

const v1 = '/open-apis/task/v1/tasks';
const v2 = '/open-apis/task/v2';

describe('sandbox tasks', () => {
  let harness: Harness;
  let clock: TestClock;
  beforeEach(async () => {
    clock = new TestClock();
    harness = await Harness.start({ clock, extraPeople: 110 });
  });
  afterEach(() => harness.close());

  const read = async (id: string): Promise<Json> => (await harness.get(`${v1}/${id}`)).data.task;
  const patch = (id: string, task: object, fields: string[]) =>
    harness.request('PATCH', `${v1}/${id}`, { body: { task, update_fields: fields } });
  const code = async (fields: object) => (await harness.post(v1, { ...minimalTask, ...fields })).code;

  it('draws the line at 256 characters, counted as a reader counts, and at 1000 by the schema', async () => {
    assert.equal(await code({ summary: '汉'.repeat(256) }), 0);
    assert.equal(await code({ summary: '😀'.repeat(256) }), 0);
    assert.equal(await code({ summary: '😀'.repeat(257) }), 1470437);
    assert.equal(await code({ summary: 'x'.repeat(1000) }), 1470437);
    assert.equal(await code({ summary: 'x'.repeat(1001) }), 99992402);
    assert.equal(await code({ description: 'x'.repeat(65_536) }), 0);
    assert.equal(await code({ description: 'x'.repeat(65_537) }), 1470437);
    harness.sandbox.behaviour.summaryLimit = 1000;
    assert.equal(await code({ summary: 'x'.repeat(1000) }), 0);
  });

  it('names every wrong field at once', async () => {
    const body = { summary: 5, due: { is_all_day: 'yes' }, origin: {}, follower_ids: 'ou_1' };
    const reply = await harness.post(v1, body);
    assert.equal(reply.code, 99992402);
    assert.deepEqual(
      reply.body.error.field_violations.map((violation: Json) => violation.field),
      ['summary', 'follower_ids', 'due.is_all_day', 'origin.platform_i18n_name'],
    );
    assert.equal((await harness.post(v1, { summary: 'no origin' })).code, 99992402);
  });

  it('takes 100 ids and not 101', async () => {
    const ids = harness.info.users.map((user) => user.openId);
    assert.equal(await code({ follower_ids: ids.slice(0, 100), collaborator_ids: ids.slice(0, 100) }), 0);
    assert.equal(await code({ follower_ids: ids.slice(0, 101) }), 99992402);
    assert.equal(await code({ collaborator_ids: ids.slice(0, 101) }), 99992402);
    harness.sandbox.behaviour.createAssigneeLimit = 50;
    assert.equal(await code({ collaborator_ids: ids.slice(0, 51) }), 1470429);
  });

  it('lets one person hold both roles, and counts a person once in each', async () => {
    const { openId } = harness.info.users[0]!;
    const id = await harness.task({ follower_ids: [openId, openId], collaborator_ids: [openId] });
    const task = await read(id);
    assert.deepEqual([task.follower_ids, task.collaborator_ids], [[openId], [openId]]);
  });

  it('keeps an all-day due at midnight UTC and a timed one in its zone', async () => {
    const allDay = await harness.task({ due: { time: '1893470000', is_all_day: true } });
    assert.deepEqual((await read(allDay)).due, { time: '1893456000', timezone: 'Asia/Shanghai', is_all_day: true });
    const timed = await harness.task({ due: { time: '1893470001', timezone: 'Europe/Berlin' } });
    assert.deepEqual((await read(timed)).due, { time: '1893470001', timezone: 'Europe/Berlin', is_all_day: false });
    const seen = (await harness.get(`${v2}/tasks/${timed}`)).data.task;
    assert.deepEqual(seen.due, { timestamp: '1893470001000', is_all_day: false });
    assert.deepEqual((await read(await harness.task())).due, { time: '0', timezone: '', is_all_day: false });
  });

  it('clears what a patch names and leaves out, and leaves what it does not name', async () => {
    const id = await harness.task({ description: 'd', due: { time: '1893456000' }, extra: 'dGVzdA==' });
    const unnamed = (await patch(id, { summary: 'new', extra: 'bmV3', repeat_rule: 'FREQ=DAILY' }, ['summary'])).data
      .task;
    assert.deepEqual([unnamed.summary, unnamed.extra, unnamed.repeat_rule], ['new', 'dGVzdA==', '']);
    const patched = (await patch(id, { description: 'ignored' }, ['due', 'extra'])).data.task;
    assert.equal(patched.due.time, '0');
    assert.equal(patched.extra, '');
    assert.equal(patched.description, 'd');
  });

  it('leaves no trace of a refused patch', async () => {
    const id = await harness.task({ due: { time: '1893456000' } });
    const before = await read(id);
    clock.advance(5_000);
    await patch(id, { summary: 'changed', due: { time: 'x' } }, ['summary', 'due']);
    await patch(id, { summary: 'changed', follower_ids: [''] }, ['summary', 'follower_ids']);
    assert.deepEqual(await read(id), before);
  });

  it('makes an open copy of a repeating task when it is completed', async () => {
    const id = await harness.task({
      due: { time: '1893456000', timezone: 'Asia/Shanghai' },
      repeat_rule: 'FREQ=WEEKLY;BYDAY=TU',
      extra: 'dGVzdA==',
    });
    await harness.post(`${v1}/${id}/complete`);
    const { items } = (await harness.get(v1)).data;
    assert.deepEqual(
      items.map((task: Json) => [task.due.time, task.complete_time === '0', task.repeat_rule, task.extra]),
      [
        ['1893456000', false, '', 'dGVzdA=='],
        [String(1893456000 + 7 * 86_400), true, 'FREQ=WEEKLY;BYDAY=TU', 'dGVzdA=='],
      ],
    );
  });

  it('walks every page once, also while tasks come and go', async () => {
    for (let count = 0; count < 12; count += 1) {
      await harness.task({ summary: `task ${count}` });
    }
    const seen: string[] = [];
    let query = '?page_size=5';
    for (;;) {
      const page = (await harness.get(v1 + query)).data;
      seen.push(...page.items.map((task: Json) => task.summary));
      await harness.request('DELETE', `${v1}/${page.items[0].id}`);
      if (!page.has_more) {
        assert.equal(page.page_token, 'LTE=', 'a token comes along although nothing follows');
        break;
      }
      query = `?page_size=5&page_token=${encodeURIComponent(page.page_token)}`;
    }
    assert.deepEqual(
      seen,
      Array.from({ length: 12 }, (_, index) => `task ${index}`),
    );
  });

  it('filters by creation time and completion', async () => {
    const first = await harness.task();
    clock.advance(60_000);
    const second = await harness.task();
    await harness.post(`${v1}/${second}/complete`);
    const at = Math.floor(clock.now() / 1000);
    const ids = async (query: string) => (await harness.get(`${v1}?${query}`)).data.items.map((task: Json) => task.id);
    assert.deepEqual(await ids(`start_create_time=${at}`), [second]);
    assert.deepEqual(await ids(`end_create_time=${at - 1}`), [first]);
    assert.deepEqual(await ids('task_completed=true'), [second]);
    assert.deepEqual(await ids('task_completed=false'), [first]);
  });

  it('may give an empty tasklist page with more to come', async () => {
    const { guid } = harness.info.tasklists[0]!;
    for (let count = 0; count < 3; count += 1) {
      const id = await harness.task();
      await harness.post(`${v2}/tasks/${id}/add_tasklist`, { tasklist_guid: guid });
      if (count < 2) {
        await harness.post(`${v1}/${id}/complete`);
      }
    }
    const page = (await harness.get(`${v2}/tasklists/${guid}/tasks?page_size=2&completed=false`)).data;
    assert.deepEqual([page.items, page.has_more], [[], true]);
    const token = encodeURIComponent(page.page_token);
    const last = (await harness.get(`${v2}/tasklists/${guid}/tasks?page_size=2&completed=false&page_token=${token}`))
      .data;
    assert.deepEqual([last.items.length, last.has_more, last.page_token], [1, false, '']);
    assert.equal('extra' in last.items[0], false);
  });

  it('gives the first result again for a client_token within five minutes', async () => {
    const create = async (token: string, caller?: string) =>
      (await harness.post(`${v2}/tasks`, { summary: 'once', client_token: token }, { token: caller })).data?.task.guid;
    const first = await create('token-0000000001');
    assert.equal(await create('token-0000000001'), first);
    assert.notEqual(await create('token-0000000002'), first);
    assert.notEqual(await create('token-0000000001', harness.info.userAccessToken), first, 'another caller');
    clock.advance(300_000);
    assert.notEqual(await create('token-0000000001'), first);
    assert.equal((await harness.post(`${v2}/tasks`, { summary: 'x', client_token: 'short' })).code, 1470400);
    const failed = await harness.post(`${v2}/tasks`, { summary: '', client_token: 'token-0000000003' });
    assert.equal(failed.code, 1470400);
    assert.ok(await create('token-0000000003'), 'a token is free after a failure');
  });

  it('refuses a client_token in use with 500/1470422', async () => {
    const body = { summary: 'once', client_token: 'token-0000000001' };
    harness.sandbox.faults.add({ kind: 'delay', delayMs: 50, count: 1 });
    const held = harness.post(`${v2}/tasks`, body);
    while (harness.sandbox.faults.list()[0]!.fired === 0) {
      await new Promise((resolve) => setImmediate(resolve));
    }
    const second = await harness.post(`${v2}/tasks`, body);
    assert.deepEqual([second.status, second.code], [500, 1470422]);
    assert.equal((await held).code, 0);
  });

  const refusedV2: readonly (readonly [string, object])[] = [
    ['a rule without due', { repeat_rule: 'FREQ=DAILY' }],
    ['a start after the due time', { start: { timestamp: '2000' }, due: { timestamp: '1000' } }],
    ['a date and a time', { start: { timestamp: '0000001', is_all_day: true }, due: { timestamp: '86400000' } }],
    ['3001 characters', { summary: 'x'.repeat(3001) }],
    ['a link that is not of the web', { origin: { href: { url: 'applink://a' } } }],
    ['an unknown language', { origin: { platform_i18n_name: { xx: 'a' } } }],
    [
      'two reminders',
      { due: { timestamp: '4000000000000' }, reminders: [{ relative_fire_minute: 1 }, { relative_fire_minute: 2 }] },
    ],
    ['a reminder without due', { reminders: [{ relative_fire_minute: 1 }] }],
    ['an unknown mode', { mode: 3 }],
    ['an unknown platform', { custom_complete: { watch: {} } }],
    ['a document source with extra', { docx_source: { token: 'x', block_id: 'y' }, extra: 'a' }],
  ];
  for (const [what, change] of refusedV2) {
    it(`v2 create refuses ${what}`, async () => {
      const reply = await harness.post(`${v2}/tasks`, { summary: 'two', ...change });
      assert.deepEqual([reply.status, reply.code], [400, 1470400]);
      assert.match(reply.body.msg, /^Invalid Param '/);
    });
  }

  it('v2 patch completes once, reopens, and changes no rule while completing', async () => {
    const id = await harness.task({ due: { time: '1893456000' } });
    const set = (task: object, fields: string[]) =>
      harness.request('PATCH', `${v2}/tasks/${id}`, { body: { task, update_fields: fields } });
    assert.equal((await set({ completed_at: '1767225600000' }, ['completed_at'])).data.task.status, 'done');
    assert.equal((await set({ completed_at: '1767225600000' }, ['completed_at'])).code, 1470400);
    assert.equal((await read(id)).complete_time, '1767225600');
    assert.equal((await set({ completed_at: '0' }, ['completed_at'])).data.task.status, 'todo');
    const both = { completed_at: '1767225600000', repeat_rule: 'FREQ=DAILY' };
    assert.equal((await set(both, ['completed_at', 'repeat_rule'])).code, 1470400);
    await set({ repeat_rule: 'FREQ=DAILY' }, ['repeat_rule']);
    assert.equal((await set({}, ['due'])).code, 1470400, 'a repeating task needs its due time');
  });

  it('gives editors of a list the right to edit its tasks, and readers the right to read', async () => {
    const { guid } = harness.info.tasklists[0]!;
    const token = await harness.userToken(1);
    const id = await harness.task();
    assert.equal((await harness.get(`${v2}/tasks/${id}`, { token })).code, 1470403);
    await harness.post(`${v2}/tasks/${id}/add_tasklist`, { tasklist_guid: guid });
    assert.equal((await harness.get(`${v2}/tasks/${id}`, { token })).code, 0);
    assert.equal((await harness.post(`${v1}/${id}/complete`, {}, { token })).code, 0);
    const { chatId } = harness.info.chats[0]!;
    const members = [{ id: chatId, type: 'chat', role: 'viewer' }];
    await harness.post(`${v2}/tasklists/${guid}/add_members`, { members });
    const viewer = await harness.userToken(2);
    assert.equal((await harness.get(`${v2}/tasklists/${guid}`, { token: viewer })).code, 0);
    assert.equal((await harness.post(`${v1}/${id}/uncomplete`, {}, { token: viewer })).code, 1470404);
  });

  it('moves a tasklist to a new owner, and only the owner does', async () => {
    const { guid } = harness.info.tasklists[0]!;
    const token = harness.info.userAccessToken;
    const [first, second] = harness.info.users;
    const give = (as?: string) =>
      harness.request('PATCH', `${v2}/tasklists/${guid}`, {
        token: as,
        body: {
          tasklist: { owner: { id: second!.openId, type: 'user' } },
          update_fields: ['owner'],
          origin_owner_to_role: 'viewer',
        },
      });
    assert.equal((await give()).code, 1470403);
    const list = (await give(token)).data.tasklist;
    assert.equal(list.owner.id, second!.openId);
    assert.equal(list.members.find((member: Json) => member.id === first!.openId).role, 'viewer');
    assert.equal((await harness.request('DELETE', `${v2}/tasklists/${guid}`, { token })).code, 1470403);
  });

  it('renders the three constructs of rich text and refuses what is half of one', () => {
    const names = (id: string) => (id === 'ou_1' ? '王小明' : undefined);
    const cases: readonly (readonly [string, string | undefined])[] = [
      ['plain <b>text</b> & [brackets]', 'plain <b>text</b> & [brackets]'],
      ['<at id=ou_1></at> and [docs](https://a.b/c)', '@王小明 and docs'],
      ['<a>https://a.b</a>', 'https://a.b'],
      ['<at id=ou_2></at>', undefined],
      ['<at id="ou_1"></at>', undefined],
      ['<at id=ou_1>', undefined],
      ['<a>a.b</a>', undefined],
      ['[i](j)', undefined],
      ['</a>', undefined],
    ];
    for (const [text, shown] of cases) {
      assert.equal(renderRichText(text, names), shown, text);
    }
    const parts = fc.constantFrom(
      '<at id=ou_1></at>',
      '<a>',
      '</a>',
      '[x](https://y)',
      '[',
      '](',
      ')',
      'ü',
      ' ',
      'http://',
    );
    fc.assert(
      fc.property(fc.array(parts, { maxLength: 40 }), (texts) => {
        const shown = renderRichText(texts.join(''), names);
        assert.ok(shown === undefined || !/<a>|<\/a>|<at /.test(shown));
      }),
    );
  });
});
