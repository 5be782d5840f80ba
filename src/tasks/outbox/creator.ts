import type { CallOptions, NewTask, Task } from '../../feishu/model';
import type { AccountIdentity, FollowUp, IntentError } from './intent';

/**
 * What a failed call says about what happened.
 * - `not-sent`: it never reached the server
 * - `busy`: refused for the moment; nothing was carried out
 * - `signed-out`: the identity is not accepted any more; nothing was carried out
 * - `unclear`: it may or may not have been carried out
 * - `refused`: it was not and will not be carried out as it is
 */
export type FailureKind = 'not-sent' | 'busy' | 'signed-out' | 'unclear' | 'refused';

export interface Failure {
  readonly kind: FailureKind;
  readonly error: IntentError;
  /** For `unclear`: the server has answered, so it is not still at work on the request. */
  readonly isOver?: boolean;
  /** Milliseconds to wait, where the server said so. */
  readonly retryAfterMs?: number;
}

/** What the outbox needs of Feishu, whichever API version carries it. */
export interface TaskCreator {
  /** Throws where the server would refuse the task for what it says; nothing is sent. */
  check(task: NewTask): void;
  /** Creates a task. Must not try again by itself after an unclear outcome. */
  create(task: NewTask, options: CallOptions): Promise<Task>;
  /** Every task that this identity can see and that was created at or after that time (seconds), in any order. */
  createdSince(epochSeconds: number, options: CallOptions): AsyncIterable<Task>;
  /** Carries out a follow-up. Doing it twice is the same as doing it once. */
  followUp(taskId: string, step: FollowUp, options: CallOptions): Promise<void>;
  /** What an error thrown by the calls above means. */
  classify(error: unknown): Failure;
}

/** Somebody who can create tasks. */
export interface OutboxAccount {
  readonly identity: AccountIdentity;
  readonly creator: TaskCreator;
}
