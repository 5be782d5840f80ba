import { BadAnswerError, CancelledError, FeishuError, NetworkError, TimeoutError } from './types';

/** Gateway codes saying that the token at hand is dead or unusable (generic code page). */
const TOKEN_CODES = new Set([99991661, 99991663, 99991664, 99991665, 99991668, 99991669, 99991671, 99991676, 99991677]);
/** OAuth codes after which only a new sign-in helps (refresh token page). */
const SIGN_IN_CODES = new Set([20003, 20004, 20005, 20008, 20024, 20026, 20037, 20064, 20065, 20066, 20073]);
const SCOPE_CODES = new Set([99991672, 99991679]);
/** Gateway and domain codes of an internal failure (generic code page: 1500-1668, 2200, 5000, 10500). */
const INTERNAL_CODES = new Set([2200, 5000, 10500]);

const GATEWAY_LIMIT = 99991400;
const TOKEN_ENDPOINT = /\/(tenant_access_token|oauth)\//;
const CONTACT_NOT_VISIBLE = 41050;

/**
 * The API does not take this kind of identity at all: 99991668 says so in its message alone. No other token of the same
 * kind would help.
 */
export function isWrongIdentity(error: unknown): boolean {
  return error instanceof FeishuError && error.code === 99991668 && /not support/i.test(error.msg);
}

/** The token or the sign-in is not accepted (any more); a fresh token or a new sign-in is needed. */
export function isAuthError(error: unknown): error is FeishuError {
  if (!(error instanceof FeishuError) || isWrongIdentity(error)) {
    return false;
  }
  if (error.apiVersion === 'v1' && error.code === 1470403) {
    return true;
  }
  const signIn = error.apiVersion === 'oauth' || error.apiVersion === 'auth';
  return TOKEN_CODES.has(error.code) || (signIn && SIGN_IN_CODES.has(error.code));
}

/** Refused because of too many requests; nothing was carried out. Decided by code: the HTTP status varies. */
export function isRateLimit(error: unknown): error is FeishuError {
  if (!(error instanceof FeishuError)) {
    return false;
  }
  return (
    error.code === GATEWAY_LIMIT ||
    ((error.apiVersion === 'v1' || error.apiVersion === 'v2') && (error.code === 1470450 || error.code === 1470451)) ||
    (error.apiVersion === 'im' && error.code === 232019)
  );
}

/** The gateway's own limit, whose wait applies to the whole endpoint. */
export function isGatewayLimit(error: unknown): error is FeishuError {
  return error instanceof FeishuError && error.code === GATEWAY_LIMIT;
}

/**
 * The thing asked for does not exist (any more). v1 says so with several codes, v2 with 404/1470404; v1's 1470404
 * is a refusal and not meant here. v1 answers 1470602 for an id it does not know.
 */
export function isNotFound(error: unknown): error is FeishuError {
  if (!(error instanceof FeishuError)) {
    return false;
  }
  if (error.apiVersion === 'v1') {
    return [1470433, 1470602, 1470700, 1470710, 1470720, 1470733].includes(error.code);
  }
  if (error.apiVersion === 'im') {
    return error.code === 232006 || error.code === 232009;
  }
  return error.apiVersion === 'v2' && error.code === 1470404;
}

/** Gateway codes for ids of people or chats that do not exist, or belong to another app or company. */
const STALE_ID_CODES = new Set([
  99992351, 99992352, 99992353, 99992355, 99992356, 99992359, 99992360, 99992361, 99992363, 99992364, 99992381,
]);

/** An id of a person or chat in the request is not known: what it was remembered for is stale. */
export function isStaleId(error: unknown): error is FeishuError {
  return error instanceof FeishuError && STALE_ID_CODES.has(error.code);
}

/** The identity may not do this: no right on the object, a scope missing, not in the chat. */
export function isPermission(error: unknown): error is FeishuError {
  if (!(error instanceof FeishuError)) {
    return false;
  }
  if (SCOPE_CODES.has(error.code)) {
    return true;
  }
  switch (error.apiVersion) {
    case 'v1':
      return error.code === 1470404 || error.code === 1470432;
    case 'v2':
      return error.code === 1470403;
    case 'contact':
      return error.code === CONTACT_NOT_VISIBLE || error.code === 40004 || error.code === 40014;
    case 'im':
      return error.code === 232011 || error.code === 232017 || error.code === 232025;
    default:
      return false;
  }
}

/** The server failed inside; the same request may work later. */
export function isServerFailure(error: unknown): boolean {
  if (error instanceof FeishuError) {
    const limited: boolean = isRateLimit(error);
    const gatewayInternal = (error.code >= 1500 && error.code <= 1668) || INTERNAL_CODES.has(error.code);
    return !limited && (error.httpStatus >= 500 || gatewayInternal);
  }
  return error instanceof BadAnswerError && error.httpStatus >= 500;
}

/** The exchange that failed was about a token: the request that needed it was not sent. */
export function isAboutToken(error: unknown): boolean {
  const known = error instanceof FeishuError || error instanceof NetworkError || error instanceof BadAnswerError;
  return (known || error instanceof TimeoutError) && TOKEN_ENDPOINT.test(error.endpoint);
}

/**
 * The request may or may not have been carried out: a creation must look for its result before it is sent again.
 * True after a timeout, a lost connection, a cancelled request under way, a failure inside the server and an
 * unreadable answer that was not a plain refusal.
 */
export function isOutcomeUnclear(error: unknown): boolean {
  if (isAboutToken(error)) {
    return false;
  }
  if (error instanceof TimeoutError) {
    return true;
  }
  if (error instanceof NetworkError || error instanceof CancelledError) {
    return error.sent;
  }
  if (error instanceof BadAnswerError) {
    return error.httpStatus < 300 || error.httpStatus >= 500;
  }
  return isServerFailure(error);
}
