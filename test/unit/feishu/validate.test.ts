import assert from 'node:assert/strict';
import fc from 'fast-check';
import { fitText, ValidationError, type Due, type NewTask } from '../../../src/feishu';
import { parseRepeatRule } from '../../../src/recurrence';
import { checkHttpUrl, cleanIds } from '../../../src/feishu/validate/basic';
import { dueSeconds, isIanaZone, secondsToDate } from '../../../src/feishu/validate/due';
import { checkRepeatRule } from '../../../src/feishu/validate/repeatRule';
import { checkRichText, renderRichText } from '../../../src/feishu/validate/richText';
import { checkNewTask, checkTaskPatch, LOCALES, RULES_V2 } from '../../../src/feishu/validate/task';
import { newTasks } from './arbitraries';

const VALID: NewTask = { title: 'Title', origin: { name: { en_us: 'Test' } } };

/** `field rule` of what a check throws, or undefined. */
function broken(check: () => unknown): string | undefined {
  try {
    check();
    return undefined;
  } catch (error) {
    assert.ok(error instanceof ValidationError, String(error));
    return `${error.field} ${error.rule}`;
  }
}

const ids = (count: number) => Array.from({ length: count }, (_, index) => `ou_${index}`);

describe('validation of a new task', () => {
  it('accepts every generated valid task', () => {
    fc.assert(
      fc.property(newTasks, (task) => {
        checkNewTask(task);
      }),
    );
  });

  const rows: readonly (readonly [string, Partial<NewTask>, string | undefined])[] = [
    ['no title', { title: undefined }, 'title required'],
    ['a blank title', { title: ' \n' }, 'title required'],
    ['a rich title alone', { title: undefined, richTitle: 'x' }, undefined],
    ['a title of 256', { title: 'x'.repeat(256) }, undefined],
    ['a title of 257', { title: 'x'.repeat(257) }, 'title too-long'],
    ['a title of 128 emoji', { title: '😀'.repeat(128) }, undefined],
    ['a title of 129 emoji', { title: '😀'.repeat(129) }, 'title too-long'],
    ['a rich title over 1000', { richTitle: 'x'.repeat(1001) }, 'richTitle too-long'],
    ['a rich title over 256 as read', { richTitle: 'x'.repeat(257) }, 'richTitle too-long'],
    ['a rich title short as read', { richTitle: `[x](https://a.b/${'y'.repeat(500)})` }, undefined],
    ['a description of 65536', { description: 'x'.repeat(65_536) }, undefined],
    ['a description of 65537', { description: 'x'.repeat(65_537) }, 'description too-long'],
    ['a rich description of 65537', { richDescription: 'x'.repeat(65_537) }, 'richDescription too-long'],
    ['code as rich text', { richDescription: 'array[i](j)' }, 'richDescription rich-text'],
    ['extra of 49152 bytes', { extra: 'x'.repeat(49_152) }, undefined],
    ['extra of 49153 bytes', { extra: 'é'.repeat(24_577) }, 'extra too-long'],
    ['a day that is none', { due: { kind: 'date', date: '2026-02-30' } }, 'due.date date'],
    ['a day in words', { due: { kind: 'date', date: 'tomorrow' } }, 'due.date date'],
    ['a leap day', { due: { kind: 'date', date: '2028-02-29' } }, undefined],
    ['half a second', { due: time(1.5) }, 'due.epochSeconds epoch-seconds'],
    ['the time 0', { due: time(0) }, 'due.epochSeconds epoch-seconds'],
    ['milliseconds for seconds', { due: time(1_767_312_000_000) }, 'due.epochSeconds epoch-seconds'],
    ['not a number', { due: time(NaN) }, 'due.epochSeconds epoch-seconds'],
    ['an offset for a zone', { due: time(1, '+08:00') }, 'due.timeZone time-zone'],
    ['no origin', { origin: undefined as never }, 'origin.name required'],
    ['an origin without names', { origin: { name: {} } }, 'origin.name required'],
    ['an empty name', { origin: { name: { en_us: ' ' } } }, 'origin.name.en_us required'],
    ['a locale Feishu lacks', { origin: { name: { en_gb: 'x' } as never } }, 'origin.name.en_gb unknown-value'],
    ['names over 1024', { origin: { name: { en_us: 'x'.repeat(1024) } } }, 'origin.name too-long'],
    ['an editor link', { origin: { name: { en_us: 'x' }, url: 'vscode://file/x' } }, 'origin.url http-url'],
    ['a link with a password', { origin: { name: { en_us: 'x' }, url: 'https://a:b@c.d/' } }, 'origin.url http-url'],
    [
      'a link over 1024',
      { origin: { name: { en_us: 'x' }, url: `https://a.b/${'x'.repeat(1024)}` } },
      'origin.url too-long',
    ],
    [
      'a link title over 512',
      { origin: { name: { en_us: 'x' }, urlTitle: 'x'.repeat(513) } },
      'origin.urlTitle too-long',
    ],
    ['a completion link', { customComplete: { pc: { href: 'https://a.b' } } }, undefined],
    ['a completion script', { customComplete: { pc: { href: 'javascript:0' } } }, 'customComplete.pc.href http-url'],
    ['a completion platform', { customComplete: { tv: {} } as never }, 'customComplete.tv unknown-value'],
    [
      'a completion tip',
      { customComplete: { ios: { tip: { xx: 'x' } as never } } },
      'customComplete.ios.tip.xx unknown-value',
    ],
    ['50 assignees', { assigneeIds: ids(50) }, undefined],
    ['51 assignees', { assigneeIds: ids(51) }, 'assigneeIds too-many'],
    ['100 followers', { followerIds: ids(100) }, undefined],
    ['101 followers', { followerIds: ids(101) }, 'followerIds too-many'],
    ['an id with a space', { followerIds: ['ou_1', 'ou 2'] }, 'followerIds[1] id'],
    ['an id over 100', { assigneeIds: ['x'.repeat(101)] }, 'assigneeIds[0] id'],
    ['a rule', { repeatRule: 'FREQ=WEEKLY;INTERVAL=1;BYDAY=MO,TU,WE,TH,FR' }, undefined],
    ['a rule with its prefix', { repeatRule: 'RRULE:FREQ=DAILY' }, 'repeatRule repeat-rule'],
    ['a short client token', { clientToken: 'x' }, 'clientToken id'],
  ];
  for (const [name, part, expected] of rows) {
    it(`${name}: ${expected ?? 'fine'}`, () => {
      assert.equal(
        broken(() => checkNewTask({ ...VALID, ...part })),
        expected,
      );
    });
  }

  it('knows the limits of v2', () => {
    const v2 = (part: Partial<NewTask>) => broken(() => checkNewTask({ ...VALID, ...part }, RULES_V2));
    assert.equal(v2({ title: 'x'.repeat(3000) }), undefined);
    assert.equal(v2({ title: 'x'.repeat(3001) }), 'title too-long');
    assert.equal(v2({ description: 'x'.repeat(3001) }), 'description too-long');
    assert.equal(v2({ followerIds: ids(51) }), 'followerIds too-many');
    assert.equal(v2({ repeatRule: 'FREQ=DAILY' }), 'repeatRule needs-due');
    assert.equal(v2({ origin: { name: { vi_vn: 'x' } } }), 'origin.name.vi_vn unknown-value');
  });
});

