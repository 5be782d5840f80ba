import type { Person } from '../../feishu';

/** A name as it is compared: without `@`, blanks at the ends and capitals. */
export function bareName(name: string): string {
  return plain(name.trim().replace(/^[@＠]/, ''));
}

/** Does the name mean this person: Chinese or English name, given name, e-mail address or its local part? */
export function isCalled(person: Person, name: string): boolean {
  const wanted = bareName(name);
  return wanted !== '' && namesOf(person).includes(wanted);
}

/** Could what was typed so far become this person's name? Every word has to be in one of the names. */
export function matches(person: Person, query: string): boolean {
  const words = bareName(query).split(' ').filter(Boolean);
  if (words.length === 0) return true;
  const names = namesOf(person);
  return words.every((word) => names.some((name) => name.includes(word)));
}

/** Everything somebody may be called, as `bareName` writes it. */
function namesOf({ name, enName = '', email = '' }: Person): string[] {
  const full = plain(enName);
  return [plain(name), full, full.split(' ')[0]!, plain(email), plain(email).split('@')[0]!].filter(Boolean);
}

function plain(text: string): string {
  return text.normalize('NFKC').trim().replace(/\s+/g, ' ').toLowerCase();
}
