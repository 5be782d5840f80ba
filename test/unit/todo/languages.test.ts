import assert from 'node:assert/strict';
import { findTodos } from '../../../src/todo/index';

/** Titles of the todos found; every trap in the samples says "no". */
function titles(text: string, languageId: string): string[] {
  return findTodos(text, languageId).map((todo) => todo.title);
}

const samples: [languageId: string, text: string, expected: string[]][] = [
  ['typescript', 'const s = "// TODO: no"; // TODO: a\nconst r = /["/*]TODO: no/; /* FIXME: b */', ['a', 'b']],
  ['typescript', 'const a = `${x /* TODO: a */} // TODO: no`; // TODO: b', ['a', 'b']],
  ['typescript', 'const q = a / b; // TODO: a\nconst z = c / d;', ['a']],
  [
    'typescriptreact',
    "f = <T,>(x: T) => x; // TODO: a\nreturn <b t='// TODO: no'>don't {/* TODO: b */}// TODO: no</b>;",
    ['a', 'b'],
  ],
  ['javascript', 'return <a href="https://x">// TODO: no<B/>{x /* TODO: a */}</a> // TODO: b', ['a', 'b']],
  ['python', '"""TODO: a"""\nx = """TODO: no"""\ny = \'# TODO: no\' # TODO: b', ['a', 'b']],
  ['go', "x := context.TODO() // TODO: a\ns := `// TODO: no\n// TODO: no`\nr := '\"' // TODO: b", ['a', 'b']],
  ['java', 'String s = """\n // TODO: no\n """; /** @todo a */ char c = \'"\'; // TODO: b', ['a', 'b']],
  ['c', '#error don\'t\nint x; /* TODO: a */ // TODO: b \\\n more\nchar *s = "/* TODO: no */";', ['a', 'b \\']],
  ['cpp', 'auto s = R"x(// TODO: no)" // TODO: no )x"; // TODO: a\nint n = 1\'000; // TODO: b', ['a', 'b']],
  [
    'rust',
    'fn f<\'a>(x: &\'a str) {} /* /* TODO: a\n */ TODO: b */ let s = r#"// TODO: no"#; // TODO: c',
    ['a', 'b', 'c'],
  ],
  [
    'html',
    '<!-- TODO: a --><p title="<!-- TODO: no -->">// TODO: no</p><script>// TODO: b\n</script><style>/* TODO: c */</style>',
    ['a', 'b', 'c'],
  ],
  ['css', 'a { b: url(//TODO:no); c: "/* TODO: no */" } /* TODO: a */ #TODO {}', ['a']],
  [
    'shellscript',
    'echo "# TODO: no" \'# TODO: no\' ${#x} # TODO: a\ncat <<EOF\n# TODO: no\nEOF\n# TODO: b',
    ['a', 'b'],
  ],
  ['yaml', 'a: "# TODO: no" # TODO: a\nb: don\'t # TODO: b\nc: |\n  # TODO: no\nd: 1 # TODO: c', ['a', 'b', 'c']],
  ['yaml', 'run: |\n  echo "# TODO: no" # TODO: a\nx: 1', ['a']],
  ['sql', "select 'it''s -- TODO: no' -- TODO: a\n/* TODO: b */", ['a', 'b']],
  ['php', '// TODO: no <?php // TODO: a ?> # TODO: no <?php echo "# TODO: no"; # TODO: b\n?>', ['a', 'b']],
  ['vue', '<template lang="pug">\n// TODO: a\n</template><script lang="ts">// TODO: b\n</script>', ['a', 'b']],
  ['markdown', '# TODO: no\n<!-- TODO: a -->\n```py\n# TODO: b\n```\n`<!-- TODO: no -->`', ['a', 'b']],
];

describe('todo: languages', () => {
  samples.forEach(([languageId, text, expected], index) => {
    it(`${languageId}, sample ${index + 1}`, () => {
      assert.deepEqual(titles(text, languageId), expected);
    });
  });
});
