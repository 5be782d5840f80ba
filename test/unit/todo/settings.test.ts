import assert from 'node:assert/strict';
import fc from 'fast-check';
import { checkLanguages, checkTags, findTodos, TodoReader } from '../../../src/todo/index';
import type { UserLanguage } from '../../../src/todo/index';
import { languageByPath } from '../../../src/todo/languages/paths';

const kinds = (value: unknown): string[] => checkTags(value).problems.map(({ kind }) => kind);
const titles = (text: string, languageId: string, languages: Record<string, UserLanguage>): string[] =>
  findTodos(text, languageId, { languages }).map(({ title }) => title);

describe('todo: tags from settings', () => {
  it('takes any text but blanks, control characters and what is too long', () => {
    const odd = ['TODO', ' FIXME ', 'C++ (x)', '[.*]+', '修复', '🔥', 'TO DO', '$', 'a|b'];
    assert.deepEqual(checkTags(odd), { tags: odd.map((tag) => tag.trim()), problems: [] });
    assert.deepEqual(checkTags([]), { tags: [], problems: [] });
    assert.deepEqual(kinds(['', '  ', 'a\nb', 'a\0', '\ud800', 'x'.repeat(10_000), 3, null]), [
      ...['tagEmpty', 'tagEmpty', 'tagControl', 'tagControl', 'tagControl', 'tagLong', 'tagEmpty', 'tagEmpty'],
    ]);
    assert.deepEqual(kinds('TODO'), ['notAList']);
    assert.deepEqual(kinds(Array.from({ length: 101 }, (_, index) => `T${index}`)), ['tooMany']);
    assert.ok(checkTags(['x'.repeat(10_000)]).problems[0]!.value.length <= 40);
  });

  it('finds whatever tag it takes, as a whole word and in no other place', () => {
    const tag = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 12 });
    fc.assert(
      fc.property(tag, (text) => {
        const { tags } = checkTags([text]);
        fc.pre(tags.length === 1 && !/^[/\s@\\*!<|-]|[\s*]$/.test(tags[0]!));
        const found = findTodos(`// ${tags[0]}: title\nx("// ${tags[0]}: no")`, 'plaintext', { tags });
        assert.deepEqual(
          found.map(({ title }) => title),
          ['title'],
        );
      }),
    );
  });

  it('stays linear with a hundred tags of a hundred characters', () => {
    const { tags } = checkTags(Array.from({ length: 100 }, (_, index) => `${'a'.repeat(97)}${index}`));
    assert.equal(tags.length, 100);
    assert.deepEqual(findTodos(`// ${'a'.repeat(300_000)}`, 'c', { tags }), []);
  }).timeout(10_000);

  it('finds nothing without a tag', () => {
    assert.deepEqual(new TodoReader({ tags: [] }).read('// TODO: a', 'c'), []);
  });
});

describe('todo: languages from settings', () => {
  const described = {
    lineComments: ['--', 'REM'],
    blockComments: [['{-', '-}']],
    strings: ['"', { open: '[[', close: ']]', multiline: true, escape: '' }],
  };

  it('reads comments and strings as described', () => {
    const { languages, problems } = checkLanguages({ mine: described, dialect: 'cpp', other: { like: 'python' } });
    assert.deepEqual(problems, []);
    const text = [
      'x = "-- TODO: no" -- TODO: line',
      '{- TODO: block -} y',
      'z = [[ \\',
      '-- TODO: no ]] -- TODO: behind',
      'rem TODO: word',
      'theorem TODO: no',
      '# TODO: no',
    ].join('\n');
    assert.deepEqual(titles(text, 'mine', languages), ['line', 'block', 'behind', 'word']);
    assert.deepEqual(titles('x("// TODO: no"); // TODO: a', 'dialect', languages), ['a']);
    assert.deepEqual(titles('"""TODO: a"""', 'other', languages), ['a']);
  });

  it('wins over a built-in language, also where that is embedded', () => {
    const { languages } = checkLanguages({ javascript: { lineComments: ['%%'] } });
    assert.deepEqual(titles('// TODO: no\n%% TODO: a', 'javascript', languages), ['a']);
    const html = '<script>\n// TODO: no\n%% TODO: a\n</script><!-- TODO: b -->';
    assert.deepEqual(titles(html, 'html', languages), ['a', 'b']);
  });

  it('says what cannot be used, and leaves the whole language out', () => {
    const cases: [unknown, string][] = [
      [5, 'notAnObject'],
      [{}, 'noComments'],
      [{ lineComments: [] }, 'noComments'],
      ['klingon', 'unknownLanguage'],
      [{ like: 3 }, 'unknownLanguage'],
      [{ lineComment: '//' }, 'unknownKey'],
      [{ lineComments: '//' }, 'notAList'],
      [{ lineComments: ['/ /'] }, 'marker'],
      [{ lineComments: [''] }, 'marker'],
      [{ lineComments: ['※'] }, 'marker'],
      [{ lineComments: ['x'.repeat(41)] }, 'marker'],
      [{ blockComments: ['/*', '*/'] }, 'pair'],
      [{ blockComments: [['/*']] }, 'pair'],
      [{ lineComments: ['#'], strings: [{ open: '"', regex: '.*' }] }, 'string'],
      [{ lineComments: ['#'], strings: [{ open: '"', escape: 'xx' }] }, 'string'],
      [{ lineComments: ['#'], extensions: ['a/b'] }, 'fileName'],
    ];
    for (const [given, kind] of cases) {
      const { languages, problems } = checkLanguages({ bad: given, good: { lineComments: ['#'] } });
      assert.deepEqual(problems[0]?.kind, kind, JSON.stringify(given));
      assert.deepEqual(Object.keys(languages), ['good'], JSON.stringify(given));
    }
    assert.equal(checkLanguages([]).problems[0]?.kind, 'notAnObject');
  });

  it('never fails on what a settings file may hold, and stays linear in what it takes', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        checkTags(value);
        checkLanguages(value);
        checkLanguages({ x: value });
      }),
    );
    const marks = ['"', '{', "'''", '<!--', '--'];
    const { languages } = checkLanguages({
      hard: {
        lineComments: ['#'],
        blockComments: marks.map((mark) => [mark, `${mark}>`]),
        strings: marks.map((mark) => ({ open: `=${mark}`, close: `${mark}=`, multiline: true })),
      },
    });
    for (const unit of ['="', '{', "='''", '<!--', '--', '=-', '"\n']) {
      findTodos(unit.repeat(50_000), 'hard', { languages });
    }
  }).timeout(10_000);
});

describe('todo: languages by path', () => {
  it('asks associations first, then the user, then the tables', () => {
    const { languages } = checkLanguages({
      mine: { lineComments: ['--'], extensions: ['.my', 'x.ts'], filenames: ['Mine'] },
    });
    const of = languageByPath({ languages, associations: { '*.inc': 'php', '**/gen/**': 'c', 'a.MY': 'sql' } });
    const expected = {
      'a/b.inc': 'php',
      'a/B.INC': 'php',
      'a/gen/x.ts': 'c',
      'a.my': 'sql',
      'b.my': 'mine',
      'lib/MINE': 'mine',
      'a.x.ts': 'mine',
      'a.ts': 'typescript',
      none: 'plaintext',
    };
    for (const [path, id] of Object.entries(expected)) assert.equal(of(path), id, path);
  });
});
