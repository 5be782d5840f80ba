import { BadAnswerError } from './errors/types';
import type { Endpoint } from './endpoint';
import { type Json, readText } from './read';

/** `extra` as v1 demands it and v2 takes it: base64 of UTF-8, standard alphabet, padded. */
export function encodeExtra(text: string): string {
  return Buffer.from(text, 'utf8').toString('base64');
}

/** Text from base64; undefined for anything that is not base64 of UTF-8, such as another program's free text. */
export function decodeExtra(value: unknown): string | undefined {
  const encoded = readText(value);
  if (encoded === undefined || !/^[A-Za-z0-9+/]+={0,2}$/.test(encoded) || encoded.length % 4 !== 0) {
    return undefined;
  }
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(Buffer.from(encoded, 'base64'));
  } catch {
    return undefined;
  }
}

/**
 * A text the answer must have.
 * @throws BadAnswerError `missing-field`: the request was carried out, but its result cannot be told
 */
export function requireField(endpoint: Endpoint, value: unknown, name: string): string {
  const text = readText(value);
  if (text === undefined) {
    throw new BadAnswerError('missing-field', 200, endpoint.name, undefined, name);
  }
  return text;
}

/** An object without its undefined members, to count or compare what would be sent. */
export function defined(object: Json): Json {
  return Object.fromEntries(Object.entries(object).filter(([, value]) => value !== undefined));
}
