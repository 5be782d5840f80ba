/** Mends the usual slips in a rule: what Chinese input methods, calendar files and other notations leave in it. */
import { DAY_SECONDS, formatWall, LAST_DAY, parseDate } from '../calendar/calendar';
import { isFault, readRule } from './grammar';
import { WEEKDAYS } from '../types';

/** Longer texts are not typed by a person. */
const MAX_MENDED = 2000;

const FREQUENCY_SLIPS: Readonly<Record<string, string>> = {
  DAY: 'DAILY',
  DAYS: 'DAILY',
  EVERYDAY: 'DAILY',
  WEEK: 'WEEKLY',
  WEEKS: 'WEEKLY',
  MONTH: 'MONTHLY',
  MONTHS: 'MONTHLY',
  YEAR: 'YEARLY',
  YEARS: 'YEARLY',
  ANNUALLY: 'YEARLY',
};

const NAME_SLIPS: Readonly<Record<string, string>> = { BYWEEKDAY: 'BYDAY', FREQUENCY: 'FREQ', EVERY: 'INTERVAL' };

const WEEKDAY_NAMES = ['MONDAY', 'TUESDAY', 'WEDNESDAY', 'THURSDAY', 'FRIDAY', 'SATURDAY', 'SUNDAY'];
const CHINESE_WEEKDAYS = '一二三四五六日';

/** A grammatical rule, in normal form, that a faulty text probably means; undefined where that cannot be said. */
export function mendRule(text: string): string | undefined {
  if (text.length > MAX_MENDED) return undefined;
  const bare = bareRule(text.normalize('NFKC').replaceAll('、', ','));
  if (bare === undefined) return undefined;
  const parts = mendParts(bare);
  const mended = parts && readRule(inOrder(parts));
  return mended && !isFault(mended) ? mended.text : undefined;
}

/** The rule alone, out of a folded line, a list of properties or a `RRULE:` prefix, without blanks. */
function bareRule(text: string): string | undefined {
  const lines = text
    .replace(/\r?\n[ \t]/g, '')
    .split(/[\r\n]+/)
    .map((line) => line.replace(/\s+/g, '').toUpperCase())
    .filter((line) => line !== '' && !/^DTSTART[:;]/.test(line));
  const [line, ...others] = lines;
  if (line === undefined || others.length > 0) return undefined;
  const rule = line.replace(/^(?:RRULE:)+/, '');
  return rule.includes('=') ? rule : `FREQ=${rule}`;
}

/** Parts by name, or undefined where two of them contradict each other. */
function mendParts(rule: string): Map<string, string> | undefined {
  const parts = new Map<string, string>();
  for (const piece of rule.split(';')) {
    const [key = '', value = '', ...more] = piece.split('=');
    if (more.length > 0) return undefined;
    const name = NAME_SLIPS[key] ?? key;
    if (piece === '' || name === 'DTSTART' || name === 'TZID' || name.startsWith('X-')) continue;
    const mended = mendValue(name, value);
    const known = parts.get(name);
    if (known !== undefined && known !== mended && !name.startsWith('BY')) return undefined;
    parts.set(name, known === undefined || known === mended ? mended : `${known},${mended}`);
  }
  const freq = parts.get('FREQ') ?? impliedFrequency(parts);
  return freq === undefined ? undefined : parts.set('FREQ', freq);
}

function mendValue(name: string, value: string): string {
  if (name === 'FREQ') return FREQUENCY_SLIPS[value] ?? value;
  if (name === 'UNTIL') return mendUntil(value);
  if (name === 'COUNT' || name === 'INTERVAL') return value.replace(/^\+/, '');
  const entries = value.split(',').filter((entry) => entry !== '');
  if (name === 'BYDAY' || name === 'WKST') return entries.map(mendWeekday).join();
  return entries.map((entry) => entry.replace(/^([+-]?\d+)(?:ST|ND|RD|TH)$/, '$1')).join();
}

/** `MON`, `Monday`, `周一`, `MO1`. */
function mendWeekday(entry: string): string {
  const match = /^([+-]?\d*)(?:周|星期|礼拜)?([^\d+-]+)([+-]?\d+)?$/.exec(entry);
  if (!match || (match[1] !== '' && match[3] !== undefined)) return entry;
  const name = match[2]!.replace('天', '日');
  const index = WEEKDAY_NAMES.findIndex((long) => name.length >= 2 && long.startsWith(name.replace(/\.$/, '')));
  const weekday = WEEKDAYS[index >= 0 ? index : CHINESE_WEEKDAYS.indexOf(name)];
  return weekday === undefined ? entry : `${match[1] || (match[3] ?? '')}${weekday}`;
}

/** Extended ISO dates, numeric offsets, Unix seconds; a local time becomes its whole day. */
function mendUntil(value: string): string {
  const match = /^(\d{4})[-/.]?(\d\d)[-/.]?(\d\d)(?:T?(\d\d):?(\d\d):?(\d\d)?(?:\.\d+)?(Z|[+-]\d\d:?\d\d)?|Z)?$/.exec(
    value,
  );
  if (match) {
    const [year, month, day, hour, minute, second = '00', zone] = match.slice(1);
    if (parseDate(`${year}${month}${day}`) === undefined || Number(hour) > 23) return value;
    if (hour === undefined || zone === undefined) return `${year}${month}${day}`;
    const offset = zone === 'Z' ? 'Z' : `${zone.slice(0, 3)}:${zone.slice(-2)}`;
    return utcForm(Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}${offset}`)) ?? value;
  }
  return /^\d{10}$/.test(value) ? (utcForm(Number(value) * 1000) ?? value) : value;
}

function utcForm(milliseconds: number): string | undefined {
  if (Number.isNaN(milliseconds) || milliseconds < -62_135_596_800_000) return undefined;
  const seconds = Math.floor(milliseconds / 1000);
  return seconds / DAY_SECONDS > LAST_DAY ? undefined : `${formatWall(seconds).replace(/[-:]/g, '')}Z`;
}

/** A weekday alone repeats weekly, a date or the n-th weekday monthly, or yearly where a month is named. */
function impliedFrequency(parts: ReadonlyMap<string, string>): string | undefined {
  const dated = parts.has('BYMONTHDAY') || /\d/.test(parts.get('BYDAY') ?? '');
  if (dated) return parts.has('BYMONTH') ? 'YEARLY' : 'MONTHLY';
  return parts.has('BYDAY') ? 'WEEKLY' : undefined;
}

function inOrder(parts: ReadonlyMap<string, string>): string {
  const others = [...parts].filter(([name]) => name !== 'FREQ').map(([name, value]) => `;${name}=${value}`);
  return `FREQ=${parts.get('FREQ')}${others.join('')}`;
}
