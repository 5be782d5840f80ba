import * as vscode from 'vscode';
import {
  awaitDeviceSignIn,
  startDeviceSignIn,
  type AppCredentials,
  type DeviceSignIn,
  type UserTokens,
} from '../../feishu';
import { CancelledError } from '../../platform/errors';
import { back, prepare, settle } from '../../platform/quickPick';
import { copy } from './appGuide';
import { whileBusy } from './askApp';

interface Step extends vscode.QuickPickItem {
  run(): PromiseLike<unknown>;
}

/**
 * Signs in with a short code that the person types on a page of Feishu, in any browser (RFC 8628).
 * @throws CancelledError; FeishuError with `oauthError` where the person refused or was too late
 */
export async function signInByDevice(
  app: AppCredentials,
  scopes: readonly string[],
  userAgent: string,
): Promise<UserTokens> {
  const attempt = await whileBusy(() => startDeviceSignIn(app, scopes, { userAgent }));
  const controller = new AbortController();
  try {
    return await showCode(attempt, awaitDeviceSignIn(app, attempt, { userAgent, signal: controller.signal }));
  } finally {
    controller.abort();
  }
}

async function showCode(attempt: DeviceSignIn, tokens: Promise<UserTokens>): Promise<UserTokens> {
  const picker = vscode.window.createQuickPick<Step>();
  prepare(picker, {
    title: vscode.l10n.t('Your Code: {0}', attempt.userCode),
    placeholder: vscode.l10n.t('Confirm the code on the page of Feishu; this closes by itself then'),
  });
  picker.busy = true;
  const page = attempt.completeUrl ?? attempt.verificationUrl;
  picker.items = [
    {
      label: `$(link-external) ${vscode.l10n.t('Open the Page')}`,
      description: attempt.verificationUrl,
      run: () => vscode.env.openExternal(vscode.Uri.parse(page, true)),
    },
    {
      label: `$(copy) ${vscode.l10n.t('Copy the Code')}`,
      description: attempt.userCode,
      run: () => copy(attempt.userCode),
    },
    { label: `$(link) ${vscode.l10n.t('Copy the Address of the Page')}`, run: () => copy(page) },
  ];
  const result = await settle<UserTokens, vscode.QuickPick<Step>>(picker, (resolve, reject) => {
    tokens.then(resolve, reject);
    return [picker.onDidAccept(() => void picker.activeItems[0]?.run())];
  });
  if (result === back) throw new CancelledError();
  return result;
}
