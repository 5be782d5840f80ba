import assert from 'node:assert/strict';
import { SandboxView, until, useWorkbench } from './support';

const CREATE = 'Create Feishu Task';
const CREATE_WITH_OPTIONS = 'Create Feishu Task…';

/** In each file a TODO, and text that is none. */
const languages: readonly (readonly [file: string, line: number, todo: string, plain: string])[] = [
  ['tools/report.py', 7, 'read the file in chunks', 'prints "TODO'],
  ['tools/stock.go', 10, 'lock, two orders at once', 's.left[sku] -= n'],
  ['web/index.html', 6, 'self-host the fonts', 'TODO in plain text'],
  ['db/orders.sql', 1, 'index on (customer_id', 'not a comment'],
  ['deploy/shop.yaml', 3, 'pin the version', 'service: shop'],
  ['deploy/release.sh', 4, 'stop when the smoke test', 'set -euo pipefail'],
];

/** Every way to a task other than the editor's menu, by hand; each test has TODOs of its own. */
describe('ways to make a task', () => {
  const workbench = useWorkbench();
  let sandbox: SandboxView;
  const creations = () => sandbox.requests('POST', '/task/v1/tasks');
  const linked = (file: string, title: string) =>
    workbench().fileSays(file, (text) => new RegExp(`feishu:[\\w-]+\\):? ?${title}`).test(text));

  before(async function () {
    this.timeout(60_000);
    sandbox = await SandboxView.tryIn(workbench());
  });

  it('the + in the gutter, with a note', async () => {
    const window = workbench();
    const editor = await window.openFile('src/catalog.ts');
    await until('the bar beside the TODO', () => editor.hasCommentingRange(5));
    assert.equal(await editor.hasCommentingRange(6), false);
    await editor.clickPlus(5);
    await window.thread.type('Regions as in the price list');
    await window.screenshot('entry-1-thread');
    await window.thread.press(CREATE);
    await linked('src/catalog.ts', 'prices per region');
    const [request] = await creations();
    assert.match(String(request!.body!['description']), /^Regions as in the price list\n/);
    await window.thread.gone();
  });

  it('the menu of the line number', async () => {
    const window = workbench();
    const editor = await window.openFile('web/style.css');
    await editor.goToLine(3);
    const plain = await editor.rightClickNumber(2);
    assert.ok(!(await plain.items()).includes(CREATE));
    await plain.dismiss();
    // What stands on which line is known to the menu a moment after the file is shown or changed.
    const offers = (item: string, other: string) =>
      until(`the line number offers "${item}"`, async () => {
        const items = await (await editor.rightClickNumber(1)).items();
        await editor.menu.dismiss();
        return items.includes(item) && !items.includes(other);
      });
    await offers(CREATE, 'Open in Feishu');
    await (await editor.rightClickNumber(1)).pick(CREATE);
    await linked('web/style.css', 'dark theme');
    await offers('Open in Feishu', CREATE);
  });

  it('the lightbulb', async () => {
    const window = workbench();
    const editor = await window.openFile('web/style.css');
    await editor.click('手机上按钮太小');
    const actions = await editor.codeActions();
    assert.deepEqual(
      actions.filter((title) => title.includes('Feishu')),
      [CREATE, CREATE_WITH_OPTIONS],
    );
    await window.screenshot('entry-2-lightbulb');
    await editor.pickCodeAction(CREATE);
    await linked('web/style.css', '手机上按钮太小');
  });

  it('the palette, and its message where the cursor is on no TODO', async () => {
    const window = workbench();
    const editor = await window.openFile('tools/stock.go');
    await editor.click('return true');
    await window.runCommand(`Feishu TODO: ${CREATE}`);
    await linked('tools/stock.go', 'report low stock');
    await editor.goToLine(1);
    await window.runCommand(`Feishu TODO: ${CREATE}`);
    await window.notifications.says('Line 1 has no TODO comment');
    await window.screenshot('entry-3-no-todo');
    await window.notifications.clear();
  });

  it('the button in the TODOs view', async () => {
    const window = workbench();
    // The view follows the editor: that brings the row into sight.
    await (await window.openFile('deploy/shop.yaml')).goToLine(2);
    await window.tree('TODOs').rowAction('autoscale between 2 and 6', CREATE);
    await linked('deploy/shop.yaml', 'autoscale between 2 and 6');
    await until('the row offers to open the task', async () =>
      (await window.tree('TODOs').rowActions('autoscale between 2 and 6')).includes('Open in Feishu'),
    );
  });

  for (const [file, line, todo, plain] of languages) {
    it(`the right-click on just the TODO in ${file}`, async () => {
      const editor = await workbench().openFile(file);
      await until('the bar beside the TODO', () => editor.hasCommentingRange(line));
      const offers = async (text: string): Promise<boolean> => {
        const menu = await editor.rightClick(text);
        const items = await menu.items();
        await menu.dismiss();
        return items.includes(CREATE);
      };
      // A file that was opened a moment ago is known to the menu a moment later.
      await until('the menu knows the file', async () => {
        await editor.click(plain);
        return offers(todo);
      });
      assert.equal(await offers(plain), false);
      assert.equal(await offers(todo), true);
    });
  }

  it('none of them sends anything after Escape, in whatever step', async function () {
    this.timeout(90_000);
    const window = workbench();
    const { quickInput } = window;
    const before = (await creations()).length;
    const editor = await window.openFile('db/orders.sql');
    await editor.click('index on (customer_id');
    for (const [title, ...path] of [
      ['Title', 'Title'],
      ['Description', 'Description'],
      ['Assignees', 'Assignees'],
      ['Type a Due Date', 'Due Date', 'Other date…'],
      ['Repeat: first due date', 'Repeat'],
      ['Tasklist', 'Tasklist'],
    ] as const) {
      await window.runCommand(`Feishu TODO: ${CREATE_WITH_OPTIONS}`);
      await quickInput.shown(CREATE);
      for (const field of path) await quickInput.pick(field);
      await quickInput.shown(title);
      await quickInput.escape();
      await quickInput.closed();
    }
    assert.equal((await creations()).length, before);
    assert.ok(!window.readFile('db/orders.sql').includes('feishu:'));
  });

  it('a draft that was left is there again', async () => {
    const window = workbench();
    const { quickInput } = window;
    await window.editor.click('index on (customer_id');
    await window.runCommand(`Feishu TODO: ${CREATE_WITH_OPTIONS}`);
    await quickInput.shown(CREATE);
    await quickInput.pick('Title');
    await quickInput.shown('Title');
    await quickInput.type('An index for the sale');
    await quickInput.accept();
    await until('the draft', async () => (await quickInput.item('Title')).description === 'An index for the sale');
    await quickInput.escape();
    await quickInput.closed();
    await window.runCommand(`Feishu TODO: ${CREATE_WITH_OPTIONS}`);
    await quickInput.shown(CREATE);
    assert.equal((await quickInput.item('Title')).description, 'An index for the sale');
    await quickInput.escape();
  });

  it('and a reloaded window knows the links, and the tasks once it is connected again', async function () {
    this.timeout(60_000);
    const window = workbench();
    await window.load();
    await window.showContainer('Feishu TODO');
    await until('the links', async () => (await window.tree('TODOs').description()).startsWith('5 of '));
    // This browser-hosted VS Code keeps secrets for the life of the page only.
    await window.tree('Tasks').welcomeButton('Try with the Local Sandbox');
    await window.tree('Tasks').row('prices per region');
    await window.tree('Tasks').click('prices per region');
    await until('the cursor is on the TODO', async () => (await window.editor.cursorLine()) === 5);
    await window.screenshot('entry-4-reloaded');
  });
});
