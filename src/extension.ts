import { join } from 'node:path';
import * as vscode from 'vscode';
import { Accounts } from './account/accounts';
import * as account from './features/account/register';
import * as agents from './features/agents/register';
import * as create from './features/create/register';
import { Drafts } from './features/create/drafts';
import { LinkWriter } from './features/create/linkWriter';
import { TaskSettings } from './features/create/taskSettings';
import * as link from './features/link/register';
import * as editor from './features/editor/register';
import { PeopleDialogs } from './features/people/choosePeople';
import { Directory } from './features/people/directory';
import * as people from './features/people/register';
import * as sandbox from './features/sandbox/register';
import { SandboxHost } from './features/sandbox/sandboxHost';
import type { Services } from './features/services';
import { ErrorPresenter } from './features/shared/errorPresenter';
import { AccountBinding } from './features/shared/accountBinding';
import { CodeLinks } from './features/shared/codeLinks';
import { CommentEditor } from './features/shared/commentEditor';
import { FileStorage } from './features/shared/fileStorage';
import { Repositories } from './features/shared/repositories';
import { WorkspaceTodos } from './features/shared/workspaceTodos';
import * as status from './features/status/register';
import * as subscriptions from './features/subscriptions/register';
import { FolderTasklist } from './features/tasklists/folderTasklist';
import * as tasklists from './features/tasklists/register';
import * as taskTree from './features/taskTree/register';
import * as todoTree from './features/todoTree/register';
import { CommandRegistry } from './platform/commands';
import { DisposableStore } from './platform/disposables';
import { RedactingLog } from './platform/log';
import { LinkRegistry, Outbox, TaskStore } from './tasks';

/** What has to end in order when the window closes; VS Code gives `deactivate` no arguments, so it is kept here. */
let closing: (() => Promise<unknown>) | undefined;

/** Builds the services, then lets each feature register what the person sees. Nothing here touches disk or network. */
export function activate(context: vscode.ExtensionContext): void {
  const started = performance.now();
  const disposables = new DisposableStore();
  context.subscriptions.push(disposables);

  const services = buildServices(context, disposables);
  closing = () => Promise.all([services.outbox.dispose(), services.store.flush()]);
  const features = [
    account,
    agents,
    sandbox,
    create,
    link,
    editor,
    people,
    status,
    subscriptions,
    tasklists,
    taskTree,
    todoTree,
  ];
  for (const feature of features) {
    disposables.add(feature.register(services));
  }
  disposables.add(services.commands.register('feishuTodo.showLog', () => services.log.show()));
  services.log.info(`Activated in ${(performance.now() - started).toFixed(1)} ms`);
}

export function deactivate(): Promise<unknown> | undefined {
  return closing?.();
}

function buildServices(context: vscode.ExtensionContext, disposables: DisposableStore): Services {
  const log = disposables.add(new RedactingLog());
  const errors = new ErrorPresenter(log);
  const storage = context.globalStorageUri;
  const sandboxHost = disposables.add(new SandboxHost(vscode.Uri.joinPath(storage, 'sandbox'), log));
  const userAgent = `feishu-todo/${String(context.extension.packageJSON.version)} VSCode/${vscode.version}`;
  const accounts = disposables.add(
    new Accounts({
      secrets: context.secrets,
      log,
      startSandbox: () => sandboxHost.ensure(),
      userAgent,
      memento: context.globalState,
      folder: join(storage.fsPath, 'account'),
    }),
  );
  const outbox = new Outbox({ folder: join(storage.fsPath, 'outbox'), log });
  const store = disposables.add(new TaskStore({ log, storage: new FileStorage(join(storage.fsPath, 'tasks')) }));
  const registry = new LinkRegistry(context.workspaceState);
  const repositories = disposables.add(new Repositories());
  const codeLinks = disposables.add(new CodeLinks(registry, store, repositories));
  const todos = disposables.add(new WorkspaceTodos(log, codeLinks));
  const comments = new CommentEditor(todos, log);
  const links = disposables.add(
    new LinkWriter({ accounts, outbox, store, todos, codeLinks, registry, repositories, comments, log }),
  );
  const directory = new Directory(accounts);
  const tasklists = new FolderTasklist(accounts, errors);
  const taskSettings = disposables.add(new TaskSettings(log));
  const { started } = disposables.add(new AccountBinding(accounts, outbox, store));
  started.then(() => links.deliverAll(), errors.show);
  return {
    context,
    log,
    errors,
    commands: new CommandRegistry(errors.show),
    accounts,
    sandbox: sandboxHost,
    directory,
    people: new PeopleDialogs(accounts, directory, errors, context.globalState),
    tasklists,
    todos,
    outbox,
    started,
    store,
    links,
    taskSettings,
    drafts: new Drafts({ directory, outbox, tasklists, todos }, taskSettings),
  };
}
