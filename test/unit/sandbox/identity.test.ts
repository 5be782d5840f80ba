import assert from 'node:assert/strict';
import { Harness, minimalTask, TestClock } from './support';

const tasks = '/open-apis/task/v1/tasks';

describe('sandbox identities', () => {
  let clock: TestClock;
  let harness: Harness;
  beforeEach(async () => {
    clock = new TestClock();
    harness = await Harness.start({ clock });
  });
  afterEach(() => harness.close());

  describe('app tokens', () => {
    const issue = (body: object, path = 'tenant_access_token') =>
      harness.post(`/open-apis/auth/v3/${path}/internal`, body, { token: null });
    const good = () => ({ app_id: harness.info.appId, app_secret: harness.info.appSecret });

    it('are flat, the same while half an hour is left, then new with both alive', async () => {
      const first = (await issue(good())).body;
      assert.deepEqual(Object.keys(first), ['code', 'msg', 'tenant_access_token', 'expire']);
      assert.equal(first.expire, 7200);
      clock.advance(5_400_000);
      const same = (await issue(good())).body;
      assert.equal(same.tenant_access_token, first.tenant_access_token);
      assert.equal(same.expire, 1800);
      clock.advance(1_000);
      const next = (await issue(good())).body;
      assert.notEqual(next.tenant_access_token, first.tenant_access_token);
      assert.equal(next.expire, 7200);
      assert.equal((await harness.get(tasks, { token: first.tenant_access_token })).code, 0);
      assert.equal((await harness.get(tasks, { token: next.tenant_access_token })).code, 0);
      clock.advance(1_800_000);
      const dead = await harness.get(tasks, { token: first.tenant_access_token });
      assert.deepEqual([dead.status, dead.code], [400, 99991663]);
    });

    it('come in pairs from the app token’s address', async () => {
      const reply = (await issue(good(), 'app_access_token')).body;
      assert.match(reply.app_access_token, /^a-/);
      assert.match(reply.tenant_access_token, /^t-/);
    });

    it('are refused with HTTP 200 and the documented codes', async () => {
      const code = async (body: object) => {
        const reply = await issue(body);
        assert.equal(reply.status, 200);
        assert.equal(reply.body.tenant_access_token, undefined);
        return reply.code;
      };
      assert.equal(await code({}), 10003);
      assert.equal(await code({ ...good(), app_secret: 5 }), 10003);
      assert.equal(await code({ ...good(), app_secret: 'wrong' }), 10015);
      assert.equal(await code({ ...good(), app_id: 'cli_unknown' }), 99991543);
      harness.state.app.enabled = false;
      assert.equal(await code(good()), 10014);
    });
  });

  describe('checks come in the documented order', () => {
    it('path and method before the token', async () => {
      assert.deepEqual((await harness.get('/open-apis/nothing', { token: null })).code, 99991201);
      assert.deepEqual((await harness.request('PUT', tasks, { token: null })).code, 99991301);
    });

    const tokens: readonly (readonly [string, string | null, number])[] = [
      ['no token', null, 99991661],
      ['a token of no known form', 'hello', 99991671],
      ['an unknown tenant token', 't-unknown', 99991663],
      ['an unknown user token', 'u-unknown', 99991668],
      ['an unknown JWT-like token', 'eyJunknown', 99991668],
      ['an unknown app token', 'a-unknown', 99991664],
    ];
    for (const [what, token, code] of tokens) {
      it(`${what}: ${code}`, async () => {
        const reply = await harness.get(tasks, { token });
        assert.deepEqual([reply.status, reply.code], [400, code]);
      });
    }

    it('the token before the scope, the scope before the fields, the fields before the ids, the ids before the values', async () => {
      const { app } = harness.state;
      const all = { ...minimalTask, summary: '汉'.repeat(300), collaborator_ids: ['ou_unknown'], due: 5 };
      const code = async (body: object, token?: string) => (await harness.post(tasks, body, { token })).code;
      app.scopes.tenant = [];
      assert.equal(await code(all, 't-unknown'), 99991663);
      assert.equal(await code(all), 99991672);
      app.scopes.tenant = ['task:task'];
      assert.equal(await code(all), 99992402);
      assert.equal(await code({ ...all, due: undefined }), 99992351);
      assert.equal(await code({ ...all, due: undefined, collaborator_ids: [] }), 1470437);
    });
  });

  it('takes each identity only where the API does', async () => {
    const userOnly = await harness.get('/open-apis/search/v1/user?query=a');
    assert.equal(userOnly.code, 99991663);
    const tenantOnly = await harness.get('/open-apis/contact/v3/scopes', { token: harness.info.userAccessToken });
    assert.equal(tenantOnly.code, 99991668);
    assert.match(tenantOnly.body.msg, /user access token not support/);
  });

  it('names missing scopes with the console link and violations', async () => {
    harness.state.app.scopes.tenant = ['task:task'];
    const reply = await harness.get(tasks);
    assert.deepEqual([reply.status, reply.code], [400, 99991672]);
    assert.match(reply.body.msg, /\[task:task:readonly\]/);
    assert.match(reply.body.msg, /\/app\/cli_[^/]+\/auth\?q=task%3Atask%3Areadonly&op_from=openapi&token_type=tenant/);
    assert.deepEqual(reply.body.error.permission_violations, [
      { type: 'action_scope_required', subject: 'task:task:readonly' },
    ]);
  });

  it('asks the user where the app has the scope and the user did not grant it', async () => {
    const token = await harness.userToken(1, 'task:task:readonly');
    assert.equal((await harness.get(tasks, { token })).code, 0);
    const reply = await harness.post(tasks, minimalTask, { token });
    assert.deepEqual([reply.status, reply.code], [400, 99991679]);
    assert.equal(reply.body.error.permission_violations[0].type, 'action_privilege_required');
  });

  it('needs the bot ability for v1 with a tenant token and for groups with either', async () => {
    harness.state.app.botEnabled = false;
    const token = harness.info.userAccessToken;
    assert.notEqual((await harness.get(tasks)).code, 0);
    assert.equal((await harness.get(tasks, { token })).code, 0);
    assert.equal((await harness.get('/open-apis/im/v1/chats')).code, 232025);
    assert.equal((await harness.get('/open-apis/im/v1/chats', { token })).code, 232025);
  });

  it('leaves fields out whose scope is missing', async () => {
    const path = `/open-apis/contact/v3/users/${harness.info.users[0]!.openId}`;
    harness.state.app.scopes.tenant = ['contact:contact.base:readonly'];
    const { user } = (await harness.get(path)).data;
    assert.deepEqual(
      ['name', 'email', 'user_id', 'mobile', 'avatar'].filter((field) => field in user),
      [],
    );
    assert.equal(user.open_id, harness.info.users[0]!.openId);
  });

  describe('people by id type', () => {
    it('names people in the type asked for, both ways', async () => {
      const [first, second] = harness.info.users;
      const reply = await harness.post(`${tasks}?user_id_type=union_id`, {
        ...minimalTask,
        collaborator_ids: [first!.unionId],
        follower_ids: [second!.unionId],
      });
      const { task } = reply.data;
      assert.deepEqual(task.collaborators, [{ id: first!.unionId }]);
      assert.match(task.creator_id, /^on_/);
      const asUserId = (await harness.get(`${tasks}/${task.id}?user_id_type=user_id`)).data.task;
      assert.deepEqual(asUserId.follower_ids, [second!.userId]);
      assert.equal(asUserId.creator_id, undefined, 'an app has no user_id');
      assert.match((await harness.get(`${tasks}/${task.id}`)).data.task.creator_id, /^ou_/);
      assert.equal((await harness.get(`${tasks}/${task.id}?user_id_type=email`)).code, 99992402);
    });

    it('needs a scope for user_id', async () => {
      harness.state.app.scopes.tenant = ['task:task'];
      const body = { ...minimalTask, collaborator_ids: [harness.info.users[0]!.userId] };
      assert.equal((await harness.post(`${tasks}?user_id_type=user_id`, body)).code, 99991672);
    });

    const ids: readonly (readonly [string, string, 'openId' | 'unionId' | 'userId', number, number])[] = [
      ['open_id', 'ou_unknown', 'openId', 99992351, 99992361],
      ['union_id', 'on_unknown', 'unionId', 99992364, 99992381],
      ['user_id', 'unknown', 'userId', 99992360, 99992364],
    ];
    for (const [type, unknown, field, unknownCode, foreignCode] of ids) {
      it(`refuses an unknown ${type} with ${unknownCode} and one from elsewhere with ${foreignCode}`, async () => {
        const code = async (id: string) =>
          (await harness.post(`${tasks}?user_id_type=${type}`, { ...minimalTask, follower_ids: [id] })).code;
        assert.equal(await code(unknown), unknownCode);
        assert.equal(await code(harness.state.users[0]!.foreign[field]), foreignCode);
      });
    }
  });

  it('finds nothing under names every object has', async () => {
    for (const name of ['__proto__', 'constructor', 'toString']) {
      assert.equal((await harness.get(`${tasks}/${name}`)).code, 1470602);
      assert.equal((await harness.request('DELETE', `${tasks}/${name}`)).code, 1470404);
      assert.equal((await harness.get(`/open-apis/task/v2/tasklists/${name}`)).code, 1470404);
      assert.equal((await harness.get(`/open-apis/task/v2/comments/${name}`)).code, 1470404);
      assert.equal((await harness.get(`/client/todo/task_list?guid=${name}`)).status, 404);
    }
  });

  it('lets creator and executors add executors, and no other editor', async () => {
    const { guid } = harness.info.tasklists[0]!;
    const id = await harness.task({ collaborator_ids: [harness.info.users[2]!.openId] });
    await harness.post(`/open-apis/task/v2/tasks/${id}/add_tasklist`, { tasklist_guid: guid });
    const add = async (index: number, by?: string) => {
      const body = { id_list: [harness.info.users[index]!.openId] };
      return (await harness.post(`${tasks}/${id}/collaborators`, body, { token: by })).code;
    };
    assert.equal(await add(3, await harness.userToken(1)), 1470404, 'an editor of the list');
    assert.equal(await add(3, await harness.userToken(2)), 0, 'an executor');
    assert.equal(await add(4), 0, 'the creator');
  });

  it('shows each identity its own tasks', async () => {
    const [, second] = harness.info.users;
    const token = await harness.userToken(1);
    const byApp = await harness.task();
    const followed = await harness.task({ follower_ids: [second!.openId] });
    const own = await harness.task({}, token);
    const listed = async (as?: string) =>
      (await harness.get(tasks, { token: as })).data.items.map((task: { id: string }) => task.id);
    assert.deepEqual(await listed(), [byApp, followed]);
    assert.deepEqual(await listed(token), [followed, own]);
    assert.equal((await harness.get(`${tasks}/${own}`, { token })).data.task.source, 7);
    const mine = await harness.get('/open-apis/task/v2/tasks', { token });
    assert.deepEqual(mine.data.items, [], 'v2 lists what one is assignee of, not what one follows');
  });

  it('hides a frozen and a resigned user’s own details', async () => {
    const token = harness.info.userAccessToken;
    const code = async () => {
      const reply = await harness.get('/open-apis/authen/v1/user_info', { token });
      return [reply.status, reply.code];
    };
    harness.state.users[0]!.frozen = true;
    assert.deepEqual(await code(), [200, 20022]);
    harness.state.users[0]!.resigned = true;
    assert.deepEqual(await code(), [200, 20021]);
    harness.state.tokens.find((entry) => entry.token === token)!.revoked = true;
    assert.deepEqual(await code(), [200, 20005]);
  });
});
