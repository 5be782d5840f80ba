import assert from 'node:assert/strict';
import { Harness, type Json } from './support';

const contact = '/open-apis/contact/v3';
const im = '/open-apis/im/v1/chats';

describe('sandbox directory and groups', () => {
  let harness: Harness;
  beforeEach(async () => {
    harness = await Harness.start({ extraPeople: 60 });
  });
  afterEach(() => harness.close());

  const names = (items: Json[]) => items.map((item) => item.name);

  it('lists direct members page by page, without those who left or are out of sight', async () => {
    const seen: string[] = [];
    let token = '';
    do {
      const query = `department_id=0&page_size=25&page_token=${encodeURIComponent(token)}`;
      const { data } = await harness.get(`${contact}/users/find_by_department?${query}`);
      seen.push(...names(data.items));
      assert.equal('page_token' in data, data.has_more);
      token = data.page_token ?? '';
    } while (token !== '');
    assert.equal(seen.length, 66);
    assert.equal(new Set(seen).size, 66);
    assert.ok(!seen.includes('周离职') && !seen.includes('林董事') && !seen.includes('赵磊'));
    const first = await harness.get(`${contact}/users/find_by_department?department_id=0`);
    assert.equal(first.data.items.length, 10, 'ten by default');
  });

  it('walks the departments, by either kind of id', async () => {
    const top = (await harness.get(`${contact}/departments/0/children`)).data.items;
    assert.deepEqual(names(top), ['研发部', '产品设计部']);
    const all = (await harness.get(`${contact}/departments/0/children?fetch_child=true`)).data.items;
    assert.deepEqual(names(all), ['研发部', '基础架构组', '产品设计部']);
    const own = `department_id=${all[1].department_id}&department_id_type=department_id`;
    const members = (await harness.get(`${contact}/users/find_by_department?${own}`)).data.items;
    assert.deepEqual(names(members), ['陈思远', '赵磊']);
    assert.ok(members[1].department_ids.includes(all[1].department_id));
  });

  it('finds people by name in both languages, for a user only', async () => {
    const token = harness.info.userAccessToken;
    const search = async (query: string) =>
      names((await harness.get(`/open-apis/search/v1/user?query=${encodeURIComponent(query)}`, { token })).data.users);
    assert.deepEqual(await search('王小'), ['王小明']);
    assert.deepEqual(await search('siyuan'), ['陈思远']);
    assert.deepEqual(await search('林董事'), []);
    const page = (await harness.get('/open-apis/search/v1/user?query=Member&page_size=50', { token })).data;
    assert.deepEqual([page.users.length, page.has_more], [50, true]);
    assert.equal('email' in page.users[0], false);
  });

  it('gets as many further people as it is told', async () => {
    const search = `/open-apis/search/v1/user?query=Member%20900&page_size=200`;
    const found = async () =>
      (await harness.get(search, { token: harness.info.userAccessToken })).data.users.map(({ name }: Json) => name);
    const before = await found();
    const grown = await harness.post('/sandbox/people', { count: 9001 });
    assert.equal(grown.data.open_ids.length, 9001);
    assert.deepEqual(await found(), [...before, '员工9000', '员工9001']);
    assert.notEqual((await harness.post('/sandbox/people', { count: -1 })).code, 0);
    await harness.post('/sandbox/people', { count: 60 });
    assert.deepEqual(await found(), before);
  });

  it('turns addresses into ids, one row for each', async () => {
    const reply = await harness.post(`${contact}/users/batch_get_id?user_id_type=user_id`, {
      emails: ['ALICE@example.com', 'lin@example.com', 'zhou@example.com'],
      mobiles: ['13800001000', '+8613800001001'],
    });
    const { users } = harness.info;
    assert.deepEqual(
      reply.data.user_list.map((row: Json) => row.user_id),
      [users[2]!.userId, undefined, undefined, users[0]!.userId, users[1]!.userId],
    );
    const resigned = await harness.post(`${contact}/users/batch_get_id`, {
      emails: ['zhou@example.com'],
      include_resigned: true,
    });
    assert.equal(resigned.data.user_list[0].status.is_resigned, true);
    const many = Array.from({ length: 51 }, (_, index) => `a${index}@example.com`);
    assert.equal((await harness.post(`${contact}/users/batch_get_id`, { emails: many })).code, 99992402);
  });

  it('lists only the groups one is in, and searches public ones too', async () => {
    const mine = names((await harness.get(im)).data.items);
    assert.ok(mine.includes('研发群 Engineering') && !mine.includes('管理层 Leadership'));
    const search = async (query: string) =>
      names((await harness.get(`${im}/search?query=${encodeURIComponent(query)}`)).data.items);
    assert.deepEqual(await search('Open'), ['公开技术群 Open Tech']);
    assert.deepEqual(await search('Leadership'), []);
    assert.deepEqual(await search(''), []);
    assert.deepEqual(await search('x'.repeat(65)), []);
    assert.ok((await search('李娜')).includes('研发群 Engineering'), 'names of members count');
    const newer = await harness.post('/open-apis/im/v2/chats/search', {
      query: '群',
      filter: { search_types: ['public_not_joined', 'external'] },
    });
    assert.deepEqual(
      newer.data.items.map((item: Json) => item.meta_data.name),
      ['公开技术群 Open Tech', '客户群 Customers'],
    );
  });

  it('lets a member bring the bot in, after which the app may subscribe the group', async () => {
    const outside = harness.state.chats.find((chat) => chat.name.includes('Leadership'))!;
    const path = `${im}/${outside.chatId}/members`;
    const token = await harness.userToken(4);
    const isIn = async () => (await harness.get(`${path}/is_in_chat`)).data.is_in_chat;
    assert.equal(await isIn(), false);
    const body = { id_list: [harness.info.appId, 'cli_unknown'] };
    const added = await harness.post(`${path}?member_id_type=app_id`, body, { token });
    assert.deepEqual(added.data.invalid_id_list, ['cli_unknown']);
    assert.equal(await isIn(), true);
  });
});
