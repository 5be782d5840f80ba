import { setTimeout as wait } from 'node:timers/promises';
import type { Locator, Page } from 'playwright-core';
import { exactly } from './menu';
import { press } from './press';
import { readable, until } from './until';

/** A list that is drawn anew takes back what it could not have meant within this time, in milliseconds. */
const REDRAWN_WITHIN_MS = 400;

/** One row of a quick pick, as it is shown. */
export interface PickItem {
  label: string;
  description: string;
  detail: string;
  /** In a multi-select pick: is it ticked? */
  checked: boolean;
}

/** The input at the top of the window: quick picks, input boxes and the command palette. */
export class QuickInput {
  readonly root: Locator;
  private readonly box: Locator;

  constructor(private readonly page: Page) {
    this.root = page.locator('.quick-input-widget').filter({ visible: true });
    this.box = this.root.locator('.quick-input-box input').first();
  }

  /** Waits until an input with this title (or any) is shown and ready for typing. */
  async shown(title?: string): Promise<void> {
    await until(`the quick input ${title ?? ''}`, async () => {
      if (!(await this.box.isVisible())) return false;
      return title === undefined || (await this.title()).includes(title);
    });
  }

  async title(): Promise<string> {
    return readable(await this.root.locator('.quick-input-title').first().textContent({ timeout: 1000 }));
  }

  async value(): Promise<string> {
    return this.box.inputValue();
  }

  async placeholder(): Promise<string> {
    return (await this.box.getAttribute('placeholder')) ?? '';
  }

  /** Replaces what stands in the box. */
  async type(text: string): Promise<void> {
    await this.shown();
    await this.box.fill(text);
  }

  /** The prompt or the validation message under the box. */
  async message(): Promise<string> {
    return readable(await this.root.locator('.quick-input-message').first().textContent());
  }

  /** Waits for a message that contains these words. */
  async messageSays(words: string): Promise<string> {
    return until(`the message "${words}"`, async () => {
      const text = await this.message();
      return text.includes(words) && text;
    });
  }

  /** The rows on screen (a long list is rendered only as far as it is visible). */
  async items(): Promise<PickItem[]> {
    return readRows(this.root.locator('.quick-input-list .monaco-list-row'));
  }

  /** Waits for the row with exactly this label. */
  async item(label: string): Promise<PickItem> {
    return until(`the item "${label}"`, async () => (await readRows(this.row(label)))[0]);
  }

  /** Clicks the row with exactly this label: accepts it, or ticks it in a multi-select pick. */
  async pick(label: string): Promise<void> {
    await this.reveal(label);
    await press(this.row(label));
  }

  /** Ticks a row of a multi-select pick; once more where the list was drawn anew under the mouse. */
  async tick(label: string): Promise<void> {
    const isTicked = async (): Promise<boolean> => (await this.item(label)).checked;
    await until(`"${label}" is ticked`, async () => {
      if (!(await isTicked())) await this.pick(label);
      await until(`"${label}" takes the click`, isTicked, 1000);
      await wait(REDRAWN_WITHIN_MS);
      return isTicked();
    });
  }

  /** Ticks rows of a multi-select pick and accepts. */
  async pickMany(...labels: string[]): Promise<void> {
    for (const label of labels) await this.tick(label);
    await this.accept();
  }

  /** Presses the button with these words: in the title bar, or in the row with this label. */
  async button(words: string, rowLabel?: string): Promise<void> {
    const scope = rowLabel === undefined ? this.root.locator('.quick-input-titlebar') : this.row(rowLabel);
    if (rowLabel !== undefined) await scope.hover();
    await press(scope.locator(`.action-label[aria-label^="${words}"]`));
  }

  /** Presses Enter; where one row is to be picked, when a row has the focus: until then VS Code does not take it. */
  async accept(): Promise<void> {
    await this.shown();
    const list = this.root.locator('.quick-input-list').filter({ visible: true });
    const boxes = list.locator('.monaco-list-row input[type="checkbox"], .monaco-list-row [role="checkbox"]');
    await until(
      'Enter is taken',
      async () => !(await list.count()) || (await boxes.count()) > 0 || (await this.focused()),
    );
    await this.page.keyboard.press('Enter');
  }

  /** Narrows the list down to a row by typing a part of its label, and takes it by Enter. */
  async choose(part: string): Promise<void> {
    await this.type(part);
    await until(`"${part}" has the focus`, async () => (await this.focused())?.label.includes(part));
    await this.accept();
  }

  async escape(): Promise<void> {
    await this.page.keyboard.press('Escape');
  }

  /** Waits until nothing is asked any more. */
  async closed(): Promise<void> {
    await until('the quick input closes', async () => (await this.root.count()) === 0);
  }

  /** The row that Enter would take. */
  private async focused(): Promise<PickItem | undefined> {
    return (await readRows(this.root.locator('.quick-input-list .monaco-list-row.focused')))[0];
  }

  /** Scrolls through a long list, of which only the visible part is rendered, until the row is there. */
  private async reveal(label: string): Promise<void> {
    let looks = 0;
    await until(`the item "${label}"`, async () => {
      if (await this.row(label).count()) return true;
      looks += 1;
      if (looks < 10 || !(await this.root.locator('.quick-input-list .monaco-list-row').count())) return false;
      await this.root.locator('.quick-input-list').hover();
      // Back to the top now and then: rows may have come in above.
      await this.page.mouse.wheel(0, looks % 40 === 0 ? -100_000 : 150);
      return false;
    });
  }

  private row(label: string): Locator {
    return this.root
      .locator('.quick-input-list .monaco-list-row')
      .filter({ has: this.page.locator('.label-name').filter({ hasText: exactly(label) }) })
      .first();
  }
}

/** Reads all rows in one moment: the list may be redrawn at any time. */
async function readRows(rows: Locator): Promise<PickItem[]> {
  const read = await rows.evaluateAll((all) =>
    all.map((row) => ({
      label: row.querySelector('.label-name')?.textContent ?? '',
      description: row.querySelector('.label-description')?.textContent ?? '',
      detail: row.querySelector('.quick-input-list-label-meta')?.textContent ?? '',
      checked: row.querySelector('input[type="checkbox"]:checked, [role="checkbox"][aria-checked="true"]') !== null,
    })),
  );
  return read.map((item) => ({
    label: readable(item.label),
    description: readable(item.description),
    detail: readable(item.detail),
    checked: item.checked,
  }));
}
