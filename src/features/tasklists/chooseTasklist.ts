import * as vscode from 'vscode';
import { readTasklistGuid, type FeishuClient } from '../../feishu';
import { SECTION } from '../../platform/config';
import { CancelledError, HumanError } from '../../platform/errors';
import { back, pickOne } from '../../platform/quickPick';
import { pickTasklistOrNone } from '../shared/tasklistPicker';
import { TASKLIST_SETTING, tasklistSetting } from './folderTasklist';

export interface ChosenTasklist {
  readonly folder: vscode.WorkspaceFolder;
  /** The tasklist's name, where one was chosen. */
  readonly name: string | undefined;
}

/**
 * Asks which tasklist new tasks of a folder go to, and writes it to the folder's settings.
 * @throws HumanError without a folder, or where its settings cannot be written; CancelledError
 */
export async function chooseTasklist(connect: () => Promise<FeishuClient>): Promise<ChosenTasklist> {
  const folders = vscode.workspace.workspaceFolders ?? [];
  if (folders.length === 0) {
    throw new HumanError(vscode.l10n.t('Open a folder first: its settings remember the tasklist.'));
  }
  const client = await connect();
  const several = folders.length > 1;
  for (;;) {
    const folder = several ? await pickFolder(folders) : folders[0]!;
    const guid = readTasklistGuid(tasklistSetting(folder.uri));
    const choice = await pickTasklistOrNone(client, {
      title: vscode.l10n.t('Tasklist of {0}', folder.name),
      placeholder: vscode.l10n.t('Where do new tasks of this folder go?'),
      canGoBack: several,
      current: guid === undefined ? undefined : { guid },
      none: vscode.l10n.t('No tasklist'),
    });
    if (choice === back) continue;
    await write(folder, choice.tasklist?.guid);
    return { folder, name: choice.tasklist && (choice.tasklist.name || choice.tasklist.guid) };
  }
}

async function pickFolder(folders: readonly vscode.WorkspaceFolder[]): Promise<vscode.WorkspaceFolder> {
  const { activeTextEditor } = vscode.window;
  const active = activeTextEditor && vscode.workspace.getWorkspaceFolder(activeTextEditor.document.uri);
  const item = await pickOne({
    title: vscode.l10n.t('Which folder?'),
    items: folders.map((folder) => ({ folder, label: folder.name, description: folder.uri.fsPath })),
    active: ({ folder }) => folder.uri.toString() === active?.uri.toString(),
  });
  if (item === back) throw new CancelledError();
  return item.folder;
}

async function write(folder: vscode.WorkspaceFolder, guid: string | undefined): Promise<void> {
  const settings = vscode.workspace.getConfiguration(SECTION, folder.uri);
  const { globalValue, workspaceValue } = settings.inspect<string>(TASKLIST_SETTING) ?? {};
  // Where wider settings name one, only an empty text says that this folder has none.
  const inherited = vscode.workspace.workspaceFile ? (workspaceValue ?? globalValue) : globalValue;
  const value = guid ?? (inherited ? '' : undefined);
  try {
    await settings.update(TASKLIST_SETTING, value, vscode.ConfigurationTarget.WorkspaceFolder);
  } catch (cause) {
    throw new HumanError(
      vscode.l10n.t(
        'The settings of {0} cannot be written. Check that .vscode/settings.json is not read-only and has no errors.',
        folder.name,
      ),
      { cause },
    );
  }
}
