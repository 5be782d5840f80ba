import assert from 'node:assert/strict';
import fc from 'fast-check';
import { describeRule, ruleFromWords } from '../../../src/recurrence';
import { anyRule } from './support/arbitraries';
import { rule } from './support/rules';

const ALL = ['SECONDLY', 'MINUTELY', 'HOURLY', 'DAILY', 'WEEKLY', 'MONTHLY', 'YEARLY'] as const;

/** Rows: rule, English, Chinese. */
const SENTENCES: readonly [rule: string, english: string, chinese: string][] = [
  ['FREQ=DAILY', 'every day', '每天'],
  ['FREQ=DAILY;INTERVAL=3', 'every 3 days', '每 3 天'],
  ['FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR', 'every weekday', '每个工作日'],
  ['FREQ=WEEKLY;BYDAY=MO', 'every week on Monday', '每周一'],
  [
    'FREQ=WEEKLY;COUNT=10;INTERVAL=2;BYDAY=MO,FR',
    'every 2 weeks on Monday and Friday, 10 times',
    '每 2 周的周一和周五，共 10 次',
  ],
  ['FREQ=MONTHLY;BYMONTHDAY=15', 'every month on the 15th', '每月 15 日'],
  ['FREQ=MONTHLY;BYMONTHDAY=1,22,-1', 'every month on the 1st, 22nd and last day', '每月 1 日、22 日和最后一天'],
  ['FREQ=MONTHLY;INTERVAL=3;BYMONTHDAY=11', 'every 3 months on the 11th', '每 3 个月的 11 日'],
  ['FREQ=MONTHLY;BYDAY=-1FR', 'every month on the last Friday', '每月最后一个周五'],
  ['FREQ=MONTHLY;BYDAY=-2FR', 'every month on the second to last Friday', '每月倒数第二个周五'],
  ['FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1', 'every month on the last weekday', '每月最后一个工作日'],
  ['FREQ=MONTHLY;BYDAY=FR;BYMONTHDAY=13', 'every month on the 13th, only on Friday', '每月 13 日，仅周五'],
  ['FREQ=YEARLY;BYMONTHDAY=5;BYMONTH=1', 'every year on January 5', '每年 1 月 5 日'],
  ['FREQ=YEARLY;BYDAY=4TH;BYMONTH=11', 'every year on the fourth Thursday of November', '每年 11 月的第四个周四'],
  ['FREQ=YEARLY;BYDAY=MO;BYWEEKNO=20', 'every year in week 20 on Monday', '每年第 20 周的周一'],
  ['FREQ=YEARLY;BYYEARDAY=100', 'every year on the 100th day of the year', '每年第 100 天'],
  ['FREQ=DAILY;COUNT=1', 'every day, once', '每天，共 1 次'],
  ['FREQ=DAILY;UNTIL=20261231', 'every day, until 2026-12-31', '每天，截至 2026-12-31'],
  [
    'FREQ=DAILY;UNTIL=20261231T155959Z',
    'every day, until 2026-12-31 15:59:59 UTC',
    '每天，截至 2026-12-31 15:59:59 UTC',
  ],
  ['FREQ=DAILY;BYMINUTE=30;BYHOUR=9', 'every day, at 09:30', '每天，在 09:30'],
];

