import { ok, type Answer } from '../core/answer';
import type { Call, Route } from '../core/call';
import { decodeToken, pageAt } from '../core/paging';
import { idOfUser } from '../domain/people';
import type { UserRecord } from '../store/model';
import {
  contactOffset,
  contactPage,
  contactPageSize,
  contactRules,
  departmentOf,
  directoryScopes,
  shownDepartmentIds,
} from './directory';

const users = '/open-apis/contact/v3/users';

export const contactRoutes: readonly Route[] = [
  {
    method: 'GET',
    path: `${users}/find_by_department`,
    api: contactRules(directoryScopes, '400/41050 400/40011 400/40012 403/40004'),
    handle: findByDepartment,
  },
  {
    method: 'GET',
    path: `${users}/batch`,
    api: contactRules(['contact:contact.base:readonly'], '400/40001 400/41050 403/40004'),
    handle: batch,
  },
  {
    method: 'POST',
    path: `${users}/batch_get_id`,
    api: contactRules(['contact:user.id:readonly'], '400/40001', { tokens: 'T' }),
    handle: batchGetId,
  },
  {
    method: 'POST',
    path: `${users}/basic_batch`,
    api: contactRules(['contact:user.basic_profile:readonly'], '400/40001', { tier: 6 }),
    handle: basicBatch,
  },
  {
    method: 'GET',
    path: `${users}/:user_id`,
    api: contactRules(directoryScopes, '400/41050 400/40001 400/41012 400/40003'),
    handle: getUser,
  },
  {
    method: 'GET',
    path: '/open-apis/contact/v3/scopes',
    api: contactRules(['contact:contact.base:readonly'], '400/40011 400/40012', { tokens: 'T' }),
    handle: visibleRange,
  },
  {
    method: 'GET',
    path: '/open-apis/search/v1/user',
    api: contactRules(['contact:user:search'], '', { tokens: 'U', tier: 'special' }),
    handle: search,
  },
];

/** Direct members only; `0` is the whole company's root. */
function findByDepartment(call: Call): Answer {
  const id = call.query.get('department_id') ?? '';
  if (id === '') {
    call.violate('department_id', '', 'department_id is required');
  }
  const size = contactPageSize(call, 10, 50);
  const offset = contactOffset(call, `department-${id}`);
  const openId = departmentOf(call, id);
  const members = call.state.users.filter(
    (user) => !user.resigned && user.visible && user.departmentIds.includes(openId),
  );
  return contactPage(pageAt(`department-${id}`, members, offset, size), (user) => userView(call, user));
}

/** People the caller may not see are left out without a word. */
function batch(call: Call): Answer {
  const ids = call.query.getAll('user_ids');
  if (ids.length === 0 || ids.length > 50) {
    call.fail(40001);
  }
  const type = call.userIdType;
  const found = call.state.users.filter((user) => user.visible && ids.includes(idOfUser(user, type)));
  return ok({ items: found.map((user) => userView(call, user)) });
}

function getUser(call: Call): Answer {
  const type = call.userIdType;
  const user = call.state.users.find((candidate) => idOfUser(candidate, type) === call.param('user_id'));
  if (!user) {
    return call.fail(41012);
  }
  return user.visible ? ok({ user: userView(call, user) }) : call.fail(41050);
}

/** One row per address asked; a row without `user_id` is nobody the app may see. */
function batchGetId(call: Call): Answer {
  const fields = call.fields();
  const emails = fields.strings('emails', { max: 50 }) ?? [];
  const mobiles = fields.strings('mobiles', { max: 50 }) ?? [];
  const withResigned = fields.bool('include_resigned') ?? false;
  fields.check();
  const type = call.userIdType;
  const row = (name: 'email' | 'mobile') => (value: string) => {
    const user = call.state.users.find(
      (candidate) => sameAddress(candidate[name], value) && candidate.visible && (withResigned || !candidate.resigned),
    );
    return user ? { user_id: idOfUser(user, type), [name]: value, status: statusOf(user) } : { [name]: value };
  };
  return ok({ user_list: [...emails.map(row('email')), ...mobiles.map(row('mobile'))] });
}

