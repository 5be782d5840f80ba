import { domainsFor } from './domains';
import type { Endpoint } from './endpoint';
import { BadAnswerError, FeishuError, type FieldViolation } from './errors/types';
import type { HttpAnswer } from './http';
import { type Json, readNumber, readObject, readObjects, readText } from './read';

const MAX_MSG = 500;

export interface EnvelopeOptions {
  /**
   * For the token endpoints, whose fields stand beside `code` instead of under `data`, and which as OAuth answers may
   * lack `code`.
   */
  readonly flat?: boolean;
  /** Where the answer comes from: links to its own console are believed beside those to Feishu's. */
  readonly baseUrl?: string;
}

/**
 * Reads an answer: the body first, success is JSON with `code` 0 whatever the HTTP status.
 * @throws FeishuError for a refusal, BadAnswerError for anything that is not Feishu's JSON
 */
export function readEnvelope(endpoint: Endpoint, answer: HttpAnswer, { flat, baseUrl }: EnvelopeOptions = {}): Json {
  const body = parseBody(endpoint, answer);
  const code = readNumber(body['code']);
  const oauthError = flat ? readText(body['error']) : undefined;
  const accepted = code === 0 || (flat && code === undefined && answer.status < 300);
  if (accepted && !oauthError) {
    return flat ? body : readObject(body['data']);
  }
  if (code === undefined && !oauthError) {
    throw new BadAnswerError('not-json', answer.status, endpoint.name, logIdOf(answer, body));
  }
  throw new FeishuError({
    apiVersion: endpoint.version,
    code: code ?? 0,
    httpStatus: answer.status,
    endpoint: endpoint.name,
    msg: plain(readText(body['msg']) ?? readText(body['error_description']) ?? ''),
    logId: logIdOf(answer, body),
    oauthError,
    retryAfterSeconds: readReset(answer),
    ...readDetails(body, baseUrl),
  });
}

function parseBody(endpoint: Endpoint, answer: HttpAnswer): Json {
  let parsed: unknown;
  try {
    parsed = JSON.parse(answer.text);
  } catch {
    parsed = undefined;
  }
  if (typeof parsed === 'object' && parsed !== null && !Array.isArray(parsed)) {
    return parsed as Json;
  }
  const problem = answer.status === 407 ? 'proxy' : 'not-json';
  throw new BadAnswerError(problem, answer.status, endpoint.name, logIdOf(answer));
}

function logIdOf(answer: HttpAnswer, body: Json = {}): string | undefined {
  const error = readObject(body['error']);
  const id = readText(error['log_id']) ?? readText(error['logid']) ?? answer.header('x-tt-logid');
  return (id ?? answer.header('x-request-id') ?? undefined)?.slice(0, 100).replace(/[^\w-]/g, '') || undefined;
}

/** Server text for one line of ours: no control characters, bounded. */
function plain(text: string): string {
  return text.replace(/[\u0000-\u001f\u007f]+/g, ' ').slice(0, MAX_MSG);
}

function readReset(answer: HttpAnswer): number | undefined {
  const seconds = readNumber(answer.header('x-ogw-ratelimit-reset') ?? undefined);
  return seconds !== undefined && seconds >= 0 ? seconds : undefined;
}

function readDetails(body: Json, baseUrl: string | undefined) {
  const error = readObject(body['error']);
  const msg = readText(body['msg']) ?? '';
  return {
    missingScopes: readScopes(readObjects(error['permission_violations']), readNumber(body['code']), msg),
    consoleUrl: readConsoleUrl([...readObjects(error['helps']).map(({ url }) => readText(url) ?? ''), msg], baseUrl),
    fieldViolations: readObjects(error['field_violations']).map((violation): FieldViolation => ({
      field: plain(readText(violation['field']) ?? ''),
      value: optionalPlain(violation['value']),
      description: optionalPlain(violation['description']),
    })),
  };
}

function optionalPlain(value: unknown): string | undefined {
  const text = readText(value);
  return text === undefined ? undefined : plain(text);
}

/**
 * Scopes come as `{type, subject}`, on one page as `{scope, url}`, and always in the message's square brackets.
 */
function readScopes(violations: readonly Json[], code: number | undefined, msg: string): readonly string[] {
  if (code !== 99991672 && code !== 99991679) {
    return [];
  }
  const listed = violations.flatMap(({ subject, scope }) => readText(subject) ?? readText(scope) ?? []);
  const inMessage = /\[([^\]]+)\]/.exec(msg)?.[1]?.split(',') ?? [];
  const scopes = (listed.length > 0 ? listed : inMessage).map((scope) => scope.trim());
  return [...new Set(scopes.filter((scope) => /^[\w:.-]{1,100}$/.test(scope)))];
}

const CONSOLES = ['feishu.cn', 'larksuite.com', 'larkoffice.com'].map((host) => `https://open.${host}/app/`);

/** A link to the developer console. No other link is believed, since people are sent there. */
function readConsoleUrl(texts: readonly string[], baseUrl: string | undefined): string | undefined {
  const consoles = baseUrl === undefined ? CONSOLES : [...CONSOLES, `${domainsFor(baseUrl).console}/`];
  const urls = texts.flatMap((text) => text.match(/https?:\/\/[^\s"'<>，。]+/g) ?? []);
  return urls.find((url) => consoles.some((prefix) => url.startsWith(prefix)));
}
