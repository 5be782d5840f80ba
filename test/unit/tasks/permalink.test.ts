import assert from 'node:assert/strict';
import fc from 'fast-check';
import { codeLink, repositoryName } from '../../../src/tasks/permalink';

const commit = '0123456789abcdef0123456789abcdef01234567';
const exact = (remoteUrl: string, templates?: Record<string, string>, path = 'src/a b.ts'): string | undefined => {
  const link = codeLink({ remoteUrl, commit, pushed: true, path }, 11, templates);
  return link?.kind === 'exact' ? link.url : undefined;
};
const page = (remoteUrl: string): string | undefined =>
  codeLink({ remoteUrl, commit, pushed: false, path: 'a.ts' }, 0)?.url;

/** Remote, link to line 12 of `src/a b.ts`, repository page. */
const forges: readonly [name: string, remote: string, file: string, home: string][] = [
  [
    'GitHub',
    'git@github.com:o/r.git',
    `https://github.com/o/r/blob/${commit}/src/a%20b.ts#L12`,
    'https://github.com/o/r',
  ],
  [
    'GitHub',
    'https://u:token@github.com/o/r',
    `https://github.com/o/r/blob/${commit}/src/a%20b.ts#L12`,
    'https://github.com/o/r',
  ],
  [
    'GitHub Enterprise',
    'git@github.acme.example:o/r.git',
    `https://github.acme.example/o/r/blob/${commit}/src/a%20b.ts#L12`,
    'https://github.acme.example/o/r',
  ],
  [
    'GitLab',
    'ssh://git@gitlab.com/a/b/c.git',
    `https://gitlab.com/a/b/c/-/blob/${commit}/src/a%20b.ts#L12`,
    'https://gitlab.com/a/b/c',
  ],
  [
    'GitLab on a port',
    'https://gitlab.acme.example:8443/a/b.git',
    `https://gitlab.acme.example:8443/a/b/-/blob/${commit}/src/a%20b.ts#L12`,
    'https://gitlab.acme.example:8443/a/b',
  ],
  [
    'GitLab by ssh on a port',
    'ssh://git@gitlab.acme.example:2222/a/b.git',
    `https://gitlab.acme.example/a/b/-/blob/${commit}/src/a%20b.ts#L12`,
    'https://gitlab.acme.example/a/b',
  ],
  ['Gitee', 'git@gitee.com:o/r.git', `https://gitee.com/o/r/blob/${commit}/src/a%20b.ts#L12`, 'https://gitee.com/o/r'],
  [
    'Bitbucket',
    'git@bitbucket.org:o/r.git',
    `https://bitbucket.org/o/r/src/${commit}/src/a%20b.ts#lines-12`,
    'https://bitbucket.org/o/r',
  ],
  [
    'Bitbucket Server',
    'https://git.acme.example/scm/PRJ/r.git',
    `https://git.acme.example/projects/PRJ/repos/r/browse/src/a%20b.ts?at=${commit}#12`,
    'https://git.acme.example/projects/PRJ/repos/r',
  ],
  [
    'Bitbucket Server by ssh',
    'ssh://git@bitbucket.acme.example:7999/PRJ/r.git',
    `https://bitbucket.acme.example/projects/PRJ/repos/r/browse/src/a%20b.ts?at=${commit}#12`,
    'https://bitbucket.acme.example/projects/PRJ/repos/r',
  ],
  [
    'Azure DevOps',
    'https://me@dev.azure.com/org/My%20Project/_git/r',
    `https://dev.azure.com/org/My%20Project/_git/r?path=/src/a%20b.ts&version=GC${commit}&line=12&lineEnd=13&lineStartColumn=1&lineEndColumn=1`,
    'https://dev.azure.com/org/My%20Project/_git/r',
  ],
  [
    'Azure DevOps by ssh',
    'git@ssh.dev.azure.com:v3/org/proj/r',
    `https://dev.azure.com/org/proj/_git/r?path=/src/a%20b.ts&version=GC${commit}&line=12&lineEnd=13&lineStartColumn=1&lineEndColumn=1`,
    'https://dev.azure.com/org/proj/_git/r',
  ],
  [
    'Azure DevOps, short',
    'https://dev.azure.com/org/_git/r',
    `https://dev.azure.com/org/r/_git/r?path=/src/a%20b.ts&version=GC${commit}&line=12&lineEnd=13&lineStartColumn=1&lineEndColumn=1`,
    'https://dev.azure.com/org/r/_git/r',
  ],
  [
    'Visual Studio Team Services',
    'https://org.visualstudio.com/DefaultCollection/proj/_git/r',
    `https://dev.azure.com/org/proj/_git/r?path=/src/a%20b.ts&version=GC${commit}&line=12&lineEnd=13&lineStartColumn=1&lineEndColumn=1`,
    'https://dev.azure.com/org/proj/_git/r',
  ],
  [
    'CODING',
    'git@e.coding.net:team/proj/r.git',
    `https://team.coding.net/p/proj/d/r/git/tree/${commit}/src/a%20b.ts#L12`,
    'https://team.coding.net/p/proj/d/r/git',
  ],
  [
    'Codeup',
    'https://codeup.aliyun.com/5f00/group/r.git',
    `https://codeup.aliyun.com/5f00/group/r/blob/${commit}/src/a%20b.ts#L12`,
    'https://codeup.aliyun.com/5f00/group/r',
  ],
  [
    'Codeberg',
    'https://codeberg.org/o/r.git',
    `https://codeberg.org/o/r/src/commit/${commit}/src/a%20b.ts#L12`,
    'https://codeberg.org/o/r',
  ],
];

