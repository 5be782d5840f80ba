import assert from 'node:assert/strict';
import { formatExtra } from '../../../src/tasks/extra';
import { LinkRegistry, linksOfFile, type KeyValueState } from '../../../src/tasks/links';
import { place, task } from './fakes';

class Memento implements KeyValueState {
  readonly values = new Map<string, unknown>();
  get<T>(key: string): T | undefined {
    return this.values.get(key) as T | undefined;
  }
  update(key: string, value: unknown): Promise<void> {
    this.values.set(key, JSON.parse(JSON.stringify(value)));
    return Promise.resolve();
  }
}

const from = (id: string, fingerprint: string, overrides: Parameters<typeof task>[1] = {}) =>
  task(id, { extra: formatExtra({ opId: id, repo: 'github.com/o/r', path: 'src/a.ts', fingerprint }), ...overrides });

describe('LinkRegistry', () => {
  it('remembers over a restart; a place has one task, a task several places', async () => {
    const state = new Memento();
    const registry = new LinkRegistry(state);
    await registry.remember('t1', place('a'));
    await registry.remember('t2', place('a'));
    await registry.remember('t2', place('b'));
    const again = new LinkRegistry(state);
    assert.deepEqual(again.placesOf('t1'), []);
    assert.deepEqual(
      again.placesOf('t2').map(({ path }) => path),
      ['src/b.ts', 'src/a.ts'],
    );
  });

  it('finds a file again in another clone, and not another file', async () => {
    const registry = new LinkRegistry(new Memento());
    await registry.remember('t1', place('a'));
    const clone = { ...place('a'), uri: 'file:///elsewhere/src/a.ts' };
    assert.equal(registry.inFile(clone).length, 1);
    assert.equal(registry.inFile({ ...clone, repository: '' }).length, 0);
    assert.equal(registry.inFile(place('b')).length, 0);
  });

  it('takes nothing of stored nonsense', () => {
    const state = new Memento();
    state.values.set('feishuTodo.links', [
      null,
      { taskId: 1 },
      'x',
      { taskId: 't', uri: '', repository: '', path: '', fingerprint: '' },
    ]);
    assert.equal(new LinkRegistry(state).placesOf('t').length, 1);
    state.values.set('feishuTodo.links', 'x');
    assert.deepEqual(new LinkRegistry(state).placesOf('t'), []);
  });

  it('tells about changes', async () => {
    const registry = new LinkRegistry(new Memento());
    let told = 0;
    registry.onDidChange(() => told++);
    await registry.remember('t', place());
    await registry.forgetTask('t');
    assert.equal(told, 2);
    assert.deepEqual(registry.inFile(place()), []);
  });
});

describe('linksOfFile', () => {
  it('takes what tasks say about the file', () => {
    const registry = new LinkRegistry(new Memento());
    const tasks = [from('t1', 'f1'), from('t2', 'f2'), task('other')];
    assert.deepEqual(linksOfFile(place('a'), registry, tasks), [
      { taskId: 't1', fingerprint: 'f1', via: 'extra' },
      { taskId: 't2', fingerprint: 'f2', via: 'extra' },
    ]);
    assert.deepEqual(linksOfFile(place('b'), registry, tasks), []);
  });

  it('prefers what is remembered here, and forgets what was unlinked', async () => {
    const registry = new LinkRegistry(new Memento());
    await registry.remember('mine', place('a', { fingerprint: 'f1' }));
    await registry.forget(place('a', { fingerprint: 'f2' }));
    assert.deepEqual(linksOfFile(place('a'), registry, [from('t1', 'f1'), from('t2', 'f2')]), [
      { taskId: 'mine', fingerprint: 'f1', via: 'local' },
    ]);
  });

  it('unlinks a TODO whose surroundings have changed since', async () => {
    const registry = new LinkRegistry(new Memento());
    const print = (line: number) =>
      JSON.stringify({ version: 1, tag: 'TODO', title: 'x', description: '', ordinal: 0, line });
    await registry.forget(place('a', { fingerprint: print(40) }));
    assert.deepEqual(linksOfFile(place('a'), registry, [from('t1', print(3))]), []);
    await registry.remember('t2', place('a', { fingerprint: print(41) }));
    assert.equal(registry.inFile(place('a')).length, 1);
  });

  it('prefers the open task, then the newer: completing a repeating task copies its extra', () => {
    const registry = new LinkRegistry(new Memento());
    const tasks = [
      from('next', 'f', { createdAt: 2 }),
      from('done', 'f', { createdAt: 3, completedAt: 4 }),
      from('older', 'f', { createdAt: 1 }),
    ];
    assert.deepEqual(
      linksOfFile(place('a'), registry, tasks).map(({ taskId }) => taskId),
      ['next'],
    );
  });
});
