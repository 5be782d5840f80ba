import assert from 'node:assert/strict';
import fc from 'fast-check';
import { findTodos, type Todo } from '../../../src/todo';
import {
  DEFAULT_TODO_VIEW,
  filterTodos,
  folderTree,
  groupTodos,
  people,
  TODO_GROUPINGS,
  TODO_LINKS,
  type TodoFile,
  type TodoFolder,
  type TodoView,
} from '../../../src/features/todoTree/model/todoGroups';
import { SLICE, TodoRows, type TodoRow } from '../../../src/features/todoTree/model/todoRows';

function file(path: string, text: string, root = 'shop'): TodoFile<string> {
  const key = `file:///${root}/${path}`;
  return { key, uri: key, root, path, todos: findTodos(text, 'typescript') };
}

const lines = [
  '// TODO: prices per region',
  '// TODO(alice): cache the list',
  '// FIXME(@Bob, feishu:t1): 支付失败',
  '// TODO(feishu:t2): done long ago',
  '// TODO(alice, bob): both of them',
  'const nothing = 1;',
];
const paths = ['a.ts', 'src/a.ts', 'src/cart/b.ts', 'src/cart/deep/er/c.ts', 'src-old/d.ts', 'x/y/z/e.ts'];
const workspace: fc.Arbitrary<TodoFile<string>[]> = fc
  .uniqueArray(fc.tuple(fc.constantFrom('shop', 'docs'), fc.constantFrom(...paths)), { selector: String, maxLength: 9 })
  .chain((places) =>
    fc.tuple(
      ...places.map(([root, path]) =>
        fc.array(fc.constantFrom(...lines), { maxLength: 5 }).map((all) => file(path, all.join('\n\n'), root)),
      ),
    ),
  )
  .map((files) => files.sort((a, b) => (a.key < b.key ? -1 : 1)));
const views: fc.Arbitrary<TodoView> = fc.record({
  group: fc.constantFrom(...TODO_GROUPINGS),
  text: fc.constantFrom('', 'list', 'ALICE cache', 'cart', '支付', 'nothing of the kind'),
  tags: fc.constantFrom([], ['TODO'], ['FIXME', 'HACK']),
  link: fc.constantFrom(...TODO_LINKS),
  currentFile: fc.boolean(),
});

/** A TODO's place as text. */
const at = (uri: string, todo: Todo): string => `${uri}:${todo.line}`;

function matches({ path }: TodoFile<string>, todo: Todo, { text, tags, link }: TodoView): boolean {
  const all = [todo.tag, todo.title, todo.description, ...people(todo), path].join(' ').toLowerCase();
  return (
    (tags.length === 0 || tags.includes(todo.tag)) &&
    (link === 'all' || (link === 'linked') === (todo.taskId !== undefined)) &&
    text
      .toLowerCase()
      .split(' ')
      .every((word) => all.includes(word))
  );
}

function rowsOf(files: readonly TodoFile<string>[], view: TodoView, current?: string): TodoRows<string> {
  const shown = filterTodos(files, view, current);
  const rows = new TodoRows<string>();
  const roots = [...new Set(shown.map((one) => one.file.root))];
  rows.set({ files: shown, roots, group: view.group, stateOf: () => 'unknown' });
  return rows;
}

function* everyRow(rows: TodoRows<string>, parent?: TodoRow<string>): Generator<TodoRow<string>> {
  for (const row of rows.children(parent)) {
    yield row;
    yield* everyRow(rows, row);
  }
}

