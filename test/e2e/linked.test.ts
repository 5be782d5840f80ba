import assert from 'node:assert/strict';
import { SandboxView, until, useWorkbench } from './support';

const TODO = 'prices per region';
const CODE = 'return this.prices';
const CREATE = 'Create Feishu Task';
const LINKED = ['Open in Feishu', 'Complete Task', 'Go to Task', 'Unlink Task'];

describe('a TODO that has a task', () => {
  const workbench = useWorkbench();
  let sandbox: SandboxView;

  /** What the editor's menu offers of ours on a text. */
  const offered = async (text: string): Promise<string[]> => {
    const menu = await workbench().editor.rightClick(text);
    const items = await menu.items();
    await menu.dismiss();
    return items.filter((item) => / Task\b|Feishu/.test(item));
  };

  before(async function () {
    this.timeout(60_000);
    const window = workbench();
    sandbox = await SandboxView.tryIn(window);
    await window.openFile('src/catalog.ts');
    await until('the TODO is marked', () => window.editor.hasCommentingRange(5));
    await window.editor.pickFromMenu(TODO, CREATE);
    await window.tree('Tasks').row(TODO);
  });

  it('has the menu of a task on its line, and on no other', async () => {
    const window = workbench();
    await window.page.locator('.comment-thread-unresolved').first().waitFor();
    // The cursor rests where the task was asked for: the menu has to know about the task all the same.
    await until('the menu of the task', async () => (await offered(TODO)).join() === LINKED.join());
    for (const [text, items] of [
      [CODE, []],
      [TODO, LINKED],
      ['export class Catalog', []],
      [TODO, LINKED],
      [CODE, []],
    ] as const) {
      assert.deepEqual(await offered(text), items, text);
    }
    await window.editor.rightClick(TODO);
    await window.screenshot('linked-menu');
    await window.editor.menu.dismiss();
  });

  it('shows the task as a card', async () => {
    const card = await until('the card', async () => {
      const text = await workbench().editor.hover(TODO);
      return text.includes('Assignees') && text;
    });
    assert.match(card, /prices per region[\s\S]*Open[\s\S]*Assignees: 王小明[\s\S]*Open in Feishu[\s\S]*Complete Task/);
    await workbench().screenshot('linked-card');
  });

  it('holds the talk of the team, and keeps what was typed when Feishu refuses it', async () => {
    const window = workbench();
    await window.page.locator('.comment-thread-unresolved').first().click();
    await window.thread.type('Which regions come first?');
    await sandbox.fail({ kind: 'status', status: 403, method: 'POST', path: '/open-apis/task/**/comments', count: 1 });
    await window.thread.press('Comment');
    await window.notifications.says('Feishu');
    await window.notifications.clear();
    assert.equal(await window.thread.typed(), 'Which regions come first?');
    await window.thread.press('Comment');
    await window.thread.says('Which regions come first?');
    await until('the box is empty', async () => (await window.thread.typed()) === '');
    const sent = await sandbox.requests('POST', '/comments');
    assert.deepEqual(
      sent.map(({ body }) => body!['content']),
      ['Which regions come first?', 'Which regions come first?'],
    );
    await window.screenshot('linked-comments');
    // Sent all the same, but what the others wrote cannot be read: the thread itself says so.
    await sandbox.fail({ kind: 'status', status: 403, method: 'GET', path: '/open-apis/task/**/comments' });
    await window.thread.reply('The north');
    await window.thread.press('Comment');
    await window.thread.titled('comments not up to date');
    assert.equal((await sandbox.requests('POST', '/comments')).at(-1)!.body!['content'], 'The north');
    await window.screenshot('linked-comments-stale');
    await sandbox.heal();
  });

  it('goes to its task', async () => {
    const window = workbench();
    await window.editor.pickFromMenu(TODO, 'Go to Task');
    await window.tree('Tasks').root.locator('.monaco-list-row.focused').filter({ hasText: TODO }).waitFor();
  });

  it('says when the task is done, and offers to remove the comment', async () => {
    const window = workbench();
    await window.tree('Tasks').pickFromMenu(TODO, 'Complete Task');
    await until('the line says so', () =>
      window.editor.root
        .locator('.view-line span')
        .evaluateAll((spans) =>
          spans.some((span) =>
            span.ownerDocument.defaultView!.getComputedStyle(span, '::after').content.includes('✓ done'),
          ),
        ),
    );
    await window.screenshot('linked-done');
    await window.editor.click(TODO);
    await until('the quick fix', async () => {
      const titles = await window.editor.codeActions();
      if (titles.includes('Remove TODO')) return true;
      await window.page.keyboard.press('Escape');
      return false;
    });
    await window.screenshot('linked-remove');
    await window.editor.pickCodeAction('Remove TODO');
    await until('the comment is gone', async () => !(await window.editor.visibleText()).includes('TODO'));
    assert.match(await window.editor.visibleText(), /price\(sku: string\): number \{\n\s+return this\.prices/);
  });
});
