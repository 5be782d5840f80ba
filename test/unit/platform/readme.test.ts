import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';

const root = new URL('../../../', import.meta.url);
const read = (path: string): string => readFileSync(new URL(path, root), 'utf8');
const json = <T>(path: string): T => JSON.parse(read(path)) as T;

interface SettingGroup {
  readonly properties: Readonly<Record<string, unknown>>;
}
interface Manifest {
  readonly contributes: {
    readonly commands: readonly { readonly title: string }[];
    readonly languageModelTools: readonly { readonly toolReferenceName: string }[];
    readonly configuration: SettingGroup | readonly SettingGroup[];
  };
}

/** The first cells of the table below a heading. */
function firstCells(markdown: string, heading: string): string[] {
  const section = markdown.split(`\n## ${heading}\n`)[1]?.split('\n## ')[0] ?? '';
  return section
    .split('\n')
    .filter((line) => line.startsWith('|'))
    .slice(2)
    .map((line) => line.split('|')[1]!.trim());
}

const { contributes } = json<Manifest>('package.json');
const settings = ([contributes.configuration].flat() as readonly SettingGroup[]).flatMap(({ properties }) =>
  Object.keys(properties),
);

for (const [file, texts, commandHeading, settingHeading, comma] of [
  ['README.md', 'package.nls.json', 'Commands', 'Settings', ', '],
  ['README.zh-cn.md', 'package.nls.zh-cn.json', '命令', '设置', '、'],
] as const) {
  describe(file, () => {
    const markdown = read(file);

    it('names every command and no other', () => {
      const words = json<Record<string, string>>(texts);
      const titles = new Set(contributes.commands.map(({ title }) => words[title.slice(1, -1)]!));
      const named = firstCells(markdown, commandHeading).flatMap((cell) => cell.split(comma));
      assert.deepEqual(named.sort(), [...titles].sort());
    });

    it('shows pictures that exist, in its language, with words for those who do not see them', () => {
      const pictures = [...markdown.matchAll(/!\[([^\]]*)\]\(([^)]+)\)/g)];
      for (const [, words, path] of pictures) {
        assert.ok(existsSync(new URL(path!, root)), path);
        assert.equal(path!.includes('.zh-cn.'), file.includes('.zh-cn.'), path);
        assert.ok(words!.length > 5, path);
      }
    });

    it('names every tool of agents and no other', () => {
      const named = [...markdown.matchAll(/^\| `#(\w+)` \|/gm)].map(([, name]) => name!);
      assert.deepEqual(named.sort(), contributes.languageModelTools.map((tool) => tool.toolReferenceName).sort());
    });

    it('names every setting and no other', () => {
      const named = firstCells(markdown, settingHeading).map((cell) => cell.replace(/`/g, ''));
      assert.deepEqual(named.sort(), settings.sort());
    });
  });
}

describe('the pictures', () => {
  const folder = new URL('media/screenshots/', root);
  const names = readdirSync(folder);

  it('are all shown', () => {
    const shown = `${read('README.md')}${read('README.zh-cn.md')}`;
    for (const name of names) assert.ok(shown.includes(name), name);
  });

  it('are small together', () => {
    const bytes = names.reduce((sum, name) => sum + statSync(new URL(name, folder)).size, 0);
    assert.ok(bytes < 1_500_000, `${bytes} bytes`);
  });
});
