import { entry, serverFailure, type Catalogue, type Entry } from './entry';

const signIn: Entry = entry(
  ['The access token is not valid any more.', 'Sign in again.'],
  ['访问凭证已失效。', '请重新登录。'],
);
const bug: [string, string] = ['Please report this as a bug of the extension.', '请将此问题作为扩展的缺陷反馈。'];
const unknownPerson: Entry = entry(
  ['Feishu does not know one of the people.', 'Choose them again; they may have left or belong to another company.'],
  ['用户 ID 不存在。', '请重新选择人员，对方可能已离职或属于其他企业。'],
);
const unknownChat: Entry = entry(
  ['Feishu does not know the chat.', 'Choose the chat again.'],
  ['群 ID 不存在。', '请重新选择群组。'],
);

/** Codes of the gateway, the same for every API (document "通用错误码"). */
export const GATEWAY: Catalogue = {
  99991661: entry(['The request carries no access token.', bug[0]], ['请求中没有访问凭证。', bug[1]]),
  99991662: entry(
    ['The app is disabled.', 'Ask an administrator to enable it.'],
    ['应用已被停用。', '请联系管理员启用应用。'],
  ),
  99991663: signIn,
  99991664: signIn,
  99991665: signIn,
  99991668: signIn,
  99991669: signIn,
  99991671: signIn,
  99991672: entry(
    ['The app lacks a permission scope.', 'Switch it on in the developer console and release a version of the app.'],
    ['应用缺少接口权限。', '请在开发者后台开通权限并发布应用版本。'],
  ),
  99991673: entry(
    ['The app is not available in this company.', 'Ask an administrator to install or enable it.'],
    ['应用在该企业中不可用。', '请联系管理员安装或启用应用。'],
  ),
  99991676: entry(
    ['The access token has no permission for this.', 'Sign in again and grant the permission.'],
    ['访问凭证没有权限。', '请重新登录并授权。'],
  ),
  99991677: signIn,
  99991679: entry(
    ['You have not granted the app this permission.', 'Sign in again and grant it.'],
    ['用户未授权该权限。', '请重新登录并授权。'],
  ),
  99991400: entry(
    ['Feishu allows no more requests at the moment.', 'Wait a moment and try again.'],
    ['请求过于频繁，触发了频率限制。', '请稍后重新尝试。'],
  ),
  99991401: entry(
    ['This computer’s address is not on the app’s list of allowed addresses.', 'Ask an administrator to add it.'],
    ['当前 IP 不在应用的白名单中。', '请联系管理员添加。'],
  ),
  99991403: entry(
    ['The company’s monthly quota of API calls is used up.', 'Ask an administrator, or wait for the next month.'],
    ['企业本月的 API 调用额度已用完。', '请联系管理员，或等待下个月。'],
  ),
  99991201: entry(
    ['Feishu does not know this API.', 'Check the API address in the settings.'],
    ['接口地址不存在。', '请检查设置中的 API 地址。'],
  ),
  99991301: entry(['Feishu does not take this kind of request.', bug[0]], ['请求方法不正确。', bug[1]]),
  99991543: entry(
    [
      'The App ID or the App Secret is not right.',
      'Check both in the developer console, and the brand (Feishu or Lark).',
    ],
    ['App ID 或 App Secret 不正确。', '请在开发者后台核对，并确认品牌（飞书或 Lark）。'],
  ),
  99992351: unknownPerson,
  99992352: unknownPerson,
  99992353: unknownPerson,
  99992359: unknownPerson,
  99992360: unknownPerson,
  99992363: unknownPerson,
  99992364: unknownPerson,
  99992355: unknownChat,
  99992356: unknownChat,
  99992361: entry(
    ['The id of a person belongs to another app.', 'Choose the person again: ids are different in each app.'],
    ['用户的 open_id 属于其他应用。', '请重新选择人员：每个应用的 open_id 不同。'],
  ),
  99992381: entry(
    ['The id of a person belongs to another company.', 'Choose the person again.'],
    ['用户的 union_id 属于其他企业。', '请重新选择人员。'],
  ),
  99992402: entry(
    ['A field of the request is missing or wrong.', 'Check the values entered.'],
    ['请求字段缺失或不正确。', '请检查填写的内容。'],
  ),
  2200: serverFailure('Feishu failed inside.', '飞书内部错误。'),
  5000: serverFailure('Feishu failed inside.', '飞书内部错误。'),
  10500: serverFailure('Feishu failed inside.', '飞书内部错误。'),
};

/** For 99991668 where its message says that the kind of token is the trouble. */
export const WRONG_IDENTITY: Entry = entry(
  ['Feishu does not offer this to the current kind of identity.', 'Some things need a person’s sign-in, some the app.'],
  ['飞书不支持以当前身份进行此操作。', '部分操作需要用户登录，部分操作需要应用身份。'],
);
