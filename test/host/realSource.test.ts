import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { cpSync } from 'node:fs';
import path from 'node:path';
import * as vscode from 'vscode';
import { root, TestFile, useSandbox } from './support';

/** The TODO comments of `eslint/lib` (10.15.0), as a person reads them in its sources. */
const todos: readonly (readonly [file: string, line: number, title: string])[] = [
  ['cli-engine/formatters/stylish.js', 38, "This optimization is not needed in Node.js v24+ because it's baked"],
  ['eslint/eslint.js', 1246, 'this check seems dubious for scoped npm packages'],
  ['eslint/eslint.js', 1256, 'This is pretty dirty...would be nice to clean up at some point.'],
  ['linter/esquery.js', 232, 'abstract into JSLanguage somehow'],
  ['linter/file-report.js', 58, 'Potentially this should be moved into a shared utility file.'],
  ['linter/linter.js', 1047, 'Remove this check when we stop exporting the `SourceCode` object.'],
  ['rules/capitalized-comments.js', 20, 'Combine w/ max-len pattern?'],
  ['rules/indent-legacy.js', 845, 'come up with a better strategy in future'],
  ['rules/indent-legacy.js', 1235, 'Add appropriate configuration options for variable'],
];

/** Files full of the word that hold no TODO: a rule about such comments, and types with it in an example. */
const withoutTodos = ['rules/no-warning-comments.js', 'types/rules.d.ts'];

describe('the published source of ESLint', () => {
  const host = useSandbox();
  let folder: string;
  const open = (file: string): Promise<TestFile> => TestFile.show(vscode.Uri.file(path.join(folder, file)));

  before(() => {
    folder = path.join(root(), 'eslint-lib');
    const source = vscode.extensions.getExtension('feishu-todo.feishu-todo')!.extensionPath;
    cpSync(path.join(source, 'node_modules', 'eslint', 'lib'), folder, { recursive: true });
    execFileSync('git', ['init', '--quiet'], { cwd: folder });
  });

  it('has just the TODOs a person finds in it', async () => {
    const files = [...new Set([...todos.map(([file]) => file), ...withoutTodos])];
    const found: (readonly [string, number, string])[] = [];
    for (const file of files) {
      for (const { line, title } of (await open(file)).todos) found.push([file, line + 1, title]);
    }
    assert.deepEqual(found, todos);
  });

  for (const [file, line, title] of todos.filter((_, index) => index % 2 === 0)) {
    it(`gets a task for ${file}:${line}`, async () => {
      const opened = await open(file);
      const before = opened.text;
      const id = await opened.run<string>('feishuTodo.createTask', line - 1);
      const task = await host.sandbox.client.tasks.get(id);
      assert.equal(task.title, title);
      assert.match(task.description, new RegExp(`${file.replace(/[.]/g, '\\.')}:${line}`));
      // Nothing changed but that the link stands after the tag.
      assert.equal(opened.text.replace(`(feishu:${id})`, ''), before.replace(/(TODO) -/, '$1 -'));
      assert.equal(opened.saved, opened.text);
      assert.equal(opened.todos.find((todo) => todo.line === line - 1)?.taskId, id);
    });
  }
});
