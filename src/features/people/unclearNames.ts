import * as vscode from 'vscode';
import type { Person } from '../../feishu';
import { command } from '../../platform/commands';
import { isCancelled } from '../../platform/errors';
import { back } from '../../platform/quickPick';
import type { TaskDraft } from '../../tasks';
import type { ErrorPresenter } from '../shared/errorPresenter';
import type { PeopleDialogs } from './choosePeople';
import type { NamedPeople, UnclearName } from './namesInTodo';

/** Asks for each unclear name in turn who is meant, and puts them into the draft. Escape leaves a name out. */
export async function askWhoIsMeant(draft: TaskDraft, named: NamedPeople, people: PeopleDialogs): Promise<TaskDraft> {
  const found = { assignee: named.assignees, follower: named.followers };
  for (const { name, role, candidates } of named.unclear) {
    const chosen = await people
      .choose({
        title:
          role === 'assignee'
            ? vscode.l10n.t('Assignee: Who Is “{0}”?', name)
            : vscode.l10n.t('Follower: Who Is “{0}”?', name),
        placeholder: vscode.l10n.t('Escape leaves the name out'),
        // Where nobody fits, the name in the box would only be in the way.
        query: candidates.length > 0 ? name : undefined,
        spot: { uri: vscode.Uri.parse(draft.place.uri), line: draft.place.line },
      })
      .catch(leaveOut);
    found[role] = together(found[role], chosen === back ? [] : chosen);
  }
  return {
    ...draft,
    // A task that names nobody goes to the person at the keyboard, which the draft says already.
    assignees: found.assignee.length > 0 ? found.assignee : draft.assignees,
    followers: found.follower,
  };
}

function leaveOut(error: unknown): readonly Person[] {
  if (isCancelled(error)) return [];
  throw error;
}

function together(some: readonly Person[], more: readonly Person[]): readonly Person[] {
  return [...new Map([...some, ...more].map((person) => [person.id, person])).values()];
}

/** Names that were left out of a task. */
export interface LeftOut {
  readonly names: readonly UnclearName[];
  /** undefined while the task waits to be created. */
  readonly taskId: string | undefined;
}

/** So many names are told; all can be chosen for. */
const MAX_TOLD = 5;

/** Tells which names were not understood, of all tasks at once, without waiting for an answer. */
export function tellUnclear(leftOut: readonly LeftOut[], errors: ErrorPresenter): void {
  const questions = questionsOf(leftOut);
  if (questions.length === 0) return;
  const names = [...new Set(questions.map(({ name }) => `“${name.name}”`))];
  const list = names.slice(0, MAX_TOLD).join(', ') + (names.length > MAX_TOLD ? ', …' : '');
  const failed = questions.find(({ name }) => name.error !== undefined);
  const reason = failed ? ` ${errors.explain(failed.name.error).message}` : '';
  const isOneTask = leftOut.filter((one) => one.names.length > 0).length === 1;
  const message = isOneTask
    ? vscode.l10n.t('It is not clear who is meant by {0}, so they are not on the task.', list)
    : vscode.l10n.t('It is not clear who is meant by {0}, so they are not on their tasks.', list);
  const choose = vscode.l10n.t('Choose…');
  const open = questions.filter(({ taskIds }) => taskIds.length > 0);
  void vscode.window
    .showInformationMessage(message + reason, ...(open.length > 0 ? [choose] : []))
    .then((answer) => (answer === choose ? askInTurn(open) : undefined));
}

/** A name, and the tasks that exist and lack the person. */
interface Question {
  readonly name: UnclearName;
  readonly taskIds: string[];
}

/** Each name once in each role, however many tasks it was left out of. */
function questionsOf(leftOut: readonly LeftOut[]): Question[] {
  const questions = new Map<string, Question>();
  for (const { names, taskId } of leftOut) {
    for (const name of names) {
      const key = `${name.role} ${name.name}`;
      const question = questions.get(key) ?? { name, taskIds: [] };
      questions.set(key, question);
      if (taskId !== undefined) question.taskIds.push(taskId);
    }
  }
  return [...questions.values()];
}

async function askInTurn(questions: readonly Question[]): Promise<void> {
  for (const { name, taskIds } of questions) {
    const { command: id } = command(
      name.role === 'assignee' ? 'feishuTodo.addAssignees' : 'feishuTodo.addFollowers',
      '',
    );
    const rows = taskIds.map((taskId) => ({ taskId }));
    const query = name.candidates.length > 0 ? name.name : undefined;
    await vscode.commands.executeCommand(id, { ...rows[0], query }, rows);
  }
}
