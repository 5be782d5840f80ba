import assert from 'node:assert/strict';
import * as lark from '@larksuiteoapi/node-sdk';
import fc from 'fast-check';
import { clientFor, LoopbackServer, ok, type Seen } from './support';
import { commentsAndReminders } from './wire/comments';
import { directory } from './wire/directory';
import type { Pair } from './wire/pair';
import { people1 } from './wire/people';
import { subscriptions } from './wire/subscriptions';
import { tasklists } from './wire/tasklists';
import { tasksV1 } from './wire/tasksV1';
import { tasksV2 } from './wire/tasksV2';

const noWords = () => {};

describe('requests on the wire, beside those of the official SDK', function () {
  this.timeout(20_000);
  let server: LoopbackServer;
  let base: string;
  let official: lark.Client;

  before(async () => {
    const id = { id: 'x', guid: 'x' };
    server = new LoopbackServer((_, response) =>
      ok(response, { task: id, comment: id, reminder: id, tasklist: id, activity_subscription: id, open_id: 'x' }),
    );
    base = await server.start();
    official = new lark.Client({
      appId: 'cli_x',
      appSecret: 'x',
      domain: base,
      disableTokenCache: true,
      logger: { error: noWords, warn: noWords, info: noWords, debug: noWords, trace: noWords },
    });
  });
  after(() => server.stop());

  const groups: readonly (readonly ['v1' | 'v2', readonly Pair<never>[]])[] = [
    ['v1', [...tasksV1, ...people1, ...commentsAndReminders] as unknown as Pair<never>[]],
    ['v1', [...tasklists, ...subscriptions, ...directory] as unknown as Pair<never>[]],
    ['v2', tasksV2 as unknown as Pair<never>[]],
  ];
  for (const [taskApi, pairs] of groups) {
    for (const { name, args, ours, sdk } of pairs) {
      it(name, async () => {
        const client = clientFor(base, { taskApi });
        await fc.assert(
          fc.asyncProperty(args, async (value) => {
            assert.deepEqual(
              await sent(server, () => ours(client, value)),
              await sent(server, () => sdk(official, value)),
            );
          }),
          { numRuns: 8 },
        );
        client.dispose();
      });
    }
  }
});

/** The one request a call made. Both sides may say "no fields" with an empty object or with nothing. */
async function sent(server: LoopbackServer, call: () => Promise<unknown>) {
  server.seen.length = 0;
  await call();
  assert.equal(server.seen.length, 1);
  const { method, path, query, body } = server.seen[0] as Seen;
  const fields = body !== undefined && Object.keys(body as object).length === 0 ? undefined : body;
  return { method, path, query, body: fields };
}
