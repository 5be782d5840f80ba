import * as vscode from 'vscode';
import { isNotFound, type NewSubscription, type Subscription, type Tasklist } from '../../feishu';
import { isCancelled } from '../../platform/errors';
import { back, pickOne, type Back } from '../../platform/quickPick';
import { chatNames } from './chatNames';
import { eventNames } from './events';
import type { Notifying } from './notifyChat';
import { askChats, askEvents, askName, chatsOf } from './questions';

const CONFIRMATION_MS = 5000;

type Action = 'name' | 'chats' | 'events' | 'pause' | 'delete';
interface ActionItem extends vscode.QuickPickItem {
  readonly action: Action;
}

/** Shows a subscription field by field; a change is sent at once. Resolves after Back or when it was deleted. */
export async function editSubscription(
  notifying: Notifying,
  tasklist: Tasklist,
  subscription: Subscription,
): Promise<void> {
  const editor = new SubscriptionEditor(notifying, tasklist, subscription);
  for (let last: Action = 'name'; ;) {
    const item = await editor.pickAction(last);
    if (item === back) return;
    last = item.action;
    if ((await editor.run(item.action)) === 'gone') return;
  }
}

class SubscriptionEditor {
  constructor(
    private readonly notifying: Notifying,
    private readonly tasklist: Tasklist,
    private current: Subscription,
  ) {}

  pickAction(last: Action): Promise<ActionItem | Back> {
    const { current } = this;
    const row = (action: Action, icon: string, label: string, description = ''): ActionItem => ({
      action,
      label,
      description,
      iconPath: new vscode.ThemeIcon(icon),
    });
    return pickOne<ActionItem>({
      title: this.title,
      placeholder: current.disabled
        ? vscode.l10n.t('Paused: nothing is sent until it is resumed')
        : vscode.l10n.t('What do you want to change?'),
      canGoBack: true,
      active: ({ action }) => action === last,
      items: chatsOf(this.notifying.client)
        .catch(() => new Map())
        .then((chats) => [
          row('name', 'edit', vscode.l10n.t('Name'), current.name),
          row('chats', 'comment-discussion', vscode.l10n.t('Chats'), chatNames(current.chatIds, chats)),
          row(
            'events',
            'checklist',
            vscode.l10n.t('Events'),
            eventNames(current.eventKeys).join(', ') || vscode.l10n.t('no events'),
          ),
          current.disabled
            ? row('pause', 'debug-start', vscode.l10n.t('Resume'))
            : row('pause', 'debug-pause', vscode.l10n.t('Pause')),
          row('delete', 'trash', vscode.l10n.t('Delete…')),
        ]),
    });
  }

  /** @returns `gone` when the subscription is no longer there */
  async run(action: Action): Promise<'gone' | void> {
    try {
      switch (action) {
        case 'name':
          return await this.changeName();
        case 'chats':
          return await this.changeChats();
        case 'events':
          return await this.changeEvents();
        case 'pause':
          await this.save({ disabled: !this.current.disabled });
          return;
        case 'delete':
          return (await this.delete()) ? 'gone' : undefined;
      }
    } catch (error) {
      if (isCancelled(error)) throw error;
      this.notifying.showError(error);
      // Somebody else deleted it or its tasklist: going on here would fail again and again.
      return isNotFound(error) ? 'gone' : undefined;
    }
  }

  private get title(): string {
    return vscode.l10n.t('Subscription “{0}”', this.current.name);
  }

  private async changeName(): Promise<void> {
    for (let typed = this.current.name; ;) {
      const name = await askName({ title: this.title, canGoBack: true }, typed, (text) => (typed = text));
      if (name === back || name === this.current.name || (await this.save({ name }))) return;
      typed = name;
    }
  }

  private async changeChats(): Promise<void> {
    const { client, account } = this.notifying;
    const mine = await chatsOf(client);
    for (let chosen = this.current.chatIds; ;) {
      const chats = await askChats({ title: this.title, canGoBack: true }, mine, chosen, account);
      if (chats === back) return;
      const chatIds = chats.map(({ id }) => id);
      if (same(chatIds, this.current.chatIds) || (await this.save({ chatIds }))) return;
      chosen = chatIds;
    }
  }

  private async changeEvents(): Promise<void> {
    for (let chosen = this.current.eventKeys; ;) {
      const eventKeys = await askEvents({ title: this.title, canGoBack: true }, chosen);
      if (eventKeys === back || same(eventKeys, this.current.eventKeys) || (await this.save({ eventKeys }))) return;
      chosen = eventKeys;
    }
  }

  /** @returns false where Feishu refused it, which has been shown then; @throws where it is gone */
  private async save(patch: Partial<NewSubscription>): Promise<boolean> {
    const { client, showError } = this.notifying;
    const busy = vscode.window.setStatusBarMessage(`$(sync~spin) ${vscode.l10n.t('Changing the subscription…')}`);
    try {
      this.current = await client.subscriptions.update(this.tasklist.guid, this.current.guid, patch);
    } catch (error) {
      if (isNotFound(error)) throw error;
      showError(error);
      return false;
    } finally {
      busy.dispose();
    }
    confirm(vscode.l10n.t('Subscription “{0}” changed', this.current.name));
    return true;
  }

  private async delete(): Promise<boolean> {
    const yes = vscode.l10n.t('Delete');
    const answer = await vscode.window.showWarningMessage(
      vscode.l10n.t('Delete the subscription “{0}”?', this.current.name),
      {
        modal: true,
        detail: vscode.l10n.t('Its chats hear no more about “{0}”. This cannot be undone.', this.tasklist.name),
      },
      yes,
    );
    if (answer !== yes) return false;
    await this.notifying.client.subscriptions.delete(this.tasklist.guid, this.current.guid);
    confirm(vscode.l10n.t('Subscription “{0}” deleted', this.current.name));
    return true;
  }
}

function same<T>(some: readonly T[], others: readonly T[]): boolean {
  return some.length === others.length && some.every((one) => others.includes(one));
}

function confirm(message: string): void {
  vscode.window.setStatusBarMessage(`$(check) ${message}`, CONFIRMATION_MS);
}
