import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { codeActions, TestFile, until, useSandbox } from './support';

/** What the lightbulb offers on a line. */
async function quickFixes(file: TestFile, line: number): Promise<vscode.CodeAction[]> {
  const all = await codeActions(file.uri, new vscode.Range(line, 0, line, 0), vscode.CodeActionKind.QuickFix);
  return all.filter(({ title }) => title.includes('Feishu'));
}
const titles = (actions: readonly vscode.CodeAction[]): string[] => actions.map(({ title }) => title);

describe('the lightbulb', () => {
  const host = useSandbox();

  const languages: readonly (readonly [suffix: string, text: string, offered: number])[] = [
    ['.py', 'a = "TODO: a string"\n# TODO: python\n', 1],
    ['.go', 'var s = `TODO: raw`\n// TODO: go\n', 1],
    ['.java', 'String s = "TODO: java";\n/* TODO: java */\n', 1],
    ['.rs', 'let s = r#"TODO: rust"#;\n/// TODO: rust\n', 1],
    ['.cpp', 'auto s = R"(TODO: cpp)";\n// TODO: cpp\n', 1],
    ['.html', '<p>TODO: text</p>\n<!-- TODO: html -->\n', 1],
    ['.css', 'a::after { content: "TODO: css"; }\n/* TODO: css */\n', 1],
    ['.sh', 'echo "TODO: sh"\n# TODO: sh\n', 1],
    ['.yaml', 'a: "TODO: yaml"\n# TODO: yaml\n', 1],
    ['.sql', "select 'TODO: sql';\n-- TODO: sql\n", 1],
  ];
  for (const [suffix, text, offered] of languages) {
    it(`is there on the comment and not on the string in ${suffix}`, async () => {
      const file = await TestFile.open(text, suffix);
      for (const line of [0, 1]) {
        const found = titles(await quickFixes(file, line));
        assert.deepEqual(found, line === offered ? ['Create Feishu Task', 'Create Feishu Task…'] : [], `line ${line}`);
      }
    });
  }

  it('creates the task, and then offers to open it', async () => {
    const file = await TestFile.open('// TODO: by the lightbulb\n');
    const [create] = await quickFixes(file, 0);
    await vscode.commands.executeCommand(create!.command!.command, ...create!.command!.arguments!);
    assert.equal((await host.sandbox.tasksTitled('by the lightbulb')).length, 1);
    await until('the task is known', async () => titles(await quickFixes(file, 0)).includes('Open Feishu Task'));
  });

  it('follows the tags in the settings', async () => {
    const settings = vscode.workspace.getConfiguration('feishuTodo');
    const file = await TestFile.open('// HACK: a tag of our own\n// TODO: no longer one\n');
    assert.deepEqual(titles(await quickFixes(file, 0)), []);
    await settings.update('tags', ['HACK'], vscode.ConfigurationTarget.Global);
    try {
      await until('the new tag', async () => (await quickFixes(file, 0)).length > 0);
      assert.deepEqual(await quickFixes(file, 1), []);
    } finally {
      await settings.update('tags', undefined, vscode.ConfigurationTarget.Global);
    }
  });
});
