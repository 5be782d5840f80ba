import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { systemClock, type Clock } from '../feishu/clock';
import type { Log } from '../feishu/model';
import { toNewTask, type CodePlace, type ComposeOptions, type TaskDraft } from './draft';
import { Emitter, type Event } from './emitter';
import type { OutboxAccount } from './outbox/creator';
import { DeliveredPlaces, type Delivered } from './outbox/delivered';
import { isSettled, pickNext, viewOf, type Entry } from './outbox/entry';
import { followUpsOf } from './outbox/followUps';
import { Gate } from './outbox/gate';
import { sameAccount, type Intent, type IntentView } from './outbox/intent';
import { Lookup } from './outbox/lookup';
import { Pace } from './outbox/pace';
import { backOff, defaultTiming, orphaned, step, type OutboxTiming } from './outbox/send';
import { Shelf } from './outbox/shelf';
import { placeName } from './place';

export interface OutboxOptions {
  /** Folder shared by all windows of this machine (global storage). */
  readonly folder: string;
  readonly log: Log;
  readonly clock?: Clock;
  readonly timing?: Partial<OutboxTiming>;
}

/** An intent changed, appeared, or (without `view`) is gone. */
export interface OutboxChange {
  readonly opId: string;
  readonly view?: IntentView;
}

/** A creation that is on disk: from here on it cannot get lost. */
export interface CreationHandle {
  readonly opId: string;
  /** True where there was one for this place already, which this one joined. */
  readonly joined: boolean;
  /**
   * How it ended: `done`, `failed`, or `waiting` (it goes on by itself later); `unclear` without a network; undefined
   * where it was taken back.
   */
  readonly settled: Promise<IntentView | undefined>;
}

export interface CreateHow {
  readonly priority?: 'interactive' | 'bulk';
  /** Shared by all intents of one bulk. */
  readonly batchId?: string;
  /** Make a task even where this place got one within the last day. */
  readonly again?: boolean;
}

/** There is a creation for this place that waits for another account: it has to be sent or discarded first. */
export class OtherAccountError extends Error {
  constructor(readonly view: IntentView) {
    super('a creation for this place waits for another account');
    this.name = 'OtherAccountError';
  }
}

/** This place got a task within the last day, maybe from another window; the code at hand does not show it yet. */
export class AlreadyDeliveredError extends Error {
  constructor(readonly delivered: Delivered) {
    super('this place has a task already');
    this.name = 'AlreadyDeliveredError';
  }
}

/** Nobody is signed in. */
export class NotSignedInError extends Error {
  constructor() {
    super('not signed in');
    this.name = 'NotSignedInError';
  }
}

type Place = Pick<CodePlace, 'uri' | 'fingerprint'>;
type Compose = Omit<ComposeOptions, 'opId'>;

/**
 * Creates every task exactly once (design, decision 2), although Feishu's create call has no idempotency key: each
 * creation is written to disk before it is sent, carries its own id in the task, and after an unclear outcome is
 * looked for before it is sent again. Works with any number of processes on the same folder; what one leaves behind,
 * another finishes.
 */
export class Outbox {
  private readonly clock: Clock;
  private readonly log: Log;
  private readonly timing: OutboxTiming;
  private readonly gate: Gate;
  private readonly shelf: Shelf;
  private readonly delivered: DeliveredPlaces;
  private readonly changes: Emitter<OutboxChange>;
  private readonly enqueuedHere = new Set<string>();
  private readonly running = new Set<Promise<void>>();
  private readonly closing = new AbortController();
  private account?: OutboxAccount;
  private lookup?: Lookup;
  private pace?: Pace;
  private timer?: NodeJS.Timeout;
  private wake = new AbortController();

  constructor(private readonly options: OutboxOptions) {
    this.log = options.log;
    this.clock = options.clock ?? systemClock;
    this.timing = { ...defaultTiming, ...options.timing };
    this.gate = new Gate(this.clock, this.timing);
    this.changes = new Emitter((error) => this.log.error(`outbox listener: ${String(error)}`));
    this.delivered = new DeliveredPlaces(join(options.folder, 'delivered'), join(options.folder, 'scratch'));
    this.shelf = new Shelf(options.folder, options.log, {
      changed: (entry) => this.changed(entry),
      gone: (entry) => this.gone(entry),
      wanted: (intent) => this.canWorkOn(intent),
      orphaned: (intent) => orphaned(intent, this.clock.now(), this.timing),
    });
  }

  /** Something about an intent changed. */
  get onDidChange(): Event<OutboxChange> {
    return this.changes.event;
  }

