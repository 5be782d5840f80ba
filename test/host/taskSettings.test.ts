import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { TestFile, useSandbox } from './support';

const CREATE = 'feishuTodo.createTask';
const setting = (key: string, value: unknown): Thenable<void> =>
  vscode.workspace.getConfiguration('feishuTodo').update(key, value, vscode.ConfigurationTarget.Global);

describe('settings about new tasks', () => {
  const host = useSandbox();
  const keys = ['task.snippetLines', 'task.originName', 'task.completion', 'task.linkInTitle', 'link.templates'];
  afterEach(async () => {
    for (const key of keys) await setting(key, undefined);
  });

  /** What was sent to make the task with this title. */
  const sent = async (title: string) =>
    (await host.sandbox.requests('POST', '/task/v1/tasks')).find(({ body }) => body?.summary === title)!.body!;

  it('put code, origin and completion into the task', async () => {
    await setting('task.snippetLines', 1);
    await setting('task.originName', 'Shop');
    await setting('task.completion', { href: 'https://ci.example.com/done', tip: { zh_cn: '请先合并' } });
    const file = await TestFile.open('const far = 0;\n  if (a) {\n    // TODO: with everything\n  }\nconst b = 1;\n');
    assert.ok(await file.run(CREATE, 2));
    const body = await sent('with everything');
    assert.match(String(body.description), /:3\nif \(a\) \{\n {2}\/\/ TODO: with everything\n\}$/);
    assert.deepEqual(JSON.parse((body.origin as { platform_i18n_name: string }).platform_i18n_name), {
      en_us: 'Shop',
      zh_cn: 'Shop',
    });
    const { custom_complete: custom } = JSON.parse(String(body.custom)) as {
      custom_complete: Record<string, { href: string; tip: unknown }>;
    };
    assert.deepEqual(Object.keys(custom), ['pc', 'ios', 'android']);
    assert.deepEqual(custom['pc'], { href: 'https://ci.example.com/done', tip: { zh_cn: '请先合并' } });
    assert.deepEqual(host.messages.texts, []);
  });

  it('that are wrong are told once, and the task is made without them', async () => {
    await setting('task.originName', { english: 'Shop' });
    const file = await TestFile.open('// TODO: wrong setting one\n\n// TODO: wrong setting two\n');
    assert.ok(await file.run(CREATE, 0));
    const { text, buttons } = await host.messages.says('feishuTodo.task.originName cannot be used as it is');
    assert.match(text, /“english” is no locale/);
    assert.deepEqual(buttons, ['Open Settings']);
    assert.ok(await file.run(CREATE, 2));
    assert.deepEqual(host.messages.texts, []);
    const names = JSON.parse(
      ((await sent('wrong setting two')).origin as { platform_i18n_name: string }).platform_i18n_name,
    ) as Record<string, string>;
    assert.equal(names['en_us'], 'Feishu TODO');
  });
});
