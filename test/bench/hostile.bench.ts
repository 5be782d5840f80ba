// Texts made to be slow to read, ten megabytes each: npm run bench -- hostile. Processor time, which other work on the
// machine hardly changes; linear reading shows in the megabytes a second.
import { loadEngine } from './engine';

const SIZE = 10_000_000;
/** No text may take longer, in milliseconds: read in quadratic time it would take hours. */
const LIMIT = 10_000;

const fill = (unit: string): string => unit.repeat(Math.ceil(SIZE / unit.length));

const texts: readonly [name: string, languageId: string, text: string][] = [
  ['minified line', 'javascript', fill('function a(b,c){return b?c/2:"x"+`y${b}`}/*TODO: a*/;')],
  ['unclosed strings', 'typescript', fill('"\\"')],
  ['unclosed templates', 'typescript', fill('`a${')],
  ['unclosed tags', 'typescriptreact', fill('<a b="')],
  ['brackets of regular expressions', 'javascript', fill('=/[')],
  ['nested comments', 'rust', `${fill('/*')} TODO: a`],
  ['raw strings', 'rust', fill('r#"')],
  ['heredocs', 'shellscript', fill('cat <<A\n')],
  ['docstrings', 'python', fill('"""\n')],
  ['fences', 'markdown', fill('```js\n')],
  ['regions', 'php', fill('<?php "?>')],
  ['scripts', 'html', fill('<script>x</script>')],
  ['todos', 'c', fill('// TODO: a\n')],
  ['a todo that goes on', 'c', `// TODO: a\n${fill('// b\n')}`],
  ['references', 'c', fill('// TODO(a, (b, \n')],
  ['carriage returns', 'c', fill('// TODO: a\r')],
  ['lone surrogates', 'python', fill('\ud800# TODO\udc00\n')],
  ['NUL', 'cpp', fill('\0/*\0')],
  ['notebook', 'json', fill('{"a":[')],
];

async function main(): Promise<void> {
  const { TodoReader } = await loadEngine();
  const reader = new TodoReader();
  let failed = false;
  for (const [name, languageId, text] of texts) {
    const start = process.cpuUsage();
    const { length } = reader.read(text, languageId);
    const { user, system } = process.cpuUsage(start);
    const time = (user + system) / 1000;
    failed ||= time > LIMIT;
    const speed = `${(text.length / 1000 / time).toFixed(0)} MB/s`;
    console.log(
      `${name.padEnd(32)} ${languageId.padEnd(16)} ${time.toFixed(0).padStart(6)} ms  ${speed}, ${length} todos`,
    );
  }
  if (failed) process.exitCode = 1;
}

void main();
