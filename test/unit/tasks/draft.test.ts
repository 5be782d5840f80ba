import assert from 'node:assert/strict';
import fc from 'fast-check';
import { checkNewTask } from '../../../src/feishu/validate/task';
import { draftFromTodo, toNewTask } from '../../../src/tasks/draft';
import { formatExtra, parseExtra } from '../../../src/tasks/extra';
import { person, place } from './fakes';

const todo = { tag: 'TODO', title: 'Fix the parser', description: 'It breaks on tabs.\nSee #12.' };
const compose = { opId: '6f2d1c3e-8a40-4b7e-9f0a-1b2c3d4e5f60' };
const link = { url: 'https://github.com/o/r/blob/abc/src/a.ts#L12', kind: 'exact' as const };

describe('draftFromTodo', () => {
  it('takes title and body, and ends with place and quoted line', () => {
    const draft = draftFromTodo(todo, place('a', { link }));
    assert.equal(draft.title, 'Fix the parser');
    assert.equal(draft.description, 'It breaks on tabs.\nSee #12.\n\nsrc/a.ts:12\n// TODO: fix a');
  });

  it('says also which repository it is where no link leads there', () => {
    const draft = draftFromTodo(todo, place('a'));
    assert.equal(draft.description, 'It breaks on tabs.\nSee #12.\n\ngithub.com/o/r/src/a.ts:12\n// TODO: fix a');
    assert.equal(toNewTask(draft, compose).origin.urlTitle, 'github.com/o/r/src/a.ts:12');
    assert.match(draftFromTodo(todo, place('a', { repository: '' })).description, /\n\nsrc\/a\.ts:12\n/);
  });

  it('names a TODO without text by its place', () => {
    assert.equal(draftFromTodo({ ...todo, title: ' ' }, place('a', { link })).title, 'TODO src/a.ts:12');
  });

  it('quotes a snippet where one is given', () => {
    const { description } = draftFromTodo({ ...todo, description: '' }, place('a', { link }), { snippet: 'a\n  b\n' });
    assert.equal(description, 'src/a.ts:12\na\n  b');
  });

  it('keeps what was decided beside the text', () => {
    const due = { kind: 'date', date: '2026-12-01' } as const;
    const draft = draftFromTodo(todo, place('a', { link }), { assignees: [person('ou_1')], due, snippet: 'x' });
    assert.deepEqual(draft.assignees, [person('ou_1')]);
    assert.deepEqual(draft.due, due);
    assert.ok(!('snippet' in draft));
  });

  it('moves the end of a long title to the description', () => {
    const words = 'word '.repeat(80).trim();
    const draft = draftFromTodo({ ...todo, title: words, description: 'body' }, place('a', { link }));
    assert.ok(draft.title.length <= 256 && draft.title.length > 200);
    assert.match(draft.title, /word…$/);
    assert.match(draft.description, /^…word/);
    assert.match(draft.description, /\n\nbody\n\nsrc\/a\.ts:12/);
    const [rest] = draft.description.split('\n');
    assert.equal(`${draft.title.slice(0, -1)} ${rest!.slice(1)}`, words);
  });

  it('loses nothing of any title, cuts no character in two, and stays within the limits', () => {
    const unit = fc.oneof(fc.string({ unit: 'grapheme' }), fc.constantFrom('👩‍👩‍👧‍👦', '🇨🇳', 'é', '汉', ' ', '\u200b'));
    fc.assert(
      fc.property(fc.array(unit, { maxLength: 400 }), fc.string({ maxLength: 50 }), (parts, description) => {
        const title = parts.join('');
        const draft = draftFromTodo({ tag: 'TODO', title, description }, place('a', { link }));
        assert.ok(draft.title.length >= 1 && draft.title.length <= 256);
        assert.doesNotMatch(draft.title, /\p{Surrogate}/u);
        checkNewTask(toNewTask(draft, compose));
        const squeeze = (text: string): string => text.replace(/[\p{Cc}\p{Zl}\p{Zp}\s…]+/gu, '');
        if (squeeze(title)) assert.ok(squeeze(draft.title + draft.description).startsWith(squeeze(title)));
      }),
    );
  });

  it('cuts a body that is too long, never the place', () => {
    const draft = draftFromTodo({ ...todo, description: 'x'.repeat(70_000) }, place('a', { link }));
    assert.ok(draft.description.length <= 65_536);
    assert.match(draft.description, /x\n\nsrc\/a\.ts:12\n\/\/ TODO: fix a$/);
  });
});

