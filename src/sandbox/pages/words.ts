/** Words of the web pages, in both languages. */
const english = {
  product: 'Local Feishu sandbox',
  tasks: 'Tasks',
  tasklists: 'Tasklists',
  subscriptions: 'Subscriptions',
  chats: 'Chats',
  settings: 'App settings',
  open: 'Open',
  done: 'Completed',
  all: 'All',
  noTasks: 'No tasks yet. Create one from a TODO comment in your editor.',
  nothing: 'Nothing here.',
  due: 'Due',
  allDay: 'all day',
  assignees: 'Assignees',
  followers: 'Followers',
  repeats: 'Repeats',
  source: 'Source',
  code: 'Link to the code',
  complete: 'Complete',
  reopen: 'Reopen',
  customComplete: 'This task is completed elsewhere',
  description: 'Description',
  comments: 'Comments',
  created: 'Created',
  updated: 'Updated',
  creator: 'Created by',
  inLists: 'In tasklists',
  notFound: 'Not found',
  notFoundText: 'It does not exist or has been deleted.',
  members: 'Members',
  events: 'Events',
  paused: 'paused',
  notices: 'Notices',
  noNotices: 'No notices yet. Subscribe this chat to a tasklist to see them here.',
  by: 'by',
  appInChat: 'the app is in it',
  appNotInChat: 'the app is not in it',
  statusDissolved: 'dissolved',
  external: 'external',
  person: 'Person',
  authorise: 'Authorise',
  refuse: 'Refuse',
  consentTitle: 'Sign in to the sandbox',
  consentText: 'wants to use Feishu in your name. Choose who you are; this sandbox has no passwords.',
  consentScopes: 'It asks for:',
  noScopes: 'No further permissions.',
  deviceTitle: 'Connect a device',
  deviceText: 'Enter the code your editor shows.',
  deviceCode: 'Code',
  next: 'Continue',
  deviceDone: 'Done. You can go back to your editor.',
  deviceDenied: 'Refused. You can go back to your editor.',
  deviceUnknown: 'This code is unknown or has expired.',
  errorTitle: 'This request cannot be served',
  formRefused: 'The form did not come from this page. Reload the page and try again.',
  appId: 'App ID',
  redirects: 'Redirect URLs (one per line)',
  scopesTenant: 'Scopes of the app identity (one per line)',
  scopesUser: 'Scopes of the user identity (one per line)',
  bot: 'Bot ability',
  refresh: 'Refresh user_access_token',
  enabled: 'App enabled',
  save: 'Save',
  showing: 'Showing the newest',
};

export type Words = typeof english;

const chinese: Words = {
  product: '本地飞书沙盒',
  tasks: '任务',
  tasklists: '清单',
  subscriptions: '动态订阅',
  chats: '群组',
  settings: '应用设置',
  open: '未完成',
  done: '已完成',
  all: '全部',
  noTasks: '还没有任务。在编辑器里从一条 TODO 注释创建一个吧。',
  nothing: '这里什么都没有。',
  due: '截止时间',
  allDay: '全天',
  assignees: '负责人',
  followers: '关注人',
  repeats: '重复',
  source: '来源',
  code: '代码链接',
  complete: '完成',
  reopen: '重新打开',
  customComplete: '该任务需要在别处完成',
  description: '描述',
  comments: '评论',
  created: '创建于',
  updated: '更新于',
  creator: '创建者',
  inLists: '所在清单',
  notFound: '未找到',
  notFoundText: '它不存在或已被删除。',
  members: '成员',
  events: '事件',
  paused: '已停用',
  notices: '通知',
  noNotices: '还没有通知。为这个群订阅一个清单后，通知会显示在这里。',
  by: '操作人',
  appInChat: '应用在群中',
  appNotInChat: '应用不在群中',
  statusDissolved: '已解散',
  external: '外部群',
  person: '身份',
  authorise: '授权',
  refuse: '拒绝',
  consentTitle: '登录沙盒',
  consentText: '想以你的身份使用飞书。请选择你是谁；沙盒没有密码。',
  consentScopes: '申请的权限：',
  noScopes: '没有额外的权限。',
  deviceTitle: '连接设备',
  deviceText: '请输入编辑器中显示的代码。',
  deviceCode: '代码',
  next: '继续',
  deviceDone: '完成，可以回到编辑器了。',
  deviceDenied: '已拒绝，可以回到编辑器了。',
  deviceUnknown: '代码不存在或已过期。',
  errorTitle: '无法处理该请求',
  formRefused: '表单不是来自本页面。请刷新页面后重试。',
  appId: '应用 ID',
  redirects: '重定向 URL（每行一个）',
  scopesTenant: '应用身份权限（每行一个）',
  scopesUser: '用户身份权限（每行一个）',
  bot: '机器人能力',
  refresh: '刷新 user_access_token',
  enabled: '启用应用',
  save: '保存',
  showing: '仅显示最新的',
};

/** Names of the events a group can be told about. */
const eventNames: Readonly<Record<number, readonly [english: string, chinese: string]>> = {
  100: ['Task added to the list', '任务添加入清单'],
  101: ['Task removed from the list', '任务从清单被移除'],
  103: ['Task completed', '任务被完成'],
  104: ['Task reopened', '任务恢复为未完成'],
  109: ['Assignee added', '任务添加了负责人'],
  110: ['Assignee changed', '任务更新了负责人'],
  111: ['Assignee removed', '任务移除了负责人'],
  119: ['Attachment added', '任务添加了附件'],
  121: ['Comment added', '任务中添加了新评论'],
  122: ['Comment replied to', '任务中对评论进行回复'],
  129: ['Start time set', '任务设置了新的开始时间'],
  130: ['Due time set', '任务设置了新的截止时间'],
  131: ['Start and due time set', '任务同时设置了新的开始/截止时间'],
  132: ['Start and due time removed', '任务同时移除了开始/截止时间'],
};

export type Language = 'en' | 'zh-cn';

/** The language a browser prefers of the two there are. */
export function preferredLanguage(acceptLanguage = ''): Language {
  const ranked = acceptLanguage
    .split(',')
    .map((entry) => {
      const [tag = '', ...parameters] = entry.trim().toLowerCase().split(';');
      const quality = parameters.find((parameter) => parameter.trim().startsWith('q='));
      return { tag, quality: quality ? Number(quality.trim().slice(2)) : 1 };
    })
    .filter(({ tag }) => tag.startsWith('zh') || tag.startsWith('en'))
    .sort((a, b) => b.quality - a.quality);
  return ranked[0]?.tag.startsWith('zh') ? 'zh-cn' : 'en';
}

export function wordsIn(language: Language): Words {
  return language === 'zh-cn' ? chinese : english;
}

export function eventName(key: number, language: Language): string {
  return eventNames[key]?.[language === 'zh-cn' ? 1 : 0] ?? String(key);
}
