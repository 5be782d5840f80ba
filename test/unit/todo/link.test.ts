import assert from 'node:assert/strict';
import fc from 'fast-check';
import { applyEdits, findTodos, linkEdits, taskIdOf, unlinkEdits } from '../../../src/todo/index';
import type { LinkStyle, Todo } from '../../../src/todo/index';

const url = 'https://applink.feishu.cn/client/todo/detail?guid=ab-12';
const taskId = 'ab-12';

function link(text: string, languageId: string, style: LinkStyle, index = 0): string {
  return applyEdits(text, linkEdits(text, findTodos(text, languageId)[index]!, { taskId, style, url }));
}

/** What must not change when a comment is linked. */
function essence(todo: Todo): unknown[] {
  const references = todo.references.filter((item) => !item.startsWith('feishu:'));
  return [todo.tag, todo.title, todo.description, references, todo.line, todo.grade];
}

const written: [languageId: string, before: string, byId: string, byUrl: string][] = [
  ['go', '// TODO: x', '// TODO(feishu:ab-12): x', `// TODO: x\n// ${url}`],
  ['go', '\tf() // TODO x\nf()', '\tf() // TODO(feishu:ab-12) x\nf()', `\tf() // TODO x ${url}\nf()`],
  ['go', '// TODO(alice): x\r\ny', '// TODO(alice, feishu:ab-12): x\r\ny', `// TODO(alice): x\r\n// ${url}\r\ny`],
  ['go', '// TODO（小王）：标题', '// TODO（小王，feishu:ab-12）：标题', `// TODO（小王）：标题\n// ${url}`],
  ['go', '// TODO(): x', '// TODO(feishu:ab-12): x', `// TODO(): x\n// ${url}`],
  ['go', '// TODO @alice: x', '// TODO(feishu:ab-12) @alice: x', `// TODO @alice: x\n// ${url}`],
  ['rust', '  /// todo: x', '  /// todo(feishu:ab-12): x', `  /// todo: x\n  /// ${url}`],
  ['css', '/* TODO: x */', '/* TODO(feishu:ab-12): x */', `/* TODO: x ${url} */`],
  ['html', '<!-- TODO x\n  y -->', '<!-- TODO(feishu:ab-12) x\n  y -->', `<!-- TODO x\n  y\n  ${url} -->`],
  ['java', '/**\n * @todo x\n */', '/**\n * @todo(feishu:ab-12) x\n */', `/**\n * @todo x\n * ${url}\n */`],
  ['java', '/* TODO: x\n *\n * y */', '/* TODO(feishu:ab-12): x\n *\n * y */', `/* TODO: x\n * ${url}\n *\n * y */`],
  ['python', '# TODO[bob] x\n# y', '# TODO[bob, feishu:ab-12] x\n# y', `# TODO[bob] x\n# y\n# ${url}`],
  ['python', '# [TODO] x', '# [TODO(feishu:ab-12)] x', `# [TODO] x\n# ${url}`],
];

