import * as vscode from 'vscode';
import type { Accounts } from '../../account/accounts';
import { ConfigValue } from '../../platform/config';
import { Owner } from '../../platform/disposables';
import type { RedactingLog } from '../../platform/log';
import { HumanError } from '../../platform/errors';
import { errorText } from '../../platform/log';
import type { CodePlace, Intent, IntentView, LinkRegistry, Outbox, TaskStore } from '../../tasks';
import { linkEdits, unlinkEdits, type LinkStyle } from '../../todo';
import type { CodeLinks } from '../shared/codeLinks';
import type { CommentEditor } from '../shared/commentEditor';
import { formatFingerprint } from '../shared/fingerprint';
import type { Repositories } from '../shared/repositories';
import type { FoundTodo } from '../shared/todoTarget';
import type { WorkspaceTodos } from '../shared/workspaceTodos';

/** What the link writer works with. */
export interface LinkWriterNeeds {
  readonly accounts: Accounts;
  readonly outbox: Outbox;
  readonly store: TaskStore;
  readonly todos: WorkspaceTodos;
  readonly codeLinks: CodeLinks;
  readonly registry: LinkRegistry;
  readonly repositories: Repositories;
  readonly comments: CommentEditor;
  readonly log: RedactingLog;
}

/**
 * Puts the task into the comment it was made from, as soon as it exists: right after creation, or later for what
 * waited for the network or an earlier session left behind.
 */
export class LinkWriter extends Owner {
  private readonly style = this.register(new ConfigValue<LinkStyle>('link.style', 'id'));
  private readonly pending = new Map<string, Promise<boolean>>();

  constructor(private readonly needs: LinkWriterNeeds) {
    super();
    this.register(
      needs.outbox.onDidChange(({ view }) => {
        // In a later turn: whoever asked for the task must hear that it is done before its intent is delivered and gone.
        if (view?.state === 'done' && this.isOurs(view)) setImmediate(() => void this.deliver(view));
      }),
    );
  }

  /** Links what an earlier session created but did not link. */
  deliverAll(): void {
    for (const view of this.needs.outbox.list())
      if (view.state === 'done' && this.isOurs(view)) void this.deliver(view);
  }

  /** What a closed window left behind is delivered by a window that has the file. */
  private isOurs({ mine, draft }: IntentView): boolean {
    return mine || vscode.workspace.getWorkspaceFolder(vscode.Uri.parse(draft.place.uri)) !== undefined;
  }

  /** Resolves when the code carries the link, or cannot. One attempt at a time; a later one follows where it failed. */
  deliver(view: IntentView): Promise<boolean> {
    const before = this.pending.get(view.opId) ?? Promise.resolve(false);
    const work = before
      .then((delivered) => delivered || this.needs.outbox.deliver(view.opId, (intent) => this.apply(intent)))
      .catch((error: unknown) => {
        this.needs.log.error(`link of task ${view.created?.id}: ${errorText(error)}`);
        return false;
      })
      .finally(() => {
        if (this.pending.get(view.opId) === work) this.pending.delete(view.opId);
      });
    this.pending.set(view.opId, work);
    return work;
  }

  /** The files in which this computer remembers TODOs of a task. */
  urisOf(taskId: string): vscode.Uri[] {
    return [...new Set(this.needs.registry.placesOf(taskId).map(({ uri }) => uri))].map((uri) => vscode.Uri.parse(uri));
  }

  /** The file of a task's TODO in this workspace. @param path as the task says, which is not to be trusted */
  uriOf(taskId: string, path: string): vscode.Uri | undefined {
    const [remembered] = this.urisOf(taskId);
    if (remembered) return remembered;
    for (const { uri: folder } of vscode.workspace.workspaceFolders ?? []) {
      const uri = vscode.Uri.joinPath(folder, path);
      if (uri.path.startsWith(`${folder.path}/`)) return uri;
    }
    return undefined;
  }

  private async apply(intent: Intent): Promise<boolean> {
    const task = intent.created;
    if (!task) return true;
    this.needs.store.upsert(task);
    const { place } = intent.draft;
    await this.needs.registry.remember(task.id, place);
    if (!(await this.write(task.id, place))) this.tellGone(task.id, place.path);
    return true;
  }

  /** Links a TODO to a task that exists. @throws HumanError where the TODO is gone */
  async link(taskId: string, found: FoundTodo): Promise<void> {
    const fingerprint = formatFingerprint(found.todo, found.document, this.needs.todos);
    const place = { ...(await this.needs.repositories.locate(found.document.uri)), fingerprint };
    if (!(await this.write(taskId, place))) throw gone(place.path);
    await this.needs.registry.remember(taskId, place);
  }

  /** Takes a TODO's task from it, in the comment and in what is remembered. @throws HumanError where the TODO is gone */
  async unlink({ document, todo }: FoundTodo): Promise<void> {
    const { uri } = document;
    const file = await this.needs.repositories.locate(uri);
    const fingerprint = formatFingerprint(todo, document, this.needs.todos);
    // What the task or this computer says about the TODO may have been said of other words.
    const { codeLinks, todos } = this.needs;
    const prints = new Set([
      fingerprint,
      ...codeLinks.printsOf(uri, todos.writtenIn(document), document.getText(), todo),
    ]);
    const edited = await this.needs.comments.edit(uri, fingerprint, (now, one) =>
      one.link ? unlinkEdits(now.getText(), one) : true,
    );
    if (!edited) throw gone(file.path);
    for (const print of prints) {
      await this.needs.registry.forget({ ...file, fingerprint: print });
      await this.needs.outbox.forgetPlace({ uri: file.uri, fingerprint: print });
    }
  }

  private write(taskId: string, place: Pick<CodePlace, 'uri' | 'fingerprint'>): Promise<boolean> {
    const uri = vscode.Uri.parse(place.uri, true);
    const target = { taskId, url: this.needs.accounts.taskUrl(taskId), style: this.style.at(uri) };
    return this.needs.comments.edit(uri, place.fingerprint, (document, todo) =>
      todo.taskId ? todo.taskId === taskId : linkEdits(document.getText(), todo, target),
    );
  }

  private tellGone(taskId: string, path: string): void {
    const copy = vscode.l10n.t('Copy Link');
    const message = vscode.l10n.t(
      'The task was created, but its TODO is no longer in {0}. The code was not changed.',
      path,
    );
    void vscode.window.showWarningMessage(message, copy).then((choice) => {
      if (choice === copy) void vscode.env.clipboard.writeText(this.needs.accounts.taskUrl(taskId));
    });
  }
}

function gone(path: string): HumanError {
  return new HumanError(vscode.l10n.t('The TODO is no longer in {0}. The code was not changed.', path));
}
