import type { Comments, LanguageTable } from './comments';
import { MAX_RETRIES, Run } from './run';
import { Scanner } from './scanner';
import type { TextRange } from './types';

/** One replacement: old text `start` to `end` became new text `start` to `newEnd`. */
export interface Change extends TextRange {
  newEnd: number;
}

/** Furthest that a rule looks ahead without taking what it sees, other than along its line or in `vain`. */
const LOOKAHEAD = 200;

/** What a pass over a changed text found, and which comments of it are new. */
export interface Rescan {
  comments: Comments;
  /** Comments before this number are the old ones. */
  from: number;
  /** Comments from this number on are the old ones from `oldTo` on, moved. */
  to: number;
  oldTo: number;
}

/** Reads again what a change can have altered; the result is that of a whole pass. */
export function rescanComments(
  old: Comments,
  text: string,
  change: Change,
  languageId: string,
  languages: LanguageTable,
): Rescan {
  const oldLength = text.length - (change.newEnd - change.end);
  const rescan = mayBeLimited(old, oldLength) ? undefined : readChanged(old, text, change, languageId, languages);
  if (rescan !== undefined && !mayBeLimited(rescan.comments, text.length)) return rescan;
  return readChanged({ ...old, exhausted: true }, text, change, languageId, languages);
}

/**
 * A pass takes back only so many brackets that the text's end left open. Where it may have come to that limit, what it
 * found further on hangs on all that stands before.
 */
function mayBeLimited({ vain }: Comments, length: number): boolean {
  return vain.filter(({ end }) => end === length).length >= MAX_RETRIES;
}

function readChanged(
  old: Comments,
  text: string,
  change: Change,
  languageId: string,
  languages: LanguageTable,
): Rescan {
  const restart = old.exhausted ? -1 : restartPoint(old, text, change);
  const first = restart < 0 ? 0 : old.checkpoints[restart + 1]!;
  const start = restart < 0 ? 0 : old.checkpoints[restart]!;
  const scanner = new Scanner(text, languages);
  scanner.spans.append(old.spans, 0, first, 0);
  const run = new Run(scanner, languages.get(languageId), 0, text.length);
  const meeting = new Meeting(old, change, scanner, run);
  run.read(start);
  const to = scanner.spans.length;
  const oldTo = meeting.index < 0 ? old.spans.length : old.checkpoints[meeting.index + 1]!;
  const comments: Comments = {
    spans: scanner.spans,
    checkpoints: [...(restart < 0 ? [] : old.checkpoints.slice(0, restart + 2)), ...run.checkpoints],
    vain: [...old.vain.filter((stretch) => stretch.start < start), ...scanner.vain],
    stopped: false,
    exhausted: scanner.exhausted,
  };
  if (meeting.index >= 0) addRest(comments, old, meeting.index, change.newEnd - change.end);
  return { comments, from: first, to, oldTo };
}

/** Adds what the old pass found from a checkpoint on. */
function addRest(comments: Comments, old: Comments, index: number, delta: number): void {
  const offset = old.checkpoints[index]!;
  const first = old.checkpoints[index + 1]!;
  const shift = comments.spans.length - first;
  comments.spans.append(old.spans, first, old.spans.length, delta);
  for (let at = index; at < old.checkpoints.length; at += 2) {
    comments.checkpoints.push(old.checkpoints[at]! + delta, old.checkpoints[at + 1]! + shift);
  }
  for (const { start, end } of old.vain) {
    if (start >= offset) comments.vain.push({ start: start + delta, end: end + delta });
  }
}

/** Index of the last checkpoint that nothing in the change can have touched, or -1. */
function restartPoint(old: Comments, text: string, change: Change): number {
  let limit = Math.min(change.start - LOOKAHEAD, lineStart(text, change.start) - 1);
  for (const { start, end } of old.vain) {
    if (change.start <= end + 4 && change.end >= start) limit = Math.min(limit, start);
  }
  for (let at = old.checkpoints.length - 2; at >= 0; at -= 2) if (old.checkpoints[at]! <= limit) return at;
  return -1;
}

function lineStart(text: string, offset: number): number {
  let at = offset;
  while (at > 0 && text.charCodeAt(at - 1) !== 10 && text.charCodeAt(at - 1) !== 13) at--;
  return at;
}

/** Tells a run when it has come to a place from which on the old pass saw the same. */
class Meeting {
  /** Index of the checkpoint where the two met, or -1. */
  index = -1;
  private next = 0;

  constructor(
    private readonly old: Comments,
    private readonly change: Change,
    private readonly scanner: Scanner,
    private readonly run: Run,
  ) {
    if (old.exhausted) return;
    while (this.next < old.checkpoints.length && old.checkpoints[this.next]! < change.end) this.next += 2;
    run.meet = (offset) => this.at(offset);
    this.announce();
  }

  private get delta(): number {
    return this.change.newEnd - this.change.end;
  }

  private announce(): void {
    const place = this.old.checkpoints[this.next];
    this.run.meetAt = place === undefined ? Number.MAX_SAFE_INTEGER : place + this.delta;
  }

  private at(offset: number): boolean {
    const { checkpoints } = this.old;
    while (this.next < checkpoints.length && checkpoints[this.next]! + this.delta < offset) this.next += 2;
    this.announce();
    if (this.run.meetAt !== offset) return false;
    // Rules look back along their line and to the last word of code: both must lie behind the change.
    const { newEnd } = this.change;
    const behind = this.scanner.previousSignificant(offset, 0) - 16 > newEnd;
    if (!behind || this.scanner.lineEnd(newEnd) >= offset) return false;
    this.index = this.next;
    return true;
  }
}
