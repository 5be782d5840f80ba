import * as vscode from 'vscode';
import type { Due, Person, Tasklist } from '../../feishu';
import { CancelledError } from '../../platform/errors';
import { uiLocale, userTimeZone } from '../../platform/locale';
import { askText, back, pickOne, type Back } from '../../platform/quickPick';
import type { CodePlace, TaskDraft } from '../../tasks';
import { pickDue } from '../repeat/duePicker';
import { chooseRepeat } from '../repeat/repeatPicker';

/** How the draft's dialogs reach people and tasklists. */
export interface DraftDialogs {
  /** @param place of the code: who wrote it is offered first */
  choosePeople(
    title: string,
    placeholder: string,
    chosen: readonly Person[],
    place: CodePlace | undefined,
  ): Promise<readonly Person[] | Back>;
  chooseTasklist(title: string, current: Tasklist | undefined): Promise<{ tasklist: Tasklist | undefined } | Back>;
}

type Field = 'create' | 'title' | 'description' | 'assignees' | 'followers' | 'due' | 'repeat' | 'tasklist';
interface FieldItem extends vscode.QuickPickItem {
  readonly field?: Field;
}

/** Stands for a line break in the one-line box a description is edited in. */
const LINE_BREAK = '↵';

/**
 * Shows a draft field by field. Choosing a field edits it and comes back here; "Create" resolves with the draft.
 * `changed` hears of every change, so that leaving with Escape (`CancelledError`) loses nothing.
 */
export async function editDraft(
  draft: TaskDraft,
  dialogs: DraftDialogs,
  changed: (draft: TaskDraft) => void,
): Promise<TaskDraft> {
  let current = draft;
  let last: Field = 'create';
  for (;;) {
    const item = await pickOne<FieldItem>({
      title: vscode.l10n.t('Create Feishu Task'),
      placeholder: vscode.l10n.t('Press Enter to create the task, or choose a field to change it'),
      items: await describe(current),
      active: ({ field }) => field === last,
    });
    if (item === back || !item.field) throw new CancelledError();
    if (item.field === 'create') return current;
    const next = await editField(item.field, current, dialogs);
    last = next === current ? item.field : 'create';
    if (next !== current) changed((current = next));
  }
}

/** People as a row shows them; empty for nobody. */
export function namesOf(people: readonly Person[]): string {
  return people.map(({ name, id }) => name || id).join(', ');
}

/** A due date as a row shows it. */
export async function dueText(due: Due): Promise<string> {
  const { formatDue } = await import('../../recurrence');
  return formatDue(due, uiLocale(), { now: Math.floor(Date.now() / 1000), timeZone: userTimeZone() });
}

async function describe(draft: TaskDraft): Promise<FieldItem[]> {
  const recurrence = await import('../../recurrence');
  const locale = uiLocale();
  const none = vscode.l10n.t('none');
  const rule = draft.repeatRule ? recurrence.parseRepeatRule(draft.repeatRule) : undefined;
  const row = (field: Field, icon: string, label: string, description: string): FieldItem => ({
    field,
    label: `$(${icon}) ${label}`,
    description,
  });
  return [
    row('create', 'check', vscode.l10n.t('Create Task'), draft.title),
    { label: '', kind: vscode.QuickPickItemKind.Separator },
    row('title', 'edit', vscode.l10n.t('Title'), draft.title),
    row(
      'description',
      'note',
      vscode.l10n.t('Description'),
      draft.description.split('\n').join(` ${LINE_BREAK} `) || none,
    ),
    row('assignees', 'account', vscode.l10n.t('Assignees'), namesOf(draft.assignees) || none),
    row('followers', 'eye', vscode.l10n.t('Followers'), namesOf(draft.followers) || none),
    row('due', 'calendar', vscode.l10n.t('Due Date'), draft.due ? await dueText(draft.due) : none),
    row('repeat', 'sync', vscode.l10n.t('Repeat'), rule?.ok ? recurrence.describeRule(rule.rule, locale) : none),
    row('tasklist', 'list-tree', vscode.l10n.t('Tasklist'), draft.tasklist?.name ?? none),
  ];
}

/** The draft after one field was edited; the same object where nothing changed. */
async function editField(field: Field, draft: TaskDraft, dialogs: DraftDialogs): Promise<TaskDraft> {
  switch (field) {
    case 'title': {
      const title = await askTitle(draft.title);
      return title === back ? draft : { ...draft, title };
    }
    case 'description': {
      const description = await askDescription(draft.description);
      return description === back ? draft : { ...draft, description };
    }
    case 'repeat': {
      const choice = await chooseRepeat(draft, { canGoBack: true });
      return choice === back ? draft : { ...draft, ...choice };
    }
    case 'create':
      return draft;
    default:
      return editCommonField(field, draft, dialogs);
  }
}

/** What can be set for one task and for many at once. */
export type CommonFields = Pick<TaskDraft, 'assignees' | 'followers' | 'due' | 'tasklist'>;
export type CommonField = keyof CommonFields;

/** The fields after one was edited; the same object where nothing changed. */
export async function editCommonField<T extends CommonFields & { readonly place?: CodePlace }>(
  field: CommonField,
  draft: T,
  dialogs: DraftDialogs,
): Promise<T> {
  switch (field) {
    case 'assignees': {
      const people = await dialogs.choosePeople(
        vscode.l10n.t('Assignees'),
        vscode.l10n.t('Who does it? Type to search'),
        draft.assignees,
        draft.place,
      );
      return people === back ? draft : { ...draft, assignees: people };
    }
    case 'followers': {
      const people = await dialogs.choosePeople(
        vscode.l10n.t('Followers'),
        vscode.l10n.t('Who wants to know? Type to search'),
        draft.followers,
        draft.place,
      );
      return people === back ? draft : { ...draft, followers: people };
    }
    case 'due': {
      const choice = await pickDue(draft.due, { title: vscode.l10n.t('Due Date'), canGoBack: true });
      if (choice === back) return draft;
      // A task cannot repeat without a date to repeat from.
      return { ...draft, due: choice.due, ...(!choice.due && { repeatRule: undefined }) };
    }
    case 'tasklist': {
      const choice = await dialogs.chooseTasklist(vscode.l10n.t('Tasklist'), draft.tasklist);
      return choice === back ? draft : { ...draft, tasklist: choice.tasklist };
    }
  }
}

const MAX_TITLE = 256;

function askTitle(value: string): Promise<string | Back> {
  return askText({
    title: vscode.l10n.t('Title'),
    value,
    canGoBack: true,
    validate: (text) => {
      const length = [...text.trim()].length;
      if (length === 0) return vscode.l10n.t('A task needs a title.');
      if (length > MAX_TITLE) return vscode.l10n.t('At most {0} characters; this has {1}.', MAX_TITLE, length);
      return undefined;
    },
  }).then((text) => (text === back ? back : text.trim()));
}

async function askDescription(value: string): Promise<string | Back> {
  const text = await askText({
    title: vscode.l10n.t('Description'),
    value: value.split('\n').join(LINE_BREAK),
    prompt: vscode.l10n.t('{0} stands for a line break', LINE_BREAK),
    canGoBack: true,
  });
  return text === back ? back : text.split(LINE_BREAK).join('\n').trim();
}
