import { ValidationError } from '../errors/types';
import { LIMITS } from '../limits';
import type { CustomComplete, FeishuLocale, NewTask, TaskOrigin, TaskPatch } from '../model';
import { checkHttpUrl, checkLength, cleanIds, requireText } from './basic';
import { dueSeconds } from './due';
import { checkRepeatRule } from './repeatRule';
import { checkRichText, renderRichText } from './richText';

const { task: limits } = LIMITS;

/** Locale keys of `platform_i18n_name` and of tips (document "任务字段补充说明"). */
export const LOCALES: readonly FeishuLocale[] = [
  'it_it',
  'th_th',
  'ko_kr',
  'es_es',
  'ja_jp',
  'zh_cn',
  'id_id',
  'zh_hk',
  'pt_br',
  'de_de',
  'fr_fr',
  'zh_tw',
  'ru_ru',
  'en_us',
  'hi_in',
  'vi_vn',
];

/** What differs between the API versions. */
export interface TaskRules {
  readonly title: number;
  readonly description: number;
  /** Followers in one creation. */
  readonly followers: number;
  /** Locale keys allowed in names of an origin. */
  readonly originLocales: readonly FeishuLocale[];
  readonly repeatNeedsDue: boolean;
}

export const RULES_V1: TaskRules = {
  title: limits.title,
  description: limits.description,
  followers: limits.followersOnCreate,
  originLocales: LOCALES,
  repeatNeedsDue: false,
};

export const RULES_V2: TaskRules = {
  title: limits.titleV2,
  description: limits.descriptionV2,
  followers: limits.membersOnCreateV2,
  originLocales: LOCALES.filter((locale) => !['id_id', 'pt_br', 'hi_in', 'vi_vn'].includes(locale)),
  repeatNeedsDue: true,
};

/**
 * Checks a task before it is created, for task v1 by the stricter of its field table and its error table.
 * @throws ValidationError naming the first field that breaks a rule
 */
export function checkNewTask(task: NewTask, rules: TaskRules = RULES_V1): void {
  if (!task.title?.trim() && !task.richTitle?.trim()) {
    throw new ValidationError('title', 'required');
  }
  checkContent(task, rules);
  if (rules.repeatNeedsDue && task.repeatRule != null && task.due == null) {
    throw new ValidationError('repeatRule', 'needs-due');
  }
  if (task.clientToken !== undefined && !/^\S{10,100}$/.test(task.clientToken)) {
    throw new ValidationError('clientToken', 'id');
  }
  checkOrigin(task.origin, rules);
  cleanIds('assigneeIds', task.assigneeIds, limits.assignees);
  cleanIds('followerIds', task.followerIds, rules.followers);
}

/**
 * Checks a change. A title can be replaced but not emptied, and there must be something to change.
 * @throws ValidationError naming the first field that breaks a rule
 */
export function checkTaskPatch(patch: TaskPatch, rules: TaskRules = RULES_V1): void {
  if (Object.values(patch).every((value) => value === undefined)) {
    throw new ValidationError('patch', 'required');
  }
  for (const field of ['title', 'richTitle'] as const) {
    if (patch[field] !== undefined) {
      requireText(field, patch[field], field === 'title' ? rules.title : limits.richTitle);
    }
  }
  checkContent(patch, rules);
  cleanIds('assigneeIds', patch.assigneeIds, limits.assignees);
  cleanIds('followerIds', patch.followerIds, limits.followersOnCreate);
}

function checkContent(task: NewTask | TaskPatch, rules: TaskRules): void {
  checkLength('title', task.title, rules.title);
  checkLength('richTitle', task.richTitle, limits.richTitle);
  checkRichText('richTitle', task.richTitle);
  if (task.richTitle != null) {
    checkLength('richTitle', renderRichText(task.richTitle), rules.title);
  }
  checkLength('description', task.description, rules.description);
  checkLength('richDescription', task.richDescription, rules.description);
  checkRichText('richDescription', task.richDescription);
  if (task.extra != null && Buffer.byteLength(task.extra) > limits.extraBytes) {
    throw new ValidationError('extra', 'too-long', limits.extraBytes);
  }
  if (task.due != null) {
    dueSeconds(task.due);
  }
  checkRepeatRule('repeatRule', task.repeatRule);
  checkCustomComplete(task.customComplete);
}

function checkOrigin(origin: TaskOrigin | undefined, rules: TaskRules): void {
  const names = checkLocales('origin.name', origin?.name, rules.originLocales);
  if (names.length === 0) {
    throw new ValidationError('origin.name', 'required');
  }
  checkLength('origin.name', JSON.stringify(origin!.name), limits.originName);
  checkHttpUrl('origin.url', origin!.url, limits.originUrl);
  checkLength('origin.urlTitle', origin!.urlTitle, limits.originUrlTitle);
}

function checkCustomComplete(custom: CustomComplete | null | undefined): void {
  if (custom == null) {
    return;
  }
  for (const [platform, target] of Object.entries(custom)) {
    if (!['pc', 'ios', 'android'].includes(platform)) {
      throw new ValidationError(`customComplete.${platform}`, 'unknown-value');
    }
    checkHttpUrl(`customComplete.${platform}.href`, target?.href, limits.customComplete);
    checkLocales(`customComplete.${platform}.tip`, target?.tip, LOCALES);
  }
  checkLength('customComplete', JSON.stringify(custom), limits.customComplete);
}

/** Known locale keys with a text; returns those that are set. */
function checkLocales(
  field: string,
  texts: Partial<Record<FeishuLocale, string>> | undefined,
  allowed: readonly string[],
): readonly string[] {
  const set = Object.entries(texts ?? {}).filter(([, text]) => text !== undefined);
  for (const [locale, text] of set) {
    if (!allowed.includes(locale)) {
      throw new ValidationError(`${field}.${locale}`, 'unknown-value');
    }
    requireText(`${field}.${locale}`, text, limits.customComplete);
  }
  return set.map(([locale]) => locale);
}