describe('todo: links in comments', () => {
  for (const [languageId, before, byId, byUrl] of written) {
    it(JSON.stringify(before), () => {
      assert.equal(link(before, languageId, 'id'), byId);
      assert.equal(link(before, languageId, 'url'), byUrl);
      assert.equal(link(before, languageId, 'none'), before);
      const original = findTodos(before, languageId)[0]!;
      for (const linked of [byId, byUrl]) {
        const todo = findTodos(linked, languageId)[0]!;
        assert.equal(todo.taskId, taskId);
        assert.deepEqual(essence(todo), essence(original));
        const unlinked = applyEdits(linked, unlinkEdits(linked, todo));
        assert.deepEqual(essence(findTodos(unlinked, languageId)[0]!), essence(original));
        assert.equal(findTodos(unlinked, languageId)[0]!.taskId, undefined);
      }
    });
  }

  it('holds for any comment made of the parts a comment can have', () => {
    const parts = {
      frame: fc.constantFrom(
        ['// ', '\n// ', ''],
        ['f(); // ', '', ''],
        ['/* ', '\n   ', ' */'],
        ['/**\n * ', '\n * ', '\n */'],
        ['/* ', '', ' */'],
      ),
      tag: fc.constantFrom(
        'TODO',
        'FIXME',
        '@todo',
        'TODO(a)',
        'TODO(a, due: 2026-01-01)',
        'TODO[b]',
        'TODO（王）',
        'TODO()',
      ),
      colon: fc.constantFrom(':', '：', ' -', '', ' @bob:', '!'),
      title: fc.constantFrom('', 'fix this', '修复', 'a (b)', 'see https://x.y/z', 'x (due: friday)'),
      more: fc.array(fc.constantFrom('more', 'due: monday', '- item', 'end.'), { maxLength: 3 }),
      after: fc.constantFrom('', '\n', '\n\ncode();', '\r\ncode();'),
      style: fc.constantFrom<LinkStyle>('id', 'url'),
    };
    fc.assert(
      fc.property(fc.record(parts), ({ frame: [open, next, close], tag, colon, title, more, after, style }) => {
        const lines = next === '' ? '' : more.map((line) => next + line).join('');
        const text = `${open}${tag}${colon} ${title}${lines}${close}${after}`;
        const [original, ...others] = findTodos(text, 'java');
        fc.pre(original !== undefined && others.length === 0);
        const linked = link(text, 'java', style);
        const todos = findTodos(linked, 'java');
        assert.equal(todos.length, 1, linked);
        assert.equal(todos[0]!.taskId, taskId, linked);
        assert.deepEqual(essence(todos[0]!), essence(original!), linked);
        assert.equal(linked.endsWith(after), true);
        const unlinked = applyEdits(linked, unlinkEdits(linked, todos[0]!));
        assert.deepEqual(essence(findTodos(unlinked, 'java')[0]!), essence(original!), unlinked);
      }),
      { numRuns: 500 },
    );
  });

  it('replaces a link, also by one of the other style', () => {
    const other = '// TODO(feishu:old, bob): x';
    assert.equal(link(other, 'go', 'id'), '// TODO(feishu:ab-12, bob): x');
    assert.equal(link(other, 'go', 'url'), `// TODO(bob): x\n// ${url}`);
  });

  it('links the right one of several todos of a comment', () => {
    const text = '# TODO: a\n# TODO: b';
    assert.equal(link(text, 'yaml', 'url', 0), `# TODO: a\n# ${url}\n# TODO: b`);
    assert.equal(link(text, 'yaml', 'id', 1), '# TODO: a\n# TODO(feishu:ab-12): b');
  });

  it('refuses what could not be read back or would end the comment', () => {
    const [todo] = findTodos('/* TODO: x */', 'c');
    const bad = (target: { taskId: string; style: LinkStyle; url?: string }): void => {
      assert.throws(() => linkEdits('/* TODO: x */', todo!, target), RangeError);
    };
    bad({ taskId: 'a)b', style: 'id' });
    bad({ taskId: '', style: 'id' });
    bad({ taskId, style: 'url' });
    bad({ taskId, style: 'url', url: `${url}*/` });
    bad({ taskId, style: 'url', url: 'https://example.com/' });
  });
});

describe('what a person pasted to name a task', () => {
  const id = '83912691-2e43-47fc-94a4-d512e03984fa';
  for (const text of [
    id,
    ` ${id}\n`,
    `feishu:${id}`,
    `https://applink.feishu.cn/client/todo/detail?guid=${id}&suite_entity_num=t1`,
    `https://applink.larksuite.com/client/todo/detail?guid=${id}`,
  ]) {
    it(`is read: ${text.trim()}`, () => assert.equal(taskIdOf(text), id));
  }
  for (const text of ['', 'refactor the parser', 'refactoring', 'https://example.com/?guid=1', `${id} and more`]) {
    it(`is a search: ${text}`, () => assert.equal(taskIdOf(text), undefined));
  }
});
