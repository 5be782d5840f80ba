import * as vscode from 'vscode';
import type { MemberChange, MemberOutcome, Role } from './memberChange';

/** So many names are told; of more people only their number. */
const MAX_NAMES = 3;

/** Title and placeholder of the dialog that asks who joins or leaves. */
export function dialogWords({ role, action }: Pick<MemberChange, 'role' | 'action'>): {
  readonly title: string;
  readonly placeholder: string;
} {
  if (role === 'follower') {
    return action === 'add'
      ? { title: vscode.l10n.t('Add Followers'), placeholder: vscode.l10n.t('Who wants to know? Type to search') }
      : { title: vscode.l10n.t('Remove Followers'), placeholder: vscode.l10n.t('Who no longer follows?') };
  }
  return action === 'add'
    ? { title: vscode.l10n.t('Add Assignees'), placeholder: vscode.l10n.t('Who does it? Type to search') }
    : { title: vscode.l10n.t('Remove Assignees'), placeholder: vscode.l10n.t('Who no longer does it?') };
}

/** Why there is nobody to remove. */
export function nobodyThere(role: Role, taskCount: number): string {
  if (role === 'follower') {
    return taskCount === 1 ? vscode.l10n.t('Nobody follows this task.') : vscode.l10n.t('Nobody follows these tasks.');
  }
  return taskCount === 1 ? vscode.l10n.t('This task has no assignee.') : vscode.l10n.t('These tasks have no assignee.');
}

/** What really changed: "Followers added: Alice, Bob · 2 followed already". */
export function changeWords(
  change: MemberChange,
  outcomes: readonly MemberOutcome[],
  nameOf: (id: string) => string,
): string {
  const changed = [...new Set(outcomes.flatMap(({ changedIds }) => changedIds))];
  if (changed.length === 0) return nothingChanged(change);
  const parts = [whoChanged(change, changed, nameOf)];
  if (outcomes.length > 1) {
    const touched = outcomes.filter(({ changedIds }) => changedIds.length > 0);
    parts.push(vscode.l10n.t('on {0} of {1} tasks', touched.length, outcomes.length));
  } else {
    const unchanged = new Set(change.ids).size - changed.length;
    if (unchanged > 0) parts.push(wereSoAlready(change, unchanged));
  }
  return parts.join(' · ');
}

function whoChanged({ role, action }: MemberChange, ids: readonly string[], nameOf: (id: string) => string): string {
  const who = ids.length <= MAX_NAMES ? ids.map(nameOf).join(', ') : vscode.l10n.t('{0} people', ids.length);
  if (role === 'follower') {
    return action === 'add' ? vscode.l10n.t('Followers added: {0}', who) : vscode.l10n.t('Followers removed: {0}', who);
  }
  return action === 'add' ? vscode.l10n.t('Assignees added: {0}', who) : vscode.l10n.t('Assignees removed: {0}', who);
}

function nothingChanged({ role, action }: MemberChange): string {
  if (role === 'follower') {
    return action === 'add'
      ? vscode.l10n.t('Nothing changed: they follow already')
      : vscode.l10n.t('Nothing changed: they no longer followed');
  }
  return action === 'add'
    ? vscode.l10n.t('Nothing changed: they are assignees already')
    : vscode.l10n.t('Nothing changed: they were no longer assignees');
}

function wereSoAlready({ role, action }: MemberChange, count: number): string {
  if (role === 'follower') {
    return action === 'add'
      ? vscode.l10n.t('{0} followed already', count)
      : vscode.l10n.t('{0} no longer followed', count);
  }
  return action === 'add'
    ? vscode.l10n.t('{0} were assignees already', count)
    : vscode.l10n.t('{0} were no longer assignees', count);
}
