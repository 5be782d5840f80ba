import * as vscode from 'vscode';
import { Owner } from '../../platform/disposables';
import { repositoryName, type FilePlace } from '../../tasks';
import { gitApi, remoteUrlOf, type GitApi, type GitRepository } from './gitApi';

/** The name of a file as tasks carry it: repository and path in it, or workspace folder and path in that. */
export function filePlace(
  uri: vscode.Uri,
  repository: { rootUri: vscode.Uri; remoteUrl?: string } | undefined,
): FilePlace {
  const folder = vscode.workspace.getWorkspaceFolder(uri);
  const root = repository?.rootUri ?? folder?.uri;
  return {
    uri: uri.toString(),
    repository: (repository?.remoteUrl && repositoryName(repository.remoteUrl)) || folder?.name || '',
    path: root ? relativePath(root, uri) : (uri.path.split('/').pop() ?? uri.path),
  };
}

/**
 * Names files at once, by what Git has said so far; Git is asked in the background, the first time a file is named.
 */
export class Repositories extends Owner {
  private readonly emitter = this.register(new vscode.EventEmitter<void>());
  private readonly remotes = new Map<GitRepository, { url: string | undefined; listener: vscode.Disposable }>();
  /** Git is asked about each file once: whoever shows a workspace names all its files again and again. */
  private readonly named = new Map<string, FilePlace>();
  private git: GitApi | undefined;
  private connecting: Promise<void> | undefined;

  /** Files may be named differently from now on. */
  readonly onDidChange = this.emitter.event;

  constructor() {
    super();
    this.register(vscode.workspace.onDidChangeWorkspaceFolders(() => this.changed()));
    this.register({ dispose: () => this.remotes.forEach(({ listener }) => listener.dispose()) });
  }

  /** The name of a file as far as it is known. Costs microseconds. */
  fileOf(uri: vscode.Uri): FilePlace {
    this.connecting ??= this.connect();
    const key = uri.toString();
    let place = this.named.get(key);
    if (!place) {
      const repository = this.git?.getRepository(uri);
      place = filePlace(
        uri,
        repository ? { rootUri: repository.rootUri, remoteUrl: remoteUrlOf(repository) } : undefined,
      );
      this.named.set(key, place);
    }
    return place;
  }

  /** The name of a file after Git was asked. */
  async locate(uri: vscode.Uri): Promise<FilePlace> {
    await (this.connecting ??= this.connect());
    return this.fileOf(uri);
  }

  private async connect(): Promise<void> {
    const git = await gitApi();
    if (!git) return;
    this.git = git;
    for (const repository of git.repositories) this.opened(repository);
    this.register(git.onDidOpenRepository((repository) => this.opened(repository)));
    this.register(git.onDidCloseRepository((repository) => this.closed(repository)));
    this.changed();
  }

  private opened(repository: GitRepository): void {
    this.closed(repository);
    // The remotes are read a while after the repository was opened; most later changes are none of ours.
    const listener = repository.state.onDidChange(() => {
      const known = this.remotes.get(repository);
      const url = remoteUrlOf(repository);
      if (!known || known.url === url) return;
      known.url = url;
      this.changed();
    });
    this.remotes.set(repository, { url: remoteUrlOf(repository), listener });
    this.changed();
  }

  private changed(): void {
    this.named.clear();
    this.emitter.fire();
  }

  private closed(repository: GitRepository): void {
    this.remotes.get(repository)?.listener.dispose();
    if (this.remotes.delete(repository)) this.changed();
  }
}

function relativePath(root: vscode.Uri, uri: vscode.Uri): string {
  const prefix = root.path.endsWith('/') ? root.path : `${root.path}/`;
  return uri.path.startsWith(prefix) ? uri.path.slice(prefix.length) : vscode.workspace.asRelativePath(uri, false);
}
