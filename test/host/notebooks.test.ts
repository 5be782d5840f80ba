import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import * as vscode from 'vscode';
import { findTodos } from '../../src/todo';
import { root, until, useSandbox } from './support';

const book = {
  cells: [
    { cell_type: 'markdown', metadata: {}, source: ['# Prices\n'] },
    {
      cell_type: 'code',
      execution_count: null,
      metadata: {},
      outputs: [],
      source: ['s = "# TODO: no"\n', '# TODO: plot the prices\n', '# by region\n'],
    },
    { cell_type: 'code', execution_count: null, metadata: {}, outputs: [], source: ['# TODO: read the table\n'] },
  ],
  metadata: { kernelspec: { display_name: 'Python 3', language: 'python', name: 'python3' } },
  nbformat: 4,
  nbformat_minor: 2,
};

describe('TODOs in a notebook', () => {
  const host = useSandbox();
  const file = path.join(root(), 'book.ipynb');
  const uri = vscode.Uri.file(file);
  const onDisk = (): string => readFileSync(file, 'utf8');

  beforeEach(() => writeFileSync(file, JSON.stringify(book, null, 1)));

  it('become tasks in their cell, which then carries the link and is saved', async () => {
    const notebook = await vscode.workspace.openNotebookDocument(uri);
    await vscode.window.showNotebookDocument(notebook);
    const { document } = notebook.cellAt(1);
    await vscode.commands.executeCommand('feishuTodo.createTask', { uri: document.uri, line: 1 });
    const [task] = await host.sandbox.tasksTitled('plot the prices');
    assert.ok(task);
    assert.match(task.description ?? '', /by region/);
    await until('the cell carries the link', () => document.getText().includes(`TODO(feishu:${task.id}): plot`));
    await until('the notebook is saved', () => !notebook.isDirty && onDisk().includes(`TODO(feishu:${task.id}): plot`));
    assert.equal(findTodos(document.getText(), 'python').length, 1);
  });
});
