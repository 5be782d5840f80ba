import type { Account, Accounts } from '../../account/accounts';
import type { FeishuClient, Person } from '../../feishu';
import { DirectoryReader } from './directoryReader';
import { Listing } from './listing';
import { FOUND_AT_ONCE } from './liveSearch';
import { bareName, isCalled, matches } from './names';

const FRESH_MS = 10 * 60_000;
/** So many people are read from the directory where no search can find the rest, and where one can. */
const MAX_WITHOUT_SEARCH = 20_000;
const MAX_WITH_SEARCH = 1_000;
/** So long a creation waits to learn who a name in a comment means. */
const NAME_PATIENCE_MS = 10_000;
const ANSWER_MS = 60_000;
const MAX_ANSWERS = 500;
/** So many of those a search finds are looked at for a name. */
const MAX_LOOKED_AT = 100;

/** Who a name may mean. */
export interface NameAnswer {
  /** As it stands in the comment. */
  readonly name: string;
  /** The one it means beyond doubt. */
  readonly person?: Person;
  /** Several are called so, or it is not certain that only one is. */
  readonly isName: boolean;
  /** Those it may mean: all who are called so, or where nobody is, those whose name has it in it. */
  readonly candidates: readonly Person[];
  /** Why it could not be looked up. */
  readonly error?: unknown;
}

/** The people tasks can be given to: the part of the company's directory that the account sees, kept for a while. */
export class Directory {
  private current: { readonly accountId: string; readonly madeAt: number; readonly listing: Listing } | undefined;
  private readonly known = new Map<string, Person>();
  /** People Feishu did not tell about when they were asked for. */
  private readonly unknown = new Map<string, number>();

  private readonly answers = new Map<string, { readonly answer: Promise<NameAnswer>; readonly at: number }>();

  constructor(private readonly accounts: Accounts) {
    // Another sign-in may see other people; whoever emits this outlives us.
    accounts.onDidChange(() => {
      this.current = undefined;
      this.answers.clear();
      this.unknown.clear();
    });
  }

  /** The people of the account in use, as far as they were read; begun anew after ten minutes or for another account. */
  listing(): Listing {
    const account = this.accounts.current;
    const { current } = this;
    const isFresh = current?.accountId === account?.id && Date.now() - (current?.madeAt ?? 0) < FRESH_MS;
    if (current && isFresh) return current.listing;
    const isApp = account?.kind !== 'user';
    const reader = new DirectoryReader(async () => (await this.client()).contacts, isApp);
    const listing = new Listing(
      account ? reader : { next: () => Promise.resolve(undefined) },
      isApp ? MAX_WITHOUT_SEARCH : MAX_WITH_SEARCH,
      (people) => this.remember(people),
    );
    this.current = { accountId: account?.id ?? '', madeAt: Date.now(), listing };
    return listing;
  }

  /** Whoever was read after so many milliseconds; nobody where the directory cannot be read. */
  async within(milliseconds: number): Promise<readonly Person[]> {
    const listing = this.listing();
    await listing.settled(AbortSignal.timeout(milliseconds));
    return listing.people;
  }

  /** People as they were last seen; an id nobody knows yet stands for itself. */
  byId(id: string): Person {
    return this.known.get(id) ?? { id, name: id };
  }

  /** The name of somebody seen before; undefined for an app, or somebody the account does not see. */
  nameOf(id: string): string | undefined {
    return this.known.get(id)?.name;
  }

  /** Asks Feishu for people not seen so far, so that trees can show names. Unknown ones stay ids. */
  async learn(ids: readonly string[], signal?: AbortSignal): Promise<boolean> {
    const now = Date.now();
    const wasAsked = (id: string): boolean => now - (this.unknown.get(id) ?? -Infinity) < FRESH_MS;
    const missing = [...new Set(ids)].filter((id) => !this.known.has(id) && !wasAsked(id));
    if (missing.length === 0) return false;
    const client = await this.accounts.getClient();
    if (!client) return false;
    const found = await client.contacts.getMany(missing, { signal });
    this.remember(found);
    for (const id of missing) if (!this.known.has(id)) this.unknown.set(id, now);
    return found.length > 0;
  }

  /** Can Feishu be asked for people by name? Only in a person's name; an app finds e-mail addresses. */
  get canSearch(): boolean {
    return this.accounts.current?.kind === 'user';
  }

  /**
   * Asks Feishu for people by what was typed, some at a time, best first: by name in a person's name, by a whole e-mail
   * address as an app.
   */
  async *search(query: string, signal?: AbortSignal): AsyncGenerator<readonly Person[]> {
    const { contacts } = await this.client();
    if (!this.canSearch) {
      if (isEmail(query)) yield await this.byEmails([query], signal);
      return;
    }
    let some: Person[] = [];
    for await (const person of contacts.search(bareName(query), { signal })) {
      some.push(person);
      if (some.length < FOUND_AT_ONCE) continue;
      yield this.withDetails(some, signal);
      some = [];
    }
    if (some.length > 0) yield this.withDetails(some, signal);
  }

