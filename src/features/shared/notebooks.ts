import * as vscode from 'vscode';

/** The notebook that a document is a cell of, if any. */
export function notebookOf(document: vscode.TextDocument): vscode.NotebookDocument | undefined {
  if (document.uri.scheme !== 'vscode-notebook-cell') return undefined;
  return vscode.workspace.notebookDocuments.find((notebook) =>
    notebook.getCells().some((cell) => cell.document === document),
  );
}

/** Does what is on disk differ from the document? A cell is saved with its notebook. */
export function isUnsaved(document: vscode.TextDocument): boolean {
  return (notebookOf(document) ?? document).isDirty;
}

export function saveDocument(document: vscode.TextDocument): Thenable<boolean> {
  return (notebookOf(document) ?? document).save();
}
