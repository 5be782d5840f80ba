import assert from 'node:assert/strict';
import type { Task } from '../../src/feishu';
import { SandboxView, until, useWorkbench } from './support';

const DAY_S = 86_400;
const LATE = 'tell the team about the new prices';

/** The two trees with real clicks: groups, filters, dragging, the keyboard, and what they look like. */
describe('the views', () => {
  const workbench = useWorkbench();
  let sandbox: SandboxView;
  const tasks = () => workbench().tree('Tasks');
  const todos = () => workbench().tree('TODOs');

  async function arrange(what: 'Tasks' | 'TODOs', choice: string): Promise<void> {
    await workbench().tree(what).titleAction(`Arrange ${what}`);
    await workbench().quickInput.shown(`Arrange ${what}`);
    await workbench().quickInput.pick(choice);
    await workbench().quickInput.closed();
  }

  /** Tasks that stand in different ways to today and to the person. */
  async function makeTasks(): Promise<readonly Task[]> {
    const client = sandbox.client();
    const now = Math.floor(Date.now() / 1000);
    const at = (days: number) => ({
      kind: 'time' as const,
      epochSeconds: now + days * DAY_S,
      timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone,
    });
    const { id: me } = sandbox.me;
    const origin = { name: { en_us: 'Elsewhere' } };
    return Promise.all([
      client.tasks.create({ title: LATE, origin, due: at(-3), assigneeIds: [me] }),
      client.tasks.create({ title: 'count the articles in the stock', origin, due: at(9), assigneeIds: [me] }),
      client.tasks.create({ title: '整理购物车的提示语', origin, followerIds: [me] }),
      client.tasks.create({ title: 'look at the price of the week', origin }),
    ]);
  }

  before(async function () {
    this.timeout(120_000);
    const window = workbench();
    sandbox = await SandboxView.tryIn(window);
    await makeTasks();
    await tasks().titleAction('Refresh Tasks');
    await tasks().row('Overdue');
  });

  it('show tasks by their date, with words for what is late', async () => {
    const late = await tasks().row(LATE);
    assert.match(late.description, /^overdue since /);
    const { label, description } = await tasks().row('No Due Date');
    assert.deepEqual([label, description], ['No Due Date', '2']);
    await workbench().page.locator('.activitybar .badge-content').filter({ hasText: '1' }).first().waitFor();
    await workbench().screenshot('views-1-by-date');
  });

  it('filter while one types, say so, and let go of it by one click', async () => {
    const { quickInput } = workbench();
    await tasks().titleAction('Filter Tasks');
    await quickInput.shown('Filter Tasks');
    await quickInput.type('price 王');
    await until('the filter works', async () => !(await tasks().has('整理购物车的提示语')));
    await quickInput.type('nobody wrote this');
    await until('the welcome', async () => (await tasks().welcome()).text.includes('No task matches the filter'));
    await quickInput.type('PRICES');
    await quickInput.accept();
    await until('the words of the filter', async () => (await tasks().message()) === '1 of 4 tasks: “PRICES”');
    await until('one task', async () => (await tasks().rows()).filter(({ level }) => level === 2).length === 1);
    await workbench().screenshot('views-2-filtered');
    await tasks().titleAction('Clear Task Filter');
    await tasks().row('整理购物车的提示语');
    await until('nothing is said of a filter', async () => (await tasks().message()) === '');
  });

  it('put a task into a tasklist by dragging, and say where that fails', async () => {
    await arrange('Tasks', 'Tasklist');
    await tasks().expand('All Tasks');
    await tasks().drag(LATE, '技术债 Tech Debt');
    await until('the task is in the list', async () => (await sandbox.requests('POST', '/add_tasklist')).length === 1);
    await tasks().expand('技术债 Tech Debt');
    await until('the list shows it', async () => (await tasks().rows())[1]?.label === LATE);
    await workbench().screenshot('views-3-tasklists');
    await sandbox.fail({ kind: 'error', code: 1470403, path: '/open-apis/task/v2/tasks/*/add_tasklist' });
    await tasks().drag(LATE, '下个版本 Next Release');
    await until('a message', async () => (await workbench().notifications.list()).length > 0);
    await sandbox.heal();
    await workbench().notifications.clear();
    await arrange('Tasks', 'Due Date');
  });

  it('group and filter TODOs, and follow the editor', async () => {
    const window = workbench();
    const editor = await window.openFile('tools/stock.go');
    await editor.goToLine(10);
    await until('the row of the TODO is selected', async () =>
      (await todos().selected()).some((label) => label.startsWith('lock, two orders')),
    );
    await window.runCommand('Feishu TODO: Create Feishu Task');
    await tasks().row('lock, two orders');
    await arrange('TODOs', 'Task');
    await todos().row('With a Task');
    await arrange('TODOs', 'Tag');
    await todos().row('FIXME');
    await arrange('TODOs', 'Current File Only');
    await todos().gone('prices per region');
    await window.screenshot('views-4-todos');
    await todos().titleAction('Clear TODO Filter');
    await arrange('TODOs', 'Folder');
    await todos().row('prices per region');
  });

  it('are used by keyboard alone', async () => {
    const window = workbench();
    const { keyboard } = window.page;
    await window.runCommand('Feishu TODO: Focus on Tasks View');
    await keyboard.press('Home');
    await keyboard.press('ArrowDown');
    await until('the row has the keyboard', async () => (await tasks().focused()) === LATE);
    await keyboard.press('Shift+F10');
    await tasks().menu.pickByKeyboard('Complete Task');
    await until('the task is complete', async () => (await sandbox.requests('POST', '/complete')).length === 1);
    await tasks().gone('Overdue');
    await window.runCommand('Feishu TODO: Focus on TODOs View');
    await keyboard.press('Home');
    await keyboard.press('ArrowDown');
    await keyboard.press('ArrowDown');
    await keyboard.press('Enter');
    await until('the TODO is open', async () => (await window.editor.visibleText()).includes('customer_id'));
  });

  it('look right in high contrast, and in a narrow side bar', async () => {
    const window = workbench();
    await window.setTheme('hc-dark');
    await window.screenshot('views-5-contrast');
    await window.dragSideBar(-120);
    await window.screenshot('views-6-narrow');
  });
});
