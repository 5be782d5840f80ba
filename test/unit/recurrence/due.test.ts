import assert from 'node:assert/strict';
import fc from 'fast-check';
import { duePresets, dueToSeconds, formatDue, parseDue, secondsToDue, type Due } from '../../../src/recurrence';
import { formatInZone } from '../../../src/recurrence/calendar/zone';

const zone = 'Asia/Shanghai';
/** Wednesday, 25 November 2026, 10:00 in Shanghai. */
const now = Date.parse('2026-11-25T02:00:00Z') / 1000;

/** A date for all-day, a local date-time in the zone else. */
function shown(due: Due): string {
  return due.kind === 'date' ? due.date : formatInZone(due.epochSeconds, due.timeZone).slice(0, 16);
}

/** Rows: text, due date seen from Wednesday, 25 November 2026, 10:00. */
const DATES: readonly [text: string, due: string][] = [
  ['2026-12-24', '2026-12-24'],
  ['20261224', '2026-12-24'],
  ['2026/12/24', '2026-12-24'],
  ['２０２６－１２－２４', '2026-12-24'],
  ['2026-12-24 15:00', '2026-12-24T15:00'],
  ['2026-12-24T15:00', '2026-12-24T15:00'],
  ['2026-12-24T15:00:30', '2026-12-24T15:00'],
  ['2026-12-24T15:00:00Z', '2026-12-24T23:00'],
  ['2026-12-24T15:00:00+09:00', '2026-12-24T14:00'],
  ['2026-12-24 3pm', '2026-12-24T15:00'],
  ['today', '2026-11-25'],
  ['tomorrow', '2026-11-26'],
  ['Tomorrow 18:00', '2026-11-26T18:00'],
  ['tomorrow at 6pm', '2026-11-26T18:00'],
  ['18:00 tomorrow', '2026-11-26T18:00'],
  ['tomorrow morning', '2026-11-26T09:00'],
  ['noon tomorrow', '2026-11-26T12:00'],
  ['the day after tomorrow', '2026-11-27'],
  ['tonight', '2026-11-25T20:00'],
  ['18:00', '2026-11-25T18:00'],
  ['09:00', '2026-11-26T09:00'],
  ['at 9', '2026-11-26T09:00'],
  ['eod', '2026-11-25T18:00'],
  ['Friday', '2026-11-27'],
  ['by Friday 17:00', '2026-11-27T17:00'],
  ['Wednesday', '2026-12-02'],
  ['Wednesday 18:00', '2026-11-25T18:00'],
  ['Wednesday 9:00', '2026-12-02T09:00'],
  ['this Wednesday', '2026-11-25'],
  ['next Monday', '2026-11-30'],
  ['next Friday 15:00', '2026-12-04T15:00'],
  ['Monday next week', '2026-11-30'],
  ['next week', '2026-12-02'],
  ['next month', '2026-12-25'],
  ['weekend', '2026-11-28'],
  ['in two weeks', '2026-12-09'],
  ['in 3 days', '2026-11-28'],
  ['in 3 workdays', '2026-11-30'],
  ['3 days from now', '2026-11-28'],
  ['in a month', '2026-12-25'],
  ['in 2 hours', '2026-11-25T12:00'],
  ['in half an hour', '2026-11-25T10:30'],
  ['end of the month', '2026-11-30'],
  ['end of next month', '2026-12-31'],
  ['end of the week', '2026-11-27'],
  ['eoy', '2026-12-31'],
  ['Dec 24', '2026-12-24'],
  ['24 December 2027 15:30', '2027-12-24T15:30'],
  ['November 1', '2027-11-01'],
  ['the 15th', '2026-12-15'],
  ['Saturday, Dec 5', '2026-12-05'],
  ['12/24', '2026-12-24'],
  ['tomorrow 18:00 UTC', '2026-11-27T02:00'],
  ['今天', '2026-11-25'],
  ['明天', '2026-11-26'],
  ['明天下午3点', '2026-11-26T15:00'],
  ['明天 下午 3：30', '2026-11-26T15:30'],
  ['明天上午十点一刻', '2026-11-26T10:15'],
  ['明早9点', '2026-11-26T09:00'],
  ['后天', '2026-11-27'],
  ['大后天', '2026-11-28'],
  ['今晚', '2026-11-25T20:00'],
  ['今晚8点', '2026-11-25T20:00'],
  ['今天下班前', '2026-11-25T18:00'],
  ['周五', '2026-11-27'],
  ['星期五下午', '2026-11-27T15:00'],
  ['礼拜三', '2026-12-02'],
  ['本周五', '2026-11-27'],
  ['下周一', '2026-11-30'],
  ['下周五15:00', '2026-12-04T15:00'],
  ['下下周一', '2026-12-07'],
  ['下周', '2026-12-02'],
  ['周末', '2026-11-28'],
  ['两周后', '2026-12-09'],
  ['三天后', '2026-11-28'],
  ['三个工作日后', '2026-11-30'],
  ['3天内', '2026-11-28'],
  ['两个月后', '2027-01-25'],
  ['半个月后', '2026-12-10'],
  ['一小时后', '2026-11-25T11:00'],
  ['半小时后', '2026-11-25T10:30'],
  ['一个半小时后', '2026-11-25T11:30'],
  ['月底', '2026-11-30'],
  ['月底前', '2026-11-30'],
  ['下月底', '2026-12-31'],
  ['下月初', '2026-12-01'],
  ['年底', '2026-12-31'],
  ['15号', '2026-12-15'],
  ['下个月15号', '2026-12-15'],
  ['12月24日', '2026-12-24'],
  ['12月24号下午3点半', '2026-12-24T15:30'],
  ['十二月二十四日', '2026-12-24'],
  ['2027年1月5日', '2027-01-05'],
  ['明年1月5日', '2027-01-05'],
];

