import * as vscode from 'vscode';
import type { Accounts } from '../../account/accounts';
import { isNotFound, isPermission, readTasklistGuid, type Tasklist } from '../../feishu';
import { command } from '../../platform/commands';
import { SECTION } from '../../platform/config';
import type { ErrorPresenter } from '../shared/errorPresenter';

export const TASKLIST_SETTING = 'tasklist';
/** A task must not wait longer for the name of its tasklist. */
const PATIENCE_MS = 2000;
/** After that a name is asked for again: the tasklist may be gone. */
const FRESH_MS = 10 * 60_000;

/** The tasklist new tasks of a folder go to, as its settings name it (`feishuTodo.tasklist`). */
export class FolderTasklist {
  private readonly known = new Map<string, { readonly tasklist: Tasklist; readonly readAt: number }>();
  /** What the person was told about already: a warning with every task would be one too many. */
  private readonly told = new Set<string>();

  constructor(
    private readonly accounts: Accounts,
    private readonly errors: ErrorPresenter,
  ) {}

  /**
   * The tasklist for new tasks of a document; undefined where its folder names none. One that cannot be used is
   * explained once, and left out: the task is made all the same. Where Feishu cannot be asked the guid alone is
   * enough; the name is only there to be shown.
   */
  async of(uri: vscode.Uri): Promise<Tasklist | undefined> {
    const text = tasklistSetting(uri);
    if (text === '') return undefined;
    const guid = readTasklistGuid(text);
    if (guid === undefined) {
      this.tellOnce(text, vscode.l10n.t('it is neither the guid of a tasklist nor a link to one.'));
      return undefined;
    }
    try {
      return await this.get(guid);
    } catch (error) {
      if (!isNotFound(error) && !isPermission(error)) return { guid, name: guid };
      this.tellOnce(`${this.accounts.current?.id} ${guid}`, this.errors.explain(error).message);
      return undefined;
    }
  }

  /** A tasklist by its guid, from Feishu the first time. */
  private async get(guid: string): Promise<Tasklist> {
    const key = `${this.accounts.current?.id} ${guid}`;
    const known = this.known.get(key);
    if (known && Date.now() - known.readAt < FRESH_MS) return known.tasklist;
    const client = await this.accounts.getClient();
    if (!client) return { guid, name: guid };
    const { name } = await client.tasklists.get(guid, { signal: AbortSignal.timeout(PATIENCE_MS) });
    const tasklist = { guid, name: name || guid };
    this.known.set(key, { tasklist, readAt: Date.now() });
    return tasklist;
  }

  private tellOnce(key: string, reason: string): void {
    if (this.told.has(key)) return;
    this.told.add(key);
    const choose = command('feishuTodo.chooseTasklist', vscode.l10n.t('Choose Another Tasklist'));
    void vscode.window
      .showWarningMessage(
        vscode.l10n.t(
          'The task is created without the tasklist that this folder names (feishuTodo.tasklist): {0}',
          reason,
        ),
        choose.title,
      )
      .then((answer) => answer && vscode.commands.executeCommand(choose.command));
  }
}

/** What the settings name for a document: a guid or a link; empty where nothing. */
export function tasklistSetting(uri: vscode.Uri): string {
  const value = vscode.workspace.getConfiguration(SECTION, uri).get<unknown>(TASKLIST_SETTING);
  return typeof value === 'string' ? value.trim() : '';
}
