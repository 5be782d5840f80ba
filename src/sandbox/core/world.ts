import type { Store } from '../store/store';
import type { SkewedClock } from './clock';
import type { Faults } from './faults';
import type { Quota } from './quota';
import type { RequestLog } from './requestLog';

/** What the documents leave open or print in two ways, settable so that a client can be tried against each reading. */
export interface Behaviour {
  /** Characters of a v1 title: 256 by the error text, 1000 by the field table. */
  summaryLimit: number;
  /** Executors a v1 create takes: 100 by the field table, 50 by the add call. */
  createAssigneeLimit: number;
  /** Executors a task can hold. */
  assigneeLimit: number;
  /** Followers a task can hold; the documents give no number, but a create alone takes 100. */
  followerLimit: number;
  /** Members a tasklist can hold. */
  tasklistMemberLimit: number;
  /** Reminders a v1 task can hold; the documents give no number. */
  reminderLimit: number;
  /** Milliseconds until a new task shows up in lists. */
  visibilityDelayMs: number;
  /** Refresh tokens work once. */
  oneShotRefresh: boolean;
  /** Seconds an access token lives. */
  accessTokenSeconds: number;
  /** Seconds a refresh token lives. */
  refreshTokenSeconds: number;
  /** Seconds an authorisation code lives. */
  codeSeconds: number;
  /** Seconds a device code lives. */
  deviceCodeSeconds: number;
  /** Task requests under way at once before 1470450. */
  concurrency: number;
  /** Text holding one of these fails the content audit (1470740). */
  auditWords: readonly string[];
  /** HTTP status per code where it shall differ from the documents, such as `{1470450: 429}`. */
  statuses: Readonly<Record<number, number>>;
}

export const documentedBehaviour: Behaviour = {
  summaryLimit: 256,
  createAssigneeLimit: 100,
  assigneeLimit: 50,
  followerLimit: 500,
  tasklistMemberLimit: 500,
  reminderLimit: 5,
  visibilityDelayMs: 0,
  oneShotRefresh: true,
  accessTokenSeconds: 7200,
  refreshTokenSeconds: 604800,
  codeSeconds: 300,
  deviceCodeSeconds: 240,
  concurrency: 100,
  auditWords: ['sandbox-forbidden-text'],
  statuses: {},
};

/** Everything a handler can reach besides its own request. */
export interface World {
  readonly store: Store;
  readonly clock: SkewedClock;
  readonly behaviour: Behaviour;
  readonly quota: Quota;
  readonly faults: Faults;
  readonly log: RequestLog;
  /** `http://127.0.0.1:<port>`, known once the server listens. */
  baseUrl: string;
  /** Proves that a form came from one of our own pages. */
  readonly formToken: string;
}
