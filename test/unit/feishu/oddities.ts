import fc from 'fast-check';
import type { NewTask } from '../../../src/feishu';

/** Texts glued together from pieces that mean something to a parser. */
const glued = (...pieces: readonly string[]) =>
  fc.array(fc.constantFrom(...pieces), { maxLength: 8 }).map((chosen) => chosen.join(''));

const richTexts = glued(
  '[',
  ']',
  '(',
  ')',
  '<a>',
  '</a>',
  '<A>',
  '<at id=',
  '</at>',
  'https://a.b',
  'ftp://x',
  ' ',
  '\n',
  '中',
  '\u0000',
  '\\',
  '<',
  '][',
  '](',
);
const urls = fc.oneof(
  fc.webUrl(),
  glued('http://', 'HTTPS://', 'a', '.', '/', '?', '#', '@', ':', '1', ' ', '中', '[', ']', '%', '\\', '"'),
);
const rules = fc
  .shuffledSubarray([
    'FREQ=DAILY',
    'FREQ=MONTHLY',
    'INTERVAL=2',
    'COUNT=3',
    'UNTIL=20301332',
    'BYDAY=5MO',
    'BYMONTHDAY=31',
    'BYSETPOS=1',
    'X=1',
  ])
  .map((parts) => parts.join(';'));
const zones = fc.constantFrom(
  ...Intl.supportedValuesOf('timeZone'),
  'GMT',
  'US/Pacific',
  'Etc/GMT+8',
  'asia/shanghai',
  'Asia/Calcutta',
  '+08:00',
  'Zulu',
  '',
);
const seconds = fc.oneof(
  fc.integer({ min: -2, max: 2 }),
  fc.constantFrom(253_402_300_799, 253_402_300_800, 1e11, 1.5, NaN),
);
const days = fc.constantFrom('2026-01-01', '1970-01-01', '9999-12-31', '0001-01-01', '2026-12-32', '2026-02-29', '');
const locales = (unit: fc.Arbitrary<string>) =>
  fc.dictionary(fc.constantFrom('en_us', 'zh_cn', 'vi_vn', 'xx'), unit, { maxKeys: 3 });

const fields: { readonly [Field in keyof NewTask]: fc.Arbitrary<unknown> } = {
  title: fc.oneof(fc.string({ unit: 'binary', maxLength: 20 }), fc.string({ minLength: 250, maxLength: 300 })),
  richTitle: richTexts,
  description: fc.string({ unit: 'binary' }),
  richDescription: richTexts,
  due: fc.oneof(
    days.map((date) => ({ kind: 'date', date })),
    fc.tuple(seconds, zones).map(([epochSeconds, timeZone]) => ({ kind: 'time', epochSeconds, timeZone })),
  ),
  origin: fc.record(
    { name: locales(fc.string({ maxLength: 10 })), url: urls, urlTitle: fc.string() },
    { requiredKeys: ['name'] },
  ),
  extra: fc.string({ unit: 'binary' }),
  customComplete: fc.record({
    pc: fc.record({ href: urls, tip: locales(fc.string({ maxLength: 5 })) }, { requiredKeys: [] }),
  }),
  assigneeIds: fc.array(fc.constantFrom('', ' ', 'ou x', 'x'.repeat(101)), { maxLength: 2 }),
  repeatRule: rules,
};

/** Valid tasks of which one or two fields are as odd as can be, many of them still valid. */
export const oddTasks: fc.Arbitrary<NewTask> = fc
  .tuple(
    fc.record(fields as Record<string, fc.Arbitrary<unknown>>),
    fc.shuffledSubarray(Object.keys(fields), { minLength: 1, maxLength: 2 }),
  )
  .map(([odd, chosen]) => ({
    title: 'x',
    origin: { name: { en_us: 'x' } },
    ...Object.fromEntries(chosen.map((field) => [field, odd[field]])),
  }));
