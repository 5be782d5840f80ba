import assert from 'node:assert/strict';
import { startSandbox, type Sandbox } from '../../src/sandbox';
import { chinese as zh, opensTab, SandboxView, until, useWorkbench } from './support';

const TITLE = 'apply the member discount before tax';

/** Choosing people of a company of three thousand, in the name of one of them, by keyboard. */
describe('people', () => {
  const workbench = useWorkbench();
  let sandbox: Sandbox;
  const task = () => Object.values(sandbox.state.tasks)[0]!;
  const onTask = (role: 'assignee' | 'follower') =>
    task()
      .members.filter((member) => member.role === role)
      .map(({ id }) => sandbox.state.users.find(({ openId }) => openId === id)!.name)
      .sort();

  before(async () => {
    sandbox = await startSandbox({ quota: false, extraPeople: 3000 });
  });
  after(() => sandbox.close());

  it('signs in and makes a task', async function () {
    this.timeout(90_000);
    const window = workbench();
    const { quickInput } = window;
    await window.showContainer('Feishu TODO');
    await window.tree('Tasks').welcomeButton('Sign In as Yourself…');
    await quickInput.shown('(1/3)');
    await quickInput.pick('Another host…');
    await until('the address box', async () => (await quickInput.value()) === 'https://');
    await quickInput.type(sandbox.url);
    await quickInput.accept();
    for (const [step, text] of [
      ['(2/3)', sandbox.info.appId],
      ['(3/3)', sandbox.info.appSecret],
    ] as const) {
      await quickInput.shown(step);
      await quickInput.type(text);
      await quickInput.accept();
    }
    await quickInput.shown('How Do You Want to Sign In?');
    const page = await opensTab(window, () => quickInput.pick('In the Browser'));
    await page.locator('button[value=allow]').click();
    await page.getByText('Back to VS Code').first().waitFor();
    await page.close();
    await quickInput.closed();
    const editor = await window.openFile('src/cart.ts');
    await editor.goToLine(10);
    await window.runCommand('Feishu TODO: Create Feishu Task');
    await window.tree('Tasks').row(TITLE);
  });

  it('takes one name after the other by Enter, also of people only the server knows', async () => {
    const { quickInput } = workbench();
    await workbench().runCommand('Feishu TODO: Add Followers…');
    await quickInput.shown('Add Followers');
    await until('everybody', async () => (await quickInput.items()).length > 5);
    await workbench().screenshot('people-1-everybody');
    await quickInput.type('alice');
    await until('Alice is first', async () => (await quickInput.items())[0]?.label === 'Alice Johnson');
    await quickInput.accept();
    await until('the box is empty', async () => (await quickInput.value()) === '');
    assert.equal((await quickInput.item('Alice Johnson')).checked, true);
    await quickInput.type('员工2999');
    const found = await quickInput.item('员工2999');
    assert.match(found.description, /Member 2999 · member2999@example.com/);
    // Whoever is chosen stays in sight.
    assert.equal((await quickInput.item('Alice Johnson')).checked, true);
    await workbench().screenshot('people-2-found');
    await quickInput.accept();
    await until('the box is empty', async () => (await quickInput.value()) === '');
    await quickInput.accept();
    await workbench().statusBar('Followers added: ');
    assert.deepEqual(onTask('follower'), ['Alice Johnson', '员工2999']);
  });

  it('shows more results, and accepts what was checked by hand', async () => {
    const { quickInput } = workbench();
    await workbench().runCommand('Feishu TODO: Add Assignees…');
    await quickInput.shown('Add Assignees');
    await quickInput.type('员工29');
    const asked = () => sandbox.requests.filter(({ query }) => query['query']?.[0] === '员工29').length;
    await quickInput.pick('More results…');
    await until('the next page', () => asked() === 2);
    await quickInput.type('bob');
    await until('Bob is first', async () => (await quickInput.items())[0]?.label === 'Bob Smith');
    await quickInput.tick('Bob Smith');
    await quickInput.accept();
    await quickInput.closed();
    await until('Bob is on the task', () => onTask('assignee').includes('Bob Smith'));
    assert.deepEqual(await workbench().notifications.list(), []);
  });

  it('says that nobody is called so, and stays open', async () => {
    const { quickInput } = workbench();
    await workbench().runCommand('Feishu TODO: Add Followers…');
    await quickInput.shown('Add Followers');
    await quickInput.type('qwertz');
    await quickInput.item('Nobody is called “qwertz”');
    await workbench().screenshot('people-3-nobody');
    await quickInput.accept();
    await quickInput.shown('Add Followers');
    await quickInput.escape();
    await quickInput.closed();
  });

  it('takes a person off the task in the tree', async () => {
    const tree = workbench().tree('Tasks');
    await tree.expand(TITLE);
    await tree.row('Alice Johnson');
    assert.ok((await tree.rowActions('Alice Johnson')).includes('Remove from Task'));
    await workbench().screenshot('people-4-tree');
    await tree.rowAction('Alice Johnson', 'Remove from Task');
    await tree.gone('Alice Johnson');
    assert.deepEqual(onTask('follower'), ['员工2999']);
  });
});

describe('people in Chinese', () => {
  const workbench = useWorkbench({ locale: 'zh-cn' });

  it('are chosen, told about and taken off', async function () {
    this.timeout(60_000);
    const window = workbench();
    const { quickInput } = window;
    const tree = window.tree(zh('Tasks'));
    await window.showContainer('Feishu TODO');
    await tree.welcomeButton(zh('Try with the Local Sandbox'));
    const sandbox = await SandboxView.of(window);
    const editor = await window.openFile('src/cart.ts');
    await editor.goToLine(29);
    await window.runCommand(`Feishu TODO: ${zh('Create Feishu Task')}`);
    await tree.row('支付失败后释放库存');
    await sandbox.setPeople(400);
    await window.runCommand(`Feishu TODO: ${zh('Add Assignees…')}`);
    await quickInput.pickMany('李娜', 'Bob Smith');
    await window.statusBar(zh('Assignees added: {0}', ''));
    await window.screenshot('people-zh-1-told');
    await window.runCommand(`Feishu TODO: ${zh('Add Followers…')}`);
    await quickInput.shown(zh('Add Followers'));
    await quickInput.item('欧阳晓月');
    await window.screenshot('people-zh-2-picker');
    await quickInput.type('ouyang');
    await until('欧阳晓月 is first', async () => (await quickInput.items())[0]?.label === '欧阳晓月');
    await quickInput.accept();
    await until('the box is empty', async () => (await quickInput.value()) === '');
    await window.screenshot('people-zh-3-next');
    await quickInput.accept();
    await tree.expand('支付失败后释放库存');
    await tree.row('欧阳晓月');
    const menu = await tree.rightClick('欧阳晓月');
    await menu.items();
    await window.screenshot('people-zh-4-menu');
    await menu.pick(zh('Remove from Task'));
    await tree.gone('欧阳晓月');
  });
});
