import * as vscode from 'vscode';
import type { Account } from '../../account/accounts';
import { collect, LIMITS, type Chat, type FeishuClient } from '../../feishu';
import { HumanError } from '../../platform/errors';
import { askText, back, pickMany, type Back } from '../../platform/quickPick';
import { eventGroups } from './events';

/** A chat as far as it is known: of one the account is not in only the id. */
export type KnownChat = Pick<Chat, 'id' | 'name'> & Partial<Chat>;

/** What one dialog asks with. */
export interface Question {
  readonly title: string;
  readonly canGoBack: boolean;
}

const { name: MAX_NAME, subscribers: MAX_CHATS } = LIMITS.subscription;

/** The chats the account is in, by id. Feishu refuses to notify any other. */
export async function chatsOf(client: FeishuClient): Promise<ReadonlyMap<string, Chat>> {
  return new Map((await collect(client.chats.list())).map((chat) => [chat.id, chat]));
}

/** Who has to be in a chat: an app is in it by its bot. */
export function isApp({ kind }: Pick<Account, 'kind'>): boolean {
  return kind !== 'user';
}

/**
 * Lets the person check 1 to 50 chats. Those the account is in can be chosen; those that are told already and that it
 * is not in (any more) stay until they are unchecked.
 * @throws HumanError where there is nothing to choose from
 */
export async function askChats(
  { title, canGoBack }: Question,
  mine: ReadonlyMap<string, Chat>,
  told: readonly string[],
  account: Account,
): Promise<readonly KnownChat[] | Back> {
  const here = [...mine.values()].filter(({ id, status }) => status === 'normal' || told.includes(id));
  const elsewhere = told.filter((id) => !mine.has(id)).map((id): KnownChat => ({ id, name: id }));
  if (here.length + elsewhere.length === 0) throw noChats(account);
  for (let chosen: readonly string[] = told; ;) {
    const picked = await pickMany({
      title,
      canGoBack,
      placeholder: isApp(account)
        ? vscode.l10n.t('Which chats are told? Listed are the groups the app’s bot is in')
        : vscode.l10n.t('Which chats are told? Listed are the groups you are in'),
      items: [...here, ...elsewhere].map((chat) => ({
        chat,
        label: chat.name || chat.id,
        description: chatNote(chat, mine.has(chat.id), account),
        detail: chat.description,
        picked: chosen.includes(chat.id),
      })),
    });
    if (picked === back) return back;
    if (picked.length >= 1 && picked.length <= MAX_CHATS) return picked.map(({ chat }) => chat);
    chosen = picked.map(({ chat }) => chat.id);
    void vscode.window.showWarningMessage(
      picked.length === 0
        ? vscode.l10n.t('Choose at least one chat.')
        : vscode.l10n.t('Feishu takes at most {0} chats here; {1} are checked.', MAX_CHATS, picked.length),
    );
  }
}

function noChats(account: Account): HumanError {
  return new HumanError(
    isApp(account)
      ? vscode.l10n.t(
          'No group chat has this account as a member. In Feishu, add the app’s bot to a group (Group settings > Bots), then try again.',
        )
      : vscode.l10n.t('You are in no group chat. Join or make one in Feishu, then try again.'),
  );
}

function chatNote(chat: KnownChat, isMember: boolean, account: Account): string {
  if (!isMember) {
    return isApp(account)
      ? vscode.l10n.t('the app’s bot is not in it: once unchecked, it cannot be added again')
      : vscode.l10n.t('you are not in it: once unchecked, you cannot add it again');
  }
  if (chat.status !== 'normal') return vscode.l10n.t('dissolved');
  return chat.external ? vscode.l10n.t('external group: Feishu may refuse it') : '';
}

/** Lets the person check events; none at all means no notices, which is said. */
export async function askEvents(
  { title, canGoBack }: Question,
  chosen: readonly number[],
): Promise<readonly number[] | Back> {
  const picked = await pickMany<vscode.QuickPickItem & { readonly key?: number }>({
    title,
    canGoBack,
    placeholder: vscode.l10n.t('What are they told about? With nothing checked, nothing is sent'),
    items: eventGroups().flatMap(({ label, events }) => [
      { label, kind: vscode.QuickPickItemKind.Separator },
      ...events.map((event) => ({
        key: event.key,
        label: event.label,
        description: `${event.otherName} · ${event.key}`,
        picked: chosen.includes(event.key),
      })),
    ]),
  });
  return picked === back ? back : picked.flatMap(({ key }) => key ?? []);
}

/**
 * Asks for the name of a subscription, 1 to 50 characters.
 * @param typed hears every change, for after Back or a refusal
 */
export async function askName(
  { title, canGoBack }: Question,
  value: string,
  typed: (text: string) => void,
): Promise<string | Back> {
  const name = await askText({
    title,
    canGoBack,
    value,
    typed,
    prompt: vscode.l10n.t('Name of the subscription, at most {0} characters', MAX_NAME),
    validate: (text) => {
      const { length } = text.trim();
      if (length === 0) return vscode.l10n.t('The subscription needs a name.');
      if (length > MAX_NAME) return vscode.l10n.t('At most {0} characters; this has {1}.', MAX_NAME, length);
      return undefined;
    },
  });
  return name === back ? back : name.trim();
}
