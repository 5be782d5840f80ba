import { FeishuError, isPermission, type FeishuClient, type Person } from '../../feishu';

/** What reading the directory needs of the client. */
export type Contacts = Pick<FeishuClient['contacts'], 'ofDepartment' | 'departments' | 'scope' | 'getMany'>;

/** The whole company. */
const ROOT = '0';
/** The contact service does not list everything below a department this big at once. */
const TOO_BIG_TO_RECURSE = 43010;
const PAGE_SIZE = 50;

interface Unread {
  readonly id: string;
  /** Are the departments below it still to be found? */
  readonly withChildren: boolean;
}

/**
 * Reads the part of the company's directory that the account sees, page by page: first the people without a department
 * of their own, then one department after the other. After a failure the next call goes on with the same department.
 */
export class DirectoryReader {
  private unread: Unread[] = [{ id: ROOT, withChildren: true }];
  private current: AsyncIterator<Person> | undefined;
  private started = false;

  /** @param isApp an app may be let see some departments and people only; then those are read */
  constructor(
    private readonly contacts: () => Promise<Contacts>,
    private readonly isApp: boolean,
  ) {}

  /** Some more people, possibly none or some seen before; undefined when all are read. */
  async next(): Promise<readonly Person[] | undefined> {
    const [department] = this.unread;
    if (!department) return undefined;
    const contacts = await this.contacts();
    const people: Person[] = [];
    try {
      this.current ??= contacts.ofDepartment(department.id)[Symbol.asyncIterator]();
      while (people.length < PAGE_SIZE) {
        const { done, value } = await this.current.next();
        if (done === true) return await this.finish(contacts, department, people);
        people.push(value);
      }
    } catch (error) {
      this.current = undefined;
      return [...people, ...(await this.withoutAccess(contacts, department, error))];
    }
    return people;
  }

  private async finish(contacts: Contacts, department: Unread, people: readonly Person[]): Promise<readonly Person[]> {
    const below = department.withChildren ? await this.below(contacts, department.id) : [];
    this.goOn(below);
    return people;
  }

  private goOn(below: readonly Unread[]): void {
    this.current = undefined;
    this.started = true;
    this.unread = [...this.unread.slice(1), ...below];
  }

  private async below(contacts: Contacts, id: string): Promise<readonly Unread[]> {
    try {
      return await departments(contacts, id, true);
    } catch (error) {
      if (error instanceof FeishuError && error.code === TOO_BIG_TO_RECURSE) return departments(contacts, id, false);
      if (isPermission(error)) return [];
      throw error;
    }
  }

  /** A department that may not be read is left out; where it is the company itself, what may be read is asked for. */
  private async withoutAccess(contacts: Contacts, { id }: Unread, error: unknown): Promise<readonly Person[]> {
    if (!isPermission(error) || (id === ROOT && !this.isApp)) throw error;
    if (id !== ROOT || this.started) {
      this.goOn([]);
      return [];
    }
    const { departmentIds, userIds } = await contacts.scope();
    const seen = departmentIds.filter((department) => department !== ROOT);
    // Nothing at all: then the refusal says what to do about it.
    if (seen.length === 0 && userIds.length === 0) throw error;
    const people = userIds.length > 0 ? await contacts.getMany(userIds) : [];
    this.goOn(seen.map((department) => ({ id: department, withChildren: true })));
    return people;
  }
}

async function departments(contacts: Contacts, id: string, recursive: boolean): Promise<Unread[]> {
  const found: Unread[] = [];
  for await (const department of contacts.departments(id, recursive)) {
    found.push({ id: department.id, withChildren: !recursive });
  }
  return found;
}
