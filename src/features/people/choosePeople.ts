import type { Accounts } from '../../account/accounts';
import type { Person } from '../../feishu';
import { back, type Back } from '../../platform/quickPick';
import { requireClient } from '../shared/accountBinding';
import type { ErrorPresenter } from '../shared/errorPresenter';
import { findAuthors, type CodeSpot } from './codeAuthors';
import type { Directory } from './directory';
import { pickPeople, type PeopleSource } from './peoplePicker';
import { RecentPeople, type Memory } from './recentPeople';

/** What a dialog that asks for people says and starts with. */
export interface ChooseOptions {
  readonly title: string;
  readonly placeholder: string;
  readonly chosen?: readonly Person[];
  /** Not offered: they are there already. */
  readonly excluded?: ReadonlySet<string>;
  /** Code that it is about: who wrote it is offered first. */
  readonly spot?: CodeSpot;
  /** Stands in the box at the start. */
  readonly query?: string;
  readonly canGoBack?: boolean;
  /** Only one is asked for, or nobody: the row that says so. */
  readonly orNobody?: string;
}

/** The dialogs that ask for people of the directory. */
export class PeopleDialogs {
  private readonly recent: RecentPeople;

  constructor(
    private readonly accounts: Accounts,
    private readonly directory: Directory,
    private readonly errors: ErrorPresenter,
    memory: Memory,
  ) {
    this.recent = new RecentPeople(memory);
  }

  /** Asks for people of the whole directory. Escape throws `CancelledError`. */
  async choose({ spot, ...options }: ChooseOptions): Promise<readonly Person[] | Back> {
    const { directory } = this;
    // Says what is wrong before a list stands there that cannot be filled.
    await requireClient(this.accounts);
    const accountId = this.accounts.current?.id ?? '';
    const source: PeopleSource = {
      recent: this.recent.of(accountId),
      authors: spot && ((found, signal) => findAuthors(spot, directory, found, signal)),
      everybody: directory.listing(),
      search: (query, signal) => directory.search(query, signal),
    };
    const { chosen = [] } = options;
    const people = await this.pick({ ...options, chosen }, source);
    if (people !== back) {
      const before = new Set(chosen.map(({ id }) => id));
      await this.recent.remember(
        accountId,
        people.filter(({ id }) => !before.has(id)),
      );
    }
    return people;
  }

  /** Asks for one person of the whole directory, or nobody: the row that says so. Escape throws `CancelledError`. */
  async chooseOne(options: { title: string; placeholder: string; orNobody: string }): Promise<Person | undefined> {
    const people = await this.choose(options);
    return people === back ? undefined : people[0];
  }

  /** Asks for some of these people. Escape throws `CancelledError`. */
  chooseAmong(people: readonly Person[], options: ChooseOptions): Promise<readonly Person[] | Back> {
    const nothing = (): void => undefined;
    const watch = () => ({ dispose: nothing });
    const everybody = {
      people,
      count: people.length,
      state: 'complete',
      error: undefined,
      watch,
      retry: nothing,
    } as const;
    return this.pick({ chosen: [], ...options }, { everybody });
  }

  private pick(
    options: Omit<ChooseOptions, 'spot' | 'chosen'> & { readonly chosen: readonly Person[] },
    source: PeopleSource,
  ): Promise<readonly Person[] | Back> {
    const explain = (error: unknown): string => this.errors.explain(error).message;
    return pickPeople({ ...options, source, explain });
  }
}
