import assert from 'node:assert/strict';
import { previewOccurrences } from '../../../src/recurrence';
import { instantOf, nearestInstant, parseWall, wallTime } from '../../../src/recurrence/calendar/zone';
import { rule } from './support/rules';

/** Rows: zone, rule, start, expected local date-times, why. Changes of the clock are those of 2026. */
const PREVIEWS: readonly [zone: string, rule: string, start: string, expected: string[], why: string][] = [
  [
    'America/New_York',
    'FREQ=DAILY;COUNT=3',
    '2026-03-07T02:30:00',
    ['2026-03-07T02:30:00', '2026-03-09T02:30:00', '2026-03-10T02:30:00'],
    '02:30 on 8 March is skipped and not counted',
  ],
  [
    'America/New_York',
    'FREQ=DAILY',
    '2026-03-07T03:00:00',
    ['2026-03-07T03:00:00', '2026-03-08T03:00:00', '2026-03-09T03:00:00'],
    'the first minute after the gap exists',
  ],
  [
    'America/New_York',
    'FREQ=DAILY',
    '2026-10-31T01:30:00',
    ['2026-10-31T01:30:00', '2026-11-01T01:30:00', '2026-11-02T01:30:00'],
    '01:30 on 1 November comes twice and counts once',
  ],
  [
    'America/New_York',
    'FREQ=WEEKLY;BYDAY=SU',
    '2026-03-01T09:00:00',
    ['2026-03-01T09:00:00', '2026-03-08T09:00:00', '2026-03-15T09:00:00'],
    'the wall clock stays at 09:00 across the change',
  ],
  [
    'America/New_York',
    'FREQ=YEARLY;BYMONTH=3;BYDAY=2SU;BYHOUR=2;BYMINUTE=30',
    '2026-03-08T02:30:00',
    [],
    'always in the gap: never',
  ],
  [
    'America/New_York',
    'FREQ=DAILY;UNTIL=20260310T133000Z',
    '2026-03-07T09:30:00',
    ['2026-03-07T09:30:00', '2026-03-08T09:30:00', '2026-03-09T09:30:00', '2026-03-10T09:30:00'],
    'UNTIL 13:30Z is 09:30 in summer time',
  ],
  [
    'America/New_York',
    'FREQ=DAILY;UNTIL=20260307T142959Z',
    '2026-03-06T09:30:00',
    ['2026-03-06T09:30:00'],
    'UNTIL one second before 09:30 in winter time',
  ],
  [
    'Europe/London',
    'FREQ=DAILY',
    '2026-03-28T01:30:00',
    ['2026-03-28T01:30:00', '2026-03-30T01:30:00', '2026-03-31T01:30:00'],
    '01:30 on 29 March is skipped',
  ],
  [
    'Europe/London',
    'FREQ=WEEKLY;BYDAY=SU',
    '2026-10-18T01:30:00',
    ['2026-10-18T01:30:00', '2026-10-25T01:30:00', '2026-11-01T01:30:00'],
    '01:30 on 25 October comes twice',
  ],
  [
    'Europe/London',
    'FREQ=DAILY;UNTIL=20260331T083000Z',
    '2026-03-29T09:30:00',
    ['2026-03-29T09:30:00', '2026-03-30T09:30:00', '2026-03-31T09:30:00'],
    'UNTIL is inclusive, in British Summer Time',
  ],
  [
    'Australia/Lord_Howe',
    'FREQ=DAILY',
    '2026-10-03T02:15:00',
    ['2026-10-03T02:15:00', '2026-10-05T02:15:00', '2026-10-06T02:15:00'],
    'the clock goes from 02:00 to 02:30 on 4 October',
  ],
  [
    'Australia/Lord_Howe',
    'FREQ=DAILY',
    '2026-10-03T02:30:00',
    ['2026-10-03T02:30:00', '2026-10-04T02:30:00', '2026-10-05T02:30:00'],
    'the half hour is over at 02:30',
  ],
  [
    'Australia/Lord_Howe',
    'FREQ=DAILY',
    '2026-04-04T01:45:00',
    ['2026-04-04T01:45:00', '2026-04-05T01:45:00', '2026-04-06T01:45:00'],
    '01:45 on 5 April comes twice',
  ],
  [
    'Asia/Shanghai',
    'FREQ=DAILY;UNTIL=20260106T155959Z',
    '2026-01-05T23:59:59',
    ['2026-01-05T23:59:59', '2026-01-06T23:59:59'],
    'the end of 6 January in Shanghai, written in UTC',
  ],
  [
    'Asia/Shanghai',
    'FREQ=DAILY;UNTIL=20260106',
    '2026-01-05T23:00:00',
    ['2026-01-05T23:00:00', '2026-01-06T23:00:00'],
    'a date-only UNTIL means the whole local day',
  ],
  [
    'Asia/Shanghai',
    'FREQ=WEEKLY;BYDAY=SU',
    '2026-03-08T02:30:00',
    ['2026-03-08T02:30:00', '2026-03-15T02:30:00', '2026-03-22T02:30:00'],
    'no change of the clock',
  ],
];

