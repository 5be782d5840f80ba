import assert from 'node:assert/strict';
import fc from 'fast-check';
import { checkNewTask } from '../../../src/feishu/validate/task';
import { draftFromTodo, toNewTask } from '../../../src/tasks/draft';
import { codeLink } from '../../../src/tasks/permalink';
import { snippetOf } from '../../../src/tasks/snippet';
import { readCompletion, readOriginName, readSnippetLines, readTemplates } from '../../../src/tasks/taskSettings';
import { place } from './fakes';

const kinds = ({ problems }: { readonly problems: readonly { readonly kind: string; readonly value: string }[] }) =>
  problems.map(({ kind, value }) => [kind, value]);

describe('settings about tasks', () => {
  it('take the origin’s name as one text or by locale', () => {
    assert.deepEqual(readOriginName(' Shop '), { value: { en_us: 'Shop', zh_cn: 'Shop' }, problems: [] });
    assert.deepEqual(readOriginName({ ja_jp: '店' }).value, { ja_jp: '店' });
    for (const unset of [undefined, null, '', '  ', {}]) assert.equal(readOriginName(unset).value, undefined);
    assert.deepEqual(kinds(readOriginName({ en: 'Shop', zh_cn: 1 })), [
      ['unknownLocale', 'en'],
      ['notText', '1'],
    ]);
    assert.deepEqual(kinds(readOriginName(['Shop'])), [['notText', '["Shop"]']]);
    assert.equal(readOriginName('x'.repeat(600)).problems[0]?.kind, 'tooLong');
  });

  it('take a page or a tip for completion, on every platform', () => {
    const { value, problems } = readCompletion({ href: 'https://ci.example.com/done', tip: 'Merge it first' });
    assert.deepEqual(problems, []);
    assert.deepEqual(Object.keys(value!), ['pc', 'ios', 'android']);
    assert.deepEqual(value!.pc, {
      href: 'https://ci.example.com/done',
      tip: { en_us: 'Merge it first', zh_cn: 'Merge it first' },
    });
    assert.equal(readCompletion({}).value, undefined);
    assert.deepEqual(kinds(readCompletion({ href: 'javascript:alert(1)', page: 1 })), [
      ['unknownKey', 'page'],
      ['notAUrl', 'javascript:alert(1)'],
    ]);
    assert.deepEqual(kinds(readCompletion('https://x.example')), [['notAnObject', 'https://x.example']]);
  });

  it('take templates that give https links, with known placeholders', () => {
    const good = 'https://{host}/{repo}/-/blob/{commit}/{path}#L{line}';
    assert.deepEqual(readTemplates({ 'Git.Example.com': good }), { value: { 'git.example.com': good }, problems: [] });
    const bad = {
      localhost: good,
      'a.example': 'http://{host}/{repo}',
      'b.example': `${good}?{branch}`,
      'c.example': 3,
    };
    assert.deepEqual(kinds(readTemplates(bad)), [
      ['notAHost', 'localhost'],
      ['notHttps', 'http://{host}/{repo}'],
      ['unknownPlaceholder', '{branch}'],
      ['notText', '3'],
    ]);
    const facts = {
      remoteUrl: 'git@git.example.com:team/shop.git',
      commit: 'abcdef1234',
      pushed: true,
      path: 'a b.ts',
    };
    assert.deepEqual(codeLink(facts, 4, readTemplates({ 'git.example.com': good }).value), {
      url: 'https://git.example.com/team/shop/-/blob/abcdef1234/a%20b.ts#L5',
      kind: 'exact',
    });
  });

  it('take a small number of lines', () => {
    assert.equal(readSnippetLines(3).value, 3);
    for (const wrong of [-1, 21, 1.5, '3', NaN]) {
      assert.equal(readSnippetLines(wrong).value, 0);
      assert.equal(readSnippetLines(wrong).problems[0]?.kind, 'notANumber');
    }
  });

  it('give only what Feishu takes, whatever they hold', () => {
    const draft = draftFromTodo({ tag: 'TODO', title: 'x', description: '' }, place('a'));
    const text = fc.oneof(fc.string(), fc.constantFrom('en_us', 'zh_cn', 'https://a.example/x'));
    const setting = fc.oneof(fc.anything(), fc.dictionary(fc.constantFrom('href', 'tip', 'en_us', 'zh_cn', 'x'), text));
    fc.assert(
      fc.property(setting, setting, (name, completion) => {
        const compose = {
          opId: '0123456789abcdef',
          originName: readOriginName(name).value,
          customComplete: readCompletion(completion).value,
        };
        checkNewTask(toNewTask(draft, compose));
      }),
    );
  });
});

describe('a snippet', () => {
  it('leaves out the indentation its lines share', () => {
    assert.equal(snippetOf(['    if (a) {', '', '      // TODO: x  ', '    }']), 'if (a) {\n\n  // TODO: x\n}');
    assert.equal(snippetOf(['\ta', '  b']), '\ta\n  b');
    assert.equal(snippetOf([]), '');
  });
});
