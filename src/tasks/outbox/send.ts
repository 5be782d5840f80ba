import { CancelledError } from '../../feishu/errors/types';
import type { Clock } from '../../feishu/clock';
import type { Task } from '../../feishu/model';
import type { Failure, TaskCreator } from './creator';
import type { Intent, IntentError } from './intent';
import type { Lookup } from './lookup';
import type { SharedQuota } from './ledger';
import type { Pace, Release } from './pace';

/** Times and counts of the outbox; tests shorten them. Milliseconds. */
export interface OutboxTiming {
  /** Between two creations: 615 ms is 97.5 per minute, below Feishu's 100 with room for the network's unevenness. */
  readonly paceMs: number;
  /** What Feishu allows at most. */
  readonly quota: SharedQuota;
  /** How long a request may take until the client gives it up. */
  readonly requestMs: number;
  /** After an unclear outcome a task that does not show up within that time was not created. */
  readonly settleMs: number;
  /** How far this machine's clock may be off when looking for tasks created since. */
  readonly clockMarginMs: number;
  /** First and longest wait after a failure; it doubles in between. */
  readonly retryMs: number;
  readonly maxRetryMs: number;
  /** After so many sendings without a clear answer a creation counts as failed (once it is known not to exist). */
  readonly maxAttempts: number;
  /** How many creations may be under way at once. */
  readonly concurrency: number;
  /** How often to look for what other processes did or left behind. */
  readonly scanMs: number;
}

/** The times a person's outbox works with. */
export const defaultTiming: OutboxTiming = {
  paceMs: 615,
  quota: { count: 100, windowMs: 60_000 },
  requestMs: 30_000,
  settleMs: 20_000,
  clockMarginMs: 24 * 3_600_000,
  retryMs: 1_000,
  maxRetryMs: 300_000,
  maxAttempts: 5,
  concurrency: 4,
  scanMs: 5_000,
};

export interface SendContext {
  readonly creator: TaskCreator;
  readonly lookup: Lookup;
  readonly pace: Pace;
  readonly clock: Clock;
  readonly timing: OutboxTiming;
  readonly signal: AbortSignal;
  /** Writes the intent to disk. @returns false where this process has lost it: then nothing must be sent */
  save(intent: Intent): Promise<boolean>;
  /** May it still be sent? Asked after every wait. */
  stillWanted(): Promise<boolean>;
}

/** What one step did. */
export interface StepResult {
  /** How the intent stands now; not yet saved. */
  readonly intent: Intent;
  /** Why others need not be tried now either. */
  readonly blocked?: 'network' | 'sign-in';
}

/** Wait before the next try after `failures` failures in a row, with jitter so that windows do not march in step. */
export function backOff(timing: OutboxTiming, failures: number): number {
  const base = Math.min(timing.maxRetryMs, timing.retryMs * 2 ** Math.max(0, failures - 1));
  return base * (0.75 + Math.random() * 0.5);
}

/**
 * Takes an intent one step further: sends it, looks whether an unclear one arrived, or finishes what follows the
 * creation. Never throws for what the network or the server do.
 * @returns undefined where the intent was taken back or lost to another process meanwhile
 */
export async function step(intent: Intent, context: SendContext): Promise<StepResult | undefined> {
  if (intent.created) return finish(intent, intent.created, context);
  return intent.state === 'queued' ? create(intent, context) : lookFor(intent, context);
}

async function create(intent: Intent, context: SendContext): Promise<StepResult | undefined> {
  let release: Release;
  try {
    release = await context.pace.acquire(intent.priority, context.signal);
  } catch (error) {
    if (context.signal.aborted) return undefined;
    throw error;
  }
  const sent = await send(intent, context).finally(release);
  return sent && 'created' in sent ? finish(sent.intent, sent.created, context) : sent;
}

async function send(
  intent: Intent,
  context: SendContext,
): Promise<StepResult | { readonly intent: Intent; readonly created: Task } | undefined> {
  const { clock, creator, signal } = context;
  if (!(await context.stillWanted())) return undefined;
  const sending: Intent = {
    ...intent,
    state: 'sending',
    attempts: intent.attempts + 1,
    firstSentAt: intent.firstSentAt ?? clock.now(),
    sentAt: clock.now(),
    notBefore: undefined,
  };
  // On disk before the first byte leaves: whoever finds this after a crash knows that it may have been sent.
  if (!(await context.save(sending))) return undefined;
  try {
    const created = await creator.create(intent.task, { signal, priority: intent.priority });
    return { intent: { ...sending, failures: 0, error: undefined }, created };
  } catch (error) {
    return failed(sending, failureOf(error, creator), context);
  }
}

function failureOf(error: unknown, creator: TaskCreator): Failure {
  if (error instanceof CancelledError) {
    return { kind: error.sent ? 'unclear' : 'busy', retryAfterMs: 0, error: { message: error.message } };
  }
  return creator.classify(error);
}

/**
 * An intent whose outcome is not known from now on.
 * @param isOver the server has answered: it does not work on the request any more. Where it has not, the time for the
 *   task to show up only begins when the request's own time is over
 */
