import assert from 'node:assert/strict';
import fc from 'fast-check';
import { RecentPeople, withRecent, type Memory } from '../../../src/features/people/recentPeople';
import type { Person } from '../../../src/feishu';

const person = (id: string): Person => ({ id, name: `name of ${id}` });
const people = fc.array(
  fc.integer({ min: 0, max: 20 }).map((id) => person(String(id))),
  { maxLength: 15 },
);

class FakeMemory implements Memory {
  constructor(private stored?: unknown) {}
  get<T>(_key: string, fallback: T): T {
    return (this.stored as T) ?? fallback;
  }
  update(_key: string, value: unknown): Promise<void> {
    this.stored = JSON.parse(JSON.stringify(value));
    return Promise.resolve();
  }
}

describe('people chosen lately', () => {
  it('are ten at most, everybody once, the last chosen first', () => {
    fc.assert(
      fc.property(people, people, (before, chosen) => {
        const ids = withRecent(withRecent([], before), chosen).map(({ id }) => id);
        assert.equal(new Set(ids).size, ids.length);
        assert.ok(ids.length <= 10);
        const firsts = [...new Set(chosen.map(({ id }) => id))].slice(0, 10);
        assert.deepEqual(ids.slice(0, firsts.length), firsts);
      }),
    );
  });

  it('are kept for each account, without their pictures', async () => {
    const recent = new RecentPeople(new FakeMemory());
    await recent.remember('a', [{ ...person('1'), avatarUrl: 'https://example.com/1.png' }]);
    await recent.remember('b', [person('2')]);
    await recent.remember('a', [person('3')]);
    assert.deepEqual(recent.of('a'), [person('3'), person('1')]);
    assert.deepEqual(recent.of('b'), [person('2')]);
    assert.deepEqual(recent.of('c'), []);
  });

  it('are forgotten for the account used longest ago', async () => {
    const recent = new RecentPeople(new FakeMemory());
    for (const account of ['a', 'b', 'c', 'd', 'e', 'f']) await recent.remember(account, [person('1')]);
    assert.deepEqual(recent.of('a'), []);
    assert.equal(recent.of('b').length, 1);
  });

  it('are nobody where something else is stored', () => {
    for (const stored of ['x', 7, {}, [1], [['a']], [['a', 'b']]]) {
      assert.deepEqual(new RecentPeople(new FakeMemory(stored)).of('a'), [], JSON.stringify(stored));
    }
  });
});
