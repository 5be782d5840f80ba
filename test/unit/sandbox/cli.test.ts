import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { main } from '../../../src/sandbox/cli';

const program = join(__dirname, 'cliProcess.ts');

interface Run {
  readonly output: Promise<{ code: number | null; out: string; err: string }>;
  readonly lines: Promise<string[]>;
  stop(signal: NodeJS.Signals): void;
}

/** Runs the command line in a process of its own. */
function run(...args: string[]): Run {
  const child = spawn(process.execPath, ['--import', 'tsx', program, ...args]);
  let out = '';
  let err = '';
  child.stderr.on('data', (chunk) => (err += String(chunk)));
  const lines = new Promise<string[]>((resolve) => {
    child.stdout.on('data', (chunk) => {
      out += String(chunk);
      if (out.split('\n').length > 2) {
        resolve(out.split('\n'));
      }
    });
  });
  const output = new Promise<{ code: number | null; out: string; err: string }>((resolve) => {
    child.on('close', (code) => resolve({ code, out, err }));
  });
  return { output, lines, stop: (signal) => child.kill(signal) };
}

describe('sandbox command line', function () {
  this.timeout(30_000);

  it('prints the address and the credentials, serves, and ends on a signal', async () => {
    await Promise.all([liveAndDie('SIGINT'), liveAndDie('SIGTERM')]);
  });

  async function liveAndDie(signal: NodeJS.Signals): Promise<void> {
    const sandbox = run('--port', '0', '--quota', 'off');
    const [first = '', second = ''] = await sandbox.lines;
    const url = /^Feishu sandbox listening on (http:\/\/127\.0\.0\.1:\d+)$/.exec(first)![1]!;
    const info = JSON.parse(second);
    const names = 'appId appSecret tenantAccessToken userAccessToken users chats tasklists';
    assert.deepEqual(Object.keys(info), names.split(' '));
    assert.ok(info.users.length >= 5);
    assert.deepEqual(Object.keys(info.users[0]), ['openId', 'unionId', 'userId', 'name', 'email']);
    assert.ok(info.chats.some((chat: { member: boolean }) => !chat.member));
    const headers = { authorization: `Bearer ${info.userAccessToken}` };
    const me = (await (await fetch(`${url}/open-apis/authen/v1/user_info`, { headers })).json()) as {
      data: { open_id: string };
    };
    assert.equal(me.data.open_id, info.users[0].openId);
    sandbox.stop(signal);
    const { code, out, err } = await sandbox.output;
    assert.deepEqual([code, err, out.trim().split('\n').length], [0, '', 2]);
  }

  it('explains wrong arguments and a port that is taken', async () => {
    for (const args of [['--port', 'x'], ['--port', '70000'], ['--quota', 'maybe'], ['--what'], ['extra']]) {
      const { code, err } = await runHere(args);
      assert.equal(code, 2);
      assert.match(err, /^Usage: /);
    }
    const server = createServer().listen(0, '127.0.0.1');
    await new Promise((resolve) => server.once('listening', resolve));
    const taken = await runHere(['--port', String((server.address() as AddressInfo).port)]);
    assert.equal(taken.code, 1);
    assert.match(taken.err, /EADDRINUSE/);
    server.close();
  });
});

/** Runs a command line that ends by itself, in this process, and collects what it complains about. */
async function runHere(args: string[]): Promise<{ code: number; err: string }> {
  const write = process.stderr.write.bind(process.stderr);
  let err = '';
  process.stderr.write = ((text: string) => {
    err += text;
    return true;
  }) as typeof process.stderr.write;
  try {
    return { code: await main(args), err };
  } finally {
    process.stderr.write = write;
  }
}
