import { ok, type Answer } from '../core/answer';
import type { Call, Route } from '../core/call';

const errors = '200/20001 200/20005 200/20008 200/20021 200/20022 200/20023 500/20050';

/** Who the user token belongs to. Its own failures come with HTTP 200. */
export const userInfoRoutes: readonly Route[] = [
  {
    method: 'GET',
    path: '/open-apis/authen/v1/user_info',
    api: { family: 'auth', tokens: 'U', scopes: [], tier: 'special', errors },
    handle: userInfo,
  },
];

function userInfo(call: Call): Answer {
  const user = call.identity.user!;
  if (user.resigned) {
    call.fail(20021);
  }
  if (user.frozen) {
    call.fail(20022);
  }
  const { baseUrl } = call.world;
  return ok({
    name: user.name,
    en_name: user.enName,
    avatar_url: `${baseUrl}/avatar/72.svg`,
    avatar_thumb: `${baseUrl}/avatar/72.svg`,
    avatar_middle: `${baseUrl}/avatar/240.svg`,
    avatar_big: `${baseUrl}/avatar/640.svg`,
    open_id: user.openId,
    union_id: user.unionId,
    tenant_key: call.state.app.tenantKey,
    ...(call.hasScope('contact:user.email:readonly') ? { email: user.email } : {}),
    ...(call.hasScope('contact:user.employee:readonly') ? { enterprise_email: '', employee_no: '' } : {}),
    ...(call.hasScope('contact:user.employee_id:readonly') ? { user_id: user.userId } : {}),
    ...(call.hasScope('contact:user.phone:readonly') ? { mobile: user.mobile } : {}),
  });
}
