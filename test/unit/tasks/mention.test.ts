import assert from 'node:assert/strict';
import type { Person } from '../../../src/feishu';
import { mentionName } from '../../../src/tasks';

const person = (id: string, name: string, enName?: string, email?: string): Person => ({ id, name, enName, email });

describe('mentionName', () => {
  const li = person('1', '李娜', 'Li Na', 'lina@x.com');
  const alice = person('2', 'Alice Johnson', 'Alice Johnson', 'alice.j@x.com');
  const other = person('3', 'Alice Johnson', undefined, 'alice2@x.com');
  const odd = person('4', 'Smith, Bob (IT)', undefined, 'bob@x.com');
  const plain = person('5', 'Smith, Bob (IT)');

  const rows: readonly [who: Person, everybody: readonly Person[], blanks: boolean, name: string][] = [
    [li, [li, alice], true, '李娜'],
    [li, [li, alice], false, '李娜'],
    [alice, [li, alice], true, 'Alice Johnson'],
    [alice, [li, alice], false, 'alice.j'],
    [alice, [alice, other], true, 'alice.j'],
    [other, [alice, other], true, 'alice2'],
    [odd, [odd], true, 'bob'],
    [plain, [plain], true, 'Smith, Bob (IT)'],
    [person('6', 'salt and pepper', undefined, 's@x.com'), [], true, 's'],
  ];
  for (const [who, everybody, blanks, name] of rows) {
    it(`${who.id}, ${blanks ? 'in a list' : 'in text'}: ${name}`, () => {
      assert.equal(mentionName(who, everybody, blanks), name);
    });
  }
});
