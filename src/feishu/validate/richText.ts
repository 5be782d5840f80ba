import { ValidationError } from '../errors/types';

const MENTION = /<at id=[\w-]{1,100}><\/at>/g;
const BARE_LINK = /<a>(https?:\/\/[^\s<>]+)<\/a>/gi;
const TEXT_LINK = /\[([^[\]]*)\]\((https?:\/\/[^\s()]+)\)/gi;

/**
 * The text a reader sees of Feishu's "markdown module": mentions, bare links and text links are its only forms.
 * A mention counts as nothing here, since the name shown is not known.
 */
export function renderRichText(source: string): string {
  return source.replace(MENTION, '').replace(BARE_LINK, '$1').replace(TEXT_LINK, '$1');
}

/**
 * Checks rich text: every tag and link must have one of the documented forms, links http or https. No escape syntax
 * exists, so text that is not composed by us does not belong here.
 * @throws ValidationError `rich-text` for the field
 */
export function checkRichText(field: string, source: string | null | undefined): void {
  if (source == null) {
    return;
  }
  const rest = source.replace(MENTION, '').replace(BARE_LINK, '').replace(TEXT_LINK, '');
  if (/<\/?(at|a)\b|\]\(/i.test(rest)) {
    throw new ValidationError(field, 'rich-text');
  }
}
