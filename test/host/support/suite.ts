import { Dialogs } from './dialogs';
import { Messages } from './messages';
import { HostSandbox } from './sandbox';
import * as vscode from 'vscode';

/** What a host test works with. */
export interface HostTools {
  readonly sandbox: HostSandbox;
  readonly messages: Messages;
  readonly dialogs: Dialogs;
}

/** Connects to the sandbox for the tests of the surrounding `describe`; every test ends with a sound sandbox. */
export function useSandbox(): HostTools {
  let sandbox: HostSandbox | undefined;
  let messages: Messages | undefined;
  let dialogs: Dialogs | undefined;

  before(async () => {
    sandbox = await HostSandbox.connect();
  });
  beforeEach(() => {
    messages = new Messages();
    dialogs = new Dialogs();
  });
  afterEach(async () => {
    messages?.dispose();
    dialogs?.dispose();
    await sandbox?.heal();
    await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
  });

  return {
    get sandbox() {
      return sandbox!;
    },
    get messages() {
      return messages!;
    },
    get dialogs() {
      return dialogs!;
    },
  };
}
