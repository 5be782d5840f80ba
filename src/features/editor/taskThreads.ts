import * as vscode from 'vscode';
import { Owner } from '../../platform/disposables';
import { CancelledError, HumanError, isCancelled } from '../../platform/errors';
import { errorText } from '../../platform/log';
import { nextReadIn } from '../../tasks';
import type { Services } from '../services';
import { requireClient } from '../shared/accountBinding';
import { CursorNudge } from './cursorNudge';
import type { LinkedTasks, LinkedTodo } from './linkedTasks';
import { readTalk } from './taskTalk';

const REFRESH_MS = 60_000;
/** How often the threads on screen are looked at, and how many of them are read at once. */
const TICK_MS = 15_000;
const READS_AT_ONCE = 5;

interface Shown {
  readonly thread: vscode.CommentThread;
  readonly taskId: string;
  title: string;
  /** When to read the comments next, in milliseconds. */
  readAt: number;
  failures: number;
  problem?: string;
  isReading?: boolean;
  isSending?: boolean;
}

type Needs = Pick<Services, 'accounts' | 'directory' | 'errors' | 'log'>;

/**
 * The talk about a task where its TODO is: the task's Feishu comments as a thread at the TODO's line. Threads exist
 * for documents on screen only. Those in sight are read again once a minute while the window has the focus; one that
 * cannot be read says so, and is tried less often.
 */
export class TaskThreads extends Owner {
  private readonly controller = this.register(
    vscode.comments.createCommentController('feishuTodoTalk', vscode.l10n.t('Feishu Task')),
  );
  private readonly emitter = this.register(new vscode.EventEmitter<void>());
  private readonly nudge = this.register(new CursorNudge());
  /** By document, then by task and its place among the TODOs of the same task. */
  private readonly shown = new Map<string, Map<string, Shown>>();
  private readonly timer: NodeJS.Timeout;

  /** Fired when threads came, went or moved. */
  readonly onDidChange = this.emitter.event;

  constructor(
    private readonly linked: LinkedTasks,
    private readonly services: Needs,
  ) {
    super();
    this.controller.options = {
      prompt: vscode.l10n.t('Comment'),
      placeHolder: vscode.l10n.t('Comment on the task in Feishu'),
    };
    this.timer = setInterval(() => this.refresh(), TICK_MS);
    this.register({ dispose: () => clearInterval(this.timer) });
    this.register(linked.onDidChange(() => this.update()));
    this.register(vscode.window.onDidChangeWindowState(() => this.refresh()));
    this.register({ dispose: () => this.keepOnly([]) });
  }

  /** The lines of a document that have a thread. */
  linesOf(document: vscode.TextDocument): number[] {
    const threads = this.shown.get(document.uri.toString())?.values() ?? [];
    return [...threads].flatMap(({ thread }) => thread.range?.start.line ?? []);
  }

  /** Sends a comment typed into a thread. @throws HumanError, FeishuError, …; the thread then keeps the text */
  async reply({ thread, text }: vscode.CommentReply): Promise<void> {
    const shown = this.all().find((one) => one.thread === thread);
    if (!shown) throw new HumanError(vscode.l10n.t('This TODO has no Feishu task any more.'));
    if (text.trim() === '') throw new HumanError(vscode.l10n.t('Type the comment first.'));
    // A second press while the first is on its way.
    if (shown.isSending) throw new CancelledError();
    shown.isSending = true;
    try {
      const client = await requireClient(this.services.accounts);
      await client.comments.create(shown.taskId, { content: text });
    } finally {
      shown.isSending = false;
    }
    await this.read(shown);
  }

  private all(): Shown[] {
    return [...this.shown.values()].flatMap((threads) => [...threads.values()]);
  }

  private update(): void {
    const editors = this.services.accounts.current ? vscode.window.visibleTextEditors : [];
    const documents = new Map(editors.map(({ document }) => [document.uri.toString(), document]));
    this.keepOnly(documents.keys());
    for (const [uri, document] of documents) this.updateDocument(uri, document);
    this.emitter.fire();
    this.refresh();
  }

  private updateDocument(uri: string, document: vscode.TextDocument): void {
    const before = this.shown.get(uri) ?? new Map<string, Shown>();
    const after = new Map<string, Shown>();
    for (const linked of this.linked.in(document)) {
      if (!linked.task) continue;
      let key = linked.taskId;
      while (after.has(key)) key += '+';
      after.set(key, this.place(before.get(key), document, linked));
    }
    for (const [key, { thread }] of before) {
      if (after.has(key)) continue;
      if (thread.range) this.nudge.at(document, thread.range.start.line);
      thread.dispose();
    }
    this.shown.set(uri, after);
  }

  private place(
    known: Shown | undefined,
    document: vscode.TextDocument,
    { taskId, todo, task, status }: LinkedTodo,
  ): Shown {
    const range = new vscode.Range(todo.line, 0, todo.line, 0);
    const title = task?.title ?? '';
    const shown = known ?? { taskId, thread: this.create(document, range), title, readAt: 0, failures: 0 };
    const { thread } = shown;
    if (!thread.range?.isEqual(range)) thread.range = range;
    shown.title = title;
    label(shown);
    const done = status === 'done';
    thread.contextValue = done ? 'task done' : 'task open';
    thread.state = done ? vscode.CommentThreadState.Resolved : vscode.CommentThreadState.Unresolved;
    return shown;
  }

  private create(document: vscode.TextDocument, range: vscode.Range): vscode.CommentThread {
    const thread = this.controller.createCommentThread(document.uri, range, []);
    thread.canReply = true;
    thread.collapsibleState = vscode.CommentThreadCollapsibleState.Collapsed;
    this.nudge.at(document, range.start.line);
    return thread;
  }

  /** Reads the threads in sight whose time has come. */
  private refresh(): void {
    if (!vscode.window.state.focused) return;
    const now = Date.now();
    const due = this.all().filter((one) => one.readAt <= now && !one.isReading && isInSight(one.thread));
    for (const shown of due.slice(0, READS_AT_ONCE)) void this.read(shown);
  }

  /** Never throws: a failure stands in the thread itself. */
  private async read(shown: Shown): Promise<void> {
    const { accounts, directory, errors, log } = this.services;
    shown.isReading = true;
    try {
      shown.thread.comments = await readTalk(await requireClient(accounts), directory, shown.taskId);
      shown.failures = 0;
      shown.problem = undefined;
    } catch (error) {
      if (isCancelled(error)) return;
      log.warn(`comments of ${shown.taskId}: ${errorText(error)}`);
      shown.failures++;
      shown.problem = errors.explain(error).message;
    } finally {
      shown.isReading = false;
      shown.readAt = Date.now() + nextReadIn(REFRESH_MS, shown.failures);
      label(shown);
    }
  }

  private keepOnly(uris: Iterable<string>): void {
    const kept = new Set(uris);
    for (const [uri, threads] of this.shown) {
      if (kept.has(uri)) continue;
      for (const { thread } of threads.values()) thread.dispose();
      this.shown.delete(uri);
    }
  }
}

function label({ thread, title, problem }: Shown): void {
  const words = problem === undefined ? title : vscode.l10n.t('{0} · comments not up to date: {1}', title, problem);
  if (thread.label !== words) thread.label = words;
}

function isInSight({ uri, range }: vscode.CommentThread): boolean {
  return vscode.window.visibleTextEditors.some(
    ({ document, visibleRanges }) =>
      document.uri.toString() === uri.toString() &&
      visibleRanges.some((visible) => range !== undefined && visible.intersection(range) !== undefined),
  );
}
