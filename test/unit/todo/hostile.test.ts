import assert from 'node:assert/strict';
import fc from 'fast-check';
import { findTodos } from '../../../src/todo/index';
import { syntaxes } from '../../../src/todo/languages/registry';
import { pieces } from './pieces';

const ids = [...syntaxes.keys(), 'plaintext', 'klingon'];

describe('todo: hostile input', () => {
  it('has at least 60 languages', () => {
    assert.ok(syntaxes.size >= 60, `${syntaxes.size}`);
  });

  it('reads any text in any language without failing, and points into the text', () => {
    const text = fc.array(fc.oneof(fc.constantFrom(...pieces), fc.string({ unit: 'binary', maxLength: 4 })), {
      maxLength: 120,
    });
    fc.assert(
      fc.property(text, fc.constantFrom(...ids), (list, languageId) => {
        const whole = list.join('');
        let last = -1;
        for (const todo of findTodos(whole, languageId)) {
          assert.ok(todo.tagRange.start > last && todo.range.end <= whole.length);
          assert.ok(todo.comment.start <= todo.tagRange.start && todo.range.end <= todo.comment.end);
          assert.equal(whole.slice(todo.titleRange.start, todo.titleRange.end), todo.title);
          assert.equal(whole.slice(0, todo.tagRange.start).split(/\r\n|\r|\n/).length - 1, todo.line);
          last = todo.tagRange.start;
        }
      }),
      { numRuns: 400 },
    );
  });

  // Quadratic work on 100,000 characters takes far longer than the time allowed, linear work far less.
  const repeated = [
    '"',
    '"\\',
    '/[',
    '<a "',
    '<a ',
    '{',
    '${`',
    '#{"',
    '/* ',
    '(* ',
    '<<A\n',
    'r#"',
    '`a``',
    '"""\n',
    '|\n',
    "'",
    'q{',
    '%w(',
    '// TODO(\n',
    '/*TODO(*/',
    'TODO ',
    '(1) ',
    '\0',
    '\ud800',
    '<!--',
    '$(`',
  ];
  for (const languageId of [
    'typescriptreact',
    'cpp',
    'python',
    'rust',
    'shellscript',
    'yaml',
    'html',
    'php',
    'ruby',
    'perl',
    'markdown',
    'sql',
    'ocaml',
    'viml',
  ]) {
    it(`takes no more than linear time in ${languageId}`, () => {
      for (const unit of repeated) {
        findTodos(unit.repeat(Math.ceil(100_000 / unit.length)), languageId);
      }
    }).timeout(30_000);
  }

  it('survives nesting of any depth', () => {
    assert.equal(findTodos(`${'/*'.repeat(200_000)} TODO: a`, 'rust').length, 1);
    assert.doesNotThrow(() => findTodos('`${'.repeat(200_000), 'typescript'));
    assert.doesNotThrow(() => findTodos('<a>{'.repeat(100_000), 'typescriptreact'));
    assert.doesNotThrow(() => findTodos('"$('.repeat(200_000), 'shellscript'));
  });

  it('survives comments of any size', () => {
    const many = 200_000;
    assert.equal(findTodos('// TODO: a\n'.repeat(many), 'c').length, many);
    const [long] = findTodos(`// TODO: a\n${'// b\n'.repeat(many)}`, 'c');
    assert.equal(long?.description.length, 2 * many - 1);
    const [referring] = findTodos(`// TODO(${'a,'.repeat(many)}b): c`, 'c');
    assert.ok(referring);
  }).timeout(30_000);

  it('goes on behind what never closes', () => {
    const titles = (text: string, languageId: string): string[] =>
      findTodos(text, languageId).map((todo) => todo.title);
    assert.deepEqual(titles('x = "abc // TODO: a\n// TODO: b', 'go'), ['a', 'b']);
    assert.deepEqual(titles("echo don't # TODO: a\n# TODO: b", 'shellscript'), ['a', 'b']);
    assert.deepEqual(titles('x = `abc\n// TODO: a', 'typescript'), ['a']);
    assert.deepEqual(titles('x = `abc ${f(\n// TODO: a', 'typescript'), ['a']);
    assert.deepEqual(titles('cat <<EOF\n# TODO: a', 'shellscript'), ['a']);
    assert.deepEqual(titles('/* TODO: a', 'c'), ['a']);
  });

  it('reads every kind of line end', () => {
    for (const newline of ['\n', '\r\n', '\r']) {
      const text = ['x', '// TODO: a', '// b', '', '/*', ' * FIXME: c', ' */'].join(newline);
      assert.deepEqual(
        findTodos(text, 'java').map((todo) => [todo.line, todo.title, todo.description]),
        [
          [1, 'a', 'b'],
          [5, 'c', ''],
        ],
      );
    }
  });
});
