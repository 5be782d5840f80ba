import assert from 'node:assert/strict';
import { draftFromTodo, settledExtra, titleChange, toNewTask, type TitleChange } from '../../../src/tasks';
import { place, task } from './fakes';

const opId = '6f2d1c3e-8a40-4b7e-9f0a-1b2c3d4e5f60';

describe('titleChange', () => {
  const print = JSON.stringify({ version: 1, tag: 'TODO', title: 'then', description: '', ordinal: 0 });
  const made = draftFromTodo({ tag: 'TODO', title: 'then', description: '' }, place('a', { fingerprint: print }));
  const { extra } = toNewTask(made, { opId });
  const edited = toNewTask({ ...made, title: 'edited before it was sent' }, { opId }).extra;

  const rows: readonly [extra: string | undefined, taskNow: string, codeNow: string, change: TitleChange][] = [
    [extra, 'then', 'then', 'same'],
    [extra, 'then', 'now', 'code'],
    [extra, 'now', 'then', 'task'],
    [extra, 'here', 'there', 'both'],
    [extra, 'now', 'now', 'same'],
    [extra, 'then', '  then ', 'same'],
    [edited, 'edited before it was sent', 'then', 'same'],
    [edited, 'edited before it was sent', 'now', 'code'],
    [undefined, 'a', 'b', 'same'],
    ['{"v":1,"opId":"x","fingerprint":"{","title":"a"}', 'a', 'b', 'same'],
  ];
  for (const [from, taskNow, codeNow, change] of rows) {
    it(`task "${taskNow}", code "${codeNow}": ${change}`, () => {
      assert.equal(titleChange(task('t', { title: taskNow, extra: from }), codeNow), change);
    });
  }

  it('is counted anew once both have the same title', () => {
    const settled = settledExtra({ extra }, 'agreed');
    const change = (taskNow: string, codeNow: string): TitleChange =>
      titleChange(task('t', { title: taskNow, extra: settled }), codeNow);
    assert.equal(change('agreed', 'agreed'), 'same');
    assert.equal(change('here', 'agreed'), 'task');
    assert.equal(change('agreed', 'there'), 'code');
    assert.equal(change('here', 'there'), 'both');
    assert.equal(settledExtra({ extra: undefined }, 'agreed'), undefined);
    assert.equal(settledExtra({ extra: '{"v":1,"opId":"x","fingerprint":"{","title":"a"}' }, 'agreed'), undefined);
  });
});
