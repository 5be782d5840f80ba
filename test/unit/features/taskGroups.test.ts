import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { Task } from '../../../src/feishu';
import {
  groupTasks,
  TASK_GROUPINGS,
  TASK_SORTS,
  taskFilter,
  type TaskContext,
  type TaskView,
} from '../../../src/features/taskTree/model/taskGroups';
import { dueStatusAt } from '../../../src/tasks';
import { task } from '../tasks/fakes';

const NOW = Date.parse('2026-11-26T04:00:00Z');
const people = ['ou_me', 'ou_li', 'ou_bob'];
const names: Record<string, string[]> = { ou_me: ['王小明', 'Ming'], ou_li: ['李娜', 'Li Na'], ou_bob: ['Bob Smith'] };

const context: TaskContext = {
  statusOf: dueStatusAt(NOW, 'Asia/Shanghai'),
  me: 'ou_me',
  namesOf: (id) => names[id] ?? [id],
  isFromCode: ({ extra }) => extra !== undefined,
  locale: 'en',
};

const due: fc.Arbitrary<Task['due']> = fc.option(
  fc.oneof(
    fc.record({ kind: fc.constant('date' as const), date: fc.constantFrom('2026-11-25', '2026-11-26', '2027-01-01') }),
    fc.record({
      kind: fc.constant('time' as const),
      epochSeconds: fc.integer({ min: NOW / 1000 - 200_000, max: NOW / 1000 + 200_000 }),
      timeZone: fc.constant('Asia/Shanghai'),
    }),
  ),
  { nil: undefined },
);
const tasks: fc.Arbitrary<Task[]> = fc
  .array(
    fc.record({
      title: fc.constantFrom('fix the cart', 'Fix prices', '支付失败', 'ＦＩＸ wide', ''),
      due,
      completedAt: fc.option(fc.constant(5), { nil: undefined }),
      createdAt: fc.option(fc.nat(9), { nil: undefined }),
      extra: fc.option(fc.constant('{}'), { nil: undefined }),
      assigneeIds: fc.subarray(people),
      followerIds: fc.subarray(people),
    }),
    { maxLength: 30 },
  )
  .map((all) => all.map((fields, index) => task(`t${index}`, fields)));
const views: fc.Arbitrary<TaskView> = fc.record({
  group: fc.constantFrom(...TASK_GROUPINGS),
  sort: fc.constantFrom(...TASK_SORTS),
  text: fc.constantFrom('', 'fix', 'FIX cart', '娜', 'bob fix', 'nothing of the kind'),
  completed: fc.boolean(),
});

/** Every word in the title or in somebody's name, said in the simplest way. */
function matches({ title, assigneeIds, followerIds, completedAt }: Task, { text, completed }: TaskView): boolean {
  if (completedAt !== undefined && !completed) return false;
  const all = [title, ...[...assigneeIds, ...followerIds].flatMap((id) => names[id]!)].map((one) =>
    one.normalize('NFKC').toLowerCase(),
  );
  const words = text.toLowerCase().split(' ').filter(Boolean);
  return words.every((word) => all.some((one) => one.includes(word)));
}

describe('groupTasks', () => {
  it('shows every task that matches exactly once, and no other', () => {
    fc.assert(
      fc.property(tasks, views, (all, view) => {
        const shown = groupTasks(all, view, context).flatMap((group) => group.tasks);
        assert.deepEqual(
          shown.map(({ id }) => id).sort(),
          all
            .filter((one) => matches(one, view))
            .map(({ id }) => id)
            .sort(),
        );
      }),
    );
  });

  it('has no empty groups, and keeps the order inside each', () => {
    fc.assert(
      fc.property(tasks, views, (all, view) => {
        for (const { tasks: members } of groupTasks(all, view, context)) {
          assert.ok(members.length > 0);
          if (view.sort !== 'newest') continue;
          const created = members.map(({ createdAt = 0 }) => createdAt);
          assert.deepEqual(
            created,
            [...created].sort((a, b) => b - a),
          );
        }
      }),
    );
  });

  const keys = (all: Task[], view: Partial<TaskView>, more: Partial<TaskContext> = {}): string[][] =>
    groupTasks(all, { group: 'due', sort: 'due', text: '', completed: true, ...view }, { ...context, ...more }).map(
      ({ key, tasks: members }) => [key, ...members.map(({ id }) => id)],
    );

  it('puts the urgent first', () => {
    const all = [
      task('free'),
      task('done', { completedAt: 1, due: { kind: 'date', date: '2020-01-01' } }),
      task('today', { due: { kind: 'date', date: '2026-11-26' } }),
      task('late', { due: { kind: 'date', date: '2026-11-25' } }),
    ];
    assert.deepEqual(keys(all, {}), [
      ['overdue', 'late'],
      ['today', 'today'],
      ['none', 'free'],
      ['done', 'done'],
    ]);
  });

  it('tells what the person has to do with each; an app has no part in any', () => {
    const all = [
      task('mine', { assigneeIds: ['ou_me'], followerIds: ['ou_me'] }),
      task('watched', { assigneeIds: ['ou_bob'], followerIds: ['ou_me'], extra: '{}' }),
      task('fromCode', { assigneeIds: ['ou_bob'], extra: '{}' }),
      task('other'),
    ];
    assert.deepEqual(keys(all, { group: 'role' }), [
      ['assigned', 'mine'],
      ['followed', 'watched'],
      ['created', 'fromCode'],
      ['others', 'other'],
    ]);
    assert.deepEqual(keys(all, { group: 'role' }, { me: undefined }), [
      ['created', 'fromCode', 'watched'],
      ['others', 'mine', 'other'],
    ]);
  });

  it('sorts titles by the rules of the language', () => {
    const all = ['啊', '中', 'b', 'A', 'a2'].map((title) => task(title, { title }));
    assert.deepEqual(keys(all, { group: 'none', sort: 'title' }, { locale: 'zh-cn' })[0]!.slice(1), [
      '啊',
      '中',
      'A',
      'a2',
      'b',
    ]);
  });
});

describe('taskFilter', () => {
  it('finds a word in the title and another in a name', () => {
    const shows = taskFilter({ text: 'ｆｉｘ NA', completed: true }, context);
    assert.equal(shows(task('a', { title: 'Fix it', assigneeIds: ['ou_li'] })), true);
    assert.equal(shows(task('b', { title: 'Fix it', assigneeIds: ['ou_bob'] })), false);
  });
});
