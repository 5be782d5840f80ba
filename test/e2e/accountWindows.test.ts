import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';
import { startSandbox, type Sandbox } from '../../src/sandbox';
import { press, until, useWorkbench } from './support';

const ROUNDS = 20;

/**
 * Two windows of VS Code in a browser: neither sees a secret the other stores before it is loaded again, so this is
 * the hardest place to share a refresh token that works once.
 */
describe('two windows with one sign-in', () => {
  const workbench = useWorkbench();
  let sandbox: Sandbox;
  let second: Page;

  before(async () => {
    sandbox = await startSandbox({ quota: false });
  });
  after(() => sandbox.close());

  it('both know the account', async function () {
    this.timeout(90_000);
    const window = workbench();
    const { quickInput } = window;
    // The key that code-server gives to the windows of a person, for what they keep in the browser.
    const answer = { body: Buffer.alloc(32, 7), contentType: 'application/octet-stream' };
    await window.page.context().route('**/mint-key', (route) => route.fulfill(answer));
    await window.showContainer('Feishu TODO');
    await window.tree('Tasks').welcomeButton('Sign In as Yourself…');
    await quickInput.shown('(1/3)');
    await quickInput.pick('Another host…');
    await until('the address box', async () => (await quickInput.value()) === 'https://');
    for (const text of [sandbox.url, sandbox.info.appId, sandbox.info.appSecret]) {
      await quickInput.type(text);
      await quickInput.accept();
      await until('the next step', async () => (await quickInput.value()) !== text);
    }
    await quickInput.shown('How Do You Want to Sign In?');
    await quickInput.pick('With a Code');
    await quickInput.shown('Your Code: ');
    const page = await window.page.context().newPage();
    const code = /Code: (\S+)/.exec(await quickInput.title())![1]!;
    await page.goto(`${sandbox.url}/oauth/v1/device/verify?user_code=${code}`);
    await page.locator('button[value=allow]').click();
    await page.getByText('You can go back to your editor').waitFor();
    await page.close();
    await quickInput.closed();
    second = await window.page.context().newPage();
    await second.goto(window.host.url);
    await second.locator('.activitybar .action-label[aria-label^="Feishu TODO"]').waitFor({ timeout: 60_000 });
    sandbox.clearRequests();
    await refresh(second);
    await until('the second window reads tasks', () => reads() >= 1);
  });

  it(`renew it at once ${ROUNDS} times, and nobody is signed out`, async function () {
    this.timeout(240_000);
    for (let round = 1; round <= ROUNDS; round++) {
      for (const token of sandbox.state.tokens) token.expiresAt = 0;
      sandbox.clearRequests();
      await Promise.all([refresh(workbench().page), refresh(second)]);
      await until(`round ${round}: both have read`, () => reads() >= 2);
      const renewals = sandbox.requests.filter(({ path }) => path.endsWith('/authen/v2/oauth/token'));
      assert.deepEqual(
        renewals.map(({ status }) => status),
        [200],
        `round ${round}`,
      );
    }
    assert.deepEqual(await workbench().notifications.list(), []);
    assert.equal(await second.locator('.notification-toast').count(), 0);
  });

  function reads(): number {
    return sandbox.requests.filter(({ path, status }) => path.endsWith('/task/v1/tasks') && status === 200).length;
  }
});

/** Runs the command that reads the tasks again, in any window; waits until it is offered, for an account is known. */
async function refresh(page: Page): Promise<void> {
  const widget = page.locator('.quick-input-widget').filter({ visible: true });
  const row = widget.locator('.monaco-list-row .label-name').filter({ hasText: 'Feishu TODO: Refresh Tasks' }).first();
  await until('the command is offered', async () => {
    await page.keyboard.press('F1');
    await widget.locator('.quick-input-box input').fill('>Feishu TODO: Refresh Tasks');
    if (await row.isVisible()) return true;
    await row.waitFor({ timeout: 2000 }).catch(() => page.keyboard.press('Escape'));
    return row.isVisible();
  });
  await press(row);
  await widget.waitFor({ state: 'hidden' });
}
