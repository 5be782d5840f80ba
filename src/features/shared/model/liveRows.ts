/** A row of a tree. Two rows with the same id are the same row at different times. */
export interface Row {
  readonly id: string;
}

export interface RowSource<R extends Row> {
  /** The rows below another one, or the outermost. Ids are unique in the whole tree; a row always has the same keys. */
  children(row?: R): readonly R[];
  /** Everything that shows on the row itself. The row is drawn again when one of these becomes another value. */
  look(row: R): readonly unknown[];
}

/** What a view was last told about the children of a row. */
interface Children {
  ids: readonly string[];
  /** False once the view was told to ask again: until it does there is nothing to compare. */
  current: boolean;
}

interface Known<R> {
  readonly row: R;
  readonly parent: string | undefined;
  look: readonly unknown[];
  children?: Children;
}

/**
 * The rows of a tree as its view last saw them. Each keeps its object as long as it is there, as VS Code wants it for
 * selection, expansion and `reveal`; after a change it tells the fewest rows that have to be drawn again, so that the
 * rest of the tree stays where it is under the mouse. Looks only at what the view has asked for.
 */
export class LiveRows<R extends Row> {
  private readonly known = new Map<string, Known<R>>();
  private roots?: Children;

  constructor(private readonly source: RowSource<R>) {}

  /** Answers the view. */
  children(parent?: R): R[] {
    const holder = parent && this.known.get(parent.id);
    const rows = this.source.children(holder?.row ?? parent).map((row) => this.take(row, parent?.id));
    const ids = rows.map(({ id }) => id);
    this.forgetMissing(holder ? holder.children : this.roots, parent?.id, new Set(ids));
    const children = { ids, current: true };
    if (holder) holder.children = children;
    else if (!parent) this.roots = children;
    return rows;
  }

  /** The row above; undefined for the outermost and for those the view does not know. */
  parentOf(row: R): R | undefined {
    const parent = this.known.get(row.id)?.parent;
    return parent === undefined ? undefined : this.known.get(parent)?.row;
  }

  /** The row with this id, where the view knows it. */
  get(id: string): R | undefined {
    return this.known.get(id)?.row;
  }

  /** The rows the view knows. */
  *all(): Iterable<R> {
    for (const { row } of this.known.values()) yield row;
  }

  /**
   * Compares with the source as it is now.
   * @returns rows to be drawn again together with what is below them; `undefined` among them stands for the whole tree
   */
  changes(): (R | undefined)[] {
    const changed: (R | undefined)[] = [];
    if (this.roots) this.compare(undefined, this.roots, changed);
    return changed;
  }

  private compare(parent: R | undefined, before: Children, changed: (R | undefined)[]): void {
    if (!before.current) return;
    const now = this.source.children(parent);
    if (now.length !== before.ids.length || now.some(({ id }, index) => id !== before.ids[index])) {
      changed.push(parent);
      this.willAskAgain(before);
      return;
    }
    for (const row of now) {
      const known = this.known.get(row.id)!;
      const look = this.source.look(row);
      Object.assign(known.row, row);
      if (sameLook(look, known.look)) {
        if (known.children) this.compare(known.row, known.children, changed);
        continue;
      }
      known.look = look;
      changed.push(known.row);
      this.willAskAgain(known.children);
    }
  }

  private willAskAgain(children: Children | undefined): void {
    if (!children) return;
    children.current = false;
    for (const id of children.ids) this.willAskAgain(this.known.get(id)?.children);
  }

  private take(row: R, parent: string | undefined): R {
    const known = this.known.get(row.id);
    const look = this.source.look(row);
    if (known?.parent !== parent || !known) {
      this.known.set(row.id, { row, parent, look });
      return row;
    }
    Object.assign(known.row, row);
    known.look = look;
    return known.row;
  }

  /** Forgets what is no longer below a row, unless the view has been shown it below another one already. */
  private forgetMissing(
    children: Children | undefined,
    parent: string | undefined,
    kept: ReadonlySet<string> = new Set(),
  ): void {
    for (const id of children?.ids ?? []) {
      const known = this.known.get(id);
      if (kept.has(id) || known?.parent !== parent) continue;
      this.known.delete(id);
      this.forgetMissing(known?.children, id);
    }
  }
}

function sameLook(a: readonly unknown[], b: readonly unknown[]): boolean {
  return a.length === b.length && a.every((value, index) => Object.is(value, b[index]));
}
