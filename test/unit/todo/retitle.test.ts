import assert from 'node:assert/strict';
import fc from 'fast-check';
import { applyEdits, findTodos, retitleEdit } from '../../../src/todo/index';
import { pieces } from './pieces';

function retitle(text: string, languageId: string, title: string, index = 0): string | undefined {
  const edit = retitleEdit(text, languageId, findTodos(text, languageId)[index]!, title);
  return edit && applyEdits(text, [edit]);
}

const taken: [languageId: string, before: string, title: string, after: string][] = [
  ['go', '// TODO: old\n// more', 'new', '// TODO: new\n// more'],
  ['go', 'f() // TODO(a, feishu:x1) old', ' new one ', 'f() // TODO(a, feishu:x1) new one'],
  ['go', '// TODO（小王）：旧', '新标题', '// TODO（小王）：新标题'],
  ['c', '/* TODO: old */ f();', 'new', '/* TODO: new */ f();'],
  ['go', '// TODO: old (due: friday)', 'new', '// TODO: new (due: friday)'],
  ['go', '// TODO', 'new', '// TODO new'],
  ['go', '// TODO: old', 'see "x" */ y', '// TODO: see "x" */ y'],
  ['python', 'def f():\n    """TODO: old\n    """', 'new', 'def f():\n    """TODO: new\n    """'],
];
const refused: [languageId: string, before: string, title: string][] = [
  ['c', '/* TODO: old */ f();', 'new */ evil(); /*'],
  ['html', '<!-- TODO: old -->', 'x --><script>'],
  ['python', 'def f():\n    """TODO: old"""', 'x"""; import os'],
  ['python', 'def f():\n    """TODO: old"""', 'ends in "'],
  ['go', '// TODO: old', 'a\nevil()'],
  ['go', '// TODO: old', 'a\u2028evil()'],
  ['go', '// TODO: old', ' '],
  ['go', '// TODO: old', 'new TODO: another'],
  ['go', '// TODO: old', 'new (assignees: mallory)'],
  ['php', '<?php // TODO: old', 'x ?> y'],
];

describe('todo: changing a title', () => {
  for (const [languageId, before, title, after] of taken) {
    it(JSON.stringify(after), () => {
      assert.equal(retitle(before, languageId, title), after);
    });
  }
  for (const [languageId, before, title] of refused) {
    it(`refuses ${JSON.stringify(title)} in ${JSON.stringify(before)}`, () => {
      assert.equal(retitle(before, languageId, title), undefined);
    });
  }

  it('keeps a hostile title inside the comment, in any language', () => {
    const frames = fc.constantFrom(
      ['java', 'a();\n/* TODO: old */ b();\n// TODO: last'],
      ['python', 'def f():\n    """TODO: old\n    """\n    g()  # TODO: last'],
      ['html', '<p><!-- TODO: old --></p><!-- TODO: last -->'],
      ['php', '<?php // TODO: old\nf(); # TODO: last'],
      ['ruby', '# TODO: old\nf # TODO: last'],
    );
    const title = fc.array(fc.constantFrom(...pieces), { minLength: 1, maxLength: 6 }).map((parts) => parts.join(''));
    fc.assert(
      fc.property(frames, title, ([languageId, text], wanted) => {
        const result = retitle(text!, languageId!, wanted);
        if (result === undefined) return;
        const todos = findTodos(result, languageId!);
        assert.deepEqual(
          todos.map((todo) => todo.title),
          [wanted.trim(), 'last'],
        );
        assert.equal(result.split(/\r\n|\r|\n/).length, text!.split('\n').length);
      }),
      { numRuns: 1000 },
    );
  });
});
