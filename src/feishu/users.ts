import type { ApiCaller } from './client';
import { readPerson } from './contacts';
import { declare } from './endpoint';
import { BadAnswerError } from './errors/types';
import type { CallOptions, Person } from './model';
import { readText } from './read';

const ME = declare('auth', 'GET /open-apis/authen/v1/user_info', 'unpublished');

/** The signed-in person. */
export interface SignedInUser extends Person {
  readonly openId: string;
  readonly unionId?: string;
  /** The company: ids of people are only good inside it. */
  readonly tenantKey?: string;
}

/** Who the user token belongs to. User token only. */
export class UserService {
  constructor(private readonly api: ApiCaller) {}

  async me(options?: CallOptions): Promise<SignedInUser> {
    const data = await this.api.call(ME, {}, options);
    const [person] = readPerson(data, this.api.userIdType);
    const openId = readText(data['open_id']);
    if (!person || openId === undefined) {
      throw new BadAnswerError('missing-field', 200, ME.name, undefined, 'open_id');
    }
    return { ...person, openId, unionId: readText(data['union_id']), tenantKey: readText(data['tenant_key']) };
  }
}
