// Re-reading a 10,000-line document after one keystroke: npm run bench -- edit. BENCH_FILE names another text.
import { readFileSync, readdirSync } from 'node:fs';
import { loadavg } from 'node:os';
import path from 'node:path';
import { PerformanceObserver, type PerformanceEntry } from 'node:perf_hooks';
import { fileURLToPath } from 'node:url';
import { languageOfPath } from '../../src/todo/index';
import type { TodoDocument } from '../../src/todo/index';
import { loadEngine } from './engine';
import { describeTimes } from './times';

const LINES = 10_000;
const KEYSTROKES = 2_000;
const ROUNDS = 5;
const WARM_UP = 300;

/** This project's own source as one text, with a todo every fifty lines; or the file that was named. */
function sample(): { text: string; languageId: string } {
  const named = process.env['BENCH_FILE'];
  if (named !== undefined) return { text: readFileSync(named, 'utf8'), languageId: languageOfPath(named) };
  const folder = fileURLToPath(new URL('../../src/todo/', import.meta.url));
  const source = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .sort()
    .map((name) => readFileSync(path.join(folder, name), 'utf8'))
    .join('\n');
  const lines = source.split('\n');
  while (lines.length < LINES) lines.push(...source.split('\n'));
  const numbered = lines
    .slice(0, LINES)
    .map((line, index) => (index % 50 === 0 ? `// TODO(dev): item ${index}` : line));
  return { text: numbered.join('\n'), languageId: 'typescript' };
}

/** An editor hands over one flat string, not the pieces that concatenation leaves. */
function flat(text: string): string {
  return Buffer.from(text).toString();
}

/** One measured call: when it began and ended. */
interface Span {
  start: number;
  end: number;
}

const length = ({ start, end }: Span): number => end - start;

/** Types keys all over the document and takes each back. @returns what every reading took, the first ones left out */
function typeKeys(document: TodoDocument): Span[] {
  const times: Span[] = [];
  let seed = 1;
  for (let count = -WARM_UP; count < KEYSTROKES; count++) {
    seed = (Math.imul(seed, 1_103_515_245) + 12_345) >>> 0;
    const at = seed % document.text.length;
    const typed = 'abc de(){};"\'/*\n'.charAt(count & 15);
    // Every other keystroke takes the last one back, so that the text stays as it is.
    const next = flat(document.text.slice(0, at) + typed + document.text.slice(at));
    for (const [newText, change] of [
      [next, { start: at, end: at, text: typed }],
      [document.text, { start: at, end: at + 1, text: '' }],
    ] as const) {
      const start = performance.now();
      document.update(newText, [change]);
      if (count >= 0) times.push({ start, end: performance.now() });
    }
  }
  return times;
}

async function main(): Promise<void> {
  const engine = await loadEngine();
  const { text, languageId } = sample();
  const reader = new engine.TodoReader();
  const collections: PerformanceEntry[] = [];
  const observer = new PerformanceObserver((list) => collections.push(...list.getEntries()));
  observer.observe({ entryTypes: ['gc'] });
  const whole: Span[] = [];
  for (let round = 0; round < 30; round++) {
    const start = performance.now();
    reader.read(text, languageId);
    whole.push({ start, end: performance.now() });
  }
  const rounds = Array.from({ length: ROUNDS }, () =>
    typeKeys(new engine.TodoDocument(reader, languageId, flat(text))),
  );
  await new Promise((resolve) => setTimeout(resolve, 100));
  observer.disconnect();
  const times = rounds.flat();
  // A new text of half a megabyte for each keystroke makes the collector run, whoever reads it.
  const apart = times.filter(({ start, end }) => {
    return !collections.some((one) => one.startTime < end && one.startTime + one.duration > start);
  });
  // Every round types the same keys. What else the machine does meets another one of them each time.
  const best = rounds[0]!.map((_, index) => Math.min(...rounds.map((round) => length(round[index]!))));
  console.log(
    `${text.split('\n').length} lines, ${text.length} characters, ${reader.read(text, languageId).length} todos, ${languageId}, ` +
      `load of the machine ${loadavg()[0]!.toFixed(1)}`,
  );
  console.log(`after one keystroke:             ${describeTimes(times.map(length))}`);
  console.log(`without those in a collection:   ${describeTimes(apart.map(length))}`);
  console.log(`each keystroke, best of ${ROUNDS}:       ${describeTimes(best)}`);
  console.log(`the whole document:              ${describeTimes(whole.map(length))}`);
}

void main();
