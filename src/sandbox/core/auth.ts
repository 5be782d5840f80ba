import type { TokenRecord } from '../store/model';
import type { Call, Identity } from './call';
import { ApiError } from './errors';
import { messageOf } from './messages';

/** Checks 2 and 3 of a request: the token, then the scopes. Gives the identity or throws the documented code. */
export function authenticate(call: Call): Identity {
  const token = readToken(call);
  const identity = checkKind(call, token);
  if (!call.state.app.enabled) {
    throw gatewayError(99991662);
  }
  return identity;
}

function readToken(call: Call): TokenRecord {
  const text = /^Bearer\s+(\S+)$/i.exec(call.headers.authorization ?? '')?.[1];
  if (!text) {
    throw gatewayError(99991661);
  }
  const kind = kindByPrefix(text);
  if (!kind) {
    throw gatewayError(99991671);
  }
  const token = call.state.tokens.find((candidate) => candidate.token === text);
  if (!token || token.revoked) {
    if (kind === 'user' && call.documents(20005)) {
      call.fail(20005);
    }
    throw gatewayError(kind === 'user' ? 99991668 : kind === 'tenant' ? 99991663 : 99991664);
  }
  if (token.expiresAt <= call.now) {
    throw gatewayError(token.kind === 'user' ? 99991677 : 99991663);
  }
  return token;
}

/** Newer user tokens look like JWTs although the gateway's own text still demands `t-` or `u-`. */
function kindByPrefix(token: string): TokenRecord['kind'] | undefined {
  if (token.startsWith('t-')) {
    return 'tenant';
  }
  if (token.startsWith('u-') || token.startsWith('eyJ')) {
    return 'user';
  }
  return token.startsWith('a-') ? 'app' : undefined;
}

function checkKind(call: Call, token: TokenRecord): Identity {
  const rules = call.route.api!;
  if (token.kind === 'app') {
    throw rules.family === 'task_v1' ? call.error(1470403) : gatewayError(99991663);
  }
  if (token.kind === 'tenant') {
    if (rules.tokens === 'U') {
      throw gatewayError(99991663);
    }
    return { kind: 'tenant', token, principal: { type: 'app', id: call.state.app.appId } };
  }
  if (rules.tokens === 'T') {
    throw gatewayError(99991668, 'user access token not support');
  }
  const user = call.state.users.find((candidate) => candidate.openId === token.openId);
  if (!user) {
    throw gatewayError(99991668);
  }
  return { kind: 'user', token, principal: { type: 'user', id: user.openId }, user };
}

/** The app must have one of the API's scopes enabled, and a user must have granted one of them. */
export function checkScopes(call: Call): void {
  const { scopes, family } = call.route.api!;
  const { app } = call.state;
  if (scopes.length > 0) {
    const enabled = call.identity.kind === 'tenant' ? app.scopes.tenant : app.scopes.user;
    if (!scopes.some((scope) => enabled.includes(scope))) {
      throw missingScopes(call, scopes);
    }
    if (call.identity.kind === 'user' && !scopes.some((scope) => call.identity.token.scopes.includes(scope))) {
      throw notGranted(scopes);
    }
  }
  if (family === 'im' && !app.botEnabled) {
    throw call.error(232025);
  }
  if (family === 'task_v1' && call.identity.kind === 'tenant' && !app.botEnabled) {
    throw gatewayError(99991676, 'token no permission: the bot ability of the app is not activated');
  }
}

/** 99991672 with the list in `msg`, the console link, and one violation per scope. */
export function missingScopes(call: Call, scopes: readonly string[]): ApiError {
  const type = call.identity.kind === 'tenant' ? 'tenant' : 'user';
  const link =
    `${call.world.baseUrl}/app/${call.state.app.appId}/auth` +
    `?q=${encodeURIComponent(scopes.join(','))}&op_from=openapi&token_type=${type}`;
  const message =
    `Access denied. One of the following scopes is required: [${scopes.join(', ')}].` +
    `应用尚未开通所需的应用身份权限：[${scopes.join(', ')}]，点击链接申请并开通任一权限即可：${link}`;
  return new ApiError(400, 99991672, message, {
    permissionViolations: scopes.map((subject) => ({ type: 'action_scope_required', subject })),
  });
}

function notGranted(scopes: readonly string[]): ApiError {
  return new ApiError(
    400,
    99991679,
    `${messageOf('auth', 99991679)} required one of these privileges: [${scopes.join(', ')}]`,
    {
      permissionViolations: scopes.map((subject) => ({ type: 'action_privilege_required', subject })),
    },
  );
}

export function gatewayError(code: number, message?: string): ApiError {
  return new ApiError(400, code, message ?? messageOf('auth', code));
}
