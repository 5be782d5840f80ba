import * as vscode from 'vscode';

/** Files in memory below the folder `/project`, as the extensions for remote repositories offer them. Read-only. */
export class MemoryFiles implements vscode.FileSystemProvider {
  private readonly files: ReadonlyMap<string, Uint8Array>;
  readonly onDidChangeFile = new vscode.EventEmitter<vscode.FileChangeEvent[]>().event;

  /** @param files texts by path below the folder */
  constructor(files: Readonly<Record<string, string>>) {
    this.files = new Map(Object.entries(files).map(([name, text]) => [`/project/${name}`, Buffer.from(text)]));
  }

  watch(): vscode.Disposable {
    return new vscode.Disposable(() => undefined);
  }

  stat({ path }: vscode.Uri): vscode.FileStat {
    const bytes = this.files.get(path);
    if (!bytes && this.entries(path).size === 0) throw vscode.FileSystemError.FileNotFound(path);
    return {
      type: bytes ? vscode.FileType.File : vscode.FileType.Directory,
      ctime: 0,
      mtime: 0,
      size: bytes?.length ?? 0,
    };
  }

  readDirectory({ path }: vscode.Uri): [string, vscode.FileType][] {
    return [...this.entries(path)];
  }

  readFile({ path }: vscode.Uri): Uint8Array {
    const bytes = this.files.get(path);
    if (!bytes) throw vscode.FileSystemError.FileNotFound(path);
    return bytes;
  }

  createDirectory = readOnly;
  writeFile = readOnly;
  delete = readOnly;
  rename = readOnly;

  private entries(folder: string): Map<string, vscode.FileType> {
    const found = new Map<string, vscode.FileType>();
    for (const file of this.files.keys()) {
      if (!file.startsWith(`${folder}/`)) continue;
      const [name, ...rest] = file.slice(folder.length + 1).split('/');
      found.set(name!, rest.length > 0 ? vscode.FileType.Directory : vscode.FileType.File);
    }
    return found;
  }
}

function readOnly(): never {
  throw vscode.FileSystemError.NoPermissions('read-only');
}
