import * as vscode from 'vscode';
import type { AppCredentials } from '../feishu';
import { HumanError } from '../platform/errors';
import type { StoredAccount } from './vault';

/** An account as the rest of the extension sees it: nothing secret. */
export type Account = Pick<StoredAccount, 'id' | 'kind' | 'label' | 'baseUrl' | 'appId' | 'me' | 'onSandbox'>;

/** A running sandbox, and how to sign in to it. */
export interface SandboxEndpoint extends AppCredentials {
  readonly me?: { readonly id: string; readonly name: string };
}

/** An app that an account is already connected with, and can be signed in to again. */
export interface KnownApp extends AppCredentials {
  readonly onSandbox: boolean;
}

/** Is it the local sandbox it is connected to? */
export function isOnSandbox({ kind, onSandbox }: StoredAccount): boolean {
  return kind === 'sandbox' || onSandbox === true;
}

/** Why nothing is sent in Restricted Mode. Also said before a dialog begins whose end would be this. */
export function restricted(): HumanError {
  const manage = vscode.l10n.t('Manage Workspace Trust');
  return new HumanError(
    vscode.l10n.t('This folder is in Restricted Mode: nothing is sent to Feishu until you trust it.'),
    { actions: [{ label: manage, run: () => vscode.commands.executeCommand('workbench.trust.manage') }] },
  );
}

/** What may leave this folder. */
export function publicPart({ id, kind, label, baseUrl, appId, me, onSandbox }: StoredAccount): Account {
  return { id, kind, label, baseUrl, appId, me, onSandbox };
}
