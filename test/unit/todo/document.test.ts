import assert from 'node:assert/strict';
import fc from 'fast-check';
import { TodoDocument } from '../../../src/todo/document';
import { TodoReader } from '../../../src/todo/find';
import { pieces } from './pieces';

const reader = new TodoReader();
const languageIds = [
  'typescriptreact',
  'cpp',
  'python',
  'rust',
  'shellscript',
  'yaml',
  'html',
  'php',
  'ruby',
  'markdown',
  'sql',
  'perl',
  'haskell',
  'vue',
];

const edit = fc.record({
  at: fc.nat(),
  remove: fc.oneof(fc.constant(0), fc.nat({ max: 3 }), fc.nat({ max: 400 })),
  insert: fc.oneof(fc.constant(''), fc.constantFrom(...pieces), fc.string({ maxLength: 3 })),
});

describe('todo: incremental reading', () => {
  for (const languageId of languageIds) {
    it(`is the same as reading all again (${languageId})`, () => {
      // Long enough for several checkpoints, which are 2,048 characters apart.
      const text = fc
        .array(fc.constantFrom(...pieces), { minLength: 200, maxLength: 1500, size: 'max' })
        .map((list) => list.join(''));
      fc.assert(
        fc.property(text, fc.array(edit, { minLength: 1, maxLength: 5 }), (start, edits) => {
          const document = new TodoDocument(reader, languageId, start);
          for (const { at, remove, insert } of edits) {
            const from = at % (document.text.length + 1);
            const to = Math.min(document.text.length, from + remove);
            const next = document.text.slice(0, from) + insert + document.text.slice(to);
            document.update(next, [{ start: from, end: to, text: insert }]);
            assert.deepEqual(document.todos, reader.read(next, languageId));
          }
        }),
        { numRuns: 25, endOnFailure: true },
      );
    });
  }

  it('is the same also where the end leaves more brackets open than are taken back', () => {
    const text = 'x = 1 # TODO: one\n'.repeat(150) + '"#{ a TODO: two\n'.repeat(4);
    const document = new TodoDocument(reader, 'ruby', text);
    for (const at of [0, 18, 36]) {
      const next = `${document.text.slice(0, at)}"#{\n${document.text.slice(at)}`;
      document.update(next, [{ start: at, end: at, text: '"#{\n' }]);
      assert.deepEqual(document.todos, reader.read(next, 'ruby'));
    }
  });

  it('compares the texts when it is not told what changed', () => {
    const document = new TodoDocument(reader, 'go', '// TODO: a\n\n// TODO: b\n');
    document.update('// TODO: a\n\nx()\n// TODO: c\n');
    assert.deepEqual(
      document.todos.map((todo) => [todo.title, todo.line]),
      [
        ['a', 0],
        ['c', 3],
      ],
    );
  });

  it('takes several edits at once', () => {
    const text = '// TODO: a\n// TODO: b\n';
    const document = new TodoDocument(reader, 'go', text);
    document.update('// TODO: ax\n// TODO: by\n', [
      { start: 21, end: 21, text: 'y' },
      { start: 10, end: 10, text: 'x' },
    ]);
    assert.deepEqual(
      document.todos.map((todo) => todo.title),
      ['ax', 'by'],
    );
  });
});
