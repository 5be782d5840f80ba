import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { TestFile, useSandbox, until } from './support';

const CREATE = 'feishuTodo.createTask';
const createCall = { method: 'POST', path: '/open-apis/task/v1/tasks' };

const SLOW = 'after a server error';

describe('when the network or Feishu fails', () => {
  const host = useSandbox();

  /** Begun first and looked at last: the outbox looks for such a task for 20 s before it sends it again. */
  let slow: TestFile;
  before(async () => {
    await host.sandbox.fail({ ...createCall, kind: 'status', status: 500, count: 1 });
    const file = await TestFile.open(`// TODO: ${SLOW}\n`);
    void file.run(CREATE);
    await until('the request', async () =>
      (await host.sandbox.requests('POST', '/task/v1/tasks')).some(
        ({ body, status }) => body?.summary === SLOW && status,
      ),
    );
    slow = file;
  });

  /** Creates the task of a new file's only TODO. */
  async function create(title: string): Promise<{ file: TestFile; id: string | undefined }> {
    const file = await TestFile.open(`// TODO: ${title}\n`);
    return { file, id: await file.run(CREATE) };
  }

  /** The one task there is, and the comment that carries it. */
  async function isLinkedOnce(file: TestFile, title: string): Promise<void> {
    const tasks = await host.sandbox.tasksTitled(title);
    assert.equal(tasks.length, 1);
    assert.equal(file.text, `// TODO(feishu:${tasks[0]!.id}): ${title}\n`);
  }

  for (const [what, kind] of [
    ['an answer that was lost', 'drop-after'],
    ['half an answer', 'truncated'],
  ] as const) {
    it(`makes one task in spite of ${what}`, async () => {
      await host.sandbox.fail({ ...createCall, kind, count: 1 });
      const { file } = await create(`in spite of ${what}`);
      await isLinkedOnce(file, `in spite of ${what}`);
      assert.deepEqual(host.messages.texts, []);
    });
  }

  it('makes one task in spite of a gateway that answers after the work was done', async () => {
    await host.sandbox.fail({ ...createCall, kind: 'html', status: 502, afterWrite: true, count: 1 });
    const { file } = await create('in spite of a gateway');
    await isLinkedOnce(file, 'in spite of a gateway');
  });

  it('waits as long as Feishu says', async () => {
    await host.sandbox.fail({ ...createCall, kind: 'rate-limit', resetSeconds: 1, count: 1 });
    const { file } = await create('not so fast');
    await isLinkedOnce(file, 'not so fast');
  });

  it('gets a new token for one that was revoked', async () => {
    await host.sandbox.fail({ ...createCall, kind: 'revoke-token', count: 1 });
    const { file } = await create('with a new token');
    await isLinkedOnce(file, 'with a new token');
  });

  it('keeps the task while Feishu cannot be reached, and creates it later', async () => {
    // A hotel's Wi-Fi, where every request ends on its log-in page.
    await host.sandbox.fail({ kind: 'html', status: 403, path: '/open-apis/**' });
    const { file, id } = await create('for later');
    assert.equal(id, undefined);
    await host.messages.says('“for later” waits in the Tasks view');
    assert.equal(file.text, '// TODO: for later\n');
    await host.sandbox.heal();
    await vscode.commands.executeCommand('feishuTodo.refreshTasks');
    await file.says('the link', (text) => text.includes('feishu:'));
    await isLinkedOnce(file, 'for later');
  });

  it('keeps a refused draft to be changed and sent again', async () => {
    const { file, id } = await create('sandbox-forbidden-text');
    assert.equal(id, undefined);
    assert.equal(file.text, '// TODO: sandbox-forbidden-text\n');
    await host.messages.press('', 'Edit and Try Again');
    await host.dialogs.pick('Create Feishu Task', 'Title');
    await host.dialogs.type('Title', 'an allowed title');
    await host.dialogs.pick('Create Feishu Task', 'Description');
    await host.dialogs.type('Description', 'nothing else');
    await host.dialogs.pick('Create Feishu Task', 'Create Task');
    await file.says('the link', (text) => text.includes('feishu:'));
    const [task] = await host.sandbox.tasksTitled('an allowed title');
    assert.equal(file.text, `// TODO(feishu:${task?.id}): sandbox-forbidden-text\n`);
  });

  it('sends again what certainly did not arrive, once', async function () {
    this.timeout(60_000);
    const file = slow;
    await until('the link on disk', () => file.saved.includes('feishu:'), 40_000);
    const [task, ...others] = await host.sandbox.tasksTitled(SLOW);
    assert.deepEqual(others, []);
    assert.equal(file.saved, `// TODO(feishu:${task?.id}): ${SLOW}\n`);
    const sent = (await host.sandbox.requests('POST', '/task/v1/tasks')).filter(({ body }) => body?.summary === SLOW);
    assert.deepEqual(
      sent.map(({ status }) => status),
      [500, 200],
    );
  });
});
