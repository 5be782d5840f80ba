import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { until, useSandbox } from './support';

const show = () => vscode.commands.executeCommand('feishuTodo.showStatus');

describe('the status menu', () => {
  const host = useSandbox();

  it('says who is connected and leads on', async () => {
    const running = show();
    const menu = await host.dialogs.shown('Feishu TODO');
    assert.equal(menu.placeholder, 'Connected: Local Sandbox');
    const todos = menu.items.find(({ label }) => label === 'Show TODOs');
    // Nothing is said of TODOs before somebody wanted to see them.
    assert.match(todos?.description ?? '', /^$|^TODOs with a task: \d+ of \d+$/);
    await host.dialogs.pick('Feishu TODO', 'Manage Chat Notifications…');
    await host.dialogs.shown('Chat Notifications');
    await host.dialogs.escape();
    await running;
    assert.deepEqual(host.messages.texts, []);
  });

  it('tells of a creation that was refused', async () => {
    const document = await vscode.workspace.openTextDocument({ language: 'typescript', content: '// TODO: refused\n' });
    await vscode.window.showTextDocument(document);
    await host.sandbox.fail({
      kind: 'error',
      code: 1470400,
      method: 'POST',
      path: '/open-apis/task/v1/tasks',
      count: 1,
    });
    await vscode.commands.executeCommand('feishuTodo.createTask', { uri: document.uri, line: 0 });
    await host.messages.says('');
    const running = show();
    const menu = await host.dialogs.shown('Feishu TODO');
    assert.match(menu.items.find(({ label }) => label === 'Show Tasks')?.description ?? '', /Refused by Feishu: [1-9]/);
    await host.dialogs.escape();
    await running;
  });

  it('is left with Escape', async () => {
    const running = show();
    await host.dialogs.shown('Feishu TODO');
    await host.dialogs.escape();
    await running;
    assert.deepEqual(host.messages.texts, []);
  });
});

describe('the walkthrough', () => {
  it('opens', async () => {
    await vscode.commands.executeCommand('feishuTodo.openWalkthrough');
    const label = () => vscode.window.tabGroups.activeTabGroup.activeTab?.label ?? '';
    await until(
      () => `its tab, not "${label()}"`,
      () => /Walkthrough|Welcome|Get Started/.test(label()),
    );
    await vscode.commands.executeCommand('workbench.action.closeActiveEditor');
  });
});
