import * as vscode from 'vscode';
import { LIMITS, type Person, type Task } from '../../feishu';
import { CancelledError, HumanError } from '../../platform/errors';
import { back, type Back } from '../../platform/quickPick';
import type { Services } from '../services';
import { requireClient } from '../shared/accountBinding';
import type { CodeSpot } from './codeAuthors';
import { beyondLimit, changeMembers, idsOf, type MemberChange, type MemberOutcome, type Role } from './memberChange';
import { changeWords, dialogWords, nobodyThere } from './memberWords';

const CONFIRMATION_MS = 5000;
/** So many titles of tasks that failed are told. */
const MAX_TITLES = 2;

/** Some people on one task, and the role they have there. */
export interface Membership {
  readonly task: Task;
  readonly role: Role;
  readonly ids: readonly string[];
}

/** Whom to add where, before it is known who. */
interface Question {
  readonly role: Role;
  readonly tasks: readonly Task[];
  /** Tasks that could not be read. */
  readonly failed: readonly MemberOutcome[];
  readonly excluded: ReadonlySet<string>;
  readonly chosen?: readonly Person[];
  readonly query?: string;
}

interface Step {
  readonly task: Task;
  readonly change: MemberChange;
}

/** Who is on tasks that exist: assignees and followers join and leave, on one task or many. */
export class Members {
  constructor(
    private readonly services: Pick<Services, 'accounts' | 'store' | 'directory' | 'people' | 'todos' | 'errors'>,
  ) {}

  /** Asks who joins. Escape throws `CancelledError`. @param query is typed already */
  async add(role: Role, taskIds: readonly string[], query?: string): Promise<void> {
    const { tasks, failed } = await this.read(taskIds);
    const onEvery = new Set(
      idsOf(tasks[0]!, role).filter((id) => tasks.every((task) => idsOf(task, role).includes(id))),
    );
    await this.askAndAdd({ role, tasks, failed, excluded: onEvery, query });
  }

  /** Asks who leaves, among those who are on the tasks. Escape throws `CancelledError`. */
  async remove(role: Role, taskIds: readonly string[]): Promise<void> {
    const { directory, people } = this.services;
    const { tasks, failed } = await this.read(taskIds);
    const there = [...new Set(tasks.flatMap((task) => idsOf(task, role)))];
    if (there.length === 0) throw new HumanError(nobodyThere(role, tasks.length));
    // Names are a help: without them the rows show ids.
    await directory.learn(there).catch(() => false);
    const chosen = await people.chooseAmong(
      there.map((id) => directory.byId(id)),
      dialogWords({ role, action: 'remove' }),
    );
    const ids = idsChosen(chosen);
    const steps = tasks
      .filter((task) => ids.some((id) => idsOf(task, role).includes(id)))
      .map((task) => ({ task, change: { role, action: 'remove' as const, ids } }));
    await this.run(steps, failed);
  }

  /** Takes certain people off their tasks, without a question. */
  async takeOff(memberships: readonly Membership[]): Promise<void> {
    await this.run(memberships.map(({ task, role, ids }) => ({ task, change: { role, action: 'remove', ids } })));
  }

  private async askAndAdd(question: Question): Promise<void> {
    const { role, tasks, failed, ...options } = question;
    const chosen = await this.services.people.choose({
      ...dialogWords({ role, action: 'add' }),
      ...options,
      spot: this.spotOf(tasks[0]!),
    });
    const change: MemberChange = { role, action: 'add', ids: idsChosen(chosen) };
    const [tooMany] = beyondLimit(tasks, change);
    if (tooMany) throw this.tooMany(tooMany, { ...question, query: undefined, chosen: chosen as readonly Person[] });
    await this.run(
      tasks.map((task) => ({ task, change })),
      failed,
    );
  }

  private tooMany({ task, count }: { task: Task; count: number }, again: Question): HumanError {
    const { errors } = this.services;
    return new HumanError(
      vscode.l10n.t(
        'A task has at most {0} assignees; “{1}” would have {2}. Nobody was added.',
        LIMITS.task.assignees,
        task.title,
        count,
      ),
      { actions: [{ label: vscode.l10n.t('Choose Again'), run: () => this.askAndAdd(again).catch(errors.show) }] },
    );
  }

