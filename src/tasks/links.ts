import type { Task } from '../feishu/model';
import type { CodePlace } from './draft';
import { Emitter, type Event } from './emitter';
import { parseExtra } from './extra';
import { placeKey } from './place';

/** Keeps values by name over a restart. `vscode.Memento` is one. */
export interface KeyValueState {
  get<T>(key: string): T | undefined;
  update(key: string, value: unknown): PromiseLike<void>;
}

/** A link between a place in the code and a task that does not stand in the code. */
export interface LocalLink {
  /** Empty where the place was unlinked on purpose: what `extra` says about it does not count either then. */
  readonly taskId: string;
  readonly uri: string;
  readonly repository: string;
  readonly path: string;
  readonly fingerprint: string;
}

type Place = Pick<CodePlace, 'uri' | 'repository' | 'path' | 'fingerprint'>;
/** A file: its document here, and its name in its repository. */
export type FilePlace = Pick<CodePlace, 'uri' | 'repository' | 'path'>;

const KEY = 'feishuTodo.links';
/** The oldest give way; their tasks still say in `extra` where they belong. */
const MAX_LINKS = 5_000;

/**
 * Which places belong to which tasks, as far as this machine remembers. For link style `none` this is the link itself;
 * for the others it finds the code of a task whose link in the comment was lost.
 */
export class LinkRegistry {
  private readonly emitter = new Emitter<void>();
  private links: readonly LocalLink[];
  /** The links by document and by file of a repository; made when they are first asked for. */
  private byFile: ReadonlyMap<string, readonly LocalLink[]> | undefined;

  constructor(private readonly state: KeyValueState) {
    const stored = state.get<unknown>(KEY);
    this.links = Array.isArray(stored) ? stored.filter(isLink) : [];
  }

  get onDidChange(): Event<void> {
    return this.emitter.event;
  }

  /** Links a place to a task. A task may have several places, a place has one task. */
  remember(taskId: string, { uri, repository, path, fingerprint }: Place): Promise<void> {
    return this.replace({ taskId, uri, repository, path, fingerprint });
  }

  /** Unlinks a place. */
  forget(place: Place): Promise<void> {
    return this.remember('', place);
  }

  /** Unlinks all places of a task, for one that was deleted. */
  async forgetTask(taskId: string): Promise<void> {
    await this.save(this.links.filter((link) => link.taskId !== taskId));
  }

  /** The places of a task, newest first. */
  placesOf(taskId: string): LocalLink[] {
    return this.links.filter((link) => taskId !== '' && link.taskId === taskId);
  }

  /** Is nothing remembered at all? */
  get isEmpty(): boolean {
    return this.links.length === 0;
  }

  /** Everything remembered about a file, newest first, the unlinked places included. */
  inFile(file: FilePlace): LocalLink[] {
    this.byFile ??= groupByFile(this.links);
    const found = new Set(fileKeys(file).flatMap((key) => this.byFile!.get(key) ?? []));
    return found.size < 2 ? [...found] : this.links.filter((link) => found.has(link));
  }

  private async replace(link: LocalLink): Promise<void> {
    const key = placeKey(link.fingerprint);
    const others = this.links.filter((old) => !(isSameFile(old, link) && placeKey(old.fingerprint) === key));
    await this.save([link, ...others].slice(0, MAX_LINKS));
  }

  private async save(links: readonly LocalLink[]): Promise<void> {
    this.links = links;
    this.byFile = undefined;
    this.emitter.fire();
    await this.state.update(KEY, links);
  }
}

/** A task that belongs to a file, and how to find its TODO there. */
export interface FileLink {
  readonly taskId: string;
  readonly fingerprint: string;
  /** Remembered here, or said by the task itself. */
  readonly via: 'local' | 'extra';
}

/**
 * Tasks that belong to a file without standing in its comments. Per TODO what is remembered here wins over what
 * tasks say; of several tasks an open one wins over a done one, then the newer over the older.
 */
export function linksOfFile(
  file: FilePlace,
  registry: Pick<LinkRegistry, 'inFile'>,
  tasks: Iterable<Task>,
): FileLink[] {
  const links = new Map<string, FileLink>();
  const said: { task: Task; fingerprint: string }[] = [];
  for (const task of tasks) {
    const extra = parseExtra(task.extra);
    if (extra?.fingerprint && extra.repo === file.repository && extra.path === file.path) {
      said.push({ task, fingerprint: extra.fingerprint });
    }
  }
  said.sort((a, b) => rank(a.task) - rank(b.task) || (a.task.createdAt ?? 0) - (b.task.createdAt ?? 0));
  for (const { task, fingerprint } of said) {
    links.set(placeKey(fingerprint), { taskId: task.id, fingerprint, via: 'extra' });
  }
  for (const { taskId, fingerprint } of registry.inFile(file).reverse()) {
    if (taskId) links.set(placeKey(fingerprint), { taskId, fingerprint, via: 'local' });
    else links.delete(placeKey(fingerprint));
  }
  return [...links.values()];
}

function rank(task: Task): number {
  return task.completedAt === undefined ? 1 : 0;
}

/** The same document, or the same file of the same repository in another clone. */
function isSameFile(a: FilePlace, b: FilePlace): boolean {
  return a.uri === b.uri || (a.repository !== '' && a.repository === b.repository && a.path === b.path);
}

/** Two files with a key in common are the same, see `isSameFile`. */
function fileKeys({ uri, repository, path }: FilePlace): string[] {
  return repository === '' ? [uri] : [uri, `${repository}\n${path}`];
}

function groupByFile(links: readonly LocalLink[]): Map<string, LocalLink[]> {
  const groups = new Map<string, LocalLink[]>();
  for (const link of links) {
    for (const key of fileKeys(link)) {
      const group = groups.get(key);
      if (group) group.push(link);
      else groups.set(key, [link]);
    }
  }
  return groups;
}

function isLink(value: unknown): value is LocalLink {
  const link = value as Partial<Record<keyof LocalLink, unknown>> | null;
  const fields = [link?.taskId, link?.uri, link?.repository, link?.path, link?.fingerprint];
  return fields.every((field) => typeof field === 'string');
}
