/** Tolerant readers for answers: Feishu's samples leave out documented fields and mix numbers and strings. */

export type Json = Readonly<Record<string, unknown>>;

/** The value as an object; an empty one where it is none. */
export function readObject(value: unknown): Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Json) : {};
}

/** The value as a list of objects; entries that are none are dropped. */
export function readObjects(value: unknown): readonly Json[] {
  return Array.isArray(value)
    ? value.filter((entry) => typeof entry === 'object' && entry !== null && !Array.isArray(entry))
    : [];
}

/** A non-empty string, also from a number; else undefined. */
export function readText(value: unknown): string | undefined {
  if (typeof value === 'number' && Number.isFinite(value)) {
    return String(value);
  }
  return typeof value === 'string' && value !== '' ? value : undefined;
}

/** A number, also from a string of digits; else undefined. */
export function readNumber(value: unknown): number | undefined {
  const number = typeof value === 'string' && /^-?\d{1,16}$/.test(value) ? Number(value) : value;
  return typeof number === 'number' && Number.isFinite(number) ? number : undefined;
}

/** A list of non-empty strings; other entries are dropped. */
export function readTexts(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.flatMap((entry) => readText(entry) ?? []) : [];
}

/** The ids of people or things in any of the forms Feishu uses: `id`, `id_list`, both, one object or a list. */
export function readIds(value: unknown): readonly string[] {
  const entries = Array.isArray(value) ? value : [value];
  const ids = entries.flatMap((entry) => {
    if (typeof entry !== 'object') {
      return readText(entry) ?? [];
    }
    const { id, id_list } = readObject(entry);
    return [readText(id) ?? [], readTexts(id_list)].flat();
  });
  return [...new Set(ids)];
}

/** An http or https URL; anything else is dropped, since it may end up being opened. */
export function readHttpUrl(value: unknown): string | undefined {
  return typeof value === 'string' && /^https?:\/\//i.test(value) ? value : undefined;
}
