import assert from 'node:assert/strict';
import fc from 'fast-check';
import { LiveRows, type Row } from '../../../src/features/shared/model/liveRows';

interface Node extends Row {
  readonly id: string;
  readonly look: number;
}

/** A tree as plain data: names are unique among siblings. */
interface Branch {
  readonly look: number;
  readonly children: Readonly<Record<string, Branch>>;
}

const branchOf = (depth: number): fc.Arbitrary<Branch> =>
  fc.record({
    look: fc.nat(2),
    children: depth
      ? fc.dictionary(fc.constantFrom('a', 'b', 'c', 'd'), branchOf(depth - 1), { maxKeys: 3 })
      : fc.constant({}),
  });
const branches = branchOf(3);

/** What VS Code does with a tree: shows rows, opens them, and reads again what it is told to. */
class View {
  readonly open = new Set<string>();
  private shown: ShownRow[] = [];

  constructor(private readonly live: LiveRows<Node>) {
    this.shown = this.read(undefined);
  }

  toggle(id: string): void {
    if (!this.open.delete(id)) this.open.add(id);
    const row = this.find(id);
    if (row) row.children = this.open.has(id) ? (row.children ?? this.read(row.node)) : row.children;
  }

  refresh(changed: readonly (Node | undefined)[]): void {
    for (const node of changed) {
      const row = node && this.find(node.id);
      if (!node) this.shown = this.read(undefined);
      else if (row) {
        row.look = node.look;
        // A closed row is read again when it is opened.
        row.children = this.open.has(node.id) ? this.read(row.node) : undefined;
      }
    }
  }

  /** The rows on screen with what they show. */
  get screen(): string[] {
    const lines = (rows: readonly ShownRow[]): string[] =>
      rows.flatMap(({ node, look, children = [] }) => [
        `${node.id}=${look}`,
        ...(this.open.has(node.id) ? lines(children) : []),
      ]);
    return lines(this.shown);
  }

  private read(parent: Node | undefined): ShownRow[] {
    return this.live.children(parent).map((node) => ({
      node,
      look: node.look,
      children: this.open.has(node.id) ? this.read(node) : undefined,
    }));
  }

  private find(id: string, rows = this.shown): ShownRow | undefined {
    for (const row of rows) {
      const found = row.node.id === id ? row : this.find(id, row.children ?? []);
      if (found) return found;
    }
    return undefined;
  }
}

interface ShownRow {
  readonly node: Node;
  look: number;
  children: ShownRow[] | undefined;
}

function sourceOf(root: () => Branch) {
  const at = (id: string): Branch | undefined =>
    id.split('/').reduce<Branch | undefined>((branch, name) => branch?.children[name], root());
  return {
    children: (row?: Node): Node[] =>
      Object.entries((row ? at(row.id) : root())?.children ?? {}).map(([name, { look }]) => ({
        id: row ? `${row.id}/${name}` : name,
        look,
      })),
    look: (row: Node) => [row.look],
  };
}

describe('LiveRows', () => {
  const step = fc.oneof(
    fc.record({ tree: branches }),
    fc.record({ toggle: fc.constantFrom('a', 'b', 'c', 'a/a', 'a/b', 'b/a', 'a/a/a') }),
  );

  it('brings a view by partial redraws to what a whole redraw would show', () => {
    fc.assert(
      fc.property(branches, fc.array(step, { maxLength: 12 }), (first, steps) => {
        let tree = first;
        const live = new LiveRows<Node>(sourceOf(() => tree));
        const view = new View(live);
        for (const one of steps) {
          if ('tree' in one) {
            tree = one.tree;
            view.refresh(live.changes());
          } else view.toggle(one.toggle);
          const whole = new View(new LiveRows<Node>(sourceOf(() => tree)));
          for (const id of [...view.open].sort()) whole.toggle(id);
          assert.deepEqual(view.screen, whole.screen);
          assert.deepEqual(live.changes(), [], 'the same change is told once');
        }
      }),
      { numRuns: 500 },
    );
  });

  const leaf = (look: number): Branch => ({ look, children: {} });

  it('names only the row that shows something else, and keeps its object', () => {
    let tree: Branch = { look: 0, children: { a: { look: 0, children: { x: leaf(1), y: leaf(1) } }, b: leaf(1) } };
    const live = new LiveRows<Node>(sourceOf(() => tree));
    const [a] = live.children();
    const [x, y] = live.children(a);
    tree = { look: 0, children: { a: { look: 0, children: { x: leaf(1), y: leaf(2) } }, b: leaf(1) } };
    assert.deepEqual(live.changes(), [y]);
    assert.equal(y!.look, 2);
    assert.equal(live.children(a)[0], x);
    assert.equal(live.parentOf(y!), a);
  });

  it('forgets what is gone, with all below it', () => {
    let tree: Branch = { look: 0, children: { a: { look: 0, children: { x: leaf(1) } } } };
    const live = new LiveRows<Node>(sourceOf(() => tree));
    live.children(live.children()[0]);
    tree = leaf(0);
    assert.deepEqual(live.changes(), [undefined]);
    live.children();
    assert.deepEqual([...live.all()], []);
  });

  it('keeps what moved below other rows, in whatever order the view asks', () => {
    const groups = ['a', 'b', 'c'];
    const placements = fc.dictionary(fc.constantFrom('x', 'y', 'z'), fc.constantFrom(...groups));
    const order = fc.shuffledSubarray(groups, { minLength: groups.length });
    fc.assert(
      fc.property(fc.array(fc.tuple(placements, order), { minLength: 2, maxLength: 6 }), (moves) => {
        let places: Record<string, string> = {};
        const live = new LiveRows<Node>({
          children: (row) =>
            (row ? Object.keys(places).filter((id) => places[id] === row.id) : groups).map((id) => ({ id, look: 0 })),
          look: ({ look }) => [look],
        });
        const rows = new Map(live.children().map((row) => [row.id, row]));
        for (const [next, asked] of moves) {
          places = next;
          live.changes();
          for (const id of asked) live.children(rows.get(id));
          for (const [id, parent] of Object.entries(places)) assert.equal(live.parentOf(live.get(id)!)?.id, parent);
          assert.equal([...live.all()].length, groups.length + Object.keys(places).length);
          assert.deepEqual(live.changes(), []);
        }
      }),
    );
  });
});