  /** Joins the other processes and takes up what earlier ones left. To be awaited before anything else. */
  async start(): Promise<void> {
    await this.shelf.open();
    await this.delivered.start();
    this.timer = setInterval(() => void this.scan(), this.timing.scanMs);
    this.timer.unref();
    this.pump();
  }

  /** Who creates from now on; undefined while nobody is signed in. Intents of others wait for them. */
  setAccount(account: OutboxAccount | undefined): void {
    this.account = account;
    this.gate.open();
    if (account) {
      const { appId, baseUrl } = account.identity;
      this.lookup = new Lookup(account.creator, this.closing.signal);
      const { paceMs, quota } = this.timing;
      this.pace = new Pace(join(this.options.folder, 'pace'), `${baseUrl} ${appId}`, paceMs, quota, this.clock);
    }
    this.changedAll();
    void this.scan();
  }

  /** All intents, oldest first. */
  list(): IntentView[] {
    return [...this.shelf.entries.values()].map((entry) => this.view(entry)).sort((a, b) => a.createdAt - b.createdAt);
  }

  /** One intent. */
  get(opId: string): IntentView | undefined {
    const entry = this.shelf.find(opId);
    return entry && this.view(entry);
  }

  /** The intent for a code place, if there is one. */
  at(place: Place): IntentView | undefined {
    const entry = this.shelf.entries.get(placeName(place));
    return entry && this.view(entry);
  }

  /**
   * Asks for a task. Resolves once that is on disk. A place has one creation at a time: a second call joins the first
   * (with its own draft, where the first was not sent yet or has failed).
   * @throws NotSignedInError, OtherAccountError, AlreadyDeliveredError; what the account's `check` throws for a draft
   *   that Feishu would refuse; what the disk throws
   */
  async create(draft: TaskDraft, compose: Compose = {}, how: CreateHow = {}): Promise<CreationHandle> {
    const { account } = this;
    if (!account) throw new NotSignedInError();
    const name = placeName(draft.place);
    const intent = this.newIntent(draft, account, compose, how);
    account.creator.check(intent.task);
    for (;;) {
      const there = await this.shelf.current(name);
      if (there) return this.join(there, intent, compose);
      const delivered = await this.delivered.get(name);
      if (delivered && !how.again) throw new AlreadyDeliveredError(delivered);
      this.enqueuedHere.add(intent.opId);
      const entry = await this.shelf.add(name, { ...intent, secondTo: delivered?.opId });
      const first = entry && (await this.dropIfLate(entry));
      if (first) throw new AlreadyDeliveredError(first);
      if (entry) break;
      this.enqueuedHere.delete(intent.opId);
    }
    this.pump();
    return { opId: intent.opId, joined: false, settled: this.settled(intent.opId) };
  }

  /** Takes back a creation that was certainly not sent. @returns the intent, or undefined where it is too late */
  async undo(opId: string): Promise<Intent | undefined> {
    const entry = this.shelf.find(opId);
    return entry?.intent.state === 'queued' ? this.drop(entry) : undefined;
  }

  /**
   * Gives up a creation that failed, waits or is unclear (an unclear one may exist in Feishu nevertheless).
   * @returns the intent with all that was typed, or undefined where it is under way, done, or another window's
   */
  async discard(opId: string): Promise<Intent | undefined> {
    const entry = this.shelf.find(opId);
    return entry && !entry.intent.created ? this.drop(entry) : undefined;
  }

  /** Sends a failed creation again, with another draft where one is given. @returns false where that is not possible */
  async retry(opId: string, draft?: TaskDraft, compose: Compose = {}): Promise<boolean> {
    const entry = this.shelf.find(opId);
    if (entry?.intent.state !== 'failed' || !(await this.shelf.take(entry))) return false;
    const revised = draft ? revise(entry.intent, draft, compose) : entry.intent;
    this.enqueuedHere.add(opId);
    return this.rewrite(entry, {
      ...revised,
      state: 'queued',
      error: undefined,
      attempts: 0,
      failures: 0,
      notBefore: undefined,
      firstSentAt: undefined,
    });
  }

  /** Tries at once what waits: the network is back, or the person asks for it. */
  retryNow(): void {
    this.gate.probeNow();
    for (const entry of this.shelf.entries.values()) entry.intent = { ...entry.intent, notBefore: undefined };
    this.pump();
  }

