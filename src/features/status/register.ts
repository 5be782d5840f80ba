import * as vscode from 'vscode';
import { DisposableStore } from '../../platform/disposables';
import { back, pickOne } from '../../platform/quickPick';
import type { CommandId } from '../../platform/commandIds';
import { waysToConnect } from '../account/ensureConnected';
import type { Services } from '../services';
import { readStatus, StatusItem } from './statusItem';

/** Its id in the manifest. */
const WALKTHROUGH = 'start';

interface Entry extends vscode.QuickPickItem {
  readonly command?: CommandId | 'feishuTodo.todos.focus' | 'feishuTodo.tasks.focus';
}

/** The status bar item and the small menu it opens. */
export function register(services: Services): vscode.Disposable {
  const disposables = new DisposableStore();
  disposables.add(new StatusItem(services));
  disposables.add(
    services.commands.register('feishuTodo.showStatus', async () => {
      await services.accounts.ready();
      const { current } = services.accounts;
      const item = await pickOne<Entry>({
        title: 'Feishu TODO',
        placeholder: current
          ? vscode.l10n.t('Connected: {0}', current.label)
          : vscode.l10n.t('Not connected to Feishu yet'),
        items: current ? entries(services) : entriesOfNewcomer(),
      });
      if (item !== back && item.command) await vscode.commands.executeCommand(item.command);
    }),
  );
  disposables.add(
    services.commands.register('feishuTodo.openWalkthrough', () =>
      vscode.commands.executeCommand(
        'workbench.action.openWalkthrough',
        `${services.context.extension.id}#${WALKTHROUGH}`,
        false,
      ),
    ),
  );
  return disposables;
}

function entries(services: Services): Entry[] {
  const { todos, waiting, refused, problem } = readStatus(services);
  const entry = (command: Entry['command'], icon: string, label: string, description = ''): Entry => ({
    command,
    label,
    description,
    iconPath: new vscode.ThemeIcon(icon),
  });
  const outbox = [
    waiting > 0 && vscode.l10n.t('Waiting to be created: {0}', waiting),
    refused > 0 && vscode.l10n.t('Refused by Feishu: {0}', refused),
  ].filter(Boolean);
  return [
    entry(
      'feishuTodo.todos.focus',
      'checklist',
      vscode.l10n.t('Show TODOs'),
      todos && vscode.l10n.t('TODOs with a task: {0} of {1}', todos.linked, todos.total),
    ),
    entry('feishuTodo.tasks.focus', 'tasklist', vscode.l10n.t('Show Tasks'), outbox.join(', ')),
    entry('feishuTodo.refreshTasks', 'refresh', vscode.l10n.t('Refresh Tasks'), problem),
    { label: '', kind: vscode.QuickPickItemKind.Separator },
    entry('feishuTodo.manageNotifications', 'bell', vscode.l10n.t('Manage Chat Notifications…')),
    entry('feishuTodo.chooseTasklist', 'list-tree', vscode.l10n.t('Choose the Tasklist of This Folder…')),
    entry('feishuTodo.checkConnection', 'plug', vscode.l10n.t('Check Connection')),
    entry('feishuTodo.switchAccount', 'account', vscode.l10n.t('Switch Account…')),
  ];
}

function entriesOfNewcomer(): Entry[] {
  return [
    ...waysToConnect(),
    { label: '', kind: vscode.QuickPickItemKind.Separator },
    {
      command: 'feishuTodo.openWalkthrough',
      label: `$(book) ${vscode.l10n.t('Get Started with Feishu TODO')}`,
    },
    { command: 'feishuTodo.todos.focus', label: `$(checklist) ${vscode.l10n.t('Show TODOs')}` },
  ];
}
