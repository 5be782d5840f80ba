import type { Account } from '../../account/accounts';
import type { Due, Person, Tasklist } from '../../feishu';
import { draftFromTodo, snippetOf, type IntentView, type TaskDraft } from '../../tasks';
import { defaultAssignees } from '../people/directory';
import type { Services } from '../services';
import { relocateIn } from '../shared/fingerprint';
import type { FoundTodo } from '../shared/todoTarget';
import { codePlace } from './codePlace';
import type { TaskSettings } from './taskSettings';
import { readOptions } from './todoOptions';

/** What a person sets for many tasks at once. It fills in what a TODO does not say itself. */
export interface SharedFields {
  readonly assignees: readonly Person[];
  readonly followers: readonly Person[];
  readonly due?: Due;
  readonly tasklist?: Tasklist;
}

export const NOTHING_SHARED: SharedFields = { assignees: [], followers: [] };

/** Makes the drafts of TODOs, for one task and for many alike. */
export class Drafts {
  constructor(
    private readonly services: Pick<Services, 'directory' | 'outbox' | 'tasklists' | 'todos'>,
    private readonly settings: TaskSettings,
  ) {}

  /** What the comment says, else what is shared, else what the account and the folder say. */
  async of(found: FoundTodo, account: Account, shared = NOTHING_SHARED): Promise<TaskDraft> {
    const { directory, tasklists, todos } = this.services;
    const { document, todo } = found;
    const snippet = this.snippet(found);
    const place = await codePlace(found, todos, this.settings.templates());
    const said = await readOptions(todo, directory);
    const assignees = [said.assignees, shared.assignees, defaultAssignees(account)].find((some) => some?.length);
    const followers = [...(said.followers ?? []), ...shared.followers];
    return draftFromTodo(todo, place, {
      ...said,
      assignees: assignees ?? [],
      followers: followers.filter(({ id }, index) => followers.findIndex((other) => other.id === id) === index),
      due: said.due ?? shared.due,
      tasklist: shared.tasklist ?? (await tasklists.of(document.uri)),
      snippet,
    });
  }

  /** The lines around the TODO, for those who want them in the description. */
  private snippet({ document, todo }: FoundTodo): string | undefined {
    const count = this.settings.snippetLines(document.uri);
    if (count === 0) return undefined;
    const first = Math.max(0, todo.line - count);
    const last = Math.min(document.lineCount - 1, todo.endLine + count);
    return snippetOf(Array.from({ length: last - first + 1 }, (_, index) => document.lineAt(first + index).text));
  }

  /** A creation for the same TODO that is not over: the TODO may have moved since, so it is found by its fingerprint. */
  leftBehind({ document, todo }: FoundTodo): IntentView | undefined {
    const { outbox, todos } = this.services;
    const uri = document.uri.toString();
    return outbox
      .list()
      .filter(({ draft }) => draft.place.uri === uri)
      .find(({ draft }) => {
        const found = relocateIn(document, todos, draft.place.fingerprint).todo;
        return found?.tagRange.start === todo.tagRange.start;
      });
  }
}
