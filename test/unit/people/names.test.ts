import assert from 'node:assert/strict';
import fc from 'fast-check';
import { bareName, isCalled, matches } from '../../../src/features/people/names';
import type { Person } from '../../../src/feishu';

const xiaoming: Person = { id: '1', name: '王小明', enName: 'Xiaoming Wang', email: 'Wang.Xiaoming@example.com' };
const person = fc.record({ id: fc.string(), name: fc.string(), enName: fc.string(), email: fc.emailAddress() });

describe('names of people', () => {
  for (const name of [
    '王小明',
    '@王小明',
    '＠王小明',
    ' xiaoming wang ',
    'Xiaoming',
    'wang.xiaoming',
    '@WANG.XIAOMING@EXAMPLE.COM',
    'ｗａｎｇ.xiaoming',
  ]) {
    it(`"${name}" is 王小明`, () => assert.ok(isCalled(xiaoming, name)));
  }
  for (const name of ['', '@', '王', '小明', 'wang', 'xiao', 'xiaoming wan', 'example.com']) {
    it(`"${name}" is nobody's whole name`, () => assert.ok(!isCalled(xiaoming, name)));
  }

  it('are found by any part, in any order of words', () => {
    for (const query of ['', '小', 'wang xiao', 'MING@', 'xiaoming 王', '@wang'])
      assert.ok(matches(xiaoming, query), query);
    for (const query of ['李', 'wang li', 'xiaoming.wang']) assert.ok(!matches(xiaoming, query), query);
  });

  it('are found by whatever they are called', () => {
    fc.assert(
      fc.property(person, fc.constantFrom('name', 'enName', 'email'), (somebody, field) => {
        const name = somebody[field];
        if (bareName(name) === '') return;
        // A name that itself begins with @ is not one that can be written after an @.
        if (/^\s*[@＠]/.test(name)) return;
        assert.ok(isCalled(somebody, name));
        assert.ok(isCalled(somebody, `@${name.trim()}`));
        assert.ok(matches(somebody, name));
      }),
    );
  });

  it('are fewer the more is typed', () => {
    fc.assert(
      fc.property(person, fc.string(), fc.string(), (somebody, query, more) => {
        if (matches(somebody, `${query} ${more}`) && bareName(query) !== '') assert.ok(matches(somebody, query));
      }),
    );
  });
});
