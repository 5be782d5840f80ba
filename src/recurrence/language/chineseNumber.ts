/** Chinese numerals below 10,000. */

/** Characters a number may be written with. */
export const CHINESE_DIGITS = '零〇一二两三四五六七八九十百千';

const DIGITS = '零一二三四五六七八九';
const UNITS: Readonly<Record<string, number>> = { 十: 10, 百: 100, 千: 1000 };

/** Value of `12`, `十二`, `二十一`, `两`, `一百零五`; undefined for what is no number. */
export function chineseNumber(text: string): number | undefined {
  if (/^\d+$/.test(text)) return Number(text);
  let total = 0;
  let digit: number | undefined;
  for (const character of text) {
    const unit = UNITS[character];
    if (unit !== undefined) {
      total += (digit ?? 1) * unit;
      digit = undefined;
      continue;
    }
    const value = DIGITS.indexOf(character.replace('两', '二').replace('〇', '零'));
    if (value < 0 || (digit !== undefined && digit !== 0)) return undefined;
    digit = value;
  }
  return text === '' ? undefined : total + (digit ?? 0);
}
