import assert from 'node:assert/strict';
import { chinese, SandboxView, until, useWorkbench } from './support';

/** Both languages are looked at: `zh-cn` here shows the other one. */
const locale: string | undefined = undefined;
const words = (english: string, ...values: string[]): string =>
  locale
    ? chinese(english, ...values)
    : english.replace(/\{(\d)\}/g, (_, index: string) => values[Number(index)] ?? '');

const CHAT = '研发群 Engineering';

describe('getting started, and telling the team', () => {
  const workbench = useWorkbench({ locale, size: { width: 1500, height: 850 } });
  let sandbox: SandboxView;

  it('leads a newcomer through the walkthrough', async () => {
    const window = workbench();
    await window.showContainer('Feishu TODO');
    await window.tree(words('TODOs')).row('apply the member discount');
    await window.runCommand(`Feishu TODO: ${words('Get Started')}`);
    const steps = window.page.locator('.gettingStartedContainer .getting-started-step');
    await until('the five steps', async () => (await steps.count()) === 5);
    // The step's picture.
    await window.page.locator('iframe.webview.ready').first().waitFor();
    await window.screenshot(`team-1-walkthrough${locale ?? ''}`);
    await window.page
      .locator('.gettingStartedContainer .monaco-button')
      .filter({ hasText: words('Try with the Local Sandbox') })
      .click();
    sandbox = await SandboxView.of(window);
    await window.page.locator('.getting-started-step[data-step-id$="connect"][aria-checked="true"]').waitFor();
    await window.closeEditor();
  });

  it('says in the status bar how many TODOs have a task', async () => {
    const window = workbench();
    const item = window.page.locator('.statusbar-item[id="feishu-todo.feishu-todo.feishuTodo.status"]');
    await item.waitFor();
    const [, total] = /0\/(\d+)/.exec((await item.textContent()) ?? '')!;
    await window.openFile('src/catalog.ts');
    await window.editor.click('prices per region');
    await window.runCommand(`Feishu TODO: ${words('Create Feishu Task')}`);
    await until('one has a task', async () => (await item.textContent())?.includes(`1/${total}`));
    assert.match(
      (await item.locator('a').getAttribute('aria-label')) ?? '',
      new RegExp(words('TODOs with a task: {0} of {1}', '1', total!)),
    );
    await item.click();
    await window.quickInput.item(words('Show TODOs'));
    await window.screenshot(`team-2-status${locale ?? ''}`);
    await window.quickInput.pick(words('Manage Chat Notifications…'));
  });

  it('makes, changes, pauses and deletes a chat notification', async () => {
    const { quickInput, notifications, page } = workbench();
    const list = words('Chat Notifications of “{0}”', '下个版本 Next Release');
    await quickInput.pick('下个版本 Next Release');
    await quickInput.shown(list);
    await quickInput.pick(words('Notify Another Chat…'));
    await quickInput.item(CHAT);
    await quickInput.pickMany(CHAT);
    await quickInput.item(words('Task completed'));
    await workbench().screenshot(`team-3-events${locale ?? ''}`);
    await quickInput.accept();
    await until('the name is suggested', async () => (await quickInput.value()).startsWith('下个版本'));
    await quickInput.type('Ship it');
    await quickInput.accept();
    await quickInput.shown(list);
    assert.match((await quickInput.item('Ship it')).detail, new RegExp(CHAT));
    await workbench().screenshot(`team-4-list${locale ?? ''}`);

    await quickInput.pick('Ship it');
    await quickInput.shown(words('Subscription “{0}”', 'Ship it'));
    await workbench().screenshot(`team-5-actions${locale ?? ''}`);
    await quickInput.pick(words('Name'));
    await until('the box', async () => (await quickInput.value()) === 'Ship it');
    await quickInput.type('Shipped');
    await quickInput.accept();
    await quickInput.shown(words('Subscription “{0}”', 'Shipped'));
    await quickInput.pick(words('Pause'));
    await quickInput.item(words('Resume'));
    await quickInput.button('Back');
    await quickInput.shown(list);
    assert.equal((await quickInput.item('Shipped')).description, words('paused'));
    await quickInput.pick('Shipped');
    await quickInput.pick(words('Delete…'));
    assert.match(await notifications.dialogText(), /Shipped/);
    await workbench().screenshot(`team-6-delete${locale ?? ''}`);
    await notifications.dialogPress(words('Delete'));
    await until('it is deleted', async () =>
      (await sandbox.requests('DELETE', '')).some(({ status }) => status === 200),
    );
    await quickInput.shown(list);
    await quickInput.escape();
    await quickInput.closed();
    assert.equal(await page.locator('.notification-toast').count(), 0);
  });
});
