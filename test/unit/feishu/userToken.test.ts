import assert from 'node:assert/strict';
import { FeishuError, UserTokenSource, type UserTokens } from '../../../src/feishu';
import { HastyClock } from './support';

const MINUTE = 60_000;

/** Feishu's side and the storage two windows share. Each refresh token works once. */
class World {
  readonly clock = new HastyClock();
  readonly used: string[] = [];
  stored: UserTokens | undefined = this.pair(0, 120 * MINUTE);
  failure: Error | undefined;
  private lock: Promise<unknown> = Promise.resolve();

  window(): UserTokenSource {
    return new UserTokenSource({
      clock: this.clock,
      load: () => Promise.resolve(this.stored),
      save: (tokens) => {
        this.stored = tokens;
        return Promise.resolve();
      },
      forget: () => {
        this.stored = undefined;
        return Promise.resolve();
      },
      refresh: async (refreshToken) => {
        await new Promise((resolve) => setImmediate(resolve));
        if (this.failure) {
          throw this.failure;
        }
        if (this.used.includes(refreshToken)) {
          throw refused(20073);
        }
        this.used.push(refreshToken);
        return this.pair(this.used.length, 120 * MINUTE);
      },
      withLock: (work) => {
        const next = this.lock.then(work, work);
        this.lock = next.catch(() => undefined);
        return next;
      },
    });
  }

  pair(number: number, life: number): UserTokens {
    return {
      accessToken: `u-${number}`,
      refreshToken: `r-${number}`,
      expiresAt: this.clock.now() + life,
      scopes: [],
    };
  }
}

const refused = (code: number) =>
  new FeishuError({ apiVersion: 'oauth', code, httpStatus: 400, endpoint: 'POST /oauth', msg: '' });

describe('a person’s tokens', () => {
  it('are used until five minutes before their end, then renewed', async () => {
    const world = new World();
    const source = world.window();
    assert.equal(await source.getToken(), 'u-0');
    await world.clock.sleep(114 * MINUTE);
    assert.equal(await source.getToken(), 'u-0');
    await world.clock.sleep(2 * MINUTE);
    assert.equal(await source.getToken(), 'u-1');
  });

  it('are renewed once for all callers of all windows', async () => {
    const world = new World();
    await world.clock.sleep(119 * MINUTE);
    const [one, two] = [world.window(), world.window()];
    const tokens = await Promise.all([one.getToken(), one.getToken(), two.getToken(), two.getToken()]);
    assert.deepEqual(tokens, ['u-1', 'u-1', 'u-1', 'u-1']);
    assert.deepEqual(world.used, ['r-0']);
  });

  it('are renewed once when the server refuses them before their time', async () => {
    const world = new World();
    const [one, two] = [world.window(), world.window()];
    assert.deepEqual(await Promise.all([one.renewToken('u-0'), two.renewToken('u-0')]), ['u-1', 'u-1']);
    assert.deepEqual(world.used, ['r-0']);
  });

  it('are stored before they are used', async () => {
    const world = new World();
    const token = await world.window().renewToken('u-0');
    assert.equal(world.stored?.accessToken, token);
  });

  it('are forgotten when they cannot be renewed any more', async () => {
    const world = new World();
    world.failure = refused(20064);
    await assert.rejects(world.window().renewToken('u-0'), { code: 20064 });
    assert.equal(world.stored, undefined);
    await assert.rejects(world.window().getToken(), { code: 20037 });
  });

  it('work on until their end where renewing fails for now or is switched off', async () => {
    const world = new World();
    await world.clock.sleep(117 * MINUTE);
    for (const failure of [refused(20074), new Error('offline')]) {
      world.failure = failure;
      assert.equal(await world.window().getToken(), 'u-0');
      await assert.rejects(world.window().renewToken('u-0'), failure);
    }
    assert.notEqual(world.stored, undefined);
  });

  it('without a refresh token end with a new sign-in', async () => {
    const world = new World();
    world.stored = { ...world.stored!, refreshToken: undefined };
    await world.clock.sleep(117 * MINUTE);
    assert.equal(await world.window().getToken(), 'u-0');
    await world.clock.sleep(4 * MINUTE);
    await assert.rejects(world.window().getToken(), { code: 20037 });
    assert.equal(world.stored, undefined);
  });
});
