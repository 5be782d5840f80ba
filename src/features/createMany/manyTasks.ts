import * as vscode from 'vscode';
import { CancelledError, HumanError } from '../../platform/errors';
import { createMany, type BulkResult, type TaskDraft } from '../../tasks';
import { ensureConnected } from '../account/ensureConnected';
import { withSomebody } from '../account/somebody';
import type { DraftDialogs } from '../create/draftPicker';
import { NOTHING_SHARED, type SharedFields } from '../create/drafts';
import type { Services } from '../services';
import { candidates, findCandidate, type Candidate } from './candidates';
import { chooseTodos, type Choice } from './choose';
import { askScope, readScope } from './scope';
import { tellSummary } from './summary';

/** Makes tasks of many TODOs at once: one list, one preview, one progress, one summary. */
export class ManyTasks {
  /** What was set for all and not used, because the person left. */
  private left: SharedFields = NOTHING_SHARED;

  constructor(
    private readonly services: Services,
    private readonly dialogs: DraftDialogs,
  ) {}

  /** See `readScope` for the arguments. @returns the ids of the tasks that were created, in the order of the list */
  async create(argument: unknown, selected: unknown): Promise<string[]> {
    const { accounts, outbox, started, todos } = this.services;
    const scope = readScope(argument, selected) ?? (await askScope(todos));
    await started;
    const found = await candidates(scope, todos, outbox);
    if (found.length === 0) throw new HumanError(vscode.l10n.t('There is no TODO without a task here.'));
    await ensureConnected(accounts);
    const choice = await chooseTodos(found, this.left, this.dialogs, (shared) => (this.left = shared));
    const { result, lost } = await this.send(choice);
    this.left = NOTHING_SHARED;
    tellSummary(result, lost, this.services);
    return result.views.flatMap((view) => (view?.state === 'done' && view.created ? [view.created.id] : []));
  }

  private send({ chosen, shared }: Choice): Promise<{ result: BulkResult; lost: number }> {
    const options = {
      location: vscode.ProgressLocation.Notification,
      title: vscode.l10n.t('Creating Feishu tasks'),
      cancellable: true,
    };
    return Promise.resolve(
      vscode.window.withProgress(options, async (progress, token) => {
        const stop = new AbortController();
        token.onCancellationRequested(() => stop.abort());
        const drafts = await this.prepare(chosen, shared, stop.signal);
        const lost = chosen.length - drafts.length;
        const result = await createMany(
          this.services.outbox,
          await withSomebody(drafts, this.services),
          this.services.taskSettings.compose(),
          {
            signal: stop.signal,
            onProgress: ({ total, done, failed, waiting, cancelled }) =>
              progress.report({
                message: vscode.l10n.t('{0} of {1}', done + failed + waiting + cancelled, total),
                increment: 100 / total,
              }),
          },
        );
        // The comments carry their tasks before the summary says so.
        await Promise.all(result.views.map((view) => view?.state === 'done' && this.services.links.deliver(view)));
        return { result, lost };
      }),
    );
  }

  /** The drafts of the TODOs as they are now; those that are gone or got a task meanwhile are left out. */
  private async prepare(chosen: readonly Candidate[], shared: SharedFields, signal: AbortSignal): Promise<TaskDraft[]> {
    const account = await ensureConnected(this.services.accounts);
    const drafts: TaskDraft[] = [];
    for (const candidate of chosen) {
      if (signal.aborted) throw new CancelledError();
      const found = await findCandidate(candidate, this.services.todos);
      if (!found) continue;
      const draft = await this.services.drafts.of(found, account, shared);
      // With the place of a refused creation the new one takes its turn instead of standing beside it.
      drafts.push({ ...draft, place: this.services.drafts.leftBehind(found)?.draft.place ?? draft.place });
    }
    return drafts;
  }
}
