import { ValidationError } from './errors/types';

/** The two worlds an app can belong to; one app never belongs to both. */
export type Brand = 'feishu' | 'lark';

/** Hosts of a brand (DOC: SDK FAQ, applink overview). */
export interface Domains {
  /** Open API, without a trailing slash. */
  readonly open: string;
  /** OAuth pages. */
  readonly accounts: string;
  /** Links that open the Feishu client. */
  readonly applink: string;
  /** Developer console. */
  readonly console: string;
}

const BRANDS: Record<Brand, Domains> = {
  feishu: {
    open: 'https://open.feishu.cn',
    accounts: 'https://accounts.feishu.cn',
    applink: 'https://applink.feishu.cn',
    console: 'https://open.feishu.cn/app',
  },
  lark: {
    open: 'https://open.larksuite.com',
    accounts: 'https://accounts.larksuite.com',
    applink: 'https://applink.larksuite.com',
    console: 'https://open.larksuite.com/app',
  },
};

const LOOPBACK = new Set(['localhost', '127.0.0.1', '[::1]']);

/** The API host of a brand. */
export function brandBaseUrl(brand: Brand): string {
  return BRANDS[brand].open;
}

/**
 * Checks an API base URL: https, or http on this machine only; no credentials, query or fragment.
 * @returns the URL without a trailing slash
 * @throws ValidationError for `baseUrl`
 */
export function checkBaseUrl(baseUrl: string): string {
  let url: URL;
  try {
    url = new URL(baseUrl);
  } catch {
    throw new ValidationError('baseUrl', 'base-url');
  }
  const secure = url.protocol === 'https:' || (url.protocol === 'http:' && LOOPBACK.has(url.hostname));
  if (!secure || url.username || url.password || url.search || url.hash) {
    throw new ValidationError('baseUrl', 'base-url');
  }
  return url.origin + url.pathname.replace(/\/+$/, '');
}

/**
 * The hosts that belong to an API base URL: those of the brand where it is one, else everything is served by the
 * base URL itself, as a sandbox or a private deployment does.
 * @throws ValidationError for `baseUrl`
 */
export function domainsFor(baseUrl: string): Domains {
  const open = checkBaseUrl(baseUrl);
  const brand = Object.values(BRANDS).find((domains) => domains.open === open);
  return brand ?? { open, accounts: open, applink: open, console: `${open}/app` };
}

/** Link that opens a task in Feishu (or on the sandbox's page). A v1 task id is the v2 guid. */
export function taskUrl(baseUrl: string, taskId: string): string {
  return `${domainsFor(baseUrl).applink}/client/todo/detail?guid=${encodeURIComponent(taskId)}`;
}

/** Link that opens a tasklist in Feishu. */
export function tasklistUrl(baseUrl: string, tasklistGuid: string): string {
  return `${domainsFor(baseUrl).applink}/client/todo/task_list?guid=${encodeURIComponent(tasklistGuid)}`;
}

/** An id in a link or a setting: what Feishu's samples look like, and nothing that could lead elsewhere in a path. */
const GUID = /^[\w-]{8,100}$/;

/** The guid of the tasklist that a text names: the guid itself, or a link to the tasklist. Undefined for other texts. */
export function readTasklistGuid(text: string): string | undefined {
  const trimmed = text.trim();
  if (GUID.test(trimmed)) return trimmed;
  if (!/^https?:\/\//i.test(trimmed) || !URL.canParse(trimmed)) return undefined;
  const { pathname, searchParams } = new URL(trimmed);
  const guid = searchParams.get('guid') ?? '';
  return pathname.endsWith('/client/todo/task_list') && GUID.test(guid) ? guid : undefined;
}
