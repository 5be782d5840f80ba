import assert from 'node:assert/strict';
import { SandboxView, until, useWorkbench } from './support';

/** A folder nobody vouched for: its TODOs are listed, and nothing it holds causes a call. */
describe('Restricted Mode', () => {
  const workbench = useWorkbench({ workspaceTrust: true });
  let sandbox: SandboxView;

  const taskCalls = async (): Promise<number> =>
    (await sandbox.requests('GET', '/task/v1/tasks')).length +
    (await sandbox.requests('POST', '/task/v1/tasks')).length;

  it('lists TODOs and lets a person connect, but asks nothing of Feishu', async () => {
    const window = workbench();
    await window.showContainer('Feishu TODO');
    await window.tree('TODOs').row('apply the member discount before tax');
    await window.tree('Tasks').welcomeButton('Try with the Local Sandbox');
    sandbox = await SandboxView.of(window);
    await until('the reason', async () => (await window.tree('Tasks').welcome()).text.includes('Restricted Mode'));
    await window.screenshot('account-trust-restricted');
    assert.equal(await taskCalls(), 0);
  });

  it('says why no task is created', async () => {
    const window = workbench();
    const editor = await window.openFile('src/cart.ts');
    await editor.click('apply the member discount');
    await window.runCommand('Feishu TODO: Create Feishu Task');
    await window.notifications.says('This folder is in Restricted Mode: nothing is sent to Feishu until you trust it.');
    assert.equal(await taskCalls(), 0);
  });

  it('goes on when the person trusts the folder', async () => {
    const window = workbench();
    await window.notifications.press('Restricted Mode', 'Manage Workspace Trust');
    await window.page
      .locator('.workspace-trust-editor .monaco-button')
      .filter({ hasText: /^Trust$/ })
      .click();
    await until('the tasks are read', async () => (await taskCalls()) > 0);
  });
});
