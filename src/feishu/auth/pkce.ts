import { createHash, randomBytes } from 'node:crypto';

/** What proves that the sign-in that comes back is the one that was begun (RFC 7636). */
export interface Pkce {
  /** Kept until the code is exchanged; 43 characters of base64url. */
  readonly verifier: string;
  /** Goes into the authorise URL with method S256. */
  readonly challenge: string;
}

/** A fresh verifier from 32 random bytes, and its S256 challenge. Feishu's default method, `plain`, is never used. */
export function createPkce(): Pkce {
  const verifier = randomBytes(32).toString('base64url');
  return { verifier, challenge: challengeOf(verifier) };
}

/** The S256 challenge of a verifier. */
export function challengeOf(verifier: string): string {
  return createHash('sha256').update(verifier).digest('base64url');
}

/** A value for `state` that cannot be guessed. */
export function createState(): string {
  return randomBytes(16).toString('base64url');
}
