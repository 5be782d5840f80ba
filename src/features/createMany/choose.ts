import * as vscode from 'vscode';
import { CancelledError } from '../../platform/errors';
import { back, pickMany, pickOne } from '../../platform/quickPick';
import { dueText, editCommonField, namesOf, type CommonField, type DraftDialogs } from '../create/draftPicker';
import type { SharedFields } from '../create/drafts';
import type { Candidate } from './candidates';

/** More than that in one list is no list; the rest is offered the next time. */
const MAX_LISTED = 500;

/** What the person decided. */
export interface Choice {
  readonly chosen: readonly Candidate[];
  readonly shared: SharedFields;
}

interface CandidateItem extends vscode.QuickPickItem {
  readonly candidate?: Candidate;
}

interface FieldItem extends vscode.QuickPickItem {
  readonly field?: CommonField | 'create';
}

/**
 * Shows the TODOs, all checked, and then what their tasks share.
 * @param changed hears of everything that is set for all, so that leaving with Escape (`CancelledError`) loses nothing
 */
export async function chooseTodos(
  found: readonly Candidate[],
  before: SharedFields,
  dialogs: DraftDialogs,
  changed: (shared: SharedFields) => void,
): Promise<Choice> {
  const listed = found.slice(0, MAX_LISTED);
  let chosen: readonly Candidate[] = listed;
  let shared = before;
  for (;;) {
    const items = await pickMany({
      title: vscode.l10n.t('Create Feishu Tasks'),
      placeholder:
        found.length > MAX_LISTED
          ? vscode.l10n.t('The first {0} of {1} TODOs without a task: which get one?', MAX_LISTED, found.length)
          : vscode.l10n.t('TODOs without a task: which get one?'),
      items: listItems(listed, new Set(chosen)),
    });
    if (items === back || items.length === 0) throw new CancelledError();
    chosen = items.flatMap(({ candidate }) => candidate ?? []);
    const preview = await previewShared(chosen.length, shared, dialogs, (next) => changed((shared = next)));
    if (preview !== back) return { chosen, shared };
  }
}

/** Title and place of each, under the name of its file. */
function listItems(listed: readonly Candidate[], chosen: ReadonlySet<Candidate>): CandidateItem[] {
  const items: CandidateItem[] = [];
  let last: vscode.Uri | undefined;
  for (const candidate of listed) {
    const { uri, todo } = candidate;
    if (uri !== last) {
      items.push({ label: vscode.workspace.asRelativePath(uri), kind: vscode.QuickPickItemKind.Separator });
      last = uri;
    }
    items.push({
      candidate,
      label: todo.title || todo.tag,
      description: `${uri.path.split('/').pop()}:${todo.line + 1}`,
      picked: chosen.has(candidate),
    });
  }
  return items;
}

/** One preview for all: Enter creates, a field is set for all that do not say it themselves, Back returns to the list. */
async function previewShared(
  count: number,
  before: SharedFields,
  dialogs: DraftDialogs,
  changed: (shared: SharedFields) => void,
): Promise<SharedFields | typeof back> {
  let shared = before;
  let last: FieldItem['field'] = 'create';
  for (;;) {
    const item = await pickOne<FieldItem>({
      title: vscode.l10n.t('Create Feishu Tasks'),
      placeholder: vscode.l10n.t('Press Enter to create the tasks, or set a field where a TODO does not say it'),
      items: await describe(count, shared),
      active: ({ field }) => field === last,
      canGoBack: true,
    });
    if (item === back) return back;
    if (!item.field || item.field === 'create') return shared;
    const next: SharedFields = await editCommonField(item.field, shared, dialogs);
    last = next === shared ? item.field : 'create';
    if (next !== shared) changed((shared = next));
  }
}

async function describe(count: number, shared: SharedFields): Promise<FieldItem[]> {
  const unset = vscode.l10n.t('as each TODO says');
  const row = (field: CommonField, icon: string, label: string, value: string | undefined): FieldItem => ({
    field,
    label: `$(${icon}) ${label}`,
    description: value || unset,
  });
  const create = count === 1 ? vscode.l10n.t('Create Task') : vscode.l10n.t('Create {0} Tasks', count);
  return [
    { field: 'create', label: `$(check) ${create}` },
    { label: vscode.l10n.t('for all of them'), kind: vscode.QuickPickItemKind.Separator },
    row('assignees', 'account', vscode.l10n.t('Assignees'), namesOf(shared.assignees)),
    row('followers', 'eye', vscode.l10n.t('Followers'), namesOf(shared.followers)),
    row('due', 'calendar', vscode.l10n.t('Due Date'), shared.due && (await dueText(shared.due))),
    row('tasklist', 'list-tree', vscode.l10n.t('Tasklist'), shared.tasklist?.name),
  ];
}
