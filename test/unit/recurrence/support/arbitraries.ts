/** Random rules that the grammar allows, for property tests. */
import fc from 'fast-check';
import { makeRule, WEEKDAYS, type Frequency, type RepeatRule, type WeekdayNumber } from '../../../../src/recurrence';

const DAY_FREQUENCIES: readonly Frequency[] = ['DAILY', 'WEEKLY', 'MONTHLY', 'YEARLY'];

export interface RuleShape {
  readonly frequencies?: readonly Frequency[];
  /** Largest INTERVAL; 4 by default. */
  readonly maxInterval?: number;
  /** With COUNT or UNTIL now and then; by default without. */
  readonly ends?: boolean;
}

/** Any grammatical rule, in the mix that finds faults: most parts absent, the present ones combined freely. */
export function anyRule(shape: RuleShape = {}): fc.Arbitrary<RepeatRule> {
  return fc.constantFrom(...(shape.frequencies ?? DAY_FREQUENCIES)).chain((freq) => ruleOf(freq, shape));
}

function ruleOf(freq: Frequency, shape: RuleShape): fc.Arbitrary<RepeatRule> {
  const subDaily = freq === 'HOURLY' || freq === 'MINUTELY' || freq === 'SECONDLY';
  const wide = freq === 'MONTHLY' || freq === 'YEARLY';
  const none = fc.constant<number[]>([]);
  return fc
    .record({
      interval: fc.oneof(fc.constant(1), fc.integer({ min: 1, max: shape.maxInterval ?? 4 })),
      byWeekNo: freq === 'YEARLY' ? sometimes(signed(53), 6) : none,
      byMonth: sometimes(fc.integer({ min: 1, max: 12 }), 3),
      byMonthDay: freq === 'WEEKLY' ? none : sometimes(signed(31), 3),
      byYearDay: freq === 'YEARLY' || subDaily ? sometimes(signed(366), 6) : none,
      byHour: sometimes(fc.integer({ min: 0, max: 23 }), 4),
      byMinute: sometimes(fc.integer({ min: 0, max: 59 }), 6),
      bySecond: sometimes(fc.integer({ min: 0, max: 59 }), 8),
      bySetPos: sometimes(fc.oneof(signed(5), signed(366)), 4),
      weekStart: fc.option(fc.constantFrom(...WEEKDAYS), { nil: undefined, freq: 4 }),
      end: shape.ends ? ending() : fc.constant({}),
    })
    .chain((parts) =>
      weekdays(
        wide && parts.byWeekNo.length === 0 ? (freq === 'YEARLY' && parts.byMonth.length === 0 ? 53 : 5) : 0,
      ).map((byDay) => {
        const { end, ...fields } = parts;
        const choices = [byDay, ...Object.values(fields).filter(Array.isArray)].filter((list) => list.length > 0);
        const alone = fields.bySetPos.length > 0 && choices.length === 1;
        return makeRule({ ...fields, ...end, freq, byDay, bySetPos: alone ? [] : fields.bySetPos });
      }),
    );
}

/** COUNT, UNTIL as a date, UNTIL as a moment, or nothing. */
function ending(): fc.Arbitrary<{ count?: number; until?: string }> {
  const day = fc.integer({ min: 0, max: 4000 }).map((days) => new Date(Date.UTC(2026, 0, 1) + days * 86_400_000));
  const compact = (date: Date): string => date.toISOString().slice(0, 10).replaceAll('-', '');
  return fc.oneof(
    fc.constant({}),
    fc.integer({ min: 1, max: 30 }).map((count) => ({ count })),
    day.map((date) => ({ until: compact(date) })),
    fc.tuple(day, fc.integer({ min: 0, max: 86_399 })).map(([date, second]) => ({
      until: `${compact(date)}T${new Date(second * 1000).toISOString().slice(11, 19).replaceAll(':', '')}Z`,
    })),
  );
}

function sometimes(value: fc.Arbitrary<number>, rarity: number): fc.Arbitrary<number[]> {
  return fc
    .tuple(fc.integer({ min: 1, max: rarity }), fc.array(value, { minLength: 1, maxLength: 3 }))
    .map(([roll, values]) => (roll === 1 ? values : []));
}

function signed(max: number): fc.Arbitrary<number> {
  return fc.tuple(fc.integer({ min: 1, max }), fc.boolean()).map(([size, back]) => (back ? -size : size));
}

/** @param maxOrdinal 0 for plain weekdays only */
function weekdays(maxOrdinal: number): fc.Arbitrary<WeekdayNumber[]> {
  const weekday = fc.constantFrom(...WEEKDAYS);
  const plain = weekday.map((name) => ({ weekday: name }));
  const numbered = fc
    .tuple(weekday, signed(Math.max(maxOrdinal, 1)))
    .map(([name, ordinal]) => ({ weekday: name, ordinal }));
  const entry: fc.Arbitrary<WeekdayNumber> = maxOrdinal === 0 ? plain : fc.oneof(plain, numbered);
  return fc.oneof(fc.constant<WeekdayNumber[]>([]), fc.array(entry, { minLength: 1, maxLength: 3 }));
}

/** A wall-clock start `YYYY-MM-DDTHH:mm:ss`, on full minutes mostly. */
export const anyStart: fc.Arbitrary<string> = fc
  .tuple(fc.integer({ min: 0, max: 365 * 12 }), fc.integer({ min: 0, max: 1439 }), fc.constantFrom(0, 0, 0, 17))
  .map(([day, minute, second]) =>
    new Date(Date.UTC(2020, 0, 1) + day * 86_400_000 + minute * 60_000 + second * 1000).toISOString().slice(0, 19),
  );
