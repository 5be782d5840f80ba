import type { Person } from '../feishu/model';

/**
 * The name under which a comment finds a person again (without `@`): the person's own where nobody else has it, else
 * one that tells them apart.
 * @param everybody the person may be taken for
 * @param blanks may the name hold blanks? In lists of names it may, in running text not
 */
export function mentionName(person: Person, everybody: readonly Person[], blanks: boolean): string {
  const { name, enName = '', email = '', id } = person;
  const usable = (text: string): boolean =>
    text !== '' &&
    !/[,，;；、()（）[\]@＠:：]/.test(text) &&
    (blanks ? !/\s(?:and|&|和|与)\s/.test(text) : !/\s/.test(text));
  const taken = (text: string): boolean =>
    everybody.some((other) => other.id !== id && namesOf(other).includes(text.toLowerCase()));
  const [account = ''] = email.split('@');
  const first = [name, enName, account].find((text) => usable(text) && !taken(text));
  return first ?? (email !== '' && blanks ? email : name);
}

function namesOf({ name, enName = '', email = '' }: Person): string[] {
  return [name, enName, enName.split(' ')[0]!, email, email.split('@')[0]!].map((text) => text.toLowerCase());
}
