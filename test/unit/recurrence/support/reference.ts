/**
 * A slow second opinion on expansion, sharing no code with the product: walks every day, collects the days of each
 * period, filters, applies BYSETPOS. Works on the text of a rule, so that the normal form is judged too.
 */

const DAY = 86_400_000;
const NAMES = ['SU', 'MO', 'TU', 'WE', 'TH', 'FR', 'SA'];

interface Parsed {
  readonly freq: string;
  readonly interval: number;
  readonly lists: Readonly<Record<string, readonly number[]>>;
  readonly days: readonly { readonly name: string; readonly ordinal: number }[];
  readonly weekStart: number;
}

/**
 * Occurrences of a rule (without UNTIL and COUNT) from `start` on, up to `years` calendar years after it.
 * @param start local date-time `YYYY-MM-DDTHH:mm:ss`
 */
export function referenceOccurrences(text: string, start: string, years: number, limit: number): string[] {
  const rule = parse(text);
  const first = new Date(`${start}Z`);
  const last = Date.UTC(first.getUTCFullYear() + years, 11, 31);
  const periods = new Map<number, number[]>();
  const from = Date.UTC(first.getUTCFullYear(), 0, 1) - 7 * DAY;
  for (let day = from; day <= last; day += DAY) {
    const index = periodIndex(rule, day, first);
    if (index < 0 || index % rule.interval !== 0) continue;
    if (!periods.has(index)) periods.set(index, []);
    if (dayMatches(rule, new Date(day), first)) periods.get(index)!.push(day);
  }
  const found: string[] = [];
  for (const days of periods.values()) {
    const times = timesOf(rule, first);
    const set = days.flatMap((day) => times.map((time) => day + time * 1000));
    for (const moment of pickPositions(rule, set)) {
      if (moment >= first.getTime() && found.length < limit) found.push(new Date(moment).toISOString().slice(0, 19));
    }
  }
  return found;
}

function parse(text: string): Parsed {
  const parts = Object.fromEntries(text.split(';').map((part) => part.split('='))) as Record<string, string>;
  const numbers = (name: string): number[] => (parts[name] ?? '').split(',').filter(Boolean).map(Number);
  return {
    freq: parts['FREQ']!,
    interval: Number(parts['INTERVAL'] ?? 1),
    lists: Object.fromEntries(
      ['SECOND', 'MINUTE', 'HOUR', 'MONTHDAY', 'YEARDAY', 'WEEKNO', 'MONTH', 'SETPOS'].map((n) => [
        n,
        numbers(`BY${n}`),
      ]),
    ),
    days: (parts['BYDAY'] ?? '')
      .split(',')
      .filter(Boolean)
      .map((entry) => ({ name: entry.slice(-2), ordinal: Number(entry.slice(0, -2)) })),
    weekStart: NAMES.indexOf(parts['WKST'] ?? 'MO'),
  };
}

function startOfWeek(day: number, weekStart: number): number {
  let at = Math.floor(day / DAY) * DAY;
  while (new Date(at).getUTCDay() !== weekStart) at -= DAY;
  return at;
}

function periodIndex(rule: Parsed, day: number, first: Date): number {
  const date = new Date(day);
  const years = date.getUTCFullYear() - first.getUTCFullYear();
  if (rule.freq === 'YEARLY') return years;
  if (rule.freq === 'MONTHLY') return years * 12 + date.getUTCMonth() - first.getUTCMonth();
  if (rule.freq === 'DAILY') return Math.round((day - Math.floor(first.getTime() / DAY) * DAY) / DAY);
  return Math.round((startOfWeek(day, rule.weekStart) - startOfWeek(first.getTime(), rule.weekStart)) / (7 * DAY));
}

function dayMatches(rule: Parsed, date: Date, first: Date): boolean {
  const { MONTH, MONTHDAY, YEARDAY, WEEKNO } = rule.lists;
  const day = date.getTime();
  const month = date.getUTCMonth();
  const monthDays = daysBetween(
    Date.UTC(date.getUTCFullYear(), month, 1),
    Date.UTC(date.getUTCFullYear(), month + 1, 1),
  );
  const yearDays = daysBetween(Date.UTC(date.getUTCFullYear(), 0, 1), Date.UTC(date.getUTCFullYear() + 1, 0, 1));
  if (MONTH!.length > 0 && !MONTH!.includes(month + 1)) return false;
  if (MONTHDAY!.length > 0 && !atPlace(monthDays, day, MONTHDAY!)) return false;
  if (YEARDAY!.length > 0 && !atPlace(yearDays, day, YEARDAY!)) return false;
  if (WEEKNO!.length > 0 && !WEEKNO!.some((number) => isInWeek(day, number, rule.weekStart))) return false;
  if (rule.days.length > 0) {
    const within = rule.freq === 'MONTHLY' || MONTH!.length > 0 ? monthDays : yearDays;
    return rule.days.some(({ name, ordinal }) => {
      const same = weekdaysAmong(within, name);
      return ordinal === 0 ? same.includes(day) : atPlace(same, day, [ordinal]);
    });
  }
  return inheritedDayMatches(rule, date, first);
}

