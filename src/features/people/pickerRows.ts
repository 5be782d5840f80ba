import type { Person } from '../../feishu';
import { matches } from './names';

/** So many people are listed at once; of more, some are shown and the rest is found by typing. */
export const MAX_LISTED = 200;

/** What a people picker knows at a moment. */
export interface PickerState {
  /** What is typed, trimmed. */
  readonly query: string;
  /** Checked when the text was last changed: they stay in sight whatever is typed. */
  readonly chosen: readonly Person[];
  readonly recent: readonly Person[];
  readonly authors: readonly Person[];
  /** Everybody known from the directory. */
  readonly everybody: readonly Person[];
  /** No more of them will come. */
  readonly isComplete: boolean;
  /** What the server found for the text. */
  readonly found: readonly Person[];
  /** Not offered: they have the role already. */
  readonly excluded: ReadonlySet<string>;
}

export type SectionKind = 'chosen' | 'recent' | 'authors' | 'everybody' | 'matches' | 'found';

export interface Section {
  readonly kind: SectionKind;
  readonly people: readonly Person[];
  /** How many there are in all, shown or not. */
  readonly total: number;
}

/** The sections of the list: everybody in the first one they belong to, and once. Empty ones are left out. */
export function sectionsOf(state: PickerState): readonly Section[] {
  const seen = new Set(state.excluded);
  const section = (kind: SectionKind, people: readonly Person[], limit = MAX_LISTED): Section => {
    const fresh = people.filter(({ id }) => !seen.has(id) && seen.add(id));
    return { kind, people: fresh.slice(0, limit), total: fresh.length };
  };
  const { query, chosen, recent, authors, everybody, found } = state;
  // Chosen is chosen: they are never left out.
  const sections = [section('chosen', chosen, Infinity)];
  if (query === '') {
    // Where not all can be listed, no order helps; and in the order they came nobody jumps about while they come.
    const sorted = state.isComplete && everybody.length <= MAX_LISTED ? [...everybody].sort(byName) : everybody;
    sections.push(section('recent', recent), section('authors', authors), section('everybody', sorted));
  } else {
    const known = [...recent, ...authors, ...everybody].filter((person) => matches(person, query));
    // The server may have found them by a name that is not shown here: they need not match.
    sections.push(section('matches', known), section('found', found, Infinity));
  }
  return sections.filter(({ people }) => people.length > 0);
}

/**
 * The person that Enter takes for a typed text: the one VS Code, which sorts by the text, shows first. Whoever is listed
 * only because they are chosen does not count.
 */
export function bestMatch(sections: readonly Section[], query: string): Person | undefined {
  const wanted = query.toLowerCase();
  const rank = ({ name }: Person): number => {
    const at = name.toLowerCase().indexOf(wanted);
    return at < 0 ? 2 : at > 0 ? 1 : 0;
  };
  const fitting = sections.flatMap(({ kind, people }) =>
    kind === 'chosen' ? people.filter((person) => matches(person, query)) : people,
  );
  return fitting.reduce<Person | undefined>((best, person) => {
    if (!best) return person;
    const difference = rank(person) - rank(best);
    return difference < 0 || (difference === 0 && rank(best) < 2 && byName(person, best) < 0) ? person : best;
  }, undefined);
}

function byName(a: Person, b: Person): number {
  return a.name.localeCompare(b.name);
}