describe('validation of a change', () => {
  for (const [name, patch, expected] of [
    ['nothing', {}, 'patch required'],
    ['only undefined', { title: undefined }, 'patch required'],
    ['an empty title', { title: '' }, 'title required'],
    ['clearing', { description: null, due: null, repeatRule: null, extra: null, customComplete: null }, undefined],
    ['no people', { assigneeIds: [], followerIds: [] }, undefined],
    ['a long title', { title: 'x'.repeat(257) }, 'title too-long'],
  ] as const) {
    it(`${name}: ${expected ?? 'fine'}`, () => {
      assert.equal(
        broken(() => checkTaskPatch(patch)),
        expected,
      );
    });
  }
});

describe('a due', () => {
  it('for a day is midnight UTC of that day, and reads back', () => {
    assert.equal(dueSeconds({ kind: 'date', date: '2026-01-02' }), Date.UTC(2026, 0, 2) / 1000);
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 2_932_896 }), (day) => {
        assert.equal(dueSeconds({ kind: 'date', date: secondsToDate(day * 86_400) }), day * 86_400);
      }),
    );
  });

  it('takes the zones of the database as they are spelt', () => {
    for (const zone of [
      'Asia/Shanghai',
      'America/Argentina/Buenos_Aires',
      'UTC',
      'Etc/GMT+8',
      'US/Pacific',
      'Asia/Calcutta',
    ]) {
      assert.ok(isIanaZone(zone), zone);
    }
    for (const zone of [
      '',
      'asia/shanghai',
      '+08:00',
      'GMT+8',
      'Mars/Olympus',
      'Asia/',
      '/etc/passwd',
      '../UTC',
      'CST6',
    ]) {
      assert.ok(!isIanaZone(zone), zone);
    }
  });
});

describe('rich text', () => {
  it('takes its three constructs and nothing like them', () => {
    const good = 'See [the docs](https://a.b/c) and <a>http://x.y</a>, <at id=ou_1></at>. a < b [x] (y)';
    assert.equal(
      broken(() => checkRichText('f', good)),
      undefined,
    );
    assert.equal(renderRichText(good), 'See the docs and http://x.y, . a < b [x] (y)');
    for (const bad of [
      '[x](y)',
      '[x](javascript:0)',
      '<at id="ou_1"></at>',
      '<at id=ou_1>',
      '<a>x</a>',
      '<a href=x>',
    ]) {
      assert.equal(
        broken(() => checkRichText('f', bad)),
        'f rich-text',
        bad,
      );
    }
  });

  it('is checked in time that grows with its length', () => {
    assert.ok(broken(() => checkRichText('f', '['.repeat(30_000) + ']('.repeat(15_000))));
    assert.ok(broken(() => checkRichText('f', '<at id='.repeat(9_000))));
  });
});

