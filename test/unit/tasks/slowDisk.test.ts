import assert from 'node:assert/strict';
import { mkdir, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { AlreadyDeliveredError, Outbox, type CreateHow, type CreationHandle } from '../../../src/tasks/outbox';
import { IntentFiles } from '../../../src/tasks/outbox/files';
import { placeName } from '../../../src/tasks/place';
import { draft, FakeServer, place, quick, scratchFolder, silentLog, until } from './fakes';

describe('Outbox where a slow disk lets another window ask, make and link a task first', () => {
  let scratch: Awaited<ReturnType<typeof scratchFolder>>;
  let open: Outbox[];
  const { add } = IntentFiles.prototype;
  let reached: Promise<void>;
  let goOn: () => void;

  /** The next intent gets to the disk only when told. */
  const slowDisk = (): void => {
    let reach = (): void => undefined;
    reached = new Promise((resolve) => (reach = resolve));
    const held = new Promise<void>((resolve) => (goOn = resolve));
    IntentFiles.prototype.add = async function (...args) {
      IntentFiles.prototype.add = add;
      reach();
      await held;
      return add.apply(this, args);
    };
  };
  beforeEach(async () => {
    scratch = await scratchFolder();
    open = [];
  });
  afterEach(async () => {
    IntentFiles.prototype.add = add;
    for (const outbox of open) await outbox.dispose();
    await scratch.remove();
  });

  async function start(server: FakeServer): Promise<Outbox> {
    const outbox = new Outbox({ folder: scratch.folder, log: silentLog, timing: quick });
    open.push(outbox);
    await outbox.start();
    outbox.setAccount(server.account());
    return outbox;
  }

  const intents = (): Promise<string[]> => readdir(join(scratch.folder, 'intents'));

  /** Asks for a task, waits for it, and puts its link into the code. */
  async function make(outbox: Outbox, how: CreateHow = {}): Promise<void> {
    const { opId, settled } = await outbox.create(draft(), {}, how);
    await settled;
    await outbox.deliver(opId, () => Promise.resolve(true));
  }

  /** A window links a task of its own while another has found none and is about to write its intent. */
  async function overtake(server: FakeServer, how: CreateHow): Promise<CreationHandle> {
    const [slow, fast] = [await start(server), await start(server)];
    slowDisk();
    const asked = slow.create(draft(), {}, how);
    asked.catch(() => undefined);
    await reached;
    await make(fast, how);
    goOn();
    return asked;
  }

  for (const again of [false, true]) {
    it(`makes no second task${again ? ', also where another one was wanted' : ''}`, async () => {
      const server = new FakeServer();
      if (again) await make(await start(server));
      const wanted = again ? 't2' : 't1';
      await assert.rejects(overtake(server, { again }), (error) => {
        assert.ok(error instanceof AlreadyDeliveredError);
        assert.equal(error.delivered.taskId, wanted);
        return true;
      });
      assert.equal(server.creates, again ? 2 : 1);
      assert.deepEqual(await intents(), []);
    });
  }

  it('and none where the slow window ends right after its intent is written', async () => {
    const server = new FakeServer();
    const one = await start(server);
    const { opId, settled } = await one.create(draft());
    await settled;
    // As it would be found by another window.
    const left = { ...one.get(opId)!, opId: 'left', state: 'queued', attempts: 0, created: undefined };
    await one.deliver(opId, () => Promise.resolve(true));
    await one.dispose();
    await mkdir(join(scratch.folder, 'intents', placeName(place())));
    await writeFile(join(scratch.folder, 'intents', placeName(place()), 'intent.json'), JSON.stringify(left));
    await writeFile(join(scratch.folder, 'intents', placeName(place()), 'free'), '');
    await start(server);
    await until(async () => (await intents()).length === 0);
    assert.equal(server.creates, 1);
  });
});