  /** People by their e-mail addresses, as far as the account may look them up: an app only. */
  async byEmails(emails: readonly string[], signal?: AbortSignal): Promise<readonly Person[]> {
    if (this.canSearch || emails.length === 0) return [];
    const { contacts } = await this.client();
    const ids = await contacts.idsByEmail(emails, { signal });
    if (ids.size === 0) return [];
    const found = new Map((await contacts.getMany([...ids.values()], { signal })).map((one) => [one.id, one]));
    this.remember([...found.values()]);
    return emails.flatMap((email) => {
      const person = found.get(ids.get(email) ?? '');
      // The address found them; whether the account may read it is another matter.
      return person ? [{ ...person, email: person.email ?? email }] : [];
    });
  }

  /**
   * Who is meant by a name, `@name`, an e-mail address or its local part. Never rejects, never guesses. An answer is good
   * for a minute: one comment is read several times while a task is made of it.
   */
  whoIs(name: string): Promise<NameAnswer> {
    const key = `${this.accounts.current?.id ?? ''} ${bareName(name)}`;
    const known = this.answers.get(key);
    if (known && Date.now() - known.at < ANSWER_MS) return known.answer;
    const answer = this.lookUp(name).catch((error: unknown) => ({ name, isName: false, candidates: [], error }));
    if (this.answers.size >= MAX_ANSWERS) this.answers.clear();
    this.answers.set(key, { answer, at: Date.now() });
    // A failure may be over in a moment.
    void answer.then(({ error }) => error !== undefined && this.answers.delete(key));
    return answer;
  }

  private async lookUp(name: string): Promise<NameAnswer> {
    const wanted = bareName(name);
    const patience = AbortSignal.timeout(NAME_PATIENCE_MS);
    if (isEmail(wanted)) {
      const [person] = await this.byEmails([wanted], patience);
      if (person) return { name, person, isName: true, candidates: [person] };
    }
    // An account that may not search can still be told by the directory.
    const searched = await this.foundByName(wanted, patience).catch(() => undefined);
    const found = searched ?? [];
    const isCalledSo = (person: Person): boolean => isCalled(person, wanted);
    const listing = this.listing();
    if (!found.some(isCalledSo)) await listing.settled(patience);
    const all = [...new Map([...found, ...listing.people].map((person) => [person.id, person])).values()];
    const called = all.filter(isCalledSo);
    // Where not all were looked at there may be another one called so.
    const isSure = searched !== undefined || listing.state === 'complete';
    if (called.length === 1 && isSure) return { name, person: called[0], isName: true, candidates: called };
    return {
      name,
      isName: called.length > 0,
      candidates: called.length > 0 ? called : all.filter((person) => matches(person, wanted)),
      error: listing.state === 'failed' ? listing.error : undefined,
    };
  }

  /** Undefined where Feishu cannot be asked for people by name. */
  private async foundByName(name: string, signal: AbortSignal): Promise<readonly Person[] | undefined> {
    if (!this.canSearch) return undefined;
    const found: Person[] = [];
    for await (const some of this.search(name, signal)) {
      found.push(...some);
      // The best come first.
      if (found.length >= MAX_LOOKED_AT) break;
    }
    return found;
  }

  /** A search answers without e-mail addresses, which tell people of the same name apart. */
  private async withDetails(people: readonly Person[], signal?: AbortSignal): Promise<readonly Person[]> {
    const missing = people.map(({ id }) => id).filter((id) => !this.known.get(id)?.email);
    if (missing.length > 0) {
      const { contacts } = await this.client();
      // They help, and are not needed.
      this.remember(await contacts.getMany(missing, { signal }).catch(() => []));
    }
    const detailed = people.map((person) => this.known.get(person.id) ?? person);
    this.remember(detailed);
    return detailed;
  }

  /** @throws Error where nobody is connected any more */
  private async client(): Promise<FeishuClient> {
    const client = await this.accounts.getClient();
    if (!client) throw new Error('not connected');
    return client;
  }

  private remember(people: readonly Person[]): void {
    for (const person of people) this.known.set(person.id, person);
  }
}

function isEmail(text: string): boolean {
  return /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(text.trim());
}

/** Who gets a task that names nobody: the person at the keyboard, where the account knows them. */
export function defaultAssignees(account: Account | undefined): readonly Person[] {
  return account?.me ? [account.me] : [];
}
