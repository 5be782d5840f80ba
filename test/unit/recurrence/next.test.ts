import assert from 'node:assert/strict';
import { nextDue, parseRepeatRule, type Due } from '../../../src/recurrence';

const shanghai = 'Asia/Shanghai';
const at = (text: string): number => Date.parse(text) / 1000;
const timed = (text: string, timeZone = shanghai): Due => ({ kind: 'time', epochSeconds: at(text), timeZone });
const day = (date: string): Due => ({ kind: 'date', date });

describe('nextDue', () => {
  const rows: readonly [what: string, rule: string, due: Due, now: string, next: Due | undefined][] = [
    ['the one after a due date ahead', 'FREQ=WEEKLY', day('2026-12-07'), '2026-11-25T12:00Z', day('2026-12-14')],
    ['the one after today', 'FREQ=DAILY', day('2026-11-25'), '2026-11-25T04:00Z', day('2026-11-26')],
    ['today where the due date is over', 'FREQ=DAILY', day('2026-11-20'), '2026-11-25T04:00Z', day('2026-11-25')],
    ['by the clock of the person', 'FREQ=DAILY', day('2026-11-20'), '2026-11-25T20:00Z', day('2026-11-26')],
    ['later the same day', 'FREQ=DAILY', timed('2026-11-20T10:00Z'), '2026-11-25T09:00Z', timed('2026-11-25T10:00Z')],
    ['not an hour ago', 'FREQ=DAILY', timed('2026-11-20T10:00Z'), '2026-11-25T11:00Z', timed('2026-11-26T10:00Z')],
    ['none where it ends', 'FREQ=DAILY;COUNT=2', day('2026-11-20'), '2026-11-25T04:00Z', undefined],
    [
      'none where the rule never comes again',
      'FREQ=DAILY;UNTIL=20261120',
      day('2026-11-20'),
      '2026-11-01T04:00Z',
      undefined,
    ],
    ['none where it began too long ago', 'FREQ=DAILY', day('2020-01-01'), '2026-11-25T04:00Z', undefined],
    [
      'the same hour where the clock changes',
      'FREQ=DAILY',
      timed('2026-03-28T08:00Z', 'Europe/Berlin'),
      '2026-03-28T20:00Z',
      timed('2026-03-29T07:00Z', 'Europe/Berlin'),
    ],
  ];
  for (const [what, text, due, now, next] of rows) {
    it(`gives ${what}`, () => {
      const parsed = parseRepeatRule(text);
      assert.ok(parsed.ok);
      assert.deepEqual(nextDue(parsed.rule, due, { now: at(now), timeZone: shanghai }), next);
    });
  }
});
