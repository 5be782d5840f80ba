import * as vscode from 'vscode';
import type { Due, Person } from '../../feishu';
import { uiLocale, userTimeZone } from '../../platform/locale';
import { AlreadyDeliveredError, type IntentView, type TaskDraft } from '../../tasks';
import { readRule } from '../repeat/rules';
import type { Services } from '../services';
import { todoAt, type TodoPlace } from './place';
import { facts, ToolError, type Tool } from './tool';

/** Input of `feishuTodo_createTask`; its schema is in the manifest. */
interface CreateInput extends TodoPlace {
  readonly assignees?: readonly string[];
  readonly followers?: readonly string[];
  readonly due?: string;
  readonly repeat?: string;
}

/** Makes a Feishu task of a TODO comment, after the person agreed to just what will be sent. */
export function createTaskTool(services: Services): Tool<CreateInput> {
  return {
    name: 'feishuTodo_createTask',
    async confirm(input) {
      const title = vscode.l10n.t('Create a Feishu task?');
      try {
        return { title, message: await describe(await prepare(services, input)) };
      } catch {
        // The call itself answers what is wrong, before anything is sent.
        return { title, message: facts([[vscode.l10n.t('Code'), `${input.path}:${input.line}`]]) };
      }
    },
    async run(input) {
      const draft = await prepare(services, input);
      try {
        const { settled } = await services.outbox.create(draft, services.taskSettings.compose());
        return await tell(services, draft, await settled);
      } catch (error) {
        if (!(error instanceof AlreadyDeliveredError)) throw error;
        throw new ToolError(`This TODO already has the task ${error.delivered.taskId}. No second one was made.`);
      }
    },
  };
}

/** The draft as it would be sent. Nothing is asked and nothing is sent. @throws ToolError */
async function prepare(services: Services, input: CreateInput): Promise<TaskDraft> {
  const { accounts, drafts, started } = services;
  const { document, todo } = await todoAt(services, input);
  if (todo.taskId !== undefined) throw new ToolError(`This TODO already has the Feishu task ${todo.taskId}.`);
  await started;
  await accounts.ready();
  const account = accounts.current;
  if (!account) {
    throw new ToolError('Nobody is connected to Feishu. Ask the person to connect in the Tasks view of Feishu TODO.');
  }
  const found = { document, todo };
  const left = drafts.leftBehind(found);
  if (left && left.state !== 'failed') {
    throw new ToolError('A task for this TODO is already on its way; it stands in the Tasks view.');
  }
  const written = await drafts.of(found, account);
  const assignees = (await people(services, input.assignees)) ?? written.assignees;
  const followers = (await people(services, input.followers)) ?? written.followers;
  if (account.kind !== 'user' && assignees.length + followers.length === 0) {
    throw new ToolError('This account is an app, whose tasks only the people on them see: name assignees.');
  }
  const { due = written.due, repeatRule = written.repeatRule } = await dates(input, written.due);
  // With the place of a refused creation the new one takes its turn instead of standing beside it.
  const place = left?.draft.place ?? written.place;
  return { ...written, place, assignees, followers, due, repeatRule };
}

/** The people meant by names or e-mail addresses, each beyond doubt. */
async function people({ directory }: Services, names?: readonly string[]): Promise<readonly Person[] | undefined> {
  if (names === undefined) return undefined;
  return Promise.all(
    names.map(async (name) => {
      const { person, candidates, error } = await directory.whoIs(name);
      if (person) return person;
      if (error !== undefined) throw error;
      if (candidates.length === 0) throw new ToolError(`Nobody in the directory is called "${name}".`);
      const several = candidates.slice(0, 10).map((one) => (one.email ? `${one.name} <${one.email}>` : one.name));
      throw new ToolError(`"${name}" may mean: ${several.join(', ')}. Give the e-mail address.`);
    }),
  );
}

async function dates(
  { due: dueText, repeat }: CreateInput,
  written: Due | undefined,
): Promise<{ due?: Due; repeatRule?: string }> {
  if (dueText === undefined && repeat === undefined) return {};
  const recurrence = await import('../../recurrence');
  const options = { now: Math.floor(Date.now() / 1000), timeZone: userTimeZone(), locale: uiLocale() };
  const due = dueText === undefined ? undefined : recurrence.parseDue(dueText, options);
  if (due && !due.ok) throw new ToolError(`The due date "${dueText}" cannot be read: ${due.message}`);
  const start = due?.due ?? written;
  if (repeat === undefined) return { due: due?.due };
  const rule = readRule(recurrence, repeat);
  if (!rule.ok) throw new ToolError(`The repeat rule "${repeat}" cannot be read: ${rule.message}`);
  if (!start) throw new ToolError('A repeating task needs a due date: give `due`, too.');
  const { errors } = recurrence.checkForTask(rule.rule, start);
  if (errors.length > 0)
    throw new ToolError(
      `The repeat rule does not go with the due date: ${errors.map(({ message }) => message).join(' ')}`,
    );
  return { due: due?.due, repeatRule: recurrence.ruleForSending(rule.rule, start) };
}

async function describe(draft: TaskDraft): Promise<vscode.MarkdownString> {
  const recurrence = await import('../../recurrence');
  const locale = uiLocale();
  const names = (all: readonly Person[]): string => all.map(({ name, id }) => name || id).join(', ');
  const rule = draft.repeatRule ? recurrence.parseRepeatRule(draft.repeatRule) : undefined;
  const now = Math.floor(Date.now() / 1000);
  return facts([
    [vscode.l10n.t('Title'), draft.title],
    [vscode.l10n.t('Assignees'), names(draft.assignees)],
    [vscode.l10n.t('Followers'), names(draft.followers)],
    [
      vscode.l10n.t('Due Date'),
      draft.due && recurrence.formatDue(draft.due, locale, { now, timeZone: userTimeZone() }),
    ],
    [vscode.l10n.t('Repeat'), rule?.ok ? recurrence.describeRule(rule.rule, locale) : undefined],
    [vscode.l10n.t('Tasklist'), draft.tasklist?.name],
    [vscode.l10n.t('Code'), `${draft.place.path}:${draft.place.line + 1}`],
  ]);
}

/** What became of it, in words for the model. */
async function tell(
  { links, accounts, errors }: Services,
  draft: TaskDraft,
  view: IntentView | undefined,
): Promise<string> {
  if (view?.state === 'done' && view.created) {
    await links.deliver(view);
    const missing = view.shortfalls.map(({ error }) => errors.explainStored(error).message);
    return [
      `Created the Feishu task ${view.created.id}: "${draft.title}".`,
      `Link: ${accounts.taskUrl(view.created.id)}`,
      ...(missing.length > 0 ? [`Not everything could be set: ${missing.join(' ')}`] : []),
    ].join('\n');
  }
  if (view?.state === 'failed') {
    throw new ToolError(
      `Feishu refused the task: ${errors.explainStored(view.error).message} It is kept in the Tasks view.`,
    );
  }
  return 'Feishu cannot be reached. The task waits in the Tasks view and is created by itself; do not create it again.';
}
