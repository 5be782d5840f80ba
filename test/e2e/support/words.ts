import { readFileSync } from 'node:fs';

const read = (path: string) =>
  JSON.parse(readFileSync(new URL(`../../../${path}`, import.meta.url), 'utf8')) as Record<string, string>;

const english = read('package.nls.json');
const manifest = read('package.nls.zh-cn.json');
const code = read('l10n/bundle.l10n.zh-cn.json');

/** What stands for English words of the UI when it speaks Chinese. @throws Error where they are not translated */
export function chinese(words: string, ...values: string[]): string {
  const key = Object.keys(english).find((one) => english[one] === words);
  const found = code[words] ?? (key && manifest[key]);
  if (!found) throw new Error(`No Chinese for "${words}"`);
  return found.replace(/\{(\d)\}/g, (_, index: string) => values[Number(index)] ?? '');
}
