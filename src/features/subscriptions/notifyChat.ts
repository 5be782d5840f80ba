import * as vscode from 'vscode';
import type { Account } from '../../account/accounts';
import {
  fitText,
  isOutcomeUnclear,
  LIMITS,
  type FeishuClient,
  type NewSubscription,
  type Subscription,
  type Tasklist,
} from '../../feishu';
import { HumanError, isCancelled } from '../../platform/errors';
import { back, type Back } from '../../platform/quickPick';
import { pickTasklist } from '../shared/tasklistPicker';
import { usualEvents } from './events';
import { askChats, askEvents, askName, chatsOf, type KnownChat } from './questions';

const { name: MAX_NAME, perTasklist: MAX_PER_TASKLIST } = LIMITS.subscription;

/** What the dialog works with. */
export interface Notifying {
  readonly client: FeishuClient;
  readonly account: Account;
  /** Shows a failure and goes on: what was chosen stays. */
  readonly showError: (error: unknown) => void;
}

interface Choices {
  readonly tasklist?: Tasklist;
  /** Subscriptions there were before. */
  readonly before?: readonly Subscription[];
  readonly chats?: readonly KnownChat[];
  readonly eventKeys?: readonly number[];
}

export interface Notified {
  readonly tasklist: Tasklist;
  readonly subscription: Subscription;
}

/** The name as it was last typed. */
interface Naming {
  name?: string;
}

/** A step fills in one choice, or answers `back`. */
type Step = (choices: Choices) => Promise<Choices | Back>;

/**
 * Asks for a tasklist, chats, events and a name, and makes the activity subscription. Nothing is sent but look-ups
 * until the last step; a refusal leaves the person there with all that was chosen. Escape throws `CancelledError`.
 * @param preset asked for when missing; with one, Back at the first question resolves with `back`
 */
export async function notifyChat(notifying: Notifying, preset?: Tasklist): Promise<Notified | Back> {
  const naming: Naming = {};
  const steps: Step[] = [
    ...(preset ? [] : [(choices: Choices) => chooseTasklist(notifying, choices)]),
    (choices) => chooseChats(notifying, choices),
    chooseEvents,
    (choices) => chooseName(choices, naming),
  ];
  let choices: Choices = preset ? await withRoom(notifying, preset) : {};
  for (let index = 0; ;) {
    const answer = await steps[index]!(choices);
    if (answer === back) {
      if (index === 0) return back;
      index--;
      continue;
    }
    choices = answer;
    if (index < steps.length - 1) {
      index++;
      continue;
    }
    const subscription = await create(notifying, choices as Required<Choices>, naming.name!);
    if (subscription) return { subscription, tasklist: choices.tasklist! };
  }
}

const title = (): string => vscode.l10n.t('Notify a Chat about a Tasklist');

async function chooseTasklist(notifying: Notifying, choices: Choices): Promise<Choices | Back> {
  for (;;) {
    const tasklist = await pickTasklist(notifying.client, {
      title: title(),
      placeholder: vscode.l10n.t('Which tasklist?'),
      canGoBack: false,
      current: choices.tasklist,
    });
    if (tasklist === back) return back;
    try {
      return { ...choices, ...(await withRoom(notifying, tasklist)) };
    } catch (error) {
      if (isCancelled(error)) throw error;
      notifying.showError(error);
    }
  }
}

/** @throws HumanError where the tasklist has all the subscriptions it can have */
async function withRoom({ client }: Notifying, tasklist: Tasklist): Promise<Choices> {
  const before = await client.subscriptions.list(tasklist.guid);
  if (before.length < MAX_PER_TASKLIST) return { tasklist, before };
  throw new HumanError(
    vscode.l10n.t(
      '“{0}” already has {1} subscriptions, which is the most Feishu allows. Delete one first, in “Manage Chat Notifications…”.',
      tasklist.name,
      MAX_PER_TASKLIST,
    ),
  );
}

async function chooseChats({ client, account }: Notifying, choices: Choices): Promise<Choices | Back> {
  const told = (choices.chats ?? []).map(({ id }) => id);
  const chats = await askChats({ title: title(), canGoBack: true }, await chatsOf(client), told, account);
  return chats === back ? back : { ...choices, chats };
}

async function chooseEvents(choices: Choices): Promise<Choices | Back> {
  const eventKeys = await askEvents({ title: title(), canGoBack: true }, choices.eventKeys ?? usualEvents());
  return eventKeys === back ? back : { ...choices, eventKeys };
}

async function chooseName(choices: Choices, naming: Naming): Promise<Choices | Back> {
  const suggestion = `${choices.tasklist!.name} → ${choices.chats!.map(({ name }) => name).join(', ')}`;
  const name = await askName(
    { title: title(), canGoBack: true },
    naming.name ?? fitText(suggestion, MAX_NAME),
    (text) => (naming.name = text),
  );
  if (name === back) return back;
  naming.name = name;
  return choices;
}

/** Makes the subscription; undefined where Feishu refused it, which has been shown then. */
async function create(
  { client, showError }: Notifying,
  { tasklist, before, chats, eventKeys }: Required<Choices>,
  name: string,
): Promise<Subscription | undefined> {
  const wanted: NewSubscription = { name, chatIds: chats.map(({ id }) => id), eventKeys, disabled: false };
  const busy = vscode.window.setStatusBarMessage(`$(sync~spin) ${vscode.l10n.t('Creating the subscription…')}`);
  try {
    return await client.subscriptions.create(tasklist.guid, wanted);
  } catch (error) {
    // The answer may have been lost with the work done: a second subscription would tell everything twice.
    const made = isOutcomeUnclear(error) ? await findNew(client, tasklist, before, wanted) : undefined;
    if (!made) showError(error);
    return made;
  } finally {
    busy.dispose();
  }
}

async function findNew(
  client: FeishuClient,
  { guid }: Tasklist,
  before: readonly Subscription[],
  wanted: NewSubscription,
): Promise<Subscription | undefined> {
  const now = await client.subscriptions.list(guid).catch(() => []);
  const isNew = (one: Subscription): boolean => !before.some((old) => old.guid === one.guid);
  return now.find((one) => isNew(one) && one.name === wanted.name && one.chatIds.length === wanted.chatIds.length);
}
