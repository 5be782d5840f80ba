import { SandboxView, until } from '../e2e/support';
import type { Camera } from './camera';

const SKU = 'lines with the same SKU';

/**
 * Goes through the product once and takes the README's pictures on the way.
 * @returns were all of them taken?
 */
export async function story(camera: Camera): Promise<boolean> {
  const { window } = camera;
  await window.showContainer('Feishu TODO');
  await window.tree(camera.words('Tasks')).welcomeButton(camera.words('Try with the Local Sandbox'));
  const sandbox = await SandboxView.of(window);
  const chapters = { createAtOnce, createWithOptions, overview, linked: () => linked(camera, sandbox), notify };
  let complete = true;
  for (const [name, chapter] of Object.entries(chapters)) {
    try {
      await chapter(camera);
    } catch (error) {
      // The other pictures are worth having all the same.
      console.error(error);
      complete = false;
      await window.screenshot(`failed-pictures-${name}${camera.isChinese ? '-zh-cn' : ''}`);
      await window.page.keyboard.press('Escape');
    }
  }
  return complete;
}

async function createAtOnce(camera: Camera): Promise<void> {
  const { window } = camera;
  const title = camera.isChinese ? '支付失败后释放库存' : 'apply the member discount';
  const editor = await window.openFile('src/cart.ts');
  await editor.goToLine(lineOf(camera));
  await until('the bar beside the TODO', () => editor.hasCommentingRange(lineOf(camera)));
  const menu = await editor.rightClick(title);
  await menu.items();
  await camera.take('menu', 'light', window.page.locator('.monaco-menu').first(), line(camera, title));
  await menu.pick(camera.words('Create Feishu Task'));
  await window.tree(camera.words('Tasks')).row(title);
}

async function createWithOptions(camera: Camera): Promise<void> {
  const { window } = camera;
  const { quickInput } = window;
  await window.editor.click(SKU);
  await window.runCommand(`Feishu TODO: ${camera.words('Create Feishu Task…')}`);
  await quickInput.pick(camera.words('Followers'));
  await quickInput.shown(camera.words('Followers'));
  for (const name of ['李娜', 'Alice Johnson']) await quickInput.tick(name);
  await camera.take('people', 'light', quickInput.root);
  await quickInput.accept();
  await quickInput.pick(camera.words('Due Date'));
  await quickInput.pick(camera.words('Other date…'));
  await quickInput.shown(camera.words('Type a Due Date'));
  await quickInput.type(camera.isChinese ? '下周五 18:00' : 'next friday 18:00');
  await quickInput.messageSays('18:00');
  await quickInput.accept();
  await quickInput.pick(camera.words('Repeat'));
  await quickInput.shown(camera.words('Repeat'));
  await quickInput.type(camera.words('Other rule…').slice(0, 4));
  await quickInput.pick(camera.words('Other rule…'));
  await quickInput.shown(camera.words('Type a Repeat Rule'));
  await quickInput.type(camera.isChinese ? '每两周的周五' : 'every 2 weeks on Friday');
  await quickInput.messageSays(camera.words('Next: {0}', ''));
  await camera.take('repeat', 'dark', quickInput.root);
  await quickInput.accept();
  await until('the hub', async () => (await quickInput.item(camera.words('Repeat'))).description.length > 4);
  // Under a resting mouse a tooltip would lie over the rows.
  await window.page.mouse.move(5, 600);
  await camera.take('draft', 'dark', quickInput.root);
  await quickInput.pick(camera.words('Create Task'));
  await window.tree(camera.words('Tasks')).row(SKU);
}

async function overview(camera: Camera): Promise<void> {
  const { window } = camera;
  await window.tree(camera.words('Tasks')).expand(SKU);
  await window.editor.goToLine(lineOf(camera));
  await window.page.mouse.move(700, 600);
  await until(
    'the confirmation is over',
    async () => !(await window.page.locator('.statusbar').innerText()).includes(SKU),
  );
  await camera.take('overview', 'dark');
  await camera.take('overview-light', 'light');
}

async function linked(camera: Camera, sandbox: SandboxView): Promise<void> {
  const { window } = camera;
  const title = camera.isChinese ? '支付失败后释放库存' : 'apply the member discount';
  await until('the card', async () => (await window.editor.hover(title)).includes(camera.words('Assignees')));
  const card = window.page.locator('.monaco-hover').filter({ visible: true }).first();
  await camera.take('card', 'light', card, line(camera, title));
  await window.page.keyboard.press('Escape');
  const threads = window.page.locator('.comment-thread-unresolved');
  // In the order of their lines.
  await (camera.isChinese ? threads.last() : threads.first()).click();
  const text = camera.isChinese ? '释放前先给用户发一条提醒吧。' : 'Gold tier first; the others follow next week.';
  await window.thread.type(text);
  await window.thread.press(camera.words('Comment'));
  await until('the comment is sent', async () => (await sandbox.requests('POST', '/comments')).length > 0);
  const thread = window.page.locator('.review-widget').filter({ visible: true }).first();
  await thread
    .locator('.comment-body')
    .filter({ hasText: text.slice(0, 10) })
    .waitFor();
  await camera.take('thread', 'dark', thread, line(camera, title));
}

async function notify(camera: Camera): Promise<void> {
  const { quickInput } = camera.window;
  await camera.window.runCommand(`Feishu TODO: ${camera.words('Notify a Chat about a Tasklist…')}`);
  await quickInput.pick('下个版本 Next Release');
  await quickInput.item('研发群 Engineering');
  await quickInput.pickMany('研发群 Engineering');
  await quickInput.item(camera.words('Task completed'));
  await camera.take('notify', 'light', quickInput.root);
  await quickInput.escape();
}

/** Where the TODO stands that becomes a task at once. */
function lineOf({ isChinese }: Camera): number {
  return isChinese ? 29 : 10;
}

/** The line on screen with the text. */
function line({ window }: Camera, text: string) {
  return window.editor.root
    .locator('.view-line')
    .filter({ hasText: new RegExp(text.replace(/ /g, '\\s')) })
    .first();
}
