import { join } from 'node:path';
import type { Log } from '../../feishu/model';
import { newEntry, type Entry } from './entry';
import { IntentFiles } from './files';
import type { Intent } from './intent';
import { Owners } from './owners';

/** What the shelf tells its user. */
export interface ShelfEvents {
  /** An entry is new or different. */
  changed(entry: Entry): void;
  /** An entry is no longer there. */
  gone(entry: Entry): void;
  /** Does this process want to work on an intent that nobody works on? */
  wanted(intent: Intent): boolean;
  /** What an intent becomes that was in the hands of a process that is gone. */
  orphaned(intent: Intent): Intent;
}

/** The intents of all processes in memory, kept equal to the disk; this process's own are newer in memory. */
export class Shelf {
  readonly entries = new Map<string, Entry>();
  private readonly owners: Owners;
  private readonly files: IntentFiles;
  private scanning?: Promise<void>;
  private closed = false;

  constructor(
    folder: string,
    private readonly log: Log,
    private readonly events: ShelfEvents,
  ) {
    this.owners = new Owners(join(folder, 'owners'));
    this.files = new IntentFiles(folder, this.owners.id);
  }

  /** Id of this process among the owners. */
  get me(): string {
    return this.owners.id;
  }

  async open(): Promise<void> {
    await this.owners.start();
    await this.files.start();
    await this.scan();
    await this.owners.tidy(new Set([...this.entries.values()].flatMap((entry) => entry.holder ?? [])));
  }

  /** Gives everything back for other processes to take. */
  async close(): Promise<void> {
    this.closed = true;
    await this.scanning;
    for (const entry of this.entries.values()) if (this.isMine(entry)) await this.files.release(entry.name);
    await this.owners.stop();
  }

  isMine(entry: Entry): boolean {
    return entry.holder === this.owners.id;
  }

  /** Is it still held by this process, on disk? */
  isHeld(entry: Entry): Promise<boolean> {
    return this.files.isHeld(entry.name);
  }

  find(opId: string): Entry | undefined {
    for (const entry of this.entries.values()) if (entry.intent.opId === opId) return entry;
    return undefined;
  }

  /** The entry for a name as it is now, on disk too. */
  async current(name: string): Promise<Entry | undefined> {
    const known = this.entries.get(name);
    return known && this.isMine(known) ? known : this.load(name);
  }

  /** Puts a new intent on disk and into memory. @returns undefined where there is one of that name */
  async add(name: string, intent: Intent): Promise<Entry | undefined> {
    if (!(await this.files.add(name, intent))) return undefined;
    const entry = newEntry(name, intent, this.owners.id);
    this.put(entry);
    return entry;
  }

  /**
   * Makes an entry this process's own, where it is free or its owner is gone. One that was being sent by a process
   * that died is unclear from then on.
   * @returns false where it belongs to another living process, or is gone
   */
  async take(entry: Entry): Promise<boolean> {
    const { holder } = entry;
    if (this.isMine(entry)) return this.files.isHeld(entry.name);
    if (holder !== undefined && !(await this.owners.isGone(holder))) return false;
    if (!(await this.files.claim(entry.name, holder))) return this.isMine(entry);
    // What was known of it may be old by now.
    const found = await this.files.read(entry.name);
    if (!found?.intent) return false;
    entry.holder = this.owners.id;
    entry.intent = this.events.orphaned(found.intent);
    if (entry.intent !== found.intent) await this.files.write(entry.name, entry.intent);
    this.put(entry);
    return true;
  }

  /** Writes an entry's new intent. @returns false where this process does not hold it any more */
  async write(entry: Entry, intent: Intent): Promise<boolean> {
    if (!(await this.files.write(entry.name, intent))) return false;
    entry.intent = intent;
    this.events.changed(entry);
    return true;
  }

  /** Gives an entry back for anybody to take. */
  async release(entry: Entry): Promise<void> {
    await this.files.release(entry.name);
    entry.holder = undefined;
    entry.stamp = undefined;
    this.events.changed(entry);
  }

  /** Removes an entry this process holds. @returns false where it does not (any more) */
  async remove(entry: Entry): Promise<boolean> {
    const removed = await this.files.remove(entry.name);
    if (removed) this.forget(entry);
    return removed;
  }

  /** Drops an entry from memory; the next scan finds it again if it is there. */
  forget(entry: Entry): void {
    if (this.entries.get(entry.name) !== entry) return;
    this.entries.delete(entry.name);
    this.events.gone(entry);
  }

  /** Looks at what other processes did, and takes over what is wanted and nobody works on. Never throws. */
  scan(): Promise<void> {
    this.scanning ??= this.scanOnce()
      .catch((error: unknown) => this.log.error(`outbox scan: ${String(error)}`))
      .finally(() => (this.scanning = undefined));
    return this.scanning;
  }

  private async scanOnce(): Promise<void> {
    const names = new Set(await this.files.names());
    for (const entry of [...this.entries.values()]) {
      if (!names.has(entry.name) && !this.isMine(entry)) this.forget(entry);
    }
    const living = new Set<string>();
    for (const name of names) {
      if (this.closed) return;
      const known = this.entries.get(name);
      if (known && this.isMine(known)) continue;
      const fresh = known?.stamp !== undefined && known.stamp === (await this.files.stamp(name));
      const entry = fresh ? known : await this.load(name);
      if (!entry || this.isMine(entry) || !this.events.wanted(entry.intent)) continue;
      const { holder } = entry;
      // Hundreds of intents of one other window: ask about that window once.
      if (holder !== undefined && living.has(holder)) continue;
      if (!(await this.take(entry)) && holder !== undefined) living.add(holder);
    }
  }

  /** Reads an intent from disk into memory, unless this process holds it: then memory knows better. */
  private async load(name: string): Promise<Entry | undefined> {
    const stamp = await this.files.stamp(name);
    const found = stamp === undefined ? undefined : await this.files.read(name);
    const known = this.entries.get(name);
    // What is held by this process comes into memory by `add` and `take` alone, whichever of them is at it right now.
    if ((known && this.isMine(known)) || found?.holder === this.me) return known;
    if (!found) {
      if (known) this.forget(known);
      return undefined;
    }
    if (!found.intent) {
      const where = await this.files.setAside(name);
      if (where) this.log.error(`outbox: unreadable intent moved to ${where}`);
      if (known) this.forget(known);
      return undefined;
    }
    if (known && known.intent.opId !== found.intent.opId) this.forget(known);
    const entry = this.entries.get(name) ?? newEntry(name, found.intent);
    Object.assign(entry, { intent: found.intent, holder: found.holder, stamp });
    this.put(entry);
    return entry;
  }

  private put(entry: Entry): void {
    this.entries.set(entry.name, entry);
    this.events.changed(entry);
  }
}
