import { mkdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { Browser, Locator, Page } from 'playwright-core';
import { type Host, type HostOptions, launchBrowser, openHost, openStillPage } from '../../../scripts/lib/host.mjs';
import { Editor } from './editor';
import { Notifications } from './notifications';
import { press } from './press';
import { QuickInput } from './quickInput';
import { newTab } from './tab';
import { Thread } from './thread';
import { TreeView } from './tree';
import { complaintsOf, windowInWords } from './trouble';
import { readable, until } from './until';

const screenshots = path.join(import.meta.dirname, '..', '..', '..', 'out', 'screenshots');

const themes = {
  light: { name: 'Visual Studio Light', mark: 'vs' },
  dark: { name: 'Visual Studio Dark', mark: 'vs-dark' },
  'hc-dark': { name: 'Default High Contrast', mark: 'hc-black' },
  'hc-light': { name: 'Default High Contrast Light', mark: 'hc-light' },
};

export interface WorkbenchOptions extends HostOptions {
  /** Size of the window, by default 1280 × 800. */
  size?: { width: number; height: number };
}

/** A VS Code window in a headless browser, driven as a person would. */
export class Workbench {
  readonly editor: Editor;
  readonly quickInput: QuickInput;
  readonly notifications: Notifications;
  readonly thread: Thread;
  private readonly complaints: readonly string[];

  private constructor(
    readonly host: Host,
    readonly browser: Browser,
    readonly page: Page,
  ) {
    this.editor = new Editor(page);
    this.quickInput = new QuickInput(page);
    this.notifications = new Notifications(page);
    this.thread = new Thread(page);
    this.complaints = complaintsOf(page);
  }

  /** Starts VS Code and a browser, and waits until the window is there. */
  static async open({ size = { width: 1280, height: 800 }, ...options }: WorkbenchOptions = {}): Promise<Workbench> {
    const host = await openHost(options);
    const browser = await launchBrowser(host.chromium);
    const context = await browser.newContext({ viewport: size });
    await context.grantPermissions(['clipboard-read', 'clipboard-write']);
    const workbench = new Workbench(host, browser, await openStillPage(context));
    await workbench.load();
    return workbench;
  }

  /** Opens or reloads the window. */
  async load(): Promise<void> {
    await this.page.goto(this.host.url);
    await this.page.locator('.monaco-workbench .statusbar-item').first().waitFor({ timeout: 60_000 });
    await this.page.locator('.explorer-folders-view .monaco-list-row').first().waitFor();
  }

  async close(): Promise<void> {
    await this.browser.close();
    await this.host.stop();
  }

  /** Runs a command by its words in the palette, e.g. `Feishu TODO: Create Feishu Task`. */
  async runCommand(title: string): Promise<void> {
    await this.page.keyboard.press('F1');
    await this.quickInput.type(`>${title}`);
    await this.quickInput.pick(title);
  }

  /** Is a command offered in the palette? */
  async hasCommand(title: string): Promise<boolean> {
    await this.page.keyboard.press('F1');
    await this.quickInput.type(`>${title}`);
    const found = await until('the palette answers', async () => {
      const items = await this.quickInput.items();
      return items.length > 0 && { offered: items.some((item) => item.label === title) };
    });
    await this.quickInput.escape();
    await this.quickInput.closed();
    return found.offered;
  }

  /** Opens a file of the folder by its path and waits for its text. */
  async openFile(relative: string): Promise<Editor> {
    await this.page.keyboard.press('Control+p');
    await this.quickInput.type(relative);
    const name = path.posix.basename(relative);
    await this.quickInput.pick(name);
    await this.activeTab(name).waitFor();
    const firstLine = this.readFile(relative)
      .split('\n')
      .find((line) => line.trim());
    if (firstLine) await this.editor.shows(firstLine.trim().slice(0, 40).replace(/\t.*/, ''));
    return this.editor;
  }

  /** Shows a view container by the words of its icon in the activity bar. */
  async showContainer(title: string): Promise<void> {
    const item = this.page.locator('.activitybar .action-item').filter({
      has: this.page.locator(`.action-label[aria-label^="${title}"]`),
    });
    await item.waitFor();
    if (!(await item.getAttribute('class'))?.includes('checked')) await press(item);
    await this.page
      .locator('.sidebar .composite.title')
      .filter({ hasText: new RegExp(title, 'i') })
      .waitFor();
  }

  /** A tree view by its name in the section header. */
  tree(name: string): TreeView {
    return new TreeView(this.page, name);
  }

  /** The words of the status bar items that contain the text; waits for one. */
  async statusBar(text: string): Promise<string> {
    const item = this.page.locator('.statusbar-item').filter({ hasText: text }).first();
    await item.waitFor();
    return readable(await item.textContent());
  }

  /** Clicks the status bar item that contains the text. */
  async clickStatusBar(text: string): Promise<void> {
    await press(this.page.locator('.statusbar-item').filter({ hasText: text }).first());
  }

  /** The text of a file of the folder, from the disk. */
  readFile(relative: string): string {
    return readFileSync(path.join(this.host.folder, relative), 'utf8');
  }

  /** Waits until the file on disk fulfils the condition, and gives its text. */
  fileSays(relative: string, condition: (text: string) => boolean): Promise<string> {
    return until(`${relative} on disk`, () => {
      const text = this.readFile(relative);
      return condition(text) && text;
    });
  }

  /**
   * Changes user settings while VS Code runs; `undefined` removes one. Goes through the settings file's own editor:
   * the browser-hosted VS Code does not watch that file on the disk.
   */
  async setSettings(changes: Record<string, unknown>): Promise<void> {
    const current = JSON.parse(readFileSync(this.settingsFile, 'utf8')) as Record<string, unknown>;
    const wanted = JSON.stringify({ ...current, ...changes }, null, 2);
    await this.runCommand('Preferences: Open User Settings (JSON)');
    await this.activeTab('settings.json').waitFor();
    await this.editor.shows('{');
    await this.editor.setText(wanted);
    await this.editor.save();
    await until('the settings are on disk', () => readFileSync(this.settingsFile, 'utf8') === wanted);
    await this.closeEditor();
  }

  /** Closes the active editor. */
  async closeEditor(): Promise<void> {
    const tabs = this.page.locator('.editor-group-container.active .tab');
    const before = await tabs.count();
    await this.runCommand('View: Close Editor');
    await until('the editor closes', async () => (await tabs.count()) < before);
  }

  /** Switches the colour theme and waits for it. */
  async setTheme(theme: keyof typeof themes): Promise<void> {
    const { name, mark } = themes[theme];
    await this.setSettings({ 'workbench.colorTheme': name, 'window.autoDetectHighContrast': false });
    await this.page.locator(`.monaco-workbench.${mark}`).first().waitFor();
  }

  /** Changes the size of the window. */
  async resize(width: number, height: number): Promise<void> {
    await this.page.setViewportSize({ width, height });
  }

  /** Makes the side bar wider or narrower, in pixels, by its edge. */
  async dragSideBar(by: number): Promise<void> {
    const box = (await this.page.locator('.part.sidebar').boundingBox())!;
    const { mouse } = this.page;
    await mouse.move(box.x + box.width, box.y + box.height / 2);
    await mouse.down();
    await mouse.move(box.x + box.width + by, box.y + box.height / 2, { steps: 5 });
    await mouse.up();
  }

  /** What the clipboard holds. */
  clipboard(): Promise<string> {
    return this.page.evaluate('navigator.clipboard.readText()');
  }

  /** Does something that opens a web page, and gives that page's address. */
  async opensPage(action: () => Promise<void>): Promise<string> {
    const tab = await newTab(this.page, action);
    const address = tab.url();
    await tab.close();
    return address;
  }

  private get settingsFile(): string {
    return path.join(this.host.dataDir, 'data', 'User', 'settings.json');
  }

  private activeTab(name: string): Locator {
    return this.page.locator('.editor-group-container.active .tab.active').filter({ hasText: name });
  }

  /** What the window shows, in words. */
  inWords(): Promise<string> {
    return windowInWords(this.page, this.complaints);
  }

  /** Saves a picture of the window in `out/screenshots/` and gives its path. */
  async screenshot(name: string): Promise<string> {
    mkdirSync(screenshots, { recursive: true });
    const file = path.join(screenshots, `${name}.png`);
    await this.page.screenshot({ path: file });
    return file;
  }
}
