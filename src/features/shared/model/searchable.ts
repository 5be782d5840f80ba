const ASCII = /^[\x00-\x7f]*$/;

/** Text as it is compared: full-width letters are the same as narrow ones, capitals as small ones. */
export function searchable(text: string): string {
  return (ASCII.test(text) ? text : text.normalize('NFKC')).toLowerCase();
}

/** The words of a filter, each of which has to be found. */
export function filterWords(text: string): readonly string[] {
  return searchable(text).split(/\s+/).filter(Boolean);
}
