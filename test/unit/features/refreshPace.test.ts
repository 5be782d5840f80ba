import assert from 'node:assert/strict';
import { usualInterval, waitOnReturn } from '../../../src/features/taskTree/model/refreshPace';

const MINUTE = 60_000;

describe('how often tasks are read', () => {
  it('every minute, and more seldom where that takes many calls', () => {
    assert.equal(usualInterval(0), MINUTE);
    assert.equal(usualInterval(500), MINUTE);
    assert.equal(usualInterval(1000), 2 * MINUTE);
    assert.equal(usualInterval(10_000), 20 * MINUTE);
  });

  it('at once when one comes back after a while, but not at each glance', () => {
    const wait = (open: number, agoMs: number | undefined, interval = usualInterval(open)): number =>
      waitOnReturn({ open, now: 1e9, triedAt: agoMs === undefined ? undefined : 1e9 - agoMs }, interval);
    assert.equal(wait(10, undefined), 0);
    assert.equal(wait(10, 20_000), 0);
    assert.equal(wait(10, 5_000), 10_000);
    assert.equal(wait(10_000, MINUTE), 4 * MINUTE);
    assert.equal(wait(10_000, 5 * MINUTE), 0);
  });
});
