import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { provided, TestFile, until, useSandbox } from './support';

/** What is completed at the `|` of a text: our items by what they are called. */
async function completions(
  marked: string,
  suffix = '.go',
): Promise<{ file: TestFile; items: vscode.CompletionItem[] }> {
  const file = await TestFile.open(marked.replace('|', ''), suffix);
  const position = file.document.positionAt(marked.indexOf('|'));
  const { items } = await provided<vscode.CompletionList>('CompletionItem', file.uri, position);
  const { User, Reference, Property, Value } = vscode.CompletionItemKind;
  return { file, items: items.filter(({ kind }) => [User, Reference, Property, Value].includes(kind!)) };
}

const labelOf = ({ label }: vscode.CompletionItem): string => (typeof label === 'string' ? label : label.label);
const labels = (items: readonly vscode.CompletionItem[]): string[] => items.map(labelOf);

describe('completion in TODO comments', () => {
  const host = useSandbox();

  it('offers people, by the name the comment finds them with', async () => {
    const { file, items } = await completions('package a\n\n// TODO(@|): x\n');
    const alice = items.find((item) => labelOf(item) === 'Alice Johnson')!;
    assert.equal(alice.insertText, '@Alice Johnson');
    const edit = new vscode.WorkspaceEdit();
    edit.replace(file.uri, alice.range as vscode.Range, String(alice.insertText));
    await vscode.workspace.applyEdit(edit);
    assert.equal(file.text, 'package a\n\n// TODO(@Alice Johnson): x\n');
    const taskId = await file.run<string>('feishuTodo.createTask', 2);
    const { assigneeIds } = await host.sandbox.client.tasks.get(taskId!);
    const [assignee] = await host.sandbox.client.contacts.getMany(assigneeIds);
    assert.equal(assignee!.name, 'Alice Johnson');
  });

  it('offers people in option lines, and names without blanks in text', async () => {
    const list = await completions('// TODO: x\n// followers: |\n');
    assert.ok(list.items.some(({ insertText }) => insertText === 'Alice Johnson'));
    const text = await completions('// TODO: ask @|\n');
    assert.ok(text.items.some(({ insertText }) => /^@\S+$/.test(String(insertText))));
    assert.ok(!text.items.some(({ insertText }) => /\s/.test(String(insertText))));
  });

  it('offers the open tasks, and links by the one chosen', async () => {
    const first = await TestFile.open('// TODO: linked by completion\n');
    const taskId = (await first.run<string>('feishuTodo.createTask'))!;
    const inList = await completions('// TODO(feishu:|): again\n');
    const item = inList.items.find((one) => labelOf(one) === 'linked by completion')!;
    assert.equal(item.insertText, `feishu:${taskId}`);
    assert.equal(item.filterText, 'feishu:linked by completion');
    await vscode.commands.executeCommand('feishuTodo.completeTask', { taskId });
    await until('done tasks are left out', async () => {
      const { items } = await completions('// TODO(#|): again\n');
      return !labels(items).includes('linked by completion');
    });
  });

  it('puts the link into the brackets where it is typed in the text', async () => {
    const first = await TestFile.open('// TODO: linked from the text\n');
    const taskId = (await first.run<string>('feishuTodo.createTask'))!;
    const { file, items } = await completions('// TODO: again feishu:|\n');
    const item = items.find((one) => labelOf(one) === 'linked from the text')!;
    assert.equal(item.insertText, '');
    const edit = new vscode.WorkspaceEdit();
    edit.set(file.uri, [vscode.TextEdit.delete(item.range as vscode.Range), ...item.additionalTextEdits!]);
    await vscode.workspace.applyEdit(edit);
    assert.equal(file.text, `// TODO(feishu:${taskId}): again \n`);
  });

  it('offers options the TODO does not have, and values that are understood', async () => {
    const keys = await completions('// TODO: x\n// due: friday\n// |\n');
    assert.deepEqual(labels(keys.items).sort(), ['assignees', 'followers', 'repeat']);
    const due = await completions('// TODO: x\n// due: |\n');
    assert.ok(labels(due.items).includes('next monday'));
    const repeat = await completions('// TODO: x\n// due: 2027-03-01\n// repeat: |\n');
    assert.ok(labels(repeat.items).includes('every week on Monday'));
  });

  it('offers nothing outside of TODOs', async () => {
    for (const text of ['// note @|\n', 's := "TODO(@|)"\n', '// TODO: x\n\nf("@|")\n', '// due: |\n']) {
      assert.deepEqual(labels((await completions(text)).items), [], text);
    }
  });
});

describe('the line above a TODO', () => {
  useSandbox();
  const lenses = async (file: TestFile): Promise<string[]> => {
    const all = await provided<vscode.CodeLens[]>('CodeLens', file.uri, 10);
    return all.flatMap(({ command }) => (command?.command.startsWith('feishuTodo.') ? command.title : []));
  };

  it('is there only for those who want it', async () => {
    const settings = vscode.workspace.getConfiguration('feishuTodo');
    const file = await TestFile.open('// TODO: with a lens\n');
    assert.deepEqual(await lenses(file), []);
    await settings.update('codeLens.enabled', true, vscode.ConfigurationTarget.Global);
    try {
      await until('the lens', async () => (await lenses(file)).join() === 'Create Feishu Task');
      const taskId = (await file.run<string>('feishuTodo.createTask'))!;
      await until('the task', async () => (await lenses(file)).join() === 'Open in Feishu');
      await vscode.commands.executeCommand('feishuTodo.completeTask', { taskId });
      await until('its state', async () => (await lenses(file)).join() === 'Open in Feishu · ✓ done');
    } finally {
      await settings.update('codeLens.enabled', undefined, vscode.ConfigurationTarget.Global);
    }
    await until('no lens', async () => (await lenses(file)).length === 0);
  });
});
