import assert from 'node:assert/strict';
import fc from 'fast-check';
import { Checked } from '../../../src/features/people/checked';

interface Person {
  readonly id: string;
}
const people = (ids: Iterable<string>): Person[] => [...ids].map((id) => ({ id }));
const ids = (of: readonly Person[]): string[] => of.map(({ id }) => id).sort();

/** The extension's side of a picker, and the window's behind a slow wire. Time passes only as it is told to. */
class Model {
  now = 0;
  readonly checked = new Checked<Person>([], () => this.now);
  readonly clicked = new Set<string>();
  private rows: readonly string[] = [];
  private readonly wire: { readonly at: number; readonly arrive: () => void }[] = [];
  private shown: readonly string[] = [];
  private ticked = new Set<string>();

  /** @param echoes does the window report also what it was told? */
  constructor(
    private readonly latencyMs: number,
    private readonly echoes: boolean,
  ) {}

  draw(rows: readonly string[]): void {
    this.rows = rows;
    this.checked.drawn(rows);
    // VS Code takes all checks away with the old rows, and says so.
    this.send(() => this.apply(rows, new Set(), this.echoes));
    this.tell();
  }

  /** A person clicks a row of the window. */
  click(place: number): void {
    const id = this.shown[place % this.shown.length];
    if (id === undefined || this.clicked.has(id)) return;
    this.clicked.add(id);
    this.apply(this.shown, new Set([...this.ticked, id]), true);
  }

  pass(ms: number): void {
    const end = this.now + ms;
    for (;;) {
      const next = this.wire[0];
      if (!next || next.at > end) break;
      this.wire.shift();
      this.now = next.at;
      next.arrive();
    }
    this.now = end;
  }

  settle(): void {
    for (let round = 0; this.wire.length > 0; round += 1) {
      assert.ok(round < 1000, 'it never comes to rest');
      this.pass(this.latencyMs);
    }
  }

  get shownAsChecked(): string[] {
    return [...this.ticked].sort();
  }

  private tell(): void {
    const selected = new Set(ids(this.checked.tell()));
    this.send(() => this.apply(this.shown, selected, this.echoes));
  }

  private apply(rows: readonly string[], ticked: ReadonlySet<string>, isReported: boolean): void {
    const before = this.shownAsChecked.join();
    this.shown = rows;
    this.ticked = new Set(rows.filter((id) => ticked.has(id)));
    if (!isReported || this.shownAsChecked.join() === before) return;
    const places = rows.flatMap((id, place) => (this.ticked.has(id) ? place : []));
    this.send(() => {
      const heard = places.flatMap((place) => this.rows[place] ?? []);
      if (this.checked.heard(people(heard))) this.tell();
    });
  }

  private send(arrive: () => void): void {
    this.wire.push({ at: this.now + this.latencyMs, arrive });
  }
}

const steps = fc.array(
  fc.oneof(
    fc.record({ kind: fc.constant('draw' as const), count: fc.nat(3) }),
    fc.record({ kind: fc.constant('click' as const), place: fc.nat(20) }),
    fc.record({ kind: fc.constant('pass' as const), ms: fc.nat(120) }),
  ),
  { maxLength: 40 },
);
/** One way, in milliseconds. */
const latency = (max: number): fc.Arbitrary<number> => fc.integer({ min: 1, max });

describe('who is checked in a list that is drawn anew', () => {
  it('loses no click while rows come in below', () => {
    fc.assert(
      fc.property(steps, latency(500), fc.boolean(), (todo, latencyMs, echoes) => {
        const model = new Model(latencyMs, echoes);
        const rows = ['a', 'b', 'c'];
        model.draw([...rows]);
        model.settle();
        for (const step of todo) {
          if (step.kind === 'pass') model.pass(step.ms);
          else if (step.kind === 'click') model.click(step.place);
          else {
            for (let count = 0; count < step.count; count += 1) rows.push(`r${rows.length}`);
            model.draw([...rows]);
          }
        }
        model.settle();
        assert.deepEqual(ids(model.checked.chosen), [...model.clicked].sort());
        assert.deepEqual(model.shownAsChecked, [...model.clicked].sort());
      }),
      { numRuns: 2000 },
    );
  });

  it('checks nobody else where rows come in above, and shows what counts', () => {
    fc.assert(
      fc.property(steps, latency(140), fc.boolean(), (todo, latencyMs, echoes) => {
        const model = new Model(latencyMs, echoes);
        let rows = ['a', 'b', 'c'];
        model.draw(rows);
        model.settle();
        for (const step of todo) {
          if (step.kind === 'pass') model.pass(step.ms);
          else if (step.kind === 'click') model.click(step.place);
          else {
            for (let count = 0; count < step.count; count += 1) rows = [`r${rows.length}`, ...rows];
            model.draw(rows);
          }
        }
        model.settle();
        assert.deepEqual(ids(model.checked.chosen), model.shownAsChecked);
        for (const { id } of model.checked.chosen) assert.ok(model.clicked.has(id), id);
      }),
      { numRuns: 2000 },
    );
  });

  it('takes what is checked and taken back when nothing was drawn lately', () => {
    let now = 0;
    const checked = new Checked<Person>(people('a'), () => now);
    checked.drawn(['a', 'b']);
    checked.tell();
    now = 5000;
    assert.equal(checked.heard(people('ab')), false);
    assert.equal(checked.heard(people('b')), false);
    assert.equal(checked.heard([]), false);
    assert.deepEqual(checked.chosen, []);
  });

  it('takes all off at once, also soon after it was drawn', () => {
    const checked = new Checked<Person>(people('abc'), () => 0);
    checked.drawn(['a', 'b', 'c']);
    checked.tell();
    for (const said of ['', 'abc']) checked.heard(people(said));
    assert.equal(checked.chosen.length, 3);
    checked.heard([]);
    assert.deepEqual(checked.chosen, []);
  });
});
