import assert from 'node:assert/strict';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import * as vscode from 'vscode';
import { FolderScanner } from '../../src/features/shared/folderScanner';
import { TodoSettings } from '../../src/features/shared/todoSettings';
import { RedactingLog } from '../../src/platform/log';
import { codeActions, Messages, root, until } from './support';
import { MemoryFiles } from './support/memoryFiles';

const FOLDER = 'rules';
const folder = (): vscode.Uri => vscode.workspace.workspaceFolders![0]!.uri;

/** The titles of the TODOs of the open folder below `rules/`, by the settings as they are now. */
async function titles(settings: TodoSettings): Promise<string[]> {
  return titlesIn(new FolderScanner(folder(), settings.of(folder()).options, undefined), `${FOLDER}/`);
}

async function titlesIn(scanner: FolderScanner, below = ''): Promise<string[]> {
  const found: string[] = [];
  for await (const { files } of scanner.scan(new AbortController().signal)) {
    for (const { path: file, todos } of files)
      if (file.startsWith(below)) found.push(...todos.map(({ title }) => title));
  }
  return found.sort();
}

describe('settings about TODOs', () => {
  const log = new RedactingLog();
  let settings: TodoSettings;
  let messages: Messages;
  const settingsFile = path.join(root(), '.vscode', 'settings.json');

  function write(name: string, content: string | Buffer): void {
    const file = path.join(root(), FOLDER, name);
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, content);
  }

  /** Writes the folder's settings file, as a person does, and waits until all of it counts. */
  async function configure(values: Record<string, unknown>): Promise<void> {
    const before = JSON.parse(existsSync(settingsFile) ? readFileSync(settingsFile, 'utf8') : '{}') as object;
    mkdirSync(path.dirname(settingsFile), { recursive: true });
    writeFileSync(settingsFile, JSON.stringify(values));
    for (const key of new Set([...Object.keys(before), ...Object.keys(values)])) {
      await until(`${key} counts`, () => {
        const set = vscode.workspace.getConfiguration(undefined, folder()).inspect(key)?.workspaceValue;
        return JSON.stringify(set) === JSON.stringify(values[key]);
      });
    }
  }

  before(() => {
    write('a.py', '# TODO: comment\n"""TODO: docstring"""\n# todo: small\n');
    write('b.my', 'x = "-- TODO: string" -- TODO: mine\n');
    write('hidden/c.ts', '// TODO: excluded\n');
    write('searched/c.ts', '// TODO: not searched\n');
    write('.gitignore', 'ignored.ts\n');
    write('ignored.ts', '// TODO: ignored\n');
    write('long.c', `// TODO: long\n${' '.repeat(3000)}\n`);
    write('d.inc', '<p>// TODO: no</p><?php // TODO: associated ?>\n');
    write('gbk.c', Buffer.concat([Buffer.from('// TODO: '), Buffer.from([0xd6, 0xd0, 0xce, 0xc4]), Buffer.from('\n')]));
  });
  beforeEach(() => {
    messages = new Messages();
    settings = new TodoSettings(log);
  });
  afterEach(async () => {
    messages.dispose();
    await configure({});
    settings.dispose();
  });
  after(() => {
    rmSync(path.join(root(), FOLDER), { recursive: true });
    log.dispose();
  });

  it('decide which comments count and which files are read', async () => {
    const all = await titles(settings);
    for (const title of ['comment', 'docstring', 'small', 'excluded', 'not searched', 'long']) {
      assert.ok(all.includes(title), `${title} in ${all.join()}`);
    }
    for (const title of ['ignored', 'associated', '中文']) assert.ok(!all.includes(title), title);
    await configure({
      'feishuTodo.docstrings': false,
      'feishuTodo.caseSensitive': true,
      'feishuTodo.maxFileSize': 1,
      'files.exclude': { '**/hidden': true, '**/*.py': { when: '$(basename).x' } },
      'search.exclude': { 'rules/searched': true },
      'search.useIgnoreFiles': false,
      'files.associations': { '*.inc': 'php' },
      'files.encoding': 'gbk',
      'feishuTodo.languages': { mine: { extensions: ['.my'], lineComments: ['--'] } },
    });
    assert.deepEqual(await titles(settings), ['associated', 'comment', 'ignored', 'mine', '中文']);
    assert.deepEqual(messages.texts, []);
  });

  it('that cannot be used are named once, and the others count', async () => {
    await configure({
      'feishuTodo.tags': ['TODO', ' ', 'x'.repeat(10_000)],
      'feishuTodo.languages': { mine: { lineComments: ['a b'] }, other: 'cpp' },
      'feishuTodo.maxFileSize': -1,
    });
    const { tags, languages, maxFileSize } = settings.of(folder()).options;
    assert.deepEqual(
      { tags, languages, maxFileSize },
      {
        tags: ['TODO'],
        languages: { other: { like: 'cpp' } },
        maxFileSize: 2048 * 1024,
      },
    );
    settings.of(undefined);
    for (const words of ['feishuTodo.tags', '“mine”', 'feishuTodo.maxFileSize']) await messages.says(words);
    // The extension itself may have read them too, and says the same once.
    assert.ok(messages.texts.length <= 3, messages.texts.join('\n'));
  });

  it('that change have open documents read anew', async () => {
    write('open.ts', '// LATER: see\n');
    const uri = vscode.Uri.file(path.join(root(), FOLDER, 'open.ts'));
    const document = await vscode.workspace.openTextDocument(uri);
    const offered = async (): Promise<boolean> =>
      (await codeActions(uri, document.lineAt(0).range)).some(({ title }) => title.includes('Feishu'));
    assert.equal(await offered(), false);
    await configure({ 'feishuTodo.tags': ['LATER'] });
    await until('the TODO is offered', offered);
  });

  it('find the same in a file system that is not the disk', async () => {
    const files = new MemoryFiles({
      'a.ts': '// TODO: a\n',
      'deep/b.go': '// TODO: b\n',
      'node_modules/c.ts': '// TODO: no\n',
      '.gitignore': 'd.ts\n',
      'd.ts': '// TODO: no\n',
      'book.ipynb': JSON.stringify({ cells: [{ cell_type: 'code', source: ['# TODO: cell'] }], metadata: {} }),
    });
    const provider = vscode.workspace.registerFileSystemProvider('todomemory', files, { isReadonly: true });
    try {
      const project = vscode.Uri.parse('todomemory:/project');
      const scanner = new FolderScanner(project, settings.of(undefined).options, undefined);
      assert.deepEqual(await titlesIn(scanner), ['a', 'b', 'cell']);
      const read = async (name: string): Promise<string[]> =>
        (await scanner.read(vscode.Uri.joinPath(project, name))).map(({ title }) => title);
      assert.deepEqual(await read('deep/b.go'), ['b']);
      assert.deepEqual(await read('d.ts'), []);
      assert.deepEqual(await read('gone.ts'), []);
    } finally {
      provider.dispose();
    }
  });
});
