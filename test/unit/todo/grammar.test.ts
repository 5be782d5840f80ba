import assert from 'node:assert/strict';
import { findTodos, todoAtLine } from '../../../src/todo/index';
import type { Todo } from '../../../src/todo/index';

function one(text: string, languageId = 'typescript'): Todo {
  const todos = findTodos(text, languageId);
  assert.equal(todos.length, 1, `${todos.length} todos in ${JSON.stringify(text)}`);
  return todos[0]!;
}

/** Title of the only todo, or `undefined` if there is none. */
function title(comment: string): string | undefined {
  const todos = findTodos(`// ${comment}`, 'typescript');
  assert.ok(todos.length < 2);
  return todos[0]?.title;
}

describe('todo: grammar', () => {
  it('takes a tag that leads its line, with or without a colon', () => {
    for (const text of [
      'TODO: a',
      'TODO a',
      '- TODO: a',
      '* TODO a',
      '[ ] TODO a',
      '1. TODO: a',
      '[TODO] a',
      '(TODO) a',
    ]) {
      assert.equal(title(text), 'a', text);
    }
    for (const text of [
      '@todo a',
      '\\todo a',
      '@TODO: a',
      'todo: a',
      'Todo: a',
      'FIXME! a',
      'TODO - a',
      'TODO -- a',
      '**TODO**: a',
    ]) {
      assert.equal(title(text), 'a', text);
    }
  });

  it('takes a tag behind other text only with a colon or a parenthesis', () => {
    assert.equal(title('works for now. TODO: a'), 'a');
    assert.equal(title('works for now, FIXME(bob): a'), 'a');
    assert.equal(title('see the TODO in main'), undefined);
    assert.equal(title('not yet done, todo: a'), undefined);
  });

  it('takes whole words only, by the rules of Unicode', () => {
    for (const text of [
      'TODOS: a',
      'método: a',
      'TODO_x: a',
      'AUTODOC: a',
      'TODÓ: a',
      'TODO\u0301: a',
      'x.TODO(): a',
      'TODO.md: a',
    ]) {
      assert.equal(title(text), undefined, text);
    }
    assert.equal(title('TODO修复'), '修复');
    assert.equal(title('待办：修复'), '修复');
    assert.equal(title('待办事项：修复'), undefined);
    assert.equal(title('待办 列表'), undefined);
  });

  it('leaves mentions in quotes and code alone', () => {
    for (const text of [
      'prints "TODO: x" first',
      'calls context.TODO(): x',
      'docs/TODO: x',
      'TODO = 1',
      'TODO::new(): x',
      "TODO's",
    ]) {
      assert.equal(title(text), undefined, text);
    }
  });

  it('reads references in brackets of all kinds', () => {
    assert.deepEqual(one('// TODO(@alice, #12, feishu:ab-1): x').references, ['@alice', '#12', 'feishu:ab-1']);
    assert.deepEqual(one('// TODO[bob] x').references, ['bob']);
    assert.deepEqual(one('// TODO（小王，小李）：标题').references, ['小王', '小李']);
    assert.deepEqual(one('// TODO @alice: x').references, ['@alice']);
    assert.deepEqual(one('// TODO (see #4): x').references, ['see #4']);
    assert.deepEqual(one('// TODO (later) x').references, []);
    assert.deepEqual(one('// TODO(f(a, b), c): x').references, ['f(a, b)', 'c']);
    assert.deepEqual(one('// TODO(alice x').references, []);
  });

  it('knows the linked task, by reference or by its link', () => {
    assert.equal(one('// TODO(alice, feishu:9a-b): x').taskId, '9a-b');
    const url = 'https://applink.feishu.cn/client/todo/detail?guid=9a-b&suite_entity_num=t1';
    const own = one(`// TODO: x\n// more\n// ${url}`);
    assert.deepEqual([own.taskId, own.title, own.description], ['9a-b', 'x', 'more']);
    const behind = one(`/* TODO: x ${url} */`, 'css');
    assert.deepEqual([behind.taskId, behind.title, behind.description], ['9a-b', 'x', '']);
    assert.equal(one('// TODO: see https://example.com/client/other?guid=1').taskId, undefined);
  });

  it('reads the lines that follow as description', () => {
    const text = ['/**', ' * TODO: title', ' *   - one', ' *   - two', ' *', ' * not this', ' */'].join('\n');
    assert.equal(one(text).description, '- one\n- two');
    assert.equal(one('// TODO: a\n// b\n\n// c').description, 'b');
    assert.equal(one('// TODO:\n// a\n// b').title, 'a');
    assert.equal(one('// TODO: a\n// -----\n// b').description, '');
    assert.equal(one('/**\n * @todo a\n * @param b c\n */').description, '');
    assert.equal(one('// TODO: a\n// NOTE: b').description, '');
    assert.equal(one('x(); // TODO: a\n// b').description, '');
    assert.equal(one('x(); // TODO: a\n     // b').description, 'b');
    assert.equal(one('# TODO: a\n#   b\r\n#   c', 'python').description, 'b\nc');
  });

  it('ends at the next tag', () => {
    const todos = findTodos('// TODO: a\n// b\n// FIXME: c\n// d TODO(x): e', 'go');
    assert.deepEqual(
      todos.map((todo) => [todo.tag, todo.title, todo.description, todo.line, todo.grade]),
      [
        ['TODO', 'a', 'b', 0, 'lead'],
        ['FIXME', 'c', '', 2, 'lead'],
        ['TODO', 'e', '', 3, 'inline'],
      ],
    );
    assert.deepEqual(
      findTodos('// TODO/FIXME: a', 'go').map((todo) => todo.title),
      ['a'],
    );
  });

  it('reads options on lines, in the brackets and behind the title', () => {
    const text =
      '// TODO: a\n// assignees: @alice, 小王 and bob\n// due: next friday\n// repeat: 每周一\n// 关注人：小李\n// rest';
    const { options, description } = one(text);
    assert.equal(description, 'rest');
    assert.deepEqual(
      options.assignees?.map((item) => item.text),
      ['@alice', '小王', 'bob'],
    );
    assert.deepEqual(
      options.followers?.map((item) => item.text),
      ['小李'],
    );
    assert.equal(options.due?.text, 'next friday');
    assert.equal(options.repeat?.text, '每周一');

    const inline = one('// TODO(x, due: 2026-03-01, assignees: @a, @b, repeat: FREQ=WEEKLY;BYDAY=MO,FR): t');
    assert.equal(inline.options.due?.text, '2026-03-01');
    assert.deepEqual(
      inline.options.assignees?.map((item) => item.text),
      ['@a', '@b'],
    );
    assert.equal(inline.options.repeat?.text, 'FREQ=WEEKLY;BYDAY=MO,FR');
    assert.equal(inline.references[0], 'x');

    const behind = one('// TODO: pay (due: tomorrow, followers: @c)');
    assert.deepEqual([behind.title, behind.options.due?.text], ['pay', 'tomorrow']);
    assert.equal(one('// TODO: pay (by tomorrow)').title, 'pay (by tomorrow)');
  });

  it('gives every part its exact place', () => {
    const text = 'x\r\n  // TODO(alice, due: 2026-01-02): fix it\r\n  // some more\r\n';
    const todo = one(text);
    const at = (range: { start: number; end: number }): string => text.slice(range.start, range.end);
    assert.equal(at(todo.tagRange), 'TODO');
    assert.equal(at(todo.referenceList!), '(alice, due: 2026-01-02)');
    assert.deepEqual(todo.referenceList!.items.map(at), ['alice', 'due: 2026-01-02']);
    assert.equal(at(todo.titleRange), 'fix it');
    assert.equal(at(todo.descriptionRange!), 'some more');
    assert.equal(at(todo.options.due!), '2026-01-02');
    assert.equal(at(todo.options.due!.range), 'due: 2026-01-02');
    assert.equal(at(todo.comment), '// TODO(alice, due: 2026-01-02): fix it\r\n  // some more');
    assert.deepEqual([todo.line, todo.column, todo.endLine], [1, 5, 2]);
    assert.equal(todoAtLine([todo], 2), todo);
    assert.equal(todoAtLine([todo], 3), undefined);
  });

  it('takes tags, case and docstrings as it is told', () => {
    assert.deepEqual(
      findTodos('// TODO: a\n// HACK: b', 'go', { tags: ['HACK'] }).map((todo) => todo.title),
      ['b'],
    );
    assert.deepEqual(findTodos('// todo: a', 'go', { ignoreCase: false }), []);
    assert.deepEqual(findTodos('"""TODO: a"""', 'python', { docstrings: false }), []);
    assert.deepEqual(
      findTodos('// a.*(b: c', 'go', { tags: ['a.*(b'] }).map((todo) => todo.title),
      ['c'],
    );
    assert.deepEqual(findTodos('// TODO: a', 'go', { tags: [] }), []);
    const languages = { mine: { lineComments: ['~~'], blockComments: [['<<', '>>']] as const } };
    assert.deepEqual(
      findTodos('~~ TODO: a\n"~~ TODO: no" << TODO: b >>', 'mine', { languages }).map((todo) => todo.title),
      ['a', 'b'],
    );
  });

  it('reads unknown languages by the markers that lead a line', () => {
    const text = '# TODO: a\nx = "# TODO: no"\n// TODO: b\n/* TODO: c */\nTODO: no';
    assert.deepEqual(
      findTodos(text, 'klingon').map((todo) => todo.title),
      ['a', 'b', 'c'],
    );
  });
});
