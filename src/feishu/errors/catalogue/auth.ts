import { entry, serverFailure, type Catalogue, type Entry } from './entry';

const bug: [string, string] = ['Please report this as a bug of the extension.', '请将此问题作为扩展的缺陷反馈。'];
const signInAgain: Entry = entry(
  ['The sign-in is not valid any more.', 'Sign in again.'],
  ['登录已失效。', '请重新登录。'],
);
const restart: Entry = entry(
  ['The sign-in took too long or was used twice.', 'Start the sign-in again.'],
  ['登录授权码无效、已过期或已被使用。', '请重新开始登录。'],
);
const wrongSecret: Entry = entry(
  [
    'The App ID or the App Secret is not right.',
    'Check both in the developer console, and the brand (Feishu or Lark).',
  ],
  ['App ID 或 App Secret 不正确。', '请在开发者后台核对，并确认品牌（飞书或 Lark）。'],
);
const noApp: Entry = entry(
  [
    'The app is not available to you.',
    'Ask an administrator to install it and to put you into its availability range.',
  ],
  ['你无法使用该应用。', '请联系管理员安装应用，并将你加入应用的可用范围。'],
);

/** Codes of the app's own token (document "自建应用获取 tenant_access_token") and of `authen/v1/user_info`. */
export const AUTH: Catalogue = {
  10003: entry(
    ['The App ID or the App Secret is malformed.', 'Check both.'],
    ['参数不正确。', '请检查 App ID 和 App Secret。'],
  ),
  10012: serverFailure('Feishu could not issue a token.', '无法生成访问凭证。'),
  10013: serverFailure('Feishu could not issue a token.', '无法生成访问凭证。'),
  10014: entry(
    ['The app is disabled or not authorised.', 'Ask an administrator to enable it.'],
    ['应用已停用或未授权。', '请联系管理员启用应用。'],
  ),
  10015: wrongSecret,
  20001: entry(['The request lacks a parameter.', bug[0]], ['缺少参数。', bug[1]]),
  20005: signInAgain,
  20008: signInAgain,
  20021: entry(
    ['This account has left the company.', 'Sign in with another account.'],
    ['该用户已离职。', '请使用其他账号登录。'],
  ),
  20022: entry(['This account is frozen.', 'Ask an administrator.'], ['该用户已被冻结。', '请联系管理员。']),
  20023: entry(['This account is not registered.', 'Ask an administrator.'], ['该用户未注册。', '请联系管理员。']),
  20050: serverFailure('Feishu failed inside.', '飞书内部错误。'),
};

/** Codes of `authen/v2/oauth/token` (documents "获取 / 刷新 user_access_token"). */
export const OAUTH: Catalogue = {
  20001: entry(['The sign-in request lacks a parameter.', bug[0]], ['登录请求缺少参数。', bug[1]]),
  20002: wrongSecret,
  20003: restart,
  20004: restart,
  20008: signInAgain,
  20009: noApp,
  20010: noApp,
  20024: signInAgain,
  20026: signInAgain,
  20036: entry(['Feishu does not take this kind of sign-in.', bug[0]], ['不支持的授权类型。', bug[1]]),
  20037: signInAgain,
  20048: wrongSecret,
  20049: entry(
    ['The sign-in did not come back to where it started.', 'Start the sign-in again.'],
    ['PKCE 校验失败。', '请重新开始登录。'],
  ),
  20050: serverFailure('Feishu failed inside.', '飞书内部错误。'),
  20063: entry(['The sign-in request is malformed.', bug[0]], ['登录请求格式不正确。', bug[1]]),
  20064: signInAgain,
  20065: restart,
  20066: signInAgain,
  20067: entry(['A permission is asked for twice.', bug[0]], ['权限列表中有重复项。', bug[1]]),
  20068: entry(
    ['A permission asked for is not granted.', 'Sign in again and grant it.'],
    ['请求的权限超出已授权的范围。', '请重新登录并授权。'],
  ),
  20069: noApp,
  20070: entry(
    ['The app was named twice in the sign-in request.', bug[0]],
    ['请求中重复提供了客户端认证信息。', bug[1]],
  ),
  20071: entry(
    ['The redirect URL is not the one the sign-in began with.', 'Start the sign-in again.'],
    ['重定向 URL 与授权时不一致。', '请重新开始登录。'],
  ),
  20072: serverFailure('Feishu’s sign-in service is not available.', '飞书登录服务暂时不可用。'),
  20073: signInAgain,
  20074: entry(
    [
      'The app may not renew sign-ins.',
      'Ask its developer to switch on “refresh user_access_token” in the security settings and to release a version.',
    ],
    ['应用未开启刷新 user_access_token。', '请联系应用开发者在安全设置中开启，并发布版本。'],
  ),
};

/** `error` words of OAuth answers that come without a code of their own (device flow). */
export const OAUTH_WORDS: Readonly<Record<string, Entry>> = {
  authorization_pending: entry(
    ['The sign-in is not confirmed yet.', 'Confirm it in the browser.'],
    ['登录尚未确认。', '请在浏览器中确认登录。'],
  ),
  access_denied: entry(
    ['The sign-in was refused.', 'Start again if that was not meant.'],
    ['登录被拒绝。', '如非本意，请重新开始登录。'],
  ),
  expired_token: restart,
  invalid_grant: restart,
};
