import * as vscode from 'vscode';
import {
  FileScanner,
  scanFolder,
  scanFs,
  type EntryType,
  type ScanBatch,
  type ScanFs,
  type ScanOptions,
  type Todo,
} from '../../todo';

/** VS Code's file systems as the scanner wants them; its paths are URIs as text. */
const workspaceFs: ScanFs = {
  join: (path, name) => vscode.Uri.joinPath(vscode.Uri.parse(path), name).toString(),
  async readDirectory(path) {
    const entries = await vscode.workspace.fs.readDirectory(vscode.Uri.parse(path));
    return entries.map(([name, type]) => [name, entryType(type)] as const);
  },
  async readFile(path, limit) {
    const uri = vscode.Uri.parse(path);
    const { size } = await vscode.workspace.fs.stat(uri);
    return size > limit ? undefined : vscode.workspace.fs.readFile(uri);
  },
};

function entryType(type: vscode.FileType): EntryType {
  if (type === vscode.FileType.File) return 'file';
  return type === vscode.FileType.Directory ? 'directory' : 'other';
}

/** Reads the TODOs of one workspace folder: all of it, or single files by the same rules. */
export class FolderScanner {
  private readonly files: FileScanner;

  /** @param ripgrep path of a ripgrep to use where the folder is on the local disk */
  constructor(
    readonly folder: vscode.Uri,
    private readonly options: ScanOptions,
    private readonly ripgrep: string | undefined,
  ) {
    this.files = new FileScanner(workspaceFs, folder.toString(), options);
  }

  /** All files that hold TODOs, in batches as they are found. */
  scan(signal: AbortSignal): AsyncGenerator<ScanBatch> {
    const options = { ...this.options, signal };
    return this.folder.scheme === 'file'
      ? scanFolder(this.folder.fsPath, options, this.ripgrep)
      : scanFs(workspaceFs, this.folder.toString(), options);
  }

  /** The TODOs of one file; none where a scan would leave it out or it is gone. */
  async read(uri: vscode.Uri): Promise<readonly Todo[]> {
    const path = this.relative(uri);
    return path === undefined ? [] : (await this.files.read(path)).todos;
  }

  /** Would a scan look at this file? */
  async includes(uri: vscode.Uri): Promise<boolean> {
    const path = this.relative(uri);
    return path !== undefined && this.files.includes(path);
  }

  contains(uri: vscode.Uri): boolean {
    return this.relative(uri) !== undefined;
  }

  uriOf(path: string): vscode.Uri {
    return vscode.Uri.joinPath(this.folder, path);
  }

  private relative(uri: vscode.Uri): string | undefined {
    const prefix = `${this.folder.path.replace(/\/$/, '')}/`;
    return uri.scheme === this.folder.scheme && uri.path.startsWith(prefix) ? uri.path.slice(prefix.length) : undefined;
  }
}
