import * as vscode from 'vscode';
import { CancelledError, HumanError } from '../../platform/errors';
import { createMany, type BulkResult, type TaskDraft } from '../../tasks';
import { ensureConnected } from '../account/ensureConnected';
import { withSomebody } from '../account/somebody';
import type { DraftDialogs } from '../create/draftPicker';
import { NOTHING_SHARED, type SharedFields } from '../create/drafts';
import { namedPeople, type UnclearName } from '../people/namesInTodo';
import { tellUnclear, type LeftOut } from '../people/unclearNames';
import type { Services } from '../services';
import { candidates, findCandidate, type Candidate } from './candidates';
import { chooseTodos, type Choice } from './choose';
import { askScope, readScope } from './scope';
import { tellSummary } from './summary';

/** What is to be sent, and the names in its comment that do not say who is meant. */
interface Prepared {
  readonly draft: TaskDraft;
  readonly unclear: readonly UnclearName[];
}

interface Sent {
  readonly result: BulkResult;
  /** TODOs that were no longer there when their turn came. */
  readonly lost: number;
  readonly leftOut: readonly LeftOut[];
}

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
    const { result, lost, leftOut } = await this.send(choice);
    this.left = NOTHING_SHARED;
    tellSummary(result, lost, this.services);
    tellUnclear(leftOut, this.services.errors);
    return result.views.flatMap((view) => (view?.state === 'done' && view.created ? [view.created.id] : []));
  }

  private send({ chosen, shared }: Choice): Promise<Sent> {
    const options = {
      location: vscode.ProgressLocation.Notification,
      title: vscode.l10n.t('Creating Feishu tasks'),
      cancellable: true,
    };
    return Promise.resolve(
      vscode.window.withProgress(options, async (progress, token) => {
        const stop = new AbortController();
        token.onCancellationRequested(() => stop.abort());
        const prepared = await this.prepare(chosen, shared, stop.signal);
        const lost = chosen.length - prepared.length;
        const drafts = prepared.map(({ draft }) => draft);
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
        const leftOut = prepared.map(({ unclear }, index) => {
          const view = result.views[index];
          return { names: view ? unclear : [], taskId: view?.created?.id };
        });
        return { result, lost, leftOut };
      }),
    );
  }

  /** The drafts of the TODOs as they are now; those that are gone or got a task meanwhile are left out. */
  private async prepare(chosen: readonly Candidate[], shared: SharedFields, signal: AbortSignal): Promise<Prepared[]> {
    const account = await ensureConnected(this.services.accounts);
    const prepared: Prepared[] = [];
    for (const candidate of chosen) {
      if (signal.aborted) throw new CancelledError();
      const found = await findCandidate(candidate, this.services.todos);
      if (!found) continue;
      const draft = await this.services.drafts.of(found, account, shared);
      const { unclear } = await namedPeople(found.todo, this.services.directory);
      // With the place of a refused creation the new one takes its turn instead of standing beside it.
      const place = this.services.drafts.leftBehind(found)?.draft.place ?? draft.place;
      prepared.push({ draft: { ...draft, place }, unclear });
    }
    return prepared;
  }
}
