import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { withFileLock } from '../../../src/account/tokens/fileLock';

describe('file lock', () => {
  let folder: string;
  let path: string;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'lock-'));
    path = join(folder, 'deeper', 'a.lock');
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  it('lets one work at a time', async () => {
    let inside = 0;
    let most = 0;
    const work = async (): Promise<void> => {
      most = Math.max(most, ++inside);
      await delay(2);
      inside--;
    };
    await Promise.all(Array.from({ length: 8 }, () => withFileLock(path, work)));
    assert.equal(most, 1);
  });

  it('is given back when the work fails', async () => {
    await assert.rejects(withFileLock(path, () => Promise.reject(new Error('no'))));
    assert.equal(await withFileLock(path, () => Promise.resolve('yes')), 'yes');
  });

  it('is taken over from a holder that died', async () => {
    await withFileLock(path, () => Promise.resolve());
    writeFileSync(path, 'somebody who died');
    const entered = await withFileLock(path, () => Promise.resolve(true), { silentMilliseconds: 60 });
    assert.equal(entered, true);
  });

  it('is taken over by one of several that wait', async () => {
    await withFileLock(path, () => Promise.resolve());
    writeFileSync(path, 'somebody who died');
    let inside = 0;
    let most = 0;
    const work = async (): Promise<void> => {
      most = Math.max(most, ++inside);
      await delay(2);
      inside--;
    };
    await Promise.all(Array.from({ length: 6 }, () => withFileLock(path, work, { silentMilliseconds: 60 })));
    assert.equal(most, 1);
  });

  it('is not broken while the holder shows signs of life, whatever its clock says', async () => {
    await withFileLock(path, () => Promise.resolve());
    writeFileSync(path, 'alive');
    let beats = 0;
    const heart = setInterval(() => utimesSync(path, new Date(1000 * ++beats), new Date(1000 * beats)), 10);
    let entered = false;
    const waiting = withFileLock(path, () => Promise.resolve((entered = true)), { silentMilliseconds: 150 });
    await delay(400);
    assert.equal(entered, false);
    clearInterval(heart);
    await waiting;
    assert.ok(beats > 5);
  });
});
