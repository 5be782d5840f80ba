import assert from 'node:assert/strict';
import { findTodos, isKnownLanguage, languageOfPath } from '../../../src/todo/index';

/** Each text has the todos a, b, c ... in this order, and nothing else; traps say "no". */
const samples: [languageId: string, text: string, todos: number][] = [
  [
    'ruby',
    's = "#{x # TODO: a\n} # TODO: no"\n=begin\nTODO: b\n=end\nr = /[#"] TODO: no/ # TODO: c\nw = %w[# TODO: no]\nx = <<~EOS # TODO: d\n  # TODO: no\nEOS\nc = ?# # TODO: e\n__END__\n# TODO: no',
    5,
  ],
  ['crystal', 'x = "# TODO: no" # TODO: a', 1],
  [
    'perl',
    'my $n = $#list; # TODO: a\nmy $s = q{# TODO: no}; s/#/TODO: no/;\n=pod\n\nTODO: b\n\n=cut\nprint <<"E"; # TODO: c\n# TODO: no\nE\n',
    3,
  ],
  ['lua', 'x = "-- TODO: no" -- TODO: a\n--[[ TODO: b\n]] y = [[ -- TODO: no ]] --[==[ TODO: c ]==]', 3],
  ['haskell', 'f x\' = \'"\' -- TODO: a\ng = a --> TODO: no\n{- x {- y -} TODO: b -} s = "-- TODO: no"', 2],
  ['elm', 'x = """-- TODO: no""" -- TODO: a\n{- TODO: b -}', 2],
  ['ocaml', "let f 'a' = '\"' (* TODO: a (* b *) *) let s = {|(* TODO: no *)|} (* TODO: b *)", 2],
  ['fsharp', 'let op = (*) 1 // TODO: a\nlet s = @"// TODO: no" (* TODO: b *)', 2],
  ['sml', 'val s = "(* TODO: no *)" (* TODO: a *)', 1],
  ['clojure', '(def c \\;) ; TODO: a\n(def s "; TODO: no") ;; TODO: b', 2],
  ['lisp', '(print "; TODO: no") ; TODO: a\n#| TODO: b |#', 2],
  ['scheme', '#| x #| y |# TODO: a |# "; TODO: no" ; TODO: b', 2],
  ['elisp', '(insert ?\\; "; TODO: no") ; TODO: a', 1],
  ['erlang', 'X = $%, Y = "% TODO: no", % TODO: a\n%% TODO: b', 2],
  [
    'elixir',
    '@doc """\nTODO: a\n"""\nx = "# TODO: no" # TODO: b\ny = """\n# TODO: no\n"""\nz = ~s(# TODO: no) # TODO: c',
    3,
  ],
  ['matlab', "x = a'; % TODO: a\ns = '% TODO: no'; % TODO: b\n%{\nTODO: c\n%}", 3],
  ['octave', '# TODO: a\nx = "# TODO: no"; % TODO: b', 2],
  ['latex', '50\\% TODO: no % TODO: a\n\\todo{TODO: no}', 1],
  ['bat', 'REM TODO: a\n@rem TODO: b\n:: TODO: c\necho rem TODO: no\nset REMARK=TODO: no', 3],
  ['viml', '" TODO: a\nlet s = "TODO: no" " TODO: b\nlet q = \'" TODO: no\'', 2],
  ['asm', 'mov r0, #4 ; TODO: a\n# TODO: b\n.ascii "; TODO: no"\n/* TODO: c */ add r1, r2 @ TODO: d', 4],
  ['powershell', '$s = "# TODO: no" # TODO: a\n<# TODO: b #>\n$h = @"\n# TODO: no\n"@', 2],
  [
    'kotlin',
    'val s = "${m["k"]} // TODO: no" // TODO: a\n/* /* x */ TODO: b */ TODO("no")\nval r = """// TODO: no"""',
    2,
  ],
  ['swift', 'let s = "\\(f("x")) // TODO: no" // TODO: a\nlet r = #"a" // TODO: no"# /* /* */ TODO: b */', 2],
  ['scala', 'val s = """// TODO: no""" // TODO: a\nval c = \'"\' /* /* */ TODO: b */', 2],
  ['dart', "var s = '${m['k']} // TODO: no'; // TODO: a\nvar t = '''// TODO: no''';", 1],
  ['csharp', 'var p = @"C:\\"; // TODO: a\nvar q = @"x "" // TODO: no"; /// <summary>TODO: b</summary>', 2],
  ['groovy', "def r = ~/\"/ // TODO: a\ndef s = '''// TODO: no'''", 1],
  ['nim', '# TODO: a\n#[ x #[ y ]# TODO: b ]#\nvar s = """# TODO: no"""', 2],
  ['julia', 'x = a\' # TODO: a\n#= TODO: b =#\n"""\nTODO: c\n"""\nf(x) = "# TODO: no"', 3],
  ['r', 'x <- "# TODO: no" # TODO: a', 1],
  ['toml', 'a = \'# TODO: no\' # TODO: a\nb = """\n# TODO: no\n""" # TODO: b', 2],
  ['ini', '; TODO: a\n# TODO: b\nx = 1 ; TODO: no', 2],
  ['dockerfile', '# TODO: a\nRUN echo "x" # TODO: no', 1],
  ['makefile', 'x = a\\#b # TODO: a\n\techo "# TODO: no" # TODO: b', 2],
  ['cmake', 'set(x "# TODO: no") # TODO: a\n#[[ TODO: b ]] message([[# TODO: no]])', 2],
  ['terraform', 'x = "${a["b"]} # TODO: no" # TODO: a\n// TODO: b\ny = <<EOT\n# TODO: no\nEOT\n/* TODO: c */', 3],
  ['nix', "x = ''\n# TODO: no\n''; # TODO: a\n/* TODO: b */", 2],
  ['vb', 'Dim s = "\' TODO: no" \' TODO: a\nREM TODO: b', 2],
  ['pascal', "s := '{ TODO: no }'; { TODO: a } (* TODO: b *) // TODO: c\n{$IFDEF TODO: no}", 3],
  ['FortranFreeForm', "x = '! TODO: no' ! TODO: a", 1],
  ['FortranFixedForm', 'C TODO: a\n      X = 1 ! TODO: b', 2],
  ['ada', 'X : Character := \'"\'; -- TODO: a\nS : String := "-- TODO: no"; Y := A\'First; -- TODO: b', 2],
  ['vhdl', "x <= '1'; -- TODO: a", 1],
  ['verilog', 'assign x = 1; // TODO: a\n/* TODO: b */ $display("// TODO: no");', 2],
  ['zig', 'const s =\n    \\\\// TODO: no\n; // TODO: a', 1],
  ['d', 'auto s = r"\\"; // TODO: a\n/+ /+ +/ TODO: b +/ auto t = `// TODO: no`;', 2],
  ['coffeescript', 's = "#{x} # TODO: no" # TODO: a\n### TODO: b ###', 2],
  ['jade', '// TODO: a\n  more\n//- TODO: b\np // TODO: no', 2],
  ['haml', '-# TODO: a\n%p # TODO: no', 1],
  ['scss', '// TODO: a\na { b: url(http://TODO:no) } /* TODO: b */', 2],
  ['less', '@x: "// TODO: no"; // TODO: a', 1],
  ['graphql', '"""\n# TODO: no\n"""\ntype A # TODO: a', 1],
  ['proto3', 'string a = 1; // TODO: a\n/* TODO: b */', 2],
  ['svelte', '<!-- TODO: a --><script lang="ts">// TODO: b\n</script>', 2],
  ['astro', '---\n// TODO: a\nconst x = "// TODO: no";\n---\n<!-- TODO: b -->{/* TODO: c */}', 3],
  ['erb', '<%# TODO: a %><p>// TODO: no</p><% x = "# TODO: no" # TODO: b %><!-- TODO: c -->', 3],
  ['ejs', '<% // TODO: a\n%><%# TODO: b %>', 2],
  ['twig', '{# TODO: a #}{{ "TODO: no" }}<!-- TODO: b -->', 2],
  ['handlebars', '{{! TODO: a }}{{!-- TODO: b --}}{{TODO}}', 2],
  ['razor', '@* TODO: a *@<p>TODO: no</p>', 1],
  ['xml', '<!-- TODO: a --><![CDATA[<!-- TODO: no -->]]>', 1],
  ['restructuredtext', '.. TODO: a\n   more\n\n.. note:: TODO: no\n\nTODO: no', 1],
  ['asciidoc', '// TODO: a\n\nTODO: no\n\n////\nTODO: b\n////', 2],
  ['prolog', "x(0'a). % TODO: a\ny('% TODO: no'). /* TODO: b */", 2],
  ['tcl', '# TODO: a\nset x "# TODO: no" ;# TODO: b', 2],
  ['awk', '/#TODO: no/ { print } # TODO: a', 1],
  ['wolfram', '(* TODO: a *) "(* TODO: no *)"', 1],
  ['smalltalk', '"TODO: a" x := \'"TODO: no"\'', 1],
  ['solidity', 'uint x; // TODO: a\nstring s = "// TODO: no";', 1],
  ['jsonc', '{ "a": "// TODO: no" } // TODO: a', 1],
  ['php', '<script>// TODO: a\n</script><?php #[Attr("TODO: no")]\n$s = <<<EOT\n// TODO: no\nEOT; // TODO: b ?>', 2],
  ['objective-c', 'NSString *s = @"// TODO: no"; // TODO: a', 1],
  ['systemverilog', '// TODO: a', 1],
  ['wat', '(module) ;; TODO: a\n(; (; ;) TODO: b ;)', 2],
  ['lean', '-- TODO: a\n/- /- -/ TODO: b -/', 2],
  ['coq', '(* (* *) TODO: a *)', 1],
  ['applescript', '-- TODO: a\n(* TODO: b *)', 2],
  ['abap', '* TODO: a\nx = 1. " TODO: b', 2],
  ['cobol', '      * TODO: a\n       MOVE X *> TODO: b', 2],
  ['properties', '# TODO: a\n! TODO: b\nx=# TODO: no', 2],
  ['mdx', '{/* TODO: a */}\n\n# TODO: no\n\n<!-- TODO: b -->', 2],
  ['sass', '// TODO: a\n   more\na\n  b: c // TODO: b', 2],
];

const names: [path: string, languageId: string][] = [
  ['src/a.tsx', 'typescriptreact'],
  ['A.H', 'cpp'],
  ['x/Dockerfile.dev', 'dockerfile'],
  ['Makefile', 'makefile'],
  ['CMakeLists.txt', 'cmake'],
  ['.gitignore', 'ignore'],
  ['tsconfig.json', 'jsonc'],
  ['a.blade.php', 'blade'],
  ['go.mod', 'go'],
  ['c:\\x\\a.rs', 'rust'],
  ['notes.txt', 'plaintext'],
  ['constructor', 'plaintext'],
  ['a.__proto__', 'plaintext'],
];

describe('todo: more languages', () => {
  for (const [languageId, text, count] of samples) {
    it(languageId, () => {
      assert.ok(isKnownLanguage(languageId));
      const expected = 'abcdefg'.slice(0, count).split('');
      assert.deepEqual(
        findTodos(text, languageId).map((todo) => todo.title.slice(0, 1)),
        expected,
      );
      assert.ok(!findTodos(text, languageId).some((todo) => /^no\b/.test(todo.title)));
    });
  }

  it('goes by file names', () => {
    for (const [path, languageId] of names) assert.equal(languageOfPath(path), languageId, path);
  });
});
