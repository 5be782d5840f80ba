import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { codeActions, TestFile, until } from './support';

/** What is pointed out in a file, by us. */
const pointedOut = (file: TestFile): vscode.Diagnostic[] =>
  vscode.languages.getDiagnostics(file.uri).filter(({ source }) => source === 'Feishu TODO');

describe('options in a TODO that cannot be read', () => {
  const setting = vscode.workspace.getConfiguration('feishuTodo');

  it('are pointed out where they stand, as information', async () => {
    const file = await TestFile.open(
      '// TODO: water the plants\n// due: the day after never\n// repeat: FREQ=DAILY;\n',
    );
    const found = await until('both are pointed out', () => pointedOut(file).length === 2 && pointedOut(file));
    assert.deepEqual(
      found.map(({ range, severity }) => [file.document.getText(range), severity]),
      [
        ['the day after never', vscode.DiagnosticSeverity.Information],
        ['FREQ=DAILY;', vscode.DiagnosticSeverity.Information],
      ],
    );
  });

  it('are mended by a quick fix where it is clear what was meant', async () => {
    const file = await TestFile.open('// TODO: water the plants\n// due: tomorrow\n// repeat: FREQ=DAILY;\n');
    const [diagnostic] = await until('it is pointed out', () => pointedOut(file).length === 1 && pointedOut(file));
    const actions = await codeActions(file.uri, diagnostic!.range);
    const fix = actions.find(({ title }) => title === 'Change to “FREQ=DAILY”');
    assert.ok(fix?.edit, actions.map(({ title }) => title).join(', '));
    await vscode.workspace.applyEdit(fix.edit);
    assert.match(file.text, /repeat: FREQ=DAILY\n/);
    await until('nothing is pointed out', () => pointedOut(file).length === 0);
  });

  it('are left alone where the setting says so', async () => {
    const file = await TestFile.open('// TODO: water the plants\n// repeat: sometimes\n');
    await until('it is pointed out', () => pointedOut(file).length === 1);
    await setting.update('diagnostics.enabled', false, vscode.ConfigurationTarget.Global);
    try {
      await until('nothing is pointed out', () => pointedOut(file).length === 0);
    } finally {
      await setting.update('diagnostics.enabled', undefined, vscode.ConfigurationTarget.Global);
    }
  });
});
