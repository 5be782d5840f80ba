import assert from 'node:assert/strict';
import { SandboxView, until, useWorkbench } from './support';

const CREATE = 'Create Feishu Task';
const CREATE_WITH_OPTIONS = 'Create Feishu Task…';

/** The main job as a person does it, once from the first look to a notified chat. Each step goes on from the last. */
describe('the main job', () => {
  const workbench = useWorkbench();
  let sandbox: SandboxView;

  it('welcomes a newcomer with three ways to begin', async () => {
    const window = workbench();
    await window.showContainer('Feishu TODO');
    const { text, buttons } = await window.tree('Tasks').welcome();
    assert.match(text, /Turn TODO comments into Feishu tasks/);
    assert.deepEqual(buttons, ['Try with the Local Sandbox', 'Sign In as Yourself…', 'Connect a Feishu App…']);
    await window.tree('TODOs').row('apply the member discount before tax');
    await window.screenshot('smoke-1-welcome');
  });

  it('starts the sandbox by one click', async () => {
    const window = workbench();
    await window.tree('Tasks').welcomeButton('Try with the Local Sandbox');
    sandbox = await SandboxView.of(window);
    await until('the tasks are empty', async () =>
      (await window.tree('Tasks').welcome()).text.includes('No tasks yet'),
    );
    await window.screenshot('smoke-2-connected');
  });

  it('offers to create a task on a TODO line only, wherever the cursor was', async () => {
    const window = workbench();
    const editor = await window.openFile('src/cart.ts');
    await editor.goToLine(1);
    await until('the bar beside the TODO', () => editor.hasCommentingRange(10));
    for (const [text, offered] of [
      ['apply the member discount', true],
      ['return lines.reduce', false],
      ['lines with the same SKU', true],
      ['this is text in a string', false],
      ['支付失败后释放库存', true],
    ] as const) {
      const menu = await editor.rightClick(text);
      const items = await menu.items();
      assert.equal(items.includes(CREATE), offered, `"${text}": ${items.join(', ')}`);
      assert.equal(items.includes(CREATE_WITH_OPTIONS), offered, `"${text}": ${items.join(', ')}`);
      if (offered) await window.screenshot('smoke-3-menu');
      await menu.dismiss();
    }
  });

  it('creates a task at once, and the comment carries it', async () => {
    const window = workbench();
    await window.editor.pickFromMenu('apply the member discount', CREATE);
    const text = await window.fileSays('src/cart.ts', (content) => /TODO\(feishu:[\w-]+\): apply/.test(content));
    const [, id] = /TODO\(feishu:([\w-]+)\): apply the member discount before tax$/m.exec(text) ?? [];
    assert.ok(id);
    const [request] = await sandbox.requests('POST', '/task/v1/tasks');
    const body = request!.body as Record<string, never> & {
      origin: { platform_i18n_name: string; href: { url: string } };
    };
    assert.equal(body['summary'], 'apply the member discount before tax');
    assert.match(String(body['description']), /Members of the gold tier[\s\S]*src\/cart\.ts:10/);
    assert.deepEqual(Object.keys(JSON.parse(body.origin.platform_i18n_name) as object).sort(), ['en_us', 'zh_cn']);
    assert.match(
      body.origin.href.url,
      /^https:\/\/github\.com\/example\/demo-shop\/blob\/[0-9a-f]{40}\/src\/cart\.ts#L10$/,
    );
    await window.tree('Tasks').row('apply the member discount before tax');
    assert.deepEqual(await window.notifications.list(), []);
    await window.screenshot('smoke-4-created');
  });

  it('lets the person set everything before it is created', async () => {
    const window = workbench();
    const { quickInput } = window;
    await window.editor.click('lines with the same SKU');
    await window.runCommand('Feishu TODO: Create Feishu Task…');
    await quickInput.shown('Create Feishu Task');

    await quickInput.pick('Followers');
    await quickInput.shown('Followers');
    await quickInput.type('Li');
    await quickInput.pickMany('李娜', 'Alice Johnson');

    await quickInput.pick('Due Date');
    await quickInput.shown('Due Date');
    await quickInput.pick('Other date…');
    await quickInput.shown('Type a Due Date');
    await quickInput.type('2027-03-01 18:00');
    await quickInput.messageSays('2027');
    await quickInput.accept();

    await quickInput.pick('Repeat');
    await quickInput.shown('Repeat');
    await quickInput.type('Other rule');
    await quickInput.pick('Other rule…');
    await quickInput.shown('Type a Repeat Rule');
    await quickInput.type('FREQ=WEEKLY;BYDAY=XX');
    await quickInput.messageSays('XX');
    await quickInput.type('FREQ=WEEKLY;INTERVAL=1;BYDAY=MO,TU,WE,TH,FR');
    await quickInput.messageSays('Next:');
    await window.screenshot('smoke-5-repeat');
    await quickInput.accept();

    await until('the draft shows the rule', async () =>
      (await quickInput.item('Repeat')).description.includes('weekday'),
    );
    await window.screenshot('smoke-5-draft');
    await quickInput.pick('Create Task');
    await window.fileSays('src/cart.ts', (content) => /FIXME\(lin, feishu:[\w-]+\)/.test(content));
    const body = (await sandbox.requests('POST', '/task/v1/tasks'))[1]!.body!;
    assert.equal(body['repeat_rule'], 'FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR');
    assert.equal((body['follower_ids'] as string[]).length, 2);
    assert.match(String((body['due'] as { time: string }).time), /^\d{10}$/);
  });

  it('cancels with Escape and sends nothing', async () => {
    const window = workbench();
    const before = (await sandbox.requests('POST', '/task/v1/tasks')).length;
    await window.editor.click('支付失败后释放库存');
    await window.runCommand('Feishu TODO: Create Feishu Task…');
    await window.quickInput.shown('Create Feishu Task');
    await window.quickInput.escape();
    await window.quickInput.closed();
    assert.equal((await sandbox.requests('POST', '/task/v1/tasks')).length, before);
  });

  it('shows the task with its people, and does what its menu says', async () => {
    const window = workbench();
    const tasks = window.tree('Tasks');
    const title = 'lines with the same SKU are not added up';
    assert.match((await tasks.row(title)).description, /2027.*weekday/);
    await tasks.expand(title);
    await tasks.row('李娜');
    // A task that repeats would be followed by the next one of the same name.
    const once = 'apply the member discount before tax';
    await tasks.pickFromMenu(once, 'Complete Task');
    await until('the task is complete', async () => (await sandbox.requests('POST', '/complete')).length === 1);
    await tasks.pickFromMenu(once, 'Reopen Task');
    await until('the task is open', async () => (await sandbox.requests('POST', '/uncomplete')).length === 1);
    await tasks.pickFromMenu(title, 'Add Followers…');
    await window.quickInput.pickMany('Bob Smith');
    await tasks.row('Bob Smith');
    await tasks.pickFromMenu(title, 'Remove Followers…');
    await window.quickInput.pickMany('李娜');
    await tasks.gone('李娜');
    await tasks.pickFromMenu(title, 'Copy Link');
    await until('the link is copied', async () => (await window.clipboard()).includes('/client/todo/detail?guid='));
    await window.screenshot('smoke-6-tasks');
    await tasks.click('apply the member discount before tax');
    await until('the cursor is on the TODO', async () => (await window.editor.cursorLine()) === 10);
  });

  it('opens the task on its page', async () => {
    const window = workbench();
    const address = await window.opensPage(() =>
      window.tree('Tasks').rowAction('apply the member discount before tax', 'Open in Feishu'),
    );
    assert.match(address, /\/client\/todo\/detail\?guid=/);
  });

  it('tells a chat what happens in a tasklist', async () => {
    const window = workbench();
    const { quickInput } = window;
    await window.runCommand('Feishu TODO: Notify a Chat about a Tasklist…');
    await quickInput.shown('Notify a Chat');
    await quickInput.pick('New Tasklist…');
    await quickInput.shown('New Tasklist');
    await quickInput.type('Release 1.0');
    await quickInput.accept();
    await quickInput.item('研发群 Engineering');
    await quickInput.pickMany('研发群 Engineering');
    await quickInput.item('Task completed');
    await quickInput.accept();
    await until('the name is suggested', async () => (await quickInput.value()).startsWith('Release 1.0'));
    await window.screenshot('smoke-7-subscription');
    await quickInput.accept();
    const [request] = await until('the subscription', async () => {
      const found = await sandbox.requests('POST', '/activity_subscriptions');
      return found.length > 0 && found;
    });
    const body = request!.body as { subscribers: { type: string }[]; include_keys: number[] };
    assert.deepEqual(
      body.subscribers.map(({ type }) => type),
      ['chat'],
    );
    assert.ok(body.include_keys.includes(103));

    await window.tree('Tasks').pickFromMenu('apply the member discount before tax', 'Add to Tasklist…');
    await quickInput.pick('Release 1.0');
    await until('the task is in the list', async () => (await sandbox.requests('POST', '/add_tasklist')).length === 1);
  });
});
