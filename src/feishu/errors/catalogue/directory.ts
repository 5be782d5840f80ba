import { entry, serverFailure, type Catalogue, type Entry } from './entry';

const bug: [string, string] = ['Please report this as a bug of the extension.', '请将此问题作为扩展的缺陷反馈。'];
const outside: Entry = entry(
  [
    'The person or department is outside what the app may see.',
    'Ask an administrator to widen the app’s contact range.',
  ],
  ['用户或部门不在应用的通讯录可见范围内。', '请联系管理员调整应用的通讯录权限范围。'],
);
const badParameter: Entry = entry(
  ['The directory request has a wrong parameter.', bug[0]],
  ['通讯录请求参数不正确。', bug[1]],
);

/** Codes of contact v3. */
export const CONTACT: Catalogue = {
  40001: badParameter,
  40003: serverFailure('Feishu’s directory failed.', '通讯录服务内部错误。'),
  40004: outside,
  40011: badParameter,
  40012: badParameter,
  40014: outside,
  41012: entry(
    ['Feishu does not know this person.', 'Choose the person again.'],
    ['用户 ID 无效。', '请重新选择人员。'],
  ),
  41050: outside,
  42008: entry(['The company is not known.', 'Sign in again.'], ['企业信息无效。', '请重新登录。']),
  43010: entry(
    ['The department is too big to be read at once.', 'Search by name instead.'],
    ['部门过大，无法递归获取。', '请改用名称搜索。'],
  ),
  48001: badParameter,
  48002: serverFailure('Feishu’s directory search failed.', '部门搜索失败。'),
};

/** Codes of im v1 chats. */
export const IM: Catalogue = {
  232001: entry(['The chat request has a wrong parameter.', bug[0]], ['群组请求参数不正确。', bug[1]]),
  232004: entry(['Feishu does not know the app.', 'Check the App ID.'], ['应用不存在。', '请检查 App ID。']),
  232006: entry(['Feishu does not know this chat.', 'Choose the chat again.'], ['群 ID 无效。', '请重新选择群组。']),
  232009: entry(['The chat was dissolved.', 'Choose another chat.'], ['群组已解散。', '请选择其他群组。']),
  232010: entry(
    ['The chat belongs to another company.', 'Choose a chat of your own company.'],
    ['群组属于其他企业。', '请选择本企业的群组。'],
  ),
  232011: entry(
    ['The current identity is not in the chat.', 'Join the chat; with an app, add its bot to the chat.'],
    ['当前身份不在群中。', '请加入该群；使用应用身份时，请将机器人加入群。'],
  ),
  232017: entry(
    ['You have no right to do this in the chat.', 'Ask the owner of the chat.'],
    ['没有该群的操作权限。', '请联系群主。'],
  ),
  232019: entry(
    ['Feishu is getting too many requests at the moment.', 'Wait a moment and try again.'],
    ['请求过于频繁，触发了限流。', '请稍后重新尝试。'],
  ),
  232025: entry(
    ['The app has no bot.', 'Switch on the bot ability in the developer console and release a version of the app.'],
    ['应用未启用机器人能力。', '请在开发者后台启用机器人能力并发布应用版本。'],
  ),
  232033: entry(
    ['The app may not be used in this chat.', 'Ask an administrator.'],
    ['该群不允许使用此应用。', '请联系管理员。'],
  ),
  232034: entry(
    ['The app is not available in this company.', 'Ask an administrator to install or enable it.'],
    ['应用在该企业中不可用。', '请联系管理员安装或启用应用。'],
  ),
};
