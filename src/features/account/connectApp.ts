import * as vscode from 'vscode';
import type { Account, Accounts } from '../../account/accounts';
import type { PeopleDialogs } from '../people/choosePeople';
import type { ErrorPresenter } from '../shared/errorPresenter';
import { askApp } from './askApp';

/** Asks for the host, App ID and App Secret and connects. Escape throws `CancelledError` with nothing stored. */
export function connectApp(accounts: Accounts, errors: ErrorPresenter): Promise<Account> {
  const title = vscode.l10n.t('Connect a Feishu App');
  return askApp({ title, errors, identity: 'app' }, (app) => accounts.connectApp(app));
}

/**
 * An app sees only its own tasks, and a person sees such a task in Feishu only as assignee or follower. So the person
 * at the keyboard is asked for once, and gets the tasks nobody else is named for. Leaving it out is allowed.
 */
export async function askWhoAmI(accounts: Accounts, people: PeopleDialogs): Promise<void> {
  const person = await people.chooseOne({
    title: vscode.l10n.t('Which of these people are you?'),
    placeholder: vscode.l10n.t('Tasks that name nobody are assigned to you, so that you find them in Feishu'),
    orNobody: vscode.l10n.t('Skip'),
  });
  if (person) await accounts.setMe(person);
}
