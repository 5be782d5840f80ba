import { LIMITS, textLength } from '../feishu/limits';
import type { CustomComplete, FeishuLocale } from '../feishu/model';
import { LOCALES } from '../feishu/validate/task';
import type { ComposeOptions } from './draft';
import type { LinkTemplates } from './permalink';

/** What is wrong with a part of a setting; `value` is that part. */
export interface TaskSettingProblem {
  readonly kind:
    | 'notText'
    | 'notAnObject'
    | 'unknownKey'
    | 'unknownLocale'
    | 'tooLong'
    | 'notAUrl'
    | 'notAHost'
    | 'notHttps'
    | 'unknownPlaceholder'
    | 'notANumber';
  readonly value: string;
  /** What is allowed. */
  readonly detail?: string;
}

/** A setting as far as it can be used. Its values come from a file anybody may have written. */
export interface Reading<T> {
  readonly value: T;
  readonly problems: readonly TaskSettingProblem[];
}

export const MAX_SNIPPET_LINES = 20;
const PLACEHOLDERS = ['host', 'repo', 'commit', 'path', 'line'];
const HOST = /^[a-z0-9-]+(\.[a-z0-9-]+)+$/;

/** The name of the origin: one text for all, or one per locale. Undefined where the extension's own is to be used. */
export function readOriginName(setting: unknown): Reading<ComposeOptions['originName']> {
  const { value, problems } = readTexts(setting);
  if (value && textLength(JSON.stringify(value)) > LIMITS.task.originName) {
    const detail = String(LIMITS.task.originName);
    return { value: undefined, problems: [{ kind: 'tooLong', value: Object.values(value)[0] ?? '', detail }] };
  }
  return { value, problems };
}

/** What pressing "complete" in Feishu does instead: `{href}` opens a page, `{tip}` shows a text. */
export function readCompletion(setting: unknown): Reading<CustomComplete | undefined> {
  if (isUnset(setting)) return { value: undefined, problems: [] };
  if (!isObject(setting)) return { value: undefined, problems: [{ kind: 'notAnObject', value: show(setting) }] };
  const problems: TaskSettingProblem[] = Object.keys(setting)
    .filter((key) => key !== 'href' && key !== 'tip')
    .map((value) => ({ kind: 'unknownKey', value, detail: 'href, tip' }));
  const tip = readTexts(setting['tip']);
  problems.push(...tip.problems);
  const { href } = setting;
  const isPage = typeof href === 'string' && isWebPage(href);
  if (!isUnset(href) && !isPage) problems.push({ kind: 'notAUrl', value: show(href) });
  const target = { ...(isPage && { href }), ...(tip.value && { tip: tip.value }) };
  const value = Object.keys(target).length > 0 ? { pc: target, ios: target, android: target } : undefined;
  return { value, problems };
}

/** Links to code on servers of one's own, see `codeLink`. */
export function readTemplates(setting: unknown): Reading<LinkTemplates> {
  if (isUnset(setting)) return { value: {}, problems: [] };
  if (!isObject(setting)) return { value: {}, problems: [{ kind: 'notAnObject', value: show(setting) }] };
  const problems: TaskSettingProblem[] = [];
  const value: Record<string, string> = {};
  for (const [name, template] of Object.entries(setting)) {
    const host = name.trim().toLowerCase();
    const problem = HOST.test(host) ? templateProblem(template) : { kind: 'notAHost' as const, value: name };
    if (problem) problems.push(problem);
    else value[host] = template as string;
  }
  return { value, problems };
}

/** How many lines above and below a TODO go into the description; 0 for none. */
export function readSnippetLines(setting: unknown): Reading<number> {
  if (setting === undefined || setting === null) return { value: 0, problems: [] };
  const fits = Number.isInteger(setting) && (setting as number) >= 0 && (setting as number) <= MAX_SNIPPET_LINES;
  if (fits) return { value: setting as number, problems: [] };
  return { value: 0, problems: [{ kind: 'notANumber', value: show(setting), detail: String(MAX_SNIPPET_LINES) }] };
}

function templateProblem(template: unknown): TaskSettingProblem | undefined {
  if (typeof template !== 'string') return { kind: 'notText', value: show(template) };
  const names = [...template.matchAll(/\{(\w*)\}/g)].map(([, name]) => name!);
  const unknown = names.find((name) => !PLACEHOLDERS.includes(name));
  if (unknown !== undefined) {
    return {
      kind: 'unknownPlaceholder',
      value: `{${unknown}}`,
      detail: PLACEHOLDERS.map((one) => `{${one}}`).join(' '),
    };
  }
  const sample = template.replace(/\{host\}/g, 'example.com').replace(/\{\w+\}/g, 'x');
  const isLink = URL.canParse(sample) && new URL(sample).protocol === 'https:';
  return isLink ? undefined : { kind: 'notHttps', value: template };
}

/** One text, which counts for Chinese and for everybody else, or texts by locale. */
function readTexts(setting: unknown): Reading<Partial<Record<FeishuLocale, string>> | undefined> {
  if (isUnset(setting)) return { value: undefined, problems: [] };
  if (typeof setting === 'string') {
    const text = setting.trim();
    return { value: text ? { en_us: text, zh_cn: text } : undefined, problems: [] };
  }
  if (!isObject(setting)) return { value: undefined, problems: [{ kind: 'notText', value: show(setting) }] };
  const problems: TaskSettingProblem[] = [];
  const value: Partial<Record<FeishuLocale, string>> = {};
  for (const [name, text] of Object.entries(setting)) {
    const locale = LOCALES.find((one) => one === name);
    if (!locale) problems.push({ kind: 'unknownLocale', value: name, detail: LOCALES.join(', ') });
    else if (typeof text !== 'string') problems.push({ kind: 'notText', value: show(text) });
    else if (text.trim()) value[locale] = text.trim();
  }
  return { value: Object.keys(value).length > 0 ? value : undefined, problems };
}

function isWebPage(text: string): boolean {
  return text.length <= LIMITS.task.originUrl && /^https?:\/\//i.test(text) && URL.canParse(text);
}

function isUnset(setting: unknown): boolean {
  return setting === undefined || setting === null || setting === '';
}

function isObject(setting: unknown): setting is Record<string, unknown> {
  return typeof setting === 'object' && setting !== null && !Array.isArray(setting);
}

/** A value as a message may quote it. */
function show(value: unknown): string {
  const text = typeof value === 'string' ? value : (JSON.stringify(value) ?? String(value));
  return text.length > 80 ? `${text.slice(0, 80)}…` : text;
}