/** Mobiles of the mainland may come without the country code. */
function sameAddress(known: string, asked: string): boolean {
  return known.toLowerCase() === asked.toLowerCase() || known === `+86${asked}`;
}

/** Names only, and for everybody: the contact range does not count here. */
function basicBatch(call: Call): Answer {
  const fields = call.fields();
  const ids = fields.strings('user_ids', { required: true }) ?? [];
  fields.check();
  if (ids.length === 0 || ids.length > 10) {
    call.fail(40001);
  }
  const type = call.userIdType;
  const found = call.state.users.filter((user) => ids.includes(idOfUser(user, type)));
  return ok({
    users: found.map((user) => ({
      user_id: idOfUser(user, type),
      name: user.name,
      i18n_name: { zh_cn: user.name, ja_jp: user.name, en_us: user.enName },
    })),
  });
}

function visibleRange(call: Call): Answer {
  const size = contactPageSize(call, 50, 100);
  const offset = contactOffset(call, 'scopes');
  const visible = call.state.users.filter((user) => user.visible && !user.resigned);
  const page = pageAt('scopes', visible, offset, size);
  return ok({
    department_ids: offset === 0 ? ['0'] : [],
    user_ids: page.items.map((user) => idOfUser(user, call.userIdType)),
    group_ids: [],
    has_more: page.next !== undefined,
    ...(page.next === undefined ? {} : { page_token: page.next }),
  });
}

/** Search by name in either language; nobody external or resigned, and no mail addresses. */
function search(call: Call): Answer {
  const query = (call.query.get('query') ?? '').trim().toLowerCase();
  if (query === '') {
    call.violate('query', '', 'query is required');
  }
  const sizeText = call.query.get('page_size') ?? '';
  const size = sizeText === '' ? 20 : Number(sizeText);
  if (!Number.isInteger(size) || size < 1 || size > 200) {
    call.violate('page_size', sizeText, 'an integer between 1 and 200');
  }
  const token = call.query.get('page_token') ?? '';
  const offset = token === '' ? 0 : (decodeToken('search', token) ?? call.violate('page_token', token, 'invalid'));
  const found = call.state.users.filter(
    (user) =>
      user.visible && !user.resigned && [user.name, user.enName].some((name) => name.toLowerCase().includes(query)),
  );
  const page = pageAt('search', found, offset, size);
  return ok({
    has_more: page.next !== undefined,
    page_token: page.next ?? '',
    users: page.items.map((user) => ({
      name: user.name,
      open_id: user.openId,
      ...(call.hasScope('contact:user.employee_id:readonly') ? { user_id: user.userId } : {}),
      department_ids: shownDepartmentIds(call, user),
      avatar: avatar(call),
    })),
  });
}

/** A user with the fields the caller's scopes show: a missing scope is a missing field, not an error. */
export function userView(call: Call, user: UserRecord): object {
  const withNames = call.hasScope('contact:user.base:readonly');
  return {
    open_id: user.openId,
    union_id: user.unionId,
    ...(call.hasScope('contact:user.employee_id:readonly') ? { user_id: user.userId } : {}),
    ...(withNames ? { name: user.name, en_name: user.enName, nickname: '', avatar: avatar(call) } : {}),
    ...(call.hasScope('contact:user.email:readonly') ? { email: user.email } : {}),
    ...(call.hasScope('contact:user.phone:readonly') ? { mobile: user.mobile } : {}),
    status: statusOf(user),
    department_ids: shownDepartmentIds(call, user),
  };
}

function statusOf(user: UserRecord): object {
  return {
    is_frozen: user.frozen,
    is_resigned: user.resigned,
    is_activated: !user.resigned,
    is_exited: false,
    is_unjoin: false,
  };
}

function avatar(call: Call): object {
  const url = (size: string) => `${call.world.baseUrl}/avatar/${size}.svg`;
  return { avatar_72: url('72'), avatar_240: url('240'), avatar_640: url('640'), avatar_origin: url('640') };
}
