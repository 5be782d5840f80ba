import * as vscode from 'vscode';
import { setTimeout as wait } from 'node:timers/promises';
import { until } from './until';

/** A list of people takes no check so soon after it was drawn anew, in milliseconds. */
const REDRAWN_WITHIN_MS = 350;

type Item = vscode.QuickPickItem;
type Pick = vscode.QuickPick<Item>;
type Box = vscode.InputBox;

/**
 * Sees the quick picks and input boxes the extension opens, and uses them through VS Code's own commands. They are the
 * real ones: what is set here goes to the window, and what the window says comes back to the extension.
 */
export class Dialogs {
  private readonly original = {
    createQuickPick: vscode.window.createQuickPick,
    createInputBox: vscode.window.createInputBox,
  };
  private open: Pick | Box | undefined;

  constructor() {
    Object.assign(vscode.window, {
      createQuickPick: () => this.watch(this.original.createQuickPick.call(vscode.window)),
      createInputBox: () => this.watch(this.original.createInputBox.call(vscode.window)),
    });
  }

  /** Waits for a quick pick with this title whose rows are there. */
  async shown(title: string): Promise<Pick> {
    return until(`the dialog "${title}"`, () => {
      const { open } = this;
      return open && 'items' in open && open.title?.includes(title) && !open.busy && open.items.length > 0 && open;
    });
  }

  /** Accepts one row of a quick pick, or checks several of a multi-select one and accepts. */
  async pick(title: string, ...labels: string[]): Promise<void> {
    const find = (pick: Pick): Item[] =>
      labels.flatMap((label) => pick.items.find((one) => bare(one.label) === label) ?? []);
    // Two steps may have one title: the step is meant that has the rows.
    const pick = await until(
      () => `the rows ${labels.join(', ')} of "${title}" among ${this.labels.join(', ')}`,
      async () => {
        const shown = await this.shown(title);
        return find(shown).length === labels.length && shown;
      },
    );
    if (pick.canSelectMany) {
      await still(pick);
      pick.selectedItems = find(pick);
    } else pick.activeItems = find(pick);
    await this.accept();
  }

  /** Waits for a row of a quick pick. */
  row(title: string, label: string): Promise<vscode.QuickPickItem> {
    return until(`the row "${label}"`, () => {
      const { open } = this;
      if (!open || !('items' in open) || !open.title?.includes(title)) return undefined;
      return open.items.find((one) => bare(one.label) === label);
    });
  }

  /** Types into the search field of a quick pick, waits for the row that brings, and accepts it. */
  async search(title: string, text: string, label: string): Promise<void> {
    const pick = await this.shown(title);
    pick.value = text;
    await until(`the row "${label}"`, () => pick.activeItems[0]?.label === label);
    await this.accept();
  }

  /** Goes to a row of a quick pick, as the arrow keys do, and presses Enter there. */
  async enter(title: string, label: string): Promise<void> {
    const pick = await this.shown(title);
    pick.activeItems = pick.items.filter((item) => item.label === label);
    await this.accept();
  }

  /** Types into an input box and accepts. */
  async type(title: string, text: string): Promise<void> {
    (await this.box(title)).value = text;
    await this.accept();
  }

  /** What stands in an input box. */
  async valueOf(title: string): Promise<string> {
    return (await this.box(title)).value;
  }

  /** Waits for an input box with this title. */
  box(title: string): Promise<Box> {
    return until(`the box "${title}"`, () => {
      const { open } = this;
      return open && !('items' in open) && open.title?.includes(title) && open;
    });
  }

  /** Presses Enter. What was set on a dialog reaches the window in the next turn of the loop; Enter must come after it. */
  async accept(): Promise<void> {
    await wait(0);
    await wait(0);
    await vscode.commands.executeCommand('workbench.action.acceptSelectedQuickOpenItem');
  }

  /** Presses Escape and waits until nothing is asked any more. */
  async escape(): Promise<void> {
    await vscode.commands.executeCommand('workbench.action.closeQuickOpen');
    await until('the dialog closes', () => this.open === undefined);
  }

  dispose(): void {
    Object.assign(vscode.window, this.original);
  }

  private get labels(): string[] {
    return this.open && 'items' in this.open ? this.open.items.map(({ label }) => label) : [];
  }

  private watch<T extends Pick | Box>(input: T): T {
    const show = input.show.bind(input);
    input.show = () => {
      this.open = input;
      show();
    };
    input.onDidHide(() => {
      if (this.open === input) this.open = undefined;
    });
    return input;
  }
}

/** Waits until a list has not been drawn anew for a while: what is checked at that moment does not count. */
async function still(pick: Pick): Promise<void> {
  let { items } = pick;
  await until('the rows stay', async () => {
    await wait(REDRAWN_WITHIN_MS);
    const isStill = pick.items === items;
    items = pick.items;
    return isStill;
  });
}

/** A label without its icon. */
function bare(label: string): string {
  return label.replace(/^\$\([\w-]+\) /, '');
}