/** Rows: text, the part the message points at, what is offered instead. */
const REFUSED: readonly [text: string, marked: string, suggestion?: string][] = [
  ['', ''],
  ['asap', 'asap'],
  ['tomorow', 'tomorow', 'tomorrow'],
  ['next mondey 15:00', 'mondey', 'next monday 15:00'],
  ['2026-02-30', '2026-02-30', '2026-02-28'],
  ['2026-13-01', '2026-13-01'],
  ['2026-12-24 25:00', '2026-12-24 25:00'],
  ['2月30日', '2月30日'],
  ['Sept 31', 'Sept 31'],
  ['明天随便', '随便'],
  ['tomorrow 9:00 10:00', 'tomorrow 9:00 10:00'],
  ['x'.repeat(5000), 'x'.repeat(5000)],
];

describe('due dates in words', function () {
  this.timeout(60_000);

  for (const [text, expected] of DATES) {
    it(`“${text}” is ${expected}`, () => {
      const result = parseDue(text, { now, timeZone: zone });
      assert.equal(result.ok ? shown(result.due) : result.message, expected);
      assert.equal(result.ok && result.past, false);
    });
  }

  for (const [text, marked, suggestion] of REFUSED) {
    it(`“${text.slice(0, 30)}” is refused at “${marked.slice(0, 30)}”`, () => {
      for (const locale of ['en', 'zh-cn'] as const) {
        const result = parseDue(text, { now, timeZone: zone, locale });
        if (result.ok) throw new Error(shown(result.due));
        assert.equal(text.slice(result.offset, result.offset + result.length), marked);
        assert.equal(result.suggestion, suggestion);
        assert.equal(/[\u4e00-\u9fff]{3}/.test(result.message.replace(text, '')), locale === 'zh-cn');
      }
    });
  }

  it('tell of the past', () => {
    for (const text of ['2020-01-01', '2026-11-25 09:59', 'yesterday', '本周一', 'last Friday']) {
      const result = parseDue(text, { now, timeZone: zone });
      assert.equal(result.ok && result.past, true, text);
    }
  });

  it('take the zone of the person for "today", and a Date for "now"', () => {
    const at = (timeZone: string): string => {
      const result = parseDue('today', { now: new Date('2026-11-25T23:30:00Z'), timeZone });
      return result.ok ? shown(result.due) : result.message;
    };
    assert.deepEqual(['Asia/Shanghai', 'Europe/London', 'America/New_York'].map(at), [
      '2026-11-26',
      '2026-11-25',
      '2026-11-25',
    ]);
  });

  it('keep hours apart from clocks across a change of the clock', () => {
    const timeZone = 'America/New_York';
    const before = Date.parse('2026-03-08T06:30:00Z') / 1000;
    const instant = (text: string): string => {
      const result = parseDue(text, { now: before, timeZone });
      if (!result.ok || result.due.kind !== 'time') throw new Error(text);
      return new Date(result.due.epochSeconds * 1000).toISOString().slice(0, 16);
    };
    assert.equal(instant('in 2 hours'), '2026-03-08T08:30');
    assert.equal(instant('today 04:30'), '2026-03-08T08:30');
    assert.equal(instant('today 02:30'), '2026-03-08T07:30', 'a skipped time moves behind the gap');
  });

  it('answer any text', () => {
    const words = fc.constantFrom(
      ...'明,天,下,周,一,后,点,半,2026,-,12,:,30, ,next,monday,in,days,月,底,号,,😀,th,at'.split(','),
    );
    const text = fc.oneof(
      fc.string(),
      fc.array(words, { maxLength: 12 }).map((parts) => parts.join('')),
    );
    fc.assert(
      fc.property(text, (given) => {
        const result = parseDue(given, { now, timeZone: zone });
        if (result.ok) assert.match(shown(result.due), /^\d{4}-\d\d-\d\d(T\d\d:\d\d)?$/);
        else assert.ok(result.offset + result.length <= given.length && result.message !== '');
      }),
      { numRuns: 1000 },
    );
  });
});

