import { setTimeout as wait } from 'node:timers/promises';
import type { Locator, Page } from 'playwright-core';
import { Menu } from './menu';
import { press } from './press';
import { readable, until } from './until';

/** A tree whose rows have not changed for so long, in milliseconds, is still. */
const QUIET_MS = 300;
/** What is under the mouse takes a drop so long after it was reached, in milliseconds. */
const DROP_MS = 100;
/** A row that was not there so many times is looked for further down. */
const LOOKS_BEFORE_SCROLLING = 10;

/** One row of a tree view, as it is shown. */
export interface TreeRow {
  label: string;
  description: string;
  /** 1 for the outermost. */
  level: number;
  expanded?: boolean;
}

/** A tree view in the side bar, found by its name in the section header. */
export class TreeView {
  readonly root: Locator;
  readonly menu: Menu;

  constructor(
    private readonly page: Page,
    private readonly name: string,
  ) {
    this.root = page
      .locator('.pane')
      .filter({ has: page.locator(`.pane-header[aria-label^="${name} "]`) })
      .first();
    this.menu = new Menu(page);
  }

  /** The rows on screen (a long tree is rendered only as far as it is visible). */
  async rows(): Promise<TreeRow[]> {
    return readRows(this.root.locator('.monaco-list-row'));
  }

  /** Waits for a row whose label contains the text, and scrolls to it: only the rows on screen are rendered. */
  async row(label: string): Promise<TreeRow> {
    let looks = 0;
    return until(`the row "${label}" of ${this.name}`, async () => {
      const [row] = await readRows(this.find(label));
      if (!row && ++looks % LOOKS_BEFORE_SCROLLING === 0) await this.scroll(looks % (4 * LOOKS_BEFORE_SCROLLING) === 0);
      return row;
    });
  }

  async has(label: string): Promise<boolean> {
    return (await this.find(label).count()) > 0;
  }

  /** The words beside the view's name. */
  async description(): Promise<string> {
    return readable(await this.root.locator('.pane-header .description').textContent());
  }

  /** The line above the rows; empty where there is none. */
  async message(): Promise<string> {
    const line = this.root.locator('.message');
    return (await line.count()) === 0 ? '' : readable(await line.first().textContent());
  }

  /** Waits until no row has the text. */
  async gone(label: string): Promise<void> {
    await until(`"${label}" leaves ${this.name}`, async () => !(await this.has(label)));
  }

  async click(label: string): Promise<void> {
    await this.row(label);
    await this.still();
    await press(this.find(label).locator('.monaco-icon-label').first());
  }

  /** Opens a row that has children, if it is closed. */
  async expand(label: string): Promise<void> {
    await this.row(label);
    const row = this.find(label);
    const isOpen = async (): Promise<boolean> => (await row.getAttribute('aria-expanded')) === 'true';
    await until(`"${label}" is open`, async () => {
      await this.still();
      if (await isOpen()) return true;
      await row.locator('.monaco-tl-twistie').click();
      return until(`"${label}" opens`, isOpen, 3000);
    });
  }

  /** Opens rows one inside the other. */
  async expandPath(...labels: string[]): Promise<void> {
    for (const label of labels) await this.expand(label);
  }

  /** The names of the buttons a row shows under the mouse. */
  async rowActions(label: string): Promise<string[]> {
    await this.row(label);
    const row = this.find(label);
    await row.hover();
    const labels = await row
      .locator('.actions .action-label')
      .evaluateAll((all) => all.map((one) => one.ariaLabel ?? ''));
    return labels.filter(Boolean);
  }

  /** Presses a row's button by its name. */
  async rowAction(label: string, action: string): Promise<void> {
    await this.row(label);
    await this.still();
    const row = this.find(label);
    await row.hover();
    await press(row.locator(`.actions .action-label[aria-label^="${action}"]`).first());
  }

  /** Right-clicks a row and gives its menu; once more where the menu went away because something took the keyboard. */
  async rightClick(label: string): Promise<Menu> {
    await until(`the menu of "${label}"`, async () => {
      await this.row(label);
      await this.still();
      await this.find(label).locator('.monaco-icon-label').first().click({ button: 'right' });
      return this.menu.opened();
    });
    return this.menu;
  }

