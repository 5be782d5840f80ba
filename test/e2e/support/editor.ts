import type { Locator, Page } from 'playwright-core';
import { Menu, exactly } from './menu';
import { press } from './press';
import { readable, until } from './until';

/** A place on the page. */
interface Point {
  x: number;
  y: number;
}

/** So far down is another line, in pixels. */
const OTHER_LINE_PX = 50;

/** The active text editor. Lines are numbered from 1, as in the margin. */
export class Editor {
  readonly root: Locator;
  readonly menu: Menu;

  constructor(private readonly page: Page) {
    this.root = page.locator('.editor-group-container.active .editor-instance .monaco-editor').first();
    this.menu = new Menu(page);
  }

  /** The text of the lines on screen, from top to bottom. */
  async visibleText(): Promise<string> {
    const lines = await this.root.locator('.view-lines > .view-line').evaluateAll((elements) =>
      elements
        .map((element) => ({ top: element.getBoundingClientRect().top, text: element.textContent ?? '' }))
        .sort((a, b) => a.top - b.top)
        .map(({ text }) => text),
    );
    return lines.map((line) => line.replace(/\u00a0/g, ' ').trimEnd()).join('\n');
  }

  /** Waits until a line on screen contains the text. */
  async shows(text: string): Promise<void> {
    await until(`the editor shows "${text}"`, async () => (await this.visibleText()).includes(text));
  }

  /** Puts the cursor on a line, scrolling there. */
  async goToLine(line: number): Promise<void> {
    await this.focus();
    await this.page.keyboard.press('Control+g');
    const box = this.page.locator('.quick-input-widget .quick-input-box input').filter({ visible: true });
    await box.fill(`:${line}`);
    await this.page.keyboard.press('Enter');
    await until(`the cursor is on line ${line}`, async () => (await this.cursorLine()) === line);
  }

  /** The line of the cursor. */
  async cursorLine(): Promise<number> {
    const status = await this.page.locator('.statusbar-item[id="status.editor.selection"]').textContent();
    return Number(/\d+/.exec(status ?? '')?.[0] ?? 0);
  }

  /** Clicks into the text, in the middle of its first appearance on screen. */
  async click(text: string): Promise<void> {
    const { x, y } = await this.pointOf(text);
    await this.page.mouse.click(x, y);
  }

  /** Right-clicks straight onto the text, wherever the cursor is, and gives the menu that opens. */
  async rightClick(text: string): Promise<Menu> {
    const { x, y } = await this.pointOf(text);
    await this.page.mouse.click(x, y, { button: 'right' });
    return this.menu;
  }

  /**
   * Right-clicks straight onto the text and picks an item of the menu.
   * @param seen called with the menu open, before the item is picked
   */
  async pickFromMenu(text: string, item: string, seen?: () => Promise<unknown>): Promise<void> {
    await this.menu.openAndPick(() => this.rightClick(text), item, seen);
  }

  /** Right-clicks the number of a line. */
  async rightClickNumber(line: number): Promise<Menu> {
    await this.number(line).click({ button: 'right' });
    return this.menu;
  }

  /** Clicks the commenting "+" beside a line; it is drawn only under the mouse. */
  async clickPlus(line: number): Promise<void> {
    const { x, y } = await this.plusPoint(line);
    const plus = this.root.locator('.comment-range-glyph.line-hover, .comment-diff-added.line-hover').first();
    await until(`the "+" beside line ${line}`, async () => {
      // From another line: VS Code draws it only when the mouse comes to a line, and takes it away with new ranges.
      await this.page.mouse.move(x + 60, y + OTHER_LINE_PX);
      await this.page.mouse.move(x, y);
      return plus.waitFor({ timeout: 1000 }).then(() => true);
    });
    await this.page.mouse.click(x, y);
  }

  /** Does a line have a commenting range, i.e. the quiet bar in the gutter? */
  async hasCommentingRange(line: number): Promise<boolean> {
    const { y } = await this.plusPoint(line);
    return this.root.locator('.comment-range-glyph:not([class*="comment-thread"])').evaluateAll(
      (glyphs, middle) =>
        glyphs.some((glyph) => {
          const { top, bottom } = glyph.getBoundingClientRect();
          return top <= middle && middle <= bottom;
        }),
      y,
    );
  }

