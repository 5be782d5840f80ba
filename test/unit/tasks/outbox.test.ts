import assert from 'node:assert/strict';
import { mkdir, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createMany } from '../../../src/tasks/bulk';
import { parseExtra } from '../../../src/tasks/extra';
import { AlreadyDeliveredError, NotSignedInError, OtherAccountError, Outbox } from '../../../src/tasks/outbox';
import { placeName } from '../../../src/tasks/place';
import type { OutboxTiming } from '../../../src/tasks/outbox/send';
import { draft, FakeServer, person, place, quick, scratchFolder, silentLog, task, until } from './fakes';

describe('Outbox', () => {
  let scratch: Awaited<ReturnType<typeof scratchFolder>>;
  let open: Outbox[];

  beforeEach(async () => {
    scratch = await scratchFolder();
    open = [];
  });
  afterEach(async () => {
    for (const outbox of open) await outbox.dispose();
    await scratch.remove();
  });

  async function start(server?: FakeServer, timing: Partial<OutboxTiming> = {}): Promise<Outbox> {
    const outbox = new Outbox({ folder: scratch.folder, log: silentLog, timing: { ...quick, ...timing } });
    open.push(outbox);
    await outbox.start();
    if (server) outbox.setAccount(server.account());
    return outbox;
  }

  const intents = (): Promise<string[]> => readdir(join(scratch.folder, 'intents'));

  it('creates a task with its opId in the extra, and keeps the intent until it is delivered', async () => {
    const server = new FakeServer();
    const outbox = await start(server);
    const handle = await outbox.create(draft());
    const view = await handle.settled;
    assert.equal(view?.state, 'done');
    assert.equal(view?.created?.id, 't1');
    assert.equal(parseExtra(server.tasks[0]?.extra)?.opId, handle.opId);
    assert.equal((await intents()).length, 1);
    assert.equal(await outbox.deliver(handle.opId, (intent) => Promise.resolve(intent.created?.id === 't1')), true);
    assert.deepEqual(await intents(), []);
    assert.deepEqual(outbox.list(), []);
  });

  it('keeps an intent whose delivery was refused', async () => {
    const outbox = await start(new FakeServer());
    const { opId, settled } = await outbox.create(draft());
    await settled;
    assert.equal(await outbox.deliver(opId, () => Promise.resolve(false)), false);
    assert.equal(outbox.get(opId)?.state, 'done');
  });

  it('asks for a sign-in before anything is written', async () => {
    const outbox = await start();
    await assert.rejects(outbox.create(draft()), NotSignedInError);
    assert.deepEqual(await intents(), []);
  });

  it('refuses a draft that Feishu would refuse before anything is written', async () => {
    const server = new FakeServer();
    server.checkFails = new Error('title: too-long');
    const outbox = await start(server);
    await assert.rejects(outbox.create(draft()), /too-long/);
    assert.deepEqual(await intents(), []);
  });

  for (const lost of ['lost-before', 'lost-after'] as const) {
    it(`makes one task when the answer is lost (${lost})`, async () => {
      const server = new FakeServer();
      server.plan.push(lost);
      const outbox = await start(server);
      const view = await (await outbox.create(draft())).settled;
      assert.equal(view?.state, 'done');
      assert.equal(server.tasks.length, 1);
      assert.equal(server.creates, lost === 'lost-after' ? 1 : 2);
    });
  }

  it('does not send again while it cannot look', async () => {
    const server = new FakeServer();
    server.plan.push('lost-after');
    server.listFails = 'unclear';
    const outbox = await start(server);
    const { opId } = await outbox.create(draft());
    await until(() => server.lists >= 3, 'looked three times');
    assert.equal(outbox.get(opId)?.state, 'unclear');
    assert.equal(server.creates, 1);
    server.listFails = undefined;
    await until(() => outbox.get(opId)?.state === 'done');
    assert.equal(server.tasks.length, 1);
  });

  it('waits for the time a creation may take to show up before it sends again', async () => {
    const server = new FakeServer();
    server.plan.push('lost-before');
    const outbox = await start(server, { settleMs: 300 });
    const { settled } = await outbox.create(draft());
    await until(() => server.lists >= 3);
    assert.equal(server.creates, 1);
    await settled;
    assert.equal(server.creates, 2);
  });

  it('gives up after a number of unclear attempts, and keeps what was typed', async () => {
    const server = new FakeServer();
    server.plan.push('lost-before', 'lost-before', 'lost-before');
    const outbox = await start(server, { maxAttempts: 2, settleMs: 10 });
    const view = await (await outbox.create(draft('a', { title: 'typed' }))).settled;
    assert.equal(view?.state, 'failed');
    assert.equal(view?.draft.title, 'typed');
    assert.equal(server.creates, 2);
    assert.match(view?.error?.message ?? '', /unclear/);
  });

  it('keeps a refused creation as failed, and sends it again when told to, changed', async () => {
    const server = new FakeServer();
    server.plan.push('refused');
    const outbox = await start(server);
    const { opId, settled } = await outbox.create(draft());
    assert.equal((await settled)?.state, 'failed');
    assert.equal(await outbox.retry(opId, draft('a', { title: 'better' })), true);
    await until(() => outbox.get(opId)?.state === 'done');
    assert.deepEqual(
      server.tasks.map((task) => [task.title, parseExtra(task.extra)?.opId]),
      [['better', opId]],
    );
  });

  it('gives back what was typed when a failed creation is discarded', async () => {
    const server = new FakeServer();
    server.plan.push('refused');
    const outbox = await start(server);
    const { opId, settled } = await outbox.create(draft('a', { title: 'typed' }));
    await settled;
    assert.equal((await outbox.discard(opId))?.draft.title, 'typed');
    assert.deepEqual(await intents(), []);
    assert.equal(outbox.get(opId), undefined);
  });

  it('waits offline with one probe for all, and goes on when the network is back', async () => {
    const server = new FakeServer();
    server.online = false;
    const outbox = await start(server, { retryMs: 10_000, maxRetryMs: 10_000 });
    const handles = [];
    for (let i = 0; i < 10; i++) handles.push(await outbox.create(draft(`f${i}`)));
    const views = await Promise.all(handles.map((handle) => handle.settled));
    assert.deepEqual(new Set(views.map((view) => view?.waitingFor)), new Set(['network']));
    const before = server.creates;
    assert.ok(before <= quick.concurrency, `${before} attempts`);
    outbox.retryNow();
    await until(() => server.creates === before + 1);
    await new Promise((resolve) => setTimeout(resolve, 30));
    assert.equal(server.creates, before + 1);
    server.online = true;
    outbox.retryNow();
    await until(() => outbox.list().every((view) => view.state === 'done'));
    assert.equal(server.tasks.length, 10);
  });

  it('waits for a new sign-in when the old one is refused', async () => {
    const server = new FakeServer();
    server.plan.push('signed-out');
    const outbox = await start(server);
    const { opId, settled } = await outbox.create(draft());
    assert.equal((await settled)?.waitingFor, 'sign-in');
    outbox.setAccount(undefined);
    outbox.setAccount(server.account());
    await until(() => outbox.get(opId)?.state === 'done');
    assert.equal(server.tasks.length, 1);
  });

  it('never sends as somebody else', async () => {
    const server = new FakeServer();
    server.online = false;
    const outbox = await start(server, { retryMs: 10_000 });
    const { opId, settled } = await outbox.create(draft());
    await settled;
    server.online = true;
    outbox.setAccount(server.account({ userId: 'ou_other' }));
    assert.equal(outbox.get(opId)?.waitingFor, 'other-account');
    await outbox.create(draft('b')).then((handle) => handle.settled);
    assert.equal(server.tasks.length, 1);
    await assert.rejects(outbox.create(draft()), OtherAccountError);
    outbox.setAccount(server.account());
    await until(() => outbox.get(opId)?.state === 'done');
  });

  it('joins a second creation for the same place, at once and after it is done', async () => {
    const server = new FakeServer();
    const outbox = await start(server);
    const [first, second] = await Promise.all([outbox.create(draft()), outbox.create(draft())]);
    assert.equal(first.opId, second.opId);
    assert.deepEqual([first.joined, second.joined].sort(), [false, true]);
    await Promise.all([first.settled, second.settled]);
    const third = await outbox.create(draft());
    assert.equal((await third.settled)?.created?.id, 't1');
    assert.equal(server.tasks.length, 1);
  });

  it('sends each once, however often it looks at the disk meanwhile', async () => {
    const server = new FakeServer();
    const outbox = await start(server, { scanMs: 1 });
    const handles = await Promise.all(Array.from({ length: 60 }, (_, i) => outbox.create(draft(`s${i}`))));
    await Promise.all(handles.map((handle) => handle.settled));
    assert.equal(server.creates, 60);
  });

  it('joins across processes', async () => {
    const server = new FakeServer();
    const [one, two] = [await start(server), await start(server)];
    const handles = await Promise.all([one.create(draft()), two.create(draft())]);
    assert.equal(handles[0].opId, handles[1].opId);
    const views = await Promise.all(handles.map((handle) => handle.settled));
    assert.deepEqual(
      views.map((view) => view?.created?.id),
      ['t1', 't1'],
    );
    assert.equal(server.tasks.length, 1);
  });

  it('makes no second task from a window that has not seen the link yet', async () => {
    const server = new FakeServer();
    const [one, two] = [await start(server), await start(server)];
    const { opId, settled } = await one.create(draft());
    await settled;
    await one.deliver(opId, () => Promise.resolve(true));
    await assert.rejects(two.create(draft()), (error) => {
      assert.ok(error instanceof AlreadyDeliveredError);
      assert.equal(error.delivered.taskId, 't1');
      return true;
    });
    await two.forgetPlace(place());
    assert.equal((await (await two.create(draft())).settled)?.created?.id, 't2');
  });

  it('uses the newer draft where the older was not sent', async () => {
    const server = new FakeServer();
    server.online = false;
    const outbox = await start(server, { retryMs: 10_000, maxRetryMs: 10_000 });
    await (
      await outbox.create(draft())
    ).settled;
    await outbox.create(draft('a', { title: 'newer' }));
    server.online = true;
    outbox.retryNow();
    await until(() => outbox.list()[0]?.state === 'done');
    assert.equal(server.tasks[0]?.title, 'newer');
  });

  it('takes back what was not sent, and not what is on its way', async () => {
    const server = new FakeServer();
    let release = (): void => undefined;
    server.hold = new Promise((resolve) => (release = resolve));
    const outbox = await start(server, { concurrency: 1 });
    const first = await outbox.create(draft('a'));
    const second = await outbox.create(draft('b'));
    await until(() => outbox.get(first.opId)?.state === 'sending');
    assert.equal(await outbox.undo(first.opId), undefined);
    assert.equal(outbox.get(second.opId)?.canUndo, true);
    assert.equal((await outbox.undo(second.opId))?.opId, second.opId);
    assert.equal(await second.settled, undefined);
    release();
    assert.equal((await first.settled)?.state, 'done');
    assert.equal(server.creates, 1);
  });

  it('takes back one that waits for its turn in the pace', async () => {
    const server = new FakeServer();
    const outbox = await start(server, { paceMs: 100 });
    await (
      await outbox.create(draft('a'))
    ).settled;
    const { opId } = await outbox.create(draft('b'));
    assert.equal((await outbox.undo(opId))?.opId, opId);
    await new Promise((resolve) => setTimeout(resolve, 150));
    assert.equal(server.creates, 1);
    assert.deepEqual(
      outbox.list().map((view) => view.state),
      ['done'],
    );
  });

  it('adds the people and the tasklist that the create call does not take', async () => {
    const server = new FakeServer();
    const outbox = await start(server);
    const followers = Array.from({ length: 220 }, (_, i) => person(`ou_${i}`));
    const view = await (await outbox.create(draft('a', { followers, tasklist: { guid: 'g', name: 'L' } }))).settled;
    assert.deepEqual(view?.shortfalls, []);
    assert.equal(view?.task.followerIds?.length, 100);
    const added = server.followUps.flatMap(({ step }) => (step.kind === 'followers' ? step.ids : []));
    assert.deepEqual(
      added,
      followers.slice(100).map(({ id }) => id),
    );
    assert.equal(server.followUps.at(-1)?.step.kind, 'tasklist');
  });

  it('says what could not be added; the task stays done', async () => {
    const server = new FakeServer();
    server.followUpFails = 'refused';
    const outbox = await start(server);
    const view = await (await outbox.create(draft('a', { tasklist: { guid: 'g', name: 'L' } }))).settled;
    assert.equal(view?.state, 'done');
    assert.deepEqual(
      view?.shortfalls.map(({ step, error }) => [step.kind, error.message]),
      [['tasklist', 'Error: refused']],
    );
  });

  it('takes over what a closed window left, whatever it was doing', async () => {
    const server = new FakeServer();
    server.hold = new Promise(() => undefined);
    const first = await start(server, { concurrency: 1 });
    const sending = await first.create(draft('a'));
    await until(() => first.get(sending.opId)?.state === 'sending');
    await first.create(draft('b'));
    const second = new FakeServer();
    const outbox = await start(second);
    assert.deepEqual(
      outbox.list().map((view) => [view.state, view.mine]),
      [
        ['sending', false],
        ['queued', false],
      ],
    );
    // The window is gone, but the request it had sent arrives nevertheless.
    second.tasks.push(task('late', { extra: first.get(sending.opId)?.task.extra }));
    void first.dispose();
    await until(() => outbox.list().every((view) => view.state === 'done'), 'taken over');
    assert.equal(second.creates, 1);
  });

  it('puts an unreadable intent aside and goes on', async () => {
    const name = placeName(place());
    await mkdir(join(scratch.folder, 'intents', name), { recursive: true });
    await writeFile(join(scratch.folder, 'intents', name, 'intent.json'), '{"v":1,');
    await writeFile(join(scratch.folder, 'intents', name, 'free'), '');
    const outbox = await start(new FakeServer());
    assert.deepEqual(outbox.list(), []);
    assert.equal((await readdir(join(scratch.folder, 'broken'))).length, 1);
    assert.equal((await (await outbox.create(draft())).settled)?.state, 'done');
  });

  it('tells about every state on the way', async () => {
    const server = new FakeServer();
    server.plan.push('lost-after');
    const outbox = await start(server);
    const states: string[] = [];
    outbox.onDidChange(({ view }) => {
      const state = view?.state ?? 'gone';
      if (states.at(-1) !== state) states.push(state);
    });
    const { opId, settled } = await outbox.create(draft());
    await settled;
    await outbox.deliver(opId, () => Promise.resolve(true));
    assert.deepEqual(states, ['queued', 'sending', 'unclear', 'done', 'gone']);
  });

  describe('createMany', () => {
    const drafts = Array.from({ length: 20 }, (_, i) => draft(`m${i}`));

    it('creates all, with progress', async () => {
      const server = new FakeServer();
      server.plan.push('ok', 'refused', 'lost-after', 'lost-before');
      const outbox = await start(server);
      const seen: number[] = [];
      const result = await createMany(
        outbox,
        drafts,
        {},
        { onProgress: ({ done, failed }) => seen.push(done + failed) },
      );
      assert.deepEqual([result.done, result.failed, result.waiting, result.cancelled], [19, 1, 0, 0]);
      assert.deepEqual(
        seen,
        drafts.map((_, i) => i + 1),
      );
      assert.equal(server.tasks.length, 19);
      assert.equal(new Set(outbox.list().map((view) => view.batchId)).size, 1);
    });

    it('stops when cancelled: what was not sent is taken back', async () => {
      const server = new FakeServer();
      const outbox = await start(server, { paceMs: 20, concurrency: 1 });
      const stop = new AbortController();
      const result = await createMany(
        outbox,
        drafts,
        {},
        {
          signal: stop.signal,
          onProgress: ({ done }) => done === 3 && stop.abort(),
        },
      );
      assert.equal(result.done + result.cancelled, drafts.length);
      assert.ok(result.cancelled > 10);
      assert.equal(server.tasks.length, result.done);
      assert.equal(outbox.list().length, result.done);
    });

    it('lets a click overtake it', async () => {
      const server = new FakeServer();
      const outbox = await start(server, { paceMs: 10, concurrency: 2 });
      const bulk = createMany(outbox, drafts);
      await until(() => server.tasks.length >= 2);
      await (
        await outbox.create(draft('click'))
      ).settled;
      assert.ok(server.tasks.length < drafts.length - 5, `${server.tasks.length} before the click's`);
      await bulk;
    });

    it('goes on in another window', async () => {
      const server = new FakeServer();
      const first = await start(server, { paceMs: 20 });
      void createMany(first, drafts);
      await until(() => server.tasks.length >= 3);
      await first.dispose();
      const second = await start(server);
      await until(() => second.list().length === 20 && second.list().every((view) => view.state === 'done'));
      assert.equal(server.tasks.length, 20);
    });
  });
});
