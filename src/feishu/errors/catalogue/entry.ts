/** Languages the client explains errors in. */
export type Locale = 'en' | 'zh-cn';

/** What happened, and what to do about it. */
export interface Words {
  readonly what: string;
  readonly advice: string;
}

/** Words per language; keyed by code in a table per API version. */
export type Entry = Readonly<Record<Locale, Words>>;
export type Catalogue = Readonly<Record<number, Entry>>;

/** `entry([what, advice], [发生了什么, 怎么办])` */
export function entry(en: readonly [string, string], zh: readonly [string, string]): Entry {
  return { en: { what: en[0], advice: en[1] }, 'zh-cn': { what: zh[0], advice: zh[1] } };
}

/** A failure inside Feishu: what failed, in both languages. */
export function serverFailure(what: string, zhWhat: string): Entry {
  return entry(
    [what, 'Try again. If it keeps failing, give the log id to Feishu support.'],
    [zhWhat, '请重试。如持续失败，请将日志 ID 提供给飞书技术支持。'],
  );
}
