import * as vscode from 'vscode';
import { HumanError } from '../../platform/errors';
import { AlreadyDeliveredError, type IntentView, type TaskDraft } from '../../tasks';
import { ensureConnected } from '../account/ensureConnected';
import { withSomebody } from '../account/somebody';
import { namedPeople, type NamedPeople } from '../people/namesInTodo';
import { askWhoIsMeant, tellUnclear } from '../people/unclearNames';
import type { Services } from '../services';
import { formatFingerprint } from '../shared/fingerprint';
import { findAgain, findTodo, type TodoTarget } from '../shared/todoTarget';
import type { DraftDialogs } from './draftPicker';
import { editDraft } from './draftPicker';
import type { DraftMemory } from './draftMemory';

const CONFIRMATION_MS = 6000;

/** What is to be sent, and whom the comment names. */
interface Prepared {
  readonly draft: TaskDraft;
  readonly named: NamedPeople;
}

/** Makes a task of a TODO: at once with defaults, or after the person edited the draft. */
export class TaskCreation {
  constructor(
    private readonly services: Services,
    private readonly dialogs: DraftDialogs,
    private readonly memory: DraftMemory,
  ) {}

  /** One action, no question. @param note goes above the description */
  async quick(target: TodoTarget | undefined, note = ''): Promise<string | undefined> {
    const prepared = await this.prepare(target, note);
    if (!prepared) return undefined;
    const taskId = await this.create(prepared.draft);
    tellUnclear([{ names: prepared.named.unclear, taskId }], this.services.errors);
    return taskId;
  }

  /** Shows the draft first. Escape keeps it for the next time and sends nothing. */
  async withOptions(target: TodoTarget | undefined, note = ''): Promise<string | undefined> {
    const prepared = await this.prepare(target, note);
    if (!prepared) return undefined;
    const recalled = this.memory.recall(prepared.draft);
    // A draft that was left before has its people.
    const isFresh = recalled === prepared.draft && prepared.named.unclear.length > 0;
    const asked = isFresh ? await askWhoIsMeant(recalled, prepared.named, this.services.people) : recalled;
    if (isFresh) await this.memory.keep(asked);
    const draft = await editDraft(asked, this.dialogs, (changed) => void this.memory.keep(changed));
    return this.create(draft);
  }

  private async prepare(target: TodoTarget | undefined, note: string): Promise<Prepared | undefined> {
    const first = await findTodo(this.services.todos, target);
    if (first.todo.taskId) {
      this.offerToOpen(first.todo.taskId);
      return undefined;
    }
    const fingerprint = formatFingerprint(first.todo, first.document, this.services.todos);
    await this.services.started;
    const account = await ensureConnected(this.services.accounts);
    // Connecting may have taken a while, in which the code moved.
    const found = findAgain(this.services.todos, first, fingerprint);
    if (found.todo.taskId) {
      this.offerToOpen(found.todo.taskId);
      return undefined;
    }
    const left = this.services.drafts.leftBehind(found);
    if (left && left.state !== 'failed') {
      this.tellOnItsWay(left);
      return undefined;
    }
    // With the place of the refused creation the new one takes its turn instead of standing beside it.
    const draft = await this.services.drafts.of(found, account);
    const description = [note.trim(), draft.description].filter(Boolean).join('\n\n');
    const named = await namedPeople(found.todo, this.services.directory);
    return { draft: { ...draft, description, place: left?.draft.place ?? draft.place }, named };
  }

  private tellOnItsWay(view: IntentView): void {
    this.services.outbox.retryNow();
    if (view.state === 'done') void this.services.links.deliver(view);
    void vscode.window.showInformationMessage(
      vscode.l10n.t('A task for this TODO is already on its way. It is shown in the Tasks view.'),
    );
  }

  private offerToOpen(taskId: string): void {
    const open = vscode.l10n.t('Open in Feishu');
    void vscode.window
      .showInformationMessage(vscode.l10n.t('This TODO already has a Feishu task.'), open)
      .then(
        (choice) =>
          choice === open && vscode.env.openExternal(vscode.Uri.parse(this.services.accounts.taskUrl(taskId))),
      );
  }

  /** @param again makes another task although this TODO got one a moment ago, in another window perhaps */
  private async create(wanted: TaskDraft, again = false): Promise<string | undefined> {
    const { outbox } = this.services;
    const [draft = wanted] = await withSomebody([wanted], this.services);
    const busy = vscode.window.setStatusBarMessage(`$(sync~spin) ${vscode.l10n.t('Creating Feishu task…')}`);
    try {
      const { settled } = await outbox.create(draft, this.services.taskSettings.compose(), { again });
      const view = await settled;
      // From here on the outbox keeps what was typed.
      await this.memory.forget(draft.place);
      return view && (await this.finish(view));
    } catch (error) {
      throw error instanceof AlreadyDeliveredError ? this.alreadyThere(error, draft) : error;
    } finally {
      busy.dispose();
    }
  }

  private alreadyThere({ delivered }: AlreadyDeliveredError, draft: TaskDraft): HumanError {
    const { accounts, errors } = this.services;
    const url = vscode.Uri.parse(accounts.taskUrl(delivered.taskId));
    return new HumanError(vscode.l10n.t('A task was already created for this TODO.'), {
      actions: [
        { label: vscode.l10n.t('Open in Feishu'), run: () => vscode.env.openExternal(url) },
        { label: vscode.l10n.t('Create Another'), run: () => this.create(draft, true).catch(errors.show) },
      ],
    });
  }

  private async finish(view: IntentView): Promise<string | undefined> {
    const { title } = view.draft;
    if (view.state === 'done') {
      await this.services.links.deliver(view);
      vscode.window.setStatusBarMessage(
        `$(check) ${vscode.l10n.t('Feishu task created: {0}', title)}`,
        CONFIRMATION_MS,
      );
      this.tellShortfalls(view);
      return view.created?.id;
    }
    if (view.state === 'failed') throw this.refusal(view);
    void vscode.window.showWarningMessage(
      vscode.l10n.t(
        'Feishu cannot be reached. “{0}” waits in the Tasks view and is sent by itself when the connection is back.',
        title,
      ),
    );
    return undefined;
  }

  /** A refusal keeps the draft: the person can change it and try again. */
  private refusal(view: IntentView): HumanError {
    const { message, actions } = this.services.errors.explainStored(view.error);
    const edit = {
      label: vscode.l10n.t('Edit and Try Again'),
      run: () => this.retry(view).catch(this.services.errors.show),
    };
    return new HumanError(message, { actions: [edit, ...actions] });
  }

  private async retry(view: IntentView): Promise<string | undefined> {
    const draft = await editDraft(view.draft, this.dialogs, () => undefined);
    return this.create(draft);
  }

  /** For a row of the Tasks view: shows a refused draft again, and tries what waits for the network at once. */
  async resume(view: IntentView): Promise<string | undefined> {
    if (view.state === 'failed') return this.retry(view);
    this.services.outbox.retryNow();
    return undefined;
  }

  private tellShortfalls(view: IntentView): void {
    if (view.shortfalls.length === 0) return;
    const reasons = view.shortfalls.map(({ error }) => this.services.errors.explainStored(error).message);
    void vscode.window.showWarningMessage(
      vscode.l10n.t('The task was created, but not everything could be set: {0}', [...new Set(reasons)].join(' ')),
    );
  }
}
