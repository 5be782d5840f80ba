import * as vscode from 'vscode';
import { ConfigValue } from '../../platform/config';
import { Owner } from '../../platform/disposables';
import { errorText, type RedactingLog } from '../../platform/log';
import { findRipgrep, TodoDocument, TodoIndex, type Todo, type TodoReader } from '../../todo';
import type { CodeLinks } from './codeLinks';
import { FolderScanner } from './folderScanner';
import { notebookOf } from './notebooks';
import { TodoSettings } from './todoSettings';

/** A file and its TODOs, in order. */
export interface FileTodos {
  readonly uri: vscode.Uri;
  readonly todos: readonly Todo[];
}

const CHANGE_DELAY_MS = 150;
/** Files that change together are read together. */
const WATCH_DELAY_MS = 300;
/** More files than that at once, as after a checkout, and the whole workspace is scanned again instead. */
const MAX_SINGLE_READS = 200;

/**
 * The TODOs of the workspace. A file that is open counts as the editor shows it, saved or not; all others as they are
 * on disk. Folders are scanned when somebody wants to see them, not at activation.
 */
export class WorkspaceTodos extends Owner {
  private readonly emitter = this.register(new vscode.EventEmitter<boolean>());
  private readonly settings: TodoSettings;
  private readonly ripgrep = this.register(new ConfigValue('ripgrepPath', ''));
  private readonly documents = new WeakMap<vscode.TextDocument, { version: number; read: TodoDocument }>();
  private readonly index = new TodoIndex();
  private readonly changedFiles = new Map<string, vscode.Uri>();
  private readonly uris = new Map<string, vscode.Uri>();
  private scanners: FolderScanner[] = [];
  private changeTimer: NodeJS.Timeout | undefined;
  private changed = false;
  private watchTimer: NodeJS.Timeout | undefined;
  private scanning: AbortController | undefined;
  private scanned = false;

  private readonly rereadEmitter = this.register(new vscode.EventEmitter<void>());

  /**
   * Fired when TODOs came, went or changed anywhere in the workspace: then with true; with false where only the text of
   * a document did.
   */
  readonly onDidChange = this.emitter.event;
  /** Fired when documents are to be read anew although no text changed: other tags, other links. */
  readonly onDidChangeReading = this.rereadEmitter.event;

  /** @param links tasks that do not stand in the comments */
  constructor(
    private readonly log: RedactingLog,
    private readonly links: CodeLinks,
  ) {
    super();
    const { workspace } = vscode;
    this.settings = this.register(new TodoSettings(log));
    this.register(this.settings.onDidChange(() => this.settingsChanged()));
    this.register(this.ripgrep.onDidChange(() => this.settingsChanged()));
    this.register(links.onDidChange(() => this.linksChanged()));
    this.register(workspace.onDidOpenTextDocument((document) => void this.opened(document)));
    this.register(workspace.onDidChangeTextDocument(({ document }) => this.edited(document)));
    this.register(workspace.onDidCloseTextDocument(({ uri }) => this.index.close(uri.toString())));
    this.register({ dispose: this.index.onDidChange(() => this.todosChanged()) });
    this.register({ dispose: () => this.stop() });
    this.watchFiles();
  }

  get hasScanned(): boolean {
    return this.scanned;
  }

  /**
   * The TODOs of an open document as it is now, each with the task it has, whether its comment says so (`link`) or not.
   */
  inDocument(document: vscode.TextDocument): readonly Todo[] {
    return this.links.overlay(document.uri, this.writtenIn(document), () => document.getText());
  }

  /** The same as the text alone says. After an edit only what it can have altered is read again. */
  writtenIn(document: vscode.TextDocument): readonly Todo[] {
    const { languageId, version } = document;
    const known = this.documents.get(document);
    if (known?.version === version && known.read.languageId === languageId) return known.read.todos;
    const read =
      known?.read.languageId === languageId
        ? known.read
        : new TodoDocument(this.readerFor(document), languageId, document.getText());
    if (read === known?.read) read.update(document.getText());
    this.documents.set(document, { version, read });
    return read.todos;
  }

  /** What reads the TODOs of a document, by the settings that count there. */
  readerFor(document: vscode.TextDocument): TodoReader {
    const { uri } = notebookOf(document) ?? document;
    return this.settings.of(vscode.workspace.getWorkspaceFolder(uri)?.uri).reader;
  }

  /** Every file of the workspace that holds TODOs, by path. */
  files(): FileTodos[] {
    return [...this.eachFile()].sort((a, b) => (a.uri.path < b.uri.path ? -1 : 1));
  }

  count(): { total: number; linked: number } {
    let linked = 0;
    for (const { todos } of this.eachFile()) for (const todo of todos) if (todo.taskId !== undefined) linked++;
    return { total: this.index.count, linked };
  }

  /** Where a TODO of a task stands. */
  findLinked(taskId: string): { uri: vscode.Uri; todo: Todo } | undefined {
    for (const { uri, todos } of this.eachFile()) {
      const todo = todos.find((one) => one.taskId === taskId);
      if (todo) return { uri, todo };
    }
    return undefined;
  }

