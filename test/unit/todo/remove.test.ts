import assert from 'node:assert/strict';
import fc from 'fast-check';
import { scanComments, LanguageTable } from '../../../src/todo/comments';
import { applyEdits, findTodos, removalEdits } from '../../../src/todo/index';
import { pieces } from './pieces';

function remove(text: string, languageId: string, index = 0): string | undefined {
  const edits = removalEdits(text, languageId, findTodos(text, languageId)[index]!);
  return edits && applyEdits(text, edits);
}

/** What stands outside comments, without white space. */
function code(text: string, languageId: string): string {
  const { spans } = scanComments(text, languageId, new LanguageTable());
  let outside = '';
  let at = 0;
  for (let span = 0; span < spans.length; span++) {
    outside += text.slice(at, spans.start(span));
    at = spans.end(span);
  }
  return (outside + text.slice(at)).replace(/\s/g, '');
}

const cases: [what: string, languageId: string, before: string, after: string, index?: number][] = [
  ['a line of its own', 'go', 'a()\n// TODO: x\nb()\n', 'a()\nb()\n'],
  ['all its lines', 'go', 'a()\n\t// TODO(feishu:a1): x\n\t// more\n\t// due: friday\n\tb()\n', 'a()\n\tb()\n'],
  ['the first line of a file', 'go', '// TODO: x\nb()', 'b()'],
  ['the last line of a file', 'go', 'a()\n// TODO: x', 'a()'],
  ['the only line of a file', 'go', '// TODO: x', ''],
  ['CR LF', 'go', 'a()\r\n// TODO: x\r\n// y\r\nb()\r\n', 'a()\r\nb()\r\n'],
  ['the last line with CR LF', 'go', 'a()\r\n// TODO: x', 'a()'],
  ['behind code', 'go', 'a() // TODO: x\nb()', 'a()\nb()'],
  ['behind code, going on below', 'go', 'a() // TODO: x\n    // more\nb()', 'a()\nb()'],
  ['a comment that says more above', 'go', '// Adds.\n// TODO: x\nb()', '// Adds.\nb()'],
  ['a comment that says more below', 'go', '// TODO: x\n//\n// Adds.\nb()', '//\n// Adds.\nb()'],
  ['text before it on the line', 'go', '// See there. TODO: x\n// more\nb()', '// See there.\nb()'],
  ['another TODO behind it', 'go', '// TODO: x TODO: y\nb()', '// TODO: y\nb()'],
  ['another TODO before it', 'go', '// TODO: x TODO: y\nb()', '// TODO: x\nb()', 1],
  ['the second of two', 'go', '// TODO: x\n// more\n// TODO: y\n// more\nb()', '// TODO: x\n// more\nb()', 1],
  ['brackets around it', 'go', '// Fast and good (TODO: x)\n', '// Fast and good\n'],
  ['brackets alone', 'go', '// (TODO: x)\nb()', 'b()'],
  ['a rule of Rust docs', 'rust', '/// Adds.\n/// TODO: x\nfn b() {}', '/// Adds.\nfn b() {}'],
  ['a hash comment', 'python', 'a = 1  # TODO: x\n', 'a = 1\n'],
  ['YAML', 'yaml', 'a:\n  # TODO: x\n  b: 1\n', 'a:\n  b: 1\n'],
  ['SQL', 'sql', 'select 1; -- TODO: x', 'select 1;'],
  ['a string with a tag beside it', 'go', 'a := "// TODO: no" // TODO: x', 'a := "// TODO: no"'],

  ['a block of its own', 'c', 'a();\n/* TODO: x */\nb();\n', 'a();\nb();\n'],
  ['a block of several lines', 'c', 'a();\n/*\n * TODO: x\n * more\n */\nb();\n', 'a();\nb();\n'],
  ['a block behind code', 'c', 'a(); /* TODO: x */\nb();', 'a();\nb();'],
  ['a block before code', 'c', '/* TODO: x */ b();', 'b();'],
  ['a block within code', 'c', 'f(a, /* TODO: x */ b);', 'f(a, b);'],
  ['a block that parts two words', 'c', 'int/* TODO: x */a;', 'int a;'],
  ['a block behind code, of several lines', 'c', 'a(); /* TODO: x\n  more */ b();', 'a(); b();'],
  ['the last line of a block', 'java', '/**\n * Adds.\n * TODO: x\n */\nint a;', '/**\n * Adds.\n */\nint a;'],
  ['the first line of a block', 'java', '/* TODO: x\n *\n * Adds.\n */', '/*\n *\n * Adds.\n */'],
  [
    'the middle of a block',
    'java',
    '/**\n * A.\n * @todo x\n *   y\n * @return z\n */',
    '/**\n * A.\n * @return z\n */',
  ],
  ['the line that closes a block', 'c', '/* Adds.\n   TODO: x */\nint a;', '/* Adds. */\nint a;'],
  ['a part of a block of one line', 'c', '/* Adds. TODO: x */', '/* Adds. */'],
  ['HTML', 'html', '<p>\n  <!-- TODO: x -->\n</p>', '<p>\n</p>'],
  ['HTML within text', 'html', '<p>a<!-- TODO: x -->b</p>', '<p>ab</p>'],
  ['JSX', 'javascriptreact', 'a = <p>{/* TODO: x */}</p>', 'a = <p>{}</p>'],
  ['CSS', 'css', 'a { /* TODO: x */\n}', 'a {\n}'],
  ['Vue', 'vue', '<script>\n// TODO: x\nb()\n</script>', '<script>\nb()\n</script>'],

  [
    'a docstring that says more',
    'python',
    'def f():\n    """Adds.\n\n    TODO: x\n    """\n',
    'def f():\n    """Adds.\n\n    """\n',
  ],
  ['a docstring that says nothing else', 'python', 'def f():\n    """TODO: x"""\n', 'def f():\n    """"""\n'],
  [
    'a docstring of several lines',
    'python',
    'def f():\n    """\n    TODO: x\n    y\n    """\n',
    'def f():\n    """\n    """\n',
  ],
  ['the last line of a docstring', 'python', 'def f():\n    """Adds.\n    TODO: x"""\n', 'def f():\n    """Adds."""\n'],
  ['an Elixir heredoc', 'elixir', '@doc """\nAdds.\nTODO: x\n"""\n', '@doc """\nAdds.\n"""\n'],
  ['Chinese', 'go', '// TODO（小王，feishu:a1）：修复\n// 说明\nb()', 'b()'],
  ['a tag of Chinese', 'go', 'a() // 待办：修复\n', 'a()\n'],
];

