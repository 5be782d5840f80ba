import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { CallOptions, Log, NewTask, Person, Task } from '../../../src/feishu/model';
import type { CodePlace, TaskDraft } from '../../../src/tasks/draft';
import type { Failure, FailureKind, OutboxAccount, TaskCreator } from '../../../src/tasks/outbox/creator';
import type { AccountIdentity, FollowUp } from '../../../src/tasks/outbox/intent';
import type { OutboxTiming } from '../../../src/tasks/outbox/send';

/** Times short enough for tests, in the same proportions as the real ones. */
export const quick: OutboxTiming = {
  paceMs: 1,
  quota: { count: 1000, windowMs: 1000 },
  requestMs: 0,
  settleMs: 60,
  clockMarginMs: 60_000,
  retryMs: 5,
  maxRetryMs: 50,
  maxAttempts: 5,
  concurrency: 4,
  scanMs: 20,
};

export const silentLog: Log = { debug() {}, info() {}, warn() {}, error() {} };

export const identity: AccountIdentity = { appId: 'cli_a', baseUrl: 'https://open.feishu.cn', userId: 'ou_me' };

export function person(id: string): Person {
  return { id, name: id };
}

export function place(name = 'a', overrides: Partial<CodePlace> = {}): CodePlace {
  return {
    uri: `file:///w/src/${name}.ts`,
    path: `src/${name}.ts`,
    line: 11,
    lineText: `  // TODO: fix ${name}`,
    languageId: 'typescript',
    fingerprint: `fp-${name}`,
    repository: 'github.com/o/r',
    ...overrides,
  };
}

export function draft(name = 'a', overrides: Partial<TaskDraft> = {}): TaskDraft {
  return { title: `fix ${name}`, description: '', assignees: [], followers: [], place: place(name), ...overrides };
}

export function task(id: string, overrides: Partial<Task> = {}): Task {
  return { id, title: id, description: '', assigneeIds: [], followerIds: [], hasCustomComplete: false, ...overrides };
}

/** An error of the fake server that says itself what it means. */
export class FakeError extends Error {
  constructor(readonly kind: FailureKind) {
    super(kind);
  }
}

type Behaviour = 'ok' | FailureKind | 'lost-before' | 'lost-after';

/** A server in memory that fails as told, one behaviour per create call, then works. */
export class FakeServer implements TaskCreator {
  readonly tasks: Task[] = [];
  readonly followUps: { taskId: string; step: FollowUp }[] = [];
  readonly plan: Behaviour[] = [];
  creates = 0;
  lists = 0;
  listFails?: FailureKind;
  followUpFails?: FailureKind;
  online = true;
  /** Held until released, to catch a call in the middle. */
  hold?: Promise<void>;
  checkFails?: Error;

  check(): void {
    if (this.checkFails) throw this.checkFails;
  }

  async create(newTask: NewTask, { signal }: CallOptions = {}): Promise<Task> {
    this.creates++;
    if (!this.online) throw new FakeError('not-sent');
    await this.held(signal);
    const behaviour = this.plan.shift() ?? 'ok';
    if (behaviour !== 'ok' && behaviour !== 'lost-after' && behaviour !== 'lost-before') throw new FakeError(behaviour);
    if (behaviour === 'lost-before') throw new FakeError('unclear');
    const created = task(`t${this.tasks.length + 1}`, { title: newTask.title ?? '', extra: newTask.extra });
    this.tasks.push(created);
    if (behaviour === 'lost-after') throw new FakeError('unclear');
    return created;
  }

  /** A call under way ends when the client is closed, its outcome unknown. */
  private async held(signal?: AbortSignal): Promise<void> {
    if (!this.hold) return;
    let cut = (): void => undefined;
    const closed = new Promise<never>((_, reject) => (cut = () => reject(new FakeError('unclear'))));
    signal?.addEventListener('abort', cut, { once: true });
    await Promise.race([this.hold, closed]);
    signal?.removeEventListener('abort', cut);
  }

  async *createdSince(): AsyncGenerator<Task> {
    this.lists++;
    if (!this.online) throw new FakeError('not-sent');
    if (this.listFails) throw new FakeError(this.listFails);
    await Promise.resolve();
    yield* this.tasks;
  }

  async followUp(taskId: string, step: FollowUp): Promise<void> {
    await Promise.resolve();
    if (this.followUpFails) throw new FakeError(this.followUpFails);
    this.followUps.push({ taskId, step });
  }

  classify(error: unknown): Failure {
    const kind = error instanceof FakeError ? error.kind : 'unclear';
    return { kind, error: { message: String(error) } };
  }

  account(overrides: Partial<AccountIdentity> = {}): OutboxAccount {
    return { identity: { ...identity, ...overrides }, creator: this };
  }
}

/** A folder for one test. */
export async function scratchFolder(): Promise<{ folder: string; remove(): Promise<void> }> {
  const folder = await mkdtemp(join(tmpdir(), 'feishu-todo-'));
  return { folder, remove: () => rm(folder, { recursive: true, force: true }) };
}

/** Waits until something is so; fails after two seconds. */
export async function until(isSo: () => boolean | Promise<boolean>, what = 'condition'): Promise<void> {
  const end = Date.now() + 2000;
  while (!(await isSo())) {
    if (Date.now() > end) throw new Error(`never came true: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}
