import * as vscode from 'vscode';
import type { Account } from '../../account/accounts';
import { LIMITS, type Chat, type Subscription, type Tasklist } from '../../feishu';
import { isCancelled } from '../../platform/errors';
import { back, pickOne, type Back } from '../../platform/quickPick';
import { pickTasklist } from '../shared/tasklistPicker';
import { chatNames } from './chatNames';
import { editSubscription } from './editSubscription';
import { eventNames } from './events';
import { notifyChat, type Notifying } from './notifyChat';
import { chatsOf } from './questions';

const { perTasklist: MAX_PER_TASKLIST } = LIMITS.subscription;

/**
 * Tasklists, their activity subscriptions, and what can be done with each; Back leads up, Escape throws
 * `CancelledError`. Failures are shown and the dialog goes on where it was.
 * @param preset the tasklist to begin with; Back there resolves
 */
export async function manageNotifications(notifying: Notifying, preset?: Tasklist): Promise<void> {
  if (preset) return manageTasklist(notifying, preset, false);
  for (let current: Tasklist | undefined; ;) {
    const tasklist = await pickTasklist(notifying.client, {
      title: vscode.l10n.t('Chat Notifications'),
      placeholder: vscode.l10n.t('Of which tasklist?'),
      canGoBack: false,
      current,
    });
    if (tasklist === back) continue;
    current = tasklist;
    await goOn(notifying, () => manageTasklist(notifying, tasklist, true));
  }
}

/** Runs a part of the dialog; a failure is shown, leaving with Escape is passed on. */
async function goOn(notifying: Notifying, act: () => Promise<unknown>): Promise<void> {
  try {
    await act();
  } catch (error) {
    if (isCancelled(error)) throw error;
    notifying.showError(error);
  }
}

interface SubscriptionItem extends vscode.QuickPickItem {
  readonly subscription?: Subscription;
  /** Notify another chat. */
  readonly add?: boolean;
}

/** Resolves when the person went back. */
async function manageTasklist(notifying: Notifying, tasklist: Tasklist, canGoBack: boolean): Promise<void> {
  for (let last: string | undefined; ;) {
    const item = await pickSubscription(notifying, tasklist, canGoBack, last);
    if (item === back) return;
    const { subscription, add } = item;
    if (add) {
      await goOn(notifying, async () => {
        const made = await notifyChat(notifying, tasklist);
        if (made !== back) last = made.subscription.guid;
      });
    } else if (subscription) {
      last = subscription.guid;
      await goOn(notifying, () => editSubscription(notifying, tasklist, subscription));
    }
  }
}

async function pickSubscription(
  notifying: Notifying,
  tasklist: Tasklist,
  canGoBack: boolean,
  last: string | undefined,
): Promise<SubscriptionItem | Back> {
  const { client, account } = notifying;
  const items = Promise.all([
    client.subscriptions.list(tasklist.guid),
    // Without the chats there is still something to see; who changes them hears why they are missing.
    chatsOf(client).catch(() => new Map<string, Chat>()),
  ]).then(([all, chats]) => [...all.map((one) => toItem(one, chats)), addItem(all.length)]);
  return pickOne<SubscriptionItem>({
    title: vscode.l10n.t('Chat Notifications of “{0}”', tasklist.name),
    placeholder:
      mayEdit(tasklist, account) === false
        ? vscode.l10n.t('This account can read the tasklist but not edit it: Feishu refuses changes here')
        : vscode.l10n.t('Choose a subscription to change it'),
    canGoBack,
    items,
    active: ({ subscription }) => subscription !== undefined && subscription.guid === last,
    matchOnDetail: true,
  });
}

function toItem(subscription: Subscription, chats: ReadonlyMap<string, Chat>): SubscriptionItem {
  const { name, guid, disabled, chatIds, eventKeys } = subscription;
  return {
    subscription,
    label: name || guid,
    iconPath: new vscode.ThemeIcon(disabled ? 'bell-slash' : 'bell'),
    description: disabled ? vscode.l10n.t('paused') : '',
    detail: `${chatNames(chatIds, chats)} · ${eventNames(eventKeys).join(', ') || vscode.l10n.t('no events')}`,
  };
}

function addItem(count: number): SubscriptionItem {
  return {
    add: true,
    label: vscode.l10n.t('Notify Another Chat…'),
    description: vscode.l10n.t('{0} of {1} subscriptions used', count, MAX_PER_TASKLIST),
    iconPath: new vscode.ThemeIcon('add'),
    alwaysShow: true,
  };
}

/** May the account edit the tasklist? Undefined where that cannot be told, as for members of a chat. */
function mayEdit({ owner, members = [] }: Tasklist, account: Account): boolean | undefined {
  const id = account.kind === 'user' ? account.me?.id : account.appId;
  if (id === undefined || owner?.id === id) return owner?.id === id || undefined;
  const mine = members.find((member) => member.id === id);
  return mine && mine.role !== 'viewer';
}