describe('todo: removing a TODO', () => {
  for (const [what, languageId, before, after, index] of cases) {
    it(what, () => {
      assert.equal(remove(before, languageId, index), after);
      assert.equal(findTodos(after, languageId).length, findTodos(before, languageId).length - 1);
      assert.equal(code(after, languageId), code(before, languageId));
    });
  }

  it('reads as one TODO less and leaves the code alone, for any text of comments', () => {
    const comment = fc.constantFrom(
      ...[
        '// TODO: a',
        '// TODO(feishu:x1): b',
        '// more',
        '//',
        '// note TODO: c',
        '/* TODO: d */',
        '/*',
        ' */',
        ' * TODO: e',
      ],
      ...[
        'f(); ',
        '"TODO: s" ',
        '/** @todo f */',
        'g(',
        ')',
        '\n',
        '\n',
        '\n',
        '    ',
        '\r\n',
        '// (TODO: h)',
        ' TODO: i',
      ],
    );
    let removed = 0;
    let refused = 0;
    fc.assert(
      fc.property(fc.array(comment, { minLength: 1, maxLength: 14 }), fc.nat(), (parts, choice) => {
        const text = parts.join('');
        const todos = findTodos(text, 'java');
        fc.pre(todos.length > 0);
        const result = remove(text, 'java', choice % todos.length);
        if (result === undefined) return void refused++;
        removed++;
        assert.equal(findTodos(result, 'java').length, todos.length - 1, JSON.stringify(result));
        assert.equal(code(result, 'java'), code(text, 'java'), JSON.stringify([text, result]));
      }),
      { numRuns: 1000 },
    );
    assert.ok(refused * 20 < removed, `${refused} of ${removed} refused`);
  });

  it('never changes code in any language, whatever the text', () => {
    const languages = fc.constantFrom(
      'go',
      'python',
      'html',
      'javascriptreact',
      'markdown',
      'php',
      'yaml',
      'ruby',
      'vue',
      'lua',
    );
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom(...pieces), { maxLength: 25 }),
        languages,
        fc.nat(),
        (parts, language, choice) => {
          const text = parts.join('');
          const todos = findTodos(text, language);
          fc.pre(todos.length > 0);
          const todo = todos[choice % todos.length]!;
          const { spans } = scanComments(text, language, new LanguageTable());
          for (const { start, end, newText } of removalEdits(text, language, todo) ?? []) {
            assert.equal(newText.trim(), '');
            for (let at = start; at < end; at++) {
              if (/\s/.test(text.charAt(at))) continue;
              const span = spans.firstEndingAfter(at);
              assert.ok(
                span < spans.length && spans.start(span) <= at,
                `${JSON.stringify(text)} at ${at} in ${language}`,
              );
            }
          }
        },
      ),
      { numRuns: 500 },
    );
  });
});
