import type { Locator, Page } from 'playwright-core';
import { patience, readable, until } from './until';

const OPENS_WITHIN_MS = 3000;

/** The context menu that is open: of the editor, its gutter, a tree row, or a "…" button. */
export class Menu {
  private readonly root: Locator;

  constructor(private readonly page: Page) {
    // CSS locators look into shadow roots: the editor's menu lives in one.
    this.root = page.locator('.monaco-menu-container, .context-view .monaco-menu').filter({ visible: true }).first();
  }

  /** Did the menu open, as a click should make it do at once? */
  async opened(): Promise<boolean> {
    return this.root.waitFor({ timeout: OPENS_WITHIN_MS }).then(
      () => true,
      () => false,
    );
  }

  /** The items' words from top to bottom, without separators; waits for the menu. */
  async items(limit = patience): Promise<string[]> {
    await this.root.waitFor({ timeout: limit });
    const labels = await this.root.locator('.action-item:not(:has(.separator)) .action-label').allTextContents();
    return labels.map(readable).filter(Boolean);
  }

  /** Picks the item with exactly these words; `path` continues into submenus. */
  async pick(...path: string[]): Promise<void> {
    if (!(await this.tryPick(...path))) throw new Error(`The menu closed before "${path.join(' › ')}" was picked.`);
  }

  /** Goes down to the item with these words and presses Enter. */
  async pickByKeyboard(words: string): Promise<void> {
    await this.root.waitFor();
    const focused = this.page.locator('.monaco-menu .action-item.focused .action-label').filter({ visible: true });
    await until(`the keyboard is on "${words}"`, async () => {
      await this.page.keyboard.press('ArrowDown');
      return (await focused.allTextContents()).some((text) => readable(text) === words);
    });
    await this.page.keyboard.press('Enter');
  }

  /** Like {@link pick}, but false where the menu went away before: VS Code closes it when something takes the keyboard. */
  async tryPick(...path: string[]): Promise<boolean> {
    if (!(await this.opened())) return false;
    const labels = path.map((words) =>
      this.page
        .locator('.monaco-menu .action-item:not(:has(.separator))')
        .filter({ visible: true })
        .locator('.action-label')
        .filter({ hasText: exactly(words) })
        .first(),
    );
    const last = labels.pop()!;
    for (const label of labels) await label.hover();
    return this.clickUntilClosed(last);
  }

  /**
   * Opens the menu and picks an item; once more where it does not have the item yet, or went away before.
   * @param seen called with the menu open, before the item is picked
   */
  async openAndPick(open: () => Promise<unknown>, item: string, seen?: () => Promise<unknown>): Promise<void> {
    await until(`"${item}" in the menu`, async () => {
      await open();
      if (!(await this.opened())) return false;
      if (!(await this.items(OPENS_WITHIN_MS)).includes(item)) return this.dismiss().then(() => false);
      await seen?.();
      return this.tryPick(item);
    });
  }

  /** Closes the menu without picking anything. */
  async dismiss(): Promise<void> {
    await this.page.keyboard.press('Escape');
    await this.closed();
  }

  /** A menu takes no clicks in the first tenth of a second after it is drawn. @returns whether it took one */
  private async clickUntilClosed(label: Locator): Promise<boolean> {
    let clicked = false;
    await until('the menu takes the click', async () => {
      if (!(await this.root.isVisible())) return true;
      await label.click({ timeout: 1000 });
      clicked = true;
      return this.root.waitFor({ state: 'hidden', timeout: 500 }).then(() => true);
    });
    return clicked;
  }

  private closed(): Promise<unknown> {
    return until('the menu closes', async () => !(await this.root.isVisible()));
  }
}

/** Matches the whole text, where VS Code may have put no-break spaces. */
export const exactly = (words: string): RegExp =>
  new RegExp(`^\\s*${words.replace(/[.*+?^${}()|[\]\\]/g, '\\$&').replace(/ /g, '\\s')}\\s*$`);
