import * as vscode from 'vscode';
import { Owner } from '../../platform/disposables';
import { errorText } from '../../platform/log';
import { RemovedTodos, type GoneTodo } from '../../tasks';
import type { Services } from '../services';

/** A document that changes without becoming unsaved was read anew from disk; VS Code says so a moment later. */
const RELOAD_MS = 200;

/** The linked TODOs of a document. */
interface Linked {
  /** By task. A link that is not written in the comment is lost with its words. */
  readonly titles: ReadonlyMap<string, { readonly title: string; readonly written: boolean }>;
  /** Number of all TODOs. */
  readonly count: number;
}

/** Offers to complete the task of a TODO that a person removed; see `RemovedTodos` for what counts as that. */
export class RemovedQuestions extends Owner {
  /** Open documents as last saved. */
  private readonly saved = new Map<vscode.TextDocument, Linked>();
  /** What waits to be seen as it was read anew. */
  private readonly reloads = new Map<vscode.TextDocument, NodeJS.Timeout>();
  private readonly doomed = new Map<string, readonly GoneTodo[]>();
  private readonly removed: RemovedTodos;
  private timer: NodeJS.Timeout | undefined;

  constructor(private readonly services: Pick<Services, 'accounts' | 'context' | 'log' | 'store' | 'todos'>) {
    super();
    this.removed = new RemovedTodos(services.context.workspaceState, Date);
    const { workspace } = vscode;
    this.register(vscode.window.onDidChangeVisibleTextEditors(() => this.lookAround()));
    this.register(workspace.onDidChangeTextDocument(({ document }) => this.changed(document)));
    this.register(workspace.onDidSaveTextDocument((document) => this.wasSaved(document)));
    this.register(workspace.onDidCloseTextDocument((document) => this.closed(document)));
    this.register(workspace.onWillDeleteFiles(({ files }) => this.willDelete(files)));
    this.register(workspace.onDidDeleteFiles(({ files }) => this.wereDeleted(files)));
    this.register({ dispose: () => [this.timer, ...this.reloads.values()].forEach((timer) => clearTimeout(timer)) });
    this.lookAround();
  }

  private lookAround(): void {
    for (const { document } of vscode.window.visibleTextEditors) {
      if (!this.saved.has(document)) this.saved.set(document, this.linkedIn(document));
    }
  }

  private changed(document: vscode.TextDocument): void {
    if (document.isDirty || !this.saved.has(document)) return;
    clearTimeout(this.reloads.get(document));
    const reload = setTimeout(() => {
      this.reloads.delete(document);
      if (!document.isDirty) this.saved.set(document, this.linkedIn(document));
    }, RELOAD_MS);
    this.reloads.set(document, reload);
  }

  private wasSaved(document: vscode.TextDocument): void {
    const before = this.saved.get(document);
    if (!before) return;
    const now = this.linkedIn(document);
    this.saved.set(document, now);
    const uri = document.uri.toString();
    for (const [taskId, { title, written }] of before.titles) {
      const reworded = !written && now.count >= before.count;
      if (!now.titles.has(taskId) && !reworded) this.removed.edited({ taskId, title, uri });
    }
    if (this.removed.saved(uri)) this.askSoon();
  }

  private closed(document: vscode.TextDocument): void {
    this.saved.delete(document);
    clearTimeout(this.reloads.get(document));
    this.reloads.delete(document);
    this.removed.closed(document.uri.toString());
  }

  /** What stands in files is known only before they are gone. */
  private willDelete(files: readonly vscode.Uri[]): void {
    for (const deleted of files) {
      const gone = new Map<string, GoneTodo>();
      const add = (uri: vscode.Uri, taskId: string, title: string): void => {
        const inside = uri.path === deleted.path || uri.path.startsWith(`${deleted.path}/`);
        if (inside && uri.scheme === deleted.scheme) gone.set(taskId, { taskId, title, uri: uri.toString() });
      };
      for (const { uri, todos } of this.services.todos.files()) {
        for (const { taskId, title } of todos) if (taskId !== undefined) add(uri, taskId, title);
      }
      for (const [{ uri }, { titles }] of this.saved) {
        for (const [taskId, { title }] of titles) add(uri, taskId, title);
      }
      this.doomed.set(deleted.toString(), [...gone.values()]);
    }
  }

  private wereDeleted(files: readonly vscode.Uri[]): void {
    for (const deleted of files) {
      const gone = this.doomed.get(deleted.toString()) ?? [];
      this.doomed.delete(deleted.toString());
      this.removed.deleted(gone);
    }
    this.askSoon();
  }

  private askSoon(): void {
    const { dueIn } = this.removed;
    clearTimeout(this.timer);
    if (dueIn === undefined) return;
    this.timer = setTimeout(() => {
      this.ask().catch((error: unknown) => this.services.log.warn(`removed TODOs: ${errorText(error)}`));
    }, dueIn);
  }

  private async ask(): Promise<void> {
    const { accounts, store, todos } = this.services;
    // Only a person who is connected can complete a task; the next removal asks again.
    if (!accounts.current || !vscode.workspace.isTrusted) return;
    // Moved to a file that nobody has looked at yet? The whole workspace has to be known for that.
    if (!todos.hasScanned) await todos.scan();
    await store.ensure(this.removed.waiting);
    const { textDocuments } = vscode.workspace;
    const open = new Set(textDocuments.flatMap((document) => [...this.linkedIn(document).titles.keys()]));
    const removed = await this.removed.take({
      isLinked: (taskId) => open.has(taskId) || todos.findLinked(taskId) !== undefined,
      isUnlinked: (gone) => this.standsUnlinked(gone),
      isOpen: (taskId) => store.get(taskId)?.completedAt === undefined && store.get(taskId) !== undefined,
    });
    if (removed.length === 0) return;
    const complete = vscode.l10n.t('Complete');
    const choice = await vscode.window.showInformationMessage(question(removed), complete, vscode.l10n.t('Not Now'));
    if (choice !== complete) return;
    for (const { taskId } of removed) await vscode.commands.executeCommand('feishuTodo.completeTask', { taskId });
  }

  private standsUnlinked({ uri, title }: GoneTodo): boolean {
    const document = vscode.workspace.textDocuments.find((one) => one.uri.toString() === uri);
    return (
      document !== undefined &&
      this.services.todos.inDocument(document).some((todo) => todo.taskId === undefined && todo.title === title)
    );
  }

  private linkedIn(document: vscode.TextDocument): Linked {
    const todos = this.services.todos.inDocument(document);
    const titles = new Map<string, { title: string; written: boolean }>();
    for (const { taskId, title, link } of todos) {
      if (taskId !== undefined) titles.set(taskId, { title, written: link !== undefined });
    }
    return { titles, count: todos.length };
  }
}

function question(removed: readonly GoneTodo[]): string {
  return removed.length === 1
    ? vscode.l10n.t('“{0}” was removed from the code. Complete its task?', removed[0]!.title)
    : vscode.l10n.t('{0} TODOs were removed from the code. Complete their tasks?', removed.length);
}
