import assert from 'node:assert/strict';
import fc from 'fast-check';
import { completionAt, findTodos, mayComplete } from '../../../src/todo/index';
import { pieces } from './pieces';

/** What is completed at the `|`: its kind, what is replaced, and details. */
function complete(marked: string, languageId = 'go'): string | undefined {
  const offset = marked.indexOf('|');
  const text = marked.replace('|', '');
  const found = completionAt(text, findTodos(text, languageId), offset);
  if (!found) return undefined;
  const { completion } = found;
  const typed = text.slice(completion.start, offset);
  switch (completion.kind) {
    case 'person':
      return `person ${completion.inList ? 'list' : 'text'} ${completion.at ? 'at ' : ''}[${typed}]`;
    case 'task':
      return `task ${completion.inList ? 'list' : 'text'} ${completion.trigger} [${typed}]`;
    case 'key':
      return `key [${typed}]`;
    case 'value':
      return `${completion.key} [${typed}]`;
  }
}

const cases: [text: string, found: string | undefined, languageId?: string][] = [
  ['// TODO(@|)', 'person list at [@]'],
  ['// TODO(@al|): x', 'person list at [@al]'],
  ['// TODO(@al|', 'person list at [@al]'],
  ['// TODO(bob, @李|): x', 'person list at [@李]'],
  ['// TODO（@小|）：x', 'person list at [@小]'],
  ['// TODO(assignees: @a, @b|): x', 'person list at [@b]'],
  ['// TODO(assignees: b|): x', 'person list [b]'],
  ['// TODO: ask @al|', 'person text at [@al]'],
  ['// TODO: x\n// assignees: |', 'person list []'],
  ['// TODO: x\n// followers: bob, Alice J|', 'person list [Alice J]'],
  ['// TODO: x\n// followers: @bob @ali|', 'person list at [@ali]'],
  ['// TODO: x\n// 关注人：李|', 'person list [李]'],
  ['// TODO: x\n// more, ask @b|', 'person text at [@b]'],
  ['/*\n * TODO: x\n * assignees: @|\n */', 'person list at [@]', 'java'],
  ['"""TODO: x\nassignees: @|\n"""', 'person list at [@]', 'python'],
  ['/**\n * TODO: x\n * @|\n */', undefined, 'java'],
  ['/**\n * TODO: x\n * ask @|\n */', 'person text at [@]', 'java'],
  ['a = 1  # TODO(@|): x', 'person list at [@]', 'python'],

  ['// TODO(feishu:|): x', 'task list feishu: [feishu:]'],
  ['// TODO(feishu:cach|): x', 'task list feishu: [feishu:cach]'],
  ['// TODO(feishu:price list|): x', 'task list feishu: [feishu:price list]'],
  ['// TODO(alice, #|): x', 'task list # [#]'],
  ['// TODO: x feishu:pri|', 'task text feishu: [feishu:pri]'],
  ['// TODO feishu:pri|', 'task text feishu: [feishu:pri]'],
  ['// TODO(feishu:done-1): x feishu:|', undefined],
  ['// TODO(feishu:done-1, #|): x', undefined],
  ['// TODO: see #1|', undefined],

  ['// TODO: x\n// |', 'key []'],
  ['// TODO: x\n// du|', 'key [du]'],
  ['// TODO: x\n// 截|', 'key [截]'],
  ['// TODO(|): x', 'key []'],
  ['// TODO(alice, du|): x', 'key [du]'],
  ['// TODO: x\n//\n// du|', undefined],
  ['// TODO: x\n// more wor|', undefined],
  ['// TODO: x|', undefined],

  ['// TODO: x\n// due: |', 'due []'],
  ['// TODO: x\n// due: next fri|', 'due [next fri]'],
  ['// TODO: x\n// 截止日期：明|', 'due [明]'],
  ['// TODO(due: tom|): x', 'due [tom]'],
  ['// TODO(alice, repeat: every |): x', 'repeat [every ]'],
  ['// TODO: x\r\n// repeat: |\r\n', 'repeat []'],

  ['// TODO: x\nf("@|")', undefined],
  ['// TODO: x\n@|', undefined],
  ['s := "TODO(@|)"', undefined],
  ['// note @|', undefined],
  ['// TODO: x\n\n// due: |', undefined],
  ['@|// TODO: x', undefined],
  ['// @|TODO: x', undefined],
];

describe('todo: completion', () => {
  for (const [text, found, languageId] of cases) {
    it(JSON.stringify(text), () => {
      assert.equal(complete(text, languageId), found);
      const before = text.slice(0, text.indexOf('|')).split('\n').at(-1)!;
      if (found !== undefined) assert.equal(mayComplete(before, false) || /\([^:]*$/.test(before), true, 'quick check');
    });
  }

  it('is not even looked for in ordinary code', () => {
    for (const line of [
      'const a = b',
      '  return total',
      'if (x) {',
      'print("hello"',
      'a: string',
      '- item',
      'x = y # z',
    ]) {
      assert.equal(mayComplete(line, false), line === '- item', line);
    }
    assert.equal(mayComplete('const a', true), true);
  });

  it('stays inside the comment of its TODO, whatever the text', () => {
    const text = fc.array(fc.constantFrom(...pieces, '@a', 'due: ', 'feishu:', '#'), { maxLength: 20 });
    fc.assert(
      fc.property(text, fc.nat(), fc.constantFrom('go', 'python', 'html', 'java'), (parts, place, languageId) => {
        const whole = parts.join('');
        const offset = place % (whole.length + 1);
        const found = completionAt(whole, findTodos(whole, languageId), offset);
        if (!found) return;
        const { todo, completion } = found;
        assert.ok(completion.start >= todo.tagRange.end && completion.start <= offset);
        assert.ok(offset <= todo.comment.end);
        assert.ok(!/[\r\n]/.test(whole.slice(completion.start, offset)));
      }),
      { numRuns: 2000 },
    );
  });
});
