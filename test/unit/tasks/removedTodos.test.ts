import assert from 'node:assert/strict';
import { GRACE_MS, RemovedTodos, type GoneTodo, type RemovalFacts } from '../../../src/tasks';

const gone = (taskId: string, uri = 'file:///a.ts'): GoneTodo => ({ taskId, title: `title ${taskId}`, uri });
const yes: RemovalFacts = { isLinked: () => false, isUnlinked: () => false, isOpen: () => true };

function setUp(stored: Record<string, unknown> = {}) {
  let now = 0;
  const values = new Map(Object.entries(stored));
  const state = {
    get: <T>(key: string) => values.get(key) as T | undefined,
    update: (key: string, value: unknown) => Promise.resolve(void values.set(key, value)),
  };
  const make = () => new RemovedTodos(state, { now: () => now });
  const later = (ms: number): void => void (now += ms);
  return { removed: make(), again: make, later, values };
}

const ids = (list: readonly GoneTodo[]): string[] => list.map(({ taskId }) => taskId);

describe('removed TODOs', () => {
  it('are asked about some time after the edit is saved, once', async () => {
    const { removed, later } = setUp();
    removed.edited(gone('t1'));
    later(60_000);
    assert.equal(removed.dueIn, undefined);
    assert.equal(removed.saved('file:///other.ts'), false);
    assert.deepEqual(await removed.take(yes), []);
    assert.equal(removed.saved('file:///a.ts'), true);
    assert.equal(removed.dueIn, GRACE_MS);
    later(GRACE_MS - 1);
    assert.deepEqual(await removed.take(yes), []);
    later(1);
    assert.deepEqual(ids(await removed.take(yes)), ['t1']);
    assert.deepEqual(await removed.take(yes), []);
  });

  it('are never asked about twice, also after a restart', async () => {
    const { removed, again, later } = setUp();
    removed.edited(gone('t1'));
    removed.saved('file:///a.ts');
    later(GRACE_MS);
    assert.deepEqual(ids(await removed.take(yes)), ['t1']);
    removed.deleted([gone('t1'), gone('t2')]);
    later(GRACE_MS);
    assert.deepEqual(ids(await removed.take(yes)), ['t2']);
    const restarted = again();
    restarted.edited(gone('t1'));
    restarted.saved('file:///a.ts');
    later(GRACE_MS);
    assert.deepEqual(await restarted.take(yes), []);
  });

  const noRemovals: [what: string, facts: Partial<RemovalFacts>][] = [
    ['pasted elsewhere, renamed, undone or linked by another TODO', { isLinked: () => true }],
    ['only unlinked', { isUnlinked: () => true }],
    ['of a task that is done, deleted or not known', { isOpen: () => false }],
  ];
  for (const [what, facts] of noRemovals) {
    it(`are none where ${what}; a later removal is asked about`, async () => {
      const { removed, later } = setUp();
      for (const now of [{ ...yes, ...facts }, yes]) {
        removed.edited(gone('t1'));
        removed.saved('file:///a.ts');
        later(GRACE_MS);
        assert.deepEqual(ids(await removed.take(now)), now === yes ? ['t1'] : []);
      }
    });
  }

  it('wait as long as others follow, and come together', async () => {
    const { removed, later } = setUp();
    removed.edited(gone('t1'));
    removed.saved('file:///a.ts');
    later(GRACE_MS - 1);
    removed.deleted([gone('t2', 'file:///b.ts'), gone('t3', 'file:///b.ts')]);
    later(1);
    assert.deepEqual(await removed.take(yes), []);
    later(GRACE_MS - 1);
    assert.deepEqual(ids(await removed.take(yes)), ['t1', 't2', 't3']);
  });

  it('did not happen where the file was closed without saving', async () => {
    const { removed, later } = setUp();
    removed.edited(gone('t1'));
    removed.closed('file:///a.ts');
    assert.equal(removed.saved('file:///a.ts'), false);
    later(GRACE_MS);
    assert.deepEqual(await removed.take(yes), []);
  });

  it('read damaged memory as none', async () => {
    const { removed, later, values } = setUp({ 'feishuTodo.askedAboutRemoved': { t1: true } });
    removed.deleted([gone('t1')]);
    later(GRACE_MS);
    assert.deepEqual(ids(await removed.take(yes)), ['t1']);
    assert.deepEqual(values.get('feishuTodo.askedAboutRemoved'), ['t1']);
  });
});
