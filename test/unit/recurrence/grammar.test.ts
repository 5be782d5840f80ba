import assert from 'node:assert/strict';
import fc from 'fast-check';
import {
  normalizeRule,
  parseRepeatRule,
  ruleFromWords,
  type ParseFailure,
  type RuleResult,
} from '../../../src/recurrence';
import { anyRule } from './support/arbitraries';
import { rule } from './support/rules';

function refused(text: string): ParseFailure {
  const result = parseRepeatRule(text);
  if (result.ok) throw new Error(`${text} was taken as ${result.rule.text}`);
  return result;
}

/** Rows: text, the part of it the fault points at, the mended rule (undefined: none can be said). */
const FAULTS: readonly [text: string, marked: string, suggestion: string | undefined][] = [
  ['FREQ=DAILY；INTERVAL=2', '；', 'FREQ=DAILY;INTERVAL=2'],
  ['FREQ=WEEKLY;BYDAY=MO，TU', '，', 'FREQ=WEEKLY;BYDAY=MO,TU'],
  ['FREQ=WEEKLY;BYDAY=MO、TU', '、', 'FREQ=WEEKLY;BYDAY=MO,TU'],
  ['FREQ=ＤＡＩＬＹ', 'Ｄ', 'FREQ=DAILY'],
  ['FREQ＝DAILY', '＝', 'FREQ=DAILY'],
  ['FREQ=WEEKLY;BYDAY=MON', 'MON', 'FREQ=WEEKLY;BYDAY=MO'],
  ['FREQ=WEEKLY;BYDAY=MO,Thursday', 'Thursday', 'FREQ=WEEKLY;BYDAY=MO,TH'],
  ['FREQ=WEEKLY;BYDAY=周一', '周', 'FREQ=WEEKLY;BYDAY=MO'],
  ['FREQ=MONTHLY;BYDAY=MO1', 'MO1', 'FREQ=MONTHLY;BYDAY=1MO'],
  ['FREQ=DAILY;', ';', 'FREQ=DAILY'],
  [';FREQ=DAILY', ';', 'FREQ=DAILY'],
  ['FREQ=DAILY;;COUNT=2', ';', 'FREQ=DAILY;COUNT=2'],
  ['RRULE:FREQ=DAILY', 'RRULE:', 'FREQ=DAILY'],
  ['DTSTART:20260105T090000\nRRULE:FREQ=DAILY', 'DTSTART:', 'FREQ=DAILY'],
  ['FREQ=WEEKLY;\r\n BYDAY=MO', '\r', 'FREQ=WEEKLY;BYDAY=MO'],
  ['FREQ=DAILY\nEXDATE:20260106T090000', '\n', undefined],
  ['FREQ = DAILY', ' ', 'FREQ=DAILY'],
  ['FREQ=DAILY;UNTIL=2026-01-10', '2026-01-10', 'FREQ=DAILY;UNTIL=20260110'],
  ['FREQ=DAILY;UNTIL=2026-01-10T09:00:00Z', '2026-01-10T09:00:00Z', 'FREQ=DAILY;UNTIL=20260110T090000Z'],
  ['FREQ=DAILY;UNTIL=20260110T090000+0800', '20260110T090000+0800', 'FREQ=DAILY;UNTIL=20260110T010000Z'],
  ['FREQ=DAILY;UNTIL=20260107T090000', '20260107T090000', 'FREQ=DAILY;UNTIL=20260107'],
  ['FREQ=DAILY;UNTIL=1767229200', '1767229200', 'FREQ=DAILY;UNTIL=20260101T010000Z'],
  ['FREQ=DAILY;UNTIL=20260229T000000Z', '20260229T000000Z', undefined],
  ['FREQ=DAILY;UNTIL=20260110T240000Z', '20260110T240000Z', undefined],
  ['INTERVAL=2;FREQ=DAILY', 'FREQ=DAILY', 'FREQ=DAILY;INTERVAL=2'],
  ['BYDAY=MO', 'BYDAY=MO', 'FREQ=WEEKLY;BYDAY=MO'],
  ['FREQ=WEEKLY;BYDAY=MO;BYDAY=TU', 'BYDAY=TU', 'FREQ=WEEKLY;BYDAY=MO,TU'],
  ['FREQ=DAILY;INTERVAL=2;INTERVAL=3', 'INTERVAL=3', undefined],
  ['FREQ=WEEKLY;BYWEEKDAY=MO', 'BYWEEKDAY', 'FREQ=WEEKLY;BYDAY=MO'],
  ['FREQ=DAILY;X-FEISHU=1', 'X-FEISHU', 'FREQ=DAILY'],
  ['FREQ=DAILY;INTERVAL=+1', '+1', 'FREQ=DAILY'],
  ['FREQ=DAILY;INTERVAL=0', '0', undefined],
  ['FREQ=DAILY;INTERVAL=1.5', '1.5', undefined],
  ['FREQ=DAILY;INTERVAL=100000', '100000', undefined],
  ['FREQ=DAILY;COUNT=5;UNTIL=20270101', 'UNTIL=20270101', undefined],
  ['FREQ=MONTHLY;BYMONTHDAY=1st,32', '1st', undefined],
  ['FREQ=MONTHLY;BYMONTHDAY=1,,2', ',', 'FREQ=MONTHLY;BYMONTHDAY=1,2'],
  ['FREQ=DAILY=WEEKLY', '=', undefined],
  ['FREQ=WEEKLY;BYDAY=MO,1TU', '1TU', undefined],
  ['FREQ=MONTHLY;BYSETPOS=1', 'BYSETPOS=1', undefined],
  ['DAILY', 'DAILY', 'FREQ=DAILY'],
  ['每天', '每天', 'FREQ=DAILY'],
  ['every other Friday', 'every other Friday', 'FREQ=WEEKLY;INTERVAL=2;BYDAY=FR'],
  ['whenever', 'whenever', undefined],
  ['', '', undefined],
];

