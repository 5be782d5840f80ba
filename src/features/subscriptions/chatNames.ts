import * as vscode from 'vscode';
import type { Chat } from '../../feishu';

/** The names of chats; those the account is not in are counted, since Feishu does not tell their names. */
export function chatNames(ids: readonly string[], chats: ReadonlyMap<string, Pick<Chat, 'name'>>): string {
  const known = ids.flatMap((id) => chats.get(id)?.name ?? []);
  const others = ids.length - known.length;
  if (others === 0) return known.join(', ');
  return [...known, vscode.l10n.t('{0} groups this account is not in', others)].join(', ');
}
