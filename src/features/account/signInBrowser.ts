import * as vscode from 'vscode';
import type { SignInAnswer } from '../../account/signIn/answer';
import { BrowserSignIn } from '../../account/signIn/browserSignIn';
import type { LandingWords } from '../../account/signIn/landingPage';
import type { AppCredentials, UserTokens } from '../../feishu';
import { CancelledError, HumanError } from '../../platform/errors';
import { uiLocale } from '../../platform/locale';
import { back, prepare, settle } from '../../platform/quickPick';
import { copy } from './appGuide';
import { whileBusy } from './askApp';

/**
 * Opens Feishu's page and waits for the browser to come back, or for the person to paste where it ended.
 * @returns the tokens, or `device` where the person prefers to type a code
 * @throws CancelledError; NoPortError; FeishuError for the code; HumanError where the person refused
 */
export async function signInByBrowser(
  app: AppCredentials,
  scopes: readonly string[],
  userAgent: string,
): Promise<UserTokens | 'device'> {
  const attempt = await BrowserSignIn.begin(app, { scopes, words: landingWords(), externalUrl });
  try {
    await vscode.env.openExternal(vscode.Uri.parse(attempt.url, true));
    const answer = await waitForAnswer(attempt);
    if (answer === 'device') return answer;
    if (answer.kind !== 'code') throw refused(answer);
    return await whileBusy(() => attempt.exchange(answer.code, { userAgent }));
  } finally {
    attempt.dispose();
  }
}

async function externalUrl(url: string): Promise<string> {
  return (await vscode.env.asExternalUri(vscode.Uri.parse(url, true))).toString(true);
}

/** One box does both: the redirect closes it, and pasting into it ends the sign-in too. */
async function waitForAnswer(attempt: BrowserSignIn): Promise<SignInAnswer | 'device'> {
  const box = vscode.window.createInputBox();
  prepare(box, { title: vscode.l10n.t('Sign In as Yourself') });
  box.busy = true;
  box.placeholder = vscode.l10n.t('Or paste the address the browser ended on, or the code in it');
  box.prompt = vscode.l10n.t(
    'Go on in the browser. Error 20029 there? Register {0} as a redirect URL of the app. Error 20027? Switch on its scopes.',
    attempt.redirectUri,
  );
  const [open, redirect, scopes, device] = [
    button('link-external', vscode.l10n.t('Open the Page Again')),
    button('copy', vscode.l10n.t('Copy Redirect URL')),
    button('list-unordered', vscode.l10n.t('Copy Scopes')),
    button('device-mobile', vscode.l10n.t('Use a Code Instead')),
  ] as const;
  box.buttons = [open, redirect, scopes, device];
  const scopeList = new URL(attempt.url).searchParams.get('scope') ?? '';
  const result = await settle<SignInAnswer | 'device', vscode.InputBox>(box, (resolve, reject) => {
    attempt.answer.then(resolve, reject);
    return [
      box.onDidChangeValue(() => (box.validationMessage = undefined)),
      box.onDidAccept(() => {
        const answer = attempt.read(box.value);
        if (answer.kind === 'code' || answer.kind === 'refused') resolve(answer);
        else if (box.value.trim() !== '') box.validationMessage = problemOf(answer);
      }),
      box.onDidTriggerButton((pressed) => {
        if (pressed === open) void vscode.env.openExternal(vscode.Uri.parse(attempt.url, true));
        if (pressed === redirect) void copy(attempt.redirectUri);
        if (pressed === scopes) void copy(scopeList.split(' ').join('\n'));
        if (pressed === device) resolve('device');
      }),
    ];
  });
  if (result === back) throw new CancelledError();
  return result;
}

function button(icon: string, tooltip: string): vscode.QuickInputButton {
  return { iconPath: new vscode.ThemeIcon(icon), tooltip };
}

function problemOf({ kind }: SignInAnswer): string {
  return kind === 'foreign'
    ? vscode.l10n.t('This address belongs to another sign-in. Use the page that was opened just now.')
    : vscode.l10n.t('There is no sign-in code in this text.');
}

function refused(answer: SignInAnswer): HumanError {
  const isRefusal = answer.kind === 'refused' && answer.reason === 'access_denied';
  return new HumanError(
    isRefusal
      ? vscode.l10n.t('You did not allow the app to act for you, so you are not signed in.')
      : vscode.l10n.t('Feishu ended the sign-in. Start it again.'),
  );
}

function landingWords(): LandingWords {
  return {
    language: uiLocale() === 'zh-cn' ? 'zh-CN' : 'en',
    done: vscode.l10n.t('Back to VS Code'),
    doneNext: vscode.l10n.t('The sign-in goes on there. You can close this page.'),
    refused: vscode.l10n.t('Not signed in'),
    refusedNext: vscode.l10n.t('You refused. You can close this page.'),
    lost: vscode.l10n.t('This page belongs to no sign-in'),
    lostNext: vscode.l10n.t('Go back to VS Code and start the sign-in again.'),
  };
}
