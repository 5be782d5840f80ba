import assert from 'node:assert/strict';
import { FeishuError } from '../../../src/feishu/errors/types';
import type { Task } from '../../../src/feishu/model';
import { formatExtra } from '../../../src/tasks/extra';
import type { TextStorage } from '../../../src/tasks/snapshot';
import { TaskStore, type TaskChanges, type TaskSource } from '../../../src/tasks/store';
import { task } from './fakes';

const notFound = new FeishuError({ apiVersion: 'v1', code: 1470602, httpStatus: 400, endpoint: 'GET', msg: 'no task' });

/** Tasks on a server, and how often each call was made. */
class Server implements TaskSource {
  tasks: Task[] = [];
  calls: string[] = [];
  fails?: Error;
  /** Runs in the middle of a listing. */
  meanwhile?: () => void | Promise<void>;

  async *list(filter: { completed?: boolean }, { signal }: { signal?: AbortSignal } = {}): AsyncGenerator<Task> {
    this.calls.push(filter.completed ? 'completed' : 'open');
    if (this.fails) throw this.fails;
    const found = this.tasks.filter(({ completedAt }) => (completedAt !== undefined) === filter.completed);
    await this.meanwhile?.();
    signal?.throwIfAborted();
    yield* found;
  }

  get(id: string): Promise<Task> {
    this.calls.push(`get ${id}`);
    const found = this.tasks.find((candidate) => candidate.id === id);
    return found ? Promise.resolve(found) : Promise.reject(notFound);
  }
}

