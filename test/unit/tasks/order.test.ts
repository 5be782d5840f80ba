import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { Due } from '../../../src/feishu/model';
import { dueStatus, sortByDue, type DueStatus } from '../../../src/tasks/order';
import { task } from './fakes';

const at = (iso: string): Due => ({ kind: 'time', epochSeconds: Date.parse(iso) / 1000, timeZone: 'Asia/Shanghai' });
const on = (date: string): Due => ({ kind: 'date', date });

describe('dueStatus', () => {
  // 2026-03-01 00:30 in Shanghai, still the 28th of February in UTC.
  const now = Date.parse('2026-02-28T16:30:00Z');
  const rows: readonly [due: Due | undefined, zone: string, status: DueStatus][] = [
    [undefined, 'UTC', 'none'],
    [on('2026-02-28'), 'UTC', 'today'],
    [on('2026-02-28'), 'Asia/Shanghai', 'overdue'],
    [on('2026-03-01'), 'Asia/Shanghai', 'today'],
    [on('2026-03-01'), 'UTC', 'upcoming'],
    [at('2026-02-28T16:29:59Z'), 'Asia/Shanghai', 'overdue'],
    [at('2026-02-28T16:31:00Z'), 'Asia/Shanghai', 'today'],
    [at('2026-03-01T16:31:00Z'), 'Asia/Shanghai', 'upcoming'],
    [{ kind: 'time', epochSeconds: 1e300, timeZone: 'UTC' }, 'UTC', 'upcoming'],
  ];
  for (const [due, zone, status] of rows) {
    it(`${JSON.stringify(due)} seen from ${zone}: ${status}`, () =>
      assert.equal(dueStatus({ due }, now, zone), status));
  }

  it('is done once completed', () =>
    assert.equal(dueStatus({ due: on('2020-01-01'), completedAt: 1 }, now, 'UTC'), 'done'));
});

describe('dueStatusAt', () => {
  it('is what comparing the written dates would say', () => {
    const zones = ['UTC', 'Asia/Shanghai', 'America/New_York', 'Pacific/Apia', 'Australia/Lord_Howe'];
    const year = { min: Date.parse('2026-01-01') / 1000, max: Date.parse('2027-01-01') / 1000 };
    fc.assert(
      fc.property(
        fc.constantFrom(...zones),
        fc.integer(year),
        fc.integer({ min: -2e5, max: 2e5 }),
        (zone, now, ahead) => {
          const format = new Intl.DateTimeFormat('sv', { timeZone: zone, dateStyle: 'short' });
          const due: Due = { kind: 'time', epochSeconds: now + ahead, timeZone: zone };
          const isToday = format.format(due.epochSeconds * 1000) === format.format(now * 1000);
          const wanted = ahead < 0 ? 'overdue' : isToday ? 'today' : 'upcoming';
          assert.equal(dueStatus({ due }, now * 1000, zone), wanted);
        },
      ),
    );
  });
});

describe('sortByDue', () => {
  it('has the sooner first, all-day tasks at the end of their day, and those without a date last', () => {
    const tasks = [
      task('later', { due: on('2026-03-09') }),
      task('free'),
      task('late', { due: on('2026-02-01') }),
      task('allDay', { due: on('2026-03-02') }),
      task('soon', { due: at('2026-03-02T10:00:00Z') }),
    ];
    assert.deepEqual(
      sortByDue(tasks).map(({ id }) => id),
      ['late', 'soon', 'allDay', 'later', 'free'],
    );
  });

  it('orders the same tasks always alike', () => {
    const tasks = [
      task('b', { title: 'x' }),
      task('a', { title: 'x' }),
      task('c', { title: 'w' }),
      task('d', { due: on('no date') }),
    ];
    assert.deepEqual(sortByDue(tasks), sortByDue([...tasks].reverse()));
  });
});
