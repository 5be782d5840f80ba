import type { Person } from '../../feishu';
import type { Todo } from '../../todo';
import type { Directory, NameAnswer } from './directory';
import type { Role } from './memberChange';

/** A name in a comment that does not say beyond doubt who is meant. */
export interface UnclearName {
  /** As it stands there, without `@`. */
  readonly name: string;
  readonly role: Role;
  /** Those it may mean; none where nobody is called so. */
  readonly candidates: readonly Person[];
  /** Why it could not be looked up. */
  readonly error?: unknown;
}

/** Who a comment names. */
export interface NamedPeople {
  readonly assignees: readonly Person[];
  readonly followers: readonly Person[];
  readonly unclear: readonly UnclearName[];
}

interface Mention {
  readonly text: string;
  readonly role: Role;
  /** `@name`, or the value of an option: surely meant as a name. A bare reference may be a topic, `TODO(perf)`. */
  readonly isSurelyName: boolean;
}

/** Looks up everybody whom a comment names. Asks nothing, guesses nothing, never rejects. */
export async function namedPeople(todo: Todo, directory: Directory): Promise<NamedPeople> {
  const answers = await Promise.all(
    mentions(todo).map(async (mention) => ({ mention, answer: await directory.whoIs(mention.text) })),
  );
  const meant = (wanted: Role): Person[] =>
    answers.flatMap(({ mention: { role }, answer: { person } }) => (role === wanted && person ? [person] : []));
  return {
    assignees: once(meant('assignee')),
    followers: once(meant('follower')),
    unclear: answers.filter(isUnclear).map(({ mention: { text, role }, answer: { candidates, error } }) => ({
      name: text.replace(/^[@＠]/, ''),
      role,
      candidates,
      error,
    })),
  };
}

function isUnclear({ mention, answer }: { readonly mention: Mention; readonly answer: NameAnswer }): boolean {
  return answer.person === undefined && (mention.isSurelyName || answer.isName);
}

function mentions({ options, references }: Todo): readonly Mention[] {
  const fromOption = (role: Role, texts: readonly { readonly text: string }[] = []): Mention[] =>
    texts.map(({ text }) => ({ text, role, isSurelyName: true }));
  const fromReferences = references
    .filter(mayBeName)
    .map((text) => ({ text, role: 'assignee' as const, isSurelyName: /^[@＠]/.test(text) }));
  const all = [
    ...fromOption('assignee', options.assignees),
    ...fromReferences,
    ...fromOption('follower', options.followers),
  ];
  return all.filter(
    ({ text, role }, index) => all.findIndex((one) => one.text === text && one.role === role) === index,
  );
}

/** `alice`, `@alice`, `alice@example.com`; not `#123`, `feishu:<id>`, `due: …`. */
function mayBeName(reference: string): boolean {
  return /^[@＠]?\p{L}[\p{L}\p{M}\p{N}._ '’-]*(?:@[\w.-]+)?$/u.test(reference);
}

function once(people: readonly Person[]): Person[] {
  return [...new Map(people.map((person) => [person.id, person])).values()];
}
