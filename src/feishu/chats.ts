import type { ApiCaller } from './client';
import { declare } from './endpoint';
import { LIMITS } from './limits';
import type { CallOptions, Chat } from './model';
import { pagedItems } from './paging';
import { type Json, readObject, readText } from './read';
import { requireIds } from './validate/basic';

const CHATS = '/open-apis/im/v1/chats';
const LIST = declare('im', `GET ${CHATS}`, 4);
const SEARCH = declare('im', `GET ${CHATS}/search`, 4);
const IS_IN_CHAT = declare('im', `GET ${CHATS}/:chat_id/members/is_in_chat`, 4);
const ADD_MEMBERS = declare('im', `POST ${CHATS}/:chat_id/members`, 4, 'safe');
const JOIN = declare('im', `PATCH ${CHATS}/:chat_id/members/me_join`, 4);
const MEMBERS = declare('im', `GET ${CHATS}/:chat_id/members`, 4);

const PAGE_SIZE = 100;

/** Group chats. Every call needs the app's bot ability (else 232025), also with a user token. */
export class ChatService {
  constructor(private readonly api: ApiCaller) {}

  /** The chats the identity is in. */
  async *list(options?: CallOptions): AsyncGenerator<Chat> {
    const query = { user_id_type: this.api.userIdType, page_size: PAGE_SIZE };
    for await (const item of pagedItems(this.api, LIST, { query }, options)) {
      yield* readChat(item);
    }
  }

  /**
   * Chats by name or member, also public ones the identity is not in. Feishu answers nothing for an empty query or
   * one over 64 characters, and reads a hyphen only inside double quotes.
   */
  async *search(text: string, options?: CallOptions): AsyncGenerator<Chat> {
    const term = text.trim();
    const quoted = term.includes('-') && !term.includes('"') ? `"${term}"` : term;
    if (term === '' || quoted.length > LIMITS.chatQuery) {
      return;
    }
    const query = { user_id_type: this.api.userIdType, query: quoted, page_size: PAGE_SIZE };
    for await (const item of pagedItems(this.api, SEARCH, { query }, options)) {
      yield* readChat(item);
    }
  }

  /** True where the calling identity is a member: needed before a chat can be subscribed. */
  async isMember(chatId: string, options?: CallOptions): Promise<boolean> {
    const data = await this.api.call(IS_IN_CHAT, { path: { chat_id: chatId } }, options);
    return data['is_in_chat'] === true;
  }

  /** Adds an app's bot to a chat. */
  async addApp(chatId: string, appId: string, options?: CallOptions): Promise<void> {
    const body = { id_list: requireIds('appId', [appId]) };
    const args = { path: { chat_id: chatId }, query: { member_id_type: 'app_id' }, body };
    await this.api.call(ADD_MEMBERS, args, options);
  }

  /** Joins a public chat. */
  async join(chatId: string, options?: CallOptions): Promise<void> {
    await this.api.call(JOIN, { path: { chat_id: chatId } }, options);
  }

  /** The people in a chat, without bots: id and name. */
  async *members(
    chatId: string,
    options?: CallOptions,
  ): AsyncGenerator<{ readonly id: string; readonly name: string }> {
    const query = { member_id_type: this.api.userIdType, page_size: PAGE_SIZE };
    for await (const item of pagedItems(this.api, MEMBERS, { path: { chat_id: chatId }, query }, options)) {
      const id = readText(item['member_id']);
      if (id !== undefined) {
        yield { id, name: readText(item['name']) ?? id };
      }
    }
  }
}

function readChat(item: Json): readonly Chat[] {
  const chat = readObject(item);
  const id = readText(chat['chat_id']);
  if (id === undefined) {
    return [];
  }
  return [
    {
      id,
      name: readText(chat['name']) ?? id,
      description: readText(chat['description']),
      external: chat['external'] === true,
      status: readText(chat['chat_status']) ?? 'normal',
    },
  ];
}
