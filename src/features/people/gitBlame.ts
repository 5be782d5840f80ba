/** Somebody who wrote a line, as Git knows them. */
export interface CodeAuthor {
  readonly name: string;
  readonly email: string;
}

/** A line of a file as it was committed, and who wrote it. */
export interface BlamedLine {
  readonly text: string;
  readonly author: CodeAuthor;
}

const HEADER = /^([0-9a-f]{40}|[0-9a-f]{64}) \d+ \d+(?: \d+)?$/;
/** Stands for the commit of lines that are not committed. */
const UNCOMMITTED = /^0+$/;

/** Reads what `git blame --porcelain` writes. Lines that are not committed, and what cannot be read, are left out. */
export function readBlame(output: string): BlamedLine[] {
  const authors = new Map<string, { name: string; email: string }>();
  const lines: BlamedLine[] = [];
  let commit: string | undefined;
  for (const line of output.split('\n')) {
    if (commit === undefined) {
      commit = HEADER.exec(line)?.[1];
      if (commit !== undefined && !authors.has(commit)) authors.set(commit, { name: '', email: '' });
      continue;
    }
    const author = authors.get(commit)!;
    if (line.startsWith('\t')) {
      if (!UNCOMMITTED.test(commit)) lines.push({ text: line.slice(1), author });
      commit = undefined;
    } else if (line.startsWith('author ')) author.name = line.slice('author '.length);
    else if (line.startsWith('author-mail ')) author.email = line.slice('author-mail '.length).replace(/^<|>$/g, '');
  }
  return lines;
}

/**
 * Who wrote the line, then who wrote the rest of the file, the busiest first; each e-mail address once.
 * @param lineText the line as it is in the editor: the committed file may be an older one, so its line is found by what
 * it says, the nearest to `line` (counted from 0) where several say the same
 */
export function authorsOf(blamed: readonly BlamedLine[], line: number, lineText: string, limit: number): CodeAuthor[] {
  const wanted = withoutTask(lineText);
  let nearest: { readonly author: CodeAuthor; readonly distance: number } | undefined;
  const counts = new Map<string, { readonly author: CodeAuthor; count: number }>();
  for (const [index, { text, author }] of blamed.entries()) {
    const distance = Math.abs(index - line);
    if (wanted !== '' && withoutTask(text) === wanted && (!nearest || distance < nearest.distance))
      nearest = { author, distance };
    const key = author.email.toLowerCase();
    if (!key.includes('@')) continue;
    const known = counts.get(key);
    if (known) known.count++;
    else counts.set(key, { author, count: 1 });
  }
  const first = nearest?.author.email.toLowerCase();
  const ranked = [...counts].sort(
    ([a, { count: m }], [b, { count: n }]) => Number(b === first) - Number(a === first) || n - m,
  );
  return ranked.slice(0, limit).map(([, { author }]) => author);
}

/** A line as it was before it got its task, `TODO(alice, feishu:<id>)`: the link is the youngest part of it. */
function withoutTask(line: string): string {
  return line
    .replace(/feishu:[\w-]+/g, '')
    .replace(/[,，]\s*(?=[)）\]])/g, '')
    .replace(/\(\s*\)|（\s*）|\[\s*\]/g, '')
    .trim();
}