  /**
   * Hands over a task that was created: `apply` puts the link into the code. Only one process at a time does this for
   * an intent, and the process that asked for the task has precedence while it lives.
   * @param apply true where the intent is no longer needed; false to keep it for later
   * @returns what `apply` said; false where it was not called
   */
  async deliver(opId: string, apply: (intent: Intent) => Promise<boolean>): Promise<boolean> {
    const entry = this.shelf.find(opId);
    const created = entry?.intent.created;
    if (!entry || !created || entry.intent.state !== 'done' || entry.busy) return false;
    entry.busy = true;
    try {
      if (!(await this.shelf.take(entry)) || !(await apply(entry.intent))) return false;
      await this.delivered.remember(entry.name, { opId, taskId: created.id });
      await this.shelf.remove(entry);
      return true;
    } finally {
      entry.busy = false;
    }
  }

  /** Forgets that a place got a task: its link was removed on purpose, or the task is gone. */
  async forgetPlace(place: Place): Promise<void> {
    await this.delivered.forget(placeName(place));
  }

  /** Stops: what is under way is left as unclear, the rest is given back for other windows. */
  async dispose(): Promise<void> {
    clearInterval(this.timer);
    this.closing.abort(new Error('closing'));
    this.wake.abort();
    await Promise.allSettled([...this.running]);
    await this.shelf.close();
    this.changes.dispose();
  }

  private newIntent(draft: TaskDraft, account: OutboxAccount, compose: Compose, how: CreateHow): Intent {
    const opId = randomUUID();
    return {
      v: 1,
      opId,
      account: account.identity,
      draft,
      task: toNewTask(draft, { ...compose, opId }),
      followUps: followUpsOf(draft),
      priority: how.priority ?? 'interactive',
      batchId: how.batchId,
      createdAt: this.clock.now(),
      state: 'queued',
      attempts: 0,
      failures: 0,
      shortfalls: [],
    };
  }

  /** Joins a creation that is there already; the newer draft wins while the older was not sent. */
  private async join(entry: Entry, wanted: Intent, compose: Compose): Promise<CreationHandle> {
    const { intent } = entry;
    if (intent.state !== 'done' && !sameAccount(intent.account, wanted.account)) {
      throw new OtherAccountError(this.view(entry));
    }
    if (intent.state === 'failed') await this.retry(intent.opId, wanted.draft, compose);
    else if (intent.state === 'queued' && !entry.busy && (await this.shelf.take(entry)) && !entry.busy) {
      await this.rewrite(entry, revise(entry.intent, wanted.draft, compose));
    }
    return { opId: intent.opId, joined: true, settled: this.settled(intent.opId) };
  }

  /** Changes an intent no step works on, then goes on with the work. @returns false where it was lost */
  private async rewrite(entry: Entry, intent: Intent): Promise<boolean> {
    entry.busy = true;
    try {
      const written = await this.shelf.write(entry, intent);
      if (!written) this.shelf.forget(entry);
      return written;
    } finally {
      entry.busy = false;
      this.pump();
    }
  }

  /** Removes an intent from the outbox unless a step has begun to send it. */
  private async drop(entry: Entry): Promise<Intent | undefined> {
    if (entry.committed || entry.withdrawn) return undefined;
    entry.withdrawn = true;
    if ((await this.shelf.take(entry)) && (await this.shelf.remove(entry))) return entry.intent;
    entry.withdrawn = false;
    return undefined;
  }

  /**
   * Removes an intent whose place another window gave a task while this one was being written. Once it is on the disk
   * the place has no other intent, so what was delivered then is all there will be.
   * @returns the task that was first; undefined where there is none
   */
  private async dropIfLate(entry: Entry): Promise<Delivered | undefined> {
    const delivered = await this.delivered.get(entry.name);
    if (!delivered || delivered.opId === entry.intent.secondTo) return undefined;
    await this.shelf.remove(entry);
    return delivered;
  }

  private async scan(): Promise<void> {
    await this.shelf.scan();
    this.pump();
  }

  /** Starts as many steps as may run, and sleeps until the next is due. */
  private pump(): void {
    const { account } = this;
    if (this.closing.signal.aborted || !account) return;
    this.wake.abort();
    for (;;) {
      const { next, due } = this.pick();
      if (!next) {
        this.wakeAt(due);
        return;
      }
      if (this.running.size >= (this.gate.closedBy ? 1 : this.timing.concurrency)) return;
      this.run(next, account);
    }
  }

  /** The entry to work on now, or the time when there will be one. */
  private pick(): { next?: Entry; due: number } {
    const now = this.clock.now();
    const openAt = this.gate.closedBy ? (this.gate.probeAt ?? Infinity) : 0;
    const ready: Entry[] = [];
    let due = Infinity;
    for (const entry of this.shelf.entries.values()) {
      if (entry.busy || entry.withdrawn || !this.shelf.isMine(entry) || !this.canWorkOn(entry.intent)) continue;
      const at = Math.max(openAt, entry.intent.notBefore ?? 0);
      if (at <= now) ready.push(entry);
      else due = Math.min(due, at);
    }
    return { next: pickNext(ready), due };
  }