function unclear(intent: Intent, now: number, timing: OutboxTiming, isOver: boolean): Intent {
  const unclearSince = isOver ? now : Math.max(now, (intent.sentAt ?? now) + timing.requestMs);
  return { ...intent, state: 'unclear', unclearSince, failures: 0, notBefore: now };
}

/** What an intent becomes that was in the hands of a process that is gone. */
export function orphaned(intent: Intent, now: number, timing: OutboxTiming): Intent {
  return intent.state === 'sending' && !intent.created ? unclear(intent, now, timing, false) : intent;
}

/** What a failed attempt to create makes of the intent. */
function failed(intent: Intent, failure: Failure, { clock, timing }: SendContext): StepResult {
  const now = clock.now();
  const failures = intent.failures + 1;
  const noted = { ...intent, failures, error: failure.error };
  switch (failure.kind) {
    case 'not-sent':
      return { intent: { ...noted, state: 'queued' }, blocked: 'network' };
    case 'signed-out':
      return { intent: { ...noted, state: 'queued' }, blocked: 'sign-in' };
    case 'busy': {
      const wait = failure.retryAfterMs ?? backOff(timing, failures);
      return { intent: { ...noted, state: 'queued', notBefore: now + wait } };
    }
    case 'unclear':
      return { intent: unclear(noted, now, timing, failure.isOver === true) };
    case 'refused':
      return { intent: { ...noted, state: 'failed' } };
  }
}

/** Clocks seldom differ by more. */
const NEAR_MS = 120_000;

async function lookFor(intent: Intent, context: SendContext): Promise<StepResult | undefined> {
  const { clock, timing } = context;
  const askedAt = clock.now();
  const settled = (intent.unclearSince ?? askedAt) + timing.settleMs;
  // The last look counts: it allows for clocks that differ. The ones before only save time.
  const marginMs = askedAt < settled ? Math.min(NEAR_MS, timing.clockMarginMs) : timing.clockMarginMs;
  const since = Math.floor(((intent.firstSentAt ?? intent.createdAt) - marginMs) / 1000);
  let found: Task | undefined;
  try {
    found = await context.lookup.find(intent.opId, since);
  } catch (error) {
    return lookupFailed(intent, failureOf(error, context.creator), context);
  }
  if (found) return finish({ ...intent, failures: 0, error: undefined }, found, context);
  if (askedAt < settled) {
    // It may still be on its way through the server: look again, the last time when that can be no more.
    const failures = intent.failures + 1;
    const next = Math.min(settled, clock.now() + backOff(timing, failures));
    return { intent: { ...intent, failures, notBefore: next } };
  }
  const cleared: Intent = { ...intent, unclearSince: undefined, failures: 0, notBefore: undefined };
  const again = intent.attempts < timing.maxAttempts;
  return { intent: { ...cleared, state: again ? 'queued' : 'failed' } };
}

/** Not being able to look changes nothing about the creation: it stays unclear, whatever the reason. */
function lookupFailed(intent: Intent, failure: Failure, { clock, timing }: SendContext): StepResult {
  const failures = intent.failures + 1;
  const wait = failure.retryAfterMs ?? backOff(timing, failures);
  const later: Intent = { ...intent, failures, notBefore: clock.now() + wait };
  if (failure.kind === 'not-sent') return { intent: later, blocked: 'network' };
  if (failure.kind === 'signed-out') return { intent: later, blocked: 'sign-in' };
  return { intent: { ...later, error: failure.error } };
}

const FOLLOW_UP_TRIES = 3;

/** The task exists; what still fails after a few tries becomes a shortfall, for the person to see and to repeat. */
async function finish(intent: Intent, created: Task, context: SendContext): Promise<StepResult | undefined> {
  let current: Intent = { ...intent, state: 'sending', created, unclearSince: undefined, notBefore: undefined };
  if (current.followUps.length > 0 && !(await context.save(current))) return undefined;
  while (current.followUps.length > 0) {
    const [next, ...rest] = current.followUps;
    const error = await tryFollowUp(created.id, next!, current, context);
    // Closing down: the rest is done by whoever finds the intent.
    if (context.signal.aborted) return { intent: current };
    const shortfalls = error ? [...current.shortfalls, { step: next!, error }] : current.shortfalls;
    current = { ...current, followUps: rest, shortfalls };
    if (rest.length > 0 && !(await context.save(current))) return undefined;
  }
  return { intent: { ...current, state: 'done' } };
}

async function tryFollowUp(
  taskId: string,
  followUp: Intent['followUps'][number],
  intent: Intent,
  { creator, signal, clock, timing }: SendContext,
): Promise<IntentError | undefined> {
  for (let attempt = 1; ; attempt++) {
    try {
      await creator.followUp(taskId, followUp, { signal, priority: intent.priority });
      return undefined;
    } catch (error) {
      const failure = failureOf(error, creator);
      if (failure.kind === 'refused' || failure.kind === 'signed-out' || attempt === FOLLOW_UP_TRIES) {
        return failure.error;
      }
      await clock.sleep(failure.retryAfterMs ?? backOff(timing, attempt), signal).catch(() => undefined);
      if (signal.aborted) return failure.error;
    }
  }
}
