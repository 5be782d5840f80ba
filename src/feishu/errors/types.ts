/**
 * Which table of codes an answer belongs to. The same number means different things in task v1 and v2, so a code is
 * never read without this. Gateway codes (9999xxxx) mean the same in all of them.
 */
export type ApiVersion = 'v1' | 'v2' | 'auth' | 'oauth' | 'contact' | 'im' | 'search';

/** One entry of `error.field_violations`. */
export interface FieldViolation {
  readonly field: string;
  readonly value?: string;
  readonly description?: string;
}

export interface FeishuErrorDetails {
  readonly apiVersion: ApiVersion;
  /** Body `code`; 0 where an OAuth answer names only an `error` word. */
  readonly code: number;
  readonly httpStatus: number;
  /** Method and path template, such as `POST /open-apis/task/v1/tasks`. */
  readonly endpoint: string;
  /** The server's own words, shortened. Not to be parsed, not to be trusted. */
  readonly msg: string;
  /** Request id to quote to Feishu's support. */
  readonly logId?: string;
  /** Scopes the app or the user's grant lacks (99991672, 99991679). */
  readonly missingScopes?: readonly string[];
  /** Console page where the missing scopes are switched on: Feishu's, or that of the API host. */
  readonly consoleUrl?: string;
  readonly fieldViolations?: readonly FieldViolation[];
  /** Seconds until the quota is back (`x-ogw-ratelimit-reset`). */
  readonly retryAfterSeconds?: number;
  /** `error` of an OAuth answer, such as `authorization_pending`. */
  readonly oauthError?: string;
}

/** Feishu understood the request and refused it: body `code` other than 0. */
export class FeishuError extends Error implements FeishuErrorDetails {
  readonly apiVersion: ApiVersion;
  readonly code: number;
  readonly httpStatus: number;
  readonly endpoint: string;
  readonly msg: string;
  readonly logId?: string;
  readonly missingScopes: readonly string[];
  readonly consoleUrl?: string;
  readonly fieldViolations: readonly FieldViolation[];
  readonly retryAfterSeconds?: number;
  readonly oauthError?: string;

  constructor(details: FeishuErrorDetails) {
    const logId = details.logId ? `, log id ${details.logId}` : '';
    super(
      `${details.endpoint}: ${details.msg || details.oauthError || 'refused'} ` +
        `(${details.apiVersion} code ${details.code}, HTTP ${details.httpStatus}${logId})`,
    );
    this.name = 'FeishuError';
    this.apiVersion = details.apiVersion;
    this.code = details.code;
    this.httpStatus = details.httpStatus;
    this.endpoint = details.endpoint;
    this.msg = details.msg;
    this.logId = details.logId;
    this.missingScopes = details.missingScopes ?? [];
    this.consoleUrl = details.consoleUrl;
    this.fieldViolations = details.fieldViolations ?? [];
    this.retryAfterSeconds = details.retryAfterSeconds;
    this.oauthError = details.oauthError;
  }
}

/** How the way to the server failed. */
export type NetworkFault = 'dns' | 'refused' | 'unreachable' | 'reset' | 'tls' | 'other';

/** No answer arrived. */
export class NetworkError extends Error {
  constructor(
    readonly fault: NetworkFault,
    /** False where the request certainly never reached the server. */
    readonly sent: boolean,
    readonly endpoint: string,
    /** Node's error code, such as `ECONNRESET`. */
    readonly systemCode?: string,
  ) {
    super(`${endpoint}: no connection (${fault}${systemCode ? `, ${systemCode}` : ''})`);
    this.name = 'NetworkError';
  }
}

/** No complete answer within the time allowed. The request may have been carried out. */
export class TimeoutError extends Error {
  constructor(
    readonly endpoint: string,
    readonly timeoutMilliseconds: number,
  ) {
    super(`${endpoint}: no answer within ${timeoutMilliseconds} ms`);
    this.name = 'TimeoutError';
  }
}

/** The caller's AbortSignal fired. */
export class CancelledError extends Error {
  constructor(
    /** True where the request was under way and may have been carried out. */
    readonly sent: boolean,
  ) {
    super('cancelled');
    this.name = 'CancelledError';
  }
}

/** What was wrong with an answer that is none of the documented ones. */
export type BadAnswer = 'not-json' | 'truncated' | 'too-large' | 'redirect' | 'proxy' | 'missing-field' | 'paging';

/** Something answered, but not as Feishu's documents say. */
export class BadAnswerError extends Error {
  constructor(
    readonly problem: BadAnswer,
    readonly httpStatus: number,
    readonly endpoint: string,
    readonly logId?: string,
    /** For `missing-field`: which; never more than our own words. */
    readonly detail?: string,
  ) {
    super(`${endpoint}: unusable answer (${problem}${detail ? ` ${detail}` : ''}, HTTP ${httpStatus})`);
    this.name = 'BadAnswerError';
  }
}

/** Which rule an argument breaks. */
export type ValidationRule =
  | 'required'
  | 'too-long'
  | 'too-many'
  | 'duplicate'
  | 'unknown-value'
  | 'id'
  | 'date'
  | 'epoch-seconds'
  | 'time-zone'
  | 'http-url'
  | 'rich-text'
  | 'repeat-rule'
  | 'needs-due'
  | 'integer'
  | 'base-url'
  | 'scope'
  | 'redirect-url';

/** An argument breaks a documented rule; nothing was sent. */
export class ValidationError extends Error {
  constructor(
    /** Path of the argument in the client's own words, such as `due.timeZone` or `followerIds[3]`. */
    readonly field: string,
    readonly rule: ValidationRule,
    /** The limit broken, for `too-long` (characters) and `too-many` (items). */
    readonly limit?: number,
  ) {
    super(`${field}: ${rule}${limit === undefined ? '' : ` (limit ${limit})`}`);
    this.name = 'ValidationError';
  }
}
