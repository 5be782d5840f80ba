import type { Page } from 'playwright-core';
import { readable } from './until';

/** What may stand in the way of a test, and where. */
const inTheWay = {
  dialog: '.monaco-dialog-box',
  'quick input': '.quick-input-widget',
  menu: '.monaco-menu-container, .context-view .monaco-menu',
  notification: '.notification-toast',
  'active tab': '.editor-group-container.active .tab.active',
  'status bar': '.part.statusbar',
};

const MOST_COMPLAINTS = 10;

/** Collects what the page writes to its console as errors, the latest last. */
export function complaintsOf(page: Page): string[] {
  const complaints: string[] = [];
  const complain = (text: string): void => {
    complaints.push(text.slice(0, 300));
    complaints.splice(0, complaints.length - MOST_COMPLAINTS);
  };
  page.on('console', (message) => void (message.type() === 'error' && complain(message.text())));
  page.on('pageerror', (error) => complain(String(error)));
  return complaints;
}

/** Tells in words what a picture of the window would show: of a failure on another machine the words are all one gets. */
export async function windowInWords(page: Page, complaints: readonly string[]): Promise<string> {
  const lines = ['The window:'];
  for (const [name, selector] of Object.entries(inTheWay)) {
    const texts = await page.locator(selector).filter({ visible: true }).allInnerTexts();
    lines.push(...texts.map((text) => `  ${name}: ${readable(text).replace(/\s+/g, ' ').slice(0, 300)}`));
  }
  const focus = await page.locator('*:focus').evaluateAll((all) => all.map((one) => one.outerHTML.slice(0, 160)));
  lines.push(`  keyboard on: ${focus.at(-1) ?? 'nothing'}`);
  return [...lines, ...complaints.map((text) => `  console: ${text}`)].join('\n');
}
