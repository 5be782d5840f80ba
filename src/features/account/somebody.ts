import * as vscode from 'vscode';
import type { TaskDraft } from '../../tasks';
import type { Services } from '../services';

/**
 * Somebody should be on a task made as an app: in Feishu only its assignees and followers see it. Where drafts name
 * nobody, and it is not known who sits at the keyboard, this asks, once for all. Escape throws `CancelledError`.
 */
export async function withSomebody(
  drafts: readonly TaskDraft[],
  { accounts, people }: Pick<Services, 'accounts' | 'people'>,
): Promise<readonly TaskDraft[]> {
  const { current } = accounts;
  const isSeen = ({ assignees, followers }: TaskDraft): boolean => assignees.length > 0 || followers.length > 0;
  if (drafts.every(isSeen) || current === undefined || current.kind === 'user') return drafts;
  const person = await people.chooseOne({
    title: vscode.l10n.t('Who Should See This Task?'),
    placeholder: vscode.l10n.t('It names nobody, and an app’s task is seen in Feishu only by the people on it'),
    orNobody: vscode.l10n.t('Nobody: create it all the same'),
  });
  return person ? drafts.map((draft) => (isSeen(draft) ? draft : { ...draft, assignees: [person] })) : drafts;
}
