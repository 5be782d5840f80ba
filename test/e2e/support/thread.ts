import type { Locator, Page } from 'playwright-core';
import { exactly } from './menu';
import { press } from './press';
import { readable, until } from './until';

/** The comment thread that is open in the editor, i.e. what the "+" in the gutter opens. */
export class Thread {
  private readonly root: Locator;

  constructor(private readonly page: Page) {
    this.root = page.locator('.review-widget').filter({ visible: true }).first();
  }

  /** Types into its box. */
  async type(text: string): Promise<void> {
    const box = this.root.locator('.comment-form .monaco-editor').first();
    await until('the box has the keyboard', async () => {
      await box.click();
      return (await box.getAttribute('class'))?.split(' ').includes('focused');
    });
    await this.page.keyboard.type(text);
    const typed = text.replace(/\s/g, '');
    await until('the box shows the text', async () =>
      ((await box.locator('.view-lines').first().textContent()) ?? '').replace(/[\s\u00a0]/g, '').includes(typed),
    );
  }

  /** Opens its box, where it has comments already, and types into it. */
  async reply(text: string): Promise<void> {
    // It goes away as soon as it has the keyboard, before it gets a click.
    await this.root.locator('.review-thread-reply-button').click();
    await this.type(text);
  }

  /** Waits until its title holds these words. */
  async titled(words: string): Promise<void> {
    await this.root.locator('.review-title').filter({ hasText: words }).first().waitFor();
  }

  /** What its box holds. */
  async typed(): Promise<string> {
    const lines = this.root.locator('.comment-form .monaco-editor .view-lines').first();
    return readable((await lines.textContent()) ?? '').replace(/\u00a0/g, ' ');
  }

  /** Waits until one of its comments says this. */
  async says(text: string): Promise<void> {
    await this.root.locator('.comment-body').filter({ hasText: text }).first().waitFor();
  }

  /** Presses one of its buttons. */
  async press(button: string): Promise<void> {
    await press(this.root.locator('.monaco-button').filter({ hasText: exactly(button) }));
  }

  /** Waits until no thread is open. */
  async gone(): Promise<void> {
    await this.root.waitFor({ state: 'hidden' });
  }
}
