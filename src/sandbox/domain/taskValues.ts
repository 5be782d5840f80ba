import type { Call } from '../core/call';
import { charLength, isJsonObject, type Fields } from '../core/fields';
import type { TaskOriginRecord, TaskTime } from '../store/model';

/** Locale keys of `platform_i18n_name` and `custom` tips in v1 (supplement page). */
export const localesV1: ReadonlySet<string> = new Set(
  'it_it th_th ko_kr es_es ja_jp zh_cn id_id zh_hk pt_br de_de fr_fr zh_tw ru_ru en_us hi_in vi_vn'.split(' '),
);

/** Last millisecond of the year 9999. */
const lastTime = 253_402_300_799_999;
const dayMs = 86_400_000;

/** Is the text base64 (standard alphabet, padded)? */
export function isBase64(text: string): boolean {
  return text.length % 4 === 0 && /^[A-Za-z0-9+/]*={0,2}$/.test(text);
}

export function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return /^[A-Za-z]/.test(name);
  } catch {
    return false;
  }
}

/** Milliseconds of a timestamp string counted in `unitMs`; undefined when it is none or beyond the year 9999. */
export function parseTimestamp(text: string, unitMs: number): number | undefined {
  const value = /^\d{1,16}$/.test(text) ? Number(text) * unitMs : NaN;
  return value <= lastTime ? value : undefined;
}

/** The instant as stored: an all-day date keeps midnight UTC, a time keeps whole seconds. */
export function normalTime(at: number, isAllDay: boolean): number {
  return at - (at % (isAllDay ? dayMs : 1000));
}

/** v1 `due`, read in two steps: types first (`check()` of the body), values later through the returned function. */
export function readDueV1(call: Call, fields: Fields): () => TaskTime | undefined {
  const due = fields.object('due');
  const time = due?.string('time');
  const zone = due?.string('timezone');
  const isAllDay = due?.bool('is_all_day') ?? false;
  return () => {
    if (!due || (time === undefined && zone === undefined) || time === '0') {
      return undefined;
    }
    const at = parseTimestamp(time ?? '', 1000);
    if (at === undefined) {
      return call.fail(1470439);
    }
    if (zone && !isTimeZone(zone)) {
      call.fail(1470414);
    }
    return { at: normalTime(at, isAllDay), isAllDay, timeZone: zone || 'Asia/Shanghai' };
  };
}

/** v1 `origin`: the platform's name is required wherever the object is given. */
export function readOriginV1(call: Call, fields: Fields, required: boolean): () => TaskOriginRecord | undefined {
  const origin = fields.object('origin', { required });
  const platform = origin?.string('platform_i18n_name', { required: true, max: 1024 });
  const href = origin?.object('href');
  const url = href?.string('url', { max: 1024 }) ?? '';
  const title = href?.string('title', { max: 512 }) ?? '';
  return () => {
    if (!origin) {
      return undefined;
    }
    const name = parseJson(platform ?? '');
    if (!isLocalised(name) || Object.keys(name).length === 0) {
      return call.fail(1470415);
    }
    if (url && !/^(https?|applink):\/\/[^\s]+$/i.test(url)) {
      call.fail(1470436);
    }
    return { name, url, title };
  };
}

/** v1 `custom`: a JSON string holding `custom_complete`. @throws ApiError 1470438 */
export function parseCustom(call: Call, text: string): Record<string, unknown> | undefined {
  if (text === '') {
    return undefined;
  }
  const value = parseJson(text);
  const complete = isJsonObject(value) ? value['custom_complete'] : undefined;
  const keysKnown = isJsonObject(value) && Object.keys(value).every((key) => key === 'custom_complete');
  return keysKnown && isCustomComplete(complete) ? complete : call.fail(1470438);
}

/** `{pc|ios|android: {href, tip: {<locale>: text}}}` */
export function isCustomComplete(value: unknown): value is Record<string, unknown> {
  return (
    isJsonObject(value) &&
    Object.entries(value).every(([platform, target]) => {
      if (!['pc', 'ios', 'android'].includes(platform) || !isJsonObject(target)) {
        return false;
      }
      const { href, tip, ...rest } = target;
      const hrefGood = href === undefined || typeof href === 'string';
      return hrefGood && (tip === undefined || isLocalised(tip)) && Object.keys(rest).length === 0;
    })
  );
}

/** @throws ApiError 1470435 */
export function checkExtraV1(call: Call, extra: string): void {
  if (!isBase64(extra)) {
    call.fail(1470435);
  }
}

/** Descriptions are refused by the task service, not by the schema. @throws ApiError 1470437 */
export function checkLengths(call: Call, title: string, description: string): void {
  if (charLength(title) > call.world.behaviour.summaryLimit || charLength(description) > 65536) {
    call.fail(1470437);
  }
}

/** Content audit. @throws ApiError 1470740 */
export function audit(call: Call, ...texts: readonly (string | undefined)[]): void {
  if (texts.some((text) => call.world.behaviour.auditWords.some((word) => text?.includes(word)))) {
    call.fail(1470740);
  }
}

function isLocalised(value: unknown): value is Record<string, string> {
  return (
    isJsonObject(value) &&
    Object.entries(value).every(([locale, text]) => localesV1.has(locale) && typeof text === 'string')
  );
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
