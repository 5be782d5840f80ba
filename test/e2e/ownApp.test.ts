import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { cpSync } from 'node:fs';
import path from 'node:path';
import { temporaryFolder } from '../../scripts/lib/host.mjs';
import { startSandbox, type Sandbox } from '../../src/sandbox';
import { until, useWorkbench } from './support';

const CONNECT = 'Connect a Feishu App';

/** The TODO comments of `eslint/lib` (10.15.0), as a person reads them in its sources, below their folders and files. */
const todosOfEslint = [
  'cli-engine/formatters 1',
  'stylish.js 1',
  "This optimization is not needed in Node.js v24+ because it's baked TODO · 38",
  'eslint 2',
  'eslint.js 2',
  'this check seems dubious for scoped npm packages TODO · 1246',
  'This is pretty dirty...would be nice to clean up at some point. TODO · 1256',
  'linter 3',
  'esquery.js 1',
  'abstract into JSLanguage somehow TODO · 232',
  'file-report.js 1',
  'Potentially this should be moved into a shared utility file. TODO · 58',
  'linter.js 1',
  'Remove this check when we stop exporting the `SourceCode` object. TODO · 1047',
  'rules 3',
  'capitalized-comments.js 1',
  'Combine w/ max-len pattern? TODO · 20',
  'indent-legacy.js 2',
  'come up with a better strategy in future TODO · 845',
  'Add appropriate configuration options for variable TODO · 1235',
];

/** A copy of sources none of us wrote: the published package of our linter. */
function copyOfEslint(): string {
  const folder = path.join(temporaryFolder('eslint'), 'eslint-lib');
  cpSync(new URL('../../node_modules/eslint/lib', import.meta.url), folder, { recursive: true });
  execFileSync('git', ['init', '--quiet'], { cwd: folder });
  return folder;
}

/** A team with its own app on a host of its own (a sandbox of this test), on real source. */
describe('a team with its own app', () => {
  const workbench = useWorkbench({ folder: copyOfEslint(), size: { width: 1280, height: 1200 } });
  const stateFile = path.join(temporaryFolder('feishu'), 'state.json');
  let feishu: Sandbox;
  const titles = (): string[] => Object.values(feishu.state.tasks).map(({ summary }) => summary);

  before(async () => {
    feishu = await startSandbox({ stateFile });
  });
  after(() => feishu.close());

  it('lists the TODOs of real source, and no others', async () => {
    const window = workbench();
    await window.showContainer('Feishu TODO');
    await window.tree('TODOs').row('Add appropriate configuration options');
    const rows = await until('the whole tree', async () => {
      const all = await window.tree('TODOs').rows();
      return all.length >= todosOfEslint.length && all;
    });
    await window.screenshot('own-1-real-source');
    assert.deepEqual(
      rows.map(({ label, description }) => `${label} ${description}`),
      todosOfEslint,
    );
  });

  it('sends nothing when Escape is pressed in any step of connecting', async () => {
    const window = workbench();
    const { quickInput } = window;
    for (const depth of [0, 1, 2, 3]) {
      await window.runCommand(`Feishu TODO: ${CONNECT}…`);
      await quickInput.shown(CONNECT);
      await quickInput.item('Another host…');
      if (depth > 0) {
        await quickInput.pick('Another host…');
        await until('the host', async () => (await quickInput.value()) === 'https://');
      }
      if (depth > 1) {
        await quickInput.type(feishu.url);
        await quickInput.accept();
        await quickInput.shown('(2/3)');
      }
      if (depth > 2) {
        await quickInput.type(feishu.info.appId);
        await quickInput.accept();
        await quickInput.shown('(3/3)');
        await quickInput.type('half a sec');
      }
      await quickInput.escape();
      await quickInput.closed();
    }
    assert.deepEqual(feishu.requests, []);
    assert.ok((await window.tree('Tasks').welcome()).buttons.length > 0);
  });

  it('asks again after a wrong secret, with everything kept', async () => {
    const window = workbench();
    const { quickInput } = window;
    await window.runCommand(`Feishu TODO: ${CONNECT}…`);
    await quickInput.shown(CONNECT);
    await quickInput.pick('Another host…');
    await until('the host', async () => (await quickInput.value()) === 'https://');
    await quickInput.type(feishu.url);
    await quickInput.accept();
    await quickInput.shown('(2/3)');
    await quickInput.type(feishu.info.appId);
    await quickInput.accept();
    await quickInput.shown('(3/3)');
    await quickInput.type('a-wrong-secret');
    await quickInput.accept();
    await quickInput.messageSays('App Secret is not right');
    assert.equal(await quickInput.value(), 'a-wrong-secret');
    await window.screenshot('own-2-wrong-secret');
    await quickInput.type(feishu.info.appSecret);
    await quickInput.accept();
    await quickInput.shown('Which of these people are you?');
    await quickInput.item('李娜');
    await window.screenshot('own-3-who');
    await quickInput.pick('李娜');
    await until('no tasks yet', async () => (await window.tree('Tasks').welcome()).text.includes('No tasks yet'));
  });

  it('makes a task of a real TODO', async () => {
    const window = workbench();
    await window.tree('TODOs').rowAction('abstract into JSLanguage', 'Create Feishu Task');
    await window.fileSays('linter/esquery.js', (text) =>
      /^\t+\/\/ TODO\(feishu:[\w-]+\): abstract into JSLanguage somehow$/m.test(text),
    );
    assert.deepEqual(titles(), ['abstract into JSLanguage somehow']);
    const [task] = Object.values(feishu.state.tasks);
    const li = feishu.info.users.find(({ name }) => name === '李娜')!;
    assert.ok(JSON.stringify(task).includes(li.openId), 'assigned to the person at the keyboard');
  });

  it('keeps a task while Feishu cannot be reached, and creates it when it can', async () => {
    const window = workbench();
    const { port } = feishu;
    await feishu.close();
    await window.tree('TODOs').rowAction('come up with a better strategy', 'Create Feishu Task');
    await window.notifications.says('waits in the Tasks view');
    // In between it is tried again, and says so.
    await until('the row says what it waits for', async () =>
      (await window.tree('Tasks').row('come up with a better strategy')).description.includes('waits for the network'),
    );
    await window.screenshot('own-4-offline');
    await window.notifications.clear();
    feishu = await startSandbox({ port, stateFile });
    // Tries at once what waits, unless that was done meanwhile.
    await window.runCommand('Feishu TODO: Refresh Tasks');
    await window.fileSays('rules/indent-legacy.js', (text) => /TODO\(feishu:[\w-]+\) - come up/.test(text));
    assert.deepEqual(titles().sort(), ['abstract into JSLanguage somehow', 'come up with a better strategy in future']);
  });
});
