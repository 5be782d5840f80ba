import assert from 'node:assert/strict';
import { placeKey, placeName } from '../../../src/tasks/place';
import { findTodos, fingerprint } from '../../../src/todo';

/** Fingerprints of all TODOs of a text. */
function prints(text: string): string[] {
  const todos = findTodos(text, 'typescript');
  return todos.map((todo) => JSON.stringify(fingerprint(todo, text, todos)));
}

describe('placeKey', () => {
  it('stays while the code around a TODO is edited', () => {
    const [before] = prints('a();\n// TODO: fix\nb();\n');
    const [after] = prints('\n\n  // new\n  c();\n  // TODO: fix\n');
    assert.notEqual(before, after);
    assert.equal(placeKey(before!), placeKey(after!));
  });

  it('tells TODOs apart, also those with the same words', () => {
    const keys = prints('// TODO: fix\nx();\n// TODO: fix\ny();\n// TODO: other\n// FIXME: fix\n').map(placeKey);
    assert.equal(new Set(keys).size, 4);
  });

  it('takes any other text as it is', () => {
    for (const text of ['', 'abc', '{', '{"version":2}', 'null']) assert.equal(placeKey(text), text);
  });
});

describe('placeName', () => {
  it('is a file name, one for each place of each file', () => {
    const names = [
      placeName({ uri: 'file:///a', fingerprint: 'x' }),
      placeName({ uri: 'file:///b', fingerprint: 'x' }),
    ];
    assert.equal(new Set(names).size, 2);
    for (const name of names) assert.match(name, /^[0-9a-f]{32}$/);
  });
});
