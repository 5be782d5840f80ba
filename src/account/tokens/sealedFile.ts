import { createCipheriv, createDecipheriv, randomBytes, randomUUID } from 'node:crypto';
import { mkdir, open, readFile, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';

const CIPHER = 'aes-256-gcm';
const KEY_BYTES = 32;
const IV_BYTES = 12;
const TAG_BYTES = 16;

/** A fresh key, as text for the SecretStorage. */
export function createSealKey(): string {
  return randomBytes(KEY_BYTES).toString('base64');
}

/**
 * A file that only those can read who have its key. What it holds is of no use without the SecretStorage the key is in.
 * Written whole or not at all, and on the disk when `write` returns.
 */
export class SealedFile {
  constructor(
    private readonly path: string,
    /** Of `createSealKey()`. */
    private readonly key: string,
    /** Bound to the content: a file of another name cannot be put in its place. */
    private readonly name: string,
  ) {}

  /** @returns undefined where there is none, or none that this key opens */
  async read(): Promise<string | undefined> {
    try {
      return this.unseal(await readFile(this.path));
    } catch {
      return undefined;
    }
  }

  async write(text: string): Promise<void> {
    await mkdir(dirname(this.path), { recursive: true, mode: 0o700 });
    const temporary = `${this.path}.${randomUUID()}`;
    try {
      const file = await open(temporary, 'wx', 0o600);
      try {
        await file.writeFile(this.seal(text));
        await file.sync();
      } finally {
        await file.close();
      }
      await rename(temporary, this.path);
    } finally {
      await rm(temporary, { force: true });
    }
  }

  async remove(): Promise<void> {
    await rm(this.path, { force: true });
  }

  private seal(text: string): Buffer {
    const iv = randomBytes(IV_BYTES);
    const cipher = createCipheriv(CIPHER, Buffer.from(this.key, 'base64'), iv);
    cipher.setAAD(Buffer.from(this.name));
    const content = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
    return Buffer.concat([iv, cipher.getAuthTag(), content]);
  }

  private unseal(sealed: Buffer): string {
    const decipher = createDecipheriv(CIPHER, Buffer.from(this.key, 'base64'), sealed.subarray(0, IV_BYTES), {
      authTagLength: TAG_BYTES,
    });
    decipher.setAAD(Buffer.from(this.name));
    decipher.setAuthTag(sealed.subarray(IV_BYTES, IV_BYTES + TAG_BYTES));
    const content = sealed.subarray(IV_BYTES + TAG_BYTES);
    return Buffer.concat([decipher.update(content), decipher.final()]).toString('utf8');
  }
}