function inheritedDayMatches(rule: Parsed, date: Date, first: Date): boolean {
  const { MONTH, MONTHDAY, YEARDAY, WEEKNO } = rule.lists;
  if (rule.freq === 'DAILY' || MONTHDAY!.length + YEARDAY!.length > 0) return true;
  if (rule.freq === 'WEEKLY' || WEEKNO!.length > 0) return date.getUTCDay() === first.getUTCDay();
  if (date.getUTCDate() !== first.getUTCDate()) return false;
  return rule.freq === 'MONTHLY' || MONTH!.length > 0 || date.getUTCMonth() === first.getUTCMonth();
}

const known = new Map<string, readonly number[]>();

function daysBetween(from: number, to: number): readonly number[] {
  const key = `${from} ${to}`;
  const days = known.get(key) ?? Array.from({ length: (to - from) / DAY }, (_, index) => from + index * DAY);
  known.set(key, days);
  return days;
}

const knownWeekdays = new Map<string, readonly number[]>();

function weekdaysAmong(days: readonly number[], name: string): readonly number[] {
  const key = `${days[0]} ${days.length} ${name}`;
  const same = knownWeekdays.get(key) ?? days.filter((day) => NAMES[new Date(day).getUTCDay()] === name);
  knownWeekdays.set(key, same);
  return same;
}

/** Is the value at one of the places (1 = first, -1 = last) of the list? */
function atPlace(list: readonly number[], value: number, places: readonly number[]): boolean {
  return places.some((place) => list.at(place > 0 ? place - 1 : place) === value && Math.abs(place) <= list.length);
}

/** Looks the week up among those of the week-year before, of and after the day's. */
function isInWeek(day: number, number: number, weekStart: number): boolean {
  const calendarYear = new Date(day).getUTCFullYear();
  return [calendarYear - 1, calendarYear, calendarYear + 1].some((year) => {
    const weeks = weeksOf(year, weekStart);
    const wanted = Math.abs(number) > weeks.length ? undefined : weeks.at(number > 0 ? number - 1 : number);
    return wanted !== undefined && day >= wanted && day < wanted + 7 * DAY;
  });
}

const knownWeeks = new Map<string, readonly number[]>();

/** First days of the weeks of a week-year: from the week of 4 January to that of the next 4 January. */
function weeksOf(year: number, weekStart: number): readonly number[] {
  const key = `${year} ${weekStart}`;
  const known = knownWeeks.get(key);
  if (known) return known;
  const weeks: number[] = [];
  const end = startOfWeek(Date.UTC(year + 1, 0, 4), weekStart);
  for (let week = startOfWeek(Date.UTC(year, 0, 4), weekStart); week < end; week += 7 * DAY) weeks.push(week);
  knownWeeks.set(key, weeks);
  return weeks;
}

function timesOf(rule: Parsed, first: Date): number[] {
  const { HOUR, MINUTE, SECOND } = rule.lists;
  const hours = HOUR!.length > 0 ? HOUR! : [first.getUTCHours()];
  const minutes = MINUTE!.length > 0 ? MINUTE! : [first.getUTCMinutes()];
  const seconds = SECOND!.length > 0 ? SECOND! : [first.getUTCSeconds()];
  const times = hours.flatMap((h) => minutes.flatMap((m) => seconds.map((s) => h * 3600 + m * 60 + s)));
  return times.sort((a, b) => a - b);
}

function pickPositions(rule: Parsed, set: readonly number[]): readonly number[] {
  const positions = rule.lists['SETPOS']!;
  return positions.length === 0 ? set : set.filter((moment) => atPlace(set, moment, positions));
}

/** As `referenceOccurrences` for HOURLY and MINUTELY rules: walks every period of some days. */
export function referenceWithinDays(text: string, start: string, days: number, limit: number): string[] {
  const rule = parse(text);
  const first = new Date(`${start}Z`);
  const size = rule.freq === 'HOURLY' ? 3_600_000 : 60_000;
  const { HOUR, MINUTE, SECOND } = rule.lists;
  const found: string[] = [];
  const from = Math.floor(first.getTime() / size) * size;
  for (let at = from; at <= first.getTime() + days * DAY && found.length < limit; at += size * rule.interval) {
    const period = new Date(at);
    if (HOUR!.length > 0 && !HOUR!.includes(period.getUTCHours())) continue;
    if (rule.freq === 'MINUTELY' && MINUTE!.length > 0 && !MINUTE!.includes(period.getUTCMinutes())) continue;
    if (!dayMatches({ ...rule, freq: 'DAILY' }, new Date(Math.floor(at / DAY) * DAY), first)) continue;
    const inherited = MINUTE!.length > 0 ? MINUTE! : [first.getUTCMinutes()];
    const minutes = rule.freq === 'MINUTELY' ? [period.getUTCMinutes()] : inherited;
    const seconds = SECOND!.length > 0 ? SECOND! : [first.getUTCSeconds()];
    const hour = Math.floor(at / 3_600_000) * 3_600_000;
    const set = minutes.flatMap((m) => seconds.map((s) => hour + m * 60_000 + s * 1000)).sort((a, b) => a - b);
    for (const moment of pickPositions(rule, set)) {
      if (moment >= first.getTime() && found.length < limit) found.push(new Date(moment).toISOString().slice(0, 19));
    }
  }
  return found;
}
