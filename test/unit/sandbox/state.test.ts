import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { HarnessPool, TestClock } from './support';

describe('sandbox state file', () => {
  const pool = new HarnessPool();
  afterEach(() => pool.close());

  let folder: string;
  let stateFile: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'sandbox-state-'));
    stateFile = join(folder, 'deep', 'state.json');
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  it('brings everything back after a restart', async () => {
    const clock = new TestClock();
    const first = await pool.start({ stateFile, clock });
    const id = await first.task({ summary: '重启以后', extra: 'dGVzdA==' });
    const user = await first.userToken(1);
    const { info } = first;
    await first.close();

    const second = await pool.start({ stateFile, clock });
    assert.deepEqual(second.info, info);
    const task = await second.get(`/open-apis/task/v1/tasks/${id}`);
    assert.equal(task.data.task.summary, '重启以后');
    assert.equal(task.data.task.extra, 'dGVzdA==');
    assert.equal((await second.get('/open-apis/authen/v1/user_info', { token: user })).code, 0);
    await second.close();
  });

  it('survives a process that is not given time to close', async () => {
    const first = await pool.start({ stateFile });
    const id = await first.task();
    await first.sandbox.flush();
    const onDisk = JSON.parse(readFileSync(stateFile, 'utf8'));
    assert.ok(onDisk.tasks[id]);
    assert.equal(statSync(stateFile).mode & 0o077, 0, 'it holds tokens: nobody else may read it');
    await first.close();
    assert.deepEqual(readdirSync(join(folder, 'deep')), ['state.json'], 'no temporary file stays');
  });

  it('writes a change by itself', async () => {
    const first = await pool.start({ stateFile });
    const id = await first.task();
    const isWritten = () => {
      try {
        return id in JSON.parse(readFileSync(stateFile, 'utf8')).tasks;
      } catch {
        return false;
      }
    };
    while (!isWritten()) {
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    await first.close();
  });

  const broken: readonly (readonly [string, string])[] = [
    ['half a file', '{"version":1,"seq":3,"app":{'],
    ['an empty file', ''],
    ['another program’s file', '{"hello":"world"}'],
    ['a later version', '{"version":2}'],
    ['a list', '[]'],
  ];
  for (const [what, text] of broken) {
    it(`sets ${what} aside with a message`, async () => {
      stateFile = join(folder, 'state.json');
      writeFileSync(stateFile, text);
      const messages: string[] = [];
      const harness = await pool.start({ stateFile, onMessage: (message) => messages.push(message) });
      await harness.close();
      const aside = readdirSync(folder).find((name) => name.startsWith('state.json.corrupt-'))!;
      assert.equal(readFileSync(join(folder, aside), 'utf8'), text);
      assert.equal(messages.length, 1);
      assert.match(messages[0]!, new RegExp(aside.replaceAll('.', '\\.')));
      assert.equal(JSON.parse(readFileSync(stateFile, 'utf8')).version, 1);
    });
  }

  it('keeps a second corrupt file beside the first', async () => {
    stateFile = join(folder, 'state.json');
    const clock = new TestClock();
    for (const text of ['one', 'two']) {
      writeFileSync(stateFile, text);
      await (await pool.start({ stateFile, clock })).close();
    }
    const aside = readdirSync(folder).filter((name) => name.includes('.corrupt-'));
    assert.deepEqual(aside.map((name) => readFileSync(join(folder, name), 'utf8')).sort(), ['one', 'two']);
  });

  it('leaves a file alone that another program has written meanwhile', async () => {
    const messages: string[] = [];
    const first = await pool.start({ stateFile, onMessage: (message) => messages.push(message) });
    await first.sandbox.flush();
    const second = await pool.start({ stateFile });
    const id = await second.task();
    await second.close();
    await first.task();
    await first.close();
    assert.deepEqual(Object.keys(JSON.parse(readFileSync(stateFile, 'utf8')).tasks), [id]);
    assert.equal(messages.length, 1);
    assert.match(messages[0]!, /changed by another program/);
  });

  it('does not start over a file it cannot read', async () => {
    await assert.rejects(pool.start({ stateFile: folder }), /EISDIR/);
  });

  it('says so when the disk refuses, and goes on', async () => {
    writeFileSync(join(folder, 'deep'), 'a file where a folder should be');
    const messages: string[] = [];
    const harness = await pool.start({ stateFile, onMessage: (message) => messages.push(message) });
    await harness.task();
    await harness.sandbox.flush();
    assert.match(messages[0]!, /could not be written/);
    await harness.close();
  });
});
