import type { Locale, Words } from './catalogue/entry';
import type { ValidationError, ValidationRule } from './types';

/** Names of fields as the UI has them, for those a person fills in. */
const FIELDS: Readonly<Record<string, Readonly<Record<Locale, string>>>> = {
  title: { en: 'title', 'zh-cn': '标题' },
  richTitle: { en: 'title', 'zh-cn': '标题' },
  description: { en: 'description', 'zh-cn': '描述' },
  richDescription: { en: 'description', 'zh-cn': '描述' },
  due: { en: 'due date', 'zh-cn': '截止时间' },
  repeatRule: { en: 'repeat rule', 'zh-cn': '重复规则' },
  assigneeIds: { en: 'assignees', 'zh-cn': '负责人' },
  followerIds: { en: 'followers', 'zh-cn': '关注人' },
  origin: { en: 'origin', 'zh-cn': '任务来源' },
  extra: { en: 'attached data', 'zh-cn': '附属信息' },
  customComplete: { en: 'custom completion', 'zh-cn': '自定义完成' },
  content: { en: 'comment', 'zh-cn': '评论' },
  richContent: { en: 'comment', 'zh-cn': '评论' },
  name: { en: 'name', 'zh-cn': '名称' },
  chatIds: { en: 'chats', 'zh-cn': '群组' },
  eventKeys: { en: 'events', 'zh-cn': '事件' },
  members: { en: 'members', 'zh-cn': '成员' },
  baseUrl: { en: 'API address', 'zh-cn': 'API 地址' },
  appId: { en: 'App ID', 'zh-cn': 'App ID' },
  appSecret: { en: 'App Secret', 'zh-cn': 'App Secret' },
};

const RULES: Readonly<Record<ValidationRule, (field: string, limit: number | undefined) => Record<Locale, string>>> = {
  required: (field) => ({ en: `The ${field} must not be empty.`, 'zh-cn': `${field}不能为空。` }),
  'too-long': (field, limit) => ({
    en: `The ${field} is too long; the limit is ${limit}.`,
    'zh-cn': `${field}过长，上限为 ${limit}。`,
  }),
  'too-many': (field, limit) => ({
    en: `There are too many ${field}; the limit is ${limit}.`,
    'zh-cn': `${field}过多，上限为 ${limit}。`,
  }),
  duplicate: (field) => ({ en: `The ${field} hold the same thing twice.`, 'zh-cn': `${field}中有重复项。` }),
  'unknown-value': (field) => ({
    en: `The ${field} hold something Feishu does not know.`,
    'zh-cn': `${field}中有飞书不支持的值。`,
  }),
  id: (field) => ({ en: `The ${field} hold something that is not an id.`, 'zh-cn': `${field}中有无效的 ID。` }),
  date: (field) => ({ en: `The ${field} is not a date of the calendar.`, 'zh-cn': `${field}不是有效的日期。` }),
  'epoch-seconds': (field) => ({ en: `The ${field} is not a valid time.`, 'zh-cn': `${field}不是有效的时间。` }),
  'time-zone': (field) => ({
    en: `The time zone of the ${field} is not in the IANA database.`,
    'zh-cn': `${field}的时区不是有效的 IANA 时区。`,
  }),
  'http-url': (field) => ({
    en: `The link of the ${field} must be a http or https address.`,
    'zh-cn': `${field}的链接须为 http 或 https 地址。`,
  }),
  'rich-text': (field) => ({
    en: `The ${field} holds a link or mention Feishu cannot read.`,
    'zh-cn': `${field}中有飞书无法识别的链接或 @。`,
  }),
  'repeat-rule': (field) => ({ en: `The ${field} is not valid.`, 'zh-cn': `${field}不合规。` }),
  'needs-due': (field) => ({ en: `The ${field} needs a due date.`, 'zh-cn': `设置${field}需要截止时间。` }),
  integer: (field) => ({ en: `The ${field} must be a whole number.`, 'zh-cn': `${field}须为整数。` }),
  'base-url': (field) => ({
    en: `The ${field} must begin with https:// (http:// only on this computer).`,
    'zh-cn': `${field}须以 https:// 开头（仅本机可用 http://）。`,
  }),
  scope: (field) => ({ en: `The ${field} hold something that is not a scope.`, 'zh-cn': `${field}中有无效的权限。` }),
  'redirect-url': (field) => ({
    en: `The ${field} is not a valid redirect URL.`,
    'zh-cn': `${field}不是有效的重定向 URL。`,
  }),
};

/** A sentence that names the field as the UI does. */
export function explainRule(error: ValidationError, locale: Locale): Words {
  const root = /^\w*/.exec(error.field)![0];
  const name = FIELDS[root]?.[locale] ?? error.field;
  return { what: RULES[error.rule](name, error.limit)[locale], advice: '' };
}
