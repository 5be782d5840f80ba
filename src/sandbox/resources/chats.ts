import { ok, type Answer } from '../core/answer';
import type { ApiRules, Call, Route } from '../core/call';
import { decodeToken, pageAt } from '../core/paging';
import { findUser, idOfUser, resolveUsers } from '../domain/people';
import { inChat } from '../domain/permissions';
import type { ChatRecord } from '../store/model';

const chats = '/open-apis/im/v1/chats';
const members = `${chats}/:chat_id/members`;
const readScopes = ['im:chat:read', 'im:chat:readonly', 'im:chat', 'im:chat.group_info:readonly'];
const memberScopes = ['im:chat.members:read', 'im:chat', 'im:chat:readonly', 'im:chat.group_info:readonly'];
const writeScopes = ['im:chat', 'im:chat.members:write_only'];
const general = '400/232001 400/232004 400/232025 400/232034';
const one = `${general} 400/232006 400/232010 400/232033`;
const writing = `${one} 400/232009 400/232011 400/232017 400/232019`;

function rules(scopes: readonly string[], errors: string): ApiRules {
  return { family: 'im', tokens: 'TU', scopes, tier: 4, errors, bot: true };
}

export const chatRoutes: readonly Route[] = [
  { method: 'GET', path: chats, api: rules(readScopes, general), handle: list },
  { method: 'GET', path: `${chats}/search`, api: rules(readScopes, general), handle: search },
  {
    method: 'POST',
    path: '/open-apis/im/v2/chats/search',
    api: rules(readScopes, '400/232001 400/232025'),
    handle: searchV2,
  },
  {
    method: 'GET',
    path: `${members}/is_in_chat`,
    api: rules(memberScopes, one),
    handle: (call) => ok({ is_in_chat: inChat(call.state, find(call).chatId, call.identity.principal) }),
  },
  { method: 'GET', path: members, api: rules(memberScopes, `${one} 400/232009 400/232011`), handle: people },
  { method: 'POST', path: members, api: rules(writeScopes, writing), handle: add },
  { method: 'PATCH', path: `${members}/me_join`, api: rules(writeScopes, writing), handle: join },
];

/** The groups the caller is in. */
function list(call: Call): Answer {
  const sort = call.query.get('sort_type') || 'ByCreateTimeAsc';
  if (sort !== 'ByCreateTimeAsc' && sort !== 'ByActiveTimeDesc') {
    call.fail(232001);
  }
  const mine = call.state.chats.filter((chat) => inChat(call.state, chat.chatId, call.identity.principal));
  const active = (chat: ChatRecord) => chat.notices.at(-1)?.at ?? 0;
  const sorted = sort === 'ByActiveTimeDesc' ? [...mine].sort((a, b) => active(b) - active(a)) : mine;
  return pageOf(call, `chats-${sort}`, sorted);
}

/** Groups the caller is in and public ones. An empty or overlong query finds nothing. */
function search(call: Call): Answer {
  const query = (call.query.get('query') ?? '').replace(/^"(.*)"$/, '$1').toLowerCase();
  const usable = query !== '' && query.length <= 64;
  const found = call.state.chats.filter(
    (chat) =>
      usable &&
      chat.status === 'normal' &&
      (chat.public || inChat(call.state, chat.chatId, call.identity.principal)) &&
      matches(call, chat, query),
  );
  return pageOf(call, 'chat-search', found);
}

const searchTypes = ['private', 'external', 'public_joined', 'public_not_joined'];

/** The newer search, known from the SDK: filters by kind and by members, results under `meta_data`. */
function searchV2(call: Call): Answer {
  const fields = call.fields();
  const query = (fields.string('query', { max: 64 }) ?? '').toLowerCase();
  const filter = fields.object('filter');
  const types = filter?.strings('search_types') ?? searchTypes;
  const memberIds = filter?.strings('member_ids', { max: 50 }) ?? [];
  fields.check();
  if (types.some((type) => !searchTypes.includes(type)) || (query === '' && memberIds.length === 0)) {
    call.fail(232001);
  }
  const people = resolveUsers(call, memberIds);
  const found = call.state.chats.filter(
    (chat) =>
      chat.status === 'normal' &&
      types.includes(kindOf(call, chat)) &&
      people.every((openId) => chat.members.includes(openId)) &&
      matches(call, chat, query),
  );
  return pageOf(call, 'chat-search-v2', found, (chat) => ({ meta_data: view(call, chat) }));
}