  private *eachFile(): Generator<FileTodos> {
    const open = new Map(vscode.workspace.textDocuments.map((document) => [document.uri.toString(), document]));
    for (const [key, todos] of this.index.documents()) {
      const uri = this.uriOf(key);
      const document = open.get(key);
      yield { uri, todos: this.links.overlay(uri, todos, document && (() => document.getText())) };
    }
  }

  /** Reading the URIs of thousands of files takes longer than all else that is done with them. */
  private uriOf(key: string): vscode.Uri {
    const known = this.uris.get(key);
    if (known) return known;
    const uri = vscode.Uri.parse(key);
    this.uris.set(key, uri);
    return uri;
  }

  /** Reads all folders of the workspace; results show while it goes on. A newer call ends an older one. */
  async scan(): Promise<void> {
    this.scanning?.abort();
    const { signal } = (this.scanning = new AbortController());
    const started = performance.now();
    this.scanners = this.makeScanners();
    for (const document of vscode.workspace.textDocuments) await this.opened(document);
    const seen = new Set<string>();
    for (const scanner of this.scanners) await this.scanOne(scanner, seen, signal);
    if (signal.aborted) return;
    this.index.retainDisk((uri) => seen.has(uri));
    this.scanned = true;
    this.log.info(`Scanned in ${(performance.now() - started).toFixed(0)} ms: ${this.index.count} TODOs`);
    this.changed = true;
    this.tell();
  }

  private async scanOne(scanner: FolderScanner, seen: Set<string>, signal: AbortSignal): Promise<void> {
    try {
      for await (const { files } of scanner.scan(signal)) {
        this.index.batch(() => {
          for (const { path, todos } of files) {
            const uri = scanner.uriOf(path);
            // A folder inside another one may be a workspace folder itself, with settings of its own.
            if (this.scannerOf(uri) !== scanner) continue;
            seen.add(uri.toString());
            this.index.setDisk(uri.toString(), todos);
          }
        });
      }
    } catch (error) {
      // One folder that cannot be read must not hide the others.
      this.log.warn(`scan: ${errorText(error)}`);
    }
  }

  private makeScanners(): FolderScanner[] {
    const ripgrep = findRipgrep({
      setting: this.ripgrep.value,
      appRoot: vscode.env.appRoot,
      searchPath: process.env['PATH'],
    });
    return (vscode.workspace.workspaceFolders ?? []).map(
      ({ uri }) => new FolderScanner(uri, this.settings.of(uri).options, ripgrep),
    );
  }

  /** The scanner of the innermost folder that holds a file. */
  private scannerOf(uri: vscode.Uri): FolderScanner | undefined {
    return this.scanners
      .filter((scanner) => scanner.contains(uri))
      .sort((a, b) => b.folder.path.length - a.folder.path.length)[0];
  }

  /** An open file counts only where a scan would look at it, too. */
  private async opened(document: vscode.TextDocument): Promise<void> {
    const scanner = this.scannerOf(document.uri);
    const counts = await scanner?.includes(document.uri).catch(() => false);
    const uri = document.uri.toString();
    if (counts === true && !document.isClosed) this.index.setOpen(uri, this.writtenIn(document));
    else this.index.close(uri);
  }

  private edited(document: vscode.TextDocument): void {
    if (this.documents.has(document) && this.scanners.length > 0) void this.opened(document);
    this.changedSoon();
  }

  private changedSoon(): void {
    this.changeTimer ??= setTimeout(() => this.tell(), CHANGE_DELAY_MS);
  }

  private todosChanged(): void {
    this.changed = true;
    this.changedSoon();
  }

  private tell(): void {
    clearTimeout(this.changeTimer);
    this.changeTimer = undefined;
    const { changed } = this;
    this.changed = false;
    this.emitter.fire(changed);
  }

  private watchFiles(): void {
    const watcher = this.register(vscode.workspace.createFileSystemWatcher('**/*'));
    const changed = (uri: vscode.Uri): void => {
      if (!this.scanned) return;
      this.changedFiles.set(uri.toString(), uri);
      this.watchTimer ??= setTimeout(() => void this.readChanged(), WATCH_DELAY_MS);
    };
    this.register(watcher.onDidCreate(changed));
    this.register(watcher.onDidChange(changed));
    this.register(watcher.onDidDelete(changed));
  }

  private async readChanged(): Promise<void> {
    this.watchTimer = undefined;
    const uris = [...this.changedFiles.values()];
    this.changedFiles.clear();
    if (uris.length > MAX_SINGLE_READS || uris.some(({ path }) => path.endsWith('ignore'))) return this.scan();
    for (const uri of uris) {
      const todos =
        (await this.scannerOf(uri)
          ?.read(uri)
          .catch(() => [])) ?? [];
      this.index.setDisk(uri.toString(), todos);
    }
  }

  private settingsChanged(): void {
    for (const document of vscode.workspace.textDocuments) this.documents.delete(document);
    this.rereadEmitter.fire();
    if (this.scanned) void this.scan();
    else this.todosChanged();
  }

  private linksChanged(): void {
    this.rereadEmitter.fire();
    this.todosChanged();
  }

  private stop(): void {
    this.scanning?.abort();
    clearTimeout(this.changeTimer);
    clearTimeout(this.watchTimer);
  }
}