describe('due presets', () => {
  const labels = (day: number, hour: number, locale: 'en' | 'zh-cn' = 'en'): string[] => {
    const at = Date.UTC(2026, 10, day, hour - 8) / 1000;
    return duePresets({ now: at, timeZone: zone, locale }).map(
      ({ label, due }) => `${label}: ${shown(due).replace('2026-', '')}`,
    );
  };

  it('on a Wednesday morning', () => {
    assert.deepEqual(labels(25, 10), [
      'Today 18:00: 11-25T18:00',
      'Tomorrow: 11-26',
      'Friday: 11-27',
      'Next Monday: 11-30',
      'In two weeks: 12-09',
    ]);
  });

  it('in the evening, without today', () => assert.equal(labels(25, 18)[0], 'Tomorrow: 11-26'));

  it('on a Thursday, with tomorrow and Friday once', () => {
    assert.deepEqual(labels(26, 19, 'zh-cn'), ['明天: 11-27', '下周一: 11-30', '两周后: 12-10']);
  });
});

describe('due dates to read', () => {
  const today = { now, timeZone: zone };
  const time = (utc: string, timeZone = zone): Due => ({
    kind: 'time',
    epochSeconds: Date.parse(utc) / 1000,
    timeZone,
  });
  const rows: readonly [due: Due, english: string, chinese: string][] = [
    [{ kind: 'date', date: '2026-11-25' }, 'Today', '今天'],
    [{ kind: 'date', date: '2026-11-26' }, 'Tomorrow', '明天'],
    [{ kind: 'date', date: '2026-11-24' }, 'Yesterday', '昨天'],
    [{ kind: 'date', date: '2026-11-27' }, 'Fri, Nov 27', '11月27日 周五'],
    [{ kind: 'date', date: '2027-01-05' }, 'Tue, Jan 5, 2027', '2027年1月5日 周二'],
    [time('2026-11-25T10:00:00Z'), 'Today 18:00', '今天 18:00'],
    [time('2026-11-27T10:00:00Z'), 'Fri, Nov 27 18:00', '11月27日 周五 18:00'],
    [
      time('2026-11-25T14:00:00Z', 'America/New_York'),
      'Wed, Nov 25 09:00 (America/New_York)',
      '11月25日 周三 09:00 (America/New_York)',
    ],
  ];
  for (const [due, english, chinese] of rows) {
    it(`${english}; ${chinese}`, () => {
      assert.equal(formatDue(due, 'en', today), english);
      assert.equal(formatDue(due, 'zh-cn', today), chinese);
    });
  }
});

describe('due dates as numbers', () => {
  it('are midnight UTC of the calendar date when all-day, in every zone', () => {
    assert.equal(dueToSeconds({ kind: 'date', date: '2026-01-05' }), Date.UTC(2026, 0, 5) / 1000);
    for (const timeZone of ['Asia/Shanghai', 'America/Los_Angeles', 'Pacific/Kiritimati']) {
      assert.deepEqual(secondsToDue(Date.UTC(2026, 0, 5) / 1000, true, timeZone), { kind: 'date', date: '2026-01-05' });
    }
  });

  it('read back to the same due date', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 10_000_000_000 }), fc.boolean(), (seconds, isAllDay) => {
        const due = secondsToDue(seconds, isAllDay, zone);
        assert.deepEqual(secondsToDue(dueToSeconds(due), isAllDay, zone), due);
      }),
    );
  });
});
