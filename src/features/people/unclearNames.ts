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

/**
 * Tells which names were not understood, without waiting for an answer.
 * @param taskId of the task they were left out of; undefined while it waits to be created
 */
export function tellUnclear(names: readonly UnclearName[], taskId: string | undefined, errors: ErrorPresenter): void {
  if (names.length === 0) return;
  const list = names.map(({ name }) => `“${name}”`).join(', ');
  const failed = names.find(({ error }) => error !== undefined);
  const reason = failed ? ` ${errors.explain(failed.error).message}` : '';
  const message = vscode.l10n.t('It is not clear who is meant by {0}, so they are not on the task.', list) + reason;
  const assign = vscode.l10n.t('Choose…');
  void vscode.window
    .showInformationMessage(message, ...(taskId === undefined ? [] : [assign]))
    .then((answer) => (answer === assign && taskId !== undefined ? addInTurn(names, taskId) : undefined));
}

async function addInTurn(names: readonly UnclearName[], taskId: string): Promise<void> {
  for (const { name, role, candidates } of names) {
    const { command: id } = command(role === 'assignee' ? 'feishuTodo.addAssignees' : 'feishuTodo.addFollowers', '');
    await vscode.commands.executeCommand(id, { taskId, query: candidates.length > 0 ? name : undefined });
  }
}
