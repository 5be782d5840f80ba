import type { ApiCaller } from './client';
import { declare, type Endpoint } from './endpoint';
import { LIMITS } from './limits';
import type { CallOptions, Department, Person } from './model';
import { pagedItems, pages } from './paging';
import { type Json, readHttpUrl, readObject, readObjects, readText, readTexts } from './read';
import { inBatches, requireIds, requireText } from './validate/basic';
import { requireField } from './wire';

const USERS = '/open-apis/contact/v3/users';
const DEPARTMENTS = '/open-apis/contact/v3/departments';
const BY_CONTACT = declare('contact', `POST ${USERS}/batch_get_id`, 4, 'safe');
const OF_DEPARTMENT = declare('contact', `GET ${USERS}/find_by_department`, 4);
const GET = declare('contact', `GET ${USERS}/:user_id`, 4);
const BATCH = declare('contact', `GET ${USERS}/batch`, 4);
const NAMES = declare('contact', `POST ${USERS}/basic_batch`, 6, 'safe');
const CHILDREN = declare('contact', `GET ${DEPARTMENTS}/:department_id/children`, 4);
const SEARCH_DEPARTMENTS = declare('contact', `POST ${DEPARTMENTS}/search`, 'unpublished', 'safe');
const SCOPES = declare('contact', 'GET /open-apis/contact/v3/scopes', 4);
const SEARCH = declare('search', 'GET /open-apis/search/v1/user', 'unpublished');

const PAGE_SIZE = 50;
const SEARCH_PAGE_SIZE = 50;
const SCOPE_PAGE_SIZE = 100;
/** The whole company. */
const ROOT = '0';

/** What part of the company the app may see. */
export interface ContactScope {
  readonly departmentIds: readonly string[];
  readonly userIds: readonly string[];
  readonly groupIds: readonly string[];
}

/**
 * The directory. A tenant token sees the app's contact range, a user token what that person sees; a field whose scope
 * is missing is absent, not an error. Avatar URLs change: do not keep them.
 */
export class ContactService {
  constructor(private readonly api: ApiCaller) {}

  /** The direct members of a department; `0` is the company itself. */
  async *ofDepartment(departmentId = ROOT, options?: CallOptions): AsyncGenerator<Person> {
    const query = { ...this.ids, department_id: departmentId, page_size: PAGE_SIZE };
    for await (const item of pagedItems(this.api, OF_DEPARTMENT, { query }, options)) {
      yield* readPerson(item, this.api.userIdType);
    }
  }

  /** The departments below one. @param recursive with those below them */
  async *departments(departmentId = ROOT, recursive = false, options?: CallOptions): AsyncGenerator<Department> {
    const args = {
      path: { department_id: departmentId },
      query: { ...this.ids, fetch_child: recursive, page_size: PAGE_SIZE },
    };
    yield* this.readDepartments(CHILDREN, args, options);
  }

  /** Departments by name. User token only. */
  async *searchDepartments(text: string, options?: CallOptions): AsyncGenerator<Department> {
    const body = { query: requireText('query', text, LIMITS.id) };
    yield* this.readDepartments(SEARCH_DEPARTMENTS, { query: { ...this.ids, page_size: PAGE_SIZE }, body }, options);
  }

  /** One person; FeishuError (isPermission) where they are outside the visible range. */
  async get(userId: string, options?: CallOptions): Promise<Person | undefined> {
    const data = await this.api.call(GET, { path: { user_id: userId }, query: this.ids }, options);
    return readPerson(readObject(data['user']), this.api.userIdType)[0];
  }

  /** People by their ids, any number; those who are not visible are missing. */
  async getMany(userIds: readonly string[], options?: CallOptions): Promise<readonly Person[]> {
    const people: Person[] = [];
    for (const batch of inBatches(requireIds('userIds', userIds), LIMITS.contacts.usersPerCall)) {
      const data = await this.api.call(BATCH, { query: { user_ids: batch, ...this.ids } }, options);
      people.push(...readObjects(data['items']).flatMap((item) => readPerson(item, this.api.userIdType)));
    }
    return people;
  }

