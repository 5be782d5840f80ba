import { entry, serverFailure, type Catalogue } from './entry';

/** Codes of task v2 (document "创建动态订阅" and the v2 overview). */
export const TASK_V2: Catalogue = {
  1470400: entry(
    ['The request has a wrong parameter.', "Check the values entered; Feishu's answer names the reason."],
    ['请求参数错误。', '错误原因见返回的提示信息。'],
  ),
  1470403: entry(
    ['You have no right to do this.', 'Ask the owner for the right to edit.'],
    ['没有操作权限。', '请确认当前身份拥有正确的权限。'],
  ),
  1470404: entry(
    ['It does not exist or was deleted.', 'Refresh and choose again.'],
    ['要操作的对象不存在或已删除。', '请刷新后重新选择。'],
  ),
  1470422: entry(
    ['The same request is still under way.', 'Wait a moment and try again.'],
    ['相同的请求正在处理中。', '请稍后重新尝试。'],
  ),
  1470450: entry(
    ['Feishu is getting too many requests at the moment.', 'Wait a moment and try again.'],
    ['当前同时发起的请求过多，触发了限流。', '请稍后重新尝试。'],
  ),
  1470451: entry(
    ['The same task is being changed too often.', 'Wait a moment and try again.'],
    ['对同一个任务的操作请求太频繁。', '请稍后重新尝试。'],
  ),
  1470500: serverFailure('Feishu failed to carry out the request.', '服务器错误。'),
  1470610: entry(
    ['The task has too many assignees.', 'Remove some before adding others.'],
    ['任务的负责人数量超过限制。', '请先移除部分负责人。'],
  ),
  1470611: entry(
    ['The task has too many followers.', 'Remove some before adding others.'],
    ['任务的关注人数量超过限制。', '请先移除部分关注人。'],
  ),
  1470612: entry(
    ['The tasklist has too many members.', 'Remove some before adding others.'],
    ['清单的成员数量超过限制。', '请先移除部分成员。'],
  ),
  1470613: entry(
    ['The task has a reminder already.', 'Delete it before setting another.'],
    ['任务已有提醒。', '请先删除已有的提醒。'],
  ),
};

/** What the codes mean for subscriptions in particular. */
export const SUBSCRIPTIONS: Catalogue = {
  1470400: entry(
    [
      'The subscription has a wrong parameter, for example an event that is not supported.',
      "Feishu's answer names the reason.",
    ],
    ['请求参数错误，如设置了不支持的 event_key。', '错误原因见返回的提示信息。'],
  ),
  1470403: entry(
    [
      'You cannot edit the subscriptions of this tasklist, or are not in the chat.',
      'Join the chat (with an app: add its bot) and ask the owner of the tasklist for the right to edit.',
    ],
    [
      '缺少对清单订阅的编辑权限或者不在群中。',
      '请加入该群（使用应用身份时请将机器人加入群），并确认拥有清单的编辑权限。',
    ],
  ),
  1470404: entry(
    ['The tasklist or the subscription does not exist or was deleted.', 'Refresh and choose another.'],
    ['清单或订阅不存在或已删除。', '请刷新后重新选择。'],
  ),
};

/** What the codes mean for tasklists in particular. */
export const TASKLISTS: Catalogue = {
  1470403: entry(
    ['You have no right to do this with the tasklist.', 'Ask its owner for the right to edit.'],
    ['没有该清单的操作权限。', '请联系清单的所有者授予编辑权限。'],
  ),
  1470404: entry(
    ['The tasklist or the task does not exist or was deleted.', 'Refresh and choose another.'],
    ['清单或任务不存在或已删除。', '请刷新后重新选择。'],
  ),
};