describe('previews across changes of the clock', () => {
  for (const [timeZone, text, start, expected, why] of PREVIEWS) {
    it(`${timeZone}: ${text} from ${start}: ${why}`, () => {
      const open = !/UNTIL|COUNT/.test(text);
      const count = open && expected.length > 0 ? expected.length : 10;
      assert.deepEqual(previewOccurrences(rule(text), { start, timeZone, count }), expected);
    });
  }

  it('reads the start as seconds, with Z or offset, or without seconds, all the same', () => {
    const at = (start: string | number): string[] =>
      previewOccurrences(rule('FREQ=DAILY'), { start, timeZone: 'Asia/Shanghai', count: 1 });
    const starts = [
      1767574800,
      '2026-01-05T01:00:00Z',
      '2026-01-05T02:00:00+01:00',
      '2026-01-05T09:00',
      '2026-01-05 09:00:00',
    ];
    for (const start of starts) assert.deepEqual(at(start), ['2026-01-05T09:00:00'], `${start}`);
  });

  it('keeps all-day dates out of time zones: midnight that a clock skips is still that day', () => {
    const dates = previewOccurrences(rule('FREQ=DAILY'), {
      start: '2018-11-03',
      timeZone: 'America/Sao_Paulo',
      count: 3,
    });
    assert.deepEqual(dates, ['2018-11-03T00:00:00', '2018-11-04T00:00:00', '2018-11-05T00:00:00']);
  });

  it('refuses an unknown zone and a start that is no date', () => {
    const options = { start: '2026-01-05T09:00:00', timeZone: 'Asia/Shanghai' };
    assert.throws(() => previewOccurrences(rule('FREQ=DAILY'), { ...options, timeZone: 'Mars/Base' }), RangeError);
    for (const start of ['2026-02-30', 'tomorrow', '2026-01-05T25:00', '2026-01-05T09:00:00+0800', '']) {
      assert.throws(() => previewOccurrences(rule('FREQ=DAILY'), { ...options, start }), RangeError, start);
    }
  });

  it('bounds the number of occurrences', () => {
    const options = { start: '2026-01-05T09:00:00', timeZone: 'Asia/Shanghai' };
    assert.equal(previewOccurrences(rule('FREQ=DAILY'), options).length, 5);
    assert.equal(previewOccurrences(rule('FREQ=DAILY'), { ...options, count: 1e9 }).length, 366);
    assert.deepEqual(previewOccurrences(rule('FREQ=DAILY'), { ...options, count: -1 }), []);
  });
});

/** Rows: zone, wall clock, UTC instant or undefined where the clock skips it. */
const INSTANTS: readonly [zone: string, wall: string, instant: string | undefined][] = [
  ['Asia/Shanghai', '2026-01-05T09:00:00', '2026-01-05T01:00:00Z'],
  ['America/New_York', '2026-03-08T01:59:59', '2026-03-08T06:59:59Z'],
  ['America/New_York', '2026-03-08T02:00:00', undefined],
  ['America/New_York', '2026-03-08T02:59:59', undefined],
  ['America/New_York', '2026-03-08T03:00:00', '2026-03-08T07:00:00Z'],
  ['America/New_York', '2026-11-01T01:00:00', '2026-11-01T05:00:00Z'],
  ['America/New_York', '2026-11-01T02:00:00', '2026-11-01T07:00:00Z'],
  ['Europe/London', '2026-03-29T01:00:00', undefined],
  ['Europe/London', '2026-10-25T01:59:59', '2026-10-25T00:59:59Z'],
  ['Australia/Lord_Howe', '2026-10-04T02:00:00', undefined],
  ['Australia/Lord_Howe', '2026-10-04T02:29:59', undefined],
  ['Australia/Lord_Howe', '2026-10-04T02:30:00', '2026-10-03T15:30:00Z'],
  ['Australia/Lord_Howe', '2026-04-05T01:30:00', '2026-04-04T14:30:00Z'],
  ['Australia/Lord_Howe', '2026-04-05T02:00:00', '2026-04-04T15:30:00Z'],
];

describe('wall clocks and instants', () => {
  for (const [zone, wall, instant] of INSTANTS) {
    it(`${zone} ${wall} is ${instant ?? 'skipped'}`, () => {
      const found = instantOf(parseWall(wall)!, zone);
      assert.equal(found, instant === undefined ? undefined : Date.parse(instant) / 1000);
      if (found !== undefined) assert.equal(wallTime(found, zone), parseWall(wall));
    });
  }

  it('moves a skipped time behind the gap where an instant is needed', () => {
    const instant = nearestInstant(parseWall('2026-03-08T02:30:00')!, 'America/New_York');
    assert.equal(new Date(instant * 1000).toISOString(), '2026-03-08T07:30:00.000Z');
  });
});
