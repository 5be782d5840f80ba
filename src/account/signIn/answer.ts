import { createHash, timingSafeEqual } from 'node:crypto';

/** What came back from Feishu's page. */
export type SignInAnswer =
  | { readonly kind: 'code'; readonly code: string }
  /** The person refused, or Feishu did: its word, such as `access_denied`. */
  | { readonly kind: 'refused'; readonly reason: string }
  /** It does not belong to the sign-in under way. */
  | { readonly kind: 'foreign' }
  | { readonly kind: 'unreadable' };

/** Codes hold these characters and have 64 or more; shorter ones are taken too, nonsense is not (authorize page). */
const CODE = /^[\w-]{16,4096}$/;

/** Reads the query of a redirect. Without the `state` the sign-in was begun with it is not ours. */
export function readRedirect(query: URLSearchParams, state: string): SignInAnswer {
  const given = query.get('state');
  if (given === null || !isSame(given, state)) return { kind: 'foreign' };
  const code = query.get('code');
  if (code !== null && CODE.test(code)) return { kind: 'code', code };
  const reason = query.get('error');
  return reason === null ? { kind: 'unreadable' } : { kind: 'refused', reason };
}

/** Reads what a person pasted: the address the browser ended on, or the code alone (PKCE ties it to this sign-in). */
export function readPasted(text: string, state: string): SignInAnswer {
  const trimmed = text.trim();
  if (CODE.test(trimmed)) return { kind: 'code', code: trimmed };
  if (!URL.canParse(trimmed)) return { kind: 'unreadable' };
  const { searchParams } = new URL(trimmed);
  if (!searchParams.has('code') && !searchParams.has('error')) return { kind: 'unreadable' };
  return readRedirect(searchParams, state);
}

/** In constant time, whatever the lengths. */
function isSame(a: string, b: string): boolean {
  const hash = (text: string): Buffer => createHash('sha256').update(text).digest();
  return timingSafeEqual(hash(a), hash(b));
}
