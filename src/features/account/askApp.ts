import * as vscode from 'vscode';
import type { KnownApp } from '../../account/accounts';
import { brandBaseUrl, checkBaseUrl, FeishuError, type AppCredentials } from '../../feishu';
import { SECTION } from '../../platform/config';
import { askText, back, pickOne, type Back } from '../../platform/quickPick';
import type { ErrorPresenter } from '../shared/errorPresenter';
import { showAppGuide } from './appGuide';

export interface AskAppOptions {
  readonly title: string;
  readonly errors: ErrorPresenter;
  /** Which redirect URLs and scopes the guide names. */
  readonly identity: 'app' | 'person';
  /** What is known already; with a secret, only that is asked for again. */
  readonly known?: Partial<AppCredentials>;
  /** Why what is known does not do. */
  readonly problem?: string;
  /** Offers the local sandbox among the hosts. */
  readonly sandbox?: () => Promise<KnownApp>;
}

type Typed = AppCredentials;
const KEYS = ['baseUrl', 'appId', 'appSecret'] as const;
const SECRET_STEP = 2;

/** Codes that mending what was typed helps against (documents "tenant_access_token/internal" and "oauth/token"). */
const WRONG_CREDENTIALS: readonly number[] = [10003, 10015, 20002, 20048, 99991543];

/** Was the App ID or the App Secret refused? */
export function isWrongCredentials(error: unknown): boolean {
  return error instanceof FeishuError && WRONG_CREDENTIALS.includes(error.code);
}

/**
 * Asks for the host, App ID and App Secret until `use` takes them. After a refusal it asks again with what was typed
 * kept; any other failure is thrown. Escape throws `CancelledError`.
 */
export async function askApp<T>(options: AskAppOptions, use: (app: Typed) => Promise<T>): Promise<T> {
  const settings = vscode.workspace.getConfiguration(SECTION);
  let typed: Typed = {
    baseUrl: settings.get('apiBaseUrl', ''),
    appId: settings.get('appId', ''),
    appSecret: '',
    ...options.known,
  };
  let { problem } = options;
  for (;;) {
    const chosen = await askSteps(options, typed, problem);
    if ('onSandbox' in chosen) return use(chosen);
    typed = chosen;
    try {
      const result = await whileBusy(() => use(typed));
      await remember(typed);
      return result;
    } catch (error) {
      if (!isWrongCredentials(error)) throw error;
      problem = options.errors.explain(error).message;
    }
  }
}

/** Shows that something is going on, in the Tasks view. */
export function whileBusy<T>(work: () => Promise<T>): Promise<T> {
  return Promise.resolve(vscode.window.withProgress({ location: { viewId: 'feishuTodo.tasks' } }, work));
}

async function askSteps(options: AskAppOptions, typed: Typed, problem: string | undefined): Promise<Typed | KnownApp> {
  let values = typed;
  // After a refusal the secret is the likeliest fault: start there, Back leads to the rest.
  for (let index = problem ? SECRET_STEP : 0; index < KEYS.length;) {
    const answer = await askStep(options, index, values, problem);
    if (answer === back) index = Math.max(0, index - 1);
    else if (typeof answer !== 'string') return answer;
    else values = { ...values, [KEYS[index++]!]: answer };
  }
  return values;
}

function askStep(
  options: AskAppOptions,
  index: number,
  values: Typed,
  problem: string | undefined,
): Promise<string | KnownApp | Back> {
  const title = `${options.title} (${index + 1}/${KEYS.length})`;
  if (index === 0) return askHost(options, title, values.baseUrl);
  if (index === 1) return askAppId(title, values.appId);
  return askSecret(title, values.appSecret, problem);
}

interface HostItem extends vscode.QuickPickItem {
  readonly url?: string;
  readonly action?: 'sandbox' | 'guide';
}

async function askHost(options: AskAppOptions, title: string, current: string): Promise<string | KnownApp | Back> {
  const brands: HostItem[] = [
    { label: vscode.l10n.t('Feishu'), description: 'open.feishu.cn', url: brandBaseUrl('feishu') },
    { label: 'Lark', description: 'open.larksuite.com', url: brandBaseUrl('lark') },
  ];
  const isOther = current !== '' && !brands.some(({ url }) => url === current);
  const otherHost: HostItem = {
    label: vscode.l10n.t('Another host…'),
    description: isOther ? current : vscode.l10n.t('your company’s own Feishu'),
  };
  const sandbox: HostItem = { label: vscode.l10n.t('Local Sandbox'), action: 'sandbox' };
  const guide: HostItem = { label: `$(book) ${vscode.l10n.t('How to make the app…')}`, action: 'guide' };
  const item = await pickOne<HostItem>({
    title,
    placeholder: vscode.l10n.t('Where does your team work?'),
    items: [...brands, otherHost, ...(options.sandbox ? [sandbox] : []), guide],
    active: ({ url, action }) => action === undefined && (isOther ? url === undefined : url === current),
  });
  if (item === back || item.url) return item === back ? back : item.url!;
  if (item.action === 'sandbox') return options.sandbox!();
  if (item.action === 'guide') {
    await showAppGuide(current, options.identity);
    return askHost(options, title, current);
  }
  const text = await askAddress(options.title, isOther ? current : 'https://');
  return text === back ? askHost(options, title, current) : text;
}

async function askAddress(title: string, value: string): Promise<string | Back> {
  const text = await askText({
    title,
    value,
    prompt: vscode.l10n.t('Address of the open platform, beginning with https://'),
    validate: (typed) => (isBaseUrl(typed.trim()) ? undefined : vscode.l10n.t('This is not an https address.')),
    canGoBack: true,
  });
  return text === back ? back : checkBaseUrl(text.trim());
}

function isBaseUrl(text: string): boolean {
  try {
    checkBaseUrl(text);
    return true;
  } catch {
    return false;
  }
}

async function askAppId(title: string, current: string): Promise<string | Back> {
  const text = await askText({
    title,
    value: current,
    placeholder: 'cli_…',
    prompt: vscode.l10n.t('App ID, from the app’s “Credentials & Basic Info” page in the developer console'),
    validate: (typed) => (typed.trim() === '' ? vscode.l10n.t('The App ID is missing.') : undefined),
    canGoBack: true,
  });
  return text === back ? back : text.trim();
}

async function askSecret(title: string, current: string, problem: string | undefined): Promise<string | Back> {
  const text = await askText({
    title,
    value: current,
    password: true,
    prompt: vscode.l10n.t('App Secret. It is kept in the system’s keychain, never in settings'),
    // The refusal stands below the box until something else is typed.
    validate: (typed) => {
      if (typed === current && problem)
        return { message: problem, severity: vscode.InputBoxValidationSeverity.Warning };
      return typed.trim() === '' ? vscode.l10n.t('The App Secret is missing.') : undefined;
    },
    canGoBack: true,
  });
  return text === back ? back : text.trim();
}

/** The host and App ID are no secrets: they go to the settings, where the next connection finds them. */
async function remember({ baseUrl, appId }: Typed): Promise<void> {
  const settings = vscode.workspace.getConfiguration(SECTION);
  await settings.update('apiBaseUrl', baseUrl, vscode.ConfigurationTarget.Global);
  await settings.update('appId', appId, vscode.ConfigurationTarget.Global);
}