  private wakeAt(due: number): void {
    if (!Number.isFinite(due)) return;
    this.wake = new AbortController();
    this.clock.sleep(due - this.clock.now(), this.wake.signal).then(
      () => this.pump(),
      () => undefined,
    );
  }

  private canWorkOn({ state, account }: Intent): boolean {
    return state !== 'done' && state !== 'failed' && sameAccount(account, this.account?.identity);
  }

  private run(entry: Entry, account: OutboxAccount): void {
    entry.busy = true;
    const work = this.runStep(entry, account)
      .catch((error: unknown) => this.noteDiskError(entry, error))
      .finally(() => {
        this.running.delete(work);
        entry.busy = false;
        entry.committed = false;
        if (this.shelf.entries.get(entry.name) === entry) this.changed(entry);
        this.pump();
      });
    this.running.add(work);
  }

  private async runStep(entry: Entry, account: OutboxAccount): Promise<void> {
    // Here too: the window that wrote it may have ended before it looked.
    if (entry.intent.attempts === 0 && (await this.dropIfLate(entry))) return;
    const result = await step(entry.intent, {
      creator: account.creator,
      lookup: this.lookup!,
      pace: this.pace!,
      clock: this.clock,
      timing: this.timing,
      signal: this.closing.signal,
      save: (intent) => this.commit(entry, intent),
      stillWanted: async () =>
        !entry.withdrawn && sameAccount(this.account?.identity, account.identity) && (await this.shelf.isHeld(entry)),
    });
    if (!result) {
      if (!entry.withdrawn && !(await this.shelf.isHeld(entry))) this.shelf.forget(entry);
      return;
    }
    const gateMoved = result.blocked ? this.gate.close(result.blocked) : this.gate.open();
    if (gateMoved) this.changedAll();
    if (!(await this.commit(entry, result.intent))) this.shelf.forget(entry);
    else if (this.isForAnybody(entry.intent)) await this.shelf.release(entry);
  }

  /** From here on it is too late to take the intent back. */
  private async commit(entry: Entry, intent: Intent): Promise<boolean> {
    if (entry.withdrawn) return false;
    entry.committed = true;
    try {
      return await this.shelf.write(entry, intent);
    } catch (error) {
      // Should the disk refuse, memory still knows what happened, and never less than the disk.
      if (intent.state !== 'sending') entry.intent = intent;
      throw error;
    }
  }

  /** Nothing was sent that the disk does not know of; try again later. */
  private noteDiskError(entry: Entry, error: unknown): void {
    this.log.error(`outbox: ${String(error)}`);
    const failures = entry.intent.failures + 1;
    const notBefore = this.clock.now() + backOff(this.timing, failures);
    entry.intent = { ...entry.intent, failures, notBefore, error: { message: String(error) } };
  }

  /** What needs no more work is anybody's, except that the window that asked for a task puts its link into the code. */
  private isForAnybody({ state, opId }: Intent): boolean {
    return state === 'failed' || (state === 'done' && !this.enqueuedHere.has(opId));
  }

  private view(entry: Entry): IntentView {
    return viewOf(entry, this.shelf.me, this.account, this.gate);
  }

  private changed(entry: Entry): void {
    this.changes.fire({ opId: entry.intent.opId, view: this.view(entry) });
  }

  private changedAll(): void {
    for (const entry of this.shelf.entries.values()) this.changed(entry);
  }

  private gone(entry: Entry): void {
    this.enqueuedHere.delete(entry.intent.opId);
    this.changes.fire({ opId: entry.intent.opId });
  }

  /** Not before its step is over: whoever waits may want to deliver, repeat or discard it at once. */
  private settled(opId: string): Promise<IntentView | undefined> {
    const isOver = (): boolean => {
      const entry = this.shelf.find(opId);
      return !entry || (!entry.busy && isSettled(this.view(entry), this.gate));
    };
    return new Promise((resolve) => {
      if (isOver()) return resolve(this.get(opId));
      const listening = this.onDidChange((change) => {
        if (change.opId !== opId || !isOver()) return;
        listening.dispose();
        resolve(this.get(opId));
      });
    });
  }
}

function revise(intent: Intent, draft: TaskDraft, compose: Compose): Intent {
  return { ...intent, draft, task: toNewTask(draft, { ...compose, opId: intent.opId }), followUps: followUpsOf(draft) };
}
