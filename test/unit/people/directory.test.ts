import assert from 'node:assert/strict';
import type { Accounts } from '../../../src/account/accounts';
import { fixedTokenSource, type FeishuClient } from '../../../src/feishu';
import { Directory } from '../../../src/features/people/directory';
import { namedPeople } from '../../../src/features/people/namesInTodo';
import { startSandbox, type Sandbox } from '../../../src/sandbox';
import { findTodos } from '../../../src/todo';
import { clientFor } from '../feishu/support';

const OF_DEPARTMENT = '/open-apis/contact/v3/users/find_by_department';

describe('the directory', function () {
  this.timeout(60_000);
  let sandbox: Sandbox;
  const clients: FeishuClient[] = [];

  before(async () => {
    sandbox = await startSandbox({ quota: false });
  });
  after(async () => {
    clients.forEach((client) => client.dispose());
    await sandbox.close();
  });
  afterEach(() => {
    sandbox.faults.clear();
    sandbox.clearRequests();
  });

  function directory(as: 'app' | 'user', of = sandbox): Directory {
    const { tenantAccessToken, userAccessToken } = of.info;
    const tokenSource =
      as === 'app' ? fixedTokenSource('tenant', tenantAccessToken) : fixedTokenSource('user', userAccessToken);
    const client = clientFor(of.url, { tokenSource });
    clients.push(client);
    const current = { id: as, kind: as };
    return new Directory({
      current,
      getClient: () => Promise.resolve(client),
      onDidChange: () => undefined,
    } as unknown as Accounts);
  }
  const all = async (one: Directory) => {
    const listing = one.listing();
    await listing.settled();
    if (listing.state === 'failed') throw listing.error;
    return listing.people;
  };
  const names = (people: readonly { readonly name: string }[]) => people.map(({ name }) => name).sort();
  const visible = () => names(sandbox.state.users.filter((user) => user.visible && !user.resigned));

  for (const as of ['app', 'user'] as const) {
    it(`holds everybody the ${as} sees, once`, async () => {
      assert.deepEqual(names(await all(directory(as))), visible());
    });
  }

  it('is read once, and only while somebody watches', async () => {
    const { listing } = { listing: directory('app').listing() };
    await new Promise<void>((resolve) => {
      const watching = listing.watch(() => {
        watching.dispose();
        resolve();
      });
    });
    await listing.settled();
    const before = sandbox.requests.length;
    await listing.settled();
    assert.equal(sandbox.requests.length, before);
    assert.deepEqual(names(listing.people), visible());
  });

  it('goes on after a failure with what is missing', async () => {
    const one = directory('app');
    sandbox.faults.add({ kind: 'error', code: 40012, path: OF_DEPARTMENT, skip: 2, count: 1 });
    await assert.rejects(all(one), /40012/);
    const { state, count } = one.listing();
    assert.equal(state, 'failed');
    assert.ok(count > 0);
    sandbox.clearRequests();
    assert.deepEqual(names(await all(one)), visible());
    assert.ok(sandbox.requests.filter(({ path }) => path === OF_DEPARTMENT).length < 4);
  });

  it('holds what an app may see that may not see the whole company', async () => {
    sandbox.faults.add({ kind: 'error', code: 40004, path: OF_DEPARTMENT, count: 1 });
    assert.deepEqual(names(await all(directory('app'))), visible());
    assert.equal(sandbox.requests.filter(({ path }) => path === '/open-apis/contact/v3/scopes').length, 1);
  });

  it('leaves out a department that may not be read', async () => {
    sandbox.faults.add({ kind: 'error', code: 40004, path: OF_DEPARTMENT, skip: 1, count: 1 });
    const some = await all(directory('app'));
    assert.ok(some.length > 0 && some.length < visible().length);
  });

  it('goes down department by department where the company is too big to list all at once', async () => {
    sandbox.faults.add({
      kind: 'error',
      code: 43010,
      path: '/open-apis/contact/v3/departments/*/children',
      count: 1,
    });
    assert.deepEqual(names(await all(directory('app'))), visible());
  });

  it('refuses where a person may not see anybody', async () => {
    sandbox.faults.add({ kind: 'error', code: 40004, path: OF_DEPARTMENT });
    await assert.rejects(all(directory('user')), /40004/);
  });

  it('asks again only after a while for somebody Feishu does not tell about', async () => {
    const one = directory('app');
    const hidden = sandbox.state.users.find(({ visible: isVisible }) => !isVisible)!;
    assert.equal(await one.learn([hidden.openId]), false);
    sandbox.clearRequests();
    assert.equal(await one.learn([hidden.openId]), false);
    assert.deepEqual(sandbox.requests, []);
    assert.equal(one.byId(hidden.openId).name, hidden.openId);
  });

  describe('of ten thousand people', () => {
    let big: Sandbox;
    before(async () => {
      big = await startSandbox({ quota: false, extraPeople: 10_000 });
    });
    after(() => big.close());

    it('shows the first at once, and reads all for an app', async () => {
      const listing = directory('app', big).listing();
      const first = await new Promise<number>((resolve) => {
        const watching = listing.watch(() => {
          watching.dispose();
          resolve(listing.count);
        });
      });
      assert.equal(first, 50);
      await listing.settled();
      assert.equal(listing.state, 'complete');
      assert.equal(listing.count, 10_008);
    });

    it('reads no more than is needed where a search finds the rest', async () => {
      const one = directory('user', big);
      await one.listing().settled();
      assert.deepEqual([one.listing().state, one.listing().count], ['capped', 1000]);
      const pages: number[] = [];
      const search = one.search('member 00');
      for (let page = await search.next(); page.done !== true; page = await search.next())
        pages.push(page.value.length);
      assert.deepEqual(pages, [50, 49]);
      const { person } = await one.whoIs('@员工9999');
      assert.equal(person?.email, 'member9999@example.com');
    });
  });

  describe('and the names in a comment', () => {
    const read = async (comment: string, as: 'app' | 'user' = 'app') => {
      const [todo] = findTodos(comment, 'typescript');
      const { assignees, followers, unclear } = await namedPeople(todo!, directory(as));
      return {
        assignees: names(assignees),
        followers: names(followers),
        unclear: unclear.map(({ name, role, candidates }) => `${role} ${name}: ${names(candidates).join()}`),
      };
    };

    for (const as of ['app', 'user'] as const) {
      it(`are understood in the name of the ${as}, in every spelling`, async () => {
        for (const name of [
          '王小明',
          '@王小明',
          'Xiaoming',
          'xiaoming wang',
          'wang.xiaoming',
          'wang.xiaoming@example.com',
        ]) {
          const { assignees, unclear } = await read(`// TODO(${name}): x`, as);
          assert.deepEqual([assignees, unclear], [['王小明'], []], name);
        }
      });
    }

    it('may be those of followers, and stand there twice', async () => {
      assert.deepEqual(await read('// TODO(alice, @alice): x\n// assignees: Bob\n// followers: li.na, 赵磊'), {
        assignees: ['Alice Johnson', 'Bob Smith'],
        followers: ['李娜', '赵磊'],
        unclear: [],
      });
    });

    it('are not guessed', async () => {
      assert.deepEqual(await read('// TODO(@ali): x\n// followers: nobody'), {
        assignees: [],
        followers: [],
        unclear: ['assignee ali: Alice Johnson', 'follower nobody: '],
      });
      sandbox.state.users.push({ ...sandbox.state.users[2]!, openId: 'ou_other', email: 'other@example.com' });
      try {
        const { assignees, unclear } = await read('// TODO(alice): x');
        assert.deepEqual([assignees, unclear], [[], ['assignee alice: Alice Johnson,Alice Johnson']]);
      } finally {
        sandbox.state.users.pop();
      }
    });

    it('are not what a topic, a number or a link is', async () => {
      for (const reference of ['perf', '#123', 'v2', 'feishu:abc', 'https://example.com/1']) {
        assert.deepEqual((await read(`// TODO(${reference}): x`)).unclear, [], reference);
      }
    });

    it('are left open with the reason where the directory cannot be read', async () => {
      sandbox.faults.add({ kind: 'error', code: 40004, path: '/open-apis/contact/**' });
      const [todo] = findTodos('// TODO(@alice, perf): x', 'typescript');
      const { assignees, unclear } = await namedPeople(todo!, directory('app'));
      assert.deepEqual(assignees, []);
      assert.deepEqual(
        unclear.map(({ name, error }) => [name, /40004/.test(String(error))]),
        [['alice', true]],
      );
    });

    it('are looked up in the directory where no search is allowed', async () => {
      sandbox.faults.add({ kind: 'error', code: 99991679, path: '/open-apis/search/v1/user' });
      assert.deepEqual((await read('// TODO(alice): x', 'user')).assignees, ['Alice Johnson']);
    });
  });
});