/** A private group of others is of no kind one can ask for. */
function kindOf(call: Call, chat: ChatRecord): string {
  const joined = inChat(call.state, chat.chatId, call.identity.principal);
  if (chat.public) {
    return joined ? 'public_joined' : 'public_not_joined';
  }
  return joined ? (chat.external ? 'external' : 'private') : 'hidden';
}

function matches(call: Call, chat: ChatRecord, query: string): boolean {
  const people = chat.members.flatMap((id) => findUser(call, id) ?? []);
  const texts = [chat.name, ...people.flatMap((user) => [user.name, user.enName])];
  return texts.some((text) => text.toLowerCase().includes(query));
}

function pageOf(
  call: Call,
  name: string,
  found: readonly ChatRecord[],
  show: (chat: ChatRecord) => object = (chat) => view(call, chat),
): Answer {
  const size = pageSize(call);
  const token = call.query.get('page_token') ?? '';
  const offset = token === '' ? 0 : (decodeToken(name, token) ?? call.fail(232001));
  const page = pageAt(name, found, offset, size);
  return ok({
    items: page.items.map(show),
    page_token: page.next ?? '',
    has_more: page.next !== undefined,
  });
}

function pageSize(call: Call): number {
  const text = call.query.get('page_size') ?? '';
  const size = text === '' ? 20 : Number(text);
  return Number.isInteger(size) && size >= 1 && size <= 100 ? size : call.fail(232001);
}

/** People only, no bots. */
function people(call: Call): Answer {
  const chat = findLive(call);
  if (!inChat(call.state, chat.chatId, call.identity.principal)) {
    call.fail(232011);
  }
  const type = call.query.get('member_id_type') || 'open_id';
  if (!['open_id', 'union_id', 'user_id'].includes(type)) {
    call.fail(232001);
  }
  const size = pageSize(call);
  const token = call.query.get('page_token') ?? '';
  const offset = token === '' ? 0 : (decodeToken('members', token) ?? call.fail(232001));
  const page = pageAt('members', chat.members, offset, size);
  return ok({
    items: page.items.flatMap((openId) => {
      const user = findUser(call, openId);
      const id = user && idOfUser(user, type as 'open_id');
      return user
        ? [{ member_id_type: type, member_id: id, name: user.name, tenant_key: call.state.app.tenantKey }]
        : [];
    }),
    page_token: page.next ?? '',
    has_more: page.next !== undefined,
    member_total: chat.members.length,
  });
}

/** Adds people, or with `member_id_type=app_id` this app's bot. */
function add(call: Call): Answer {
  const type = call.query.get('member_id_type') || 'open_id';
  const fields = call.fields();
  const ids = fields.strings('id_list') ?? [];
  fields.check();
  if (!['open_id', 'union_id', 'user_id', 'app_id'].includes(type) || ids.length === 0 || ids.length > 50) {
    call.fail(232001);
  }
  const chat = findLive(call);
  if (!inChat(call.state, chat.chatId, call.identity.principal)) {
    call.fail(232011);
  }
  const invalid: string[] = [];
  if (type === 'app_id') {
    for (const id of ids) {
      if (id === call.state.app.appId) {
        chat.hasApp = true;
      } else {
        invalid.push(id);
      }
    }
  } else {
    chat.members = [...new Set([...chat.members, ...resolveMembers(call, type, ids)])];
  }
  call.world.store.changed();
  return ok({ invalid_id_list: invalid, not_existed_id_list: [], pending_approval_id_list: [] });
}

/** `member_id_type` plays the part `user_id_type` has elsewhere. */
function resolveMembers(call: Call, type: string, ids: readonly string[]): string[] {
  call.query.set('user_id_type', type);
  return resolveUsers(call, ids);
}

function join(call: Call): Answer {
  const chat = findLive(call);
  if (!chat.public) {
    call.fail(232017);
  }
  const { principal } = call.identity;
  if (principal.type === 'app') {
    chat.hasApp = true;
  } else {
    chat.members = [...new Set([...chat.members, principal.id])];
  }
  call.world.store.changed();
  return ok({});
}

function find(call: Call): ChatRecord {
  return call.state.chats.find((chat) => chat.chatId === call.param('chat_id')) ?? call.fail(232006);
}

function findLive(call: Call): ChatRecord {
  const chat = find(call);
  return chat.status === 'normal' ? chat : call.fail(232009);
}

function view(call: Call, chat: ChatRecord): object {
  return {
    chat_id: chat.chatId,
    avatar: `${call.world.baseUrl}/avatar/72.svg`,
    name: chat.name,
    description: chat.description,
    owner_id: chat.ownerId,
    owner_id_type: 'open_id',
    external: chat.external,
    tenant_key: call.state.app.tenantKey,
    chat_status: chat.status,
  };
}
