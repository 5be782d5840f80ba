import assert from 'node:assert/strict';
import { allRoutes } from '../../../src/sandbox/routes';
import { Scene, subscription, unknownGuid } from './documented';
import { subscriptions, v1, v2, type Row } from './documentedRow';
import { rowsV1 } from './documentedRowsV1';
import { rowsOthers, rowsV2 } from './documentedRowsV2';
import { HarnessPool, type Reply } from './support';

const apis = allRoutes()
  .routes.filter((route) => route.api)
  .map((route) => ({ api: `${route.method} ${route.path}`, rules: route.api!, errors: route.api!.errors.split(' ') }));

/** Rows every API with the code gets: who calls, and for which task or list. */
function generalRows(): Row[] {
  const provokers: Record<number, (api: string) => (scene: Scene) => Promise<Reply>> = {
    1470403: (api) => async (scene) =>
      api.includes('/v1/')
        ? scene.send(api, { token: await scene.appToken() })
        : scene.send(api, { token: await scene.stranger() }),
    1470602: (api) => (scene) => scene.send(api, { ids: { task_id: unknownGuid } }),
    1470432: (api) => async (scene) => scene.send(api, { token: await scene.stranger() }),
    1470404: (api) => async (scene) =>
      api.includes('/v1/')
        ? scene.send(api, { token: await scene.follower() })
        : scene.send(api, { ids: { task_id: unknownGuid, tasklist_guid: unknownGuid, comment_id: '1' } }),
    1470451: (api) => (scene) => twoAtOnce(scene, api, 'same task'),
    1470450: (api) => (scene) => twoAtOnce(scene, api, 'another request'),
    232025: (api) => async (scene) => {
      scene.harness.state.app.botEnabled = false;
      return scene.send(api);
    },
  };
  const needsOwnRow = new Set([`POST ${v2}/tasks`, `POST ${v2}/comments`, `GET ${v2}/comments`]);
  return apis.flatMap(({ api, errors }) =>
    errors.flatMap((pair) => {
      const [status, code] = pair.split('/').map(Number);
      const provoke = provokers[code!]?.(api);
      const own = needsOwnRow.has(api) && code === (1470404 as number);
      const strangerCreates = api === `POST ${v2}/tasks` && code === 1470403;
      return provoke && !own && !strangerCreates
        ? [{ api, status: status!, code: code!, why: 'as everywhere', provoke }]
        : [];
    }),
  );
}

/** The second of two requests, sent while the first one is held up. */
async function twoAtOnce(scene: Scene, api: string, first: 'same task' | 'another request'): Promise<Reply> {
  const { faults } = scene.harness.sandbox;
  if (first === 'same task') {
    (scene.harness.sandbox.behaviour as { concurrency: number }).concurrency = 100;
  }
  faults.add({ kind: 'delay', delayMs: 60, count: 1 });
  const held = first === 'same task' ? scene.send(api) : scene.send(`GET ${v1}/:task_id`);
  while (faults.list()[0]!.fired === 0) {
    await new Promise((resolve) => setImmediate(resolve));
  }
  const reply = await scene.send(api);
  await held;
  return reply;
}

/** Documented client errors no input of the API can cause; `x-sandbox-error` still answers them. */
const withoutInput: readonly (readonly [pattern: RegExp, codes: readonly number[], reason: string])[] = [
  [/^(GET|DELETE) \/open-apis\/task\/v2\/.*_guid$|comment_id$|task_id$|\/tasklists$/, [1470400], 'no parameters'],
  [/^GET .*activity_subscriptions$/, [1470400], 'its one parameter is the gateway’s to check'],
  [/^GET .*\/contact\/v3\/users/, [41050, 40001, 40004], 'people out of sight are left out'],
  [/batch_get_id$/, [40001], 'the gateway checks the lists'],
  [/^GET .*users\/:user_id$/, [40003, 40001], 'internal'],
  [/departments/, [43010, 40003, 40008, 40014, 42008, 43007], 'needs another tenant or a huge department'],
  [/im\/v1\/chats/, [232001, 232004, 232010, 232017, 232019, 232033, 232034, 232011], 'needs another tenant or app'],
  [/user_info$/, [20001, 20005, 20008, 20021, 20022, 20023], 'see the tests of identity'],
];

const rows = [...rowsV1, ...rowsV2, ...rowsOthers, ...generalRows()];

describe('sandbox, documented failures', () => {
  const pool = new HarnessPool();
  afterEach(() => pool.close());

  for (const row of rows) {
    it(`${row.api} ${row.status}/${row.code}: ${row.why}`, async () => {
      const scene = await Scene.build(pool, row.api);
      const reply = await row.provoke(scene);
      assert.deepEqual([reply.status, reply.code], [row.status, row.code], reply.text);
      assert.equal(reply.body.error.log_id, reply.headers.get('x-tt-logid'));
    });
  }

  it('has a row for every documented client error an input can cause', () => {
    const covered = new Set(rows.map((row) => `${row.api} ${row.status}/${row.code}`));
    const missing = apis.flatMap(({ api, errors }) =>
      errors
        .filter((pair) => pair !== '' && Number(pair.slice(0, 3)) < 500 && !covered.has(`${api} ${pair}`))
        .filter(
          (pair) => !withoutInput.some(([path, codes]) => path.test(api) && codes.includes(Number(pair.slice(4)))),
        )
        .map((pair) => `${api} ${pair}`),
    );
    assert.deepEqual(missing, []);
  });

  it('answers every documented pair of status and code on request', async () => {
    const scene = await Scene.build(pool);
    const token = { T: scene.harness.info.tenantAccessToken, U: scene.harness.info.userAccessToken };
    for (const { api, rules, errors } of apis) {
      for (const pair of errors.filter((text) => text !== '')) {
        const [status, code] = pair.split('/');
        const headers = { 'x-sandbox-error': code! };
        const reply = await scene.send(api, { headers, token: rules.tokens === 'U' ? token.U : token.T });
        assert.deepEqual([reply.status, reply.code], [Number(status), Number(code)], `${api} ${pair}`);
      }
    }
  });

  it('serves every API a good request', async () => {
    for (const { api, rules } of apis) {
      const scene = await Scene.build(pool, api);
      if (api.endsWith('/uncomplete')) {
        await scene.send(api.replace('uncomplete', 'complete'));
      }
      if (api.endsWith('add_reminders')) {
        await scene.send(`POST ${v2}/tasks/:task_id/remove_reminders`);
      }
      const ids = api.endsWith('me_join')
        ? { chat_id: scene.harness.state.chats.find((chat) => chat.public)!.chatId }
        : undefined;
      const token = api === `DELETE ${v2}/tasklists/:tasklist_guid` || rules.tokens === 'U' ? 'user' : 'tenant';
      const { userAccessToken, tenantAccessToken } = scene.harness.info;
      const reply = await scene.send(api, { ids, token: token === 'user' ? userAccessToken : tenantAccessToken });
      assert.deepEqual([reply.status, reply.code], [200, 0], `${api}: ${reply.text}`);
    }
  });

  it('refuses a subscription body the schema does not allow', async () => {
    const scene = await Scene.build(pool);
    const reply = await scene.send(`POST ${subscriptions}`, { body: subscription(scene, { include_keys: 'all' }) });
    assert.deepEqual([reply.status, reply.code], [400, 99992402]);
    assert.equal(reply.body.error.field_violations[0].field, 'include_keys');
  });
});
