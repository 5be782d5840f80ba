import assert from 'node:assert/strict';
import { SandboxView, until, useWorkbench } from './support';

const TASK = 'prices per region';

/** The repeat and due pickers by keyboard alone: nothing here clicks into a dialog. */
function pickers(
  locale: 'en' | 'zh-cn',
  words: Record<
    | 'due'
    | 'dueTitle'
    | 'dueTyped'
    | 'repeat'
    | 'repeatTitle'
    | 'ruleTyped'
    | 'buildTitle'
    | 'build'
    | 'other'
    | 'typed'
    | 'monday'
    | 'summary'
    | 'bad',
    string
  >,
) {
  describe(`repeat rules and due dates by keyboard (${locale})`, () => {
    const workbench = useWorkbench(locale === 'en' ? {} : { locale });
    let sandbox: SandboxView;
    const key = (name: string) => workbench().page.keyboard.press(name);

    before(async function () {
      this.timeout(60_000);
      const window = workbench();
      await window.showContainer('Feishu TODO');
      await window.runCommand(`Feishu TODO: ${locale === 'en' ? 'Try with the Local Sandbox' : '用本地沙盒试用'}`);
      sandbox = await SandboxView.of(window);
      await window.openFile('src/catalog.ts');
      await window.editor.goToLine(5);
      await window.runCommand(`Feishu TODO: ${locale === 'en' ? 'Create Feishu Task' : '创建飞书任务'}`);
      await window.tree(locale === 'en' ? 'Tasks' : '任务').row(TASK);
    });

    const updates = () => sandbox.requests('PATCH', '').then((all) => all.map(({ body }) => body!));

    it('sets a due date typed in words', async () => {
      const { quickInput } = workbench();
      await workbench().runCommand(`Feishu TODO: ${words.due}`);
      await quickInput.shown(words.dueTitle);
      await quickInput.choose(words.other);
      await quickInput.shown(words.dueTyped);
      await quickInput.type('2027-03-01 18:00');
      await quickInput.messageSays('2027');
      await workbench().screenshot(`repeat-due-${locale}`);
      await quickInput.accept();
      const [body] = await until('the due date is sent', async () => {
        const all = await updates();
        return all.length > 0 && all;
      });
      assert.deepEqual(body!['update_fields'], ['due']);
    });

    it('builds a rule step by step', async () => {
      const { quickInput } = workbench();
      await workbench().runCommand(`Feishu TODO: ${words.repeat}`);
      await quickInput.shown(words.repeatTitle);
      await quickInput.choose(words.build);
      await quickInput.shown(words.buildTitle);
      await until('the frequencies', async () => (await quickInput.items()).length === 4);
      await key('ArrowDown');
      await quickInput.accept();
      await until('the interval', async () => (await quickInput.value()) === '1');
      await quickInput.type('2');
      await quickInput.accept();
      await until('the weekdays', async () => (await quickInput.items()).length === 7);
      assert.equal((await quickInput.item(words.monday)).checked, true);
      await workbench().screenshot(`repeat-build-${locale}`);
      await quickInput.accept();
      await until('the ends', async () => (await quickInput.items()).length === 3);
      await quickInput.accept();
      const body = await until('the rule is sent', async () => (await updates())[1]);
      assert.equal((body['task'] as { repeat_rule: string }).repeat_rule, 'FREQ=WEEKLY;INTERVAL=2;BYDAY=MO');
    });

    it('says what is wrong with a typed rule and takes the suggestion by Enter', async () => {
      const { quickInput } = workbench();
      await workbench().runCommand(`Feishu TODO: ${words.repeat}`);
      await quickInput.shown(words.repeatTitle);
      await quickInput.choose(words.typed);
      await quickInput.shown(words.ruleTyped);
      await until('the box', async () => (await quickInput.value()).startsWith('FREQ=WEEKLY'));
      await quickInput.type(words.bad);
      await quickInput.messageSays('Enter');
      await workbench().screenshot(`repeat-suggestion-${locale}`);
      await quickInput.accept();
      await until('the mended rule', async () => (await quickInput.value()).includes('BYDAY=MO'));
      await quickInput.messageSays(words.summary);
      await quickInput.accept();
      const body = await until('the rule is sent', async () => (await updates())[2]);
      assert.equal((body['task'] as { repeat_rule: string }).repeat_rule, 'FREQ=WEEKLY;BYDAY=MO');
      await until('the view shows it', async () =>
        (
          await workbench()
            .tree(locale === 'en' ? 'Tasks' : '任务')
            .row(TASK)
        ).description.includes(words.summary),
      );
    });
  });
}

pickers('en', {
  due: 'Set Due Date…',
  dueTitle: 'Due Date',
  dueTyped: 'Type a Due Date',
  repeatTitle: 'Repeat',
  ruleTyped: 'Type a Repeat Rule',
  buildTitle: 'Build a Repeat Rule',
  repeat: 'Set Repeat Rule…',
  build: 'Build a rule',
  other: 'Other date',
  typed: 'Other rule',
  monday: 'Monday',
  summary: 'every week on Monday',
  bad: 'FREQ=WEEKLY;BYDAY=MON',
});
pickers('zh-cn', {
  due: '设置截止时间…',
  dueTitle: '截止时间',
  dueTyped: '输入截止时间',
  repeatTitle: '重复',
  ruleTyped: '输入重复规则',
  buildTitle: '设置重复规则',
  repeat: '设置重复规则…',
  build: '逐步设置规则',
  other: '其他日期',
  typed: '其他规则',
  monday: '星期一',
  summary: '每周一',
  bad: 'FREQ＝WEEKLY；BYDAY＝MO',
});
