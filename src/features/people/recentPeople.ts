import type { Person } from '../../feishu';

/** The part of a `vscode.Memento` that is used. */
export interface Memory {
  get<T>(key: string, fallback: T): T;
  update(key: string, value: unknown): PromiseLike<void>;
}

const KEY = 'feishuTodo.recentPeople';
const MAX_PEOPLE = 10;
/** People of so many accounts are remembered; those of the account used longest ago go first. */
const MAX_ACCOUNTS = 5;

type Stored = readonly (readonly [accountId: string, people: readonly Person[]])[];

/** Who was chosen lately on this computer, for each account. Nothing but ids, names and e-mail addresses is kept. */
export class RecentPeople {
  constructor(private readonly memory: Memory) {}

  /** The last chosen first. */
  of(accountId: string): readonly Person[] {
    const found = this.read().find(([id]) => id === accountId);
    return found?.[1] ?? [];
  }

  async remember(accountId: string, chosen: readonly Person[]): Promise<void> {
    if (chosen.length === 0) return;
    const others = this.read().filter(([id]) => id !== accountId);
    const people = withRecent(this.of(accountId), chosen);
    await this.memory.update(KEY, [[accountId, people], ...others].slice(0, MAX_ACCOUNTS));
  }

  /** What an older version or another program left there may be anything. */
  private read(): Stored {
    const stored = this.memory.get<unknown>(KEY, []);
    return Array.isArray(stored)
      ? (stored as Stored).filter((entry) => Array.isArray(entry) && Array.isArray(entry[1]))
      : [];
  }
}

/** The list after these people were chosen: they come first, everybody once, the oldest drop out. */
export function withRecent(recent: readonly Person[], chosen: readonly Person[]): readonly Person[] {
  const all = new Map([...chosen, ...recent].map(({ id, name, enName, email }) => [id, { id, name, enName, email }]));
  for (const { id, name, enName, email } of chosen) all.set(id, { id, name, enName, email });
  return [...all.values()].slice(0, MAX_PEOPLE);
}
