import { fitText } from '../feishu/limits';

/** Longer code belongs behind the link. */
const MAX_LENGTH = 4000;

/** Lines of code as they stand in a description: without the indentation they share. */
export function snippetOf(lines: readonly string[]): string {
  const indents = lines.filter((line) => line.trim() !== '').map((line) => /^[ \t]*/.exec(line)![0]);
  const [first = '', ...others] = indents;
  let shared = first.length;
  for (const indent of others) {
    let same = 0;
    while (same < shared && indent[same] === first[same]) same++;
    shared = same;
  }
  return fitText(lines.map((line) => line.slice(shared).trimEnd()).join('\n'), MAX_LENGTH);
}