describe('codeLink', () => {
  for (const [name, remote, file, home] of forges) {
    it(`${name}: ${remote}`, () => {
      assert.equal(exact(remote), file);
      assert.equal(page(remote), home);
    });
  }

  it('leads to the repository where the commit is not on the remote, or unknown', () => {
    const facts = { remoteUrl: 'git@github.com:o/r.git', path: 'a.ts' };
    const home = { url: 'https://github.com/o/r', kind: 'repository' };
    assert.deepEqual(codeLink({ ...facts, commit, pushed: false }, 0), home);
    assert.deepEqual(codeLink({ ...facts, pushed: true }, 0), home);
    assert.deepEqual(codeLink({ ...facts, commit: 'main; rm', pushed: true }, 0), home);
  });

  it('leads to the repository on a server nobody knows', () => {
    assert.deepEqual(codeLink({ remoteUrl: 'git@git.acme.example:a/b.git', commit, pushed: true, path: 'x' }, 0), {
      url: 'https://git.acme.example/a/b',
      kind: 'repository',
    });
  });

  it('follows the template of a self-hosted server', () => {
    const template = 'https://code.acme.example/{repo}/view/{commit}?file={path}&line={line}';
    assert.equal(
      exact('git@git.acme.example:a/b.git', { 'git.acme.example': template }),
      `https://code.acme.example/a/b/view/${commit}?file=src/a%20b.ts&line=12`,
    );
  });

  it('ignores a template that gives no https link', () => {
    for (const template of ['http://x.example/{path}', 'javascript:alert(1)', '{path}', '']) {
      assert.equal(exact('git@git.acme.example:a/b.git', { 'git.acme.example': template }), undefined);
    }
    assert.equal(
      exact('git@github.com:o/r.git', { 'github.com': 'ftp://x/{path}' })?.startsWith('https://github.com/'),
      true,
    );
  });

  it('has none for folders, aliases and nonsense', () => {
    for (const remote of [
      '',
      ' ',
      '/srv/git/r.git',
      'C:\\r',
      'file:///srv/r',
      '../r',
      'git@work:o/r.git',
      'javascript:alert(1)',
      'https://',
      'http://git.acme.example:3000/o/r',
      `https://github.com/${'x'.repeat(3000)}`,
    ]) {
      assert.equal(codeLink({ remoteUrl: remote, commit, pushed: true, path: 'a' }, 0), undefined, remote);
    }
  });

  it('falls back to the repository where the link would be longer than Feishu takes', () => {
    const link = codeLink({ remoteUrl: 'git@github.com:o/r.git', commit, pushed: true, path: '汉'.repeat(200) }, 0);
    assert.equal(link?.kind, 'repository');
  });

  it('never throws, never leaks credentials, always gives short https', () => {
    const remote = fc.oneof(
      fc.string(),
      fc.webUrl(),
      fc.tuple(fc.domain(), fc.webPath()).map(([d, p]) => `https://user:s3cret@${d}${p}`),
    );
    fc.assert(
      fc.property(remote, fc.string({ unit: 'binary' }), (remoteUrl, path) => {
        const link = codeLink({ remoteUrl, commit, pushed: true, path }, 3, { 'a.b': 'https://{host}/{path}' });
        if (!link) return;
        assert.ok(link.url.startsWith('https://') && link.url.length <= 1024);
        assert.ok(!link.url.includes('s3cret'));
      }),
    );
  });
});

describe('repositoryName', () => {
  it('is the same however a repository was cloned', () => {
    const urls = [
      'git@github.com:o/r.git',
      'https://token@github.com/o/r',
      'ssh://git@github.com:22/o/r.git',
      'https://GitHub.com/o/r/',
    ];
    assert.deepEqual([...new Set(urls.map(repositoryName))], ['github.com/o/r']);
    assert.equal(repositoryName('/srv/r'), undefined);
  });
});