  /**
   * Picks an item of a row's menu; waits until the row is in the state that has it.
   * @param seen called with the menu open, before the item is picked
   */
  async pickFromMenu(label: string, item: string, seen?: () => Promise<unknown>): Promise<void> {
    await this.menu.openAndPick(() => this.rightClick(label), item, seen);
  }

  /** Drags one row onto another, as slowly as a person. */
  async drag(label: string, target: string): Promise<void> {
    await this.row(target);
    await this.still();
    const from = await this.middle(label);
    const to = await this.middle(target);
    const { mouse } = this.page;
    await mouse.move(from.x, from.y);
    await mouse.down();
    await mouse.move(from.x + 5, from.y + 5, { steps: 3 });
    await mouse.move(to.x, to.y, { steps: 10 });
    await wait(DROP_MS);
    await mouse.move(to.x + 2, to.y);
    await mouse.up();
  }

  /** The labels of the selected rows on screen. */
  async selected(): Promise<string[]> {
    return (await readRows(this.root.locator('.monaco-list-row.selected'))).map(({ label }) => label);
  }

  /** The label of the row that the keyboard is on. */
  async focused(): Promise<string | undefined> {
    return (await readRows(this.root.locator('.monaco-list-row.focused')))[0]?.label;
  }

  /** Presses a button in the view's title by its name. */
  async titleAction(action: string): Promise<void> {
    await this.root.hover();
    await press(this.root.locator(`.pane-header .action-label[aria-label^="${action}"]`).first());
  }

  /** The words of the welcome shown instead of rows, with the buttons' names. */
  async welcome(): Promise<{ text: string; buttons: string[] }> {
    const content = this.root.locator('.welcome-view-content');
    await content.first().waitFor();
    const buttons = await content.locator('.monaco-button').allTextContents();
    return { text: readable(await content.first().textContent()), buttons: buttons.map(readable) };
  }

  /** Presses a button of the welcome. */
  async welcomeButton(words: string): Promise<void> {
    await press(this.root.locator('.welcome-view-content .monaco-button').filter({ hasText: words }).first());
  }

  /**
   * Waits until the rows have stopped changing, as a person does: while a tree is drawn anew, VS Code hands an action no
   * row.
   */
  private async still(): Promise<void> {
    await this.root.evaluate((root, quiet) => {
      const { setTimeout, clearTimeout, MutationObserver } = root.ownerDocument.defaultView!;
      // No named functions: the loader wraps them in a helper that does not exist on the page.
      return new Promise<void>((resolve) => {
        let timer = setTimeout(resolve, quiet);
        new MutationObserver((_changes: unknown, observer: { disconnect(): void }) => {
          clearTimeout(timer);
          timer = setTimeout(() => (observer.disconnect(), resolve()), quiet);
        }).observe(root.querySelector('.monaco-list-rows') ?? root, { childList: true, subtree: true });
      });
    }, QUIET_MS);
  }

  /** A little down, or up to the top. */
  private async scroll(toTop: boolean): Promise<void> {
    const list = this.root.locator('.monaco-list').first();
    if (!(await list.isVisible())) return;
    await list.hover();
    await this.page.mouse.wheel(0, toTop ? -100_000 : 150);
  }

  private async middle(label: string): Promise<{ x: number; y: number }> {
    const box = await this.find(label).locator('.monaco-icon-label').first().boundingBox();
    if (!box) throw new Error(`"${label}" is not on screen`);
    return { x: box.x + Math.min(60, box.width / 2), y: box.y + box.height / 2 };
  }

  private find(label: string): Locator {
    return this.root
      .locator('.monaco-list-row')
      .filter({ hasText: spaced(label) })
      .first();
  }
}

/** Matches the text where VS Code may have put no-break spaces. */
const spaced = (text: string): RegExp => new RegExp(text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&').replace(/ /g, '\\s'));

/** Reads all rows in one moment: the tree may be redrawn at any time. */
async function readRows(rows: Locator): Promise<TreeRow[]> {
  const read = await rows.evaluateAll((all) =>
    all.map((row) => ({
      label: row.querySelector('.label-name')?.textContent ?? '',
      description: row.querySelector('.label-description')?.textContent ?? '',
      level: Number(row.getAttribute('aria-level')),
      expanded: row.getAttribute('aria-expanded'),
    })),
  );
  return read.map(({ label, description, level, expanded }) => ({
    label: readable(label),
    description: readable(description),
    level,
    ...(expanded === null ? {} : { expanded: expanded === 'true' }),
  }));
}
