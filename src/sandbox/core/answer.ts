import type { ApiError } from './errors';

/** What a handler gives back; the server adds the transport headers. */
export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

const json = { 'content-type': 'application/json; charset=utf-8' };

/** The success envelope. The documents' own samples differ in `msg`; callers must not test it. */
export function ok(data: unknown, msg = 'success'): Answer {
  return flat(200, { code: 0, data, msg });
}

/** A JSON body as it stands: token endpoints answer without `data`. */
export function flat(status: number, body: unknown): Answer {
  return { status, headers: json, body: JSON.stringify(body) };
}

/** A web page. Scripts are off; forms go to this server or to `formTargets` (a consent page redirects to the client). */
export function html(body: string, status = 200, formTargets: readonly string[] = []): Answer {
  const targets = ["'self'", ...formTargets].join(' ');
  return {
    status,
    headers: {
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy':
        `default-src 'none'; style-src 'unsafe-inline'; img-src data:; form-action ${targets}; ` +
        `frame-ancestors 'none'; base-uri 'none'`,
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'same-origin',
      'cache-control': 'no-store',
      vary: 'Accept-Language',
    },
    body,
  };
}

/** Sends the browser elsewhere; 303 turns a form's POST into a GET. */
export function redirect(location: string, status: 302 | 303 = 303): Answer {
  return { status, headers: { location, 'cache-control': 'no-store' }, body: '' };
}

/** The failure envelope with the request id, as the gateway and the task service give it. */
export function failure(error: ApiError, logId: string): Answer {
  const { fieldViolations, permissionViolations, headers } = error.detail;
  const body = {
    code: error.code,
    msg: error.message,
    error: {
      message: error.message,
      log_id: logId,
      ...(fieldViolations ? { field_violations: fieldViolations } : {}),
      ...(permissionViolations ? { permission_violations: permissionViolations } : {}),
    },
  };
  return { status: error.status, headers: { ...json, ...headers }, body: JSON.stringify(body) };
}
