import type { Call } from '../../core/call';
import { charLength, isJsonObject, type Fields } from '../../core/fields';
import { isRepeatRule } from '../../domain/repeat';
import { normalTime, parseTimestamp } from '../../domain/taskValues';
import type { TaskMember, TaskOriginRecord, TaskTime } from '../../store/model';
import { invalid, memberId, type RawMember } from './common';

const locales: ReadonlySet<string> = new Set(
  'en_us zh_cn zh_hk zh_tw ja_jp fr_fr it_it de_de ru_ru th_th es_es ko_kr'.split(' '),
);

/** A v2 `due` or `start`, read in two steps: types first, values through the returned function. */
export function readTimeV2(call: Call, fields: Fields, name: 'due' | 'start'): () => TaskTime | undefined {
  const time = fields.object(name);
  const timestamp = time?.string('timestamp');
  const isAllDay = time?.bool('is_all_day') ?? false;
  return () => {
    if (!timestamp || timestamp === '0') {
      return undefined;
    }
    const at =
      parseTimestamp(timestamp, 1) ?? invalid(call, `${name}.timestamp`, 'must be a timestamp in milliseconds');
    return { at: normalTime(at, isAllDay), isAllDay, timeZone: 'Asia/Shanghai' };
  };
}

/** `completed_at`: `"0"` or absent is open. */
export function completionTime(call: Call, text: string | undefined): number {
  if (!text || text === '0') {
    return 0;
  }
  return parseTimestamp(text, 1) ?? invalid(call, 'completed_at', 'must be a timestamp in milliseconds');
}

/** A start must not come after the due time, and both are dates or both are times. */
export function checkTimes(call: Call, start: TaskTime | undefined, due: TaskTime | undefined): void {
  if (start && due && (start.at > due.at || start.isAllDay !== due.isAllDay)) {
    invalid(call, 'start', 'must not be after due and must agree with it on is_all_day');
  }
}

export function checkRepeat(call: Call, rule: string, due: TaskTime | undefined): void {
  if (rule === '') {
    return;
  }
  if (charLength(rule) > 1000 || !isRepeatRule(rule)) {
    invalid(call, 'repeat_rule', 'must be a rule of RFC 5545');
  }
  if (!due) {
    invalid(call, 'repeat_rule', 'needs a due time');
  }
}

export function readOriginV2(call: Call, fields: Fields): () => TaskOriginRecord | undefined {
  const origin = fields.object('origin');
  const name = origin?.record('platform_i18n_name');
  const href = origin?.object('href');
  const url = href?.string('url', { max: 1024 }) ?? '';
  const title = href?.string('title', { max: 512 }) ?? '';
  return () => {
    if (!origin) {
      return undefined;
    }
    if (url !== '' && !/^https?:\/\/[^\s]+$/i.test(url)) {
      invalid(call, 'origin.href.url', 'must start with http:// or https://');
    }
    return { name: localised(call, 'origin.platform_i18n_name', name ?? {}), url, title };
  };
}

/** @throws ApiError 1470400 for an unknown platform, locale or type */
export function checkCustomCompleteV2(call: Call, value: Record<string, unknown> | undefined) {
  for (const [platform, target] of Object.entries(value ?? {})) {
    const { href, tip } = isJsonObject(target) ? target : { href: 0, tip: undefined };
    const hrefGood = href === undefined || typeof href === 'string';
    if (!['pc', 'ios', 'android'].includes(platform) || !hrefGood) {
      invalid(call, `custom_complete.${platform}`, 'must be pc, ios or android with href and tip');
    }
    if (tip !== undefined) {
      localised(call, `custom_complete.${platform}.tip`, isJsonObject(tip) ? tip : { '?': tip });
    }
  }
  return value && Object.keys(value).length > 0 ? value : undefined;
}

function localised(call: Call, field: string, value: Record<string, unknown>): Record<string, string> {
  for (const [locale, text] of Object.entries(value)) {
    if (!locales.has(locale) || typeof text !== 'string' || charLength(text) > 1000) {
      invalid(call, `${field}.${locale}`, 'must be a text of at most 1000 characters in a known language');
    }
  }
  return value as Record<string, string>;
}

/** Members with their roles, without doubles. @throws ApiError 1470400 over `max`, 9999235x for unknown people */
export function taskMembers(call: Call, raw: readonly RawMember[], max: number): TaskMember[] {
  const members = raw.map((member): TaskMember => {
    if (member.role !== 'assignee' && member.role !== 'follower') {
      return invalid(call, 'members.role', 'must be assignee or follower');
    }
    const id = memberId(call, member, ['user', 'app']);
    return { id, type: member.type as TaskMember['type'], role: member.role };
  });
  const unique = members.filter((member, index) => !members.slice(0, index).some((other) => sameMember(member, other)));
  return unique.length > max ? invalid(call, 'members', `must not hold more than ${max} members`) : unique;
}

export function sameMember(a: TaskMember, b: TaskMember): boolean {
  return a.id === b.id && a.type === b.type && a.role === b.role;
}
