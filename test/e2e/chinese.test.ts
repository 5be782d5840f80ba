import assert from 'node:assert/strict';
import { chinese as zh, SandboxView, until, useWorkbench } from './support';

const ONCE = '支付失败后释放库存';

/** The main job once more for a reader of Chinese; what is asked for is what the bundles say. */
describe('the main job in Chinese', () => {
  const workbench = useWorkbench({ locale: 'zh-cn' });
  let sandbox: SandboxView;
  const todos = () => workbench().tree(zh('TODOs'));
  const tasks = () => workbench().tree(zh('Tasks'));
  const creations = () => sandbox.requests('POST', '/task/v1/tasks');

  it('welcomes a newcomer', async () => {
    await workbench().showContainer('Feishu TODO');
    const { text, buttons } = await tasks().welcome();
    assert.match(text, /飞书/);
    assert.ok(buttons.includes(zh('Try with the Local Sandbox')), buttons.join());
    await workbench().screenshot('zh-1-welcome');
    await tasks().welcomeButton(zh('Try with the Local Sandbox'));
    sandbox = await SandboxView.of(workbench());
    await until('no tasks yet', async () => (await tasks().welcome()).text.includes(zh('Create Feishu Task')));
  });

  it('creates a task by the menu of the TODO', async () => {
    const editor = await workbench().openFile('src/cart.ts');
    await until('the bar beside the TODO', () => editor.hasCommentingRange(29));
    await editor.pickFromMenu('支付失败后释放库存', zh('Create Feishu Task'), () =>
      workbench().screenshot('zh-2-menu'),
    );
    await workbench().fileSays('src/cart.ts', (text) => /TODO\(feishu:[\w-]+\)：支付失败后释放库存/.test(text));
    await workbench().statusBar(zh('Feishu task created: {0}', '支付失败后释放库存'));
    const [request] = await creations();
    assert.match(String(request!.body!['description']), /超时 15 分钟/);
  });

  it('sets everything in the draft', async () => {
    const window = workbench();
    const { quickInput } = window;
    await window.editor.click('lines with the same SKU');
    await window.runCommand(`Feishu TODO: ${zh('Create Feishu Task…')}`);
    await quickInput.shown(zh('Create Feishu Task'));
    await quickInput.pick(zh('Followers'));
    await quickInput.shown(zh('Followers'));
    await quickInput.item('李娜');
    await window.screenshot('zh-3-people');
    await quickInput.pickMany('李娜', '欧阳晓月');
    await quickInput.pick(zh('Due Date'));
    await quickInput.item(zh('Other date…'));
    await window.screenshot('zh-4-due');
    await quickInput.pick(zh('Other date…'));
    await quickInput.shown(zh('Type a Due Date'));
    await quickInput.type('下周五下午三点');
    await quickInput.messageSays('15:00');
    await window.screenshot('zh-5-due-words');
    await quickInput.accept();
    await quickInput.pick(zh('Repeat'));
    await quickInput.shown(zh('Repeat'));
    await quickInput.item('每周五');
    await window.screenshot('zh-6-repeat');
    await quickInput.type(zh('Other rule…'));
    await quickInput.pick(zh('Other rule…'));
    await quickInput.shown(zh('Type a Repeat Rule'));
    await quickInput.type('FREQ=WEEKLY;BYDAY=XX');
    await quickInput.messageSays('XX');
    await window.screenshot('zh-7-wrong-rule');
    await quickInput.type('每两周的周五');
    await quickInput.messageSays(zh('Next: {0}', ''));
    await quickInput.accept();
    await until('the draft shows the rule', async () =>
      (await quickInput.item(zh('Repeat'))).description.includes('周五'),
    );
    await window.screenshot('zh-8-draft');
    await quickInput.pick(zh('Create Task'));
    await window.fileSays('src/cart.ts', (content) => /FIXME\(lin, feishu:[\w-]+\)/.test(content));
    const body = (await creations())[1]!.body!;
    assert.equal(body['repeat_rule'], 'FREQ=WEEKLY;INTERVAL=2;BYDAY=FR');
  });

  it('does what the menu of a task says', async () => {
    const title = 'lines with the same SKU are not added up';
    await tasks().expand(title);
    await tasks().row('欧阳晓月');
    // One that does not repeat: a task that does would be followed by the next one of the same name.
    await tasks().pickFromMenu(ONCE, zh('Complete Task'), () => workbench().screenshot('zh-9-task-menu'));
    await until('the task is complete', async () => (await sandbox.requests('POST', '/complete')).length === 1);
    await workbench().statusBar(zh('Task completed'));
    await todos().row('keep the cart when the session ends');
  });

  it('says what is wrong', async () => {
    const window = workbench();
    await sandbox.fail({ kind: 'error', code: 1470403, path: '/open-apis/task/v1/tasks/*/uncomplete' });
    await tasks().pickFromMenu(ONCE, zh('Reopen Task'));
    await window.notifications.says('身份 token 不正确');
    await window.screenshot('zh-10-error');
    await sandbox.heal();
    await window.notifications.clear();
  });

  it('tells a chat what happens in a tasklist', async () => {
    const window = workbench();
    const { quickInput } = window;
    await window.runCommand(`Feishu TODO: ${zh('Notify a Chat about a Tasklist…')}`);
    await quickInput.pick(zh('New Tasklist…'));
    await quickInput.shown(zh('New Tasklist'));
    await quickInput.type('一点零版');
    await quickInput.accept();
    await quickInput.item('研发群 Engineering');
    await window.screenshot('zh-11-chats');
    await quickInput.pickMany('研发群 Engineering');
    await quickInput.item(zh('Task completed'));
    await window.screenshot('zh-12-events');
    await quickInput.accept();
    await until('the name is suggested', async () => (await quickInput.value()).startsWith('一点零版'));
    await quickInput.accept();
    await until('the subscription', async () => (await sandbox.requests('POST', '/activity_subscriptions')).length > 0);
    assert.deepEqual(await window.notifications.list(), []);
  });
});
