// Measures precision and recall against the labels. Usage: npx tsx evaluate.ts NAME=FOLDER... [--list]
// The folders hold the trees that test/fixtures/todo/labels.json names, at the commits it names.
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { languageOfPath } from '../../../src/todo/languages/registry';
import { TodoReader } from '../../../src/todo/find';

interface Label {
  tree: string;
  path: string;
  line: number;
  /** `todo-other-form` marks work to be done, in a form that the grammar leaves out on purpose. */
  verdict: 'todo' | 'todo-other-form' | 'mention' | 'prose' | 'code' | 'generated';
}

type Tool = (text: string, file: string) => Set<number>;

/** Lines (from 1) that a tool's default regular expression matches, of which only TODO and FIXME count here. */
function byRegex(source: string): Tool {
  return (text) => {
    const pattern = new RegExp(source);
    return new Set(text.split(/\r?\n/).flatMap((line, index) => (pattern.test(line) ? [index + 1] : [])));
  };
}

const reader = new TodoReader();
const tools: Record<string, Tool> = {
  'this engine': (text, file) => new Set(reader.read(text, languageOfPath(file)).map((todo) => todo.line + 1)),
  // The defaults of the two extensions, as their manifests give them.
  'Todo Tree': byRegex(String.raw`(//|#|<!--|;|/\*|^|^[ \t]*(-|\d+.))\s*(TODO|FIXME)`),
  'Better Todo Tree': byRegex(String.raw`(//|#|<!--|;|/\*|^|^[ \t]*(-|\d+.))\s*(TODO|FIXME)(?![A-Za-z0-9_])`),
};

const folders = new Map(
  process.argv
    .slice(2)
    .filter((argument) => argument.includes('='))
    .map((argument) => argument.split('=') as [string, string]),
);
const file = new URL('../../fixtures/todo/labels.json', import.meta.url);
const labels = (JSON.parse(readFileSync(file, 'utf8')) as Label[]).filter((label) => label.verdict !== 'generated');
const judged = labels.filter((label) => folders.has(label.tree));
console.log(`${judged.length} of ${labels.length} labels judged`);
for (const [name, tool] of Object.entries(tools)) {
  let right = 0;
  let wrong = 0;
  let missed = 0;
  let missedOther = 0;
  for (const label of judged) {
    const text = readFileSync(path.join(folders.get(label.tree)!, label.path), 'utf8');
    const found = tool(text, label.path).has(label.line);
    const isTodo = label.verdict === 'todo' || label.verdict === 'todo-other-form';
    if (found && isTodo) right++;
    if (found && !isTodo) wrong++;
    if (!found && label.verdict === 'todo') missed++;
    if (!found && label.verdict === 'todo-other-form') missedOther++;
    if (process.argv.includes('--list') && name === 'this engine' && found !== isTodo) {
      console.log(found ? 'wrong ' : 'missed', label.verdict, `${label.tree}/${label.path}:${label.line}`);
      console.log(`       ${text.split(/\r?\n/)[label.line - 1]!.trim().slice(0, 140)}`);
    }
  }
  const percent = (part: number, rest: number): string => `${((100 * part) / (part + rest)).toFixed(1)} %`;
  console.log(
    `${name}: precision ${percent(right, wrong)}, recall ${percent(right, missed)}, ` +
      `with the forms left out on purpose ${percent(right, missed + missedOther)}`,
  );
}
