import assert from 'node:assert/strict';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { toNewTask } from '../../../src/tasks/draft';
import { IntentFiles } from '../../../src/tasks/outbox/files';
import type { Intent } from '../../../src/tasks/outbox/intent';
import { Owners } from '../../../src/tasks/outbox/owners';
import { Shelf } from '../../../src/tasks/outbox/shelf';
import { draft, identity, scratchFolder, silentLog } from './fakes';

function intent(name: string, overrides: Partial<Intent> = {}): Intent {
  return {
    v: 1,
    opId: `op-${name}`,
    account: identity,
    draft: draft(name),
    task: toNewTask(draft(name), { opId: `op-${name}` }),
    followUps: [],
    priority: 'bulk',
    createdAt: 1,
    state: 'queued',
    attempts: 0,
    failures: 0,
    shortfalls: [],
    ...overrides,
  };
}

describe('Shelf', () => {
  let scratch: Awaited<ReturnType<typeof scratchFolder>>;
  const open: Shelf[] = [];

  beforeEach(async () => (scratch = await scratchFolder()));
  afterEach(async () => {
    for (const shelf of open.splice(0)) await shelf.close();
    await scratch.remove();
  });

  async function start(wanted = true): Promise<Shelf> {
    const shelf = new Shelf(scratch.folder, silentLog, {
      changed() {},
      gone() {},
      wanted: () => wanted,
      orphaned: (found) => (found.state === 'sending' ? { ...found, state: 'unclear' } : found),
    });
    open.push(shelf);
    await shelf.open();
    return shelf;
  }

  it('does not take what it is itself just adding for something found', async () => {
    const shelf = await start();
    // The moment between the file system's word and memory's.
    await new IntentFiles(scratch.folder, shelf.me).add('a', intent('a'));
    await shelf.scan();
    assert.equal(await shelf.current('a'), undefined);
    assert.equal(shelf.entries.size, 0);
  });

  it('lets only one of many take what is free, and only where it is wanted', async () => {
    const first = await start();
    for (const name of ['a', 'b', 'c']) await first.release((await first.add(name, intent(name)))!);
    const bystander = await start(false);
    const takers = await Promise.all(Array.from({ length: 4 }, () => start()));
    await Promise.all(takers.map((shelf) => shelf.scan()));
    for (const name of ['a', 'b', 'c']) {
      const holders = [first, bystander, ...takers].filter((shelf) => {
        const entry = shelf.entries.get(name);
        return entry && shelf.isMine(entry);
      });
      assert.equal(holders.length, 1, name);
      assert.notEqual(holders[0], bystander);
    }
  });

  it('takes nothing from the living, and all from those who left', async () => {
    const first = await start();
    await first.add('a', intent('a', { state: 'sending' }));
    const second = await start();
    const entry = second.entries.get('a')!;
    assert.equal(await second.take(entry), false);
    await first.close();
    await second.scan();
    assert.equal(second.isMine(second.entries.get('a')!), true);
  });

  it('takes what a dead process was sending as unclear', async () => {
    const dead = new Owners(join(scratch.folder, 'owners'));
    await new IntentFiles(scratch.folder, dead.id).start();
    await new IntentFiles(scratch.folder, dead.id).add('a', intent('a', { state: 'sending' }));
    const shelf = await start();
    const entry = shelf.entries.get('a')!;
    assert.equal(entry.intent.state, 'unclear');
    assert.equal(shelf.isMine(entry), true);
    const onDisk = await new IntentFiles(scratch.folder, shelf.me).read('a');
    assert.equal(onDisk?.intent?.state, 'unclear');
  });

  it('writes and removes nothing that another process has taken over', async () => {
    const first = await start();
    const entry = (await first.add('a', intent('a')))!;
    await new IntentFiles(scratch.folder, 'another').claim('a', first.me);
    assert.equal(await first.write(entry, intent('a', { state: 'done' })), false);
    assert.equal(await first.remove(entry), false);
    assert.equal((await new IntentFiles(scratch.folder, 'x').read('a'))?.intent?.state, 'queued');
  });

  it('tidies up after itself', async () => {
    const shelf = await start();
    await shelf.remove((await shelf.add('a', intent('a')))!);
    assert.deepEqual(await readdir(join(scratch.folder, 'intents')), []);
    assert.deepEqual(await readdir(join(scratch.folder, 'scratch')), []);
  });
});

describe('Owners', () => {
  it('holds a process for gone when it does not run, or is silent for long by our own clock', async () => {
    const scratch = await scratchFolder();
    let now = 0;
    const me = new Owners(scratch.folder, () => now);
    const silent = new Owners(scratch.folder);
    await me.start();
    await silent.start();
    try {
      assert.equal(await me.isGone(me.id), false);
      assert.equal(await me.isGone('never there'), true);
      assert.equal(await me.isGone(silent.id), false);
      now += 119_000;
      assert.equal(await me.isGone(silent.id), false);
      now += 2_000;
      assert.equal(await me.isGone(silent.id), true);
      await silent.stop();
      await me.tidy(new Set());
      assert.deepEqual(await readdir(scratch.folder), [`${me.id}.json`]);
    } finally {
      await silent.stop();
      await me.stop();
      await scratch.remove();
    }
  });
});
