import type { Locator, Page } from 'playwright-core';
import { press } from './press';
import { readable, until } from './until';

/** The toasts in the corner, and the dialogs in the middle of the window. */
export class Notifications {
  private readonly toasts: Locator;
  private readonly dialog: Locator;

  constructor(page: Page) {
    this.toasts = page.locator('.notification-toast .notification-list-item');
    this.dialog = page.locator('.monaco-dialog-box');
  }

  /** The messages shown now. */
  async list(): Promise<string[]> {
    return (await this.toasts.locator('.notification-list-item-message').allTextContents()).map(readable);
  }

  /** Waits for a message that contains the text, and gives all of it. */
  async says(text: string): Promise<string> {
    return until(`the notification "${text}"`, async () => (await this.list()).find((one) => one.includes(text)));
  }

  /** Presses a button of the message that contains the text. */
  async press(text: string, button: string): Promise<void> {
    const toast = this.toasts.filter({ hasText: text }).first();
    const buttons = toast.locator('.notification-list-item-buttons-container .monaco-button');
    await press(buttons.filter({ hasText: button }));
  }

  /** Closes every message. */
  async clear(): Promise<void> {
    await until('the notifications close', async () => {
      const close = this.toasts.first().locator('.codicon-notifications-clear');
      if (!(await this.toasts.count())) return true;
      await this.toasts.first().hover({ timeout: 500 });
      await close.click({ timeout: 500 });
      return false;
    });
  }

  /** The words of the dialog in the middle of the window; waits for one. */
  async dialogText(): Promise<string> {
    await this.dialog.waitFor();
    return readable(await this.dialog.locator('.dialog-message-container').innerText());
  }

  /** Presses a button of the dialog. */
  async dialogPress(button: string): Promise<void> {
    await press(this.dialog.locator('.dialog-buttons .monaco-button').filter({ hasText: button }).first());
    await this.dialog.waitFor({ state: 'detached' });
  }
}
