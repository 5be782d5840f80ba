import assert from 'node:assert/strict';
import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createSealKey } from '../../../src/account/tokens/sealedFile';
import { startSandbox, type Sandbox } from '../../../src/sandbox';
import { open } from './support/browser';
import { signInAt } from './support/signedIn';
import type { FromWindow, ToWindow, WindowSettings } from './support/window';

const ROUNDS = 20;
const WINDOWS = 3;
const TOKEN_LIFE_MS = 7_200_000;
const HOSTS = { desktop: 'on the desktop', browser: 'in a browser' };

/** Windows are processes of their own here, as they are in life. */
describe('windows that renew a sign-in at once', () => {
  let sandbox: Sandbox;
  let folder: string;
  let windows: ChildProcess[] = [];

  beforeEach(async () => {
    sandbox = await startSandbox({ quota: false });
    folder = mkdtempSync(join(tmpdir(), 'windows-'));
  });
  afterEach(async () => {
    await Promise.all(windows.map((window) => window.kill() && once(window, 'exit')));
    windows = [];
    await sandbox.close();
    rmSync(folder, { recursive: true, force: true });
  });

  for (const host of ['desktop', 'browser'] as const) {
    it(`are never signed out in ${ROUNDS} rounds, with secrets as in VS Code ${HOSTS[host]}`, async function () {
      this.timeout(60_000);
      await openWindows(host);
      for (let round = 1; round <= ROUNDS; round++) {
        const aheadMs = round * TOKEN_LIFE_MS;
        sandbox.clockSkewMs = aheadMs;
        sandbox.clearRequests();
        const answers = await Promise.all(windows.map((window) => ask(window, { ask: round, aheadMs })));
        assert.deepEqual(
          answers.map(({ error }) => error),
          answers.map(() => undefined),
          `round ${round}`,
        );
        assert.equal(new Set(answers.map(({ token }) => token)).size, 1, `round ${round}: all have the same token`);
        assert.equal(refreshes(), 1, `round ${round}: one refresh for all`);
        assert.equal(await nameOf(answers[0]!.token!), sandbox.info.users[0]!.name);
      }
    });
  }

  async function openWindows(host: WindowSettings['host']): Promise<void> {
    const tokens = await signInAt(sandbox);
    const secret = JSON.stringify({ ...tokens, generation: 1 });
    const secretFile = join(folder, 'storage');
    writeFileSync(secretFile, secret);
    const settings: WindowSettings = {
      app: { baseUrl: sandbox.url, appId: sandbox.info.appId, appSecret: sandbox.info.appSecret },
      ...{ sealKey: createSealKey(), folder, host, secret, secretFile },
    };
    const file = fileURLToPath(new URL('./support/window.ts', import.meta.url));
    windows = Array.from({ length: WINDOWS }, () =>
      fork(file, [JSON.stringify(settings)], { execArgv: ['--import', 'tsx'] }),
    );
    await Promise.all(windows.map((window) => once(window, 'message')));
  }

  function refreshes(): number {
    return sandbox.requests.filter(({ path }) => path.endsWith('/authen/v2/oauth/token')).length;
  }

  async function nameOf(token: string): Promise<string> {
    const { text } = await open(`${sandbox.url}/open-apis/authen/v1/user_info`, {
      headers: { authorization: `Bearer ${token}` },
    });
    return (JSON.parse(text) as { data: { name: string } }).data.name;
  }
});

function ask(window: ChildProcess, message: ToWindow): Promise<Extract<FromWindow, { ask: number }>> {
  return new Promise((resolve) => {
    window.once('message', resolve as (answer: unknown) => void);
    window.send(message);
  });
}