describe('faults of a repeat rule', () => {
  for (const [text, marked, suggestion] of FAULTS) {
    it(`${JSON.stringify(text)} marks ${JSON.stringify(marked)}, offers ${suggestion ?? 'nothing'}`, () => {
      const fault = refused(text);
      assert.equal(text.slice(fault.offset, fault.offset + fault.length), marked);
      assert.equal(fault.suggestion, suggestion);
    });
  }

  it('are said in the language asked for', () => {
    const [english, chinese] = (['en', 'zh-cn'] as const).map((locale) =>
      parseRepeatRule('FREQ=DAILY;INTERVAL=0', { locale }),
    );
    assert.deepEqual(
      [english, chinese].map((result) => result?.ok === false && result.message),
      ['INTERVAL must be a whole number above 0.', 'INTERVAL 必须是大于 0 的整数。'],
    );
  });

  it('quote only a little of a long text', () => {
    const { message } = refused(`FREQ=DAILY;BYHOUR=${'9'.repeat(9000)}`);
    assert.ok(message.length < 120, message);
  });

  it('are told for text that is too long', () => {
    assert.equal(refused(`FREQ=DAILY;BYHOUR=${'9,'.repeat(9000)}9`).offset, 10_000);
    assert.ok(parseRepeatRule(`FREQ=DAILY;BYHOUR=${'9,'.repeat(4000)}9`).ok);
  });
});

