import type { Due, Task } from '../feishu/model';

/** How a task stands with its date. */
export type DueStatus = 'done' | 'overdue' | 'today' | 'upcoming' | 'none';

/** The groups in the order views show them. */
export const DUE_ORDER: readonly DueStatus[] = ['overdue', 'today', 'upcoming', 'none', 'done'];

/**
 * Tells how tasks stand with their dates at a moment.
 * @param nowMs Unix time in milliseconds
 * @param timeZone of the person who looks; an all-day task is due until the end of its day there. Default: the machine's
 */
export function dueStatusAt(nowMs: number, timeZone?: string): (task: Pick<Task, 'due' | 'completedAt'>) => DueStatus {
  // Worked out when the first date asks: making a format takes longer than all comparisons of a small list.
  let day: { readonly today: string; readonly tomorrowMs: number } | undefined;
  return ({ due, completedAt }) => {
    if (completedAt !== undefined) return 'done';
    if (!due) return 'none';
    const { today, tomorrowMs } = (day ??= dayAt(nowMs, timeZone));
    if (due.kind === 'date') return due.date === today ? 'today' : due.date < today ? 'overdue' : 'upcoming';
    const dueAt = due.epochSeconds * 1000;
    if (dueAt < nowMs) return 'overdue';
    return dueAt < tomorrowMs ? 'today' : 'upcoming';
  };
}

/** The day around a moment: where it ends is looked up once, which is cheaper than to write the date of every task. */
function dayAt(nowMs: number, timeZone?: string): { today: string; tomorrowMs: number } {
  // `sv` writes dates as ISO 8601 does.
  const format = new Intl.DateTimeFormat('sv', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' });
  const today = format.format(nowMs);
  return { today, tomorrowMs: firstMs(nowMs, nowMs + LONGEST_DAY_MS, (ms) => format.format(ms) > today) };
}

/** With an hour of daylight saving and one to spare. */
const LONGEST_DAY_MS = 26 * 3_600_000;

/** The first millisecond for which something holds, between one where it does not and one where it does. */
function firstMs(from: number, to: number, holds: (ms: number) => boolean): number {
  let [no, yes] = [from, to];
  while (yes - no > 1) {
    const middle = Math.floor((no + yes) / 2);
    if (holds(middle)) yes = middle;
    else no = middle;
  }
  return yes;
}

/** How one task stands with its date; for many use `dueStatusAt`, which prepares once. */
export function dueStatus(task: Pick<Task, 'due' | 'completedAt'>, nowMs: number, timeZone?: string): DueStatus {
  return dueStatusAt(nowMs, timeZone)(task);
}

/** Sooner due first, without a date last, then by title; the same tasks always come in the same order. */
export function sortByDue(tasks: Iterable<Task>): Task[] {
  return Array.from(tasks, (task) => ({ task, ms: dueMs(task.due) }))
    .sort((a, b) => compare(a.ms, b.ms) || compare(a.task.title, b.task.title) || compare(a.task.id, b.task.id))
    .map(({ task }) => task);
}

const DAY_MS = 86_400_000;

/** All-day tasks come after the timed ones of their day (UTC is near enough for an order). */
function dueMs(due: Due | undefined): number {
  if (!due) return Infinity;
  const ms = due.kind === 'date' ? Date.parse(due.date) + DAY_MS : due.epochSeconds * 1000;
  return Number.isNaN(ms) ? Infinity : ms;
}

function compare<T extends string | number>(a: T, b: T): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
