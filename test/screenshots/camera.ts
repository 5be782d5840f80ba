import { statSync } from 'node:fs';
import path from 'node:path';
import type { Locator } from 'playwright-core';
import { chinese, Workbench } from '../e2e/support';

const folder = path.join(import.meta.dirname, '..', '..', 'media', 'screenshots');

export type Theme = 'light' | 'dark';

const settings = {
  // The theme follows the browser's colour scheme, which is switched for each picture.
  'window.autoDetectColorScheme': true,
  'editor.minimap.enabled': false,
  'editor.fontSize': 13,
  'editor.lineHeight': 1.6,
  'comments.openView': 'never',
  'breadcrumbs.enabled': false,
  'window.commandCenter': false,
  'workbench.layoutControl.enabled': false,
  'explorer.openEditors.visible': 0,
};

/** A window of which pictures are taken. */
export class Camera {
  private constructor(
    readonly window: Workbench,
    private readonly language: 'en' | 'zh-cn',
  ) {}

  static async open(language: 'en' | 'zh-cn'): Promise<Camera> {
    const locale = language === 'en' ? undefined : language;
    const window = await Workbench.open({ size: { width: 1120, height: 660 }, settings, locale });
    return new Camera(window, language);
  }

  get isChinese(): boolean {
    return this.language === 'zh-cn';
  }

  /** English words of the UI in the window's language. */
  words(english: string, ...values: string[]): string {
    return this.isChinese
      ? chinese(english, ...values)
      : english.replace(/\{(\d)\}/g, (_, index: string) => values[Number(index)] ?? '');
  }

  /**
   * Takes a picture of the whole window, or of the smallest part that shows all of `around`.
   * @param name without language and suffix
   */
  async take(name: string, theme: Theme, ...around: Locator[]): Promise<void> {
    const { page } = this.window;
    await page.emulateMedia({ colorScheme: theme });
    await page.locator(`.monaco-workbench.${theme === 'dark' ? 'vs-dark' : 'vs'}`).waitFor();
    // Colours of the editor's text follow a moment later.
    await page.evaluate('new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => done())))');
    const file = path.join(folder, `${name}${this.isChinese ? '.zh-cn' : ''}.png`);
    await page.screenshot({
      path: file,
      animations: 'disabled',
      caret: 'hide',
      ...(around.length > 0 && { clip: await frame(around) }),
    });
    console.log(`${path.basename(file)}: ${Math.round(statSync(file).size / 1024)} KB`);
  }
}

const MARGIN = 14;

async function frame(around: readonly Locator[]): Promise<{ x: number; y: number; width: number; height: number }> {
  const boxes = await Promise.all(around.map((one) => one.boundingBox()));
  const found = boxes.filter((box) => box !== null);
  const x = Math.max(0, Math.min(...found.map((box) => box.x)) - MARGIN);
  const y = Math.max(0, Math.min(...found.map((box) => box.y)) - MARGIN);
  const right = Math.max(...found.map((box) => box.x + box.width)) + MARGIN;
  const bottom = Math.max(...found.map((box) => box.y + box.height)) + MARGIN;
  return { x, y, width: Math.min(1120, right) - x, height: Math.min(660, bottom) - y };
}
