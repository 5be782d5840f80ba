import type * as vscode from 'vscode';
import type { Accounts } from '../account/accounts';
import type { CommandRegistry } from '../platform/commands';
import type { RedactingLog } from '../platform/log';
import type { Outbox, TaskStore } from '../tasks';
import type { Drafts } from './create/drafts';
import type { LinkWriter } from './create/linkWriter';
import type { TaskSettings } from './create/taskSettings';
import type { PeopleDialogs } from './people/choosePeople';
import type { Directory } from './people/directory';
import type { SandboxHost } from './sandbox/sandboxHost';
import type { ErrorPresenter } from './shared/errorPresenter';
import type { WorkspaceTodos } from './shared/workspaceTodos';
import type { FolderTasklist } from './tasklists/folderTasklist';

/** What the features share. Built once in `activate` and handed to each feature's `register`. */
export interface Services {
  readonly context: vscode.ExtensionContext;
  readonly log: RedactingLog;
  readonly errors: ErrorPresenter;
  readonly commands: CommandRegistry;
  readonly accounts: Accounts;
  readonly sandbox: SandboxHost;
  readonly directory: Directory;
  readonly people: PeopleDialogs;
  readonly tasklists: FolderTasklist;
  readonly todos: WorkspaceTodos;
  readonly outbox: Outbox;
  /** Resolves when the outbox may be used. */
  readonly started: Promise<void>;
  readonly store: TaskStore;
  readonly links: LinkWriter;
  readonly taskSettings: TaskSettings;
  /** Makes the drafts of TODOs. */
  readonly drafts: Drafts;
}
