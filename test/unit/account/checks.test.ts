import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { checksFor, runCheck, scopesFor, type CheckOutcome, type Identity } from '../../../src/account/checks';
import {
  createFeishuClient,
  fetchTenantToken,
  fixedTokenSource,
  isAuthError,
  type FeishuClient,
} from '../../../src/feishu';
import { startSandbox, type Sandbox } from '../../../src/sandbox';
import { signInAt } from './support/signedIn';

const log = { debug() {}, info() {}, warn() {}, error() {} };

for (const identity of ['app', 'person'] as const) {
  describe(`the connection of ${identity === 'app' ? 'an app' : 'a person'}`, () => {
    let sandbox: Sandbox;
    let client: FeishuClient;

    beforeEach(async () => {
      sandbox = await startSandbox({ quota: false });
      keepOnly(sandbox, identity, scopesFor(identity));
      client = await connect(sandbox, identity);
    });
    afterEach(async () => {
      client.dispose();
      await sandbox.close();
    });

    it('works with just the scopes that are asked for, and checking changes nothing', async () => {
      const before = JSON.stringify([sandbox.state.tasks, sandbox.state.tasklists, sandbox.state.chats]);
      assert.deepEqual(await failing(client, identity), {});
      assert.equal(JSON.stringify([sandbox.state.tasks, sandbox.state.tasklists, sandbox.state.chats]), before);
    });

    it('names each scope that is missing, and what needs it', async function () {
      this.timeout(20_000);
      for (const check of checksFor(identity)) {
        for (const scope of check.scopes) {
          keepOnly(
            sandbox,
            identity,
            scopesFor(identity).filter((other) => other !== scope),
          );
          const outcome = await runCheck(check, client, new AbortController().signal);
          // Another scope of the list may do as well: then nothing fails.
          if (outcome.state === 'works') continue;
          assert.equal(outcome.state, 'app-scope', check.id);
          assert.deepEqual('scopes' in outcome && outcome.scopes, [scope], check.id);
        }
      }
      keepOnly(sandbox, identity, []);
      const missing = Object.entries(await failing(client, identity));
      assert.ok(missing.every(([, { state }]) => state === 'app-scope'));
      assert.deepEqual(
        missing.map(([id]) => id).sort(),
        checksFor(identity)
          .map(({ id }) => id)
          .sort(),
      );
    });

    it('tells of the bot ability', async () => {
      sandbox.state.app.botEnabled = false;
      const states = Object.entries(await failing(client, identity)).map(([id, { state }]) => `${id} ${state}`);
      const chats = ['chatMembers bot', 'chats bot'];
      const tasks = ['comments bot', 'readTasks bot', 'writeTasks bot'];
      assert.deepEqual(states.sort(), (identity === 'app' ? [...chats, ...tasks] : chats).sort());
    });

    it('ends at once where the sign-in is not valid', async () => {
      for (const token of sandbox.state.tokens) token.revoked = true;
      const [first] = checksFor(identity);
      await assert.rejects(runCheck(first!, client, new AbortController().signal), isAuthError);
    });
  });
}

it('tells a person’s missing grant from the app’s missing scope', async () => {
  const sandbox = await startSandbox({ quota: false });
  const some = scopesFor('person').filter((scope) => !scope.startsWith('im:'));
  const tokens = await signInAt(sandbox, undefined, some);
  const tokenSource = fixedTokenSource('user', tokens.accessToken);
  const client = createFeishuClient({ baseUrl: sandbox.url, tokenSource, log });
  const outcomes = await failing(client, 'person');
  assert.deepEqual(outcomes, {
    chats: { state: 'grant', scopes: ['im:chat:readonly'], link: undefined },
    chatMembers: { state: 'grant', scopes: ['im:chat.members:read'], link: undefined },
  });
  client.dispose();
  await sandbox.close();
});

for (const file of ['README.md', 'README.zh-cn.md']) {
  it(`${file} names just the scopes that are needed`, () => {
    const text = readFileSync(new URL(`../../../${file}`, import.meta.url), 'utf8');
    const named = new Set(
      [...text.matchAll(/`((?:task|im|contact|offline)[\w.:]*(?::|_access)[\w.:]*)`/g)].map(([, scope]) => scope!),
    );
    assert.deepEqual([...named].sort(), [...new Set([...scopesFor('app'), ...scopesFor('person')])].sort());
  });
}

function keepOnly(sandbox: Sandbox, identity: Identity, scopes: readonly string[]): void {
  if (identity === 'app') sandbox.state.app.scopes.tenant = [...scopes];
  else sandbox.state.app.scopes.user = [...scopes];
}

async function connect(sandbox: Sandbox, identity: Identity): Promise<FeishuClient> {
  const { appId, appSecret } = sandbox.info;
  const baseUrl = sandbox.url;
  const tokenSource =
    identity === 'app'
      ? fixedTokenSource('tenant', (await fetchTenantToken({ baseUrl, appId, appSecret })).token)
      : fixedTokenSource('user', (await signInAt(sandbox)).accessToken);
  return createFeishuClient({ baseUrl, tokenSource, log });
}

/** The checks that do not work, by their id. */
async function failing(client: FeishuClient, identity: Identity): Promise<Record<string, CheckOutcome>> {
  const found: Record<string, CheckOutcome> = {};
  for (const check of checksFor(identity)) {
    const outcome = await runCheck(check, client, new AbortController().signal);
    if (outcome.state !== 'works') found[check.id] = outcome;
  }
  return found;
}
