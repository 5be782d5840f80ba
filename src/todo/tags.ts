/** Tags looked for unless the user sets others. The Chinese one counts where a colon or a parenthesis follows. */
export const DEFAULT_TAGS: readonly string[] = ['TODO', 'FIXME', '待办'];

/** Words that begin a note of another kind and so end the text of a todo, where a colon or parenthesis follows. */
const OTHER_NOTES = ['TODO', 'FIXME', 'XXX', 'HACK', 'BUG', 'NOTE', 'NB', 'WARNING', 'OPTIMIZE', 'REVIEW'];

/** One occurrence of a tag in a text, not yet judged. */
export interface TagHit {
  /** Offset of the tag's first letter. */
  at: number;
  end: number;
  /** The configured spelling. */
  tag: string;
  /** Written exactly as configured. */
  exact: boolean;
}

/** Finds tags as whole words. */
export class TagFinder {
  private readonly pattern: RegExp;
  private readonly spelling = new Map<string, string>();
  private readonly otherNote: RegExp;
  private readonly bytePattern: RegExp;
  /** Are other spellings than the configured ones looked for? */
  readonly ignoreCase: boolean;

  /** @param tags taken literally; blank ones are left out. None at all finds nothing. */
  constructor(tags: readonly string[] = DEFAULT_TAGS, ignoreCase = true) {
    const wanted = [...new Set(tags.map((tag) => tag.trim()).filter((tag) => tag !== ''))];
    // Longer tags first, so that `TODO-LATER` is not taken for `TODO`.
    wanted.sort((a, b) => b.length - a.length);
    for (const tag of wanted) if (!this.spelling.has(tag.toLowerCase())) this.spelling.set(tag.toLowerCase(), tag);
    const source = wanted.map((tag) => (ignoreCase ? anyCase(tag) : escapeRegex(tag))).join('|');
    this.pattern = new RegExp(wanted.length === 0 ? '(?!)' : source, 'g');
    this.bytePattern = new RegExp(wanted.length === 0 ? '(?!)' : wanted.map((tag) => anyCase(tag, bytesOf)).join('|'));
    this.ignoreCase = ignoreCase;
    const notes = [...wanted, ...OTHER_NOTES].map(escapeRegex).join('|');
    this.otherNote = new RegExp(`^(?:${notes})(?=[:：(（[])`, 'u');
    this.tags = wanted;
  }

  /** The configured tags, without blank and repeated ones. */
  readonly tags: readonly string[];

  /** Whole-word occurrences between two offsets, in order. */
  find(text: string, from: number, to: number): TagHit[] {
    const found: TagHit[] = [];
    this.pattern.lastIndex = 0;
    for (const match of text.slice(from, to).matchAll(this.pattern)) {
      const hit = this.hit(text, from + match.index, match[0]);
      if (hit !== undefined) found.push(hit);
    }
    return found;
  }

  /** Offset of the last letter of the first thing between two offsets that looks like a tag, or -1. */
  next(text: string, from: number, to: number): number {
    this.pattern.lastIndex = 0;
    return this.pattern.test(text.slice(from, to)) ? from + this.pattern.lastIndex - 1 : -1;
  }

  /** Can there be a tag, in any spelling, in text of these bytes (UTF-8 or another superset of ASCII)? */
  mayStand(bytes: Buffer): boolean {
    return this.bytePattern.test(bytes.toString('latin1'));
  }

  /** Does another kind of note begin at the start of `line`? */
  beginsNote(line: string): boolean {
    return this.otherNote.test(line);
  }

  private hit(text: string, at: number, found: string): TagHit | undefined {
    const end = at + found.length;
    if (!wordEdge(text, at) || !wordEdge(text, end)) return undefined;
    // Case folding of the pattern and of the language may differ for odd letters: then the spelling is unknown.
    const tag = this.spelling.get(found.toLowerCase());
    return tag === undefined ? undefined : { at, end, tag, exact: tag === found };
  }
}

/**
 * A pattern for all spellings. Twice as fast as the `i` flag, which folds far more than letters.
 * @param write how a character stands in what is searched
 */
function anyCase(tag: string, write = (char: string): string => char): string {
  return [...tag]
    .map((char) => {
      const forms = [char, char.toLowerCase(), char.toUpperCase()].filter((form) => form.length === char.length);
      const written = [...new Set(forms)].map((form) => escapeRegex(write(form)));
      if (written.length === 1) return written[0];
      // Without the `u` flag a class would take the halves of a surrogate pair for characters.
      return written.every((form) => form.length === 1) ? `[${written.join('')}]` : `(?:${written.join('|')})`;
    })
    .join('');
}

/** UTF-8 bytes as a text of as many characters. */
function bytesOf(text: string): string {
  return Buffer.from(text).toString('latin1');
}

function escapeRegex(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');
}

const ideograph = /^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]$/u;
const word = /^[\p{L}\p{N}\p{M}_]$/u;

/**
 * Is there a word boundary at `at`? Letters, digits, marks and the underscore make words; Han and kana, which are
 * written without blanks, do not join with letters of other scripts (`TODO修复` has the word `TODO`).
 */
function wordEdge(text: string, at: number): boolean {
  const before = kind(charBefore(text, at));
  const after = kind(charAt(text, at));
  return before === 0 || after === 0 || (before !== after && (before === 2 || after === 2));
}

/** 0 outside words, 1 in words, 2 in words of Han or kana. Marks are in words of any kind. */
function kind(char: string): 0 | 1 | 2 {
  if (char === '') return 0;
  const code = char.charCodeAt(0);
  if (code < 128) return code === 95 || /[0-9A-Za-z]/.test(char) ? 1 : 0;
  if (ideograph.test(char)) return 2;
  return word.test(char) ? 1 : 0;
}

function charAt(text: string, at: number): string {
  if (at >= text.length) return '';
  const point = text.codePointAt(at)!;
  return String.fromCodePoint(point);
}

function charBefore(text: string, at: number): string {
  if (at <= 0) return '';
  const low = text.charCodeAt(at - 1);
  const pair = low >= 0xdc00 && low <= 0xdfff && at >= 2;
  return pair ? charAt(text, at - 2) : charAt(text, at - 1);
}
