import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import fc from 'fast-check';
import { blame } from '../../../src/features/people/git';
import { authorsOf, readBlame, type BlamedLine } from '../../../src/features/people/gitBlame';

/** Writes lines as `git blame --porcelain` does. */
function porcelain(lines: readonly (BlamedLine & { readonly commit: string })[]): string {
  const seen = new Set<string>();
  const out = lines.map(({ commit, text, author }, index) => {
    const isNew = !seen.has(commit);
    seen.add(commit);
    const head = `${commit} ${index + 1} ${index + 1}${isNew ? ' 1' : ''}`;
    const about = [
      `author ${author.name}`,
      `author-mail <${author.email}>`,
      'author-time 1',
      'summary x',
      'filename f',
    ];
    return [head, ...(isNew ? about : []), `\t${text}`].join('\n');
  });
  return out.length > 0 ? `${out.join('\n')}\n` : '';
}

const hex = (length: number) =>
  fc.array(fc.constantFrom(...'0123456789abcdef'), { minLength: length, maxLength: length }).map((all) => all.join(''));
const word = fc.string({ maxLength: 12 }).map((text) => text.replace(/[\r\n<>]/g, ''));
const commit = fc.record({ commit: fc.oneof(hex(40), hex(64)), name: word, email: word });

describe('git blame', () => {
  it('is read back as it was written', () => {
    fc.assert(
      fc.property(
        fc.array(commit, { minLength: 1, maxLength: 4 }),
        fc.array(fc.tuple(fc.nat(3), fc.oneof(word, fc.constantFrom('author x', '\ttab', 'a'.repeat(40) + ' 1 1')))),
        (commits, picks) => {
          const lines = picks.map(([index, text]) => {
            const { commit: id, name, email } = commits[index % commits.length]!;
            return { commit: id, text, author: { name, email } };
          });
          const committed = lines.filter(({ commit: id }) => !/^0+$/.test(id));
          // Two commits of one id have one author.
          fc.pre(new Set(commits.map(({ commit: id }) => id)).size === commits.length);
          assert.deepEqual(
            readBlame(porcelain(lines)),
            committed.map(({ text, author }) => ({ text, author })),
          );
        },
      ),
    );
  });

  it('never throws, whatever it is given', () => {
    fc.assert(fc.property(fc.string(), (text) => void readBlame(text)));
  });

  it('leaves out lines that are not committed', () => {
    const author = { name: 'Not Committed Yet', email: 'not.committed.yet' };
    assert.deepEqual(readBlame(porcelain([{ commit: '0'.repeat(40), text: 'x', author }])), []);
  });

  const by = (name: string, text: string): BlamedLine => ({ text, author: { name, email: `${name}@example.com` } });
  const names = (lines: readonly BlamedLine[], line: number, text: string, limit = 9): string[] =>
    authorsOf(lines, line, text, limit).map(({ name }) => name);

  it('tells the author of the line first, then the busiest', () => {
    const lines = [by('a', 'one'), by('b', 'two'), by('c', 'three'), by('c', 'four'), by('b', 'five'), by('c', '')];
    assert.deepEqual(names(lines, 0, 'one'), ['a', 'c', 'b']);
    assert.deepEqual(names(lines, 0, '  one  '), ['a', 'c', 'b']);
    assert.deepEqual(names(lines, 0, 'not committed'), ['c', 'b', 'a']);
    assert.deepEqual(names(lines, 3, 'three', 1), ['c']);
  });

  it('finds the line that got its task since', () => {
    const lines = [by('a', 'x'), by('a', 'y'), by('b', '// TODO: one'), by('c', '// TODO(alice): two')];
    assert.equal(names(lines, 2, '// TODO(feishu:8f7c-1): one')[0], 'b');
    assert.equal(names(lines, 3, '// TODO(alice, feishu:8f7c-1): two')[0], 'c');
    assert.equal(names(lines, 3, '// TODO(bob, feishu:8f7c-1): two')[0], 'a');
  });

  it('finds the line where it stood before, the nearest of equal ones', () => {
    const lines = [by('a', '}'), by('b', 'x'), by('c', '}'), by('d', 'y')];
    assert.equal(names(lines, 9, '}')[0], 'c');
    assert.equal(names(lines, 0, '}')[0], 'a');
  });

  it('knows an author by the address, in any spelling, and no one without an address', () => {
    const lines = [
      by('a', 'one'),
      { text: 'two', author: { name: 'A', email: 'A@EXAMPLE.com' } },
      { text: 'three', author: { name: 'nobody', email: '' } },
    ];
    assert.deepEqual(names(lines, 0, 'one'), ['a']);
  });
});

describe('git in a repository that means harm', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'feishu-todo-blame-'));
  const harm = path.join(folder, 'harm');
  const git = (...args: string[]) =>
    execFileSync('git', ['-c', 'user.name=Eve', '-c', 'user.email=eve@example.com', ...args], { cwd: folder });

  before(() => {
    git('init', '-q');
    writeFileSync(path.join(folder, 'a b.txt'), 'one\ntwo\n');
    git('add', '.');
    git('commit', '-qm', 'first');
    const run = `sh -c 'touch "${harm}"; cat'`;
    for (const [key, value] of [
      ['core.fsmonitor', run],
      ['diff.x.textconv', run],
      ['filter.x.clean', run],
      ['filter.x.smudge', run],
      ['core.pager', run],
    ]) {
      git('config', key!, value!);
    }
    writeFileSync(path.join(folder, '.gitattributes'), '* diff=x filter=x\n');
    writeFileSync(path.join(folder, 'a b.txt'), 'one\nchanged\n');
  });
  after(() => rmSync(folder, { recursive: true, force: true }));

  it('tells who wrote a file, and runs nothing', async () => {
    const lines = readBlame((await blame('git', folder, 'a b.txt'))!);
    assert.deepEqual(lines, [
      { text: 'one', author: { name: 'Eve', email: 'eve@example.com' } },
      { text: 'two', author: { name: 'Eve', email: 'eve@example.com' } },
    ]);
    assert.equal(existsSync(harm), false);
    // The same question asked carelessly does run it: the test could fail.
    git('blame', 'a b.txt');
    assert.equal(existsSync(harm), true);
  });

  it('says nothing about a file that is not committed, of an option for a name, or without Git', async () => {
    assert.equal(await blame('git', folder, 'new.txt'), undefined);
    assert.equal(await blame('git', folder, '--help'), undefined);
    assert.equal(await blame('git', tmpdir(), 'a b.txt'), undefined);
    assert.equal(await blame(path.join(folder, 'no-git'), folder, 'a b.txt'), undefined);
  });
});