  /** The TODO of a task, where this workspace has it. */
  private spotOf({ id }: Task): CodeSpot | undefined {
    const linked = this.services.todos.findLinked(id);
    return linked && { uri: linked.uri, line: linked.todo.line };
  }

  /** Takes every step, tells what changed, and offers to try again what failed. */
  private async run(steps: readonly Step[], failedBefore: readonly MemberOutcome[] = []): Promise<void> {
    const { accounts, directory, store } = this.services;
    const client = await requireClient(accounts);
    const outcomes = await Promise.all(
      steps.map(async ({ task, change }) => {
        const outcome = await changeMembers(client, task, change);
        if (outcome.after) store.upsert(outcome.after);
        else if (outcome.isHidden) store.remove(task.id);
        return outcome;
      }),
    );
    const failed = steps.filter((_, index) => outcomes[index]!.error !== undefined);
    const all = [...outcomes, ...failedBefore];
    if (all.some(({ error }) => error !== undefined)) throw this.failure(all, failed);
    const [first] = steps;
    if (!first) return;
    const change = { ...first.change, ids: [...new Set(steps.flatMap(({ change: { ids } }) => ids))] };
    const words = changeWords(change, outcomes, (id) => directory.byId(id).name);
    vscode.window.setStatusBarMessage(`$(check) ${words}`, CONFIRMATION_MS);
  }

  /** One message for all that failed, naming how many worked. */
  private failure(outcomes: readonly MemberOutcome[], again: readonly Step[]): HumanError {
    const { errors } = this.services;
    const failed = outcomes.filter(({ error }) => error !== undefined);
    const explained = failed.map(({ error }) => errors.explain(error));
    const reason = [...new Set(explained.map(({ message }) => message))].join(' ');
    const titles = failed.slice(0, MAX_TITLES).map(({ before }) => `“${before.title}”`);
    const more = failed.length - titles.length;
    const names = titles.join(', ') + (more > 0 ? ` ${vscode.l10n.t('and {0} more', more)}` : '');
    const worked = outcomes.length - failed.length;
    const message =
      outcomes.length === 1
        ? reason
        : vscode.l10n.t('{0} of {1} tasks changed. Not changed: {2}. {3}', worked, outcomes.length, names, reason);
    const tryAgain = {
      label: vscode.l10n.t('Try Again'),
      run: () => this.run(again).catch(errors.show),
    };
    const actions = [...(again.length > 0 ? [tryAgain] : []), ...(explained[0]?.actions ?? [])];
    return new HumanError(message, { cause: failed[0]?.error, actions });
  }

  /** Reads the tasks as they are now. Those that cannot be read are told at the end. @throws where none can be read */
  private async read(
    taskIds: readonly string[],
  ): Promise<{ readonly tasks: readonly Task[]; readonly failed: readonly MemberOutcome[] }> {
    const { accounts, store } = this.services;
    const client = await requireClient(accounts);
    const results = await Promise.allSettled(taskIds.map((id) => client.tasks.get(id)));
    const tasks = results.flatMap((result) => (result.status === 'fulfilled' ? [result.value] : []));
    const failed = results.flatMap((result, index) => {
      if (result.status === 'fulfilled') return [];
      const id = taskIds[index]!;
      const before = store.get(id) ?? unreadable(id);
      return [{ before, isHidden: false, changedIds: [], error: result.reason as unknown }];
    });
    if (tasks.length === 0) throw failed[0]!.error;
    return { tasks, failed };
  }
}

function idsChosen(chosen: readonly Person[] | Back): readonly string[] {
  if (chosen === back || chosen.length === 0) throw new CancelledError();
  return chosen.map(({ id }) => id);
}

function unreadable(id: string): Task {
  return { id, title: id, description: '', assigneeIds: [], followerIds: [], hasCustomComplete: false };
}
