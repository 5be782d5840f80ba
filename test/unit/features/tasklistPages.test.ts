import assert from 'node:assert/strict';
import type { Tasklist, TasklistTask } from '../../../src/feishu';
import { LIST_PAGE, TasklistPages, type TasklistSource } from '../../../src/features/taskTree/model/tasklistPages';

/** Tasklists on a server. */
class Server implements TasklistSource {
  lists: Tasklist[] = [{ guid: 'release', name: 'Release 1.0' }];
  items: TasklistTask[] = Array.from({ length: 250 }, (_, index) => ({
    id: `t${index}`,
    title: `task ${index}`,
    ...(index % 2 === 0 && { completedAt: 1 }),
  }));
  fails?: Error;
  /** Breaks off in the middle of a listing. */
  failsAt?: number;
  calls = 0;

  async *list(): AsyncGenerator<Tasklist> {
    this.calls++;
    await Promise.resolve();
    if (this.fails) throw this.fails;
    yield* this.lists;
  }

  async *tasks(_guid: string, { completed }: { completed?: boolean }): AsyncGenerator<TasklistTask> {
    this.calls++;
    await Promise.resolve();
    if (this.fails) throw this.fails;
    const wanted = this.items.filter(({ completedAt }) => completed === undefined || completedAt === undefined);
    for (const [index, item] of wanted.entries()) {
      if (index === this.failsAt) throw new Error('in the middle');
      yield item;
    }
  }
}

describe('TasklistPages', () => {
  let server: Server;
  let pages: TasklistPages;
  let changes: number;

  beforeEach(() => {
    server = new Server();
    changes = 0;
    pages = new TasklistPages(
      () => Promise.resolve(server),
      () => changes++,
    );
  });

  const count = (): number | undefined => pages.get('release')?.tasks.length;

  it('reads nothing before it is asked', async () => {
    assert.equal(pages.all, undefined);
    await pages.reload();
    assert.equal(server.calls, 0);
  });

  it('reads the lists once for all who ask', async () => {
    await Promise.all([pages.ensureLists(), pages.ensureLists()]);
    await pages.ensureLists();
    assert.deepEqual(pages.all, server.lists);
    assert.equal(server.calls, 1);
  });

  it('brings the tasks page by page, and says when there are no more', async () => {
    await pages.ensureTasks('release');
    assert.equal(count(), LIST_PAGE);
    assert.equal(pages.get('release')?.hasMore, true);
    await pages.ensureTasks('release');
    assert.equal(count(), LIST_PAGE);
    await Promise.all([pages.more('release'), pages.more('release')]);
    assert.equal(count(), 2 * LIST_PAGE);
    await pages.more('release');
    assert.deepEqual([count(), pages.get('release')?.hasMore], [250, false]);
    assert.equal(server.calls, 1, 'one listing, read on');
    assert.ok(changes >= 3);
  });

  it('keeps what it has when a page fails, and goes on from there without doubles', async () => {
    await pages.ensureTasks('release');
    server.failsAt = 150;
    await pages.more('release');
    assert.equal(count(), 150);
    assert.match(String(pages.get('release')?.error), /in the middle/);
    server.failsAt = undefined;
    await pages.more('release');
    assert.equal(pages.get('release')?.error, undefined);
    assert.equal(new Set(pages.get('release')?.tasks.map(({ id }) => id)).size, count());
    assert.equal(count(), 250);
  });

  it('keeps the lists when reading them again fails', async () => {
    await pages.ensureLists();
    server.fails = new Error('offline');
    await pages.reload();
    assert.deepEqual([pages.all?.length, String(pages.error)], [1, 'Error: offline']);
    server.fails = undefined;
    await pages.reload();
    assert.equal(pages.error, undefined);
  });

  it('tries the lists again after the first try failed', async () => {
    server.fails = new Error('offline');
    await pages.ensureLists();
    assert.equal(pages.all, undefined);
    server.fails = undefined;
    await pages.reload();
    assert.deepEqual(pages.all, server.lists);
  });

  it('shows what was put into a list, and how far it was read before', async () => {
    await pages.ensureTasks('release');
    await pages.more('release');
    server.items = [{ id: 'new', title: 'new' }, ...server.items];
    await pages.reload('release');
    assert.equal(pages.get('release')?.tasks[0]?.id, 'new');
    assert.ok((count() ?? 0) > 2 * LIST_PAGE);
  });

  it('leaves completed tasks at the server where nobody wants them', async () => {
    pages.reset(false);
    await pages.ensureTasks('release');
    await pages.more('release');
    assert.equal(count(), 125);
  });

  it('drops the answer to a question of the account before', async () => {
    const asked = pages.ensureLists();
    pages.reset();
    await asked;
    assert.equal(pages.all, undefined);
  });
});