  /** Clicks into the text, lets the mouse rest there and gives what the hover says. */
  async hover(text: string): Promise<string> {
    const { x, y } = await this.pointOf(text);
    const hover = this.page.locator('.monaco-hover .hover-contents').filter({ visible: true });
    // After a context menu the editor believes the button is still down, and shows no hover until the next click.
    await this.page.mouse.click(x, y);
    await until(`a hover over "${text}"`, async () => {
      await this.page.mouse.move(x + 5, y); // a mouse that never moves is no mouse
      await this.page.mouse.move(x, y);
      await hover.first().waitFor({ timeout: 2000 });
      return true;
    });
    return (await hover.allTextContents()).map(readable).join('\n');
  }

  /** The titles offered by the lightbulb on the line of the cursor; none when VS Code says so. */
  async codeActions(): Promise<string[]> {
    const rows = this.page.locator('.action-widget .monaco-list-row.action');
    const none = this.page.locator('.monaco-editor-overlaymessage').filter({ visible: true });
    await until('the lightbulb answers', async () => {
      await this.focus();
      await this.page.keyboard.press('Control+.');
      // It says nothing where the text changes meanwhile.
      return rows
        .or(none)
        .first()
        .waitFor({ timeout: 3000 })
        .then(() => true);
    });
    return (await rows.allTextContents()).map(readable);
  }

  /** Runs one of {@link codeActions}, which must be open. */
  async pickCodeAction(title: string): Promise<void> {
    const row = this.page.locator('.action-widget .monaco-list-row.action').filter({ hasText: exactly(title) });
    await press(row.first());
  }

  /** Gives the editor the keyboard without moving the cursor. */
  async focus(): Promise<void> {
    await this.root.locator('textarea.inputarea, .native-edit-context').first().focus();
  }

  /** Replaces the whole text of the file, by way of the clipboard: typing would close brackets by itself. */
  async setText(text: string): Promise<void> {
    await this.page.evaluate(`navigator.clipboard.writeText(${JSON.stringify(text)})`);
    await this.focus();
    await this.page.keyboard.press('Control+a');
    await this.page.keyboard.press('Control+v');
    const end = text.trimEnd().split('\n').at(-1)?.trim();
    if (end) await this.shows(end);
  }

  async save(): Promise<void> {
    await this.focus();
    await this.page.keyboard.press('Control+s');
    await until('the file is saved', async () => !(await this.isDirty()));
  }

  async isDirty(): Promise<boolean> {
    return (await this.page.locator('.editor-group-container.active .tab.active.dirty').count()) > 0;
  }

  private number(line: number): Locator {
    return this.root.locator('.margin-view-overlays .line-numbers').filter({ hasText: exactly(String(line)) });
  }

  /** The spot right of the line number where decorations such as the commenting bar are drawn. */
  private async plusPoint(line: number): Promise<Point> {
    const box = await this.number(line).boundingBox();
    if (!box) throw new Error(`Line ${line} is not on screen`);
    const bars = await this.root.locator('.comment-range-glyph').first().boundingBox();
    return { x: bars ? bars.x + bars.width / 2 : box.x + box.width + 6, y: box.y + box.height / 2 };
  }

  /** The middle of the first appearance of the text on screen. */
  private pointOf(text: string): Promise<Point> {
    return until(`the editor shows "${text}"`, () =>
      this.root.locator('.view-lines > .view-line').evaluateAll((lines, wanted) => {
        const ordered = lines.sort((a, b) => a.getBoundingClientRect().top - b.getBoundingClientRect().top);
        for (const line of ordered) {
          const at = (line.textContent ?? '').replace(/\u00a0/g, ' ').indexOf(wanted);
          if (at < 0) continue;
          const range = line.ownerDocument.createRange();
          const walker = line.ownerDocument.createTreeWalker(line, 4); // NodeFilter.SHOW_TEXT
          let passed = 0;
          for (let node = walker.nextNode(); node; node = walker.nextNode()) {
            const length = node.textContent?.length ?? 0;
            const [from, to] = [at - passed, at + wanted.length - passed];
            if (from >= 0 && from < length) range.setStart(node, from);
            if (to > 0 && to <= length) range.setEnd(node, to);
            passed += length;
          }
          const box = range.getBoundingClientRect();
          // Nothing is drawn where the line was replaced a moment ago.
          if (box.width === 0) return undefined;
          return { x: box.left + box.width / 2, y: box.top + box.height / 2 };
        }
        return undefined;
      }, text),
    );
  }
}
