import assert from 'node:assert/strict';
import type { Task } from '../../../src/feishu';
import { LiveRows } from '../../../src/features/shared/model/liveRows';
import { MORE, SLICE, TaskRows, type TaskRow, type TaskTreeState } from '../../../src/features/taskTree/model/taskRows';
import type { ListedTasks } from '../../../src/features/taskTree/model/tasklistPages';
import type { IntentView } from '../../../src/tasks';
import { draft, task } from '../tasks/fakes';

const many = (count: number): Task[] => Array.from({ length: count }, (_, index) => task(`t${index}`));
const release = { guid: 'release', name: 'Release' };

function stateOf(parts: Partial<TaskTreeState>): TaskTreeState {
  return {
    error: undefined,
    waiting: [],
    groups: [],
    taskOf: () => undefined,
    personOf: (id) => ({ id, name: `name of ${id}` }),
    extrasOf: () => [],
    ...parts,
  };
}

/** Ids of rows, as deep as they go. */
function ids(rows: TaskRows, parent?: TaskRow): string[] {
  return rows.children(parent).flatMap((row) => [row.id, ...ids(rows, row)]);
}

describe('the rows of the Tasks view', () => {
  it('have what needs attention on top', () => {
    const waiting = [{ opId: 'o1', state: 'failed', draft: draft() } as unknown as IntentView];
    const groups = [{ key: 'today' as const, tasks: many(1) }];
    const rows = new TaskRows(() => stateOf({ error: new Error('offline'), waiting, groups }));
    assert.deepEqual(ids(rows), ['problem', 'outbox', 'outbox:o1', 'group:today', 'group:today/t0']);
  });

  it('show a slice of a long group, then more of it on demand', () => {
    const groups = [{ key: 'none' as const, tasks: many(SLICE + MORE + 5) }];
    const rows = new TaskRows(() => stateOf({ groups }));
    const [group] = rows.children();
    const last = (): TaskRow => rows.children(group).at(-1)!;
    assert.equal(rows.children(group).length, SLICE + 1);
    assert.deepEqual(last(), { kind: 'more', id: 'group:none/more', of: 'group:none', left: MORE + 5 });
    rows.showMore('group:none');
    assert.equal((last() as { left?: number }).left, 5);
    rows.showAtLeast('group:none', SLICE + MORE + 5);
    assert.equal(last().kind, 'task');
    rows.showLess();
    assert.equal(rows.children(group).length, SLICE + 1);
  });

  it('have the people of a task below it, each once in each role', () => {
    const groups = [{ key: 'all' as const, tasks: [task('t', { assigneeIds: ['a', 'a'], followerIds: ['a', 'b'] })] }];
    assert.deepEqual(ids(new TaskRows(() => stateOf({ groups }))), [
      'all/t',
      'all/t:assignee:a',
      'all/t:follower:a',
      'all/t:follower:b',
    ]);
  });

  it('by tasklist: what is known of a task from elsewhere, what its list says of others, and whether there is more', () => {
    const listed: ListedTasks = { tasks: [task('known'), task('foreign')], hasMore: true };
    const known = task('known', { title: 'in full' });
    const rows = new TaskRows(() =>
      stateOf({
        groups: [{ key: 'all', tasks: [known] }],
        taskOf: (id) => (id === 'known' ? known : undefined),
        lists: { all: [release], error: undefined, tasks: () => listed, shows: () => true },
      }),
    );
    assert.deepEqual(ids(rows), [
      'list:release',
      'list:release/known',
      'list:release/foreign',
      'list:release/more',
      'group:all',
      'group:all/known',
    ]);
    const [list] = rows.children();
    const [first] = rows.children(list);
    assert.equal(first?.kind === 'task' && first.task.title, 'in full');
  });

  it('by tasklist: say where there is nothing, and where it could not be read', () => {
    let listed: ListedTasks = { tasks: [], hasMore: false };
    const rows = new TaskRows(() =>
      stateOf({ lists: { all: [release], error: undefined, tasks: () => listed, shows: () => true } }),
    );
    assert.deepEqual(ids(rows), ['list:release', 'list:release/empty']);
    listed = { tasks: [task('a')], hasMore: true, error: new Error('offline') };
    assert.deepEqual(ids(rows), ['list:release', 'list:release/a', 'list:release/problem']);
  });

  it('are drawn again only where something shows that is different', () => {
    let tasks = many(3);
    let name = 'Li';
    const rows = new TaskRows(() =>
      stateOf({ groups: [{ key: 'none', tasks }], personOf: (id) => ({ id, name }), extrasOf: () => ['upcoming'] }),
    );
    tasks = tasks.map((one) => ({ ...one, assigneeIds: ['li'] }));
    const live = new LiveRows<TaskRow>(rows);
    const [group] = live.children();
    const [first] = live.children(group);
    const [person] = live.children(first);
    assert.deepEqual(live.changes(), []);
    name = 'Li Na';
    assert.deepEqual(live.changes(), [person]);
    tasks = tasks.map((one, index) => (index === 1 ? { ...one, title: 'new' } : one));
    assert.deepEqual(
      live.changes().map((row) => row?.id),
      ['group:none/t1'],
    );
    tasks = tasks.slice(1);
    assert.deepEqual(live.changes(), [group], 'the count and the rows of its group');
  });
});
