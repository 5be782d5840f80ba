import assert from 'node:assert/strict';
import fc from 'fast-check';
import { findTodos, fingerprint, relocate } from '../../../src/todo/index';
import type { Fingerprint, Relocation } from '../../../src/todo/index';

/** Remembers the todo on the line that holds `mark`. */
function remember(text: string, mark: string): Fingerprint {
  const todos = findTodos(text, 'go');
  const line = text.slice(0, text.indexOf(mark)).split('\n').length - 1;
  return fingerprint(
    todos.find((todo) => todo.line === line)!,
    text,
    todos,
  );
}

function found(result: Relocation): [string, number | undefined] {
  return [result.outcome, result.todo?.line];
}

const base = [
  'package a',
  'func one() {',
  '// TODO: first',
  'x()',
  '}',
  'func two() {',
  '// FIXME: second',
  'y()',
  '}',
];

describe('todo: anchor', () => {
  it('is small plain data', () => {
    const print = remember(base.join('\n'), 'TODO');
    assert.deepEqual(JSON.parse(JSON.stringify(print)), print);
    assert.ok(JSON.stringify(print).length < 600);
  });

  it('finds what stayed, moved, was re-indented or re-worded', () => {
    const text = base.join('\n');
    const print = remember(text, 'TODO');
    assert.deepEqual(found(relocate(print, text, 'go')), ['exact', 2]);
    assert.deepEqual(found(relocate(print, `// new\n\n${text}`, 'go')), ['moved', 4]);
    assert.deepEqual(found(relocate(print, text.replace('// TODO', '\t\t// TODO'), 'go')), ['exact', 2]);
    assert.deepEqual(found(relocate(print, text.replace('first', 'first thing'), 'go')), ['changed', 2]);
    assert.deepEqual(found(relocate(print, text.replace('// TODO: first\n', ''), 'go')), ['gone', undefined]);
  });

  it('tells several todos of one task apart', () => {
    const text = [...base, '// TODO: first', 'z()'].join('\n').replaceAll('TODO:', 'TODO(feishu:t1):');
    const todos = findTodos(text, 'go');
    for (const line of [2, 9]) {
      const print = fingerprint(
        todos.find((todo) => todo.line === line)!,
        text,
        todos,
      );
      assert.deepEqual(found(relocate(print, text, 'go')), ['exact', line]);
      assert.deepEqual(found(relocate(print, `\n${text}`, 'go')), ['moved', line + 1]);
    }
  });

  it('knows a linked todo by its task, whatever became of its words', () => {
    const print = remember('// TODO(feishu:t1): first', 'TODO');
    assert.deepEqual(found(relocate(print, 'x()\n// FIXME(feishu:t1): quite different', 'go')), ['changed', 1]);
    assert.deepEqual(found(relocate(print, '// TODO(feishu:t2): first', 'go')), ['gone', undefined]);
  });

  it('tells equal todos apart, and says so when it cannot', () => {
    const text = 'a()\n// TODO: same\nb()\nc()\n// TODO: same\nd()';
    const second = remember(text, 'TODO: same\nd');
    assert.deepEqual(found(relocate(second, text, 'go')), ['exact', 4]);
    // The first was deleted: the second is known by what stands around it.
    assert.deepEqual(found(relocate(second, 'a()\nb()\nc()\n// TODO: same\nd()', 'go')), ['moved', 3]);
    // The second was deleted: the first is not it.
    assert.deepEqual(found(relocate(second, 'a()\n// TODO: same\nb()\nc()\nd()', 'go')), ['gone', undefined]);
    // They changed places with all that surrounds them.
    assert.deepEqual(found(relocate(second, 'c()\n// TODO: same\nd()\na()\n// TODO: same\nb()', 'go')), ['moved', 1]);
    // One of two that look alike on all sides was deleted.
    const alike = '// TODO: same\n\n// TODO: same\n';
    assert.equal(relocate(remember(alike, 'TODO'), '// TODO: same\n', 'go').outcome, 'gone');
  });

  const line = fc.oneof(
    fc.nat({ max: 9999 }).map((number) => `call(${number})`),
    fc.constantFrom('}', '', '// note'),
  );
  const lines = fc.array(line, { maxLength: 30 });

  it('is never lost or confused by edits of other lines', () => {
    let undecided = 0;
    let all = 0;
    const todo = fc.constantFrom('// TODO: same', '// TODO: same', '// TODO: other', '// FIXME(bob): same');
    const block = fc.tuple(lines, todo);
    const edit = fc.record({
      at: fc.nat(),
      remove: fc.boolean(),
      insert: fc.option(fc.constantFrom('new()', '', '}', '// hint')),
    });
    fc.assert(
      fc.property(
        fc.array(block, { minLength: 1, maxLength: 6 }),
        fc.array(edit, { maxLength: 12 }),
        (blocks, edits) => {
          // Each todo is followed by a blank line, so that no comment line below joins it.
          let number = 0;
          let rows = blocks.flatMap(([code, comment]) => [
            ...code.map((text) => ({ text, id: -1 })),
            { text: '', id: -1 },
            { text: comment, id: number++ },
            { text: '', id: -2 },
          ]);
          const before = rows.map((row) => row.text).join('\n');
          const todos = findTodos(before, 'go');
          assert.equal(todos.length, number);
          const prints = todos.map((todo) => fingerprint(todo, before, todos));
          for (const { at, remove, insert } of edits) {
            const index = at % rows.length;
            const row = rows[index]!;
            if (row.id !== -1) continue;
            rows = rows.toSpliced(index, remove ? 1 : 0, ...(insert === null ? [] : [{ text: insert, id: -1 }]));
          }
          // A hint right above a todo would make it part of another comment.
          rows = rows.flatMap((row) => (row.id >= 0 ? [{ text: '', id: -1 }, row] : [row]));
          const after = rows.map((row) => row.text).join('\n');
          prints.forEach((print, id) => {
            const { todo } = relocate(print, after, 'go');
            const place = rows.findIndex((row) => row.id === id);
            // Of equal ones in equal surroundings it may say that it cannot tell, but it must not mix them up.
            if (todo !== undefined || print.twins.length === 0) assert.equal(todo?.line, place);
            else undecided++;
            all++;
          });
        },
      ),
      { numRuns: 400 },
    );
    assert.ok(undecided < all / 50, `${undecided} of ${all}`);
  });

  it('never takes another todo for one that was deleted with its lines', () => {
    fc.assert(
      fc.property(lines, lines, (above, below) => {
        const other = ['one()', '// TODO: quite another matter', 'two()'];
        const gone = ['three()', '// TODO: same', 'four()'];
        const text = [...above, ...other, '', ...gone, ...below].join('\n');
        const rest = [...above, ...other, '', ...below].join('\n');
        assert.equal(relocate(remember(text, 'TODO: same'), rest, 'go').outcome, 'gone');
      }),
    );
  });
});
