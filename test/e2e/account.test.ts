import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { Page } from 'playwright-core';
import { startSandbox, type Sandbox } from '../../src/sandbox';
import { opensTab, until, useWorkbench, type Workbench } from './support';

const SIGN_IN = 'Sign In as Yourself';
const WAY = 'How Do You Want to Sign In?';
const APP = 'With which app?';

/** A person's accounts, from the first sign-in to the last sign-out, with clicks on the sandbox's OAuth pages. */
describe('accounts', () => {
  const workbench = useWorkbench();
  let sandbox: Sandbox;

  before(async () => {
    sandbox = await startSandbox({ quota: false });
    sandbox.state.app.appSecret = 'secretCanary0123456789';
  });
  after(() => sandbox.close());

  it('asks for the app, keeps what was typed when the secret is wrong, and asks again', async () => {
    const window = workbench();
    const { quickInput } = window;
    await window.showContainer('Feishu TODO');
    await window.tree('Tasks').welcomeButton('Sign In as Yourself…');
    await quickInput.shown(`${SIGN_IN} (1/3)`);
    await quickInput.pick('Another host…');
    await until('the address box', async () => (await quickInput.value()) === 'https://');
    await quickInput.type('http://feishu.example');
    await quickInput.messageSays('not an https address');
    await quickInput.type(sandbox.url);
    await quickInput.accept();
    await quickInput.shown(`${SIGN_IN} (2/3)`);
    await quickInput.type(sandbox.info.appId);
    await quickInput.accept();
    await quickInput.shown(`${SIGN_IN} (3/3)`);
    await quickInput.type('not-the-secret-canary');
    await quickInput.accept();
    await quickInput.messageSays('The App ID or the App Secret is not right.');
    assert.equal(await quickInput.value(), 'not-the-secret-canary');
    await window.screenshot('account-1-wrong-secret');
    await quickInput.type(sandbox.info.appSecret);
    await quickInput.accept();
    await quickInput.shown(WAY);
    await window.screenshot('account-2-way');
  });

  it('signs in by a click on the page', async () => {
    const window = workbench();
    const page = await opensTab(window, () => window.quickInput.pick('In the Browser'));
    assert.match(await page.locator('body').innerText(), /task:tasklist:write/);
    await page.locator('button[value=allow]').click();
    await page.waitForURL(/^http:..127.0.0.1:1786[567].signed-in$/);
    assert.match(await page.locator('h1').innerText(), /Back to VS Code/);
    await page.close();
    await window.quickInput.closed();
    await until('the tasks are empty', async () =>
      (await window.tree('Tasks').welcome()).text.includes('No tasks yet'),
    );
    await accountIs(window, sandbox.info.users[0]!.name);
    await window.screenshot('account-3-signed-in');
  });

  it('is told when the person refuses, and stays as it was', async () => {
    const window = workbench();
    const page = await beginAgain(window);
    await page.locator('button[value=deny]').click();
    await page.waitForURL('http://127.0.0.1:*/not-signed-in');
    await page.close();
    await window.notifications.says('You did not allow the app to act for you');
    await window.notifications.clear();
    await accountIs(window, sandbox.info.users[0]!.name);
  });

  it('takes no answer of another sign-in', async () => {
    const window = workbench();
    const page = await beginAgain(window);
    const address = `http://127.0.0.1:${await redirectPort(page)}/callback?code=${'x'.repeat(64)}&state=other`;
    await page.goto(address);
    assert.match(await page.locator('h1').innerText(), /belongs to no sign-in/);
    await window.quickInput.shown(SIGN_IN);
    await window.quickInput.type(address);
    await window.quickInput.accept();
    await window.quickInput.messageSays('belongs to another sign-in');
    await window.page.bringToFront();
    await window.screenshot('account-4-other-state');
    await window.quickInput.type('what?');
    await window.quickInput.accept();
    await window.quickInput.messageSays('no sign-in code');
    await window.quickInput.escape();
    await window.quickInput.closed();
    await page.close();
    assert.deepEqual(await window.notifications.list(), []);
  });

  it('signs another person in with the address pasted; says when its code has expired', async () => {
    const window = workbench();
    const [, second] = sandbox.info.users;
    let page = await beginAgain(window);
    let address = await allowWithoutReturn(page, second!.openId);
    sandbox.clockSkewMs += 301_000;
    await window.quickInput.type(address);
    await window.quickInput.accept();
    await window.notifications.says('The sign-in took too long or was used twice.');
    await window.notifications.clear();
    page = await beginAgain(window);
    address = await allowWithoutReturn(page, second!.openId);
    await window.quickInput.type(address);
    await window.quickInput.accept();
    await accountIs(window, second!.name);
  });

  it('signs in with a code on another device', async function () {
    this.timeout(90_000);
    const window = workbench();
    const [, , third] = sandbox.info.users;
    await chooseWay(window);
    await window.quickInput.pick('With a Code');
    await window.quickInput.shown('Your Code: ');
    const title = await window.quickInput.title();
    await window.screenshot('account-5-code');
    const page = await opensTab(window, () => window.quickInput.pick('Open the Page'));
    assert.ok(title.includes((await page.locator('p strong').last().innerText()).trim()));
    await page.locator('select[name=open_id]').selectOption(third!.openId);
    await page.locator('button[value=allow]').click();
    await page.getByText('You can go back to your editor').waitFor();
    await page.close();
    await window.quickInput.closed();
    await accountIs(window, third!.name);
  });

  it('switches between accounts', async () => {
    const window = workbench();
    const [first, second, third] = sandbox.info.users;
    await window.runCommand('Feishu TODO: Switch Account…');
    await window.quickInput.shown('Accounts');
    const labels = (await window.quickInput.items()).map(({ label }) => label);
    for (const user of [first, second, third]) assert.ok(labels.includes(user!.name), labels.join(', '));
    await window.screenshot('account-6-switch');
    await window.quickInput.pick(first!.name);
    await accountIs(window, first!.name);
  });

  it('is in the Accounts menu of VS Code', async () => {
    const window = workbench();
    await window.page.locator('.activitybar .action-label[aria-label^="Accounts"]').click();
    const menu = window.page.locator('.monaco-menu .action-item');
    await until('the account', async () =>
      (await menu.allInnerTexts()).some((text) => text.includes(`${sandbox.info.users[0]!.name} (Feishu)`)),
    );
    await window.screenshot('account-7-menu');
    await window.page.keyboard.press('Escape');
  });

  it('says which scope and which ability is missing', async () => {
    const window = workbench();
    await window.runCommand('Feishu TODO: Check Connection');
    await window.quickInput.shown('12 of 12 work');
    await window.screenshot('account-8-check');
    await window.quickInput.escape();
    await window.quickInput.closed();
    const { app } = sandbox.state;
    const before = structuredClone(app);
    app.scopes.user = app.scopes.user.filter((scope) => !scope.startsWith('task:tasklist'));
    app.botEnabled = false;
    await window.runCommand('Feishu TODO: Check Connection');
    await window.quickInput.shown('7 of 12 work');
    const items = await window.quickInput.items();
    const read = items.find(({ label }) => label === 'Read tasklists');
    const chats = items.find(({ label }) => label === 'Read chats');
    await window.screenshot('account-9-missing');
    const page = await window.opensPage(() => window.quickInput.pick('Read tasklists'));
    await window.quickInput.escape();
    await window.quickInput.closed();
    Object.assign(app, before);
    assert.equal(read?.description, 'scope missing: task:tasklist:read');
    assert.equal(chats?.description, 'the app has no Bot ability');
    assert.match(page, /\/app\/cli_\w+\/auth\?q=task:tasklist:read/);
  });

  it('asks once to sign in again when the person took the grant back', async () => {
    const window = workbench();
    for (const token of sandbox.state.refreshTokens) token.revoked = true;
    for (const token of sandbox.state.tokens) if (token.kind === 'user') token.revoked = true;
    sandbox.clearRequests();
    await window.runCommand('Feishu TODO: Check Connection');
    await window.notifications.says('Your sign-in has ended. Sign in again to go on.');
    await window.screenshot('account-10-ended');
    assert.equal((await window.notifications.list()).length, 1);
    await window.notifications.press('Your sign-in has ended', 'Sign In');
    await window.quickInput.shown(WAY);
    const page = await opensTab(window, () => window.quickInput.pick('In the Browser'));
    await page.locator('button[value=allow]').click();
    await page.waitForURL('**/signed-in');
    await page.close();
    await accountIs(window, sandbox.info.users[0]!.name);
    assert.equal(sandbox.requests.filter(({ body }) => JSON.stringify(body)?.includes('refresh_token"')).length, 1);
  });

  it('asks for somebody where an app would make a task nobody sees', async () => {
    const window = workbench();
    const { quickInput } = window;
    await window.runCommand('Feishu TODO: Connect a Feishu App…');
    await quickInput.shown('Connect a Feishu App (1/3)');
    await quickInput.pick('Another host…');
    await until('the host used last', async () => (await quickInput.value()) === sandbox.url);
    await quickInput.accept();
    await quickInput.shown('(2/3)');
    assert.equal(await quickInput.value(), sandbox.info.appId);
    await quickInput.accept();
    await quickInput.shown('(3/3)');
    await quickInput.type(sandbox.info.appSecret);
    await quickInput.accept();
    await quickInput.shown('Which of these people are you?');
    await quickInput.type('Skip');
    await quickInput.pick('Skip');
    const editor = await window.openFile('src/cart.ts');
    await editor.click('apply the member discount');
    await window.runCommand('Feishu TODO: Create Feishu Task');
    await quickInput.shown('Who Should See This Task?');
    await window.screenshot('account-11-somebody');
    await quickInput.pick('李娜');
    await window.fileSays('src/cart.ts', (text) => /TODO\(feishu:[\w-]+\): apply/.test(text));
    const [task] = Object.values(sandbox.state.tasks);
    assert.equal(JSON.stringify(task).includes(sandbox.state.users.find(({ name }) => name === '李娜')!.openId), true);
  });

  it('says that Feishu cannot be reached', async () => {
    const window = workbench();
    await sandbox.close();
    await window.runCommand('Feishu TODO: Check Connection');
    await window.notifications.says('The server refused the connection.');
  });

  it('has left no secret anywhere but in the SecretStorage', async () => {
    const { app, tokens, refreshTokens, codes, devices } = sandbox.state;
    const secrets = [
      ...[app.appSecret, 'not-the-secret-canary'],
      ...[...tokens, ...refreshTokens].map(({ token }) => token),
      ...codes.map(({ code }) => code),
      ...devices.map(({ deviceCode }) => deviceCode),
    ];
    assert.ok(tokens.length >= 5 && refreshTokens.length >= 4 && codes.length >= 4 && devices.length === 1);
    const { dataDir } = workbench().host;
    const files = readdirSync(dataDir, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => path.join(entry.parentPath, entry.name));
    const texts = new Map(files.map((file) => [file, readFileSync(file)]));
    texts.set('the access log of the sandbox', Buffer.from(JSON.stringify(sandbox.requests)));
    const leaks = [...texts].flatMap(([name, text]) =>
      secrets.filter((secret) => text.includes(secret)).map((secret) => `${name}: ${secret.slice(0, 6)}…`),
    );
    assert.deepEqual(leaks, []);
    // The search itself works: it finds what may be there, the log says that something happened, a sealed copy exists.
    const all = [...texts];
    assert.ok(all.some(([, text]) => text.includes(app.appId)));
    assert.ok(all.some(([name, text]) => name.endsWith('Feishu TODO.log') && text.includes('no connection (refused')));
    assert.ok(files.some((name) => name.endsWith('.sealed')));
    console.log(`      ${secrets.length} secrets, ${texts.size} files`);
  });

  it('signs out after a question', async () => {
    const window = workbench();
    await window.runCommand('Feishu TODO: Sign Out');
    assert.match(await window.notifications.dialogText(), new RegExp(sandbox.info.appId));
    await window.notifications.dialogPress('Sign Out');
    await until('the welcome', async () =>
      (await window.tree('Tasks').welcome()).buttons.includes('Sign In as Yourself…'),
    );
  });

  /** Begins one more sign-in with the app known by now, up to the question how. */
  async function chooseWay(window: Workbench): Promise<void> {
    await window.runCommand('Feishu TODO: Sign In as Yourself…');
    await until('the apps', async () => (await window.quickInput.placeholder()) === APP);
    await window.quickInput.pick(sandbox.info.appId);
    await window.quickInput.shown(WAY);
  }

  async function beginAgain(window: Workbench): Promise<Page> {
    await chooseWay(window);
    return opensTab(window, () => window.quickInput.pick('In the Browser'));
  }
});

async function redirectPort(page: Page): Promise<string> {
  return new URL((await page.locator('input[name=redirect_uri]').getAttribute('value'))!).port;
}

/** Allows on a browser that cannot reach the extension's machine, and gives the address it is left with. */
async function allowWithoutReturn(page: Page, openId: string): Promise<string> {
  let address = '';
  await page.route('**/authorize', async (route) => {
    const answer = await route.fetch({ maxRedirects: 0 });
    address = answer.headers()['location'] ?? '';
    await route.fulfill({ body: 'unreachable' });
  });
  await page.locator('select[name=open_id]').selectOption(openId);
  await page.locator('button[value=allow]').click();
  await page.getByText('unreachable').waitFor();
  await page.close();
  return address;
}

/** Waits until this account is the one in use. */
async function accountIs(window: Workbench, name: string): Promise<void> {
  await until(`${name} is in use`, async () => {
    await window.runCommand('Feishu TODO: Switch Account…');
    await window.quickInput.shown('Accounts');
    const item = (await window.quickInput.items()).find(({ description }) => description.startsWith('in use'));
    await window.quickInput.escape();
    await window.quickInput.closed();
    return item?.label === name;
  });
}
