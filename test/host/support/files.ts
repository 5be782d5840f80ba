import { randomUUID } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import * as vscode from 'vscode';
import type { Todo } from '../../../src/todo';
import { findTodos } from '../../../src/todo';
import { codeActions } from './providers';
import { until } from './until';

/** The folder that is open: a copy, to be changed freely. */
export const root = (): string => vscode.workspace.workspaceFolders![0]!.uri.fsPath;

/** A file of its own for one test, open in an editor. */
export class TestFile {
  private constructor(
    readonly document: vscode.TextDocument,
    readonly editor: vscode.TextEditor,
  ) {}

  /** Writes the text to the open folder and shows it. @param suffix says the language */
  static async open(text: string, suffix = '.ts'): Promise<TestFile> {
    const file = path.join(root(), `test-${randomUUID().slice(0, 8)}${suffix}`);
    writeFileSync(file, text);
    return TestFile.show(vscode.Uri.file(file));
  }

  static async show(uri: vscode.Uri): Promise<TestFile> {
    const document = await vscode.workspace.openTextDocument(uri);
    return new TestFile(document, await vscode.window.showTextDocument(document));
  }

  get uri(): vscode.Uri {
    return this.document.uri;
  }

  /** What the editor shows. */
  get text(): string {
    return this.document.getText();
  }

  /** What is on disk. */
  get saved(): string {
    return readFileSync(this.uri.fsPath, 'utf8');
  }

  get todos(): Todo[] {
    return findTodos(this.text, this.document.languageId);
  }

  /** Runs a command at a line, counted from 0. */
  run<T = string | undefined>(command: string, line = 0): Thenable<T> {
    return vscode.commands.executeCommand<T>(command, { uri: this.uri, line });
  }

  /** Titles of the extension's quick fixes on a line, counted from 0. */
  async actions(line: number): Promise<string[]> {
    const range = this.document.lineAt(line).range;
    const actions = await codeActions(this.uri, range);
    return actions.filter(({ command }) => command?.command.startsWith('feishuTodo.')).map(({ title }) => title);
  }

  /** Changes the document without saving it. */
  async insert(line: number, text: string): Promise<void> {
    const edit = new vscode.WorkspaceEdit();
    edit.insert(this.uri, new vscode.Position(line, 0), text);
    await apply(edit);
  }

  /** Replaces words on a line. */
  async replace(line: number, words: string, by: string): Promise<void> {
    const at = this.document.lineAt(line).text.indexOf(words);
    const edit = new vscode.WorkspaceEdit();
    edit.replace(this.uri, new vscode.Range(line, at, line, at + words.length), by);
    await apply(edit);
  }

  async remove(fromLine: number, toLine: number): Promise<void> {
    const edit = new vscode.WorkspaceEdit();
    edit.delete(this.uri, new vscode.Range(fromLine, 0, toLine, 0));
    await apply(edit);
  }

  async says(what: string, condition: (text: string) => boolean): Promise<void> {
    await until(what, () => condition(this.text));
  }
}

async function apply(edit: vscode.WorkspaceEdit): Promise<void> {
  if (!(await vscode.workspace.applyEdit(edit))) throw new Error('VS Code did not take the edit');
}
