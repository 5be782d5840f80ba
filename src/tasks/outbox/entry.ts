import type { OutboxAccount } from './creator';
import type { Gate } from './gate';
import { sameAccount, type Intent, type IntentView, type WaitingFor } from './intent';

/** An intent in memory. */
export interface Entry {
  readonly name: string;
  intent: Intent;
  /** Owner working on it; undefined where it is free. */
  holder?: string;
  /** What the disk looked like when it was read; only for those another process holds. */
  stamp?: string;
  /** A step is under way. */
  busy: boolean;
  /** The step has begun to write that it sends: too late to take it back. */
  committed: boolean;
  /** Taken back while its step waited for its turn. */
  withdrawn: boolean;
}

/** An entry for an intent just read or written. */
export function newEntry(name: string, intent: Intent, holder?: string, stamp?: string): Entry {
  return { name, intent, holder, stamp, busy: false, committed: false, withdrawn: false };
}

/** What views see of an entry. */
export function viewOf(entry: Entry, me: string, account: OutboxAccount | undefined, gate: Gate): IntentView {
  const { intent } = entry;
  const mine = entry.holder === me;
  const waitingFor = intent.state === 'queued' && !entry.committed ? reason(intent, account, gate) : undefined;
  return {
    ...intent,
    state: waitingFor ? 'waiting' : intent.state,
    waitingFor,
    mine,
    canUndo: intent.state === 'queued' && !entry.committed && (mine || entry.holder === undefined),
  };
}

function reason(intent: Intent, account: OutboxAccount | undefined, gate: Gate): WaitingFor | undefined {
  if (!account) return 'sign-in';
  if (!sameAccount(intent.account, account.identity)) return 'other-account';
  return gate.closedBy;
}

/** Nothing more will happen to it soon by itself: who waits for it can be told. */
export function isSettled(view: IntentView, gate: Gate): boolean {
  return (
    ['done', 'failed', 'waiting'].includes(view.state) || (view.state === 'unclear' && gate.closedBy !== undefined)
  );
}

/** The next one to work on: clicks before bulk, then in order. */
export function pickNext(candidates: Iterable<Entry>): Entry | undefined {
  let best: Entry | undefined;
  for (const entry of candidates) if (!best || isBefore(entry.intent, best.intent)) best = entry;
  return best;
}

function isBefore(a: Intent, b: Intent): boolean {
  if (a.priority !== b.priority) return a.priority === 'interactive';
  return a.createdAt < b.createdAt;
}