/** Rows: what a person writes, the rule. */
const SAID: readonly [words: string, rule: string][] = [
  ['every weekday', 'FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR'],
  ['weekdays', 'FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR'],
  ['Every Monday', 'FREQ=WEEKLY;BYDAY=MO'],
  ['mondays and thursdays', 'FREQ=WEEKLY;BYDAY=MO,TH'],
  ['every mon, wed & fri', 'FREQ=WEEKLY;BYDAY=MO,WE,FR'],
  ['every other Monday', 'FREQ=WEEKLY;INTERVAL=2;BYDAY=MO'],
  ['every two weeks on Friday', 'FREQ=WEEKLY;INTERVAL=2;BYDAY=FR'],
  ['biweekly on friday', 'FREQ=WEEKLY;INTERVAL=2;BYDAY=FR'],
  ['monthly on the last Friday', 'FREQ=MONTHLY;BYDAY=-1FR'],
  ['the last Friday of every month', 'FREQ=MONTHLY;BYDAY=-1FR'],
  ['every second tuesday of the month', 'FREQ=MONTHLY;BYDAY=2TU'],
  ['every 3 months on the 15th', 'FREQ=MONTHLY;INTERVAL=3;BYMONTHDAY=15'],
  ['quarterly on the 1st', 'FREQ=MONTHLY;INTERVAL=3;BYMONTHDAY=1'],
  ['every month on day 15', 'FREQ=MONTHLY;BYMONTHDAY=15'],
  ['the last day of every month', 'FREQ=MONTHLY;BYMONTHDAY=-1'],
  ['first working day of the month', 'FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=1'],
  ['yearly on Jan 5', 'FREQ=YEARLY;BYMONTHDAY=5;BYMONTH=1'],
  ['every year on 15 January', 'FREQ=YEARLY;BYMONTHDAY=15;BYMONTH=1'],
  ['daily for 10 times', 'FREQ=DAILY;COUNT=10'],
  ['every Monday until 2026-12-31', 'FREQ=WEEKLY;UNTIL=20261231;BYDAY=MO'],
  ['every day at 9am', 'FREQ=DAILY;BYMINUTE=0;BYHOUR=9'],
  ['每个工作日', 'FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR'],
  ['工作日', 'FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR'],
  ['每天', 'FREQ=DAILY'],
  ['每日', 'FREQ=DAILY'],
  ['每隔一天', 'FREQ=DAILY;INTERVAL=2'],
  ['隔天', 'FREQ=DAILY;INTERVAL=2'],
  ['每两天', 'FREQ=DAILY;INTERVAL=2'],
  ['每周一三五', 'FREQ=WEEKLY;BYDAY=MO,WE,FR'],
  ['每周一、三、五', 'FREQ=WEEKLY;BYDAY=MO,WE,FR'],
  ['每周一至周五', 'FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR'],
  ['每星期天', 'FREQ=WEEKLY;BYDAY=SU'],
  ['每个周一', 'FREQ=WEEKLY;BYDAY=MO'],
  ['隔周周五', 'FREQ=WEEKLY;INTERVAL=2;BYDAY=FR'],
  ['每两周的周一', 'FREQ=WEEKLY;INTERVAL=2;BYDAY=MO'],
  ['每月15号', 'FREQ=MONTHLY;BYMONTHDAY=15'],
  ['每月十五号', 'FREQ=MONTHLY;BYMONTHDAY=15'],
  ['每月1、15号', 'FREQ=MONTHLY;BYMONTHDAY=1,15'],
  ['每月最后一个周五', 'FREQ=MONTHLY;BYDAY=-1FR'],
  ['每个月的最后一个工作日', 'FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1'],
  ['每月最后一天', 'FREQ=MONTHLY;BYMONTHDAY=-1'],
  ['每月月底', 'FREQ=MONTHLY;BYMONTHDAY=-1'],
  ['每3个月15号', 'FREQ=MONTHLY;INTERVAL=3;BYMONTHDAY=15'],
  ['每季度第一天', 'FREQ=MONTHLY;INTERVAL=3;BYMONTHDAY=1'],
  ['每年1月1日', 'FREQ=YEARLY;BYMONTHDAY=1;BYMONTH=1'],
  ['每年十二月二十五日', 'FREQ=YEARLY;BYMONTHDAY=25;BYMONTH=12'],
  ['每周一，共５次', 'FREQ=WEEKLY;COUNT=5;BYDAY=MO'],
  ['每周一到2026年12月31日为止', 'FREQ=WEEKLY;UNTIL=20261231;BYDAY=MO'],
  ['每天上午九点半', 'FREQ=DAILY;BYMINUTE=30;BYHOUR=9'],
];

/** Rows: words that are not understood, and the part the message points at. */
const NOT_UNDERSTOOD: readonly [words: string, marked: string][] = [
  ['hello', 'hello'],
  ['every Monday whenever', 'whenever'],
  ['every', 'every'],
  ['每周一随便', '随便'],
  ['every Monday, 10 times, 5 times', '5'],
  ['every week on the first Monday', 'every week on the first Monday'],
  ['10 times', '10 times'],
  ['每天，截至 2026-12-31 15:59', '截至'],
  ['every day, until 2026-12-31 15:59', 'until'],
];

describe('rules in words', function () {
  this.timeout(60_000);

  for (const [text, english, chinese] of SENTENCES) {
    it(`${text}: ${english}; ${chinese}`, () => {
      assert.equal(describeRule(rule(text), 'en'), english);
      assert.equal(describeRule(rule(text), 'zh-cn'), chinese);
    });
  }

  it('show the end in the zone asked for, and its last second as the day', () => {
    const text = 'FREQ=DAILY;UNTIL=20261231T155959Z';
    assert.equal(describeRule(rule(text), 'en', 'Asia/Shanghai'), 'every day, until 2026-12-31');
    assert.equal(describeRule(rule(text), 'zh-cn', 'Europe/London'), '每天，截至 2026-12-31 15:59:59');
  });

  for (const [words, expected] of SAID) {
    it(`“${words}” is ${expected}`, () => {
      const result = ruleFromWords(words);
      assert.equal(result.ok ? result.rule.text : result.message, expected);
    });
  }

  for (const [words, marked] of NOT_UNDERSTOOD) {
    it(`“${words}” is not understood at “${marked}”`, () => {
      const result = ruleFromWords(words, 'zh-cn');
      if (result.ok) throw new Error(result.rule.text);
      assert.equal(words.slice(result.offset, result.offset + result.length), marked);
      assert.match(result.message, /[\u4e00-\u9fff]/);
    });
  }

  it('read back to the same rule from every sentence, in both languages', () => {
    fc.assert(
      fc.property(
        anyRule({ ends: true, frequencies: ALL, maxInterval: 100 }),
        fc.constantFrom('en' as const, 'zh-cn' as const),
        (generated, locale) => {
          const sentence = describeRule(generated, locale);
          const result = ruleFromWords(sentence);
          assert.equal(result.ok ? result.rule.text : `${result.message} ${result.offset}`, generated.text, sentence);
        },
      ),
      { numRuns: 800 },
    );
  });
});
