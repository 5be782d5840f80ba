import { AUTH, OAUTH, OAUTH_WORDS } from './catalogue/auth';
import { CONTACT, IM } from './catalogue/directory';
import type { Catalogue, Entry, Locale, Words } from './catalogue/entry';
import { entry } from './catalogue/entry';
import { GATEWAY, WRONG_IDENTITY } from './catalogue/gateway';
import { TASK_V1 } from './catalogue/taskV1';
import { SUBSCRIPTIONS, TASK_V2, TASKLISTS } from './catalogue/taskV2';
import { BAD_ANSWERS, CANCELLED, NETWORK_FAULTS, TIMED_OUT } from './faults';
import { isServerFailure, isWrongIdentity } from './recognise';
import { explainRule } from './rules';
import {
  BadAnswerError,
  CancelledError,
  FeishuError,
  NetworkError,
  TimeoutError,
  ValidationError,
  type ApiVersion,
} from './types';

export type { Locale } from './catalogue/entry';

/** An error in words for a person. Plain text: show it as such, parts come from the server. */
export interface Explanation extends Words {
  /** The console page of missing scopes. */
  readonly link?: string;
}

const TABLES: Readonly<Record<ApiVersion, Catalogue>> = {
  v1: TASK_V1,
  v2: TASK_V2,
  auth: AUTH,
  oauth: OAUTH,
  contact: CONTACT,
  im: IM,
  search: {},
};

const UNKNOWN_FAILURE = entry(
  ['Feishu failed inside.', 'Try again. If it keeps failing, give the log id to Feishu support.'],
  ['飞书内部错误。', '请重试。如持续失败，请将日志 ID 提供给飞书技术支持。'],
);
const UNKNOWN_REFUSAL = entry(['Feishu refused the request.', ''], ['飞书拒绝了该请求。', '']);

/**
 * What went wrong and what to do, for every error of this client; undefined for any other error.
 * Codes are looked up by API version, never alone: the same number means different things in v1 and v2.
 */
export function explain(error: unknown, locale: Locale = 'en'): Explanation | undefined {
  if (error instanceof FeishuError) {
    return explainRefusal(error, locale);
  }
  if (error instanceof ValidationError) {
    return explainRule(error, locale);
  }
  if (error instanceof NetworkError) {
    return NETWORK_FAULTS[error.fault][locale];
  }
  if (error instanceof BadAnswerError) {
    return BAD_ANSWERS[error.problem][locale];
  }
  if (error instanceof TimeoutError) {
    return TIMED_OUT[locale];
  }
  return error instanceof CancelledError ? CANCELLED[locale] : undefined;
}

function explainRefusal(error: FeishuError, locale: Locale): Explanation {
  const known = findEntry(error);
  const words = known ?? (isServerFailure(error) ? UNKNOWN_FAILURE : UNKNOWN_REFUSAL);
  const { what, advice } = words[locale];
  return {
    what: what + detail(error, locale, known !== undefined),
    advice,
    link: error.missingScopes.length > 0 ? error.consoleUrl : undefined,
  };
}

function findEntry(error: FeishuError): Entry | undefined {
  if (isWrongIdentity(error)) {
    return WRONG_IDENTITY;
  }
  const special = error.endpoint.includes('/activity_subscriptions')
    ? SUBSCRIPTIONS
    : error.endpoint.includes('tasklist') && error.apiVersion === 'v2'
      ? TASKLISTS
      : {};
  const word = error.oauthError !== undefined && Object.hasOwn(OAUTH_WORDS, error.oauthError);
  return (
    special[error.code] ??
    TABLES[error.apiVersion][error.code] ??
    GATEWAY[error.code] ??
    (word ? OAUTH_WORDS[error.oauthError!] : undefined)
  );
}

/** What only this answer knows: the scopes, the fields, or for a wrong parameter and an unknown code the message. */
function detail(error: FeishuError, locale: Locale, known: boolean): string {
  const facts =
    error.missingScopes.length > 0 ? [...error.missingScopes] : error.fieldViolations.map(({ field }) => field);
  if (facts.length === 0 && error.msg && (!known || error.code === 1470400 || error.code === 99992402)) {
    facts.push(error.msg);
  }
  if (!known && !facts.length) {
    facts.push(String(error.code));
  }
  const [open, close] = locale === 'en' ? [' (', ')'] : ['（', '）'];
  return facts.length > 0 ? `${open}${facts.join(', ')}${close}` : '';
}
