import { ValidationError } from '../errors/types';
import { LIMITS, textLength } from '../limits';

/** Throws ValidationError `too-long` for a text over the limit. */
export function checkLength(field: string, text: string | null | undefined, limit: number): void {
  if (text != null && textLength(text) > limit) {
    throw new ValidationError(field, 'too-long', limit);
  }
}

/** Throws ValidationError for a text that is missing, blank or too long. */
export function requireText(field: string, text: string | undefined, limit: number): string {
  if (text == null || text.trim() === '') {
    throw new ValidationError(field, 'required');
  }
  checkLength(field, text, limit);
  return text;
}

function isId(id: unknown): id is string {
  return typeof id === 'string' && id !== '' && id.length <= LIMITS.id && !/[\s\u0000-\u001f\u007f]/.test(id);
}

/** An id that becomes a segment of the path: never empty, never one that would climb out of its place. */
export function requirePathId(field: string, id: string | undefined): string {
  if (!isId(id) || id === '.' || id === '..') {
    throw new ValidationError(field, id ? 'id' : 'required');
  }
  return id;
}

/**
 * Ids ready to be sent: blanks and duplicates dropped.
 * @throws ValidationError naming the id that cannot be one, or the field when more than `limit` remain
 */
export function cleanIds(field: string, ids: readonly string[] | undefined, limit = Infinity): readonly string[] {
  const clean: string[] = [];
  for (const [index, id] of (ids ?? []).entries()) {
    const trimmed = id.trim();
    if (trimmed !== '' && !isId(trimmed)) {
      throw new ValidationError(`${field}[${index}]`, 'id');
    }
    if (trimmed !== '' && !clean.includes(trimmed)) {
      clean.push(trimmed);
    }
  }
  if (clean.length > limit) {
    throw new ValidationError(field, 'too-many', limit);
  }
  return clean;
}

/** As cleanIds, with at least one id left. */
export function requireIds(field: string, ids: readonly string[] | undefined, limit = Infinity): readonly string[] {
  const clean = cleanIds(field, ids, limit);
  if (clean.length === 0) {
    throw new ValidationError(field, 'required');
  }
  return clean;
}

/** Throws ValidationError unless the URL is http or https, without credentials, within the limit. */
export function checkHttpUrl(field: string, url: string | undefined, limit: number): void {
  if (url === undefined) {
    return;
  }
  checkLength(field, url, limit);
  if (!/^https?:\/\/[^\s/?#@]+([/?#]\S*)?$/i.test(url) || !URL.canParse(url)) {
    throw new ValidationError(field, 'http-url');
  }
}

/** Cuts a list into runs of at most `size`. */
export function inBatches<T>(items: readonly T[], size: number): readonly (readonly T[])[] {
  const batches: (readonly T[])[] = [];
  for (let start = 0; start < items.length; start += size) {
    batches.push(items.slice(start, start + size));
  }
  return batches;
}
