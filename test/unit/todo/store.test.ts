import assert from 'node:assert/strict';
import { TodoIndex, findTodos } from '../../../src/todo/index';
import type { IndexChange } from '../../../src/todo/index';

const todos = (text: string): ReturnType<typeof findTodos> => findTodos(text, 'go');

/** An index and what it reported, in short. */
function watched(): { index: TodoIndex; log: string[] } {
  const index = new TodoIndex();
  const log: string[] = [];
  index.onDidChange((change: IndexChange) => {
    log.push(
      [
        ...change.added.map((item) => `+${item.uri}:${item.todo.line}:${item.todo.title}`),
        ...change.removed.map((item) => `-${item.uri}:${item.todo.line}:${item.todo.title}`),
        ...change.moved.map(({ from, to }) => `${from.uri}:${from.todo.line}>${to.uri}:${to.todo.line}`),
      ].join(' '),
    );
  });
  return { index, log };
}

describe('todo: index', () => {
  it('lets the open document win over the disk', () => {
    const { index, log } = watched();
    index.setDisk('a', todos('// TODO: disk'));
    index.setOpen('a', todos('// TODO: open'));
    index.setDisk('a', todos('// TODO: saved elsewhere'));
    assert.deepEqual(
      index.get('a').map((todo) => todo.title),
      ['open'],
    );
    index.close('a');
    assert.deepEqual(log, ['+a:0:disk', '+a:0:open -a:0:disk', '+a:0:saved elsewhere -a:0:open']);
    assert.equal(index.count, 1);
  });

  it('reports what moved, and nothing where nothing changed', () => {
    const { index, log } = watched();
    index.setOpen('a', todos('// TODO: x\n\n// TODO: y'));
    index.setOpen('a', todos('// TODO: x\n\n// TODO: y'));
    index.setOpen('a', todos('\n// TODO: x\n\n// TODO: y'));
    assert.deepEqual(log, ['+a:0:x +a:2:y', 'a:0>a:1 a:2>a:3']);
  });

  it('sees equal todos as separate ones', () => {
    const { index, log } = watched();
    index.setOpen('a', todos('// TODO: x\n\n// TODO: x'));
    index.setOpen('a', todos('// TODO: x'));
    assert.deepEqual(log, ['+a:0:x +a:2:x', '-a:2:x']);
  });

  it('follows renames, and moves between documents in one batch', () => {
    const { index, log } = watched();
    index.setDisk('a', todos('// TODO: x'));
    index.rename('a', 'b');
    index.batch(() => {
      index.setDisk('b', []);
      index.setDisk('c', todos('\n// TODO: x\n\n// TODO: z'));
    });
    assert.deepEqual(log, ['+a:0:x', 'a:0>b:0', '+c:3:z b:0>c:1']);
    assert.deepEqual(
      [...index.documents()].map(([uri]) => uri),
      ['c'],
    );
  });

  it('forgets files that a scan did not see, but not open documents', () => {
    const { index } = watched();
    index.setDisk('a', todos('// TODO: a'));
    index.setDisk('b', todos('// TODO: b'));
    index.setOpen('b', todos('// TODO: b2'));
    index.retainDisk((uri) => uri === 'c');
    assert.deepEqual(
      [...index.documents()].map(([uri]) => uri),
      ['b'],
    );
    index.close('b');
    assert.equal(index.count, 0);
  });

  it('stops calling a listener that was taken off', () => {
    const index = new TodoIndex();
    let calls = 0;
    const off = index.onDidChange(() => calls++);
    index.setDisk('a', todos('// TODO: a'));
    off();
    index.deleteDisk('a');
    assert.equal(calls, 1);
  });
});
