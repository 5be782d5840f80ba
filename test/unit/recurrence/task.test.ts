import assert from 'node:assert/strict';
import fc from 'fast-check';
import {
  checkForTask,
  explainFirst,
  parseRepeatRule,
  previewOccurrences,
  repeatPresets,
  ruleForSending,
  secondsToDue,
  untilEndOf,
  type Due,
} from '../../../src/recurrence';
import { rule } from './support/rules';

const zone = 'Asia/Shanghai';
const at = (utc: string, timeZone = zone): Due => ({ kind: 'time', epochSeconds: Date.parse(utc) / 1000, timeZone });
/** Monday, 5 January 2026, 09:00 in Shanghai. */
const monday = at('2026-01-05T01:00:00Z');
const allDay: Due = { kind: 'date', date: '2026-01-05' };

/** Rows: rule, due, error codes, warning codes. */
const CHECKS: readonly [text: string, due: Due, errors: string[], warnings: string[]][] = [
  ['FREQ=DAILY', monday, [], []],
  ['FREQ=DAILY', allDay, [], []],
  ['FREQ=WEEKLY;BYDAY=TU', monday, [], ['dueNotOccurrence']],
  ['FREQ=WEEKLY;BYDAY=TU', allDay, [], ['dueNotOccurrence']],
  ['FREQ=DAILY;BYHOUR=10', monday, [], ['dueNotOccurrence']],
  ['FREQ=DAILY;BYHOUR=10', allDay, ['timeOnAllDay'], []],
  ['FREQ=HOURLY;INTERVAL=3', allDay, ['timeOnAllDay'], []],
  ['FREQ=HOURLY', monday, ['tooOften'], []],
  ['FREQ=HOURLY;INTERVAL=48', monday, ['tooOften'], []],
  ['FREQ=DAILY;BYHOUR=9,17', monday, ['tooOften'], []],
  ['FREQ=DAILY;BYHOUR=9,17;COUNT=1', monday, [], []],
  ['FREQ=DAILY;BYHOUR=9,17;BYSETPOS=1', monday, [], []],
  ['FREQ=MONTHLY;BYDAY=MO;BYHOUR=9,17;BYSETPOS=1,2', monday, ['tooOften'], []],
  ['FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30', monday, ['never'], []],
  ['FREQ=DAILY;COUNT=0', monday, ['countZero'], []],
  ['FREQ=DAILY;UNTIL=20260105T005959Z', monday, ['ended'], []],
  ['FREQ=DAILY;UNTIL=20260105T010000Z', monday, [], []],
  ['FREQ=DAILY;UNTIL=20260105', monday, [], []],
  ['FREQ=DAILY;UNTIL=20260104', monday, ['ended'], []],
  ['FREQ=DAILY;UNTIL=20260104', allDay, ['ended'], []],
  ['FREQ=DAILY;UNTIL=20260105', allDay, [], []],
  ['FREQ=WEEKLY;BYDAY=FR;UNTIL=20260107', monday, ['ended'], []],
  [`FREQ=YEARLY;BYYEARDAY=${Array.from({ length: 300 }, (_, i) => i + 1).join()}`, monday, ['tooLong'], []],
];

describe('fit of a rule for a task', () => {
  for (const [text, due, errors, warnings] of CHECKS) {
    it(`${text.slice(0, 60)} (${due.kind}): ${[...errors, ...warnings].join() || 'fits'}`, () => {
      for (const locale of ['en', 'zh-cn'] as const) {
        const check = checkForTask(rule(text), due, { locale });
        assert.deepEqual(
          check.errors.map(({ code }) => code),
          errors,
        );
        assert.deepEqual(
          check.warnings.map(({ code }) => code),
          warnings,
        );
        for (const { message } of [...check.errors, ...check.warnings]) {
          assert.equal(/[\u4e00-\u9fff]/.test(message), locale === 'zh-cn', message);
          assert.doesNotMatch(message, /\{\d\}|undefined/);
        }
      }
    });
  }

  it('offers the daily rule that an hourly one amounts to, and the all-day form of one with a time', () => {
    assert.equal(checkForTask(rule('FREQ=HOURLY;INTERVAL=48'), monday).errors[0]?.suggestion, 'FREQ=DAILY;INTERVAL=2');
    assert.equal(checkForTask(rule('FREQ=HOURLY;INTERVAL=5'), monday).errors[0]?.suggestion, undefined);
    const timed = 'FREQ=WEEKLY;BYDAY=MO;BYHOUR=9;BYMINUTE=0';
    assert.equal(checkForTask(rule(timed), allDay).errors[0]?.suggestion, 'FREQ=WEEKLY;BYDAY=MO');
  });
});

