import type { NewTask, Task } from '../../feishu/model';
import type { TaskDraft } from '../draft';

/** Whose task it is. An intent is never sent as anybody else. */
export interface AccountIdentity {
  readonly appId: string;
  readonly baseUrl: string;
  /** Id of the signed-in person; empty where the app itself acts. */
  readonly userId: string;
}

/** Are these the same app, server and person? */
export function sameAccount(a: AccountIdentity | undefined, b: AccountIdentity | undefined): boolean {
  return a !== undefined && b !== undefined && a.appId === b.appId && a.baseUrl === b.baseUrl && a.userId === b.userId;
}

/**
 * How far a creation is, as it is written to disk.
 * - `queued`: certainly not sent, or certainly refused for the moment
 * - `sending`: on its way; found in the hands of a process that is gone it means `unclear`
 * - `unclear`: sent, but nobody knows whether it arrived; looked for before it is sent again
 * - `failed`: certainly not created and will not be without a change; kept so that nothing typed is lost
 * - `done`: created; kept until the code carries the link
 */
export type StoredState = 'queued' | 'sending' | 'unclear' | 'failed' | 'done';

/** What went wrong, as plain data: it outlives the process. */
export interface IntentError {
  /** For people, in the log's language (English). Views word their own from the fields below where they can. */
  readonly message: string;
  readonly apiVersion?: string;
  readonly code?: number;
  readonly httpStatus?: number;
  readonly logId?: string;
  /** The field at fault, where one is named. */
  readonly field?: string;
  readonly missingScopes?: readonly string[];
  readonly consoleUrl?: string;
}

/** Something to do to a task after it was created. */
export type FollowUp =
  | { readonly kind: 'assignees' | 'followers'; readonly ids: readonly string[] }
  | { readonly kind: 'tasklist'; readonly guid: string };

/** A follow-up that could not be done: the task exists, but not all that was asked for. */
export interface Shortfall {
  readonly step: FollowUp;
  readonly error: IntentError;
}

/** One creation, from the moment it was asked for until the code carries its link. */
export interface Intent {
  readonly v: 1;
  /** Travels in the task's `extra`; the same for every attempt. */
  readonly opId: string;
  readonly account: AccountIdentity;
  readonly draft: TaskDraft;
  readonly task: NewTask;
  /** What is still to be done once the task exists. */
  readonly followUps: readonly FollowUp[];
  readonly priority: 'interactive' | 'bulk';
  /** Shared by all intents of one bulk. */
  readonly batchId?: string;
  /** `opId` of the creation that gave this place a task before, where another one is wanted nevertheless. */
  readonly secondTo?: string;
  /** Milliseconds, also the order of sending. */
  readonly createdAt: number;
  readonly state: StoredState;
  /** How often it was sent. */
  readonly attempts: number;
  /** Milliseconds: when it was first handed to the network. Its task cannot be older. */
  readonly firstSentAt?: number;
  /** Milliseconds: when it was last handed to the network. */
  readonly sentAt?: number;
  /** Milliseconds: since when its outcome is unknown and the server can no longer be working on it. */
  readonly unclearSince?: number;
  /** Milliseconds: not before that. */
  readonly notBefore?: number;
  /** Failures in a row of what is being tried now. */
  readonly failures: number;
  readonly error?: IntentError;
  readonly created?: Task;
  readonly shortfalls: readonly Shortfall[];
}

/** Why an intent does not move although nothing is wrong with it. */
export type WaitingFor = 'network' | 'sign-in' | 'other-account';

/** An intent as views show it. */
export interface IntentView extends Omit<Intent, 'state'> {
  readonly state: StoredState | 'waiting';
  /** Set where `state` is `waiting`. */
  readonly waitingFor?: WaitingFor;
  /** True where this process works on it, false where another window does. */
  readonly mine: boolean;
  /** True where it can be taken back: certainly not sent. */
  readonly canUndo: boolean;
}

/** Reads an intent file. @returns undefined where the text is none of ours */
export function parseIntent(text: string): Intent | undefined {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return undefined;
  }
  const intent = value as Partial<Intent> | null;
  const states: readonly unknown[] = ['queued', 'sending', 'unclear', 'failed', 'done'] satisfies StoredState[];
  const whole =
    typeof intent === 'object' &&
    intent?.v === 1 &&
    typeof intent.opId === 'string' &&
    typeof intent.account?.appId === 'string' &&
    typeof intent.draft?.place?.uri === 'string' &&
    typeof intent.task?.origin === 'object' &&
    typeof intent.createdAt === 'number' &&
    typeof intent.attempts === 'number' &&
    Array.isArray(intent.followUps) &&
    Array.isArray(intent.shortfalls) &&
    states.includes(intent.state);
  return whole ? (intent as Intent) : undefined;
}
