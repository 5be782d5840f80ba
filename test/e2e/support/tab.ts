import type { Page } from 'playwright-core';
import type { Workbench } from './workbench';

/** Does something that opens a web page in a new tab, and gives the tab; agrees when VS Code asks first. */
export async function newTab(page: Page, action: () => Promise<void>): Promise<Page> {
  const opened = page.context().waitForEvent('page');
  await action();
  const asked = page.locator('.monaco-dialog-box .monaco-button').filter({ hasText: /^(Open|打开)$/ });
  const tab = await Promise.race([opened, asked.click().then(() => opened)]);
  // VS Code opens an empty tab first, and leads it to the address then.
  await tab.waitForURL((url) => url.href !== 'about:blank', { waitUntil: 'commit' });
  return tab;
}

/** Does something that opens a page of the sandbox in a new tab, and gives the tab. */
export async function opensTab(window: Workbench, action: () => Promise<void>): Promise<Page> {
  const tab = await newTab(window.page, action);
  // This VS Code leads links to loopback through a proxy that only its big brother has. Feishu is not on loopback.
  const proxied = /\/proxy\/(\d+)(\/.*)$/.exec(tab.url());
  if (proxied) await tab.goto(`http://127.0.0.1:${proxied[1]}${proxied[2]}`);
  return tab;
}