describe('the first occurrence explained', () => {
  const rows: readonly [text: string, due: Due, english: string | undefined, chinese: string | undefined][] = [
    ['FREQ=WEEKLY;BYDAY=MO', monday, undefined, undefined],
    ['FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30', monday, undefined, undefined],
    [
      'FREQ=WEEKLY;BYDAY=WE',
      allDay,
      'The due date is not a Wednesday: the next tasks fall on Wednesdays, the first on 2026-01-07.',
      '截止时间不是周三：后续任务落在周三，首次为 2026-01-07。',
    ],
    [
      'FREQ=WEEKLY;BYDAY=TU,TH',
      monday,
      'The due date is not a Tuesday or Thursday: the next tasks fall on Tuesdays and Thursdays, the first on 2026-01-06 09:00.',
      '截止时间不是周二、周四：后续任务落在周二、周四，首次为 2026-01-06 09:00。',
    ],
    [
      'FREQ=MONTHLY;BYMONTHDAY=15',
      allDay,
      'The due date does not fit “every month on the 15th”: the first task falls on 2026-01-15.',
      '截止时间不符合“每月 15 日”，首次重复为 2026-01-15。',
    ],
    [
      'FREQ=DAILY;BYHOUR=8',
      monday,
      'The rule names another time of day than the due date: the first task is due 2026-01-06 08:00.',
      '规则中的时间与截止时间不同，首次重复为 2026-01-06 08:00。',
    ],
    [
      'FREQ=MONTHLY;BYDAY=MO,TU;BYSETPOS=-1',
      allDay,
      'The due date is not among the days the rule picks: the first task falls on 2026-01-27.',
      '截止时间不在规则选取的日期内，首次重复为 2026-01-27。',
    ],
  ];
  for (const [text, due, english, chinese] of rows) {
    it(`${text}: ${english ?? 'nothing to explain'}`, () => {
      assert.equal(explainFirst(rule(text), due), english);
      assert.equal(explainFirst(rule(text), due, 'zh-cn'), chinese);
    });
  }
});

describe('repeat presets', function () {
  this.timeout(60_000);

  it('for a first Monday', () => {
    assert.deepEqual(
      repeatPresets(monday).map(({ label }) => label),
      [
        'Every day',
        'Every weekday',
        'Every week on Monday',
        'Every 2 weeks on Monday',
        'Every month on the 5th',
        'Every month on the first Monday',
        'Every year on January 5',
      ],
    );
  });

  it('for a last Saturday that is the last of the month', () => {
    assert.deepEqual(
      repeatPresets({ kind: 'date', date: '2026-01-31' }, 'zh-cn').map(({ label }) => label),
      ['每天', '每周六', '每 2 周的周六', '每月 31 日', '每月最后一个周六', '每月最后一天', '每年 1 月 31 日'],
    );
  });

  it('go by the date in the zone of the due date', () => {
    const late = at('2026-01-31T23:30:00Z');
    assert.ok(repeatPresets(late).some(({ rule: { text } }) => text === 'FREQ=MONTHLY;BYMONTHDAY=1'));
  });

  it('always have the due date as their first occurrence, and each stands once', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 4_000_000_000 }), fc.boolean(), (seconds, isAllDay) => {
        const due = secondsToDue(seconds, isAllDay, zone);
        const start = due.kind === 'date' ? due.date : due.epochSeconds;
        const presets = repeatPresets(due);
        for (const preset of presets) {
          const { errors, warnings } = checkForTask(preset.rule, due);
          assert.deepEqual([...errors, ...warnings], [], preset.rule.text);
          assert.equal(previewOccurrences(preset.rule, { start, timeZone: zone, count: 3 }).length, 3);
        }
        assert.equal(new Set(presets.map(({ rule: { text } }) => text)).size, presets.length);
      }),
    );
  });
});

describe('the text that is sent', function () {
  this.timeout(60_000);

  const newYork = at('2026-03-02T14:00:00Z', 'America/New_York');

  it('is the normal form', () =>
    assert.equal(ruleForSending(rule('freq=weekly;byday=fr,mo'), monday), 'FREQ=WEEKLY;BYDAY=MO,FR'));

  it('writes the end of the last day in UTC', () => {
    const until = 'FREQ=DAILY;UNTIL=20260331';
    assert.equal(ruleForSending(rule(until), monday), 'FREQ=DAILY;UNTIL=20260331T155959Z');
    assert.equal(ruleForSending(rule(until), newYork), 'FREQ=DAILY;UNTIL=20260401T035959Z');
    assert.equal(ruleForSending(rule(until), allDay), 'FREQ=DAILY;UNTIL=20260331T235959Z');
    assert.equal(untilEndOf('2026-03-01', newYork), '20260302T045959Z');
    assert.throws(() => untilEndOf('2026-02-30', newYork), RangeError);
  });

  it('occurs when the rule does', () => {
    const dates = ['20260308', '20260309', '20261101', '20260105'];
    fc.assert(
      fc.property(fc.constantFrom(...dates), fc.constantFrom(monday, newYork, allDay), (date, due) => {
        const start = due.kind === 'date' ? due.date : due.epochSeconds;
        const timeZone = due.kind === 'date' ? 'UTC' : due.timeZone;
        const typed = rule(`FREQ=DAILY;UNTIL=${date}`);
        const sent = rule(ruleForSending(typed, due));
        const preview = (r: typeof typed): string[] => previewOccurrences(r, { start, timeZone, count: 366 });
        assert.deepEqual(preview(sent), preview(typed));
        assert.ok(parseRepeatRule(sent.text).ok);
      }),
    );
  });
});
