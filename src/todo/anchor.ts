import type { Todo } from './types';

/**
 * What is remembered of a todo to find it again in a later text. Plain data, about half a kilobyte: it may be kept in
 * a file.
 */
export interface Fingerprint {
  version: 1;
  tag: string;
  title: string;
  /** Hash of the description, so that long ones stay small. */
  description: string;
  taskId?: string;
  line: number;
  column: number;
  /** Hashes of the lines around the todo, nearest first; blank lines do not count. */
  before: string[];
  after: string[];
  /** Which of the todos with the same words this was, from the top; and what stood around the others. */
  ordinal: number;
  twins: Pick<Fingerprint, 'before' | 'after'>[];
}

type Context = Pick<Fingerprint, 'before' | 'after'>;

/** What became of a todo. */
export type Relocation = { outcome: 'exact' | 'moved' | 'changed'; todo: Todo } | { outcome: 'gone'; todo?: undefined };

/** Lines looked at above and below a todo. */
const CONTEXT_LINES = 3;
/** Equal todos remembered besides the one. */
const MAX_TWINS = 8;
/** Least similarity, from 0 to 1, at which a changed todo is taken for the old one, by how sure its place is. */
const SIMILAR_IN_PLACE = 0.5;
const SIMILAR_ELSEWHERE = 0.75;
/** Titles are compared up to this length. */
const COMPARED = 200;

/** Remembers a todo. @param todos all todos of the same text, in order */
export function fingerprint(todo: Todo, text: string, todos: readonly Todo[]): Fingerprint {
  const lines = new Lines(text);
  const same = todos.filter((other) => other.tag === todo.tag && sameWords(other, todo));
  const ordinal = same.findIndex((other) => other.tagRange.start === todo.tagRange.start);
  return {
    version: 1,
    tag: todo.tag,
    title: todo.title.slice(0, 1000),
    description: hash(todo.description),
    ...(todo.taskId !== undefined && { taskId: todo.taskId }),
    line: todo.line,
    column: todo.column,
    ...lines.around(todo),
    ordinal: Math.max(0, ordinal),
    twins: same
      .filter((_, index) => index !== ordinal)
      .slice(0, MAX_TWINS)
      .map((other) => lines.around(other)),
  };
}

function sameWords(a: Todo, b: { title: string; description: string }): boolean {
  return a.title === b.title && a.description === b.description;
}

/**
 * Finds a remembered todo in a later text: `exact` where it was, `moved` elsewhere with the same words, `changed` if its
 * words differ, else `gone`. Where two places are equally likely the answer is `gone`: a wrong one would make an edit
 * in somebody else's comment.
 * @param todos all todos of `text`, in order
 */
export function relocateAmong(print: Fingerprint, text: string, todos: readonly Todo[]): Relocation {
  const lines = new Lines(text);
  const linked = print.taskId === undefined ? [] : todos.filter((todo) => todo.taskId === print.taskId);
  if (linked.length === 1) return outcome(print, linked[0]!);
  // Several todos may have one task.
  const candidates =
    linked.length > 1 ? linked : todos.filter((todo) => todo.taskId === undefined || print.taskId === undefined);
  const same = candidates.filter((todo) => isSame(print, todo));
  const found = same.length > 0 ? choose(print, same, lines) : similar(print, candidates, lines);
  return found === undefined ? { outcome: 'gone' } : outcome(print, found);
}

function isSame(print: Fingerprint, todo: Todo): boolean {
  return (
    todo.tag === print.tag && todo.title.slice(0, 1000) === print.title && hash(todo.description) === print.description
  );
}

function outcome(print: Fingerprint, todo: Todo): Relocation {
  if (!isSame(print, todo)) return { outcome: 'changed', todo };
  return { outcome: todo.line === print.line ? 'exact' : 'moved', todo };
}