describe('a repeat rule', () => {
  for (const rule of [
    'FREQ=DAILY',
    'FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,WE;WKST=SU',
    'FREQ=MONTHLY;BYDAY=-1FR;COUNT=12',
    'FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29;UNTIL=20401231T235959Z',
    'FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1',
  ]) {
    it(`${rule} passes`, () =>
      assert.equal(
        broken(() => checkRepeatRule('repeatRule', rule)),
        undefined,
      ));
  }
  for (const rule of [
    '',
    'DAILY',
    'INTERVAL=2',
    'INTERVAL=2;FREQ=DAILY',
    'FREQ=daily',
    'FREQ=FORTNIGHTLY',
    'FREQ=DAILY;FREQ=DAILY',
    'FREQ=DAILY;COUNT=0',
    'FREQ=DAILY;COUNT=2;UNTIL=20260101',
    'FREQ=DAILY;BYHOUR=24',
    'FREQ=WEEKLY;BYDAY=1MO',
    'FREQ=MONTHLY;BYWEEKNO=1',
    'FREQ=DAILY;UNTIL=20260230',
    'FREQ=MONTHLY;BYSETPOS=1',
    'FREQ=MONTHLY;BYMONTHDAY=32',
    'FREQ=DAILY;',
    'FREQ=DAILY;X-A=1',
    'FREQ=DAILY\nCOUNT=2',
    'FREQ=DAILY;constructor=1',
    `FREQ=DAILY;BYDAY=${'MO,'.repeat(400)}MO`,
  ]) {
    it(`${JSON.stringify(rule.slice(0, 40))} does not`, () =>
      assert.match(broken(() => checkRepeatRule('repeatRule', rule)) ?? '', /^repeatRule/));
  }
});

describe('a repeat rule of any parts', () => {
  const parts = [
    'INTERVAL=2',
    'COUNT=3',
    'UNTIL=20300101',
    'UNTIL=20300229',
    'UNTIL=20300101T000000',
    'UNTIL=20300101T000000Z',
    'BYDAY=MO',
    'BYDAY=-1FR,2MO',
    'BYMONTHDAY=31',
    'BYMONTHDAY=01,-31',
    'BYMONTH=2',
    'BYYEARDAY=366',
    'BYWEEKNO=53',
    'BYSETPOS=-1',
    'BYHOUR=09',
    'WKST=MO',
    'INTERVAL=100000',
    'COUNT=0',
  ];

  it('passes only where the recurrence layer, and so the sandbox, takes it', () => {
    const frequencies = ['SECONDLY', 'MINUTELY', 'HOURLY', 'DAILY', 'WEEKLY', 'MONTHLY', 'YEARLY'];
    const rules = fc
      .tuple(fc.constantFrom(...frequencies), fc.shuffledSubarray(parts, { maxLength: 3 }))
      .map(([frequency, chosen]) => [`FREQ=${frequency}`, ...chosen].join(';'));
    let passed = 0;
    for (const rule of fc.sample(rules, 2_000)) {
      if (broken(() => checkRepeatRule('repeatRule', rule)) === undefined) {
        passed++;
        assert.ok(parseRepeatRule(rule).ok, rule);
      }
    }
    assert.ok(passed > 300, `${passed} of 2000 passed`);
  });
});

describe('ids and links', () => {
  it('drops blanks and repetitions, keeps the order', () => {
    assert.deepEqual(cleanIds('f', ['b', '', ' a ', 'b', '\t']), ['b', 'a']);
    assert.deepEqual(cleanIds('f', undefined), []);
  });

  it('takes only http and https links', () => {
    for (const url of ['https://a.b', 'http://127.0.0.1:1/x?y#z', 'HTTPS://例子.中国/路径']) {
      assert.equal(
        broken(() => checkHttpUrl('f', url, 1024)),
        undefined,
        url,
      );
    }
    for (const url of [
      '',
      'a.b',
      'https://',
      'https:///x',
      'file:///x',
      ' https://a.b',
      'https://a b',
      'https://u@h/',
    ]) {
      assert.equal(
        broken(() => checkHttpUrl('f', url, 1024)),
        'f http-url',
        url,
      );
    }
  });

  it('cuts text without cutting a character in two', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 40 }), fc.integer({ min: 1, max: 40 }), (text, limit) => {
        const cut = fitText(text, limit);
        assert.ok(cut.length <= limit && text.startsWith(cut) && cut.length >= Math.min(text.length, limit) - 1);
        assert.doesNotMatch(cut, /[\ud800-\udbff]$/);
      }),
    );
  });

  it('names every locale once', () => {
    assert.equal(new Set(LOCALES).size, 16);
  });
});

function time(epochSeconds: number, timeZone = 'Asia/Shanghai'): Due {
  return { kind: 'time', epochSeconds, timeZone };
}
