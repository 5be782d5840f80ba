import assert from 'node:assert/strict';
import { LiveSearch } from '../../../src/features/people/liveSearch';
import { bestMatch, MAX_LISTED, sectionsOf, type PickerState } from '../../../src/features/people/pickerRows';
import type { Person } from '../../../src/feishu';

const person = (id: string, name = id): Person => ({ id, name });
const some = (count: number, prefix = ''): Person[] =>
  Array.from({ length: count }, (_, index) => person(`${prefix}${index}`));

/** A server whose answers come when the test says so. */
class Server {
  readonly asked: { readonly query: string; readonly signal: AbortSignal }[] = [];
  private readonly waiting: ((page: readonly Person[] | Error) => void)[] = [];

  ask = (query: string, signal: AbortSignal): AsyncIterator<readonly Person[]> => {
    this.asked.push({ query, signal });
    return {
      next: () =>
        new Promise((resolve, reject) =>
          this.waiting.push((page) => (page instanceof Error ? reject(page) : resolve({ done: false, value: page }))),
        ),
    };
  };

  async answer(index: number, page: readonly Person[] | Error): Promise<void> {
    this.waiting[index]!(page);
    await new Promise((resolve) => setImmediate(resolve));
  }
}

describe('search while typing', () => {
  let server: Server;
  let search: LiveSearch;
  let changes: number;
  const ids = () => search.found.map(({ id }) => id);
  const asked = async (count: number) => {
    while (server.asked.length < count) await new Promise((resolve) => setTimeout(resolve, 5));
  };

  beforeEach(() => {
    server = new Server();
    changes = 0;
    search = new LiveSearch(server.ask, () => changes++);
  });
  afterEach(() => search.dispose());

  it('asks once after a pause, not for every letter', async () => {
    for (const text of ['a', 'al', 'ali']) search.typed(text);
    assert.equal(search.isBusy, true);
    await asked(1);
    await server.answer(0, [person('1')]);
    assert.deepEqual(
      [server.asked.map(({ query }) => query), ids(), search.isBusy, search.hasMore],
      [['ali'], ['1'], false, false],
    );
  });

  it('drops an answer that comes too late', async () => {
    search.typed('a');
    await asked(1);
    search.typed('b');
    assert.equal(server.asked[0]!.signal.aborted, true);
    await asked(2);
    await server.answer(1, [person('b')]);
    const before = changes;
    await server.answer(0, [person('a')]);
    assert.deepEqual([ids(), changes], [['b'], before]);
  });

  it('finds nobody any more once the text is gone', async () => {
    search.typed('a');
    await asked(1);
    await server.answer(0, [person('1')]);
    search.typed('');
    assert.deepEqual([ids(), search.isBusy], [[], false]);
  });

  it('gets the next page when asked to', async () => {
    search.typed('a');
    await asked(1);
    await server.answer(0, some(50));
    assert.equal(search.hasMore, true);
    search.more();
    search.more();
    await server.answer(1, some(3, 'next'));
    assert.deepEqual([search.found.length, search.hasMore], [53, false]);
  });

  it('keeps why it failed, and can be tried again', async () => {
    search.typed('a');
    await asked(1);
    await server.answer(0, new Error('no'));
    assert.match(String(search.error), /no/);
    assert.equal(search.isBusy, false);
    search.retry();
    await server.answer(1, [person('1')]);
    assert.deepEqual([search.error, ids()], [undefined, ['1']]);
  });
});

describe('the list of a people picker', () => {
  const state: PickerState = {
    query: '',
    chosen: [person('c', 'Carol')],
    recent: [person('r', 'Rita'), person('c', 'Carol')],
    authors: [person('a', 'Ann'), person('r', 'Rita')],
    everybody: [person('a', 'Ann'), person('b', 'Bob'), person('c', 'Carol'), person('x', 'Xaver')],
    found: [],
    isComplete: true,
    excluded: new Set(['x']),
  };
  const shown = (changes: Partial<PickerState>) =>
    sectionsOf({ ...state, ...changes }).map(({ kind, people }) => `${kind} ${people.map(({ id }) => id).join()}`);

  it('has everybody once, in the first section they belong to', () => {
    assert.deepEqual(shown({}), ['chosen c', 'recent r', 'authors a', 'everybody b']);
  });

  it('has the matches while something is typed, and whoever is chosen', () => {
    assert.deepEqual(shown({ query: 'n' }), ['chosen c', 'matches a']);
    assert.deepEqual(shown({ query: 'n', found: [person('z', '子'), person('a', 'Ann')] }), [
      'chosen c',
      'matches a',
      'found z',
    ]);
    assert.deepEqual(shown({ query: 'nobody', chosen: [] }), []);
  });

  it('takes for a text whom the list shows first', () => {
    const everybody = [person('1', 'Malina'), person('2', 'Lin Tao'), person('3', 'Lin An'), person('4', '林')];
    const best = (query: string, changes: Partial<PickerState> = {}) =>
      bestMatch(sectionsOf({ ...state, chosen: [], recent: [], authors: [], everybody, ...changes, query }), query)
        ?.name;
    assert.equal(best('lin'), 'Lin An');
    assert.equal(best('LIN T'), 'Lin Tao');
    assert.equal(best('mal'), 'Malina');
    assert.equal(best('nobody'), undefined);
    assert.equal(best('nobody', { chosen: [person('5', 'Carol')] }), undefined);
    assert.equal(best('car', { chosen: [person('5', 'Carol')] }), 'Carol');
    assert.equal(best('zi', { found: [person('6', '子')] }), '子');
  });

  it('has no more than can be drawn at once, but all who are chosen', () => {
    const [chosen, everybody] = sectionsOf({
      ...state,
      chosen: some(300, 'c'),
      recent: [],
      authors: [],
      everybody: some(10_000),
    });
    assert.deepEqual([chosen!.people.length, everybody!.people.length, everybody!.total], [300, MAX_LISTED, 10_000]);
  });
});
