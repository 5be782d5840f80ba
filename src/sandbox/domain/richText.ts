/**
 * The three constructs of the v1 "markdown module": `<at id=ID></at>`, `<a>URL</a>` and `[text](URL)`. There is no
 * escape syntax. Links need http or https.
 */
const construct = /<at id=([^<>\s"']+)>\s*<\/at>|<a>([^<>]*)<\/a>|\[([^[\]]*)\]\(([^()\s]*)\)/g;
const link = /^https?:\/\/[^\s<>]+$/i;

/**
 * What a reader sees of the text, without the markup.
 * @param nameOfUser Gives a mentioned person's name; undefined for an unknown id.
 * @returns undefined when the text does not parse.
 */
export function renderRichText(text: string, nameOfUser: (id: string) => string | undefined): string | undefined {
  let rendered = '';
  let last = 0;
  for (const match of text.matchAll(construct)) {
    const [whole, mentioned, bareUrl, linkText, linkUrl] = match;
    const shown =
      mentioned !== undefined
        ? mention(nameOfUser(mentioned))
        : bareUrl !== undefined
          ? linkIf(bareUrl, bareUrl)
          : linkIf(linkUrl!, linkText!);
    if (shown === undefined) {
      return undefined;
    }
    rendered += text.slice(last, match.index) + shown;
    last = match.index + whole.length;
  }
  rendered += text.slice(last);
  return hasOpenMarkup(text.replace(construct, '')) ? undefined : rendered;
}

function mention(name: string | undefined): string | undefined {
  return name === undefined ? undefined : `@${name}`;
}

function linkIf(url: string, shown: string): string | undefined {
  return link.test(url) ? shown : undefined;
}

/** A tag of the module that was opened or closed without its other half. */
function hasOpenMarkup(rest: string): boolean {
  return /<\/?(at|a)(\s[^>]*)?>/.test(rest);
}
