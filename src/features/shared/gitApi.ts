import * as vscode from 'vscode';

/** The part of the built-in Git extension's public API (version 1) that is used here. */
interface GitExtension {
  readonly enabled: boolean;
  getAPI(version: 1): GitApi;
}
export interface GitApi {
  readonly repositories: readonly GitRepository[];
  readonly onDidOpenRepository: vscode.Event<GitRepository>;
  readonly onDidCloseRepository: vscode.Event<GitRepository>;
  getRepository(uri: vscode.Uri): GitRepository | null;
}
export interface GitRepository {
  readonly rootUri: vscode.Uri;
  readonly state: {
    readonly HEAD?: {
      readonly commit?: string;
      readonly name?: string;
      readonly upstream?: { readonly remote: string };
    };
    readonly remotes: readonly { readonly name: string; readonly fetchUrl?: string; readonly pushUrl?: string }[];
    readonly onDidChange: vscode.Event<void>;
  };
  getBranches?(query: {
    readonly remote?: boolean;
    readonly contains?: string;
    readonly count?: number;
  }): Promise<readonly unknown[]>;
}

/** What Git knows about the repository a file is in. */
export interface FoundRepository {
  readonly rootUri: vscode.Uri;
  readonly remoteUrl?: string;
  readonly commit?: string;
  /** The commit is on a remote branch, so that a link to it works for others. */
  readonly pushed: boolean;
}

/** The built-in Git extension, which is started where it does not run yet. Undefined where there is none. */
export async function gitApi(): Promise<GitApi | undefined> {
  const extension = vscode.extensions.getExtension<GitExtension>('vscode.git');
  if (!extension) return undefined;
  try {
    const git = extension.isActive ? extension.exports : await extension.activate();
    return git.enabled ? git.getAPI(1) : undefined;
  } catch {
    // Git is a help, not a need: without it the task carries path and line only.
    return undefined;
  }
}

/** Asks the built-in Git extension; no process is started here. Undefined outside a repository or without Git. */
export async function findRepository(uri: vscode.Uri): Promise<FoundRepository | undefined> {
  try {
    const repository = (await gitApi())?.getRepository(uri);
    if (!repository) return undefined;
    const commit = repository.state.HEAD?.commit;
    return {
      rootUri: repository.rootUri,
      remoteUrl: remoteUrlOf(repository),
      commit,
      pushed: commit !== undefined && (await isPushed(repository, commit)),
    };
  } catch {
    return undefined;
  }
}

/** The remote a repository is known by: that of the branch's upstream, else `origin`, else the first. */
export function remoteUrlOf({ state: { HEAD, remotes } }: GitRepository): string | undefined {
  const remote = remotes.find(({ name }) => name === (HEAD?.upstream?.remote ?? 'origin')) ?? remotes[0];
  return remote?.fetchUrl ?? remote?.pushUrl;
}

async function isPushed(repository: GitRepository, commit: string): Promise<boolean> {
  const branches = await repository.getBranches?.({ remote: true, contains: commit, count: 1 });
  return (branches?.length ?? 0) > 0;
}
