import assert from 'node:assert/strict';
import { Harness, hiddenFields } from './support';

const completion = '/client/todo/completion';

describe('sandbox web pages', () => {
  let harness: Harness;
  beforeEach(async () => {
    harness = await Harness.start();
  });
  afterEach(() => harness.close());

  const open = (path: string, language = 'en') =>
    harness.get(path, { token: null, headers: { 'accept-language': language } });
  const submit = (form: Record<string, string>, headers?: Record<string, string>) =>
    harness.request('POST', completion, { form, headers, token: null });

  it('shows a task with everything on it, at its applink', async () => {
    const [first, second] = harness.info.users;
    const id = await harness.task({
      summary: '修复登录',
      description: 'line 1\nline 2',
      due: { time: '1893456000', timezone: 'Asia/Shanghai' },
      repeat_rule: 'FREQ=WEEKLY;BYDAY=MO',
      collaborator_ids: [first!.openId],
      follower_ids: [second!.openId],
      origin: {
        platform_i18n_name: '{"zh_cn":"编辑器"}',
        href: { url: 'https://example.com/repo/a.ts#L3', title: 'a.ts:3' },
      },
    });
    await harness.post(`/open-apis/task/v1/tasks/${id}/comments`, { content: '已开始' });
    await harness.post(`/open-apis/task/v2/tasks/${id}/add_tasklist`, {
      tasklist_guid: harness.info.tasklists[0]!.guid,
    });
    for (const path of [`/client/todo/detail?guid=${id}`, '/']) {
      const { text } = await open(path);
      for (const part of ['修复登录', '1 Jan 2030', first!.name, second!.name, 'FREQ=WEEKLY;BYDAY=MO', 'a.ts:3']) {
        assert.ok(text.includes(part), `${part} on ${path}`);
      }
    }
    const detail = await open(`/client/todo/detail?guid=${id}`, 'zh-CN');
    for (const part of ['已开始', 'line 1\nline 2', harness.info.tasklists[0]!.name, '负责人', 'lang="zh-CN"']) {
      assert.ok(detail.text.includes(part), part);
    }
    const list = await open(`/client/todo/task_list?guid=${harness.info.tasklists[0]!.guid}`);
    assert.ok(list.text.includes('修复登录'));
  });

  it('completes and reopens, which the API sees', async () => {
    const id = await harness.task();
    const api = async () => (await harness.get(`/open-apis/task/v1/tasks/${id}`)).data.task.complete_time;
    const form = hiddenFields((await open(`/client/todo/detail?guid=${id}`)).text);
    const done = await submit(form, { origin: harness.sandbox.url });
    assert.deepEqual([done.status, done.headers.get('location')], [303, `/client/todo/detail?guid=${id}`]);
    assert.notEqual(await api(), '0');
    await submit(hiddenFields((await open(`/client/todo/detail?guid=${id}`)).text));
    assert.equal(await api(), '0');
  });

  it('refuses forms of other sites and never leads elsewhere', async () => {
    const id = await harness.task();
    const form = hiddenFields((await open('/')).text);
    assert.equal((await submit({ ...form, form_token: '' })).status, 403);
    assert.equal((await submit(form, { origin: 'https://evil.example' })).status, 403);
    assert.equal((await submit(form, { origin: 'null' })).status, 403);
    assert.equal(harness.state.tasks[id]!.completedAt, 0);
    for (const back of ['https://evil.example', '//evil.example', '/\\evil.example']) {
      assert.equal((await submit({ ...form, back })).headers.get('location'), '/');
    }
  });

  it('escapes all that comes from outside, and allows no script', async () => {
    const nasty = `</title><script>alert("x")</script><img src=x onerror='y'>`;
    const id = await harness.task({
      summary: nasty,
      description: nasty,
      origin: {
        platform_i18n_name: '{"zh_cn":"a"}',
        href: { url: 'applink://client/"><script>', title: nasty },
      },
    });
    await harness.post(`/open-apis/task/v1/tasks/${id}/comments`, { content: nasty });
    for (const path of [
      '/',
      `/client/todo/detail?guid=${id}`,
      `/client/todo/detail?guid=${encodeURIComponent(nasty)}`,
    ]) {
      const page = await open(path);
      assert.ok(!page.text.includes('<script'), path);
      assert.ok(!page.text.includes('<img'), path);
      assert.ok(!page.text.includes('applink:'), 'only web links become links');
      const policy = page.headers.get('content-security-policy')!;
      assert.match(policy, /default-src 'none'/);
      assert.match(policy, /frame-ancestors 'none'/);
    }
  });

  it('does not complete what is completed elsewhere', async () => {
    const id = await harness.task({
      custom: JSON.stringify({
        custom_complete: { pc: { href: 'https://example.com/done', tip: { en_us: 'There' } } },
      }),
    });
    const { text } = await open(`/client/todo/detail?guid=${id}`);
    assert.doesNotMatch(text, /<form/);
    assert.match(text, /https:\/\/example\.com\/done/);
  });

  it('lists tasks by state, tasklists, subscriptions and groups', async () => {
    const id = await harness.task({ summary: 'open one' });
    const other = await harness.task({ summary: 'done one' });
    await harness.post(`/open-apis/task/v1/tasks/${other}/complete`);
    assert.ok((await open('/')).text.includes('open one'));
    assert.ok(!(await open('/')).text.includes('done one'));
    assert.ok((await open('/?show=done')).text.includes('done one'));
    assert.equal((await open('/client/todo/open')).headers.get('location'), '/');
    assert.equal((await harness.request('DELETE', `/open-apis/task/v1/tasks/${id}`)).code, 0);
    assert.ok(!(await open('/?show=all')).text.includes('open one'));
    assert.equal((await open(`/client/todo/detail?guid=${id}`)).status, 404);
    for (const path of ['/tasklists', '/subscriptions', '/chats', '/settings']) {
      assert.equal((await open(path)).status, 200);
    }
    assert.equal((await open('/chats/oc_none')).status, 404);
    assert.equal((await open('/client/todo/task_list?guid=none')).status, 404);
  });

  it('changes the app’s settings', async () => {
    const form = hiddenFields((await open('/settings')).text);
    const reply = await harness.request('POST', '/settings', {
      token: null,
      form: {
        ...form,
        enabled: 'on',
        bot: 'on',
        redirects: 'http://127.0.0.1:5000/callback\r\nnot a url\r\nvscode://publisher.name/callback',
        scopes_tenant: 'task:task\ntask:task',
        scopes_user: 'offline_access',
      },
    });
    assert.equal(reply.status, 303);
    const { app } = harness.state;
    assert.deepEqual(app.redirectUris, ['http://127.0.0.1:5000/callback', 'vscode://publisher.name/callback']);
    assert.deepEqual(app.scopes, { tenant: ['task:task'], user: ['offline_access'] });
    assert.deepEqual([app.enabled, app.botEnabled, app.refreshEnabled], [true, true, false]);
  });
});