describe('the normal form', function () {
  this.timeout(60_000);

  const rows: readonly [string, string][] = [
    ['freq=daily;interval=1', 'FREQ=DAILY'],
    ['FREQ=WEEKLY;WKST=SU;BYDAY=fr,mo,fr', 'FREQ=WEEKLY;BYDAY=MO,FR'],
    ['FREQ=WEEKLY;INTERVAL=2;WKST=SU;BYDAY=MO', 'FREQ=WEEKLY;INTERVAL=2;BYDAY=MO;WKST=SU'],
    ['FREQ=WEEKLY;INTERVAL=2;WKST=MO;BYDAY=MO', 'FREQ=WEEKLY;INTERVAL=2;BYDAY=MO'],
    ['FREQ=WEEKLY;BYDAY=TH,SU;BYSETPOS=1;WKST=SU', 'FREQ=WEEKLY;BYDAY=TH,SU;BYSETPOS=1;WKST=SU'],
    ['FREQ=YEARLY;BYWEEKNO=1;WKST=SU', 'FREQ=YEARLY;BYWEEKNO=1;WKST=SU'],
    ['FREQ=MONTHLY;BYMONTHDAY=1;WKST=SU', 'FREQ=MONTHLY;BYMONTHDAY=1'],
    ['FREQ=MONTHLY;BYMONTHDAY=-1,+15,01', 'FREQ=MONTHLY;BYMONTHDAY=1,15,-1'],
    ['FREQ=MONTHLY;BYDAY=-1FR,1MO,TU', 'FREQ=MONTHLY;BYDAY=TU,1MO,-1FR'],
    ['FREQ=DAILY;BYSETPOS=-1,1;BYHOUR=17,9;BYMINUTE=0', 'FREQ=DAILY;BYMINUTE=0;BYHOUR=9,17;BYSETPOS=1,-1'],
    ['FREQ=DAILY;COUNT=007', 'FREQ=DAILY;COUNT=7'],
    ['FREQ=DAILY;UNTIL=20260107T010060Z', 'FREQ=DAILY;UNTIL=20260107T010059Z'],
  ];
  for (const [text, normal] of rows) it(`of ${text} is ${normal}`, () => assert.equal(normalizeRule(text), normal));

  it('is undefined for no rule', () => assert.equal(normalizeRule('FREQ=NEVER'), undefined));

  it('reads back to the same rule, whatever the order of parts, of lists, and the case', () => {
    fc.assert(
      fc.property(
        anyRule({ ends: true, frequencies: ['HOURLY', 'DAILY', 'WEEKLY', 'MONTHLY', 'YEARLY'] }),
        fc.infiniteStream(fc.nat()),
        (generated, random) => {
          const next = (): number => random.next().value as number;
          const shuffled = <T>(items: readonly T[]): T[] =>
            items
              .map((item) => ({ item, at: next() }))
              .sort((a, b) => a.at - b.at)
              .map(({ item }) => item);
          const [freq, ...parts] = generated.text.split(';');
          const lists = parts.map((part) => {
            const [name, value] = part.split('=') as [string, string];
            const entries = value.split(',');
            return `${name}=${shuffled(next() % 2 === 0 ? entries : [...entries, ...(name.startsWith('BY') ? entries : [])]).join()}`;
          });
          const text = [freq, ...shuffled(lists)].join(';');
          assert.deepEqual(rule(generated.text), generated);
          assert.deepEqual(rule(next() % 2 === 0 ? text : text.toLowerCase()), generated);
        },
      ),
      { numRuns: 500 },
    );
  });
});

describe('any text', function () {
  this.timeout(60_000);

  const vocabulary =
    'FREQ|=|;|,|DAILY|WEEKLY|BYDAY|MO|1|-|UNTIL|2026|T|Z|every |month| on |the |last |每|周|一|第|个|，|\n| |😀|RRULE:|INTERVAL';
  const pieces = fc.constantFrom(...vocabulary.split('|'), '\u0000', '\ud83d');
  const texts = fc.oneof(
    fc.string({ maxLength: 200 }),
    fc.string({ unit: 'binary', maxLength: 100 }),
    fc.array(pieces, { maxLength: 60 }).map((parts) => parts.join('')),
  );
  const locales = fc.constantFrom('en' as const, 'zh-cn' as const);

  function checkAnswer(text: string, result: RuleResult, isTaken: (suggestion: string) => boolean): void {
    if (result.ok) {
      assert.equal(normalizeRule(result.rule.text), result.rule.text);
      return;
    }
    assert.ok(result.message !== '' && result.offset >= 0 && result.length >= 0);
    assert.ok(result.offset + result.length <= text.length);
    if (result.suggestion !== undefined) assert.ok(isTaken(result.suggestion), result.suggestion);
  }

  it('is answered: a rule, or a fault inside the text and a suggestion that would be taken', () => {
    fc.assert(
      fc.property(texts, locales, (text, locale) => {
        checkAnswer(text, parseRepeatRule(text, { locale }), (mended) => normalizeRule(mended) === mended);
        checkAnswer(text, ruleFromWords(text, locale), (mended) => ruleFromWords(mended).ok);
      }),
      { numRuns: 1000 },
    );
  });
});