describe('the rows of the TODOs view', () => {
  it('show every TODO that matches, once in each group it belongs to, and no other', () => {
    fc.assert(
      fc.property(workspace, views, fc.constantFrom(...paths), (files, view, path) => {
        const current = `file:///shop/${path}`;
        const shown = [...everyRow(rowsOf(files, view, current))].flatMap((row) =>
          row.kind === 'todo' ? [at(row.uri, row.todo)] : [],
        );
        const wanted = files
          .filter(({ key }) => !view.currentFile || key === current)
          .flatMap((one) =>
            one.todos
              .filter((todo) => matches(one, todo, view))
              .flatMap((todo) => {
                const times = view.group === 'assignee' ? Math.max(1, people(todo).length) : 1;
                return Array.from({ length: times }, () => at(one.uri, todo));
              }),
          );
        assert.deepEqual(shown.sort(), wanted.sort());
      }),
    );
  });

  it('have ids of their own, and count what is below them', () => {
    fc.assert(
      fc.property(workspace, views, (files, view) => {
        const rows = rowsOf(files, { ...view, currentFile: false });
        const all = [...everyRow(rows)];
        assert.equal(new Set(all.map(({ id }) => id)).size, all.length);
        for (const row of all) {
          if (row.kind === 'todo' || row.kind === 'more') continue;
          const below = [...everyRow(rows, row)].filter(({ kind }) => kind === 'todo');
          assert.equal(below.length, row.count);
          assert.equal(row.todos().length, row.count);
        }
      }),
    );
  });

  it('lead to each TODO', () => {
    fc.assert(
      fc.property(workspace, fc.constantFrom(...TODO_GROUPINGS), (files, group) => {
        const rows = rowsOf(files, { ...DEFAULT_TODO_VIEW, group });
        for (const { key, todos } of files) {
          for (const { line } of todos) {
            let found: TodoRow<string> | undefined;
            do {
              found = rows.children(found).find((row) => rows.leadsTo(row, key, line));
            } while (found && found.kind !== 'todo');
            assert.ok(found, `${key}:${line} by ${group}`);
            assert.deepEqual([found.uri, found.line], [key, line]);
          }
        }
      }),
    );
  });

  it('keep the id of a TODO when lines come before it, and tell equal ones apart', () => {
    const ids = (text: string): string[] =>
      [...everyRow(rowsOf([file('a.ts', text)], { ...DEFAULT_TODO_VIEW, group: 'none' }))].map(({ id }) => id);
    const before = ids('// TODO: same\n\n// TODO: same\n\n// TODO: other');
    assert.equal(new Set(before).size, 3);
    assert.deepEqual(ids('const a = 1;\n// TODO: same\n\n\n// TODO: same\n\n// TODO: other'), before);
  });

  it('are shown in slices', () => {
    const text = Array.from({ length: SLICE + 7 }, (_, index) => `// TODO: item ${index}`).join('\n\n');
    const rows = rowsOf([file('a.ts', text)], { ...DEFAULT_TODO_VIEW, group: 'file' });
    const [first] = rows.children();
    const last = rows.children(first).at(-1);
    assert.equal(last?.kind === 'more' && last.left, 7);
    rows.showMore(first!.id);
    assert.equal(rows.children(first).length, SLICE + 7);
  });
});

describe('folderTree', () => {
  const shape = ({ name, folders, files }: TodoFolder<string>): unknown => [
    name,
    ...folders.map(shape),
    ...files.map((one) => one.file.path),
  ];

  it('makes folders that hold just another folder one with it', () => {
    const files = ['src-old/d.ts', 'src/a.ts', 'src/cart/deep/er/c.ts', 'x/y/z/e.ts'].map((path) =>
      file(path, '// TODO: x'),
    );
    const tree = folderTree(filterTodos(files, DEFAULT_TODO_VIEW, undefined), 'shop');
    assert.deepEqual(shape(tree), [
      '',
      ['src-old', 'src-old/d.ts'],
      ['src', ['cart/deep/er', 'src/cart/deep/er/c.ts'], 'src/a.ts'],
      ['x/y/z', 'x/y/z/e.ts'],
    ]);
  });
});

describe('groupTodos', () => {
  const groups = (by: 'tag' | 'assignee' | 'link'): unknown =>
    groupTodos(filterTodos([file('a.ts', lines.join('\n\n'))], DEFAULT_TODO_VIEW, undefined), by).map(
      ({ key, todos }) => [key, todos.length],
    );

  it('knows tags, people and links', () => {
    assert.deepEqual(groups('tag'), [
      ['FIXME', 1],
      ['TODO', 4],
    ]);
    assert.deepEqual(groups('assignee'), [
      ['alice', 2],
      ['Bob', 2],
      [undefined, 2],
    ]);
    assert.deepEqual(groups('link'), [
      [undefined, 3],
      ['linked', 2],
    ]);
  });

  it('takes only names for people', () => {
    const named = (text: string): readonly string[] => people(findTodos(text, 'typescript')[0]!);
    assert.deepEqual(named('// TODO(alice, #12, SHOP-118, feishu:abc, due: friday): x'), ['alice']);
    assert.deepEqual(named('// TODO(@李娜): x\n// assignees: bob, 李娜'), ['李娜', 'bob']);
  });
});