/** Of todos with the same words, the one that was meant. */
function choose(print: Fingerprint, same: readonly Todo[], lines: Lines): Todo | undefined {
  if (print.twins.length === 0 && same.length === 1) return same[0];
  const places = same.map((todo) => lines.around(todo));
  const own = places.map((place) => likeness(print, place));
  const best = Math.max(...own);
  const first = own.indexOf(best);
  const other = Math.max(0, ...print.twins.map((twin) => likeness(twin, places[first]!)));
  const clear = own.filter((value) => value === best).length === 1 && best > other;
  if (same.length !== print.twins.length + 1) {
    // Some were added or removed: only a clear likeness tells which is which.
    return clear && best > 0 ? same[first] : undefined;
  }
  // As many as before: the order tells, unless a twin has come to stand there.
  if (!belongsToTwin(print, places)) return same[print.ordinal];
  return clear && touches(print, places[first]!) ? same[first] : undefined;
}

/** Does the place that the order tells look like a twin's, and no other place is left for that twin? */
function belongsToTwin(print: Fingerprint, places: readonly Context[]): boolean {
  const place = places[print.ordinal]!;
  if (touches(print, place)) return false;
  const alike = print.twins.filter((twin) => touches(twin, place)).length;
  return alike > 0 && places.filter((candidate) => touches(place, candidate)).length - 1 < alike;
}

/** Are the nearest lines above and below the same? */
function touches(a: Context, b: Context): boolean {
  return a.before[0] === b.before[0] && a.after[0] === b.after[0] && size(a) > 0;
}

function size(context: Context): number {
  return context.before.length + context.after.length;
}

/** A todo whose words were changed, told by its surroundings and by what is left of its words. */
function similar(print: Fingerprint, todos: readonly Todo[], lines: Lines): Todo | undefined {
  const rated = todos
    .map((todo) => {
      const words = todo.title === print.title ? 1 : similarity(todo.title, print.title);
      const place = likeness(print, lines.around(todo));
      const enough = place >= CONTEXT_LINES ? SIMILAR_IN_PLACE : SIMILAR_ELSEWHERE;
      // All of the surroundings are as they were: whatever the words are now, this is the place.
      const certain = place === size(print) && place >= 2 * CONTEXT_LINES;
      return { todo, rating: words >= enough || (certain && todo.tag === print.tag) ? words + place : 0 };
    })
    .filter((entry) => entry.rating > 0)
    .sort((a, b) => b.rating - a.rating);
  const [first, second] = rated;
  return first === undefined || second?.rating === first.rating ? undefined : first.todo;
}

/** Number of lines that stand in the same distance in both surroundings. */
function likeness(a: Context, b: Context): number {
  const equal = (x: string[], y: string[]): number => x.filter((line, index) => line === y[index]).length;
  return equal(a.before, b.before) + equal(a.after, b.after);
}

/** Share of letter pairs that two texts have in common (Dice's coefficient). */
function similarity(a: string, b: string): number {
  const first = pairs(a);
  const second = pairs(b);
  const total = first.size + second.size;
  if (total === 0) return 0;
  let common = 0;
  for (const pair of first) if (second.has(pair)) common++;
  return (2 * common) / total;
}

function pairs(text: string): Set<string> {
  const lower = text.slice(0, COMPARED).toLowerCase().replace(/\s+/g, ' ');
  const found = new Set<string>();
  for (let at = 0; at + 1 < lower.length; at++) found.add(lower.slice(at, at + 2));
  return found;
}

/** The lines of a text by number. It is split when the first is asked for: mostly the words alone tell. */
class Lines {
  private lines: readonly string[] | undefined;

  constructor(private readonly text: string) {}

  around(todo: Todo): Context {
    return { before: this.collect(todo.line, -1), after: this.collect(todo.endLine, 1) };
  }

  private collect(line: number, step: 1 | -1): string[] {
    const lines = (this.lines ??= this.text.split(/\r\n|\n|\r/));
    const found: string[] = [];
    let looked = 0;
    for (let at = line + step; found.length < CONTEXT_LINES && looked < 50; at += step, looked++) {
      const content = lines[at];
      if (content === undefined) break;
      const trimmed = content.trim();
      if (trimmed !== '') found.push(hash(trimmed.slice(0, 500)));
    }
    return found;
  }
}

/** FNV-1a, 32 bits, in base 36; empty for an empty text. Collisions only blur a likeness. */
function hash(text: string): string {
  if (text === '') return '';
  let value = 0x811c9dc5;
  for (let at = 0; at < text.length; at++) {
    value = Math.imul(value ^ text.charCodeAt(at), 0x01000193);
  }
  return (value >>> 0).toString(36);
}