describe('toNewTask', () => {
  const draft = draftFromTodo(todo, place('a', { link }));

  it('says where the task comes from, in English and Chinese', () => {
    const { origin, extra } = toNewTask(draft, compose);
    assert.deepEqual(origin, {
      name: { en_us: 'Feishu TODO', zh_cn: '飞书 TODO' },
      url: link.url,
      urlTitle: 'src/a.ts:12',
    });
    assert.deepEqual(parseExtra(extra), {
      v: 1,
      opId: '6f2d1c3e-8a40-4b7e-9f0a-1b2c3d4e5f60',
      repo: 'github.com/o/r',
      path: 'src/a.ts',
      fingerprint: 'fp-a',
      title: 'Fix the parser',
    });
  });

  it('has no link where there is none', () => {
    assert.ok(!('url' in toNewTask(draftFromTodo(todo, place('a')), compose).origin));
  });

  it('keeps source text out of rich fields', () => {
    const hostile = draftFromTodo(
      { ...todo, title: '<at id=all></at> [x](https://evil.example)' },
      place('a', { link }),
    );
    const task = toNewTask(hostile, { ...compose, linkInTitle: true });
    assert.equal(task.richTitle, undefined);
    assert.equal(task.richDescription, undefined);
    assert.equal(task.title, '<at id=all></at> [x](https://evil.example)');
  });

  it('puts the link into the title where asked and safe', () => {
    const task = toNewTask(draft, { ...compose, linkInTitle: true });
    assert.equal(task.richTitle, `Fix the parser [src/a.ts:12](${link.url})`);
    assert.equal(task.title, undefined);
    const odd = draftFromTodo(todo, place('a', { link, path: 'src/[id].ts' }));
    assert.equal(toNewTask(odd, { ...compose, linkInTitle: true }).richTitle, undefined);
  });

  it('leaves people beyond the limits of one call to follow-ups', () => {
    const many = Array.from({ length: 130 }, (_, i) => person(`ou_${i}`));
    const task = toNewTask({ ...draft, assignees: many, followers: [...many, ...many] }, compose);
    assert.equal(task.assigneeIds?.length, 50);
    assert.equal(task.followerIds?.length, 100);
  });

  it('passes on what a setting says', () => {
    const customComplete = { pc: { tip: { en_us: 'Complete it in the code' } } };
    const task = toNewTask(draft, { ...compose, customComplete, originName: { en_us: 'Acme TODO' } });
    assert.deepEqual(task.customComplete, customComplete);
    assert.deepEqual(task.origin.name, { en_us: 'Acme TODO' });
  });
});

describe('extra', () => {
  it('reads what it wrote, whatever the texts', () => {
    const text = fc.string({ unit: 'binary', maxLength: 100 });
    fc.assert(
      fc.property(fc.uuid(), text, text, text, (opId, repo, path, fingerprint) => {
        assert.deepEqual(parseExtra(formatExtra({ opId, repo, path, fingerprint })), {
          v: 1,
          opId,
          repo,
          path,
          fingerprint,
        });
      }),
    );
  });

  it('fits the largest fingerprint, and leaves out a larger one', () => {
    const fields = { opId: 'o', repo: 'r'.repeat(9000), path: '汉'.repeat(9000) };
    const large = formatExtra({ ...fields, fingerprint: '汉"'.repeat(4096) });
    assert.equal(parseExtra(large)?.fingerprint.length, 8192);
    assert.ok(Buffer.byteLength(large) <= 49_152);
    assert.equal(parseExtra(formatExtra({ ...fields, fingerprint: 'x'.repeat(8193) }))?.fingerprint, '');
  });

  it('never throws, and takes nothing that is not ours', () => {
    fc.assert(fc.property(fc.oneof(fc.string(), fc.json()), (text) => assert.equal(parseExtra(text), undefined)));
    for (const text of [
      '{}',
      '{"v":2,"opId":"x"}',
      '{"v":1,"opId":7}',
      '{"v":1,"opId":""}',
      'null',
      '[1]',
      undefined,
    ]) {
      assert.equal(parseExtra(text), undefined);
    }
  });

  it('is content with the id alone', () => {
    assert.deepEqual(parseExtra('{"v":1,"opId":"x","path":3}'), {
      v: 1,
      opId: 'x',
      repo: '',
      path: '',
      fingerprint: '',
    });
  });
});
