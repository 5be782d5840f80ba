import * as vscode from 'vscode';
import { scopesFor, type Identity } from '../../account/checks';
import { REDIRECT_PORTS, redirectUrl } from '../../account/signIn/loopback';
import { brandBaseUrl, domainsFor } from '../../feishu';
import { back, pickOne } from '../../platform/quickPick';

interface GuideItem extends vscode.QuickPickItem {
  run(): PromiseLike<unknown>;
}

/**
 * What an administrator does once in the developer console, step by step, with everything to copy. Stays until it is
 * left by Back or the last item.
 */
export async function showAppGuide(baseUrl: string, identity: Identity): Promise<void> {
  let last: GuideItem | undefined;
  for (;;) {
    const items = guideItems(baseUrl || brandBaseUrl('feishu'), identity);
    const item = await pickOne<GuideItem | vscode.QuickPickItem>({
      title: vscode.l10n.t('How to Make the App'),
      placeholder: vscode.l10n.t('An administrator does this once, in the developer console'),
      items: [...items, { label: `$(arrow-left) ${vscode.l10n.t('Done')}`, alwaysShow: true }],
      active: ({ label }) => label === last?.label,
      canGoBack: true,
    });
    if (item === back || !('run' in item)) return;
    last = item;
    await item.run();
  }
}

function guideItems(baseUrl: string, identity: Identity): GuideItem[] {
  const { console: consoleUrl } = domainsFor(baseUrl);
  const scopes = scopesFor(identity);
  const urls = REDIRECT_PORTS.map(redirectUrl);
  const identityTab =
    identity === 'app' ? vscode.l10n.t('for the app identity') : vscode.l10n.t('for the user identity');
  const redirect: GuideItem = {
    label: `$(copy) ${vscode.l10n.t('Copy the redirect URLs')}`,
    detail: vscode.l10n.t('Security settings: add each of {0}', urls.join(' ')),
    run: () => copy(urls.join('\n')),
  };
  return [
    {
      label: `$(link-external) ${vscode.l10n.t('Open the developer console')}`,
      description: consoleUrl,
      detail: vscode.l10n.t('Create a self-built app, and add the Bot ability under its features'),
      run: () => vscode.env.openExternal(vscode.Uri.parse(consoleUrl, true)),
    },
    {
      label: `$(copy) ${vscode.l10n.t('Copy the scopes')}`,
      description: vscode.l10n.t('{0} scopes, {1}', scopes.length, identityTab),
      detail: vscode.l10n.t('Permissions & Scopes: switch on {0}', scopes.join(' ')),
      run: () => copy(scopes.join('\n')),
    },
    ...(identity === 'person' ? [redirect] : []),
    {
      label: `$(rocket) ${vscode.l10n.t('Release a version of the app')}`,
      detail: vscode.l10n.t('Nothing of the above counts before a version is released and approved'),
      run: () => vscode.env.openExternal(vscode.Uri.parse(consoleUrl, true)),
    },
  ];
}

/** Copies a text and says so where it does not disturb. */
export async function copy(text: string): Promise<void> {
  await vscode.env.clipboard.writeText(text);
  vscode.window.setStatusBarMessage(`$(check) ${vscode.l10n.t('Copied')}`, 3000);
}
