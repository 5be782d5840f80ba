import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { createSealKey, SealedFile } from '../../../src/account/tokens/sealedFile';

describe('sealed file', () => {
  let folder: string;
  let path: string;
  const key = createSealKey();

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'seal-'));
    path = join(folder, 'tokens', 'a.sealed');
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  it('gives back any text, and shows none of it on the disk', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'grapheme', minLength: 8, maxLength: 3000 }), async (text) => {
        const file = new SealedFile(path, key, 'user:1');
        await file.write(text);
        assert.equal(await file.read(), text);
        assert.equal(readFileSync(path).includes(text), false);
      }),
      { numRuns: 40 },
    );
    assert.deepEqual(readdirSync(join(folder, 'tokens')), ['a.sealed']);
  });

  it('is for its owner alone', async () => {
    await new SealedFile(path, key, 'user:1').write('secret');
    if (process.platform !== 'win32') assert.equal(statSync(path).mode & 0o077, 0);
  });

  it('opens with its key and for its name only', async () => {
    await new SealedFile(path, key, 'user:1').write('secret');
    assert.equal(await new SealedFile(path, createSealKey(), 'user:1').read(), undefined);
    assert.equal(await new SealedFile(path, key, 'user:2').read(), undefined);
    assert.equal(await new SealedFile(path, 'short', 'user:1').read(), undefined);
  });

  it('is not read when a byte was changed or lost', async () => {
    const file = new SealedFile(path, key, 'user:1');
    await file.write('secret');
    const good = readFileSync(path);
    for (let index = 0; index < good.length; index++) {
      const changed = Buffer.from(good);
      changed[index]! ^= 1;
      writeFileSync(path, changed);
      assert.equal(await file.read(), undefined, `byte ${index}`);
    }
    writeFileSync(path, good.subarray(0, 20));
    assert.equal(await file.read(), undefined);
  });

  it('is absent at first and after its removal', async () => {
    const file = new SealedFile(path, key, 'user:1');
    assert.equal(await file.read(), undefined);
    await file.write('x');
    await file.remove();
    await file.remove();
    assert.equal(await file.read(), undefined);
  });
});