describe('TaskStore', () => {
  let server: Server;
  let store: TaskStore;
  let changes: TaskChanges[];
  let now: number;
  const stored = new Map<string, string>();
  const storage: TextStorage = {
    read: (key) => Promise.resolve(stored.get(key)),
    write: (key, text) => Promise.resolve(void stored.set(key, text)),
  };

  beforeEach(async () => {
    stored.clear();
    now = 1_000_000_000_000;
    server = new Server();
    server.tasks = [
      task('a', { createdAt: 1 }),
      task('b', { createdAt: 2 }),
      task('c', { createdAt: 3, completedAt: 9 }),
    ];
    store = new TaskStore({ storage, clock: { now: () => now, sleep: () => Promise.resolve() } });
    await store.setSource(server, 'me');
    changes = [];
    store.onDidChange((change) => changes.push(change));
  });
  afterEach(() => store.dispose());

  const ids = (): string[] => store.tasks.map(({ id }) => id);

  it('reads all at first, newest first, then only the open ones', async () => {
    assert.equal(await store.refresh(), true);
    assert.deepEqual(ids(), ['c', 'b', 'a']);
    await store.refresh();
    assert.deepEqual(server.calls, ['open', 'completed', 'open']);
    now += 600_001;
    await store.refresh();
    assert.deepEqual(server.calls.slice(3), ['open', 'completed']);
  });

  it('tells exactly what became different', async () => {
    await store.refresh();
    changes.length = 0;
    server.tasks = [task('a', { createdAt: 1, title: 'new' }), task('b', { createdAt: 2, completedAt: 5 }), task('d')];
    await store.refresh();
    const [{ added, changed, removed } = assert.fail()] = changes;
    assert.deepEqual(
      added.map(({ id }) => id),
      ['d'],
    );
    assert.deepEqual(changed.map(({ id }) => id).sort(), ['a', 'b']);
    assert.deepEqual(removed, []);
    assert.equal(store.get('b')?.completedAt, 5);
    assert.ok(server.calls.includes('get b'));
  });

  it('notices what was deleted', async () => {
    await store.refresh();
    server.tasks = server.tasks.filter(({ id }) => id !== 'a');
    await store.refresh();
    assert.deepEqual(ids(), ['c', 'b']);
  });

  it('reads the whole list where many left the open ones', async () => {
    server.tasks = Array.from({ length: 100 }, (_, i) => task(`t${i}`, { createdAt: i }));
    await store.refresh();
    server.calls = [];
    server.tasks = server.tasks.map((open) => ({ ...open, completedAt: 7 }));
    await store.refresh();
    assert.deepEqual(server.calls, ['open', 'completed']);
    assert.ok(store.tasks.every(({ completedAt }) => completedAt === 7));
  });

  it('keeps the last good data when reading fails, with the error, and waits longer each time', async () => {
    await store.refresh();
    server.fails = new Error('down');
    assert.equal(store.nextRefreshIn(60), 60);
    assert.equal(await store.refresh(), false);
    assert.deepEqual(ids(), ['c', 'b', 'a']);
    assert.equal(store.error, server.fails);
    assert.equal(store.nextRefreshIn(60), 120);
    for (let i = 0; i < 9; i++) await store.refresh();
    assert.equal(store.nextRefreshIn(60), 960);
    server.fails = undefined;
    await store.refresh();
    assert.equal(store.error, undefined);
    assert.equal(store.nextRefreshIn(60), 60);
  });

  it('refreshes once for all who ask at the same time', async () => {
    assert.deepEqual(await Promise.all([store.refresh(), store.refresh()]), [true, true]);
    assert.deepEqual(server.calls, ['open', 'completed']);
  });

  it('stops when all who asked have cancelled, and not before', async () => {
    const [one, two] = [new AbortController(), new AbortController()];
    server.meanwhile = () => one.abort();
    assert.deepEqual(await Promise.all([store.refresh({ signal: one.signal }), store.refresh()]), [false, true]);
    server.meanwhile = () => two.abort();
    assert.equal(await store.refresh({ signal: two.signal }), false);
    assert.equal(store.error, undefined);
    assert.equal(store.isRefreshing, false);
  });

  it('keeps what was changed from here while a refresh was under way', async () => {
    await store.refresh();
    server.meanwhile = () => {
      store.upsert(task('a', { completedAt: 42 }));
      store.upsert(task('fresh'));
      store.remove('b');
    };
    await store.refresh();
    assert.equal(store.get('a')?.completedAt, 42);
    assert.ok(store.get('fresh'));
    assert.equal(store.get('b'), undefined);
    server.meanwhile = undefined;
    await store.refresh();
    assert.equal(store.get('a')?.completedAt, undefined);
  });

  it('reads the tasks that code is linked to, once, and remembers which are not there', async () => {
    await store.refresh();
    server.calls = [];
    server.tasks.push(task('old', { completedAt: 1 }));
    await store.ensure(['old', 'a', 'nowhere', 'old']);
    await store.ensure(['old', 'nowhere']);
    assert.deepEqual(server.calls.sort(), ['get nowhere', 'get old']);
    assert.equal(store.get('old')?.completedAt, 1);
    assert.equal(store.isMissing('nowhere'), true);
  });

  it('reads a few tasks again, and keeps what was changed here meanwhile', async () => {
    await store.refresh();
    store.upsert(task('a', { createdAt: 1, title: 'changed here before' }));
    server.tasks = [task('a', { createdAt: 1, title: 'in Feishu' }), task('c', { createdAt: 3, completedAt: 9 })];
    server.calls = [];
    await store.reread(['a', 'b', 'a', 'unknown']);
    assert.deepEqual(server.calls.sort(), ['get a', 'get b']);
    assert.equal(store.get('a')?.title, 'in Feishu');
    assert.equal(store.isMissing('b'), true);
    assert.deepEqual(ids(), ['c', 'a']);

    const { get } = server;
    server.get = (id) => {
      store.upsert(task('a', { createdAt: 1, title: 'changed here meanwhile' }));
      return get.call(server, id);
    };
    await store.reread(['a']);
    assert.equal(store.get('a')?.title, 'changed here meanwhile');
  });

  it('forgets the tasks of another account, and finds its own again', async () => {
    await store.refresh();
    await store.setSource(undefined);
    assert.deepEqual(ids(), []);
    assert.equal(await store.refresh(), false);
    await store.setSource(server, 'me');
    assert.deepEqual(ids(), ['c', 'b', 'a']);
    await store.setSource(server, 'other');
    assert.deepEqual(ids(), []);
  });

  it('drops what a refresh for the former account brings', async () => {
    const other = new Server();
    server.meanwhile = () => store.setSource(other, 'other');
    await store.refresh();
    assert.deepEqual(ids(), []);
  });

  it('is not troubled by a damaged snapshot', async () => {
    for (const text of ['', '{', '{"v":1,"tasks":[null,{"id":1}]}', '{"v":0,"tasks":[]}', '[]', 'null']) {
      stored.set('damaged', text);
      await store.setSource(server, 'damaged');
      assert.deepEqual(ids(), []);
      await store.setSource(undefined);
    }
  });

  it('knows the place of a task made from code', () => {
    const extra = formatExtra({ opId: 'o', repo: 'r', path: 'p', fingerprint: 'f' });
    store.upsert(task('x', { extra }));
    assert.deepEqual(store.placeOf('x'), { repository: 'r', path: 'p', fingerprint: 'f' });
    assert.equal(store.placeOf('a'), undefined);
  });
});
