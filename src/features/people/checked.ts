/** So long after rows changed their places, a click may have been meant for the row that was there, in milliseconds. */
const MOVED_MS = 300;
/** What VS Code was told it says again soon, if it says it at all, in milliseconds: the window may be far away. */
const ECHO_MS = 2000;

/**
 * Who is checked in a list whose rows change while one checks. VS Code reports all checked rows, by their places, and
 * checks what it is told to with every drawing: a click at that moment would be lost, or count for another row.
 */
export class Checked<T extends { readonly id: string }> {
  private rows: readonly string[] = [];
  /** When rows changed their places: a click soon after may have been meant for another one. */
  private movedAt = -Infinity;
  /** What VS Code was told lately and is to say again, oldest first. */
  private told: readonly { readonly at: number; readonly chosen: readonly T[] }[] = [];

  /** @param chosen checked at the start @param now the time, in milliseconds */
  constructor(
    public chosen: readonly T[],
    private readonly now: () => number = Date.now,
  ) {}

  /** The list gets these rows, by their keys. VS Code then says that nobody is checked, before it is told who is. */
  drawn(rows: readonly string[]): void {
    if (this.rows.some((key, place) => rows[place] !== key)) this.movedAt = this.now();
    this.rows = rows;
    this.expect([]);
  }

  /** VS Code is told now who is checked. */
  tell(): readonly T[] {
    this.expect(this.chosen);
    return this.chosen;
  }

  /**
   * VS Code says who is checked.
   * @returns whether it is to be told again: it shows, or is about to show, something else
   */
  heard(checked: readonly T[]): boolean {
    const told = this.recent();
    const isSettled = told.length === 0;
    const echo = told.findIndex(({ chosen }) => areSame(checked, chosen));
    // What it was told before that, it has behind it.
    this.told = told.slice(echo + 1);
    if (areSame(checked, this.chosen)) return false;
    if (isSettled) this.chosen = checked;
    else if (echo < 0 && this.now() - this.movedAt >= MOVED_MS) this.change(checked);
    return !isSettled && !(echo >= 0 && this.isOnItsWay());
  }

  private expect(chosen: readonly T[]): void {
    this.told = [...this.recent(), { at: this.now(), chosen }];
  }

  private recent(): typeof this.told {
    return this.told.filter(({ at }) => this.now() - at < ECHO_MS);
  }

  /** Has VS Code still to hear who is chosen now? */
  private isOnItsWay(): boolean {
    const last = this.told.at(-1);
    return last !== undefined && areSame(last.chosen, this.chosen);
  }

  /** Takes what was checked on or off. The window may not know yet, or no longer, who else is chosen. */
  private change(checked: readonly T[]): void {
    const left = this.chosen.filter(({ id }) => checked.some((one) => one.id === id));
    const added = checked.filter(({ id }) => !this.chosen.some((one) => one.id === id));
    const isKnown = this.told.every(({ chosen }) => areSame(chosen, this.chosen));
    const isTakenOff = added.length === 0 && (isKnown || left.length === this.chosen.length - 1);
    this.chosen = isTakenOff ? left : [...this.chosen, ...added];
  }
}

export function areSame(some: readonly { id: string }[], others: readonly { id: string }[]): boolean {
  const ids = new Set(others.map(({ id }) => id));
  return some.length === ids.size && some.every(({ id }) => ids.has(id));
}
