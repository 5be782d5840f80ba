import { randomBytes } from 'node:crypto';
import { readlinkSync } from 'node:fs';
import { mkdir, readdir, readFile, rm, stat, utimes } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { codeOf, writeDurably } from './disk';

/** How often a living process says so. */
const BEAT_MS = 20_000;
/** A process of this machine that is there but silent for that long has lost its claims (its id was given to another). */
const SILENT_MS = 120_000;

interface OwnerFile {
  readonly pid: number;
  readonly machine: string;
}

/**
 * Who works on the outbox. Every process has a file here and touches it now and then. Another process is gone when it
 * runs no more (same machine), or when its file was not touched for a while of *our own* steady clock: clocks that
 * differ between machines, step, or stop while a laptop sleeps never make a living process look dead.
 */
export class Owners {
  /** This process, or this outbox where a process has several. */
  readonly id = randomBytes(9).toString('hex');
  private readonly machine = machineName();
  private readonly seen = new Map<string, { touchedMs: number; since: number }>();
  private timer?: NodeJS.Timeout;

  constructor(
    private readonly folder: string,
    private readonly steadyNow: () => number = () => performance.now(),
  ) {}

  /** Must be done before the first claim. */
  async start(): Promise<void> {
    await mkdir(this.folder, { recursive: true, mode: 0o700 });
    const content: OwnerFile = { pid: process.pid, machine: this.machine };
    await writeDurably(this.path(this.id), JSON.stringify(content));
    this.timer = setInterval(() => void this.beat(), BEAT_MS);
    this.timer.unref();
  }

  /** After the last claim was given back. */
  async stop(): Promise<void> {
    clearInterval(this.timer);
    await rm(this.path(this.id), { force: true });
  }

  /** Is that owner certainly not coming back? */
  async isGone(id: string): Promise<boolean> {
    if (id === this.id) return false;
    let owner: OwnerFile;
    let touchedMs: number;
    try {
      owner = JSON.parse(await readFile(this.path(id), 'utf8')) as OwnerFile;
      touchedMs = (await stat(this.path(id))).mtimeMs;
    } catch (error) {
      return codeOf(error) === 'ENOENT' || error instanceof SyntaxError;
    }
    if (owner.machine === this.machine && !isRunning(owner.pid)) return true;
    const before = this.seen.get(id);
    if (before?.touchedMs !== touchedMs) {
      this.seen.set(id, { touchedMs, since: this.steadyNow() });
      return false;
    }
    return this.steadyNow() - before.since > SILENT_MS;
  }

  /** Removes the files of owners that are gone. To be called when nothing is claimed by them any more. */
  async tidy(stillClaiming: ReadonlySet<string>): Promise<void> {
    for (const name of await readdir(this.folder)) {
      const id = name.replace(/\.json$/, '');
      if (!stillClaiming.has(id) && (await this.isGone(id))) {
        await rm(join(this.folder, name), { force: true });
        this.seen.delete(id);
      }
    }
  }

  private path(id: string): string {
    return join(this.folder, `${id}.json`);
  }

  private async beat(): Promise<void> {
    const now = new Date();
    await utimes(this.path(this.id), now, now).catch(() => undefined);
  }
}

/** The machine as process ids mean it: two containers of one machine do not see each other's processes. */
function machineName(): string {
  try {
    return `${hostname()} ${readlinkSync('/proc/self/ns/pid')}`;
  } catch {
    return hostname();
  }
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return codeOf(error) === 'EPERM';
  }
}
