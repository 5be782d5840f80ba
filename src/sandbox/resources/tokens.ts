import { flat, type Answer } from '../core/answer';
import type { Call, Route } from '../core/call';
import { isJsonObject } from '../core/fields';
import { messageOf } from '../core/messages';
import { appToken } from '../domain/tokens';

/** `auth/v3`: the app's own tokens. Answers are flat; business failures come with HTTP 200, as the SDKs expect. */
export const tokenRoutes: readonly Route[] = [
  {
    method: 'POST',
    path: '/open-apis/auth/v3/tenant_access_token/internal',
    handle: (call) => issue(call, false),
  },
  {
    method: 'POST',
    path: '/open-apis/auth/v3/app_access_token/internal',
    handle: (call) => issue(call, true),
  },
];

function issue(call: Call, withAppToken: boolean): Answer {
  const { app } = call.state;
  const body = isJsonObject(call.body) ? call.body : {};
  const { app_id: appId, app_secret: appSecret } = body;
  if (typeof appId !== 'string' || typeof appSecret !== 'string' || appId === '' || appSecret === '') {
    return refuse(10003);
  }
  if (appId !== app.appId) {
    return refuse(99991543);
  }
  if (appSecret !== app.appSecret) {
    return refuse(10015);
  }
  if (!app.enabled) {
    return refuse(10014);
  }
  const tenant = appToken(call.world.store, 'tenant', call.now);
  const seconds = (expiresAt: number) => Math.floor((expiresAt - call.now) / 1000);
  if (!withAppToken) {
    return flat(200, {
      code: 0,
      msg: 'ok',
      tenant_access_token: tenant.token,
      expire: seconds(tenant.expiresAt),
    });
  }
  const own = appToken(call.world.store, 'app', call.now);
  return flat(200, {
    code: 0,
    msg: 'ok',
    app_access_token: own.token,
    expire: seconds(own.expiresAt),
    tenant_access_token: tenant.token,
  });
}

function refuse(code: number): Answer {
  return flat(200, { code, msg: messageOf('auth', code) });
}
