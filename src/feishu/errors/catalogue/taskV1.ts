import { entry, serverFailure, type Catalogue } from './entry';

const slowDown: [string, string] = ['Wait a moment and try again.', '请稍后重新尝试。'];

/**
 * Codes of task v1, from the error tables of "创建任务", "新增关注人", "批量删除关注人" and their siblings. The HTTP status
 * varies between them (1470403: 401 or 403, 1470450: 400 or 429); the meaning does not.
 */
export const TASK_V1: Catalogue = {
  1470400: entry(
    ['The request has a wrong parameter.', "Check the values entered; Feishu's answer names the reason."],
    ['请求参数存在问题。', '请根据返回的具体错误检查填写的内容。'],
  ),
  1470403: entry(
    [
      'The identity token is not the right one.',
      'It must be a user_access_token or a tenant_access_token: sign in again or check the app.',
    ],
    ['身份 token 不正确。', '需要为 user_access_token 或 tenant_access_token：请重新登录或检查应用。'],
  ),
  1470404: entry(
    [
      'Feishu refused to create or change the task.',
      'The current identity has no right to edit it; a follower, for example, cannot. Ask its creator or an assignee.',
    ],
    ['创建或更新任务被拒绝。', '一般是因为当前身份没有操作权限，例如任务的关注者不能修改任务。请联系创建者或负责人。'],
  ),
  1470410: entry(
    ['The rich-text title could not be read.', 'Check its links and mentions, or use a plain title.'],
    ['富文本标题解析错误。', '请检查其中的链接和 @ 格式，或使用纯文本标题。'],
  ),
  1470411: entry(
    ['The rich-text description could not be read.', 'Check its links and mentions, or use a plain description.'],
    ['富文本描述解析错误。', '请检查其中的链接和 @ 格式，或使用纯文本描述。'],
  ),
  1470412: entry(
    ['A follower id is not valid.', 'Choose the follower again; an id must not be empty or of another app.'],
    ['关注者 ID 无效。', '请重新选择关注人；ID 不能为空，也不能来自其他应用。'],
  ),
  1470413: entry(
    ['An assignee id is not valid.', 'Choose the assignee again; an id must not be empty or of another app.'],
    ['负责人 ID 无效。', '请重新选择负责人；ID 不能为空，也不能来自其他应用。'],
  ),
  1470414: entry(
    ['The time zone is not valid.', 'Use a name of the IANA Time Zone Database, such as Asia/Shanghai.'],
    ['时区信息不合规。', '请使用 IANA 时区数据库中的名称，例如 Asia/Shanghai。'],
  ),
  1470415: entry(
    ['The name of the task’s origin is not valid.', 'It may hold a language that Feishu does not support.'],
    ['任务来源的名称不合规。', '可能传入了不支持的地区名。'],
  ),
  1470416: entry(['The task has no title.', 'Enter a title.'], ['标题和富文本标题都没有内容。', '请填写任务标题。']),
  1470417: entry(
    ['The rich-text comment could not be read.', 'Check its links and mentions, or use plain text.'],
    ['富文本评论解析错误。', '请检查其中的链接和 @ 格式，或使用纯文本。'],
  ),
  1470418: entry(['The comment is empty.', 'Write something first.'], ['评论内容为空。', '请填写评论内容。']),
  1470419: entry(
    ['The task has no due time to remind of.', 'Set a due time first.'],
    ['任务没有截止时间，无法设置提醒。', '请先设置截止时间。'],
  ),
  1470420: entry(
    ['The task has this reminder already.', 'Nothing needs to be done.'],
    ['任务已有相同的提醒。', '无需重复添加。'],
  ),
  1470421: entry(
    ['The page size is not valid.', 'Please report this as a bug of the extension.'],
    ['分页大小不合规。', '请将此问题作为扩展的缺陷反馈。'],
  ),
  1470422: entry(['The list changed while it was read.', 'Refresh the list.'], ['分页标记无效。', '请刷新列表。']),
  1470423: entry(
    ['The task id is missing.', 'Please report this as a bug of the extension.'],
    ['缺少任务 ID。', '请将此问题作为扩展的缺陷反馈。'],
  ),
  1470424: entry(
    ['A field to change is unknown to Feishu.', 'Please report this as a bug of the extension.'],
    ['要更新的字段未知。', '请将此问题作为扩展的缺陷反馈。'],
  ),
  1470425: entry(
    ['A field may not be changed.', 'Change the task in Feishu instead.'],
    ['该字段不允许更新。', '请在飞书中修改任务。'],
  ),
  1470426: entry(
    ['Nothing was named to be changed.', 'Please report this as a bug of the extension.'],
    ['没有指定要更新的字段。', '请将此问题作为扩展的缺陷反馈。'],
  ),
  1470427: entry(
    ['The task has too many reminders.', 'Delete a reminder first.'],
    ['提醒数量超过限制。', '请先删除一个提醒。'],
  ),
  1470428: entry(
    ['The task has too many followers.', 'Remove followers before adding others.'],
    ['关注者的数量超过最大限制，无法继续添加。', '请先移除部分关注人。'],
  ),
  1470429: entry(
    ['The task has too many assignees.', 'A task has at most 50; remove some before adding others.'],
    ['负责人的数量超过最大限制。', '一个任务最多 50 位负责人，请先移除部分负责人。'],
  ),
  1470430: entry(
    ['They follow the task already.', 'Nothing needs to be done.'],
    ['用户已经是任务的关注者。', '不需要重复添加。'],
  ),
  1470431: entry(
    ['They are assignees of the task already.', 'Nothing needs to be done.'],
    ['用户已经是任务的负责人。', '不需要重复添加。'],
  ),
  1470432: entry(
    ['You cannot see or change this task.', 'Ask its creator or an assignee to add you.'],
    ['没有该任务的权限。', '请联系任务的创建者或负责人将你加入。'],
  ),
  1470433: entry(
    ['The task was deleted.', 'Remove its link from the comment, or create a new task.'],
    ['任务已被删除。', '请移除注释中的任务链接，或创建新任务。'],
  ),
  1470434: entry(
    ['Feishu cannot read the repeat rule.', 'Check the rule against RFC 2445, for example FREQ=WEEKLY;BYDAY=MO.'],
    ['重复规则无法解析。', '请检查是否符合语法规范，例如 FREQ=WEEKLY;BYDAY=MO。'],
  ),
  1470435: entry(
    ['The attached data is not base64.', 'Please report this as a bug of the extension.'],
    ['extra 字段无法按 base64 格式解析。', '请将此问题作为扩展的缺陷反馈。'],
  ),
  1470436: entry(
    ['The link to the code is not valid.', 'It must begin with http or https.'],
    ['解析来源中的 URL 失败。', '链接须以 http 或 https 开头。'],
  ),
  1470437: entry(
    ['The title or the description is too long.', 'A title has at most 256 characters, a description at most 65,536.'],
    ['任务标题或者描述的文本长度超出限制。', '标题最大 256 个字符，描述最大 65536 个字符。'],
  ),
  1470438: entry(
    ['The custom completion is not valid.', 'Check its format.'],
    ['Custom 字段格式错误。', '请根据字段说明检查。'],
  ),
  1470439: entry(
    ['The due time could not be read.', 'Choose the due date again.'],
    ['无法解析时间戳。', '请重新选择截止时间。'],
  ),
  1470450: entry(
    ['Feishu is getting too many requests at the moment.', slowDown[0]],
    ['当前同时发起的请求过多，触发了限流。', slowDown[1]],
  ),
  1470451: entry(
    ['The same task is being changed too often.', slowDown[0]],
    ['对同一个任务的操作请求太频繁。', slowDown[1]],
  ),
  1470600: serverFailure('Feishu failed to create the task.', '任务创建失败。'),
  1470601: serverFailure('Feishu failed to delete the task.', '任务删除失败。'),
  1470602: entry(
    ['Feishu does not know this task.', 'It may have been deleted, or belongs to another account. Check the task id.'],
    ['任务 ID 不合法。', '任务可能已被删除或属于其他账号，请检查任务 ID。'],
  ),
  1470603: serverFailure('Feishu failed to change the task.', '任务更新失败。'),
  1470604: serverFailure('Feishu failed to complete or reopen the task.', '任务完成或恢复失败。'),
  1470605: serverFailure('Feishu failed to list the tasks.', '获取任务列表失败。'),
  1470700: entry(
    ['They are not an assignee of this task.', 'Refresh the task.'],
    ['该用户不是任务的负责人。', '请刷新任务。'],
  ),
  1470701: serverFailure('Feishu failed to add the assignees.', '添加任务负责人失败。'),
  1470702: serverFailure('Feishu failed to remove the assignees.', '移除任务负责人失败。'),
  1470710: entry(['They do not follow this task.', 'Refresh the task.'], ['该用户不是任务的关注人。', '请刷新任务。']),
  1470711: serverFailure('Feishu failed to add the followers.', '添加任务关注者失败。'),
  1470712: serverFailure('Feishu failed to remove the followers.', '移除任务关注人失败。'),
  1470720: entry(['The reminder does not exist any more.', 'Refresh the task.'], ['提醒不存在。', '请刷新任务。']),
  1470721: serverFailure('Feishu failed to add the reminder.', '添加提醒失败。'),
  1470722: serverFailure('Feishu failed to delete the reminder.', '删除提醒失败。'),
  1470730: serverFailure('Feishu failed to add the comment.', '添加评论失败。'),
  1470731: serverFailure('Feishu failed to delete the comment.', '删除评论失败。'),
  1470732: serverFailure('Feishu failed to change the comment.', '更新评论失败。'),
  1470733: entry(['The comment does not exist any more.', 'Refresh the comments.'], ['评论不存在。', '请刷新评论。']),
  1470734: serverFailure('Feishu failed to read the comments.', '获取评论失败。'),
  1470740: entry(
    ['The text did not pass Feishu’s content check.', 'Change the title or the description.'],
    ['文本没有通过安全内容检查。', '请修改标题或描述中的内容。'],
  ),
  1470741: serverFailure('Feishu’s content check failed.', '内容安全检查失败。'),
};
