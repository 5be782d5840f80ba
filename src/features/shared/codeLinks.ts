import * as vscode from 'vscode';
import type { Task } from '../../feishu';
import { ConfigValue } from '../../platform/config';
import { Owner } from '../../platform/disposables';
import { linksOfFile, parseExtra, type FileLink, type LinkRegistry, type TaskExtra, type TaskStore } from '../../tasks';
import { relocateAmong, type Fingerprint, type LinkStyle, type Todo } from '../../todo';
import { parseFingerprint } from './fingerprint';
import type { Repositories } from './repositories';

/** A link that does not stand in the code, with what finds its TODO. */
interface FarLink extends FileLink {
  readonly print: Fingerprint;
}

/** A TODO that such a link leads to. */
interface Found {
  readonly link: FarLink;
  readonly todo: Todo;
  /** Do the words differ from those of the time it was linked? */
  readonly changed: boolean;
}

/**
 * The tasks of TODOs whose comments do not carry them: those of link style `none`, and those whose link was lost, as on
 * a branch that does not have it yet. What this computer remembers counts, and what the tasks say about themselves.
 */
export class CodeLinks extends Owner {
  private readonly emitter = this.register(new vscode.EventEmitter<void>());
  private readonly style = this.register(new ConfigValue<LinkStyle>('link.style', 'id'));
  private readonly files = new Map<string, readonly FarLink[]>();
  private readonly overlaid = new WeakMap<readonly Todo[], { round: number; todos: readonly Todo[] }>();
  private readonly extras = new WeakMap<Task, TaskExtra | 'none'>();
  /** Tasks by the file they say they belong to. */
  private saying: ReadonlyMap<string, readonly Task[]> | undefined;
  private round = 0;

  /** TODOs may have other tasks from now on, although no text changed. */
  readonly onDidChange = this.emitter.event;

  constructor(
    private readonly registry: LinkRegistry,
    private readonly store: TaskStore,
    private readonly repositories: Repositories,
  ) {
    super();
    this.register(
      store.onDidChange(({ added, changed, removed }) => {
        if (added.length + changed.length + removed.length === 0) return;
        this.saying = undefined;
        this.changed();
      }),
    );
    this.register(registry.onDidChange(() => this.changed()));
    this.register(repositories.onDidChange(() => this.changed()));
    this.register(this.style.onDidChange(() => this.changed()));
  }

  /**
   * The TODOs of a file, with `taskId` also where only a far link says so. The same array where there is none.
   * @param todos as the text says
   * @param text of the file, asked for where there is a link at all; without it the words alone have to tell
   */
  overlay(uri: vscode.Uri, todos: readonly Todo[], text: () => string = () => ''): readonly Todo[] {
    if (todos.length === 0) return todos;
    const known = this.overlaid.get(todos);
    if (known?.round === this.round) return known.todos;
    const taskIds = new Map(this.find(uri, todos, text).map(({ todo, link }) => [todo, link.taskId]));
    const result =
      taskIds.size === 0
        ? todos
        : todos.map((todo) => (taskIds.has(todo) ? { ...todo, taskId: taskIds.get(todo) } : todo));
    this.overlaid.set(todos, { round: this.round, todos: result });
    return result;
  }

  /** The fingerprints that lead to a TODO of a file, for unlinking it. @param todos as the text says */
  printsOf(uri: vscode.Uri, todos: readonly Todo[], text: string, todo: Todo): string[] {
    return this.linksOf(uri)
      .filter((link) => relocateAmong(link.print, text, todos).todo?.tagRange.start === todo.tagRange.start)
      .map(({ fingerprint }) => fingerprint);
  }

  /** Which TODO without a task of its own belongs to which link; of several links the surer one wins. */
  private find(uri: vscode.Uri, todos: readonly Todo[], text: () => string): Found[] {
    const links = this.linksOf(uri);
    if (links.length === 0) return [];
    const written = new Set(todos.map(({ taskId }) => taskId));
    const wordsMayChange = this.style.at(uri) === 'none';
    const content = text();
    const found = new Map<Todo, Found>();
    for (const link of links) {
      // Its TODO carries it: a like one elsewhere in the file is another TODO.
      if (!wordsMayChange && written.has(link.taskId)) continue;
      const { todo, outcome } = relocateAmong(link.print, content, todos);
      if (!todo || todo.taskId !== undefined) continue;
      const changed = outcome === 'changed';
      // Where links stand in the code, other words without one are another TODO; and so are they after the task is done.
      if (changed && (!wordsMayChange || this.store.get(link.taskId)?.completedAt !== undefined)) continue;
      const rival = found.get(todo);
      if (!rival || (rival.changed && !changed)) found.set(todo, { link, todo, changed });
    }
    return [...found.values()];
  }

  /** The links of a file, the ones that count more first. */
  private linksOf(uri: vscode.Uri): readonly FarLink[] {
    const saying = (this.saying ??= this.tasksByFile());
    if (this.registry.isEmpty && saying.size === 0) return [];
    const key = uri.toString();
    let links = this.files.get(key);
    if (!links) {
      const file = this.repositories.fileOf(uri);
      links = linksOfFile(file, this.registry, saying.get(fileKey(file.repository, file.path)) ?? [])
        .flatMap((link) => {
          const print = parseFingerprint(link.fingerprint);
          return print ? [{ ...link, print }] : [];
        })
        .sort((a, b) => Number(b.via === 'local') - Number(a.via === 'local'));
      this.files.set(key, links);
    }
    return links;
  }

  private tasksByFile(): Map<string, Task[]> {
    const groups = new Map<string, Task[]>();
    for (const task of this.store.tasks) {
      // Of ten thousand tasks few are other ones than the last time.
      let extra = this.extras.get(task);
      if (!extra) this.extras.set(task, (extra = parseExtra(task.extra) ?? 'none'));
      if (extra === 'none' || !extra.fingerprint) continue;
      const key = fileKey(extra.repo, extra.path);
      const group = groups.get(key);
      if (group) group.push(task);
      else groups.set(key, [task]);
    }
    return groups;
  }

  private changed(): void {
    this.round++;
    this.files.clear();
    this.emitter.fire();
  }
}

function fileKey(repository: string, path: string): string {
  return `${repository}\n${path}`;
}
