import { isKnownLanguage } from './languages/registry';
import type { UserLanguage, UserString } from './languages/user';

/** Why a part of a setting is left out. `value` names it, cut to fit a message. */
export interface SettingProblem {
  kind:
    | 'notAList'
    | 'notAnObject'
    | 'tooMany'
    | 'tagEmpty'
    | 'tagLong'
    | 'tagControl'
    | 'unknownKey'
    | 'unknownLanguage'
    | 'noComments'
    | 'marker'
    | 'pair'
    | 'string'
    | 'fileName';
  value: string;
  /** Where a language says it, for example `lineComments`; or the limit that is passed. */
  detail?: string;
}

export const MAX_TAGS = 100;
export const MAX_TAG_LENGTH = 100;
const MAX_LANGUAGES = 200;
const MAX_ENTRIES = 50;
const MAX_MARKER_LENGTH = 40;
const SHOWN_LENGTH = 40;

/**
 * The usable ones of the tags that a settings file gives, and what is wrong with the others. Every character but
 * control characters may stand in a tag; blanks around it do not count.
 */
export function checkTags(value: unknown): { tags: string[]; problems: SettingProblem[] } {
  if (!Array.isArray(value)) return { tags: [], problems: [{ kind: 'notAList', value: shown(value) }] };
  const problems: SettingProblem[] = [];
  const tags = new Set<string>();
  for (const item of value.slice(0, MAX_TAGS) as unknown[]) {
    const tag = typeof item === 'string' ? item.trim() : '';
    const kind = tagProblem(tag);
    if (kind === undefined) tags.add(tag);
    else problems.push({ kind, value: shown(item), ...(kind === 'tagLong' && { detail: String(MAX_TAG_LENGTH) }) });
  }
  if (value.length > MAX_TAGS) problems.push({ kind: 'tooMany', value: String(value.length), detail: `${MAX_TAGS}` });
  return { tags: [...tags], problems };
}

function tagProblem(tag: string): SettingProblem['kind'] | undefined {
  if (tag === '') return 'tagEmpty';
  if (tag.length > MAX_TAG_LENGTH) return 'tagLong';
  return /[\p{Cc}\p{Cs}\u2028\u2029]/u.test(tag) ? 'tagControl' : undefined;
}

/** The usable ones of the languages that a settings file gives by id, and what is wrong with the others. */
export function checkLanguages(value: unknown): {
  languages: Record<string, UserLanguage>;
  problems: SettingProblem[];
} {
  if (!isRecord(value)) return { languages: {}, problems: [{ kind: 'notAnObject', value: shown(value) }] };
  const problems: SettingProblem[] = [];
  const found: [string, UserLanguage][] = [];
  const entries = Object.entries(value);
  for (const [id, given] of entries.slice(0, MAX_LANGUAGES)) {
    const check = new LanguageCheck(id);
    const language = check.read(given);
    if (check.problems.length > 0) problems.push(...check.problems);
    else found.push([id, language]);
  }
  if (entries.length > MAX_LANGUAGES) {
    problems.push({ kind: 'tooMany', value: String(entries.length), detail: `${MAX_LANGUAGES}` });
  }
  return { languages: Object.fromEntries(found), problems };
}

/** Reads one language of the setting; with any problem it does not count at all. */
class LanguageCheck {
  readonly problems: SettingProblem[] = [];

  constructor(private readonly id: string) {}

  read(given: unknown): UserLanguage {
    if (typeof given === 'string') return this.finish({ like: given });
    if (!isRecord(given)) {
      this.problems.push({ kind: 'notAnObject', value: shown(this.id) });
      return {};
    }
    const language: UserLanguage = {};
    for (const [key, value] of Object.entries(given)) this.take(language, key, value);
    return this.problems.length > 0 ? {} : this.finish(language);
  }

  private take(into: UserLanguage, key: string, value: unknown): void {
    switch (key) {
      case 'like':
        into.like = typeof value === 'string' ? value : '';
        break;
      case 'extensions':
      case 'filenames':
        into[key] = this.list(key, value, (item) => (isFileName(item) ? item : this.wrong('fileName', key, item)));
        break;
      case 'lineComments':
        into.lineComments = this.list(key, value, (item) => (isMarker(item) ? item : this.wrong('marker', key, item)));
        break;
      case 'blockComments':
        into.blockComments = this.list(key, value, (item) => this.pair(item));
        break;
      case 'strings':
        into.strings = this.list(key, value, (item) => this.string(item));
        break;
      default:
        this.wrong('unknownKey', key);
    }
  }

  private finish(language: UserLanguage): UserLanguage {
    const { like, lineComments = [], blockComments = [] } = language;
    if (like !== undefined) {
      if (!isKnownLanguage(like)) this.wrong('unknownLanguage', like);
    } else if (lineComments.length + blockComments.length === 0) {
      this.problems.push({ kind: 'noComments', value: shown(this.id) });
    }
    return language;
  }

  private list<T>(key: string, value: unknown, read: (item: unknown) => T | undefined): T[] {
    if (!Array.isArray(value) || value.length > MAX_ENTRIES) {
      this.wrong('notAList', key);
      return [];
    }
    return (value as unknown[]).map(read).filter((item) => item !== undefined);
  }

  private pair(item: unknown): [string, string] | undefined {
    if (!Array.isArray(item) || item.length !== 2) return this.wrong('pair', 'blockComments', item);
    const [open, close] = item as [unknown, unknown];
    return isMarker(open) && isDelimiter(close) ? [open, close] : this.wrong('pair', 'blockComments', item);
  }

  private string(item: unknown): UserString | undefined {
    if (isMarker(item)) return { open: item };
    if (!isRecord(item)) return this.wrong('string', 'strings', item);
    const { open, close, multiline, escape, ...others } = item;
    const sound =
      isMarker(open) &&
      (close === undefined || isDelimiter(close)) &&
      (multiline === undefined || typeof multiline === 'boolean') &&
      (escape === undefined || (typeof escape === 'string' && ['', '\\', '`', '^', '$'].includes(escape))) &&
      Object.keys(others).length === 0;
    if (!sound) return this.wrong('string', 'strings', item);
    return { open, close, multiline, escape: escape as UserString['escape'] };
  }

  private wrong(kind: SettingProblem['kind'], where: string, item?: unknown): undefined {
    const detail = item === undefined ? where : `${where}: ${shown(item)}`;
    this.problems.push({ kind, value: shown(this.id), detail: detail.slice(0, 2 * SHOWN_LENGTH) });
  }
}

/** May this close a comment or a string? */
function isDelimiter(value: unknown): value is string {
  return typeof value === 'string' && value.length <= MAX_MARKER_LENGTH && /^[^\s\p{Cc}\p{Cs}]+$/u.test(value);
}

/** May this open one? The scanner looks for openers by their first character, which has to be ASCII. */
function isMarker(value: unknown): value is string {
  return isDelimiter(value) && value.charCodeAt(0) < 128;
}

function isFileName(value: unknown): value is string {
  return typeof value === 'string' && value.length <= 100 && /^[^/\\\p{Cc}]+$/u.test(value) && value !== '.';
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A value as a message may show it. */
function shown(value: unknown): string {
  const text = typeof value === 'string' ? value : (JSON.stringify(value) ?? String(value));
  const plain = text.replace(/[\p{Cc}\p{Cs}\u2028\u2029]/gu, '\ufffd');
  return plain.length > SHOWN_LENGTH ? `${plain.slice(0, SHOWN_LENGTH - 1)}…` : plain;
}
