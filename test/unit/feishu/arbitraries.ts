import fc from 'fast-check';
import type { CustomComplete, Due, NewTask, TaskOrigin } from '../../../src/feishu';
import { LOCALES } from '../../../src/feishu/validate/task';

/** Text of any script with something in it, at most `maxLength` UTF-16 units. */
export const text = (maxLength: number) =>
  fc
    .string({ unit: 'grapheme', minLength: 1, maxLength: Math.min(maxLength, 60) })
    .filter((value) => value.trim() !== '' && value.length <= maxLength && value.isWellFormed());

export const webUrls = fc.webUrl({ withQueryParameters: true, withFragments: true, size: 'small' });

/** An id as Feishu makes them. */
export const ids = (prefix: string) => fc.stringMatching(/^[0-9a-f]{8,32}$/).map((hex) => `${prefix}_${hex}`);

export const dues: fc.Arbitrary<Due> = fc.oneof(
  fc
    .date({ min: new Date('1971-01-01'), max: new Date('2099-12-31'), noInvalidDate: true })
    .map((date) => ({ kind: 'date' as const, date: date.toISOString().slice(0, 10) })),
  fc.record(
    {
      kind: fc.constant('time' as const),
      epochSeconds: fc.integer({ min: 86_400, max: 4_102_444_800 }),
      timeZone: fc.constantFrom('Asia/Shanghai', 'Europe/Berlin', 'America/New_York', 'UTC'),
    },
    { noNullPrototype: true },
  ),
);

const localeTexts = (minKeys: number) => fc.dictionary(fc.constantFrom(...LOCALES), text(40), { minKeys, maxKeys: 3 });

export const origins: fc.Arbitrary<TaskOrigin> = fc.record(
  { name: localeTexts(1), url: webUrls, urlTitle: text(200) },
  { requiredKeys: ['name'] },
);

const target = fc.record({ href: webUrls, tip: localeTexts(1) }, { requiredKeys: [] });
const customCompletes: fc.Arbitrary<CustomComplete> = fc.record(
  { pc: target, ios: target, android: target },
  { requiredKeys: ['pc'] },
);

/** Rich text of plain words and each of the three constructs. @param people ids to mention */
const richTexts = (people: fc.Arbitrary<string>) =>
  fc
    .array(
      fc.oneof(
        fc.stringMatching(/^[A-Za-z0-9 .,!\u4e00-\u9fa5]{1,20}$/),
        webUrls.filter((url) => !/[()<>]/.test(url)).map((url) => `[link](${url})`),
        webUrls.filter((url) => !/[<>]/.test(url)).map((url) => `<a>${url}</a>`),
        people.map((id) => `<at id=${id}></at>`),
      ),
      { minLength: 1, maxLength: 4 },
    )
    .map((parts) => `x${parts.join(' ')}`)
    .filter((rich) => rich.length <= 200);

export const repeatRules = fc.constantFrom(
  'FREQ=DAILY',
  'FREQ=DAILY;INTERVAL=3;COUNT=10',
  'FREQ=WEEKLY;INTERVAL=1;BYDAY=MO,TU,WE,TH,FR',
  'FREQ=MONTHLY;BYMONTHDAY=15',
  'FREQ=YEARLY;BYMONTH=6;BYMONTHDAY=1;UNTIL=20301231T000000Z',
);

/** Tasks that keep every rule of the document. @param people ids to choose assignees and followers from */
export function newTasksWith(people: fc.Arbitrary<string>): fc.Arbitrary<NewTask> {
  return (
    fc
      .record(
        {
          title: text(256),
          richTitle: richTexts(people),
          description: text(2000),
          richDescription: richTexts(people),
          due: dues,
          origin: origins,
          extra: fc.string({ unit: 'binary', minLength: 1, maxLength: 200 }).filter((value) => value.isWellFormed()),
          customComplete: customCompletes,
          assigneeIds: fc.uniqueArray(people, { maxLength: 5 }),
          followerIds: fc.uniqueArray(people, { maxLength: 5 }),
          repeatRule: repeatRules,
        },
        { requiredKeys: ['title', 'origin'] },
      )
      // A repeat without a due has nothing to repeat from.
      .map((task) => (task.due ? task : { ...task, repeatRule: undefined }))
  );
}

export const newTasks = newTasksWith(ids('ou'));