  /** Names of people by their ids, also of those outside the app's contact range. */
  async names(userIds: readonly string[], options?: CallOptions): Promise<ReadonlyMap<string, string>> {
    const names = new Map<string, string>();
    for (const batch of inBatches(requireIds('userIds', userIds), LIMITS.contacts.namesPerCall)) {
      const args = { query: { user_id_type: this.api.userIdType }, body: { user_ids: batch } };
      const data = await this.api.call(NAMES, args, options);
      for (const user of readObjects(data['users'])) {
        const id = readText(user['user_id']);
        const name = readText(user['name']);
        if (id !== undefined && name !== undefined) {
          names.set(id, name);
        }
      }
    }
    return names;
  }

  /** Ids by e-mail address, as far as they are found and visible. Tenant token only. */
  idsByEmail(emails: readonly string[], options?: CallOptions): Promise<ReadonlyMap<string, string>> {
    return this.idsBy('email', emails, options);
  }

  /** Ids by mobile number, with country code outside mainland China. Tenant token only. */
  idsByMobile(mobiles: readonly string[], options?: CallOptions): Promise<ReadonlyMap<string, string>> {
    return this.idsBy('mobile', mobiles, options);
  }

  /** People by name, best first. User token only. */
  async *search(text: string, options?: CallOptions): AsyncGenerator<Person> {
    const query = { query: requireText('query', text, LIMITS.id), page_size: SEARCH_PAGE_SIZE };
    for await (const user of pagedItems(this.api, SEARCH, { query }, options, 'users')) {
      yield* readPerson(user, this.api.userIdType);
    }
  }

  /** What the app may see of the company. Tenant token only. */
  async scope(options?: CallOptions): Promise<ContactScope> {
    const scope = { departmentIds: new Set<string>(), userIds: new Set<string>(), groupIds: new Set<string>() };
    const query = { ...this.ids, page_size: SCOPE_PAGE_SIZE };
    for await (const page of pages(this.api, SCOPES, { query }, options)) {
      readTexts(page['department_ids']).forEach((id) => scope.departmentIds.add(id));
      readTexts(page['user_ids']).forEach((id) => scope.userIds.add(id));
      readTexts(page['group_ids']).forEach((id) => scope.groupIds.add(id));
    }
    return { departmentIds: [...scope.departmentIds], userIds: [...scope.userIds], groupIds: [...scope.groupIds] };
  }

  private async idsBy(kind: 'email' | 'mobile', values: readonly string[], options?: CallOptions) {
    const ids = new Map<string, string>();
    const field = `${kind}s`;
    for (const batch of inBatches(requireIds(field, values), LIMITS.contacts.idsByContactPerCall)) {
      const args = { query: { user_id_type: this.api.userIdType }, body: { [field]: batch } };
      const data = await this.api.call(BY_CONTACT, args, options);
      for (const user of readObjects(data['user_list'])) {
        const id = readText(user['user_id']);
        const value = readText(user[kind]);
        if (id !== undefined && value !== undefined) {
          ids.set(value, id);
        }
      }
    }
    return ids;
  }

  private async *readDepartments(endpoint: Endpoint, args: Parameters<typeof pagedItems>[2], options?: CallOptions) {
    for await (const item of pagedItems(this.api, endpoint, args, options)) {
      yield {
        id: requireField(endpoint, item['open_department_id'] ?? item['department_id'], 'open_department_id'),
        name: readText(item['name']) ?? '',
      };
    }
  }

  private get ids() {
    return { user_id_type: this.api.userIdType, department_id_type: 'open_department_id' };
  }
}

/** One person, or none where the id asked for is not in the answer. */
export function readPerson(user: Json, idType: string): readonly Person[] {
  const id = readText(user[idType]) ?? readText(user['open_id']);
  if (id === undefined) {
    return [];
  }
  const name = readText(user['name']);
  const enName = readText(user['en_name']);
  const avatar = readObject(user['avatar']);
  return [
    {
      id,
      name: name ?? enName ?? id,
      enName,
      email: readText(user['email']) ?? readText(user['enterprise_email']),
      avatarUrl: readHttpUrl(avatar['avatar_72'] ?? user['avatar_thumb']),
    },
  ];
}
