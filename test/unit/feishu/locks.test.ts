import assert from 'node:assert/strict';
import { WriteLocks } from '../../../src/feishu/locks';

describe('write locks', () => {
  it('run writes of one key one after the other, clicks before bulk, others in order', async () => {
    const locks = new WriteLocks();
    const events: string[] = [];
    const write = (name: string, priority: 'interactive' | 'bulk') =>
      locks.run('task', priority, undefined, async () => {
        events.push(`${name} begins`);
        await new Promise((resolve) => setImmediate(resolve));
        events.push(`${name} ends`);
      });
    await Promise.all([write('a', 'bulk'), write('b', 'bulk'), write('c', 'interactive'), write('d', 'interactive')]);
    assert.deepEqual(
      events,
      ['a', 'c', 'd', 'b'].flatMap((name) => [`${name} begins`, `${name} ends`]),
    );
  });

  it('do not hold up other keys, and go on after a failure', async () => {
    const locks = new WriteLocks();
    let free = () => {};
    const held = locks.run('one', 'interactive', undefined, () => new Promise<void>((resolve) => (free = resolve)));
    assert.equal(await locks.run('two', 'interactive', undefined, () => Promise.resolve(2)), 2);
    const failing = locks.run('one', 'interactive', undefined, () => Promise.reject(new Error('no')));
    const next = locks.run('one', 'interactive', undefined, () => Promise.resolve(3));
    free();
    await held;
    await assert.rejects(failing, /no/);
    assert.equal(await next, 3);
  });

  it('let a cancelled waiter go without a trace', async () => {
    const locks = new WriteLocks();
    let free = () => {};
    const held = locks.run('one', 'interactive', undefined, () => new Promise<void>((resolve) => (free = resolve)));
    const controller = new AbortController();
    const cancelled = locks.run('one', 'interactive', controller.signal, () => assert.fail('must not run'));
    const next = locks.run('one', 'bulk', undefined, () => Promise.resolve('next'));
    controller.abort();
    await assert.rejects(cancelled, { name: 'CancelledError', sent: false });
    free();
    await held;
    assert.equal(await next, 'next');
  });
});
